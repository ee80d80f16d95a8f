/** The identity centre's instance. The sandbox has it enabled from the start. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { Place } from "../types.ts";
import { beijingSeconds } from "./times.ts";

const INSTANCE = "cloudidentity:instance";

/** Makes the account's instance, where it is not there yet; one a region. */
export async function ensureInstance(context: Place): Promise<void> {
  if ((await context.store.get(INSTANCE, context.region)) !== undefined) return;
  const doc = {
    InstanceId: uuidFor(context, "cloudidentity-instance"),
    InstanceName: "sandbox",
    Region: context.region,
    Status: "Enable",
    CreatedTime: beijingSeconds(context.now),
  };
  await context.store.insert({ kind: INSTANCE, key: context.region, parent: undefined, doc });
}

/** The instances of the account, as GetServiceStatus shows them. */
export async function instances(context: Place): Promise<readonly JsonObject[]> {
  const { items } = await context.store.list(INSTANCE);
  return items.map(({ doc }) => doc);
}
