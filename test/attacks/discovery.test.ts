/** Calls through the discovery tools that try to get more than the action's own tool, or than the policy, would give. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { success } from "../../src/server/answers/result.ts";
import { families } from "../../tools/index.ts";
import { ownFolder } from "../support/folder.ts";
import {
  CLIENTS,
  connect,
  errorOf,
  runCommand,
  spawnServer,
  type ToolResult,
  type User,
} from "../support/idgate.ts";
import { type Answerer, envelope, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
hosts: [hooks.internal-name.example]
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {like: "agent-*"}}}
  - {id: ask-first, actions: ["id:DeleteWorkloadPool"], approval: ask}
  - {id: keys, actions: ["id:CreateApiKeyCredentialProvider"], approval: none}
deny:
  - {id: not-these, actions: ["id:CreateWorkloadPool"], when: {WorkloadPoolName: {in: [agent-hidden-one, agent-hidden-two]}}}
`;

async function governed({
  user,
  policy = POLICY,
  answer = envelope({}),
}: {
  user?: User;
  policy?: string;
  answer?: Answerer;
} = {}) {
  const upstream = await startUpstream(answer);
  onTestFinished(() => upstream.close());
  const state = ownFolder();
  const file = join(ownFolder(), "policy.yaml");
  writeFileSync(file, policy);
  const args = ["serve", "--endpoint", upstream.url, "--state", state, "--policy", file];
  const client = await connect("v2 modern", args, user);
  const audit = async (...more: string[]) =>
    (await runCommand(["audit", "list", "--sandbox", "--state", state, ...more])).stdout;
  return { upstream, state, client, audit };
}

const sandbox = (...more: string[]) => ["serve", "--sandbox", "--state", ownFolder(), ...more];
const textOf = (result: ToolResult): string => result.content[0]?.text ?? "";
const CREATE = { action: "id:CreateWorkloadPool" };
const actions = families.flatMap((family) => family.actions);

describe("a dry run and check_policy", () => {
  it("send nothing, write nothing, and do not even make a ledger", async () => {
    const { client, upstream, state } = await governed();
    const calls = ["agent-a", "agent-hidden-one", "other"].map((WorkloadPoolName) => ({
      ...CREATE,
      params: { WorkloadPoolName },
    }));
    for (const call of [...calls, { action: "id:DeleteWorkloadPool", params: {} }]) {
      await client.call("change_action", { ...call, dryRun: true });
      await client.call("check_policy", call);
      await client.call("check_policy", { action: call.action });
    }
    await client.call("check_policy", {});
    expect(upstream.arrived).toEqual([]);
    expect(readdirSync(state)).toEqual([]);
  });

  it("say nothing of a deny rule but its name, nor of hosts, files and other rules", async () => {
    const { client } = await governed();
    const said: string[] = [];
    for (const WorkloadPoolName of ["agent-hidden-one", "AGENT-HIDDEN-ONE", "agent-a", "x"]) {
      const params = { WorkloadPoolName };
      said.push(
        textOf(await client.call("check_policy", { ...CREATE, params })).replaceAll(WorkloadPoolName, ""),
      );
    }
    said.push(
      textOf(await client.call("check_policy", CREATE)),
      textOf(await client.call("check_policy", {})),
    );
    said.push(textOf(await client.call("describe_action", CREATE)));
    for (const { effect } of actions.slice(0, 40)) {
      const found = await client.call("search_actions", { query: "user", effect, limit: 8 });
      said.push(textOf(found), JSON.stringify(found.structuredContent));
    }
    for (const one of actions.filter(({ egress }) => egress.length > 0)) {
      said.push(textOf(await client.call("check_policy", { action: qualifiedName(one) })));
    }
    expect(said.join("\n")).not.toMatch(/hidden|internal-name|policy\.yaml/);
  });

  it("answer with a bounded preview however long the call is", async () => {
    const { client } = await governed({ policy: 'version: 1\naccount: "2100000000"' });
    const params = { TypeName: "Volcengine::IAM::User", TargetState: { A: "\u202e".repeat(200_000) } };
    const result = await client.call("check_policy", { action: "cloudcontrol:CreateResource", params });
    expect(result.isError).toBeFalsy();
    expect(textOf(result).length).toBeLessThan(10_000);
  });

  it("open no handle, show no secret, and tell a handle that exists from others no more than a call does", async () => {
    const { client, upstream } = await governed();
    const made = await client.call("generate_secret", { form: "token" });
    const provider = (ApiKey: unknown) => ({ ApiKey, Name: "p" });
    const check = (ApiKey: unknown) =>
      client.call("check_policy", { action: "id:CreateApiKeyCredentialProvider", params: provider(ApiKey) });
    const typed = await check("typed-secret-value");
    expect(JSON.stringify(typed)).not.toContain("typed-secret-value");
    for (const handle of [made.structuredContent?.$secret, "secret_AAAAAAAAAAAAAAAAAAAAAA", "secret_"]) {
      const ApiKey = { $secret: handle };
      const called = await client.call("id_create_api_key_credential_provider", provider(ApiKey));
      const { operation, ...said } = errorOf(await check(ApiKey));
      expect(errorOf(called)).toEqual({ ...said, operation });
      expect(said.code).toMatch(/SECRET_REFUSED|INVALID_ARGUMENTS/);
    }
    expect(upstream.arrived).toEqual([]);
    // Equal secrets do not show as equal from one answer to the next.
    expect(textOf(await check("typed-secret-value"))).not.toBe(textOf(typed));
  });
});

describe("change_action", () => {
  const hostile: readonly [string, JsonObject | string][] = [
    ["an extra key", { WorkloadPoolName: "agent-a", Other: 1 }],
    ["idgate's own mark", { WorkloadPoolName: { $fingerprint: "0123456789abcdef" } }],
    ["a constructor", { constructor: { a: 1 } }],
    ["a wrong type", { WorkloadPoolName: ["agent-a"] }],
    ["another case", { workloadpoolname: "agent-a" }],
    ["approval", { WorkloadPoolName: "agent-a", approval: "none" }],
    ["where to", { WorkloadPoolName: "agent-a", Action: "DeleteWorkloadPool", Region: "x" }],
    ["wait, where there is no task", { WorkloadPoolName: "agent-a", wait: 1 }],
    ["a denied name", { WorkloadPoolName: "agent-hidden-one" }],
    ["a denied name in another case", { WorkloadPoolName: "AGENT-hidden-ONE" }],
    ["a name that hides something", { WorkloadPoolName: "agent-\u200b" }],
  ];
  it.each(hostile)("judges as the action's own tool does: %s", async (_, params) => {
    const { client, upstream, audit } = await governed();
    const own = await client.call("id_create_workload_pool", z.record(z.string(), z.json()).parse(params));
    const through = await client.call("change_action", { ...CREATE, params });
    const { code } = errorOf(own);
    expect(errorOf(through).code).toBe(code);
    expect(upstream.arrived).toEqual([]);
    const refused = (await audit()).match(/refused/g) ?? [];
    expect(refused).toHaveLength(code === "REFUSED_BY_POLICY" ? 2 : 0);
  });

  it("takes no params that are no object, hide a prototype, or are too deep or too many", async () => {
    const { upstream, state } = await governed();
    const server = spawnServer(["serve", "--endpoint", upstream.url, "--state", state]);
    await server.initialize();
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, 1])));
    for (const params of [
      ...["null", "[]", '"x"', "7", '{"__proto__":{"WorkloadPoolName":"a"}}', '{"a":{"__proto__":null}}'],
      ...[deep, many],
    ]) {
      for (const name of ["change_action", "read_action", "check_policy"]) {
        const began = performance.now();
        const answer = await server.requestText(
          "tools/call",
          `{"name":"${name}","arguments":{"action":"id:CreateWorkloadPool","params":${params}}}`,
        );
        expect(JSON.stringify(answer), `${name} ${params.slice(0, 40)}`).toMatch(/INVALID_ARGUMENTS|-32602/);
        expect(performance.now() - began).toBeLessThan(3000);
      }
    }
    expect(upstream.arrived).toEqual([]);
  });

  it("asks for the very operation that the action's own tool asks for, and each approval is good once", async () => {
    const { client, upstream, audit } = await governed();
    const params = { WorkloadPoolName: "agent-a" };
    const own = await client.call("id_delete_workload_pool", params);
    const through = await client.call("change_action", { action: "DeleteWorkloadPool", params });
    const other = await client.call("change_action", {
      action: "id:DeleteWorkloadPool",
      params: { WorkloadPoolName: "agent-b" },
    });
    expect(errorOf(own).code).toBe("APPROVAL_PENDING");
    expect(errorOf(through).operation).toBe(errorOf(own).operation);
    expect(errorOf(other).operation).not.toBe(errorOf(own).operation);
    expect(upstream.changes).toEqual([]);
    expect((await audit()).match(/pending/g)).toHaveLength(2);
  });

  it("names every handle of a change's answer, also where that is cut", async () => {
    const Keys = Array.from({ length: 12 }, (_, at) => ({
      ApiKey: `key-value-${at}-abcdefgh`,
      Note: "word ".repeat(800),
    }));
    const policy = 'version: 1\naccount: "2100000000"\nallow: [{id: a, actions: ["id:CreateWorkloadPool"]}]';
    const { client } = await governed({ policy, answer: envelope({ Keys }) });
    const made = await client.call("change_action", { ...CREATE, params: { WorkloadPoolName: "agent-a" } });
    const handles = new Set(textOf(made).match(/secret_[A-Za-z0-9_-]{8,}/g));
    expect(textOf(made)).toContain("Too large");
    expect(handles.size).toBe(12);
    // Nothing tells a model to read what only a change answers, let alone to repeat it.
    expect(textOf(made)).not.toMatch(/read_action|next call/);
    expect(textOf(made)).not.toContain("key-value");
  });
});

describe("what a result says of its call", () => {
  it("holds no secret parameter of any action, and nothing that hides", () => {
    const secret = "s3cret-Value-0123\u202e";
    for (const action of actions) {
      const params = Object.fromEntries(
        [...Object.keys(action.input()), "UserName"].map((name) => [
          name,
          action.secrets.input.includes(name) ? secret : "a\u202eb",
        ]),
      );
      const done = { kind: "done", params, result: {}, effect: action.effect, operation: undefined } as const;
      const result = success(action, { ...done, requestId: undefined, notes: [] }, "t", {
        result: {},
        notes: [],
      });
      expect(JSON.stringify(result)).not.toMatch(/s3cret|\u202e/);
    }
  });
});

describe("what --only and --exclude shut out", () => {
  it("cannot be called, read, described, judged or found by any name or tool", async () => {
    const client = await connect(
      "v2 modern",
      sandbox("--only", "workload-pools", "--exclude", "id:DeleteWorkloadPool"),
    );
    for (const action of ["id:DeleteWorkloadPool", "iam:ListUsers", "cloudcontrol:GetTask"]) {
      const { service = "", name = "" } = actions.find((one) => qualifiedName(one) === action) ?? {};
      const own = `${service}_${name.replace(/(?!^)[A-Z]/g, "_$&")}`
        .toLowerCase()
        .replace("cloudcontrol", "cc");
      await expect(client.call(own, {})).rejects.toThrow("Unknown tool");
      for (const alias of [action, own, name, action.toUpperCase(), `${action} `, `\u200b${action}`]) {
        for (const tool of ["change_action", "read_action", "check_policy", "describe_action"]) {
          const params = tool === "describe_action" ? {} : { params: {} };
          const result = await client.call(tool, { action: alias, ...params });
          expect(errorOf(result).code, `${tool} ${alias}`).toBe("UNKNOWN_ACTION");
          expect(errorOf(result).message).not.toContain(`Did you mean ${action}`);
        }
      }
      const found = await client.call("search_actions", { query: name, limit: 8 });
      expect(JSON.stringify(found.structuredContent)).not.toContain(`"${action}"`);
    }
    expect(JSON.stringify(await client.call("check_policy", {}))).not.toContain("DeleteWorkloadPool");
    const listed = (await client.tools()).map(({ name }) => name);
    expect(listed).not.toContain("id_delete_workload_pool");
  });

  it.each([
    ["--only", "Workload-Pools"],
    ["--only", "IAM"],
    ["--exclude", "DELETE"],
    ["--list", "Read"],
  ])("is nothing by halves: %s %s is no word, and nothing runs", async (flag, word) => {
    const upstream = await startUpstream();
    onTestFinished(() => upstream.close());
    const client = await connect("v2 modern", [
      ...["serve", "--endpoint", upstream.url, "--state", ownFolder()],
      ...[flag, word],
    ]);
    const calls: [string, JsonObject][] = [
      ["search_actions", { query: "user" }],
      ["describe_action", { action: "id:GetWorkloadPool" }],
      ["read_action", { action: "id:GetWorkloadPool" }],
      ["change_action", { action: "generate_secret" }],
      ["check_policy", {}],
      ["generate_secret", {}],
      ["id_list_workload_pools", {}],
    ];
    for (const [name, args] of calls)
      expect(errorOf(await client.call(name, args)).code).toBe("CONFIG_INVALID");
    expect(upstream.arrived).toEqual([]);
  });
});

describe("search_actions and describe_action", () => {
  it.each([
    "\u0000\u001b[31m\u202e",
    "e\u0301".padEnd(300, "\u0301"),
    "(a+)+$ .* [^]* \\",
    "a".repeat(300),
    "{}__proto__ constructor toString",
    "创建".repeat(150),
    "-a:b_c".repeat(50),
  ])("take %j as words, and are quick", async (query) => {
    const client = await connect("v2 modern", sandbox());
    await client.call("search_actions", { query: "pool" });
    const began = performance.now();
    const found = await client.call("search_actions", { query });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(found.isError).toBeFalsy();
    const described = await client.call("describe_action", { action: query.slice(0, 100) });
    expect(textOf(found) + textOf(described)).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  });

  const names = actions.map(qualifiedName);
  const residentMegabytes = (pid: number | undefined) => {
    const [, pages] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ");
    return (Number(pages) * 4096) / 1e6;
  };

  it.runIf(process.platform === "linux")(
    "hold no more memory after thousands of calls than before",
    async () => {
      const server = spawnServer(sandbox("--list", "none"));
      await server.initialize();
      const call = (name: string, args: object) => server.request("tools/call", { name, arguments: args });
      const round = async (from: number) => {
        for (let at = from; at < from + 400; at += 1) {
          await Promise.all([
            call("search_actions", { query: `create user ${at}` }),
            call("describe_action", { action: names[at % names.length] }),
            call("describe_action", { action: `nothing ${at}` }),
            call("check_policy", { action: "iam:ListUsers", params: { Limit: (at % 99) + 1 } }),
          ]);
        }
        return residentMegabytes(server.process.pid);
      };
      await round(0);
      const before = await round(400);
      const after = await round(800);
      expect(after - before).toBeLessThan(40);
      expect(server.stderr()).not.toContain("unhandled");
    },
    120_000,
  );
});

describe("tools/list", () => {
  it("is the same for every client, before and after calls", async () => {
    const args = sandbox();
    const lists = await Promise.all(
      CLIENTS.map(async (kind) => {
        const client = await connect(kind, args);
        const first = JSON.stringify(await client.tools());
        await client.call("search_actions", { query: "pool" });
        await client.call("nothing", {}).catch(() => undefined);
        expect(JSON.stringify(await client.tools())).toBe(first);
        return first;
      }),
    );
    expect(new Set(lists).size).toBe(1);
  });
});
