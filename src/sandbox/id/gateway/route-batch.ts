/** Many routes of a gateway service at once. */
import type { JsonObject } from "../../../action/json.ts";
import { change, find, remove } from "../../resources/records.ts";
import { Fault, type Place, type StoredRecord } from "../../types.ts";
import { numberOf, objectsOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { createRoute, gatewayRoute } from "./route.ts";
import { serviceNamed } from "./service.ts";

/**
 * What becomes of routes that are there. The reference gives no meaning to the numbers; in the sandbox 0 (also when
 * absent) skips those whose name is there, 1 puts the given ones in their place, and 2 also deletes all that are not
 * given.
 */
const MODES = { skip: 0, overwrite: 1, replace: 2 } as const;

interface Outcome {
  readonly Created: JsonObject[];
  readonly Updated: JsonObject[];
  readonly Deleted: string[];
  readonly Skipped: string[];
  readonly Failed: JsonObject[];
}

/**
 * Each route on its own: what fails is in `Failed` and keeps none of the others.
 * @throws Fault for a service that is not there, and for a mode that is none
 */
export async function batchOfRoutes(context: Place, params: JsonObject): Promise<JsonObject> {
  const service = await serviceNamed(context, textOf(params, "ServiceName") ?? "");
  const mode = numberOf(params, "Mode") ?? MODES.skip;
  if (mode < MODES.skip || mode > MODES.replace) throw faults.invalid("Mode", "It must be 0, 1 or 2.");
  const routes = objectsOf(params, "Routes");
  const outcome: Outcome = { Created: [], Updated: [], Deleted: [], Skipped: [], Failed: [] };
  const failing = async (name: string, work: () => Promise<void>) => {
    try {
      await context.store.attempt(work);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      outcome.Failed.push({ RouteName: name, Code: error.code, Message: error.message });
    }
  };

  if (mode === MODES.replace) {
    const kept = new Set(routes.map((route) => textOf(route, "RouteName")));
    const { items } = await context.store.list(gatewayRoute.kind, { parent: service.key });
    for (const record of items) {
      const name = textOf(record.doc, "RouteName") ?? "";
      if (kept.has(name)) continue;
      await failing(name, async () => {
        await takeAway(context, record);
        outcome.Deleted.push(name);
      });
    }
  }
  for (const route of routes) {
    const name = textOf(route, "RouteName") ?? "";
    await failing(name, async () => {
      const before =
        name === ""
          ? undefined
          : await find(gatewayRoute, context, { ServiceName: service.key, RouteName: name });
      if (before !== undefined && mode === MODES.skip) {
        outcome.Skipped.push(name);
        return;
      }
      if (before !== undefined) await takeAway(context, before);
      const record = await createRoute(context, service.key, route);
      (before === undefined ? outcome.Created : outcome.Updated).push(record.doc);
    });
  }
  return { ...outcome };
}

/** Without the refusal that a single delete has: that a batch deletes is its mode's meaning. */
async function takeAway(context: Place, record: StoredRecord): Promise<void> {
  const idle = await change(gatewayRoute, context, record, { Status: "inactive" });
  await remove(gatewayRoute, context, idle);
}
