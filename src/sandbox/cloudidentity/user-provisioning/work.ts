/** Provisions people to an account and takes them out again, person by person. It takes time. */

import { uuidFor } from "../../ids.ts";
import { change, find, recordAt, remove } from "../../resources/records.ts";
import { schedule } from "../../tasks.ts";
import type { Place, StoredRecord, TaskRunner } from "../../types.ts";
import { textOf } from "../../values.ts";
import { membersOf } from "../groups/members.ts";
import { TASK_MS } from "../tasks/task.ts";
import { user } from "../users/user.ts";
import { attempted, eventsOf } from "./events.ts";
import { provisionedUser, provisionUser } from "./provisioned-user.ts";
import { type ProvisionStatus, userProvisioning } from "./user-provisioning.ts";

const KIND = "cloudidentity.user-provisioning";

export const setProvisionStatus = (
  context: Place,
  record: StoredRecord,
  ProvisionStatus: ProvisionStatus,
): Promise<StoredRecord> => change(userProvisioning, context, record, { ProvisionStatus });

/** Starts what the status says: `Provisioning` or `DeleteProvisioning`. */
export async function startWork(
  context: Place,
  record: StoredRecord,
  status: "Provisioning" | "DeleteProvisioning",
): Promise<StoredRecord> {
  const id = uuidFor(context, "user-provisioning-task");
  const work = { UserProvisioningId: record.key };
  await schedule(context, { kind: KIND, id, durationMs: TASK_MS, about: {}, work });
  return setProvisionStatus(context, record, status);
}

async function peopleOf(context: Place, { doc }: StoredRecord): Promise<readonly StoredRecord[]> {
  const id = textOf(doc, "PrincipalId") ?? "";
  const ids =
    doc.PrincipalType === "User"
      ? [id]
      : (await membersOf(context, id)).map((member) => textOf(member, "UserId") ?? "");
  const people: StoredRecord[] = [];
  for (const one of ids) {
    const record = await recordAt(user, context, one);
    if (record !== undefined) people.push(record);
  }
  return people;
}

/** Provisions those who are in the group by now; who joins later needs another provisioning or a retry. */
export async function provision(context: Place, record: StoredRecord): Promise<void> {
  for (const person of await peopleOf(context, record)) {
    await attempted(context, record, person, "ProvisionFailed", () => provisionUser(context, record, person));
  }
  const failed = (await eventsOf(context, record.key)).length > 0;
  await setProvisionStatus(context, record, failed ? "ProvisionFailed" : "Provisioned");
}

/** Takes everybody out; the provisioning goes with the last. */
export async function unprovision(context: Place, record: StoredRecord): Promise<void> {
  const { items } = await context.store.list(provisionedUser.kind, { parent: record.key });
  for (const { doc } of items) {
    const UserId = textOf(doc, "UserId") ?? "";
    const person = await recordAt(user, context, UserId);
    if (person === undefined) continue;
    await attempted(context, record, person, "DeleteProvisionFailed", async () => {
      const one = await find(provisionedUser, context, { UserProvisioningId: record.key, UserId });
      if (one !== undefined) await remove(provisionedUser, context, one);
    });
  }
  const left = await context.store.count(provisionedUser.kind, record.key);
  if (left > 0) await setProvisionStatus(context, record, "DeleteProvisionFailed");
  else await remove(userProvisioning, context, record);
}

export const userProvisioningRunner: TaskRunner = {
  kind: KIND,
  async run(context, { work }) {
    const record = await recordAt(userProvisioning, context, textOf(work, "UserProvisioningId") ?? "");
    // It went with its principal.
    if (record === undefined) return {};
    if (record.doc.ProvisionStatus === "DeleteProvisioning") await unprovision(context, record);
    else await provision(context, record);
    return {};
  },
};
