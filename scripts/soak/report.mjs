// @ts-check
/** What a soak comes to, for people and for programs. */

const SHOWN = 10;

/** @param {Awaited<ReturnType<typeof import("./soak.mjs").soak>>} result */
export function reported(result) {
  const { stories, requests, operations, comparison, chain } = result;
  const { mismatches } = comparison;
  const faulty = requests.filter(({ fault }) => fault !== null);
  const summary = {
    seed: result.seed,
    changes: stories.length,
    reallyMade: comparison.really,
    updatesMadeAgain: comparison.again,
    believed: counted(stories.map(({ belief }) => belief)),
    calls: sum(stories.map(({ calls }) => calls)),
    lostCalls: sum(stories.map(({ lost }) => lost)),
    unknownAnswers: sum(stories.map(({ unknown }) => unknown)),
    requests: requests.length,
    faulty: faulty.length,
    faultyPercent: Number(((100 * faulty.length) / Math.max(1, requests.length)).toFixed(1)),
    faults: counted(faulty.flatMap(({ fault }) => (fault ?? "").split(", "))),
    ends: merged(result.ends),
    sandboxRestarts: result.sandboxStarts - 2,
    operations: operations.length,
    statuses: counted(operations.map(({ status }) => status)),
    settledLater: counted(operations.flatMap(laterOf)),
    chain: chain.ok,
    mismatches: counted(mismatches.map(({ kind }) => kind)),
    seconds: result.seconds,
  };
  const holds = mismatches.length === 0 && chain.ok && result.left.length === 0;
  const rows = Object.entries(summary).map(([name, value]) => `  ${name.padEnd(16)}  ${shown(value)}`);
  // What is merely open is many at a time, and hides nothing else.
  const isLeft = (/** @type {{ kind: string }} */ { kind }) => kind === "left open";
  const details = [...mismatches]
    .sort((a, b) => Number(isLeft(a)) - Number(isLeft(b)))
    .slice(0, SHOWN)
    .map(({ kind, action, mark, detail }) => `${kind}: ${action} ${mark}: ${detail}`);
  const rest = mismatches.length > SHOWN ? [`… and ${mismatches.length - SHOWN} more.`] : [];
  const verdict = holds
    ? "None twice, none lost, every one in the ledger with its true outcome."
    : `${mismatches.length} mismatches; the chain: ${chain.says}`;
  return {
    summary: { ...summary, holds, details: [...details, ...rest] },
    text: [`Soak, Node ${process.version}`, ...rows, ...details, ...rest, verdict].join("\n"),
    holds,
  };
}

/** How an operation that had not ended with its first answer ended. @param {import("./records.mjs").Operation} operation */
function laterOf({ course }) {
  const from = course.find((status) => status === "unknown" || status === "accepted");
  const to = course.at(-1);
  return from === undefined || to === undefined || from === to ? [] : [`${from} → ${to}`];
}

/** @param {readonly string[]} words @returns {Record<string, number>} */
function counted(words) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a));
}

/** @param {readonly Record<string, number>[]} all */
function merged(all) {
  return counted(
    all.flatMap((one) => Object.entries(one).flatMap(([name, n]) => Array.from({ length: n }, () => name))),
  );
}

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** @param {unknown} value */
function shown(value) {
  if (typeof value !== "object" || value === null) return String(value);
  const parts = Object.entries(value).map(([name, n]) => `${name} ${n}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}
