import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { onTestFinished } from "vitest";
import type { BudgetSpend } from "../../src/ledger/types.ts";

export type Order =
  | { readonly do: "many" | "together"; readonly count: number }
  | { readonly do: "endless" | "key" }
  | { readonly do: "start"; readonly label: string; readonly budgets?: readonly BudgetSpend[] }
  | { readonly do: "spend"; readonly count: number; readonly budgets: readonly BudgetSpend[] }
  | { readonly do: "propose"; readonly label: string; readonly digest: string }
  | { readonly do: "startApproved"; readonly id: string; readonly digest: string };

export type Answer =
  | { readonly did: "fail"; readonly code: string; readonly message: string }
  | { readonly did: string; readonly id?: string };

/** Bundles the worker, since Node 20 runs no TypeScript; the native driver stays where it is installed. */
export async function bundleWorker(folder: string): Promise<string> {
  const driver = pathToFileURL(createRequire(import.meta.url).resolve("libsql")).href;
  const build = await rolldown({
    input: fileURLToPath(new URL("worker.ts", import.meta.url)),
    platform: "node",
    plugins: [
      {
        name: "driver",
        resolveId: (source) => (source === "libsql" ? { id: driver, external: true } : null),
      },
    ],
  });
  await build.write({ dir: folder, format: "esm", entryFileNames: "worker.mjs", codeSplitting: false });
  await build.close();
  return join(folder, "worker.mjs");
}

export interface Worker {
  /** Sends an order and waits for the answer to it. */
  obey(order: Order): Promise<Answer>;
  /** The answers to an endless order, as they come. */
  answers(order: Order): AsyncIterable<Answer>;
  /** Ends it as the system would, without a chance to clean up. */
  kill(): Promise<void>;
}

/** A process on the ledger in `folder`; its labels begin with `name`. Ended with the running test. */
export function startWorker(bundle: string, folder: string, name: string): Worker {
  const child: ChildProcess = fork(bundle, [folder, name]);
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(kill);
  return {
    async obey(order) {
      const answered = once(child, "message");
      child.send(order);
      const [answer]: unknown[] = await answered;
      return answerOf(answer);
    },
    async *answers(order) {
      const queue: Answer[] = [];
      let wake = (): void => undefined;
      child.on("message", (message) => {
        queue.push(answerOf(message));
        wake();
      });
      child.send(order);
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else
          await new Promise<void>((done) => {
            wake = done;
          });
      }
    },
    kill,
  };
}

function answerOf(message: unknown): Answer {
  if (typeof message !== "object" || message === null) throw new Error("The worker said something odd.");
  const [did, id]: unknown[] = [Reflect.get(message, "did"), Reflect.get(message, "id")];
  if (did === "fail") {
    const [code, text] = [Reflect.get(message, "code"), Reflect.get(message, "message")];
    return { did, code: String(code), message: String(text) };
  }
  return { did: String(did), ...(typeof id === "string" ? { id } : {}) };
}
