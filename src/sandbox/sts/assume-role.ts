/** AssumeRole: temporary keys of a role for somebody whom it trusts. */
import type { JsonObject } from "../../action/json.ts";
import { assertPolicyDocument } from "../iam/document.ts";
import { invalid } from "../iam/faults.ts";
import { factsOf, rightsOf } from "../iam/rights.ts";
import { roleAt } from "../iam/role.ts";
import { identityOf, trusts } from "../iam/trust.ts";
import { computes, type Definition } from "../resources/family.ts";
import { Fault, type Place, type StoredRecord } from "../types.ts";
import { numberOf, objectsOf, textOf } from "../values.ts";
import { mintSession, type SessionKeys, sessionTrn } from "./sessions.ts";

const SESSION_NAME = /^[A-Za-z0-9._@-]{2,64}$/;
const MOST_TAGS = 50;
const TAG_KEY = /^[\p{L}\p{N} _.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u;

/** What a request for a session says of it. */
export interface SessionRequest {
  readonly sessionName: string;
  readonly durationSeconds: number | undefined;
  readonly policy: string | undefined;
  readonly tags: readonly JsonObject[];
}

/** @throws Fault InvalidParameter */
export function sessionRequest(params: JsonObject): SessionRequest {
  const sessionName = textOf(params, "RoleSessionName") ?? "";
  if (!SESSION_NAME.test(sessionName)) {
    throw invalid("RoleSessionName", "It has 2 to 64 letters, digits and .-_@.");
  }
  const policy = textOf(params, "Policy") || undefined;
  if (policy !== undefined) assertPolicyDocument(policy, "Policy");
  const tags = objectsOf(params, "Tags");
  const keys = tags.map((tag) => textOf(tag, "Key") ?? "");
  const sound = tags.every((tag) => TAG_VALUE.test(textOf(tag, "Value") ?? ""));
  if (tags.length > MOST_TAGS || new Set(keys).size < keys.length) {
    throw invalid("Tags", `There are at most ${MOST_TAGS}, each with a key of its own.`);
  }
  if (!sound || !keys.every((key) => TAG_KEY.test(key)))
    throw invalid("Tags", "One has a form that is not allowed.");
  return { sessionName, durationSeconds: numberOf(params, "DurationSeconds"), policy, tags };
}

/** @throws Fault RoleNotExist */
export async function roleToAssume(context: Place, trn: string): Promise<StoredRecord> {
  const role = await roleAt(context, trn);
  if (role === undefined) throw new Fault(400, "RoleNotExist", `Role '${trn}' does not exist.`);
  return role;
}

export const notTrusted = (): Fault =>
  new Fault(
    403,
    "NoPermission",
    "You have no permission for this action. The role does not trust the caller.",
  );

/** A session of a role, and who its owner then is. The role's trust has been asked before. */
export async function sessionOf(
  context: Place,
  role: StoredRecord,
  request: SessionRequest,
): Promise<{ readonly keys: SessionKeys; readonly user: JsonObject }> {
  const name = textOf(role.doc, "RoleName") ?? "";
  const roleTrn = `trn:iam::${context.account}:role/${name}`;
  const keys = await mintSession(context, { ...request, roleTrn });
  const user = {
    AssumedRoleId: `${role.key}:${request.sessionName}`,
    Trn: sessionTrn(context, name, request.sessionName),
  };
  return { keys, user };
}

/** The caller needs `sts:AssumeRole` on the role, and the role's trust. */
export const assumeRole: Definition = {
  ...computes(async (params, context) => {
    const request = sessionRequest(params);
    const role = await roleToAssume(context, textOf(params, "RoleTrn") ?? "");
    const facts = factsOf(context, (await rightsOf(context)).tags);
    if (!trusts(role, identityOf(context, context.principal.trn), "sts:AssumeRole", facts))
      throw notTrusted();
    const { keys, user } = await sessionOf(context, role, request);
    return { Credentials: { ...keys }, AssumedRoleUser: user };
  }),
  targets: async (params) => [textOf(params, "RoleTrn") ?? ""],
};
