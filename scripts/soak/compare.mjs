// @ts-check
/** Holds what agents were told and what the ledger says against what the sandbox really did. */
import { isOpen } from "./records.mjs";

/** @typedef {import("./agent.mjs").Story} Story */
/** @typedef {import("./records.mjs").Request} Request */
/** @typedef {import("./records.mjs").Operation} Operation */
/**
 * @typedef {{ kind: Kind, action: string, mark: string, detail: string }} Mismatch
 * @typedef {"done twice" | "lost" | "told wrong" | "not in the ledger" | "wrong in the ledger" | "left open" | "nobody asked"} Kind
 */

/** Reads, which have no row: whatever does not begin so is a change. */
const READ = /^(Get|List|Describe|BatchGet|Check)/;

/**
 * @param {{ stories: readonly Story[], requests: readonly Request[], operations: readonly Operation[] }} records
 */
export function compare({ stories, requests, operations }) {
  /** @type {Map<string, { story: Story, requests: Request[], operations: Operation[] }>} */
  const changes = new Map();
  for (const story of stories) {
    changes.set(`${story.action} ${story.mark}`, { story, requests: [], operations: [] });
  }
  /** @type {Mismatch[]} */
  const mismatches = [];
  /** @param {string} action @param {unknown} params */
  const changeOf = (action, params) => {
    for (const text of texts(params)) {
      const found = changes.get(`${action} ${text}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  for (const request of requests) {
    if (READ.test(request.action)) continue;
    const action = `${request.service}:${request.action}`;
    const found = changeOf(action, request.params);
    // A request that was refused for its signature has no parameters in the log, and did nothing.
    if (found !== undefined) found.requests.push(request);
    else if (request.changed && !isSetUp(request)) {
      mismatches.push({ kind: "nobody asked", action, mark: "", detail: JSON.stringify(request) });
    }
  }
  for (const operation of operations) {
    const found = changeOf(operation.action, operation.params);
    if (found !== undefined) found.operations.push(operation);
  }
  for (const { story, requests: sent, operations: rows } of changes.values()) {
    for (const [kind, detail] of judge(story, sent, rows)) {
      const seen = [
        ...sent.map(({ time, status, code, fault, changed }) => ({ time, status, code, fault, changed })),
        ...rows.map(({ id, startedAt, course, tookEffect, reason }) => ({
          id,
          startedAt,
          course,
          tookEffect,
          reason,
        })),
      ];
      mismatches.push({
        kind,
        action: story.action,
        mark: story.mark,
        detail: `${detail}\n    ${[story, ...seen].map((one) => JSON.stringify(one)).join("\n    ")}`,
      });
    }
  }
  const again = [...changes.values()].filter(({ story, requests: sent, operations: rows }) => {
    return sent.filter(({ changed }) => changed).length > 1 && isUpdateMadeAgain(story, sent, rows);
  });
  const really = [...changes.values()].filter(({ requests: sent }) => sent.some(({ changed }) => changed));
  return { mismatches, really: really.length, again: again.length };
}

/**
 * @param {Story} story @param {readonly Request[]} sent @param {readonly Operation[]} rows
 * @returns {Generator<[Kind, string]>}
 */
function* judge(story, sent, rows) {
  const changed = sent.filter((request) => request.changed && !endedInVain(request)).length;
  // A request that began a task which failed made nothing but the task.
  const vain = rows.filter(({ status, tookEffect }) => status === "failed" && tookEffect === true).length;
  if (changed - vain > 1 && !isUpdateMadeAgain(story, sent, rows))
    yield ["done twice", `${changed} requests changed something, one was meant to`];
  if ((story.belief === "done" || story.belief === "there") && changed === 0) {
    yield ["lost", `the agent was told that it is ${story.belief}, and nothing was changed`];
  }
  if (story.belief === "not done" && changed > 0) {
    yield ["told wrong", "the agent was told each time that nothing happened, and something did"];
  }
  const { byOperation, orphans } = attributed(rows, sent);
  if (orphans.length > 0) yield ["not in the ledger", `${orphans.length} requests before any operation`];
  for (const operation of rows) {
    if (isOpen(operation.status)) yield ["left open", `${operation.id} is ${operation.status}`];
    else {
      const made = (byOperation.get(operation.id) ?? []).some((request) => request.changed);
      const says = saysChanged(operation);
      if (says !== made) {
        const word = made ? "changed something" : "changed nothing";
        yield ["wrong in the ledger", `${operation.id} is ${operation.status}, and its requests ${word}`];
      }
    }
  }
}

/**
 * An update that was done and recorded before its agent lost the answer and made the call again: the same value is set
 * once more, by an operation of its own. What adds or takes away something must not happen so.
 * @param {Story} story @param {readonly Request[]} sent @param {readonly Operation[]} rows
 */
function isUpdateMadeAgain(story, sent, rows) {
  const { byOperation } = attributed(rows, sent);
  const each = [...byOperation.values()].every((own) => own.filter((request) => request.changed).length <= 1);
  return story.kind === "update" && story.lost > 0 && each;
}

/** A task was begun, and was made to fail. @param {Request} request */
const endedInVain = ({ fault }) => fault?.includes("task-fail") === true;

/** Of a task that failed the ledger says that it took effect: what it had done by then may be there. @param {Operation} operation */
const saysChanged = ({ status, tookEffect }) =>
  status === "succeeded" || status === "accepted" || (status === "failed" && tookEffect === true);

/**
 * Requests by the operation that sent them: the latest of this change that had started when the request arrived. Both
 * sides run on one clock, and operations of one change do not overlap.
 * @param {readonly Operation[]} rows @param {readonly Request[]} requests
 */
function attributed(rows, requests) {
  const started = rows.filter(({ startedAt }) => startedAt !== undefined);
  const inOrder = started.sort((a, b) => ((a.startedAt ?? "") < (b.startedAt ?? "") ? -1 : 1));
  /** @type {Map<string, Request[]>} */
  const byOperation = new Map();
  /** @type {Request[]} */
  const orphans = [];
  for (const request of requests) {
    const owner = inOrder.findLast(({ startedAt }) => (startedAt ?? "") <= request.time);
    if (owner === undefined) orphans.push(request);
    else byOperation.set(owner.id, [...(byOperation.get(owner.id) ?? []), request]);
  }
  return { byOperation, orphans };
}

/** @param {Request} request */
const isSetUp = ({ params }) =>
  [...texts(params)].some((text) => text === "soak-pool" || text === "soak-space");

/** Every text in it, also inside of JSON in a text. @param {unknown} value @returns {Generator<string>} */
function* texts(value) {
  if (typeof value === "string") {
    yield value;
    if (value.startsWith("{")) yield* texts(parsed(value));
  } else if (typeof value === "object" && value !== null) {
    for (const one of Object.values(value)) yield* texts(one);
  }
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
