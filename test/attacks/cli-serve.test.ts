import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { BINARY, spawnServer } from "../support/idgate.ts";

/** A preloaded module that does on a signal what a faulty dependency might do at any time. */
function faulty(folder: string, fault: string): Record<string, string> {
  const file = join(folder, "fault.mjs");
  writeFileSync(file, `process.on("SIGUSR2", () => { ${fault} });`);
  return { NODE_OPTIONS: `--import ${file}` };
}

async function startFaulty(fault: string) {
  const folder = ownFolder();
  const server = spawnServer(["serve", "--sandbox", "--state", folder], faulty(folder, fault));
  await server.initialize();
  return server;
}

async function logged(server: Awaited<ReturnType<typeof startFaulty>>, text: string): Promise<void> {
  while (!server.stderr().includes(text)) await once(server.process.stderr, "data");
}

const create = (name: string) => ({ name: "id_create_workload_pool", arguments: { WorkloadPoolName: name } });

describe("a failure outside of any call", () => {
  it.each([
    [
      "an exception in a timer",
      'setTimeout(() => { throw new Error("out of order Password=hunter2-hunter2"); });',
    ],
    ["a promise that nobody handles", 'Promise.reject(new Error("out of order Password=hunter2-hunter2"));'],
    ["what is no error at all", 'Promise.reject({ message: "out of order", Password: "hunter2-hunter2" });'],
  ])("%s is logged without its secrets, and the server goes on", async (_, fault) => {
    const server = await startFaulty(fault);
    server.process.kill("SIGUSR2");
    await logged(server, "out of order");
    expect(await server.request("tools/call", create("after"))).toMatchObject({
      result: { structuredContent: expect.anything() },
    });
    expect(server.stderr()).not.toContain("hunter2");
    expect(server.strayOutput).toEqual([]);
    server.process.stdin.end();
    expect(await server.exited()).toBe(0);
  });

  it("a hundred times over ends the server, in order", async () => {
    const server = await startFaulty('for (let i = 0; i < 100; i++) Promise.reject(new Error("again"));');
    server.process.kill("SIGUSR2");
    expect(await server.exited()).toBe(1);
    expect(server.stderr()).toContain('"stopped"');
  });
});

describe("standard output of a server", () => {
  it("carries the protocol and nothing that a dependency prints", async () => {
    const server = await startFaulty(
      'console.log("stray"); console.info("stray"); console.table([{ a: "stray" }]); process.emitWarning("stray");',
    );
    server.process.kill("SIGUSR2");
    await logged(server, '"warning":"Warning"');
    await server.request("tools/list");
    expect(server.strayOutput).toEqual([]);
    expect(server.stderr()).toContain("stray");
  });

  it("that the host closes ends the server in order", async () => {
    const server = spawnServer(["serve", "--sandbox", "--state", ownFolder()]);
    await server.initialize();
    server.process.stdout.destroy();
    server.write(`${JSON.stringify({ jsonrpc: "2.0", id: 99, method: "tools/list" })}\n`);
    expect(await server.exited()).toBe(0);
    expect(server.stderr()).toContain('"stopped"');
    expect(server.stderr()).not.toMatch(/^\s+at /m);
  });
});

describe("a log that nobody reads", () => {
  async function startUnread(stderr: "unread" | "closed") {
    const child = spawn(process.execPath, [BINARY, "serve", "--sandbox", "--state", ownFolder()], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    if (stderr === "closed") child.stderr.destroy();
    let answers = 0;
    const lines = createInterface({ input: child.stdout });
    const send = (message: object) =>
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    const clientInfo = { name: "test", version: "1" };
    send({
      id: 0,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo },
    });
    send({ method: "notifications/initialized" });
    const answered = (count: number) =>
      new Promise<void>((resolve) => {
        lines.on("line", () => {
          answers += 1;
          if (answers === count) resolve();
        });
      });
    return { child, send, answered };
  }

  it.each(["unread", "closed"] as const)(
    "because standard error is %s stops no call and no exit",
    async (how) => {
      const { child, send, answered } = await startUnread(how);
      const all = answered(601);
      for (let id = 1; id <= 600; id += 1) send({ id, method: "tools/call", params: create(`pool-${id}`) });
      await all;
      child.stdin.end();
      const [code] = await once(child, "exit");
      expect(code).toBe(0);
    },
  );
});
