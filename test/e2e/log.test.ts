import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ownFolder } from "../support/folder.ts";
import { spawnServer } from "../support/idgate.ts";

/** What the log says of the server itself, whenever that comes: it starts beside the first calls. */
const OF_THE_SERVER = ["serving on stdio", "stopped"];

const line = z.looseObject({ level: z.string(), msg: z.string(), operation: z.string().optional() });

describe("the first line of the log", () => {
  it("names the process that SIGHUP is for", async () => {
    const server = spawnServer(["serve", "--sandbox", "--state", ownFolder()]);
    await server.initialize();
    await server.request("tools/list", {});
    server.process.stdin.end();
    await server.exited();
    const [first = ""] = server.stderr().split("\n");
    expect(JSON.parse(first)).toMatchObject({ msg: "serving on stdio", pid: server.process.pid });
  });
});

describe("the log of a call", () => {
  it("names the operation on every line", async () => {
    const args = ["serve", "--sandbox", "--state", ownFolder()];
    const server = spawnServer(args, { IDGATE_LOG_LEVEL: "debug" });
    await server.initialize();
    const name = "id_create_workload_pool";
    const created = await server.request("tools/call", { name, arguments: { WorkloadPoolName: "agents" } });
    server.process.stdin.end();
    await server.exited();
    const lines = server
      .stderr()
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => line.parse(JSON.parse(text)))
      .filter(({ msg }) => !OF_THE_SERVER.includes(msg));
    expect(lines.length).toBeGreaterThan(3);
    const operation = JSON.stringify(created).match(/op_[0-9a-z]{20}/)?.[0];
    expect([...new Set(lines.map((one) => one.operation))]).toEqual([operation]);
  });
});
