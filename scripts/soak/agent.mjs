// @ts-check
/** Behaves like a model: makes a change, reads what it is told, and where it is not told enough makes the same call again. */
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What the agent believes of a change in the end. `done`: it was told so. `there`: after a doubt it was told that the thing
 * is there, or gone, already. `not done`: it gave up, having been told each time that nothing happened. `unsettled`: it gave up in doubt.
 * @typedef {"done" | "there" | "not done" | "unsettled"} Belief
 */
/**
 * @typedef {object} Story what happened to one change, as the agent saw it
 * @property {"create" | "update" | "delete"} kind
 * @property {string} action
 * @property {string} mark
 * @property {Belief} belief
 * @property {number} calls
 * @property {number} lost calls that ended with their process, or that the agent cancelled
 * @property {number} unknown calls that ended with OUTCOME_UNKNOWN
 * @property {readonly string[]} told codes and messages of the errors, oldest first
 */
/**
 * @typedef {object} Line the way to one idgate, whichever process that is at the time
 * @property {(tool: string, args: Record<string, unknown>, patience: Patience) => Promise<import("./processes.mjs").ToolResult | "lost">} call
 */
/** @typedef {{ timeout: number, cancelAfter?: number | undefined }} Patience */

const PATIENCE_MS = 59_000;
const MOST_CALLS = 24;
/** Calls that may end with a definite refusal before an agent gives up. */
const MOST_REFUSALS = 12;
/** What a service says of a change that was made before. An update that was made before is made again. */
const ALREADY = {
  create: /AlreadyExist|Duplicat|already exists/,
  update: /(?!)/,
  delete: /NotFound|NotExist|NoSuch|does not exist/,
};

/**
 * @param {object} options
 * @param {Line} options.line
 * @param {import("./random.mjs").Random} options.random
 * @param {() => boolean} options.isOver
 * @param {() => boolean} options.mayBegin counts a change that is begun; false where there have been enough
 * @returns {(thing: import("./plan.mjs").Thing, report: (story: Story) => void) => Promise<void>}
 */
export function agent({ line, random, isOver, mayBegin }) {
  /** @param {string} tool @param {Record<string, unknown>} args */
  const ask = async (tool, args) => {
    for (let tries = 0; tries < MOST_CALLS; tries += 1) {
      const result = await line.call(tool, args, { timeout: PATIENCE_MS });
      if (result !== "lost" && result.isError !== true) return result.structuredContent;
      await sleep(50 + random.below(200));
    }
    return undefined;
  };

  /** How the task ends that an answer speaks of; undefined where there is none, or nobody says. @param {any} answer */
  const endOf = async (answer) => {
    let status = answer?.OperationStatus;
    for (let look = 0; look < 20 && (status === "PENDING" || status === "IN_PROGRESS"); look += 1) {
      await sleep(200);
      const params = { TaskId: answer.TaskID };
      const read = await line.call(
        "read_action",
        { action: "cloudcontrol:GetTask", params },
        { timeout: PATIENCE_MS },
      );
      if (read === "lost" || read.isError === true) continue;
      status =
        read.structuredContent?.OperationStatus ?? read.structuredContent?.result?.OperationStatus ?? status;
    }
    return status;
  };

  /** @param {import("./plan.mjs").Change} change @param {import("./plan.mjs").Known} known @returns {Promise<Story & { result?: any }>} */
  const make = async (change, known) => {
    const args = change.args(known);
    const { kind, action } = change;
    const story = { kind, action, mark: change.mark(known), calls: 0, lost: 0, unknown: 0 };
    /** @type {string[]} */
    const told = [];
    let refusals = 0;
    let doubt = false;
    while (story.calls < MOST_CALLS && refusals < MOST_REFUSALS && !isOver()) {
      story.calls += 1;
      const cancelAfter = random.chance(0.01) ? random.below(40) : undefined;
      const result = await line.call(change.tool, args, { timeout: PATIENCE_MS, cancelAfter });
      if (result === "lost") {
        story.lost += 1;
        doubt = true;
        continue;
      }
      if (result.isError !== true) {
        // It was told that the task still runs: how that ends is the end of the change.
        if ((await endOf(result.structuredContent)) === "FAILED") {
          told.push("its task failed");
          refusals += 1;
          continue;
        }
        return { ...story, told, belief: "done", result: result.structuredContent };
      }
      const error = result._meta?.["idgate/error"] ?? {};
      told.push(`${error.code}: ${error.message}`);
      if (error.code === "OUTCOME_UNKNOWN") {
        story.unknown += 1;
        doubt = true;
        // Some look for themselves first, with the call that they are given. The same call again has to be safe for all.
        if (error.next !== undefined && random.chance(0.5)) {
          await line.call("read_action", error.next, { timeout: PATIENCE_MS });
        }
      } else if (error.code === "ALREADY_DONE") {
        return { ...story, told, belief: "done" };
      } else if (error.code === "NOT_DONE") {
        doubt = false;
        refusals += 1;
      } else if (
        doubt &&
        (error.code === "SERVICE_ERROR" || error.code === "TASK_FAILED") &&
        ALREADY[change.kind].test(String(error.message))
      ) {
        return { ...story, told, belief: "there" };
      } else {
        refusals += 1;
      }
      await sleep(20 + random.below(100 * Math.min(12, story.calls)));
    }
    return { ...story, told, belief: doubt ? "unsettled" : "not done" };
  };

  return async (thing, report) => {
    /** @type {import("./plan.mjs").Known} */
    const known = { name: thing.name, id: undefined };
    for (const change of thing.changes) {
      if (change.needsId && known.id === undefined && thing.find !== undefined) {
        known.id = thing.find.id(await ask(thing.find.tool, thing.find.args(known)), known);
      }
      // What was never made cannot be changed: such a step is not tried, and is no change.
      if ((change.needsId && known.id === undefined) || !mayBegin()) return;
      const { result, ...story } = await make(change, known);
      report(story);
      if (story.belief === "not done" || story.belief === "unsettled") return;
      known.id ??= typeof result?.GroupId === "string" ? result.GroupId : undefined;
      known.id ??= typeof result?.UserId === "string" ? result.UserId : undefined;
    }
  };
}
