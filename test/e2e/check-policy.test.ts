/** What the policy says, asked by a real client before anything is called. */
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { userInfo } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { estimateTokens } from "../../src/text/index.ts";
import { ownFolder, policyFile } from "../support/folder.ts";
import { connect, type ToolResult } from "../support/idgate.ts";
import { startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}, budget: {max: 3, per: hour}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool"], approval: ask}
  - {id: groups, actions: ["id:UpdateGroup"]}
  - {id: people, actions: ["id:UpdateUser"], approval: none}
`;

const governed = () => ["serve", "--sandbox", "--state", ownFolder(), "--policy", policyFile(POLICY)];

const group = z.object({ count: z.number() });
const of = z.number();
const counts = z.object({
  reads: z.object({ of }),
  stored: z.object({ of }),
  changes: z.object({
    of,
    allowed: group,
    ask: group,
    secondPerson: group,
    depends: group,
    refused: z.number(),
  }),
});

const textOf = (result: ToolResult): string => result.content[0]?.text ?? "";

describe("check_policy", () => {
  it("answers for one call, for one action and all in all", async () => {
    const client = await connect("v2 modern", governed());
    const call = await client.call("check_policy", {
      action: "id:CreateWorkloadPool",
      params: { WorkloadPoolName: "agent-b" },
    });
    expect(call.structuredContent).toMatchObject({
      verdict: "allowed",
      effect: "create",
      rules: ["pools"],
      request: { method: "POST", body: '{"WorkloadPoolName":"agent-b"}' },
    });
    const action = await client.call("check_policy", { action: "id:DeleteWorkloadPool" });
    expect(action.structuredContent).toMatchObject({ verdict: "allowed", approval: "ask" });
    const all = await client.call("check_policy", {});
    expect(all.structuredContent).toMatchObject({
      reads: { others: ["cloudcontrol:GetResource", "cloudcontrol:ListResources"] },
      changes: {
        allowed: { count: 1, names: ["id:UpdateUser"] },
        ask: { count: 1, names: ["id:DeleteWorkloadPool"] },
        secondPerson: { count: 0 },
        depends: { count: 2, names: ["id:CreateWorkloadPool", "id:UpdateGroup"] },
      },
    });
    expect(textOf(all)).toContain("once a person agrees: id:DeleteWorkloadPool.");
  });

  it("says who calls, where calls go and under which policy", async () => {
    const client = await connect("v2 modern", governed());
    const all = await client.call("check_policy", {});
    expect(all.structuredContent).toMatchObject({
      who: { requester: "stdio test-client/1.0.0" },
      target: "sandbox account 2100000000, region cn-beijing",
      mode: "sandbox",
      dryRun: false,
      policy: createHash("sha256").update(POLICY).digest("hex").slice(0, 12),
    });
    expect(textOf(all)).toMatch(/^You are "stdio test-client\/1\.0\.0"/);
    const free = await connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder()]);
    const ungoverned = await free.call("check_policy", {});
    expect(ungoverned.structuredContent).toMatchObject({ policy: null });
    expect(textOf(ungoverned)).toContain("No policy.");
  });

  it("names who may sign, the requester not among them, and what would be spent", async () => {
    const key = (letter: string) => `ed25519:${letter.repeat(42)}A`;
    const { username } = userInfo();
    const signed = `
version: 1
account: "2100000000"
approvers:
  - {name: alice, key: "${key("B")}"}
  - {name: self, key: "${key("C")}", user: ${JSON.stringify(username)}}
allow:
  - {id: sign, actions: ["id:DeleteWorkloadPool"], approval: second-person, approvers: [alice, self]}
  - {id: few, actions: ["id:CreateWorkloadPool"], budget: {max: 3, per: hour}}
