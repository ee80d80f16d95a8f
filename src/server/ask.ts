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
import { waiting } from "../gate/approval/approval.ts";
import type { Ask, UserAnswer } from "../gate/types.ts";
import { type GateWords, gateWords } from "../gate/words/words.ts";
import { quote } from "../text/index.ts";

/** How long a pushed question waits. Clients give up on the whole call after 60 s: idgate answers first. */
export const PUSHED_QUESTION_MS = 50_000;
/** How long a returned question may take; its state is good for so long, and once. */
const STATE_TTL_SECONDS = 600;
const QUESTION = "approval";

/** What travels through the client: signed by the codec, and worth nothing once the operation ran. */
const questionState = z.strictObject({ operation: z.string(), confirm: z.string().optional() });
type QuestionState = z.infer<typeof questionState>;

/** The question's form. What is to be typed is no part of its schema: a client could fill it in by itself. */
function formFor({ confirm }: Ask, { question: words }: GateWords) {
  const decision = {
    type: "string" as const,
    title: words.decision,
    description: words.decisionHint,
    enum: ["approve", "reject"],
  };
  if (confirm === undefined) {
    return { type: "object" as const, properties: { decision }, required: ["decision"] };
  }
  const typed = {
    type: "string" as const,
    title: words.typeToApprove(quote(confirm, Number.POSITIVE_INFINITY)),
    description: words.typeHint,
  };
  return {
    type: "object" as const,
    properties: { decision, confirm: typed },
    // A no needs no name.
    required: ["decision"],
  };
}

export interface Asker {
  /** What questions and the errors about them are written in. */
  readonly words: GateWords;
  readonly codec: RequestStateCodec<QuestionState>;
  /** The answer that a retried request carries to a question that this process put, or none. */
  answerOf(context: ServerContext): UserAnswer | undefined;
  /** Puts the question by returning it (protocol 2026-07-28): the client retries the call with the answer. */
  returnQuestion(ask: Ask, context: ServerContext): Promise<InputRequiredResult>;
  /** Puts the question by a request of the server's own (protocols before 2026-07-28), which waits so long. */
  pushQuestion(ask: Ask, context: ServerContext, withinMs: number): Promise<UserAnswer>;
}

/** The two ways of putting a question to the client's user. The key of the state lives as long as the process. */
export function createAsker(words: GateWords = gateWords()): Asker {
  const codec = createRequestStateCodec<QuestionState>({
    key: randomBytes(32),
    ttlSeconds: STATE_TTL_SECONDS,
    bind: (context) => context.mcpReq.method,
  });
  return {
    words,
    codec,
    answerOf(context) {
      // INVARIANT: an answer without state that we issued is ignored; the codec has verified it by now.
      const state = questionState.safeParse(context.mcpReq.requestState());
      if (!state.success) return undefined;
      const { operation, confirm } = state.data;
      const response = inputResponse(context.mcpReq.inputResponses, QUESTION);
      if (response.kind !== "elicit") throw waiting(operation, words.approval.noAnswer, words);
      return interpret({ operation, confirm }, response.action, response.content, words);
    },
    async returnQuestion(ask, context) {
      return inputRequired({
        inputRequests: {
          [QUESTION]: inputRequired.elicit({
            message: question(ask, words),
            requestedSchema: formFor(ask, words),
          }),
        },
        requestState: await codec.mint({ operation: ask.operation, confirm: ask.confirm }, context),
      });
    },
    async pushQuestion(ask, context, withinMs) {
      const answer = await context.mcpReq
        .elicitInput(
          { mode: "form", message: question(ask, words), requestedSchema: formFor(ask, words) },
          { timeout: withinMs, signal: context.mcpReq.signal },
        )
        .catch(() => {
          // Timed out, refused, malformed or cut off: no answer is no consent.
          throw waiting(ask.operation, words.approval.notInTime, words);
        });
      return interpret(ask, answer.action, answer.content, words);
    },
  };
}

/** INVARIANT: an approval of what takes something away needs its name, to the letter; any other text decides nothing. */
function interpret(
  { operation, confirm }: Pick<Ask, "operation" | "confirm">,
  action: string,
  content: Readonly<Record<string, unknown>> | undefined,
  words: GateWords,
): UserAnswer {
  if (action === "decline") return { operation, verdict: "rejected" };
  if (action === "accept" && content?.decision === "approve") {
    if (confirm === undefined || content.confirm === confirm) return { operation, verdict: "approved" };
    throw waiting(operation, words.approval.notTyped, words);
  }
  if (action === "accept" && content?.decision === "reject") return { operation, verdict: "rejected" };
  if (action === "accept") throw waiting(operation, words.approval.noDecision, words);
  throw waiting(operation, words.approval.closed, words);
}

function question({ preview, again }: Ask, { question: words }: GateWords): string {
  const intro = words.intro(preview);
  return again === undefined ? intro : words.again(again, intro);
}
