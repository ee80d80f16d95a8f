// @ts-check
/** What the discovery tools and an action's first call cost, in the server's own process and over its pipes. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "../bundle.mjs";
import { initialized, lineClient } from "./line-client.mjs";
import { median, percentile } from "./table.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const QUERIES = [
  "store an API key",
  "who is in the finance group",
  "删除用户池",
  "rotate acces key",
  "SAML",
  "CreateUser",
];

/** @param {{ rounds: number }} options */
export async function measureDiscovery({ rounds }) {
  const folder = await mkdtemp(join(tmpdir(), "idgate-bench-"));
  try {
    return [...(await overPipes(folder, rounds)), ...(await inProcess(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Searches and descriptions from a client's line to a client's line. @param {string} folder @param {number} rounds */
async function overPipes(folder, rounds) {
  const server = spawn(
    process.execPath,
    [join(root, "dist/bin.js"), "serve", "--sandbox", "--state", join(folder, "state")],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  try {
    const client = await initialized(lineClient(server));
    /** @param {string} name @param {unknown} args */
    const timed = async (name, args) => {
      const began = performance.now();
      const answer = await client.request("tools/call", { name, arguments: args });
      if (answer.result === undefined || answer.result.isError) throw new Error(JSON.stringify(answer));
      return performance.now() - began;
    };
    const describe = { action: "iam:CreateUser" };
    // The backend is loaded beside the first answers; what is measured is the tool.
    await timed("describe_action", describe);
    const first = await timed("search_actions", { query: QUERIES[0] });
    /** @type {number[]} */
    const searches = [];
    /** @type {number[]} */
    const descriptions = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const query of QUERIES) searches.push(await timed("search_actions", { query }));
      descriptions.push(await timed("describe_action", describe));
    }
    return [
      { name: "first search_actions, index built", value: first.toFixed(1) },
      { name: "search_actions after that", value: spread(searches), bar: "bar: 5" },
      { name: "describe_action", value: spread(descriptions) },
    ];
  } finally {
    server.stdin.end();
  }
}

/** The first parse of every action's arguments, schema included: all 418, each once. @param {string} folder */
async function inProcess(folder) {
  await bundle({ entry: join(root, "scripts/bench/first-calls.ts"), outdir: folder });
  const module = pathToFileURL(join(folder, "first-calls.js")).href;
  const { examples } = await import(`${module}?examples`);
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another instance, in which no schema has been built yet.
    const { firstCalls } = await import(`${module}?measured${round}`);
    for (const { action, ms } of firstCalls(examples()))
      times.set(action, [...(times.get(action) ?? []), ms]);
  }
  const all = [...times.values()].flat();
  const [[slowest, its] = ["", []]] = [...times].sort(([, one], [, other]) => median(other) - median(one));
  return [
    {
      name: `first call of each of ${times.size} actions: parse, judge`,
      value: `${spread(all)}; slowest action ${median(its).toFixed(1)} (${slowest}), slowest single call ${Math.max(...all).toFixed(1)}`,
      bar: "bar: 20",
    },
  ];
}

/** Fresh instances: a collection of garbage that falls into one call says nothing of its action. */
const ROUNDS = 7;

/** @param {readonly number[]} values */
function spread(values) {
  return `median ${median(values).toFixed(2)}, p95 ${percentile(values, 0.95).toFixed(2)}`;
}
