import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { askingSetting } from "../support/asking.ts";
import { connect, errorOf, runCommand } from "../support/idgate.ts";

const LONGER_THAN_CLIENTS_WAIT_MS = 65_000;

const slowYes = async () => {
  await delay(LONGER_THAN_CLIENTS_WAIT_MS);
  return { action: "accept" as const, content: { decision: "approve", confirm: "agents" } };
};

describe.concurrent("a user who takes 65 seconds", { timeout: 120_000 }, () => {
  it("is waited for on protocol 2026-07-28, and the change runs once", async () => {
    const { upstream, args } = await askingSetting();
    const client = await connect("v2 modern", args, slowYes);
    const result = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
    expect(result.isError).toBeFalsy();
    expect(upstream.changes).toHaveLength(1);
  });

  it.each(["v1", "v2 legacy"] as const)(
    "with a %s client leaves the operation pending: idgate answers before the client gives up",
    async (kind) => {
      const { upstream, state, args } = await askingSetting();
      const client = await connect(kind, args, slowYes);
      const result = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
      expect(errorOf(result).code).toBe("APPROVAL_PENDING");
      // The late yes arrives while nobody waits for it.
      await delay(LONGER_THAN_CLIENTS_WAIT_MS - 45_000);
      expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
      const { stdout } = await runCommand(["approvals", "list", "--sandbox", "--state", state]);
      expect(stdout).toContain("pending");
    },
  );
});
