/** What failed for one person of a provisioning; there until it succeeds or is dismissed. */
import { uuidFor } from "../../ids.ts";
import { change, create, find, need, remove } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { accountName } from "../accounts.ts";
import { faultsOf } from "../faults.ts";
import { beijingSeconds } from "../times.ts";
import { user } from "../users/user.ts";
import { userProvisioning } from "./user-provisioning.ts";

export type EventStatus = "ProvisionFailed" | "DeleteProvisionFailed";

/** The names are those at the time of the failure: a list searches them. */
export const provisioningEvent: Resource = {
  kind: "cloudidentity.user-provisioning-event",
  noun: "user provisioning event",
  key: ["UserProvisioningEventId"],
  parent: { to: userProvisioning, field: "UserProvisioningId", onDelete: "cascade" },
  references: [{ field: "UserId", to: user, onDelete: "cascade" }],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: (given, context) => ({
    UserProvisioningEventId: uuidFor(context, `provisioning-event ${textOf(given, "UserId") ?? ""}`),
  }),
  derived: { TargetName: async ({ doc }, context) => accountName(context, textOf(doc, "TargetId") ?? "") },
  // No page names this code.
  faults: faultsOf({
    notFound: () =>
      new Fault(404, "UserProvisioningEventNotFound", "There is no such user provisioning event."),
  }),
};

/** @throws Fault UserProvisioningEventNotFound */
export const eventOf = (context: Place, UserProvisioningEventId: string): Promise<StoredRecord> =>
  need(provisioningEvent, context, { UserProvisioningEventId });

export const eventsOf = async (context: Place, provisioningId: string): Promise<readonly StoredRecord[]> =>
  (await context.store.list(provisioningEvent.kind, { parent: provisioningId })).items;

/** Does the work for one person, all or nothing, and keeps an event exactly as long as it fails. */
export async function attempted(
  context: Place,
  { key, doc }: StoredRecord,
  person: StoredRecord,
  EventStatus: EventStatus,
  work: () => Promise<void>,
): Promise<void> {
  const before = await find(provisioningEvent, context, { UserId: person.key }, key);
  try {
    await context.store.attempt(work);
    if (before !== undefined) await remove(provisioningEvent, context, before);
  } catch (failure) {
    if (!(failure instanceof Fault)) throw failure;
    const { PrincipalType = "", TargetId = "", Description = "" } = doc;
    const { UserName = "", DisplayName = "" } = person.doc;
    const FailureReason = `${failure.code}: ${failure.message}`;
    const fields = {
      EventStatus,
      FailureReason,
      PrincipalType,
      TargetId,
      Description,
      UserName,
      DisplayName,
    };
    if (before !== undefined) await change(provisioningEvent, context, before, fields);
    else {
      await create(provisioningEvent, context, { ...fields, UserProvisioningId: key, UserId: person.key });
    }
  }
}
