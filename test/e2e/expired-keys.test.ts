/** Keys of a role that the service takes for expired before their time. */
import { expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { ok } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { spawnServer, toolResult } from "../support/idgate.ts";

const ACCOUNT = "2100000000";
const TRUST = {
  Statement: [
    { Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { IAM: [`trn:iam::${ACCOUNT}:root`] } },
  ],
};

it("are renewed, and the change is made once with the new ones", async () => {
  const sandbox = await startSandbox({
    file: ":memory:",
    account: ACCOUNT,
    faults: ["id:CreateWorkloadPool=expired@first1"],
    keepRequests: true,
  });
  onTestFinished(() => sandbox.close());
  const iam = (action: string, query: Record<string, string>) =>
    ok(sandbox, action, {}, { service: "iam", method: "GET", query, at: new Date() });
  await iam("CreateRole", {
    RoleName: "agents",
    DisplayName: "Agents",
    TrustPolicyDocument: JSON.stringify(TRUST),
  });
  await iam("AttachRolePolicy", {
    RoleName: "agents",
    PolicyName: "AdministratorAccess",
    PolicyType: "System",
  });
  const role = `trn:iam::${ACCOUNT}:role/agents`;
  const state = ownFolder();
  const server = spawnServer(["serve", "--endpoint", sandbox.url, "--assume-role", role, "--state", state]);
  await server.initialize();
  const made = await server.request("tools/call", {
    name: "id_create_workload_pool",
    arguments: { WorkloadPoolName: "agents" },
  });
  expect(toolResult.parse(made.result).isError ?? false).toBe(false);

  const seen = sandbox.requests().filter(({ service }) => service !== "iam");
  expect(seen.map(({ action, code }) => `${action} ${code ?? "ok"}`)).toEqual([
    "AssumeRole ok",
    "CreateWorkloadPool InvalidSecretToken",
    "AssumeRole ok",
    "CreateWorkloadPool ok",
  ]);
  const keys = seen.filter(({ action }) => action === "CreateWorkloadPool").map((one) => one.accessKeyId);
  expect(new Set(keys).size).toBe(2);
  expect(server.stderr()).toContain("they were renewed");
});
