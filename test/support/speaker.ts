import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { BINARY, SURROUNDINGS } from "./idgate.ts";

const message = z.looseObject({
  id: z.union([z.number(), z.string()]).optional(),
  method: z.string().optional(),
  result: z.looseObject({}).optional(),
  error: z.looseObject({ code: z.number(), message: z.string() }).optional(),
});
export type Message = z.infer<typeof message>;

/** A client that says on the wire whatever a test wants, in whatever order, as often as it wants. */
export interface Speaker {
  /** Sends a request under an id of its own and gives the answer. */
  request(method: string, params: unknown): Promise<Message>;
  /** Sends any message. */
  say(message: object): void;
  /** The id that the last request had. */
  lastId(): number;
  /** The server's next request that no test has taken yet. */
  question(): Promise<Message>;
  stderr(): string;
}

export function speaker(args: readonly string[], env: Record<string, string> = {}): Speaker {
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: { ...SURROUNDINGS, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  const answers = new Map<unknown, (answer: Message) => void>();
  const questions: Message[] = [];
  const askers: ((question: Message) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const parsed = message.parse(JSON.parse(line));
    if (parsed.method === undefined) answers.get(parsed.id)?.(parsed);
    else if (parsed.id !== undefined) {
      const asker = askers.shift();
      if (asker === undefined) questions.push(parsed);
      else asker(parsed);
    }
  });
  // Far from the server's own ids, so that neither is taken for the other's.
  let next = 1000;
  const say = (one: object) => void child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...one })}\n`);
  return {
    say,
    lastId: () => next,
    request(method, params) {
      next += 1;
      const id = next;
      return new Promise((resolve) => {
        answers.set(id, resolve);
        say({ id, method, params });
      });
    },
    question() {
      const waiting = questions.shift();
      if (waiting !== undefined) return Promise.resolve(waiting);
      return new Promise((resolve) => askers.push(resolve));
    },
    stderr: () => stderr,
  };
}
