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
import { quote } from "../text/index.ts";

/** How long a pushed question waits. Clients give up on the whole call after 60 s: idgate answers first. */
export const PUSHED_QUESTION_MS = 50_000;
/** How long a returned question may take; its state is good for so long, and once. */
const STATE_TTL_SECONDS = 600;
const QUESTION = "approval";

/** What travels through the client: signed by the codec, and worth nothing once the operation ran. */
const questionState = z.strictObject({ operation: z.string(), confirm: z.string().optional() });
type QuestionState = z.infer<typeof questionState>;

const decision = {
  type: "string" as const,
  title: "Decision",
  description: "Nothing is sent unless you choose approve.",
  enum: ["approve", "reject"],
};

/** The question's form. What is to be typed is no part of its schema: a client could fill it in by itself. */
function formFor({ confirm }: Ask) {
  if (confirm === undefined) {
    return { type: "object" as const, properties: { decision }, required: ["decision"] };
  }
  const typed = {
    type: "string" as const,
    title: `To approve, type ${quote(confirm, Number.POSITIVE_INFINITY)}`,
    description: "Without the quotes, to the letter. This takes something away.",
  };
  return {
    type: "object" as const,
    properties: { decision, confirm: typed },
    required: ["decision", "confirm"],
  };
}

export interface Asker {
  readonly codec: RequestStateCodec<QuestionState>;
  /** The answer that a retried request carries to a question that this process put, or none. */
  answerOf(context: ServerContext): UserAnswer | undefined;
  /** Puts the question by returning it (protocol 2026-07-28): the client retries the call with the answer. */
  returnQuestion(ask: Ask, context: ServerContext): Promise<InputRequiredResult>;
  /** Puts the question by a request of the server's own (protocols before 2026-07-28), which waits so long. */
  pushQuestion(ask: Ask, context: ServerContext, withinMs: number): Promise<UserAnswer>;
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
      const { operation, confirm } = state.data;
      const response = inputResponse(context.mcpReq.inputResponses, QUESTION);
      if (response.kind !== "elicit") throw waiting(operation, "The client brought no answer.");
      return interpret({ operation, confirm }, response.action, response.content);
    },
    async returnQuestion(ask, context) {
      return inputRequired({
        inputRequests: {
          [QUESTION]: inputRequired.elicit({ message: question(ask), requestedSchema: formFor(ask) }),
        },
        requestState: await codec.mint({ operation: ask.operation, confirm: ask.confirm }, context),
      });
    },
    async pushQuestion(ask, context, withinMs) {
      const answer = await context.mcpReq
        .elicitInput(
          { mode: "form", message: question(ask), requestedSchema: formFor(ask) },
          { timeout: withinMs, signal: context.mcpReq.signal },
        )
        .catch(() => {
          // Timed out, refused, malformed or cut off: no answer is no consent.
          throw waiting(ask.operation, "The client's user did not answer in time or could not be asked.");
        });
      return interpret(ask, answer.action, answer.content);
    },
  };
}

/** INVARIANT: an approval of what takes something away needs its name, to the letter; any other text decides nothing. */
function interpret(
  { operation, confirm }: Pick<Ask, "operation" | "confirm">,
  action: string,
  content: Readonly<Record<string, unknown>> | undefined,
): UserAnswer {
  if (action === "decline") return { operation, verdict: "rejected" };
  if (action === "accept" && content?.decision === "approve") {
    if (confirm === undefined || content.confirm === confirm) return { operation, verdict: "approved" };
    throw waiting(operation, "The name of what goes was not typed as it is, so the answer counts as none.");
  }
  if (action === "accept" && content?.decision === "reject") return { operation, verdict: "rejected" };
  if (action === "accept") throw waiting(operation, "The answer held no decision.");
  throw waiting(operation, "The question was closed without an answer.");
}

function question(ask: Ask): string {
  const again = ask.again === undefined ? "" : `${ask.again} This is how it is now.\n\n`;
  return `${again}An agent wants to make this change:\n\n${ask.preview}\n\nApprove it?`;
}
