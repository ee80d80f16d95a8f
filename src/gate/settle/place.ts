import type { JsonObject } from "../../action/json.ts";
import { canonicalJson } from "../digest.ts";

/**
 * Where an operation went, as far as it decides what a look finds there: the profile only says whose keys sign, and their
 * account is confirmed.
 */
export function placeOf({ mode, account, region, endpoint }: JsonObject): string {
  return canonicalJson({
    mode: mode ?? null,
    account: account ?? null,
    region: region ?? null,
    endpoint: endpoint ?? null,
  });
}
