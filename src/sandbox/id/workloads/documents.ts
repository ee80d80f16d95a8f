/** What the id service publishes beside its API: the discovery and key documents of each pool. */
import type { WebPage } from "../../types.ts";
import { issuerDocument } from "./tokens.ts";
import { poolWithId } from "./workload-pool.ts";

const PATH = /^\/workload-pools\/([0-9a-f-]{36})\/\.well-known\/(openid-configuration|jwks)$/;

export const issuerPages: WebPage = {
  knows: (path) => PATH.test(path),
  reads: true,
  async answer({ method, path }, context) {
    const [, poolId, kind] = PATH.exec(path) ?? [];
    const pool = poolId === undefined || method !== "GET" ? undefined : await poolWithId(context, poolId);
    if (pool === undefined) return undefined;
    const body = await issuerDocument(kind === "jwks" ? "jwks" : "openid-configuration", pool, context);
    return { status: 200, body };
  },
};
