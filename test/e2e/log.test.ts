import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ownFolder } from "../support/folder.ts";
import { spawnServer } from "../support/idgate.ts";

const line = z.looseObject({ level: z.string(), msg: z.string(), operation: z.string().optional() });

describe("the log of a call", () => {
  it("names the operation on every line", async () => {
    const args = ["serve", "--sandbox", "--state", ownFolder()];
    const server = spawnServer(args, { IDGATE_LOG_LEVEL: "debug" });
    await server.initialize();
    // The first call loads what lines about starting speak of; the lines of the second are its own.
    await server.request("tools/call", { name: "sts_get_caller_identity", arguments: {} });
    const before = server.stderr().length;
    const name = "id_create_workload_pool";
    const created = await server.request("tools/call", { name, arguments: { WorkloadPoolName: "agents" } });
    server.process.stdin.end();
    await server.exited();
    const lines = server
      .stderr()
      .slice(before)
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => line.parse(JSON.parse(text)))
      .filter(({ msg }) => msg !== "stopped");
    expect(lines.length).toBeGreaterThan(3);
    const operation = JSON.stringify(created).match(/op_[0-9a-z]{20}/)?.[0];
    expect([...new Set(lines.map((one) => one.operation))]).toEqual([operation]);
  });
});
