/** The identity centre's instance, one an account and region. The sandbox has it enabled from the start. */
import { uuidFor } from "../../ids.ts";
import { change, create, recordAt } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { faultsOf, serviceStatus } from "../faults.ts";
import { beijingSeconds } from "../times.ts";

export const ENABLED = "Enable";
/** The reference has no status after this one: what is disabled waits to be taken down, and can be enabled again. */
export const DISABLED = "PendingDisable";

export const instance: Resource = {
  kind: "cloudidentity.instance",
  noun: "instance",
  key: ["Region"],
  name: "InstanceName",
  times: { created: "CreatedTime", format: beijingSeconds },
  fresh: (_given, context) => ({
    InstanceId: uuidFor(context, "cloudidentity-instance"),
    InstanceName: "sandbox",
    Region: context.region,
    Status: ENABLED,
  }),
  faults: faultsOf({ notFound: () => new Fault(404, "InstanceNotFound", "There is no instance.") }),
};

/** Makes the account's instance, where it is not there yet. */
export async function ensureInstance(context: Place): Promise<void> {
  if ((await recordAt(instance, context, context.region)) === undefined) await create(instance, context, {});
}

/** The account's instance. @throws Fault where it was never made */
export async function theInstance(context: Place): Promise<StoredRecord> {
  const record = await recordAt(instance, context, context.region);
  if (record === undefined) throw instance.faults.notFound("");
  return record;
}

/** Enables or disables the service; it may be so already. */
export async function setStatus(context: Place, Status: typeof ENABLED | typeof DISABLED): Promise<void> {
  await change(instance, context, await theInstance(context), { Status });
}

/** @throws Fault ServiceStatusException where the service is disabled */
export async function assertEnabled(context: Place, action: string): Promise<void> {
  const status = textOf((await theInstance(context)).doc, "Status") ?? "";
  if (status !== ENABLED) throw serviceStatus(action, status);
}
