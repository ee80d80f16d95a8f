/** Sessions in which a source uploads its departments and who is in them, to be applied at once. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { poolIn } from "../people/user-views.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { applyDepartments, departmentsOfSource, type Target } from "./department-plan.ts";
import { applyMembers } from "./member-plan.ts";

/** How long a session waits for its commit, and how much may go without a second word; the reference gives neither. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
export const THRESHOLD_PCT = 30;

/**
 * The reference names no states: Open, Validated, Committing, Committed and Canceled are ours. An open one whose time is
 * over shows as Expired.
 */
export const departmentSession: Resource = {
  kind: "id.department-sync-session",
  noun: "department sync session",
  key: ["SessionId"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  fresh: (_given, context, label) => ({
    SessionId: uuidFor(context, `department-sync-session${label}`),
    Status: "Open",
    ExpiresAt: utcSeconds(new Date(context.now.getTime() + LIFETIME_MS)),
    DeleteThresholdPctSnapshot: THRESHOLD_PCT,
    Departments: [],
    Members: [],
  }),
  faults,
};

/** @throws Fault NotFound for the pool or the session in it, InvalidRequest where it belongs to another source */
export async function sessionIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  const poolUid = await poolIn(params, context);
  const by = { SessionId: textOf(params, "SessionId") ?? "" };
  const session = await need(departmentSession, context, by, poolUid);
  const source = textOf(params, "Source");
  if (source !== undefined && source !== session.doc.Source) {
    throw faults.refused(`The session is not one of the source ${source}.`);
  }
  return session;
}

export function statusOf({ doc }: StoredRecord, context: Pick<Place, "now">): string {
  const status = textOf(doc, "Status") ?? "";
  const open = status === "Open" || status === "Validated";
  return open && (textOf(doc, "ExpiresAt") ?? "") <= utcSeconds(context.now) ? "Expired" : status;
}

/** @throws Fault InvalidRequest unless it still takes uploads and a commit */
export function assertOpen(session: StoredRecord, context: Pick<Place, "now">): void {
  const status = statusOf(session, context);
  if (status === "Open" || status === "Validated") return;
  throw faults.refused(`The session ${session.key} is ${status}.`);
}

export const targetOf = ({ doc, parent }: StoredRecord): Target => ({
  poolUid: parent ?? "",
  source: textOf(doc, "Source") ?? "",
});

/** Departments of the source that the upload does not have, and what part of the source's they are (0 to 1). */
export async function absentFrom(context: Place, session: StoredRecord) {
  const known = await departmentsOfSource(context, targetOf(session));
  const uploaded = new Set(objectsOf(session.doc, "Departments").map((one) => textOf(one, "ExternalID")));
  const absent = known.filter(({ doc }) => !uploaded.has(textOf(doc, "ExternalID")));
  return { absent, part: known.length === 0 ? 0 : absent.length / known.length };
}

/**
 * Does all that a session holds. Memberships are touched only where the session has any; then whoever is not in it
 * leaves the departments that it has.
 */
export async function applySession(context: Place, session: StoredRecord) {
  const target = targetOf(session);
  const wanted = objectsOf(session.doc, "Departments");
  const { absent } = await absentFrom(context, session);
  const departments = await applyDepartments(context, target, wanted, absent);
  const members = await applyMembers(context, target, mappingsOf(session));
  return { departments, members };
}

function mappingsOf({ doc }: StoredRecord): readonly JsonObject[] {
  const uploaded = objectsOf(doc, "Members");
  if (uploaded.length === 0) return [];
  const byDepartment = new Map<string, JsonObject[]>();
  for (const one of objectsOf(doc, "Departments")) byDepartment.set(textOf(one, "ExternalID") ?? "", []);
  for (const { Role = null, IsPrimary = null, ...one } of uploaded) {
    const id = textOf(one, "DepartmentExternalID") ?? "";
    const members = textsOf(one, "UserUids").map((UserUid) => ({ UserUid, Role, IsPrimary }));
    byDepartment.set(id, [...(byDepartment.get(id) ?? []), ...members]);
  }
  return [...byDepartment].map(([ExternalDepartmentID, Members]) => ({ ExternalDepartmentID, Members }));
}
