import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client as ClientV2 } from "@modelcontextprotocol/client";
import { StdioClientTransport as StdioV2 } from "@modelcontextprotocol/client/stdio";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as StdioV1 } from "@modelcontextprotocol/sdk/client/stdio.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { type Material, materialOf } from "./material.ts";

export const BINARY = fileURLToPath(new URL("../../dist/bin.js", import.meta.url));

/** What every idgate of a test finds around it. None looks for the role of the machine that the tests run on. */
export const SURROUNDINGS = { PATH: process.env.PATH ?? "", VOLCENGINE_ECS_METADATA_DISABLED: "true" };

/** A result of a tool, as far as the tests look at it. */
export const toolResult = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).default([]),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
export type ToolResult = z.infer<typeof toolResult>;

const errorMeta = z.looseObject({
  code: z.string(),
  kind: z.string(),
  message: z.string(),
  operation: z.string().nullable(),
});

/** The error that a result carries. */
export function errorOf(result: ToolResult): z.infer<typeof errorMeta> {
  return errorMeta.parse(result._meta?.["idgate/error"]);
}

export type Answer = { action: "accept" | "decline" | "cancel"; content?: Record<string, string> };
/** What the client's user does with a question. */
export type User = (message: string) => Answer | Promise<Answer>;

export interface Connected {
  tools(): Promise<readonly { readonly name: string }[]>;
  call(name: string, args?: Record<string, unknown>, options?: { timeout?: number }): Promise<ToolResult>;
  instructions(): string | undefined;
  readonly material: Material;
  close(): Promise<void>;
}

export const CLIENTS = ["v1", "v2 legacy", "v2 modern"] as const;
export type ClientKind = (typeof CLIENTS)[number];

const INFO = { name: "test-client", version: "1.0.0" };

/** Connects a real client of either SDK to `idgate ARGS` over stdio. Nothing of this machine's locale reaches it. */
export async function connect(
  kind: ClientKind,
  args: readonly string[],
  user?: User,
  env: Readonly<Record<string, string>> = {},
): Promise<Connected> {
  const parameters = {
    command: process.execPath,
    args: [BINARY, ...args],
    stderr: "ignore" as const,
    env: { ...SURROUNDINGS, ...env },
  };
  const capabilities = user === undefined ? {} : { elicitation: { form: {} } };
  const connected =
    kind === "v1"
      ? await connectV1(parameters, capabilities, user)
      : await connectV2(kind, parameters, capabilities, user);
  onTestFinished(() => connected.close());
  return connected;
}

type Parameters = ConstructorParameters<typeof StdioV1>[0] & ConstructorParameters<typeof StdioV2>[0];
type Capabilities = { elicitation?: { form: Record<string, never> } };

async function connectV1(
  parameters: Parameters,
  capabilities: Capabilities,
  user?: User,
): Promise<Connected> {
  const client = new ClientV1(INFO, { capabilities });
  if (user !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, async (request) => await user(request.params.message));
  }
  await client.connect(new StdioV1(parameters));
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args, options) =>
      toolResult.parse(await client.callTool({ name, arguments: args ?? {} }, undefined, options)),
    instructions: () => client.getInstructions(),
    material: materialOf(client),
    close: () => client.close(),
  };
}

async function connectV2(
  kind: ClientKind,
  parameters: Parameters,
  capabilities: Capabilities,
  user?: User,
): Promise<Connected> {
  const client = new ClientV2(INFO, {
    capabilities,
    versionNegotiation: { mode: kind === "v2 modern" ? { pin: "2026-07-28" } : "legacy" },
  });
  if (user !== undefined) {
    client.setRequestHandler("elicitation/create", async (request) => await user(request.params.message));
  }
  await client.connect(new StdioV2(parameters));
  return {
    tools: async () => (await client.listTools()).tools,
    call: async (name, args, options) =>
      toolResult.parse(await client.callTool({ name, arguments: args ?? {} }, options)),
    instructions: () => client.getInstructions(),
    material: materialOf(client),
    close: () => client.close(),
  };
}

/** A server process whose lines the test writes and reads itself. */
export interface RawServer {
  readonly process: ChildProcessWithoutNullStreams;
  write(text: string): void;
  /** Sends a request and gives the answer of the same id. */
  request(method: string, params?: unknown): Promise<Record<string, unknown>>;
  /** The same with params as JSON text, sent as they are. */
  requestText(method: string, params: string): Promise<Record<string, unknown>>;
  initialize(): Promise<void>;
  /** Lines of standard output that are no JSON-RPC message. */
  readonly strayOutput: readonly string[];
  stderr(): string;
  exited(): Promise<number | null>;
}

const message = z.looseObject({ jsonrpc: z.literal("2.0"), id: z.unknown().optional() });

export function spawnServer(args: readonly string[], env: Record<string, string> = {}): RawServer {
  const child = spawn(process.execPath, [BINARY, ...args], {
    env: { ...SURROUNDINGS, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit").then(([code]) => (typeof code === "number" ? code : null));
  const strayOutput: string[] = [];
  const waiting = new Map<unknown, (answer: Record<string, unknown>) => void>();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString("utf8");
  });
  child.stdin.on("error", () => undefined);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const parsed = parseLine(line);
    if (parsed === undefined) strayOutput.push(line);
    // The server counts its own requests as well: only an answer ends the waiting.
    else if (parsed.method === undefined) waiting.get(parsed.id)?.(parsed);
  });
  let next = 0;
  const requestText = (method: string, params: string) => {
    next += 1;
    const id = next;
    return new Promise<Record<string, unknown>>((resolve) => {
      waiting.set(id, resolve);
      child.stdin.write(
        `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${params}}\n`,
      );
    });
  };
  const request = (method: string, params: unknown = {}) => requestText(method, JSON.stringify(params));
  return {
    process: child,
    write: (text) => void child.stdin.write(text),
    request,
    requestText,
    async initialize() {
      await request("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: INFO });
      child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
    },
    strayOutput,
    stderr: () => stderr,
    exited: () => exited,
  };
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    return message.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Runs one command of the CLI to its end. */
export function runCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [BINARY, ...args],
      { env: { ...SURROUNDINGS, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      },
    );
  });
}
