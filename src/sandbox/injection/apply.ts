/** What faults do to a request: before it touches the store, and to its answer afterwards. */
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../action/json.ts";
import type { Dialect } from "../dialects.ts";
import type { Fault, WebAnswer } from "../types.ts";
import type { Injection } from "./book.ts";
import { type FaultRule, labelOf } from "./spec.ts";

export interface Answer extends WebAnswer {
  /** The error code in it, for the log. */
  readonly code?: string | undefined;
  /** `reset`: nothing of it is sent, the connection is reset. `truncate`: half of it is, under the length of the whole. */
  readonly cut?: "reset" | "truncate";
}

/** Ends a request before its action with an answer that is not in the service's words. */
export class Interruption extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("A fault that was asked for ended this request.");
    this.name = "Interruption";
    this.answer = answer;
  }
}

/**
 * Does what comes before the action. INVARIANT: the store has not been touched by this request yet.
 * @throws Fault, Interruption
 */
export async function injectBefore(
  { slowBeforeMs, answer }: Injection,
  dialect: Dialect,
  closing: AbortSignal,
): Promise<void> {
  await pause(slowBeforeMs, closing);
  if (answer === undefined || answer.after) return;
  switch (answer.kind) {
    case "throttle":
      throw dialect.throttled(typeof answer.value === "number" ? answer.value : undefined);
    case "expired":
      throw dialect.expiredKey();
    case "internal":
      throw dialect.internal();
    case "reset":
      throw new Interruption({ status: 0, body: "", cut: "reset" });
    default:
      throw new Interruption(foreign(answer));
  }
}

/** Spoils the answer to an action that was carried out, whatever it said. `word` wraps a Fault in the envelope. */
export async function injectAfter(
  { slowAfterMs, answer: rule }: Injection,
  answer: Answer,
  word: { readonly dialect: Dialect; readonly envelope: (fault: Fault) => Answer },
  closing: AbortSignal,
): Promise<Answer> {
  await pause(slowAfterMs, closing);
  if (rule === undefined || !rule.after) return answer;
  switch (rule.kind) {
    case "internal":
      return word.envelope(word.dialect.internal());
    case "reset":
      return { ...answer, status: 0, cut: "reset" };
    case "truncate":
      return { ...answer, cut: "truncate" };
    default:
      return foreign(rule);
  }
}

/** A sandbox that closes does not wait for the slow. */
async function pause(ms: number, closing: AbortSignal): Promise<void> {
  if (ms === 0) return;
  await sleep(ms, undefined, { signal: closing }).catch((error: unknown) => {
    if (!closing.aborted) throw error;
  });
}

const GATEWAY_WORDS: ReadonlyMap<number, string> = new Map([
  [502, "Bad Gateway"],
  [503, "Service Unavailable"],
  [504, "Gateway Timeout"],
]);

/** An answer of something that stands before the service. */
function foreign(rule: FaultRule): Answer {
  const status = typeof rule.value === "number" ? rule.value : 502;
  const words = GATEWAY_WORDS.get(status) ?? "Error";
  switch (rule.kind) {
    case "gateway": {
      const code = words.replaceAll(" ", "");
      const body: JsonObject = { HTTPCode: status, errorcode: code, message: words };
      return { status, code, body };
    }
    case "html": {
      const body = `<html>\r\n<head><title>${status} ${words}</title></head>\r\n<body><center><h1>${status} ${words}</h1></center></body>\r\n</html>\r\n`;
      return { status, headers: { "Content-Type": "text/html" }, body };
    }
    case "empty":
      return { status, body: "" };
    default:
      throw new Error(`The fault ${labelOf(rule)} is no answer.`);
  }
}
