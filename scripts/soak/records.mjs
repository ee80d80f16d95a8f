// @ts-check
/** What the two sides wrote down: the sandbox's request log and idgate's ledger. */
import { open } from "node:fs/promises";
import { command } from "./processes.mjs";

/**
 * A line of the sandbox's log.
 * @typedef {{ service: string, action: string, time: string, status: number, code: string | null, fault: string | null, changed: boolean, requestId: string, params?: Record<string, unknown> }} Request
 */
/**
 * An operation as the ledger's chain tells it.
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} action
 * @property {Record<string, unknown>} params
 * @property {string} status
 * @property {boolean | undefined} tookEffect
 * @property {string | undefined} requestId
 * @property {string | undefined} reason
 * @property {string | undefined} startedAt
 * @property {readonly string[]} course its statuses, oldest first
 */

/** @param {string} file @returns {Promise<Request[]>} */
export async function readRequests(file) {
  const handle = await open(file, "r");
  try {
    const requests = [];
    for await (const line of handle.readLines()) requests.push(JSON.parse(line));
    return requests;
  } finally {
    await handle.close();
  }
}

/** Folds `idgate audit export`: an account of its own, apart from the reader behind `audit list`. @param {string} state @returns {Promise<Operation[]>} */
export async function readLedger(state) {
  /** @type {Map<string, any>} */
  const operations = new Map();
  const code = await command(["audit", "export", "--state", state, "--sandbox"], (line) => {
    const { at, kind, operation: id, body } = JSON.parse(line);
    if (id === undefined || id === null || kind === "secret") return;
    const known = operations.get(id) ?? { id, course: [] };
    const status = typeof body.status === "string" ? body.status : kind;
    operations.set(id, {
      ...known,
      ...(body.action === undefined ? {} : { action: body.action, params: body.params }),
      ...(kind === "started" ? { startedAt: at } : {}),
      ...(typeof body.status === "string"
        ? { tookEffect: body.tookEffect, requestId: body.requestId, reason: body.reason }
        : {}),
      status,
      course: [...known.course, status],
    });
  });
  if (code !== 0) throw new Error(`audit export ended with ${code}.`);
  return [...operations.values()];
}

/** @param {string} state @returns {Promise<{ id: string, action: string, status: string }[]>} */
export async function openOperations(state) {
  let text = "";
  const args = ["audit", "list", "--json", "--limit", "10000", "--state", state, "--sandbox"];
  await command(args, (line) => {
    text += line;
  });
  return JSON.parse(text).filter((/** @type {{ status: string }} */ { status }) => isOpen(status));
}

/** @param {string} status */
export const isOpen = (status) => status === "started" || status === "unknown";

/** Whether the chain holds, in the command's words. @param {string} state */
export async function verifies(state) {
  /** @type {string[]} */
  const lines = [];
  const code = await command(["audit", "verify", "--state", state, "--sandbox"], (line) => lines.push(line));
  return { ok: code === 0, says: lines.join(" ") };
}
