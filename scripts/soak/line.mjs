// @ts-check
/** A line to an idgate that is killed and started again under whoever calls over it. */
import { setTimeout as sleep } from "node:timers/promises";
import { startIdgate } from "./processes.mjs";

/** @typedef {{ [how: string]: number }} Endings */

/**
 * @param {{ generation: import("./processes.mjs").Generation, url: string, state: string }} options
 */
export async function openLine(options) {
  /** @type {Endings} */
  const endings = {};
  /** @type {Promise<import("./processes.mjs").RunningIdgate>} */
  let current = startIdgate(options);
  await current;

  /** @param {import("./processes.mjs").Ending} how */
  const restart = async (how) => {
    const old = await current;
    let ready = () => {};
    // Whoever calls from now on waits for the next process.
    const gone = new Promise((resolve) => {
      ready = () => resolve(undefined);
    });
    current = gone.then(() => startIdgate(options));
    current.catch(() => {});
    await old.end(how);
    endings[how] = (endings[how] ?? 0) + 1;
    ready();
    await current;
  };

  return {
    endings,
    restart,
    /** @param {string} tool @param {Record<string, unknown>} args @param {import("./agent.mjs").Patience} patience */
    async call(tool, args, { timeout, cancelAfter }) {
      const idgate = await current;
      const cancel = new AbortController();
      const over = new AbortController();
      if (cancelAfter !== undefined) {
        sleep(cancelAfter, undefined, { signal: over.signal }).then(
          () => cancel.abort(new Error("The agent changed its mind.")),
          () => {},
        );
      }
      try {
        return await idgate.call(tool, args, { timeout, signal: cancel.signal });
      } catch {
        // The process ended, or the client lost its patience: what became of the call nobody says.
        return /** @type {const} */ ("lost");
      } finally {
        over.abort();
      }
    },
    /** @param {import("./processes.mjs").Ending} how */
    async close(how) {
      await (await current).end(how);
    },
  };
}

/**
 * Kills and restarts at random until it is told to stop.
 * @param {{ random: import("./random.mjs").Random, every: number, done: () => number, restart: (how: import("./processes.mjs").Ending) => Promise<void>, isOver: () => boolean }} options
 *   `every`: changes between two ends, on average; `done`: changes so far
 */
export async function reaper({ random, every, done, restart, isOver }) {
  let next = done() + random.spaced(every);
  while (!isOver()) {
    await sleep(2);
    if (done() < next) continue;
    await sleep(random.below(30));
    const how = random.chance(0.75) ? "SIGKILL" : random.chance(0.5) ? "SIGTERM" : "end of input";
    await restart(how);
    // Some die again while they still look at what the last one left.
    next = random.chance(0.15) ? done() : done() + random.spaced(every);
    if (next === done()) await sleep(random.below(300));
  }
}
