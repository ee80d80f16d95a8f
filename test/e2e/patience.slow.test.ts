import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { askingSetting } from "../support/asking.ts";
import { type ClientKind, connect, errorOf, runCommand } from "../support/idgate.ts";

const LONGER_THAN_CLIENTS_WAIT_MS = 65_000;

const slowYes = async () => {
  await delay(LONGER_THAN_CLIENTS_WAIT_MS);
  return { action: "accept" as const, content: { decision: "approve", confirm: "agents" } };
};

async function isWaitedFor(): Promise<void> {
  const { upstream, args } = await askingSetting();
  const client = await connect("v2 modern", args, slowYes);
  const result = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
  expect(result.isError).toBeFalsy();
  expect(upstream.changes).toHaveLength(1);
}

async function staysPending(kind: ClientKind): Promise<void> {
  const { upstream, state, args } = await askingSetting();
  const client = await connect(kind, args, slowYes);
  const result = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
  expect(errorOf(result).code, kind).toBe("APPROVAL_PENDING");
  // The late yes arrives while nobody waits for it.
  await delay(LONGER_THAN_CLIENTS_WAIT_MS - 45_000);
  expect(upstream.of("DeleteWorkloadPool"), kind).toEqual([]);
  const { stdout, stderr } = await runCommand(["approvals", "list", "--sandbox", "--state", state]);
  expect(stdout, `${kind}: ${stderr}`).toContain("pending");
}

// One test for the three, which wait at the same time: what a test leaves is cleared when it ends, and concurrent tests
// would clear what the others still use.
it("a user who takes 65 seconds is waited for on protocol 2026-07-28; before it idgate answers before the client gives up", async () => {
  await Promise.all([isWaitedFor(), staysPending("v1"), staysPending("v2 legacy")]);
}, 120_000);
