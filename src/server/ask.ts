import { randomBytes } from "node:crypto";
import {
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type RequestStateCodec,
  type ServerContext,
} from "@modelcontextprotocol/server";
import * as z from "zod";
import { waiting } from "../gate/approval.ts";
import type { Ask, UserAnswer } from "../gate/types.ts";

/** How long a pushed question waits. Clients give up on the whole call after 60 s: idgate answers first. */
export const PUSHED_QUESTION_MS = 50_000;
/** How long a returned question may take; its state is good for so long, and once. */
const STATE_TTL_SECONDS = 600;
const QUESTION = "approval";

/** What travels through the client: signed by the codec, and worth nothing once the operation ran. */
const questionState = z.strictObject({ operation: z.string() });
type QuestionState = z.infer<typeof questionState>;

const form = {
  type: "object" as const,
  properties: {
    decision: {
      type: "string" as const,
      title: "Decision",
      description: "Nothing is sent unless you choose approve.",
      enum: ["approve", "reject"],
    },
  },
  required: ["decision"],
};

export interface Asker {
  readonly codec: RequestStateCodec<QuestionState>;
  /** The answer that a retried request carries to a question that this process put, or none. */
  answerOf(context: ServerContext): UserAnswer | undefined;
  /** Puts the question by returning it (protocol 2026-07-28): the client retries the call with the answer. */
  returnQuestion(ask: Ask, context: ServerContext): Promise<InputRequiredResult>;
  /** Puts the question by a request of the server's own (protocols before 2026-07-28). */
  pushQuestion(ask: Ask, context: ServerContext): Promise<UserAnswer>;
}

/** The two ways of putting a question to the client's user. The key of the state lives as long as the process. */
export function createAsker(): Asker {
  const codec = createRequestStateCodec<QuestionState>({
    key: randomBytes(32),
    ttlSeconds: STATE_TTL_SECONDS,
    bind: (context) => context.mcpReq.method,
  });
  return {
    codec,
    answerOf(context) {
      // INVARIANT: an answer without state that we issued is ignored; the codec has verified it by now.
      const state = questionState.safeParse(context.mcpReq.requestState());
      if (!state.success) return undefined;
      const { operation } = state.data;
      const response = inputResponse(context.mcpReq.inputResponses, QUESTION);
      if (response.kind !== "elicit") throw waiting(operation, "The client brought no answer.");
      return interpret(operation, response.action, response.content);
    },
    async returnQuestion(ask, context) {
      return inputRequired({
        inputRequests: {
          [QUESTION]: inputRequired.elicit({ message: question(ask), requestedSchema: form }),
        },
        requestState: await codec.mint({ operation: ask.operation }, context),
      });
    },
    async pushQuestion(ask, context) {
      const answer = await context.mcpReq
        .elicitInput(
          { mode: "form", message: question(ask), requestedSchema: form },
          { timeout: PUSHED_QUESTION_MS, signal: context.mcpReq.signal },
        )
        .catch(() => {
          // Timed out, refused, malformed or cut off: no answer is no consent.
          throw waiting(ask.operation, "The client's user did not answer in time or could not be asked.");
        });
      return interpret(ask.operation, answer.action, answer.content);
    },
  };
}

function interpret(
  operation: string,
  action: string,
  content: Readonly<Record<string, unknown>> | undefined,
): UserAnswer {
  if (action === "decline") return { operation, verdict: "rejected" };
  if (action === "accept" && content?.decision === "approve") return { operation, verdict: "approved" };
  if (action === "accept" && content?.decision === "reject") return { operation, verdict: "rejected" };
  if (action === "accept") throw waiting(operation, "The answer held no decision.");
  throw waiting(operation, "The question was closed without an answer.");
}

function question(ask: Ask): string {
  return `An agent wants to make this change:\n\n${ask.preview}\n\nApprove it?`;
}
