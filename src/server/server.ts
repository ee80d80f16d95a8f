import {
  type CallToolResult,
  type InputRequiredResult,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { type Action, qualifiedName } from "../action/action.ts";
import { toolName } from "../action/names.ts";
import { Cancelled, type IdgateError } from "../errors.ts";
import type { Gate, GateCall } from "../gate/types.ts";
import type { Logger } from "../log.ts";
import { quote } from "../text/index.ts";
import { type Asker, createAsker } from "./ask.ts";
import { requesterOf } from "./client.ts";
import type { ToolDefinition } from "./definition.ts";
import { callGenerateSecret, GENERATE_SECRET } from "./generate-secret.ts";
import { instructions } from "./instructions.ts";
import { asIdgateError, failure, success } from "./result.ts";

export interface ServerOptions {
  readonly actions: readonly Action[];
  /** The prebuilt list, generate_secret included. */
  readonly tools: readonly ToolDefinition[];
  readonly version: string;
  /** e.g. `stdio`: the first word of every requester's label. */
  readonly transport: string;
  /** The one phrase that names account, region and mode. */
  readonly target: string;
  /** The gate, or why there is none: a server with a broken configuration lists its tools and answers every call with the error. */
  readonly gate: Gate | IdgateError;
  readonly log: Logger;
}

/** A factory of MCP servers, one per connection, for protocol 2026-07-28 and for those before it. */
export function createServerFactory(
  options: ServerOptions,
): (context: { era: "legacy" | "modern" }) => McpServer {
  const byTool = new Map(options.actions.map((action) => [toolName(action), action]));
  const tools = options.tools.map((tool) => ({ ...tool }));
  const asker = createAsker();

  return ({ era }) => {
    const mcp = new McpServer(
      { name: "idgate", title: "idgate", version: options.version },
      {
        capabilities: { tools: { listChanged: false } },
        instructions: instructions(options.target),
        requestState: { verify: asker.codec.verify },
        inputRequired: { legacyShim: false },
      },
    );
    const { server } = mcp;
    server.setRequestHandler("tools/list", () => ({ tools }));
    server.setRequestHandler("tools/call", async (request, context) => {
      const { name } = request.params;
      const action = byTool.get(name);
      if (action === undefined && name !== GENERATE_SECRET) throw unknownTool(name);
      const log = options.log.child({ tool: name, request: context.mcpReq.id });
      try {
        const gate = options.gate;
        if ("code" in gate) throw gate;
        if (action === undefined) return await callGenerateSecret(gate, request.params.arguments);
        return await callAction(gate, action, {
          args: request.params.arguments,
          requester: requesterOf(server, context, options.transport),
          context,
          era,
          asker,
          target: options.target,
        });
      } catch (error) {
        const known = asIdgateError(error);
        const level = known.kind === "internal" ? "error" : "info";
        log[level]({ operation: known.operation, code: known.code, err: known.cause }, known.message);
        return failure(known, options.target);
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
  readonly target: string;
}

async function callAction(
  gate: Gate,
  action: Action,
  call: ToolCall,
): Promise<CallToolResult | InputRequiredResult> {
  const { args, requester, context, asker } = call;
  const { signal } = context.mcpReq;
  const base = { action, args, requester, signal, onProgress: progressTo(context) };
  const result = await gate.call({ ...base, answer: asker.answerOf(context) });
  if (result.kind === "done") return success(action, result, call.target);
  if (call.era === "modern") return await asker.returnQuestion(result, context);
  const answer = await asker.pushQuestion(result, context);
  // A client that gave up meanwhile would never see the result: nothing runs, the operation stays pending.
  if (signal.aborted) throw new Cancelled("The client gave up on this call. Nothing was sent.");
  const answered = await gate.call({ ...base, answer });
  if (answered.kind === "done") return success(action, answered, call.target);
  throw new Error(`${qualifiedName(action)} asked again after an answer.`);
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
