import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { ownFolder } from "../support/folder.ts";
import { runCommand, spawnServer } from "../support/idgate.ts";
import { startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - { id: pools, actions: ["id:CreateWorkloadPool"] }
`;
const operations = z.array(z.looseObject({ status: z.string(), action: z.string(), id: z.string() }));

async function startHanging() {
  const state = ownFolder();
  const policy = join(state, "policy.yaml");
  writeFileSync(policy, POLICY);
  // A service that takes the request and never answers.
  const upstream = await startUpstream(() => undefined);
  onTestFinished(() => upstream.close());
  const server = spawnServer(["serve", "--endpoint", upstream.url, "--policy", policy, "--state", state]);
  await server.initialize();
  const arrived = upstream.next();
  void server.request("tools/call", {
    name: "id_create_workload_pool",
    arguments: { WorkloadPoolName: "agents" },
  });
  await arrived;
  const ledger = async () => {
    const { stdout } = await runCommand(["audit", "list", "--json", "--sandbox", "--state", state]);
    return operations.parse(JSON.parse(stdout));
  };
  return { server, upstream, state, ledger };
}

describe("a process that dies between intent and outcome", () => {
  it("leaves a row that says so, in a chain that verifies", async () => {
    const { server, state, ledger } = await startHanging();
    server.process.kill("SIGKILL");
    await server.exited();
    expect(await ledger()).toMatchObject([{ status: "started", action: "id:CreateWorkloadPool" }]);
    const verified = await runCommand(["audit", "verify", "--sandbox", "--state", state]);
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining("The chain holds") });
  });

  it.each(["the input ends", "SIGTERM comes"])(
    "writes that the outcome is unknown where %s and the answer to a change in flight is lost then",
    async (how) => {
      const { server, upstream, ledger } = await startHanging();
      if (how === "SIGTERM comes") server.process.kill("SIGTERM");
      else server.process.stdin.end();
      await upstream.close();
      expect(await server.exited()).toBe(0);
      expect(await ledger()).toMatchObject([{ status: "unknown" }]);
    },
  );
});
