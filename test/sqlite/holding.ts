import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export interface Holder {
  /** Lets go, and resolves once the lock is gone. */
  release(): Promise<void>;
}

/**
 * Another process that holds a database's write lock (or the whole file), after running `sql` under it, until it
 * is told to let go.
 */
export async function hold(
  file: string,
  how: "write" | "exclusive" = "write",
  sql = "CREATE TABLE IF NOT EXISTS held (a)",
): Promise<Holder> {
  const child: ChildProcess = fork(new URL("holder.mjs", import.meta.url), [file, how, sql]);
  const exited = once(child, "exit");
  const ended = exited.then(() => {
    throw new Error("The holder ended before it held anything.");
  });
  await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return {
    async release() {
      child.send("release");
      await exited;
    },
  };
}

/** Lets the event loop go round, timers included. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((done) => setTimeout(done, 0));
}