`;
    const args = ["serve", "--sandbox", "--state", ownFolder(), "--policy", policyFile(signed)];
    const client = await connect("v2 modern", args);
    const params = { WorkloadPoolName: "agent-b" };
    const signs = await client.call("check_policy", { action: "id:DeleteWorkloadPool", params });
    expect(signs.structuredContent).toMatchObject({
      verdict: "asks",
      approval: "second-person",
      approvers: ["alice"],
    });
    expect(textOf(signs)).toContain(
      "once a second person has signed it (alice); making the call asks for that, unless it is signed already.",
    );
    for (let turn = 0; turn < 4; turn++) {
      const spends = await client.call("check_policy", { action: "id:CreateWorkloadPool", params });
      const budgets = [{ rule: "few", items: 1, left: 3, max: 3, perSeconds: 3600 }];
      expect(spends.structuredContent).toMatchObject({ verdict: "allowed", budgets });
      expect(textOf(spends)).toContain("It would spend 1 of the 3 that rule few has left (3 an hour).");
    }
    const all = await client.call("check_policy", {});
    expect(all.structuredContent).toMatchObject({
      changes: { secondPerson: { count: 1, names: ["id:DeleteWorkloadPool"] } },
    });
    expect(textOf(all)).toContain("Budgets: rule few: 3 an hour.");
    const action = { action: "id:CreateWorkloadPool" };
    expect(textOf(await client.call("check_policy", action))).toContain(
      "allowed; budget of rule few: 3 an hour",
    );
    // Asking costs nothing: all three are still there.
    for (const WorkloadPoolName of ["a", "b", "c"]) {
      expect((await client.call("id_create_workload_pool", { WorkloadPoolName })).isError).toBeFalsy();
    }
    const short = await client.call("check_policy", { ...action, params });
    expect(short.structuredContent).toMatchObject({
      verdict: "refused",
      budgets: [{ rule: "few", left: 0 }],
    });
    expect(textOf(short)).toContain(
      "It would be refused: The budget of rule few is 3 items within 1 hour; 0 are left",
    );
    const refusal = textOf(await client.call("id_create_workload_pool", params));
    expect(refusal).toContain(/ Wait until .*effect\./.exec(textOf(short))?.[0].trim());
  });

  it("stays small, whatever the policy says", async () => {
    const every =
      'version: 1\naccount: "2100000000"\nallow: [{id: a, actions: ["id:List*", "id:Update*", "id:Delete*"]}]';
    for (const args of [governed(), [...governed().slice(0, -1), policyFile(every)]]) {
      const client = await connect("v2 modern", args);
      const all = await client.call("check_policy", {});
      expect(estimateTokens(textOf(all))).toBeLessThan(2_000);
      expect(estimateTokens(JSON.stringify(all.structuredContent))).toBeLessThan(2_000);
    }
  });

  it("makes no ledger and dials nothing, in any of its forms", async () => {
    const upstream = await startUpstream();
    onTestFinished(() => upstream.close());
    const state = ownFolder();
    const args = ["serve", "--endpoint", upstream.url, "--state", state, "--policy", policyFile(POLICY)];
    const client = await connect("v2 modern", args);
    const params = { WorkloadPoolName: "agent-b" };
    for (const form of [
      {},
      { action: "id:CreateWorkloadPool" },
      { action: "id:CreateWorkloadPool", params },
    ]) {
      expect((await client.call("check_policy", form)).isError).toBeFalsy();
    }
    expect(upstream.arrived).toEqual([]);
    expect(readdirSync(state)).toEqual([]);
  });

  it("names the parameters on which it depends what an action does", async () => {
    const client = await connect("v2 modern", governed());
    const answer = await client.call("check_policy", { action: "id:UpdateGroup" });
    expect(textOf(answer)).toContain(
      "id:UpdateGroup: depends on the arguments: with parameters IamRoleTrn, Precedence it raises rights",
    );
  });

  it("accounts for every action there is", async () => {
    const client = await connect("v2 modern", ["serve", "--sandbox", "--state", ownFolder()]);
    const { structuredContent = {} } = await client.call("check_policy", {});
    const { reads, stored, changes } = counts.parse(structuredContent);
    expect(reads.of + stored.of + changes.of).toBe(418);
    const { allowed, ask, secondPerson, depends, refused } = changes;
    const told = [allowed, ask, secondPerson, depends].reduce((sum, { count }) => sum + count, refused);
    expect(told).toBe(changes.of);
  });
});
