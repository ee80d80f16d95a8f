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

const HELP = `npm run soak -- [FLAGS]
  --changes N         changes to make (10000)
  --seed TEXT         what plan, faults and ends follow from; the time by default
  --kill-every N      changes between two ends of an idgate, on average (80)
  --restart-every N   changes between two restarts of the sandbox, on average (500)
  --minutes N         after these no more is begun, and what was done is compared (600)
  --settle SECONDS    time that the last start has to settle what is open (120)
  --brief             no answer comes later than anybody waits
  --json              the result as one line of JSON
  --keep              leave both sides' files where they are`;

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
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

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
