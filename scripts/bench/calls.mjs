// @ts-check
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../bundle.mjs";
import { initialized, lineClient } from "./line-client.mjs";
import { median, percentile } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const READ = { tool: "id_get_workload_pool", args: { WorkloadPoolName: "bench" } };
const CHANGE = { tool: "id_update_workload_pool", args: { WorkloadPoolName: "bench", Description: "bench" } };

/** @param {{ calls: number, memoryCalls: number }} options */
export async function measureCalls({ calls, memoryCalls }) {
  const folder = await mkdtemp(join(tmpdir(), "idgate-bench-"));
  const upstream = spawn(process.execPath, [join(root, "scripts/bench/upstream.mjs")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = await once(createInterface({ input: upstream.stdout }), "line");
  const url = String(first);
  const server = spawn(
    process.execPath,
    [join(root, "dist/bin.js"), "serve", "--endpoint", url, "--state", join(folder, "state")],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  try {
    const client = await initialized(lineClient(server));
    const rssAtStart = rss(server.pid);

    await bundle({ entry: join(root, "scripts/bench/bare.ts"), outdir: folder });
    const { bareRequest } = await import(pathToFileURL(join(folder, "bare.js")).href);
    const bare = bareRequest(url);

    /** @param {{ tool: string, args: unknown }} what */
    const call = async ({ tool, args }) => {
      const answer = await client.request("tools/call", { name: tool, arguments: args });
      if (answer.result === undefined || answer.result.isError) {
        throw new Error(`${tool}: ${JSON.stringify(answer)}`);
      }
    };
    const contenders = [
      { name: "bare", run: bare },
      { name: "read", run: () => call(READ) },
      { name: "change", run: () => call(CHANGE) },
    ];
    /** @type {Record<string, number[]>} */
    const times = { bare: [], read: [], change: [] };
    for (let index = 0; index < 50; index += 1) for (const { run } of contenders) await run();
    for (let index = 0; index < calls; index += 1) {
      for (const { name, run } of contenders) {
        const began = performance.now();
        await run();
        times[name]?.push(performance.now() - began);
      }
    }
    const fsync = await measureFsync(folder);
    const rssAfterWarmUp = rss(server.pid);
    for (let index = 0; index < memoryCalls; index += 1) await call(index % 2 === 0 ? READ : CHANGE);
    const rssAtEnd = rss(server.pid);

    const base = median(times.bare ?? []);
    /** @param {string} name */
    const row = (name) => {
      const own = times[name] ?? [];
      return `median ${median(own).toFixed(2)}, p95 ${percentile(own, 0.95).toFixed(2)}, adds ${(median(own) - base).toFixed(2)}`;
    };
    return {
      time: [
        { name: "bare signed request", value: `median ${base.toFixed(2)}` },
        { name: "read, client's line to client's line", value: row("read"), bar: "bar: adds 1" },
        { name: "durable change, likewise", value: row("change"), bar: "bar: adds 3" },
        { name: "one fsync of 4 KB on this disk", value: `median ${fsync.toFixed(2)}; a change makes two` },
      ],
      memory: [
        { name: "after the handshake", value: rssAtStart.toFixed(0) },
        { name: `after ${calls * 2} calls`, value: rssAfterWarmUp.toFixed(0) },
        { name: `after ${memoryCalls} more`, value: rssAtEnd.toFixed(0) },
      ],
    };
  } finally {
    server.stdin.end();
    upstream.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resident megabytes of a process. @param {number | undefined} pid */
function rss(pid) {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/** What durability costs here at the least. @param {string} folder */
async function measureFsync(folder) {
  const { closeSync, fsyncSync, openSync, writeSync } = await import("node:fs");
  const file = openSync(join(folder, "fsync"), "w");
  const page = Buffer.alloc(4096, 1);
  const times = [];
  for (let index = 0; index < 200; index += 1) {
    const began = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    times.push(performance.now() - began);
  }
  closeSync(file);
  return median(times);
}
