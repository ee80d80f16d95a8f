// @ts-check
/** One soak: changes by agents, faults, ends and restarts; then a last quiet restart, and the comparison. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { agent } from "./agent.mjs";
import { compare } from "./compare.mjs";
import { NAMESPACE, POOL } from "./families.mjs";
import { faultMix } from "./faults.mjs";
import { openLine, reaper } from "./line.mjs";
import { planned } from "./plan.mjs";
import { startSandbox } from "./processes.mjs";
import { random } from "./random.mjs";
import { openOperations, readLedger, readRequests, verifies } from "./records.mjs";

/** Agents at each of the two idgates, which share one state folder. */
const AGENTS = 12;

/**
 * @typedef {object} SoakOptions
 * @property {number} changes
 * @property {string} seed
 * @property {string} folder for the state; must exist
 * @property {number} killEvery changes between two ends of an idgate, on average
 * @property {number} restartEvery changes between two restarts of the sandbox, on average
 * @property {number} settleMs time that a last start has to settle what earlier ones left open
 * @property {boolean} beyond whether some answers come later than anybody waits
 * @property {AbortSignal} enough ends the asking early; what was done by then is compared
 * @property {(line: string) => void} say
 */

/** @param {SoakOptions} options */
export async function soak({
  changes,
  seed,
  folder,
  killEvery,
  restartEvery,
  settleMs,
  beyond,
  enough,
  say,
}) {
  const began = performance.now();
  const data = join(folder, "sandbox.db");
  const log = join(folder, "requests.jsonl");
  const state = join(folder, "state");
  await mkdir(state, { recursive: true });

  const faults = faultMix({ beyond });
  let starts = 0;
  const start = async (/** @type {string | undefined} */ port, quiet = false) => {
    starts += 1;
    return startSandbox({ data, log, faults: quiet ? [] : faults, seed: `${seed}-${starts}`, port });
  };
  // The things that others are put into are there before anything is measured.
  let sandbox = await start(undefined, true);
  const { url } = sandbox;
  const { port } = new URL(url);
  const lines = [
    await openLine({ generation: "v2", url, state }),
    await openLine({ generation: "v1", url, state }),
  ];
  for (const [tool, args] of /** @type {const} */ ([
    ["id_create_workload_pool", { WorkloadPoolName: POOL }],
    ["id_create_namespace", { NamespaceName: NAMESPACE }],
  ])) {
    const result = await lines[0]?.call(tool, args, { timeout: 10_000 });
    if (result === undefined || result === "lost" || result.isError) throw new Error(`${tool} failed.`);
  }
  await sandbox.stop();
  sandbox = await start(port);

  const things = planned(random(`${seed} plan`));
  let begun = 0;
  const mayBegin = () => {
    if (begun >= changes || enough.aborted) return false;
    begun += 1;
    return true;
  };
  /** @type {import("./agent.mjs").Story[]} */
  const stories = [];
  let over = false;
  const isOver = () => over;
  const done = () => stories.length;
  const report = (/** @type {import("./agent.mjs").Story} */ story) => {
    stories.push(story);
    if (stories.length % 500 === 0) say(`${stories.length} changes, ${elapsed(began)} s`);
  };
  const agents = lines.flatMap((line, at) =>
    Array.from({ length: AGENTS }, async (_, index) => {
      const work = agent({ line, random: random(`${seed} agent ${at} ${index}`), isOver, mayBegin });
      while (begun < changes && !enough.aborted) await work(things.next().value, report);
    }),
  );
  const restartSandbox = async () => {
    await sandbox.stop();
    await sleep(200);
    sandbox = await start(port);
  };
  const chance = (/** @type {string} */ what) => random(`${seed} ${what}`);
  const reapers = [
    ...lines.map(({ restart }, at) =>
      reaper({ random: chance(`end ${at}`), every: killEvery, done, restart, isOver }),
    ),
    reaper({ random: chance("sandbox"), every: restartEvery, done, restart: restartSandbox, isOver }),
  ];
  // A reaper that fails ends the soak, it does not hang it.
  await Promise.race([Promise.all(agents), Promise.all(reapers)]);
  over = true;
  await Promise.all(reapers);
  const worked = elapsed(began);
  say(`All is asked for after ${worked} s; what is open is settled now.`);

  await sandbox.calm();
  for (const line of lines) await line.restart("SIGKILL");
  const left = await settled(state, settleMs);
  for (const line of lines) await line.close("end of input");
  await sandbox.stop();

  const requests = await readRequests(log);
  const operations = await readLedger(state);
  const chain = await verifies(state);
  const comparison = compare({ stories, requests, operations });
  return {
    seed,
    stories,
    requests,
    operations,
    chain,
    comparison,
    left,
    ends: lines.map(({ endings }) => endings),
    sandboxStarts: starts,
    seconds: { work: worked, all: elapsed(began) },
  };
}

/** Waits until nothing is open. Gives what is open at the end. @param {string} state @param {number} ms */
async function settled(state, ms) {
  const until = performance.now() + ms;
  for (;;) {
    const open = await openOperations(state);
    if (open.length === 0 || performance.now() > until) return open;
    await sleep(1500);
  }
}

/** @param {number} began */
const elapsed = (began) => Number(((performance.now() - began) / 1000).toFixed(1));
