/** The identity centre's instance. The sandbox has it enabled from the first time anybody asks. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { CallContext } from "../types.ts";
import { beijingSeconds } from "./times.ts";

const INSTANCE = "cloudidentity:instance";

/** The instances of the account, as GetServiceStatus shows them: one a region. */
export async function instances(context: CallContext): Promise<readonly JsonObject[]> {
  const known = await context.store.get(INSTANCE, context.region);
  if (known !== undefined) return [known.doc];
  const doc = {
    InstanceId: uuidFor(context, "cloudidentity-instance"),
    InstanceName: "sandbox",
    Region: context.region,
    Status: "Enable",
    CreatedTime: beijingSeconds(context.now),
  };
  await context.store.insert({ kind: INSTANCE, key: context.region, parent: undefined, doc });
  return [doc];
}
