// @ts-check
/**
 * `npm run soak`: changes under faults, idgate killed and restarted at random, and the ledger held against the sandbox's
 * own log. Exit code 1 where they disagree.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { reported } from "./report.mjs";
import { soak } from "./soak.mjs";

const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "10000" },
    seed: { type: "string", default: new Date().toISOString().slice(0, 19) },
    "kill-every": { type: "string", default: "80" },
    "restart-every": { type: "string", default: "500" },
    minutes: { type: "string", default: "600" },
    settle: { type: "string", default: "120" },
    // No answer comes later than anybody waits: a short soak has no time for that.
    brief: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});

// What it started goes with it; idgate ends with its input.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const folder = await mkdtemp(join(tmpdir(), "idgate-soak-"));
const say = (/** @type {string} */ line) => console.error(line);
say(`Seed ${values.seed}, in ${folder}`);
const result = await soak({
  changes: Number(values.changes),
  seed: values.seed,
  folder,
  killEvery: Number(values["kill-every"]),
  restartEvery: Number(values["restart-every"]),
  settleMs: 1000 * Number(values.settle),
  beyond: !values.brief,
  enough: AbortSignal.timeout(60_000 * Number(values.minutes)),
  say,
});
const { summary, text, holds } = reported(result);
console.log(values.json ? JSON.stringify(summary) : text);
if (holds && !values.keep) await rm(folder, { recursive: true, force: true });
else say(`What both sides wrote is in ${folder}. To run it again: npm run soak -- --seed ${values.seed}`);
process.exitCode = holds ? 0 : 1;
