/** The built server between a client and a service, with everything recorded that it writes anywhere. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { Json, JsonObject } from "../../src/action/json.ts";
import { ownFolder } from "../support/folder.ts";
import { type RawServer, runCommand, spawnServer, type ToolResult, toolResult } from "../support/idgate.ts";
import { type Answerer, type Arrived, startUpstream, type Upstream } from "../support/upstream.ts";
import { canaryOf, createSearch, purposeOf } from "./canaries.ts";

export interface WatchOptions {
  readonly answer?: Answerer;
  /** YAML of a policy; none by default, and then everything is allowed. */
  readonly policy?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** `trace` unless said: it writes what every other level writes. */
  readonly level?: string;
  /** What the client's user says to a question; without it the client cannot ask. */
  readonly user?: (question: string) => JsonObject;
  /** Done to the state folder before the start. */
  readonly prepare?: (state: string) => void;
}

export interface Watched {
  readonly server: RawServer;
  readonly upstream: Upstream;
  readonly state: string;
  call(tool: string, args: unknown, meta?: JsonObject): Promise<ToolResult>;
  /** Ends the server, and gives all that was written by it and by the commands that read what it kept, by place. */
  everywhere(): Promise<ReadonlyMap<string, Buffer>>;
}

const question = z.looseObject({
  id: z.union([z.string(), z.number()]),
  method: z.literal("elicitation/create"),
  params: z.looseObject({ message: z.string() }),
});

/** The secrets of the connection itself: one goes into signatures, one into a header, and neither anywhere else. */
export const SECRET_KEYS = {
  VOLCENGINE_SECRET_KEY: canaryOf("the secret key", "plain"),
  VOLCENGINE_SESSION_TOKEN: canaryOf("the session token", "plain"),
};
const KEYS = { VOLCENGINE_ACCESS_KEY: "SANDBOXcanaryaccesskey", ...SECRET_KEYS };

export async function watch(options: WatchOptions = {}): Promise<Watched> {
  const [state, outside] = [ownFolder(), ownFolder()];
  options.prepare?.(state);
  const upstream = await startUpstream(options.answer);
  onTestFinished(() => upstream.close());
  const sink = join(outside, "heads.jsonl");
  const flags = [
    "--endpoint",
    upstream.url,
    "--state",
    state,
    "--audit-sink",
    sink,
    ...(options.flags ?? []),
  ];
  if (options.policy !== undefined) {
    const file = join(outside, "policy.yaml");
    writeFileSync(file, options.policy);
    flags.push("--policy", file);
  }
  const env = { ...KEYS, IDGATE_LOG_LEVEL: options.level ?? "trace", ...options.env };
  const server = spawnServer(["serve", ...flags], env);
  const written: Buffer[] = [];
  server.process.stdout.on("data", (chunk: Buffer) => written.push(chunk));
  answerQuestions(server, options.user);
  const capabilities = options.user === undefined ? {} : { elicitation: {} };
  const clientInfo = { name: "canary", version: "1" };
  await server.request("initialize", { protocolVersion: "2025-06-18", capabilities, clientInfo });
  server.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
  return {
    server,
    upstream,
    state,
    call: async (name, args, _meta = {}) =>
      resultOf(await server.request("tools/call", { name, arguments: args, _meta })),
    async everywhere() {
      const live = filesIn(state, "while it ran: ");
      server.process.stdin.end();
      await server.exited();
      return new Map([
        ...live,
        ...filesIn(state, "afterwards: "),
        ...filesIn(outside, "beside it: "),
        ["standard output", Buffer.concat(written)],
        ["standard error", Buffer.from(server.stderr())],
        ...(await commandsOn(state)),
      ]);
    },
  };
}

/** More requests at once than this the server puts off. */
const AT_ONCE = 100;

/** Does it with each, some at a time, and gives what came of it in their order. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce = AT_ONCE,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atOnce)
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  return results;
}

function answerQuestions(server: RawServer, user: WatchOptions["user"]): void {
  let rest = "";
  server.process.stdout.on("data", (chunk: Buffer) => {
    const lines = `${rest}${chunk.toString("utf8")}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.includes("elicitation/create")) continue;
      const { data } = question.safeParse(JSON.parse(line));
      if (data === undefined || user === undefined) continue;
      const { id, params } = data;
      server.write(`${JSON.stringify({ jsonrpc: "2.0", id, result: user(params.message) })}\n`);
    }
  });
}

/** What a client made of it: the result, or a protocol error in its place. */
export function resultOf(message: Record<string, unknown>): ToolResult {
  return toolResult.parse(
    message.result ?? { isError: true, content: [], _meta: { protocol: message.error } },
  );
}

export function filesIn(folder: string, prefix: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return new Map(
    names
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile() && !path.endsWith("policy.yaml"))
      .map((path) => [`${prefix}${path.slice(folder.length + 1)}`, readFileSync(path)]),
  );
}

/** The commands that show what the ledger keeps. */
async function commandsOn(state: string): Promise<ReadonlyMap<string, Buffer>> {
  const where = ["--sandbox", "--state", state];
  const commands = [
    ["audit", "list", "--json", "--limit", "10000", ...where],
    ["audit", "list", "--limit", "10000", ...where],
    ["audit", "export", ...where],
    ["approvals", "list", "--all", "--json", ...where],
  ];
  const told = await Promise.all(commands.map(async (args) => [args, await runCommand(args)] as const));
  return new Map(
    told.map(([args, { stdout, stderr }]) => [
      `idgate ${args.slice(0, 3).join(" ")}`,
      Buffer.from(stdout + stderr),
    ]),
  );
}

const EXAMPLES = 3;

/** The places where canaries are found, with the first of them: empty where all is well. */
export function leaks(
  everywhere: ReadonlyMap<string, Uint8Array>,
  canaries: Iterable<string>,
): readonly string[] {
  const search = createSearch(canaries);
  return [...everywhere].flatMap(([place, bytes]) => {
    const found = search(bytes);
    return found.length === 0
      ? []
      : [`${place}: ${found.length}, ${found.slice(0, EXAMPLES).map(purposeOf).join(", ")}`];
  });
}

/** Whether a request holds each of these as a value, or within one. */
export function holdsAll(arrived: Arrived, canaries: readonly string[]): boolean {
  const texts = textsOf(arrived);
  return canaries.every((canary) => texts.some((text) => text.includes(canary)));
}

function textsOf({ target, body }: Arrived): readonly string[] {
  const query = [...new URL(target, "http://localhost").searchParams.values()];
  if (body === "") return query;
  const parsed = z.string().transform(parseBody).parse(body);
  return [...query, ...(parsed === undefined ? new URLSearchParams(body).values() : stringsIn(parsed))];
}

function parseBody(body: string): Json | undefined {
  try {
    const parsed: Json = JSON.parse(body);
    return parsed;
  } catch {
    return undefined;
  }
}

function stringsIn(json: Json): readonly string[] {
  if (typeof json === "string") {
    const inner = /^[[{]/.test(json) ? parseBody(json) : undefined;
    return inner === undefined ? [json] : [json, ...stringsIn(inner)];
  }
  if (typeof json !== "object" || json === null) return [];
  return Object.values(json).flatMap((child: Json) => stringsIn(child));
}
