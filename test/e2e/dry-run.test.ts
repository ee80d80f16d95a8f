/** A server that the operator only tries: real clients, a recording service, and nothing of a change anywhere. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder, policyFile } from "../support/folder.ts";
import { CLIENTS, type ClientKind, connect, errorOf, type ToolResult, type User } from "../support/idgate.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool"], approval: ask}
  - {id: tokens, actions: ["id:GetWorkloadAccessToken"], approval: none}
`;

const textOf = (result: ToolResult): string => result.content[0]?.text ?? "";

async function start(
  kind: ClientKind,
  { user, flags = ["--dry-run"] }: { user?: User; flags?: string[] } = {},
) {
  const answer = {
    AccountId: "2100000000",
    Identity: { AccountId: "2100000000" },
    WorkloadPools: [],
    TotalCount: 0,
  };
  const upstream = await startUpstream(envelope(answer));
  onTestFinished(() => upstream.close());
  const state = ownFolder();
  const args = [
    "serve",
    "--endpoint",
    upstream.url,
    "--state",
    state,
    "--policy",
    policyFile(POLICY),
    ...flags,
  ];
  const client = await connect(kind, args, user);
  return { client, upstream, ledger: () => existsSync(join(state, "sandbox", "ledger.db")) };
}

describe("a server in dry run", () => {
  it.each(CLIENTS)("sends no change, asks nobody and makes no ledger: %s", async (kind) => {
    const asked: string[] = [];
    const user: User = (message) => {
      asked.push(message);
      return { action: "accept", content: { decision: "approve" } };
    };
    const { client, upstream, ledger } = await start(kind, { user });
    const calls: readonly (readonly [string, Record<string, unknown>, string])[] = [
      ["id_create_workload_pool", { WorkloadPoolName: "agent-a" }, "It would run."],
      ["id_create_workload_pool", { WorkloadPoolName: "other" }, "It would be refused"],
      ["id_delete_workload_pool", { WorkloadPoolName: "agent-a" }, "once a person has approved it"],
      ["id_get_workload_access_token", { Name: "agent", WorkloadPoolName: "agent-a" }, "It would run."],
    ];
    for (const [name, args, said] of calls) {
      const own = await client.call(name, args);
      expect(own.isError).toBe(true);
      expect(own.structuredContent).toBeUndefined();
      expect(errorOf(own)).toMatchObject({ code: "DRY_RUN", operation: null });
      expect(own._meta?.["idgate/dryRun"]).toMatchObject({ request: { method: "POST" } });
      expect(textOf(own)).toMatch(/^Dry run: nothing was sent\. /);
      expect(textOf(own)).toContain(said);
      const through = await client.call("change_action", { action: name, params: args });
      expect(through.isError).toBeFalsy();
      expect(through.structuredContent).toMatchObject({ dryRun: true, request: { method: "POST" } });
      expect(textOf(through)).toMatch(/^Dry run: nothing was sent\. /);
    }
    expect(asked).toEqual([]);
    expect(upstream.arrived).toEqual([]);
    expect(ledger()).toBe(false);
  });

  it("reads as ever", async () => {
    const { client, upstream } = await start("v2 modern");
    const read = await client.call("read_action", { action: "id:ListWorkloadPools" });
    expect(read.isError).toBeFalsy();
    expect(upstream.of("ListWorkloadPools")).toHaveLength(1);
  });

  it("says so from the start, at every result, and when asked", async () => {
    const { client } = await start("v2 modern");
    expect(client.instructions()).toContain("DRY RUN");
    const all = await client.call("check_policy", {});
    expect(all.structuredContent).toMatchObject({
      dryRun: true,
      target: expect.stringMatching(/, DRY RUN$/),
    });
    expect(textOf(all)).toContain("sends nothing but plain reads");
    const read = await client.call("read_action", { action: "id:ListWorkloadPools" });
    expect(textOf(read)).toContain("DRY RUN");
  });
});

describe("change_action with dryRun", () => {
  it("describes the request that the call then makes", async () => {
    const { client, upstream } = await start("v2 modern", { flags: [] });
    const call = { action: "id:CreateWorkloadPool", params: { WorkloadPoolName: "agent-a" } };
    const dry = await client.call("change_action", { ...call, dryRun: true });
    const url = `${upstream.url}/?Action=CreateWorkloadPool&Version=2025-10-30`;
    const body = '{"WorkloadPoolName":"agent-a"}';
    expect(dry.structuredContent).toMatchObject({ dryRun: true, request: { method: "POST", url, body } });
    expect(textOf(dry)).toContain(`Request: POST ${url}`);
    expect(JSON.stringify(dry)).not.toMatch(/authorization|x-date|SANDBOX\w/i);
    await client.call("change_action", call);
    expect(upstream.of("CreateWorkloadPool")).toMatchObject([
      { method: "POST", target: url.slice(upstream.url.length), body },
    ]);
  });

  it("is short and whole in its form however long the call is", async () => {
    const { client } = await start("v2 modern", { flags: [] });
    const params = { UserName: "u".repeat(50_000), Description: "d".repeat(50_000) };
    const query = await client.call("change_action", {
      action: "iam:DeleteUser",
      params: { UserName: params.UserName },
      dryRun: true,
    });
    expect(JSON.stringify(query).length).toBeLessThan(30_000);
    const state = {
      action: "cloudcontrol:CreateResource",
      params: { TypeName: "Volcengine::IAM::User", TargetState: params },
    };
    const json = await client.call("change_action", { ...state, dryRun: true });
    expect(json.isError).toBeFalsy();
    expect(JSON.stringify(json).length).toBeLessThan(30_000);
  });
});
