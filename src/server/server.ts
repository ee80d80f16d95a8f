import {
  type CallToolResult,
  type InputRequiredResult,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../action/action.ts";
import { Cancelled, InternalError } from "../errors.ts";
import type { GateCall } from "../gate/types.ts";
import { quote } from "../text/index.ts";
import { type Asker, createAsker } from "./ask.ts";
import type { Backend, BackendSource } from "./backend.ts";
import { requesterOf } from "./client.ts";
import type { ToolDefinition } from "./definition.ts";
import { callGenerateSecret, GENERATE_SECRET } from "./generate-secret.ts";
import { asIdgateError, failure, success } from "./result.ts";

export interface ServerOptions {
  /** The prebuilt list, generate_secret included. */
  readonly tools: readonly ToolDefinition[];
  readonly version: string;
  /** e.g. `stdio`: the first word of every requester's label. */
  readonly transport: string;
  readonly instructions: string;
  readonly backend: BackendSource;
}

/** The target that a result names where the configuration is broken. */
const NO_TARGET = "none, idgate is locked by a configuration error";

/** A factory of MCP servers, one per connection, for protocol 2026-07-28 and for those before it. */
export function createServerFactory(
  options: ServerOptions,
): (context: { era: "legacy" | "modern" }) => McpServer {
  const tools = options.tools.map((tool) => ({ ...tool }));
  const known = new Set(tools.map(({ name }) => name));
  const asker = createAsker();

  return ({ era }) => {
    const mcp = new McpServer(
      { name: "idgate", title: "idgate", version: options.version },
      {
        capabilities: { tools: { listChanged: false } },
        instructions: options.instructions,
        requestState: { verify: asker.codec.verify },
        inputRequired: { legacyShim: false },
      },
    );
    const { server } = mcp;
    server.setRequestHandler("tools/list", () => ({ tools }));
    server.setRequestHandler("tools/call", async (request, context) => {
      const { name, arguments: args } = request.params;
      if (!known.has(name)) throw unknownTool(name);
      let backend: Backend | undefined;
      try {
        backend = await options.backend();
        if (name === GENERATE_SECRET) return await callGenerateSecret(backend.gate, args);
        const action = backend.find(name);
        if (action === undefined) throw new InternalError(`The tool ${name} is listed and has no action.`);
        const requester = requesterOf(server, context, options.transport);
        return await callAction(backend, action, { args, requester, context, era, asker });
      } catch (error) {
        const failed = asIdgateError(error);
        const level = failed.kind === "internal" ? "error" : "info";
        const facts = { tool: name, operation: failed.operation, code: failed.code, err: failed.cause };
        backend?.log[level](facts, failed.message);
        return failure(failed, backend?.target ?? NO_TARGET);
      }
    });
    return mcp;
  };
}

interface ToolCall {
  readonly args: unknown;
  readonly requester: GateCall["requester"];
  readonly context: ServerContext;
  readonly era: "legacy" | "modern";
  readonly asker: Asker;
}

async function callAction(
  { gate, target }: Backend,
  action: Action,
  call: ToolCall,
): Promise<CallToolResult | InputRequiredResult> {
  const { args, requester, context, asker } = call;
  const { signal } = context.mcpReq;
  const base = { action, args, requester, signal, onProgress: progressTo(context) };
  const result = await gate.call({ ...base, answer: asker.answerOf(context) });
  if (result.kind === "done") return success(action, result, target);
  if (call.era === "modern") return await asker.returnQuestion(result, context);
  const answer = await asker.pushQuestion(result, context);
  // A client that gave up meanwhile would never see the result: nothing runs, the operation stays pending.
  if (signal.aborted) throw new Cancelled("The client gave up on this call. Nothing was sent.");
  const answered = await gate.call({ ...base, answer });
  if (answered.kind === "done") return success(action, answered, target);
  throw new InternalError(`${qualifiedName(action)} asked again after an answer.`);
}

function progressTo(context: ServerContext): GateCall["onProgress"] {
  const progressToken = context.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return (message, elapsed, total) => {
    // A notification that cannot be delivered is no reason to fail the call it is about.
    context.mcpReq
      .notify({
        method: "notifications/progress",
        params: { progressToken, progress: elapsed, total, message },
      })
      .catch(() => undefined);
  };
}

function unknownTool(name: string): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Unknown tool: ${quote(name, 64)}. See tools/list.`,
  );
}
