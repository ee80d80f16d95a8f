import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ACCOUNT, sandbox } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { connect, errorOf, runCommand, spawnServer, toolResult } from "../support/idgate.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

const REAL_LOOKING = { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLEEXAMPLE", VOLCENGINE_SECRET_KEY: "example-secret" };

async function callOnce(args: readonly string[], env: Record<string, string> = {}) {
  const home = ownFolder();
  const server = spawnServer(args, { HOME: home, XDG_STATE_HOME: home, ...env });
  await server.initialize();
  const listed = await server.request("tools/list");
  const answer = await server.request("tools/call", { name: "id_get_workload_pool", arguments: {} });
  return { server, listed, result: toolResult.parse(answer.result) };
}

describe("sandbox and real", () => {
  it("--sandbox does not read a real credential, even where there is one", async () => {
    const { server, result } = await callOnce(["serve", "--sandbox"], REAL_LOOKING);
    expect(result.isError).toBeFalsy();
    expect(result.structuredContent).toMatchObject({ WorkloadPoolName: "default" });
    expect(server.stderr()).not.toContain("AKLT");
  });

  it("a loopback endpoint never sees a real key", async () => {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    await callOnce(["serve", "--endpoint", upstream.url], REAL_LOOKING);
    for (const { headers } of upstream.arrived) expect(headers.authorization).toContain("Credential=SANDBOX");
  });

  it("a real endpoint never sees a sandbox key", async () => {
    const { result } = await callOnce(["serve"], {
      VOLCENGINE_ACCESS_KEY: "SANDBOXEXAMPLE",
      VOLCENGINE_SECRET_KEY: "example-secret",
    });
    expect(errorOf(result)).toMatchObject({ code: "MODE_MISMATCH" });
  });

  it("a role is assumed at a sandbox that runs by itself, and signs every call", async () => {
    const service = await sandbox({ clock: () => new Date() });
    onTestFinished(() => service.close());
    const Principal = { IAM: [`trn:iam::${ACCOUNT}:root`] };
    const trust = { Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal }] };
    const role = { RoleName: "agents", TrustPolicyDocument: JSON.stringify(trust) };
    const args = ["serve", "--endpoint", service.url];
    const root = await connect("v2 modern", args, undefined, { HOME: ownFolder() });
    expect(await root.call("iam_create_role", role)).toMatchObject({ structuredContent: expect.anything() });
    const env = { HOME: ownFolder(), IDGATE_ROLE_SESSION_NAME: "host-7" };
    const assuming = [...args, "--assume-role", `trn:iam::${ACCOUNT}:role/agents`];
    const agent = await connect("v2 modern", assuming, undefined, env);
    const { structuredContent } = await agent.call("sts_get_caller_identity");
    expect(structuredContent).toMatchObject({ Trn: `trn:sts::${ACCOUNT}:assumed-role/agents/host-7` });
  });

  it("sandbox and real keep their state apart", async () => {
    const state = ownFolder();
    const server = spawnServer(["serve", "--sandbox", "--state", state]);
    await server.initialize();
    await server.request("tools/call", {
      name: "id_create_workload_pool",
      arguments: { WorkloadPoolName: "agents" },
    });
    const real = await runCommand(["audit", "list", "--state", state]);
    expect(real).toMatchObject({ code: 2, stderr: expect.stringContaining("no real ledger") });
    const sandbox = await runCommand(["audit", "list", "--sandbox", "--state", state]);
    expect(sandbox.stdout).toContain("id:CreateWorkloadPool");
  });
});

describe("a locked start", () => {
  const broken: readonly [string, readonly string[], Record<string, string>, string][] = [
    ["no credentials", ["serve"], {}, "CREDENTIALS_INVALID"],
    [
      "a role for the built-in sandbox",
      ["serve", "--sandbox", "--assume-role", "trn:iam::2100000000:role/agents"],
      {},
      "CONFIG_INVALID",
    ],
    ["half a credential", ["serve"], { VOLCENGINE_ACCESS_KEY: "AKLTEXAMPLE" }, "CREDENTIALS_INVALID"],
    [
      "a policy that is not there",
      ["serve", "--sandbox", "--policy", "/nowhere/policy.yaml"],
      {},
      "CONFIG_INVALID",
    ],
    ["a foreign endpoint", ["serve", "--endpoint", "https://evil.example.com"], {}, "CONFIG_INVALID"],
    [
      "an endpoint with user info",
      ["serve", "--endpoint", "https://id.volcengineapi.com@evil.example"],
      {},
      "CONFIG_INVALID",
    ],
    ["a region that is no region", ["serve", "--sandbox", "--region", "cn@evil"], {}, "CONFIG_INVALID"],
    ["two targets at once", ["serve", "--sandbox", "--endpoint", "http://127.0.0.1:1"], {}, "CONFIG_INVALID"],
    [
      "TLS verification switched off",
      ["serve"],
      { ...REAL_LOOKING, NODE_TLS_REJECT_UNAUTHORIZED: "0" },
      "CONFIG_INVALID",
    ],
  ];
  it.each(broken)(
    "with %s lists its tools and answers every call with the error",
    async (_, args, env, code) => {
      const { server, listed, result } = await callOnce(args, env);
      expect(listed).toMatchObject({ result: { tools: expect.any(Array) } });
      expect(result.isError).toBe(true);
      expect(errorOf(result)).toMatchObject({ code });
      const secret = await server.request("tools/call", { name: "generate_secret", arguments: {} });
      expect(secret.result).toMatchObject({ isError: true });
    },
  );

  it("with a broken policy tells the operator the line, and the model nothing of the file", async () => {
    const state = ownFolder();
    const policy = join(state, "policy.yaml");
    writeFileSync(policy, 'version: 1\nallow:\n  - id: a\n    actions: ["id:CreateWorkloadPol"]\n');
    const { server, result } = await callOnce(["serve", "--sandbox", "--policy", policy]);
    expect(errorOf(result).code).toBe("POLICY_INVALID");
    expect(JSON.stringify(result)).not.toContain("policy.yaml");
    expect(JSON.stringify(result)).not.toContain("CreateWorkloadPol");
    expect(server.stderr()).toMatch(/policy\.yaml:4:\d+.*CreateWorkloadPool/s);
  });

  it("is not a state folder that is a file: what needs no state still works, changes are refused", async () => {
    const state = join(ownFolder(), "state");
    writeFileSync(state, "a file");
    const upstream = await startUpstream(envelope({ WorkloadPoolName: "default" }));
    onTestFinished(() => upstream.close());
    const server = spawnServer(["serve", "--endpoint", upstream.url, "--state", state]);
    await server.initialize();
    const call = async (name: string) =>
      toolResult.parse((await server.request("tools/call", { name, arguments: {} })).result);
    expect((await call("id_get_workload_pool")).isError).toBeFalsy();
    expect(errorOf(await call("id_update_workload_pool")).code).toBe("LEDGER_UNAVAILABLE");
    expect(upstream.arrived.map((one) => one.action)).toEqual(["GetWorkloadPool"]);
  });
});
