/** What the id service publishes beside its API: the discovery and key documents of each pool. */
import type { JsonObject } from "../../action/json.ts";
import type { CallContext } from "../types.ts";
import { poolWithId } from "./pools.ts";
import { issuerDocument } from "./tokens.ts";

const PATH = /^\/workload-pools\/([0-9a-f-]{36})\/\.well-known\/(openid-configuration|jwks)$/;

export async function idDocument(
  path: string,
  context: Omit<CallContext, "accessKeyId">,
): Promise<JsonObject | undefined> {
  const [, poolId, kind] = PATH.exec(path) ?? [];
  if (poolId === undefined) return undefined;
  const pool = await poolWithId(context, poolId);
  if (pool === undefined) return undefined;
  return issuerDocument(kind === "jwks" ? "jwks" : "openid-configuration", pool, context);
}
