/** Runs one action through the gate for an MCP request, with its question where a person has to be asked. */
import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import type { Action } from "../action/action.ts";
import { Cancelled } from "../errors.ts";
import { waiting } from "../gate/approval/approval.ts";
import type { Checked, Done, Gate, GateCall, Requester } from "../gate/types.ts";
import { type Asker, PUSHED_QUESTION_MS } from "./ask.ts";

/** The MCP request that a call comes with. */
export interface Caller {
  readonly requester: Requester;
  readonly context: ServerContext;
  readonly era: "legacy" | "modern";
  readonly asker: Asker;
}

/** How the result is made of what a call came to. */
export interface Finish {
  readonly done: (done: Done) => CallToolResult | Promise<CallToolResult>;
  /** Of a call that this server only tries. */
  readonly tried: (checked: Checked) => CallToolResult;
}

/**
 * Calls an action; `finish` makes the result.
 * @throws IdgateError as the gate does
 */
export async function callAction(
  gate: Gate,
  call: Pick<GateCall, "action" | "args" | "readOnly">,
  caller: Caller,
  finish: Finish,
): Promise<CallToolResult | InputRequiredResult> {
  const { context, asker } = caller;
  const base = { ...call, ...requestOf(caller) };
  const answerBy = Date.now() + PUSHED_QUESTION_MS;
  let result = await gate.call({ ...base, answer: asker.answerOf(context) });
  // It is asked again only where what it would change has changed in between.
  while (result.kind === "ask") {
    if (caller.era === "modern") return await asker.returnQuestion(result, context);
    const left = answerBy - Date.now();
    if (left <= 0) {
      throw waiting(result.operation, result.again ?? asker.words.approval.noTime, asker.words);
    }
    const answer = await asker.pushQuestion(result, context, left);
    // A client that gave up meanwhile would never see the result: nothing runs, the operation stays pending.
    if (context.mcpReq.signal.aborted) {
      throw new Cancelled(asker.words.refusal.gaveUp);
    }
    result = await gate.call({ ...base, answer });
  }
  return result.kind === "dry run" ? finish.tried(result.checked) : await finish.done(result);
}

/**
 * Calls an action that the policy lets through without asking anybody, e.g. for a further page. Undefined where it does
 * not: nothing is asked, refused or recorded that the caller did not ask for.
 */
export async function callQuietly(
  gate: Gate,
  call: { readonly action: Action; readonly args: unknown },
  caller: Caller,
): Promise<Done | undefined> {
  const { verdict } = await gate.check({ ...call, requester: caller.requester });
  if (verdict !== "allowed") return undefined;
  const result = await gate.call({ ...call, ...requestOf(caller), readOnly: true });
  return result.kind === "done" ? result : undefined;
}

function requestOf({ requester, context }: Caller): Pick<GateCall, "requester" | "signal" | "onProgress"> {
  return { requester, signal: context.mcpReq.signal, onProgress: progressTo(context) };
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
