/** A change that was sent is recorded as it ended, whatever became of whoever asked for it. */
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { call } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";
import { runCommand, spawnServer } from "../support/idgate.ts";

const operations = z.array(z.looseObject({ status: z.string(), action: z.string() }));

/** The built server, with a change on its way: the service has made it and keeps the answer back. */
async function changing() {
  const state = ownFolder();
  const sandbox = await startSandbox({
    file: ":memory:",
    account: "2100000000",
    faults: ["id:CreateWorkloadPool=slow-after:2500"],
    keepRequests: true,
  });
  onTestFinished(() => sandbox.close());
  const server = spawnServer(["serve", "--endpoint", sandbox.url, "--state", state]);
  await server.initialize();
  void server.request("tools/call", {
    name: "id_create_workload_pool",
    arguments: { WorkloadPoolName: "agents" },
  });
  const pool = () => call(sandbox, "GetWorkloadPool", { WorkloadPoolName: "agents" }, { at: new Date() });
  await expect.poll(async () => (await pool()).status, { timeout: 10_000 }).toBe(200);
  const ledger = async () => {
    const { stdout } = await runCommand(["audit", "list", "--json", "--sandbox", "--state", state]);
    return operations.parse(JSON.parse(stdout));
  };
  expect(await ledger()).toMatchObject([{ status: "started" }]);
  const sent = () => sandbox.requests().filter(({ action }) => action === "CreateWorkloadPool").length;
  return { server, sent, ledger };
}

describe("a change under way in a slow service", () => {
  it("has succeeded in the ledger where its client cancels", async () => {
    const { server, sent, ledger } = await changing();
    const cancelled = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 2 } };
    server.write(`${JSON.stringify(cancelled)}\n`);
    await expect.poll(ledger, { timeout: 10_000 }).toMatchObject([{ status: "succeeded" }]);
    expect(sent()).toBe(1);
  });

  it("has succeeded in the ledger where the input ends", async () => {
    const { server, sent, ledger } = await changing();
    server.process.stdin.end();
    expect(await server.exited()).toBe(0);
    expect(await ledger()).toMatchObject([{ status: "succeeded", action: "id:CreateWorkloadPool" }]);
    expect(sent()).toBe(1);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("has succeeded in the ledger where %s comes", async (signal) => {
    const { server, sent, ledger } = await changing();
    server.process.kill(signal);
    expect(await server.exited()).toBe(0);
    expect(await ledger()).toMatchObject([{ status: "succeeded" }]);
    expect(sent()).toBe(1);
  });
});
