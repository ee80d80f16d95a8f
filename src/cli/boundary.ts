import { Console } from "node:console";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "../log.ts";

/** A process that fails this often is not to be trusted with the next call. */
const MOST_FAILURES = 100;
/** How long the last lines of the log may take to be read, in milliseconds. */
const LAST_LINES_MS = 1000;

/**
 * What holds while a server runs, whatever code of its own or of a dependency's does: standard output is the
 * protocol's alone, and what is thrown where nobody catches it is logged and ends one call, not the server.
 * Going on is sound because nothing outside a call is left half done: a permit is good once, the intent of a change
 * is durable before it is sent, and the ledger's transactions roll back. After 100 such failures `giveUp` is called.
 */
export function guardServer(log: () => Promise<Logger>, giveUp: () => void): void {
  // A dependency's console.log would otherwise stand amid the protocol.
  Object.assign(console, new Console({ stdout: process.stderr, stderr: process.stderr }));
  let failures = 0;
  const report = (what: string) => (error: unknown) => {
    failures += 1;
    if (failures === MOST_FAILURES) giveUp();
    if (failures > MOST_FAILURES) return;
    log().then(
      (logger) => logger.error({ err: error, failures }, what),
      // A logger that cannot be made says nothing; there is nowhere left to say it.
      () => undefined,
    );
  };
  process.on("uncaughtException", report("something failed outside of any call; the server goes on"));
  process.on("unhandledRejection", report("a failure was left unhandled; the server goes on"));
  // Instead of Node's own listener, which writes plain text among the log's lines.
  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    log().then(
      (logger) => logger.warn({ warning: name }, message),
      () => undefined,
    );
  });
}

/** Waits until standard error has been read to its end; where nobody reads it, not for long. True where it was. */
export async function logIsRead(): Promise<boolean> {
  const { stderr } = process;
  if (stderr.writableLength === 0 || !stderr.writable) return true;
  const controller = new AbortController();
  const { signal } = controller;
  const read = once(stderr, "drain", { signal }).then(() => true);
  const late = setTimeout(LAST_LINES_MS, false, { signal });
  try {
    return await Promise.race([read, late]);
  } finally {
    controller.abort();
    await Promise.allSettled([read, late]);
  }
}
