import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { approveOperations } from "../../src/cli/approvals/answer.ts";
import { signRequest } from "../../src/cli/approvals/sign.ts";
import { capturePrinted, program, typing } from "../support/approvals.ts";
import { CLIENTS, connect, errorOf, runCommand, type User } from "../support/idgate.ts";
import { PASSPHRASE, signingSetting } from "../support/signing.ts";

const POOL = { WorkloadPoolName: "agents" };
const DELETE = "id_delete_workload_pool";

describe("a change that a second person must sign, over stdio", () => {
  const printed = capturePrinted();

  it.each(CLIENTS)(
    "is proposed by a %s client, signed at a terminal, repeated, and done once",
    async (kind) => {
      const { state, key, policy, upstream, args } = await signingSetting();
      let asked = 0;
      const yes: User = () => {
        asked += 1;
        return { action: "accept", content: { decision: "approve", confirm: "agents" } };
      };
      const client = await connect(kind, args, yes);
      const waits = errorOf(await client.call(DELETE, POOL));
      expect(waits).toMatchObject({ code: "APPROVAL_PENDING", operation: expect.stringMatching(/^op_/) });
      expect(waits.message).toContain("A second person must sign this call: alice.");
      expect(errorOf(await client.call(DELETE, POOL)).code).toBe("APPROVAL_PENDING");
      expect([asked, upstream.of("DeleteWorkloadPool").length]).toEqual([0, 0]);

      const given = { state, sandbox: true, key, policy };
      const terminal = typing("agents", PASSPHRASE);
      expect(await approveOperations(program, [waits.operation ?? ""], given, terminal)).toBe(0);
      expect((await client.call(DELETE, POOL)).isError).toBeFalsy();
      expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
      expect(errorOf(await client.call(DELETE, POOL)).code).toBe("APPROVAL_PENDING");
      expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
    },
  );

  it("is signed elsewhere, recorded without a terminal, and runs in one of two servers that race for it", async () => {
    const { state, key, policy, upstream, args, flags } = await signingSetting();
    const [one, other] = await Promise.all([connect("v1", args), connect("v1", args)]);
    const { operation } = errorOf(await one.call(DELETE, POOL));
    const id = operation ?? "";
    const request = await runCommand(["approvals", "request", id, ...flags]);
    expect(request.code).toBe(0);
    const file = join(state, "request.json");
    writeFileSync(file, request.stdout);
    expect(await signRequest(program, file, { key }, typing("agents", PASSPHRASE))).toBe(0);
    const line = printed.out().trim();
    const recorded = await runCommand([
      "approvals",
      "approve",
      id,
      "--signature",
      line,
      "--policy",
      policy,
      ...flags,
    ]);
    expect(recorded).toMatchObject({ code: 0, stdout: expect.stringContaining("Verified and recorded.") });

    const results = await Promise.all([one.call(DELETE, POOL), other.call(DELETE, POOL)]);
    expect(results.filter(({ isError }) => isError !== true)).toHaveLength(1);
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
    expect((await runCommand(["audit", "verify", ...flags])).code).toBe(0);
  });

  it("is told to the model beforehand, wherever the policy is told", async () => {
    const { args } = await signingSetting();
    const client = await connect("v2 modern", args);
    const words = async (tool: string, given: Record<string, unknown>) => {
      const { content, structuredContent } = await client.call(tool, given);
      return { text: content.map(({ text }) => text).join("\n"), structuredContent };
    };
    const action = "id:DeleteWorkloadPool";
    const found = await words("search_actions", { query: "delete a workload pool", limit: 3 });
    expect(found.text).toContain(`${action} [delete, allowed once a second person has signed]`);
    expect(JSON.stringify(found.structuredContent)).toContain('"approval":"second-person"');
    const overview = await words("check_policy", {});
    expect(overview.text).toContain(`allowed once a second person has signed: ${action}.`);
    const checked = await words("check_policy", { action, params: POOL });
    expect(checked.text).toContain("It would run once a second person has signed it");
    expect(checked.structuredContent).toMatchObject({ verdict: "asks", approval: "second-person" });
    const tried = await words("change_action", { action, params: POOL, dryRun: true });
    expect(tried.text).toContain("second person");
  });

  it("does not start by a signature over another call, whatever the ledger says", async () => {
    const { state, key, upstream, args, flags } = await signingSetting();
    const client = await connect("v2 modern", args);
    const harmless = errorOf(await client.call(DELETE, { WorkloadPoolName: "scratch" })).operation ?? "";
    const wanted = errorOf(await client.call(DELETE, POOL)).operation ?? "";
    const request = await runCommand(["approvals", "request", harmless, ...flags]);
    const file = join(state, "request.json");
    // The id is exchanged in the file: the approver sees the harmless call and signs another operation's id.
    writeFileSync(file, request.stdout.replace(`"id": "${harmless}"`, `"id": "${wanted}"`));
    expect(await signRequest(program, file, { key }, typing("scratch", PASSPHRASE))).toBe(0);
    const line = printed.out().trim();
    const recorded = await runCommand(["approvals", "approve", wanted, "--signature", line, ...flags]);
    expect(recorded.code).toBe(0);
    const refused = errorOf(await client.call(DELETE, POOL));
    expect(refused.code).toBe("APPROVAL_PENDING");
    expect(refused.message).toContain("The signature is none of alice's over this call");
    expect(upstream.of("DeleteWorkloadPool")).toEqual([]);
  });
});
