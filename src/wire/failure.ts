import { qualifiedName } from "../action/action.ts";
import { leftOut } from "../action/left-out.ts";
import {
  AnswerUnreadable,
  Cancelled,
  type IdgateError,
  type Lost,
  NetworkError,
  OutcomeUnknown,
  RefusedByPolicy,
  ServiceError,
} from "../errors.ts";
import type { Reading } from "./envelope.ts";
import { hintFor } from "./hints.ts";
import type { PermitFacts } from "./permit.ts";
import { isTransient } from "./retry.ts";

/** What ended an attempt without a result. */
export type Ending =
  | Exclude<Reading, { readonly kind: "result" }>
  | { readonly kind: "network"; readonly sent: boolean; readonly code: string };

/** The longest message, in UTF-16 units; a service's text in it is bounded before. */
const MESSAGE_LIMIT = 500;

const CONNECT_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, "the connection was refused"],
  [/^(?:ENOTFOUND|EAI_\w+)$/, "the host name could not be resolved"],
  [/CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/, "the server's certificate could not be verified"],
  [/^(?:ERR_SSL|ERR_TLS|EPROTO)/, "no TLS connection could be made"],
  [/TIMEOUT|ETIMEDOUT/, "no answer came in time"],
  [/^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "the connection was lost"],
];

/** The longest quotation of a service's words, in UTF-16 units: with all that is said around it a message stays whole. */
const QUOTED_LIMIT = 300;
const CODE_LIMIT = 60;

/** In quotes, which are closed wherever it is cut: an open quotation would take what follows into it, or end early. */
function quoted(text: string, limit: number): string {
  const whole = JSON.stringify(text);
  if (whole.length <= limit) return whole;
  const kept = whole.slice(0, limit - 2).toWellFormed();
  return `${kept.replace(/\\+$/, "")}…"`;
}

/** A code as it is where it is one; words in its place are quoted, lest they read as a sentence of idgate's. */
const codeWord = (code: string): string =>
  /^[A-Za-z0-9]+(?:[.:_-][A-Za-z0-9]+)*$/.test(code) ? code : quoted(code, CODE_LIMIT);

/** What ended it, as one clause. */
export function endingWords(ending: Ending): string {
  switch (ending.kind) {
    case "error":
      return `the service answered ${codeWord(ending.code)} (HTTP ${ending.status})${
        ending.message === "" ? "" : `: ${quoted(ending.message, QUOTED_LIMIT)}`
      }`;
    case "unreadable":
      return `the answer (HTTP ${ending.status}) was ${ending.reason}`;
    case "network": {
      const words = CONNECT_WORDS.find(([pattern]) => pattern.test(ending.code))?.[1];
      return `${words ?? "the request failed"} (${ending.code})`;
    }
  }
}

function bounded(message: string): string {
  return message.length <= MESSAGE_LIMIT ? message : `${message.slice(0, MESSAGE_LIMIT - 1).toWellFormed()}…`;
}

function requestIdOf(ending: Ending): { requestId?: string } {
  return ending.kind === "network" || ending.requestId === undefined ? {} : { requestId: ending.requestId };
}

/** Refused because something else was changing the resource: later it may work, but only the caller can tell. */
function isContended(ending: Ending): boolean {
  return ending.kind === "error" && /^(?:Concurrent|NotStabilized)/.test(ending.code);
}

/** What a service asks for beyond this, in milliseconds, is no pause. */
const LONGEST_PAUSE_MS = 86_400_000;

function patience(ms = 0): string | undefined {
  if (ms <= 0 || ms > LONGEST_PAUSE_MS) return undefined;
  return `The service asks for ${Math.ceil(ms / 1000)} seconds of patience.`;
}

/** What was not found may be in another pool than the one that a left-out name stands for. */
function hintAbout({ action, params }: PermitFacts, code: string): string | undefined {
  const hint = hintFor(code);
  const meant = /NotFound|NotExists?$/.test(code) ? leftOut(action, params) : [];
  if (hint === undefined || meant.length === 0) return hint;
  return `${hint} Left out, and so taken as: ${meant.map(([name, value]) => `${name} "${value}"`).join(", ")}.`;
}

/**
 * A request that did not take effect, or was a read.
 * @param retryAfterMs the pause that the service asked for
 */
export function notDone(facts: PermitFacts, ending: Ending, retryAfterMs?: number): IdgateError {
  const message = bounded(`${qualifiedName(facts.action)} failed: ${endingWords(ending)}.`);
  const details = { retryable: isTransient(ending) || isContended(ending), ...requestIdOf(ending) };
  switch (ending.kind) {
    case "error": {
      const hint = [hintAbout(facts, ending.code), patience(retryAfterMs)].filter((one) => one !== undefined);
      return new ServiceError(
        message,
        { serviceCode: ending.code, status: ending.status },
        { ...details, ...(hint.length === 0 ? {} : { hint: hint.join(" ") }) },
      );
    }
    case "unreadable":
      return new AnswerUnreadable(message, {
        ...details,
        hint: "What answered may not be the service. Ask the operator to check endpoint and network.",
      });
    case "network":
      return new NetworkError(message, {
        ...details,
        hint: "Nothing was changed. Call again later, or ask the operator to check endpoint and network.",
      });
  }
}

/** A change that may have taken effect. Never to be repeated before it was looked up. */
export function outcomeUnknown(
  facts: PermitFacts,
  why: Ending | "cancelled" | "interrupted",
  details: { readonly cause?: unknown } = {},
): IdgateError {
  const clause =
    why === "cancelled"
      ? "the call was cancelled while it was under way"
      : why === "interrupted"
        ? "an attempt was lost under way, and the next could not be made"
        : endingWords(why);
  const { lookup } = facts.action;
  const look = lookup === undefined ? "Read the resource" : `Look it up with ${lookup.action}`;
  return new OutcomeUnknown(
    bounded(`${qualifiedName(facts.action)} may or may not have taken effect: ${clause}.`),
    {
      ...details,
      ...(typeof why === "string" ? {} : requestIdOf(why)),
      lost: lostWith(why),
      hint: `${look} before anything else. Do not repeat the call blindly.`,
    },
  );
}

/**
 * Who answers that something took too long has given up on it; whoever does it has not. A gateway that lost its
 * connection knows no more than we do about one that is lost.
 */
function lostWith(why: Ending | "cancelled" | "interrupted"): Lost {
  if (typeof why === "string") return "connection";
  if (why.kind === "network") return /TIME_?D?OUT/.test(why.code) ? "time" : "connection";
  const { status } = why;
  if (status === 504 || status === 408 || (why.kind === "error" && /Timeout/i.test(why.code))) return "time";
  return why.kind === "unreadable" || status === 502 || status === 503 ? "connection" : "certainty";
}

export function cancelled(facts: PermitFacts): IdgateError {
  return new Cancelled(`${qualifiedName(facts.action)} was cancelled; nothing was changed.`);
}

/** Keys, account or address were not there in the time of the call. */
export function tooLate({ action }: PermitFacts): NetworkError {
  return new NetworkError(`${qualifiedName(action)} was not sent: what it needs was not there in time.`, {
    hint: "Nothing was changed. Call again later, or ask the operator to check where the cloud credentials come from.",
    retryable: true,
  });
}

/** The policy that allowed the call is not the one that rules now, and nothing that could take effect has left. */
export function policyChanged({ action }: PermitFacts): RefusedByPolicy {
  return new RefusedByPolicy(
    `The operator's policy was changed while ${qualifiedName(action)} was under way: it was held back, and nothing was changed.`,
    { hint: "Make the call again: it is judged by the policy that rules now.", retryable: true },
  );
}
