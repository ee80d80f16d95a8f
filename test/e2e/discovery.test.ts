/** Actions that no list shows: found, understood, tried and called through the five tools, by a real client. */
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { DISCOVERY_TOOLS } from "../../src/server/own-tools.ts";
import { ownFolder, policyFile } from "../support/folder.ts";
import {
  CLIENTS,
  type Connected,
  connect,
  errorOf,
  runCommand,
  type ToolResult,
  type User,
} from "../support/idgate.ts";
import { type Answerer, envelope, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool"], approval: ask}
`;

const sandbox = (...more: string[]) => ["serve", "--sandbox", "--state", ownFolder(), ...more];

const governed = (...more: string[]) => sandbox("--policy", policyFile(POLICY), ...more);

const textOf = (result: ToolResult): string => result.content[0]?.text ?? "";
const hits = z.looseObject({
  hits: z.array(
    z.strictObject({
      action: z.string(),
      line: z.string(),
      effect: z.string(),
      policy: z.string(),
      approval: z.enum(["ask", "second-person"]).optional(),
    }),
  ),
});
const found = (result: ToolResult) => hits.parse(result.structuredContent).hits;

describe.each(CLIENTS)("a %s client", (kind) => {
  it("does with the five tools alone what it could do with a tool for each action", async () => {
    const client = await connect(kind, sandbox("--list", "none"));
    expect((await client.tools()).map(({ name }) => name)).toEqual([...DISCOVERY_TOOLS]);
    const searched = await client.call("search_actions", { query: "make a pool for my agents" });
    expect(found(searched).map(({ action }) => action)).toContain("id:CreateWorkloadPool");
    const described = await client.call("describe_action", { action: "id:CreateWorkloadPool" });
    expect(textOf(described)).toContain("WorkloadPoolName?: string");
    const created = await client.call("change_action", {
      action: "id:CreateWorkloadPool",
      params: { WorkloadPoolName: "agents" },
    });
    expect(created.structuredContent).toMatchObject({ WorkloadPoolName: "agents" });
    const read = await client.call("read_action", {
      action: "id:GetWorkloadPool",
      params: { WorkloadPoolName: "agents" },
    });
    expect(read.structuredContent).toMatchObject({ WorkloadPoolName: "agents" });
    // Listed or not, the action answers to its own name as well.
    const deleted = await client.call("id_delete_workload_pool", { WorkloadPoolName: "agents" });
    expect(textOf(deleted)).toContain('id:DeleteWorkloadPool, WorkloadPoolName "agents"');
  });

  it("is asked through change_action as through the action's own tool", async () => {
    const asked: string[] = [];
    const user: User = (message) => {
      asked.push(message);
      return { action: "accept", content: { decision: "approve", confirm: "agent-a" } };
    };
    const client = await connect(kind, governed(), user);
    await client.call("id_create_workload_pool", { WorkloadPoolName: "agent-a" });
    const deleted = await client.call("change_action", {
      action: "id_delete_workload_pool",
      params: { WorkloadPoolName: "agent-a" },
    });
    expect(deleted.isError).toBeFalsy();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain("Delete a workload pool");
  });
});

describe("search_actions", () => {
  it("says of each hit what the policy says of it", async () => {
    const client = await connect("v2 modern", governed());
    const searched = await client.call("search_actions", { query: "workload pool", limit: 8 });
    const byName = new Map(found(searched).map((hit) => [hit.action, hit]));
    expect(byName.get("id:CreateWorkloadPool")).toMatchObject({ effect: "create", policy: "depends" });
    expect(byName.get("id:ListWorkloadPools")).toMatchObject({ effect: "read", policy: "allowed" });
    expect(byName.get("id:UpdateWorkloadPool")).toMatchObject({ effect: "update", policy: "refused" });
    expect(byName.get("id:DeleteWorkloadPool")).toMatchObject({ policy: "allowed", approval: "ask" });
    expect(byName.get("id:CreateWorkloadPool")).not.toHaveProperty("approval");
    expect(textOf(searched)).toContain("id:CreateWorkloadPool [create, depends on arguments]");
    expect(textOf(searched)).toContain("id:DeleteWorkloadPool [delete, allowed once a person agrees]");
  });

  it("finds in Chinese, narrows by service and effect, and says when it finds nothing", async () => {
    const client = await connect("v2 modern", sandbox());
    const chinese = await client.call("search_actions", { query: "创建访问密钥" });
    expect(found(chinese)[0]?.action).toBe("iam:CreateAccessKey");
    const narrowed = await client.call("search_actions", { query: "user", service: "iam", effect: "read" });
    expect(
      found(narrowed).every(({ action, effect }) => action.startsWith("iam:") && effect === "read"),
    ).toBe(true);
    const nothing = await client.call("search_actions", { query: "qqqqxxzz" });
    expect(found(nothing)).toEqual([]);
    expect(textOf(nothing)).toContain("Nothing is found");
  });
});

describe("describe_action", () => {
  it("gives a signature, an example, what comes first, errors and the policy's word", async () => {
    const client = await connect("v2 modern", governed());
    const text = textOf(await client.call("describe_action", { action: "id_create_workload_identity" }));
    for (const part of [
      "id:CreateWorkloadIdentity (tool id_create_workload_identity; create)",
      "  Name: string",
      'Example: change_action {"action":"id:CreateWorkloadIdentity","params":{"Name":',
      "First: id:CreateWorkloadPool",
      "Errors: Duplicated (409)",
      "Policy: refused: No rule allows id:CreateWorkloadIdentity.",
    ]) {
      expect(text).toContain(part);
    }
    const pool = textOf(await client.call("describe_action", { action: "id:CreateWorkloadPool" }));
    expect(pool).toContain('Policy: depends on the arguments: WorkloadPoolName must be like "agent-*"');
  });

  it("says where a secret comes from: a new password is generated, any other is never made up", async () => {
    const client = await connect("v2 modern", sandbox());
    const login = textOf(await client.call("describe_action", { action: "iam:CreateLoginProfile" }));
    expect(login).toContain("Secret parameters Password: pass a handle of generate_secret.");
    expect(login).toContain('"Password":{"$secret":"secret_from_generate_secret"}');
    const key = textOf(await client.call("describe_action", { action: "id:CreateApiKeyCredentialProvider" }));
    expect(key).toContain(
      "Secret parameters ApiKey: pass a handle of an earlier ApiKey or SecretAccessKey, or the text that the user gives you. Never make one up: ask.",
    );
    const made = textOf(await client.call("describe_action", { action: "iam:CreateAccessKey" }));
    expect(made).toContain(
      "Secret results AccessKey.SecretAccessKey: handles, which may be passed as ApiKey.",
    );
    expect(key).toContain('"ApiKey":{"$secret":"secret_from_an_earlier_result"}');
  });

  it("helps with a name that is misspelt, or that several services have", async () => {
    const client = await connect("v2 modern", sandbox());
    const misspelt = await client.call("describe_action", { action: "iam:CreateUsr" });
    expect(errorOf(misspelt)).toMatchObject({
      code: "UNKNOWN_ACTION",
      message: expect.stringContaining("Did you mean iam:CreateUser?"),
    });
    const several = await client.call("describe_action", { action: "CreateUser" });
    expect(errorOf(several).message).toContain("id:CreateUser, cloudidentity:CreateUser, iam:CreateUser");
    const bare = await client.call("describe_action", { action: "CreateWorkloadPool" });
    expect(textOf(bare)).toContain("id:CreateWorkloadPool");
  });
});

describe("read_action", () => {
  async function withPools(count: number): Promise<Connected> {
    const client = await connect("v2 modern", sandbox());
    for (let at = 0; at < count; at++) {
      await client.call("id_create_workload_pool", {
        WorkloadPoolName: `pool-${at}`,
        Description: "d".repeat(300),
      });
    }
    return client;
  }

  it("refuses whatever is no plain read, before the policy is asked", async () => {
    const client = await connect("v2 modern", sandbox());
    for (const action of ["id:DeleteWorkloadPool", "id:GetWorkloadAccessToken", "generate_secret"]) {
      const refused = await client.call("read_action", { action, params: {} });
      expect(errorOf(refused).code).toMatch(/INVALID_ARGUMENTS|UNKNOWN_ACTION/);
    }
    const issues = await client.call("read_action", { action: "id:GetWorkloadAccessToken", params: {} });
    expect(errorOf(issues).message).toContain("hands out a credential");
    const type = { TypeName: "Volcengine::IAM::Accesskey", Identifier: "a" };
    const reveal = await client.call("read_action", { action: "cloudcontrol:GetResource", params: type });
    expect(errorOf(reveal).message).toContain("hands back a stored secret");
  });

  it("asks for twenty items where nobody says, and tells where the next begin", async () => {
    const client = await withPools(24);
    const page = await client.call("id_list_workload_pools", {});
    expect(page.structuredContent).toMatchObject({ PageSize: 20, TotalCount: 25 });
    expect(textOf(page)).toContain("20 of 25 items; the next begin at PageNumber 2");
  });

  it("keeps the named fields of all pages, and only counts when that is all that is wanted", async () => {
    const client = await withPools(23);
    const list = { action: "id:ListWorkloadPools", params: { PageSize: 10 } };
    const names = await client.call("read_action", { ...list, fields: ["WorkloadPoolName"] });
    const rows = z
      .array(z.strictObject({ WorkloadPoolName: z.string() }))
      .parse(names.structuredContent?.WorkloadPools);
    expect(rows).toHaveLength(24);
    expect(names.structuredContent).toMatchObject({ items: 24, Total: 24 });
    const counted = await client.call("read_action", { ...list, count: true });
    expect(counted.structuredContent).toMatchObject({ count: 24 });
    const inOne = await client.call("read_action", { action: "id:ListWorkloadIdentities", count: true });
    expect(textOf(inOne)).toContain('Left out, and so taken as: WorkloadPoolName "default".');
    const wrong = await client.call("read_action", { ...list, fields: ["Name"] });
    expect(textOf(wrong)).toMatch(/No item has Name\. There are: .*\bWorkloadPoolName\b/);
  });

  it("counts nothing that is no list", async () => {
    const client = await connect("v2 modern", sandbox());
    const refused = await client.call("read_action", { action: "id:GetWorkloadPool", count: true });
    expect(errorOf(refused)).toMatchObject({ code: "INVALID_ARGUMENTS" });
  });
});

describe("a list that goes on by token", () => {
  const all = Array.from({ length: 90 }, (_, at) => ({
    Identifier: `user-${at}`,
    Properties: "{}",
    Note: "word ".repeat(80),
  }));
  const pages: Answerer = (arrived, response) => {
    const { MaxResults = 20, NextToken = "0" } = z
      .looseObject({ MaxResults: z.number().optional(), NextToken: z.string().optional() })
      .parse(JSON.parse(arrived.body));
    const start = Number(NextToken);
    const next = start + MaxResults;
    const more = next < all.length ? { NextToken: String(next) } : {};
    envelope({ ResourceDescriptions: all.slice(start, next), ...more })(arrived, response);
  };
  const list = { TypeName: "Volcengine::IAM::User" };

  async function start() {
    const upstream = await startUpstream(pages);
    onTestFinished(() => upstream.close());
    const client = await connect("v2 modern", ["serve", "--endpoint", upstream.url, "--state", ownFolder()]);
    return { upstream, client };
  }

  it("is asked for a smaller page where one is too large, so that no item is lost", async () => {
    const { upstream, client } = await start();
    const seen: string[] = [];
    let NextToken: string | undefined;
    for (let calls = 0; calls < 20; calls++) {
      const token = NextToken === undefined ? {} : { NextToken };
      const page = await client.call("cc_list_resources", { ...list, MaxResults: 90, ...token });
      const { ResourceDescriptions, NextToken: next } = z
        .looseObject({
          ResourceDescriptions: z.array(z.looseObject({ Identifier: z.string() })),
          NextToken: z.string().optional(),
        })
        .parse(page.structuredContent);
      seen.push(...ResourceDescriptions.map(({ Identifier }) => Identifier));
      NextToken = next;
      if (next === undefined) break;
    }
    expect(seen).toEqual(all.map(({ Identifier }) => Identifier));
    expect(upstream.arrived.length).toBeGreaterThan(1);
  });

  it("is gone through to its end for fields and for a count", async () => {
    const { client } = await start();
    const read = { action: "cloudcontrol:ListResources", params: list };
    const named = await client.call("read_action", { ...read, fields: ["Identifier"] });
    expect(named.structuredContent).toMatchObject({ items: 90 });
    const counted = await client.call("read_action", { ...read, count: true });
    expect(counted.structuredContent).toMatchObject({ count: 90 });
  });
});

describe("change_action", () => {
  it("with dryRun says what would happen, and neither sends nor records it", async () => {
    const args = governed();
    const client = await connect("v2 modern", args);
    const dry = (params: object) =>
      client.call("change_action", { action: "id:CreateWorkloadPool", params, dryRun: true });
    const allowed = await dry({ WorkloadPoolName: "agent-a" });
    expect(allowed.structuredContent).toMatchObject({ verdict: "allowed", rules: ["pools"] });
    expect(textOf(allowed)).toContain('WorkloadPoolName: "agent-a"');
    const refused = await dry({ WorkloadPoolName: "other" });
    expect(refused.isError).toBeFalsy();
    expect(refused.structuredContent).toMatchObject({ verdict: "refused" });
    expect(textOf(refused)).toContain('WorkloadPoolName must be like "agent-*"');
    const asks = await client.call("change_action", {
      action: "id:DeleteWorkloadPool",
      params: {},
      dryRun: true,
    });
    expect(asks.structuredContent).toMatchObject({ verdict: "asks" });
    expect(errorOf(await dry({ Nonsense: 1 })).code).toBe("INVALID_ARGUMENTS");
    const pools = await client.call("read_action", { action: "id:ListWorkloadPools", count: true });
    expect(pools.structuredContent).toMatchObject({ count: 1 });
    await client.close();
    const state = args[args.indexOf("--state") + 1] ?? "";
    const { stdout, stderr } = await runCommand(["audit", "list", "--sandbox", "--state", state]);
    expect(stdout + stderr).not.toContain("CreateWorkloadPool");
  });

  it("makes secrets too, where generate_secret is not listed", async () => {
    const client = await connect("v2 modern", sandbox("--list", "none"));
    const made = await client.call("change_action", { action: "generate_secret", params: { form: "token" } });
    expect(made.structuredContent).toMatchObject({ $secret: expect.stringMatching(/^secret_/) });
  });

  it("takes an action's parameters in params alone", async () => {
    const client = await connect("v2 modern", sandbox());
    const wrong = await client.call("change_action", {
      action: "id:CreateWorkloadPool",
      WorkloadPoolName: "a",
    });
    expect(errorOf(wrong)).toMatchObject({
      code: "INVALID_ARGUMENTS",
      message: expect.stringContaining("WorkloadPoolName"),
    });
  });
});

describe("what is shut out", () => {
  it("is unknown by its own name, to the search and to every tool", async () => {
    const client = await connect(
      "v2 modern",
      sandbox("--only", "workload-pools,workload-identities", "--exclude", "delete"),
    );
    await expect(client.call("iam_list_users", {})).rejects.toThrow("Unknown tool");
    await expect(client.call("id_delete_workload_pool", {})).rejects.toThrow("Unknown tool");
    const named = await client.call("change_action", { action: "id:DeleteWorkloadPool", params: {} });
    expect(errorOf(named).code).toBe("UNKNOWN_ACTION");
    const searched = await client.call("search_actions", { query: "delete a workload pool", limit: 8 });
    expect(found(searched).filter(({ effect }) => effect === "delete")).toEqual([]);
    const created = await client.call("id_create_workload_pool", { WorkloadPoolName: "a" });
    expect(created.isError).toBeFalsy();
  });

  it("a word that means nothing locks the server, which still lists its tools and says why", async () => {
    const client = await connect("v2 modern", sandbox("--only", "workload-pool"));
    expect((await client.tools()).length).toBeGreaterThan(20);
    const locked = await client.call("search_actions", { query: "pool" });
    expect(errorOf(locked)).toMatchObject({
      code: "CONFIG_INVALID",
      message: "--only does not know `workload-pool`. Did you mean workload-pools?",
    });
  });
});
