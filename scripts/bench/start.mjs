// @ts-check
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../bundle.mjs";
import { median } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const OPENING = [
  {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "bench", version: "1.0.0" },
    },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
  { jsonrpc: "2.0", id: 2, method: "tools/list" },
]
  .map((message) => `${JSON.stringify(message)}\n`)
  .join("");

/** Milliseconds from spawn to the answer to tools/list, or to the exit where no server is meant. @param {string[]} args @param {boolean} server */
function once(args, server) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "ignore"] });
    let heard = "";
    let elapsed = Number.NaN;
    child.stdout.on("data", (data) => {
      heard += data;
      if (Number.isNaN(elapsed) && heard.split("\n").some((line) => line.includes('"id":2'))) {
        elapsed = performance.now() - began;
        child.stdin.end();
      }
    });
    child.on("error", reject);
    child.on("exit", () => {
      if (!server) resolve(performance.now() - began);
      else if (Number.isNaN(elapsed)) reject(new Error(`${args.join(" ")} gave no list`));
      else resolve(elapsed);
    });
    if (server) child.stdin.write(OPENING);
  });
}

/** @param {{ runs: number }} options */
export async function measureStart({ runs }) {
  const folder = await mkdtemp(join(tmpdir(), "idgate-bench-"));
  try {
    await bundle({ entry: join(root, "scripts/bench/one-tool.mjs"), outdir: folder });
    const idgate = [join(root, "dist/bin.js"), "serve", "--sandbox", "--state", join(folder, "state")];
    const contenders = [
      { name: "node -e 0", args: ["-e", "0"], server: false },
      { name: "one-tool server", args: [join(folder, "one-tool.js")], server: true },
      { name: "idgate, no policy", args: idgate, server: true },
      {
        name: "idgate, policy",
        args: [...idgate, "--policy", join(root, "examples/demo-policy.yaml")],
        server: true,
      },
    ];
    /** @type {Map<string, number[]>} */
    const times = new Map(contenders.map(({ name }) => [name, []]));
    for (const { args, server } of contenders) await once(args, server);
    // In turn, so that a machine whose speed drifts treats all alike.
    for (let run = 0; run < runs; run += 1) {
      for (const { name, args, server } of contenders) times.get(name)?.push(await once(args, server));
    }
    const yardstick = times.get("one-tool server") ?? [];
    return contenders.map(({ name }) => {
      const own = times.get(name) ?? [];
      const ratio = median(own.map((value, run) => value / (yardstick[run] ?? Number.NaN)));
      return {
        name,
        value: `${median(own).toFixed(1)} ms, ${ratio.toFixed(2)} × one-tool`,
        ...(name.startsWith("idgate") ? { bar: "bar: 1.25 ×" } : {}),
      };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
