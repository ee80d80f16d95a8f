import { type Effect, isChange } from "../action/action.ts";

/** Attempts in all, the first included. */
export const MAX_ATTEMPTS = 4;
/** The time of a call whose caller names none, in milliseconds; clients give up after 60 s. */
export const OVERALL_MS = 55_000;
/** A retry that could not run for at least this long is not begun. */
export const LEAST_ATTEMPT_MS = 1000;
const BACKOFF_BASE_MS = 200;
const BACKOFF_CAP_MS = 5000;

export type Failure =
  /** No answer. `sent` is false only where not one byte of the request left. */
  | { readonly kind: "network"; readonly sent: boolean; readonly code: string }
  /** The service or its gateway answered with an error code. */
  | { readonly kind: "error"; readonly status: number; readonly code: string; readonly retryAfterMs?: number }
  /** Something answered, but not in the service's words. */
  | { readonly kind: "unreadable"; readonly status: number; readonly retryAfterMs?: number };

export interface Attempted {
  readonly effect: Effect;
  /** Counted from 1. */
  readonly attempt: number;
  readonly failure: Failure;
  /** The request carries an idempotency token, so that the service runs it once however often it comes. */
  readonly idempotent: boolean;
  /** An earlier attempt of this change may have taken effect. */
  readonly doubtful: boolean;
  /** What is left of the call's time. */
  readonly leftMs: number;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** `not-done`: known not to have taken effect (or a read). `unknown`: a change that may have. */
export type Verdict =
  | { readonly act: "retry"; readonly delayMs: number }
  | { readonly act: "fail"; readonly how: "not-done" | "unknown" };

// A 429 is also what an exhausted quota answers, and no pause helps there.
const THROTTLED = /throttl|toomanyrequests|ratelimit|flowlimit|requestlimit/i;
const QUOTA = /quota/i;
// Codes behind which the service may have done the work before it failed, whatever status they came with.
const SERVER_FAULT =
  /^(?:Internal|Service(?:Unavailable|Internal|Timeout)|Downstream|GeneralService|NetworkFailure|Gateway)|Timeout/;
const PERMANENT =
  /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO|ALTNAME|INVALID_ARG|UND_ERR_(?:CLOSED|DESTROYED)/;

function throttled(failure: Failure): boolean {
  return failure.kind === "error" && failure.status === 429 && THROTTLED.test(failure.code);
}

function serverFault(failure: Failure): boolean {
  if (failure.kind === "network") return false;
  if (failure.status >= 500 || failure.status === 408) return true;
  return failure.kind === "error" && SERVER_FAULT.test(failure.code);
}

/** Whether an attempt that failed so may have changed something. Reads are not asked. */
export function mayHaveRun(failure: Failure): boolean {
  switch (failure.kind) {
    case "network":
      return failure.sent;
    case "error":
      return serverFault(failure);
    case "unreadable":
      return true;
  }
}

/** Whether the same request may succeed later. */
export function isTransient(failure: Failure): boolean {
  switch (failure.kind) {
    case "network":
      return !PERMANENT.test(failure.code);
    case "error":
      return (
        serverFault(failure) || throttled(failure) || (failure.status === 429 && !QUOTA.test(failure.code))
      );
    case "unreadable":
      return serverFault(failure) || failure.status === 429;
  }
}

/**
 * Decides what follows a failed attempt. Pure but for `random`.
 * INVARIANT: the effect decides, never the HTTP method. A change is repeated only where it surely did not run
 * (nothing left, or the service throttled it) or where its token makes a repeat safe.
 */
export function afterFailure(attempted: Attempted): Verdict {
  const { failure, attempt, leftMs } = attempted;
  const change = isChange(attempted.effect);
  const surelyNotRun = (failure.kind === "network" && !failure.sent) || throttled(failure);
  const mayRepeat = !change || surelyNotRun || attempted.idempotent;
  // With a token, a repeat is also the way to read an answer that came garbled.
  const garbled = change && failure.kind === "unreadable" && failure.status >= 200 && failure.status < 300;
  if (mayRepeat && (isTransient(failure) || garbled) && attempt < MAX_ATTEMPTS) {
    const delayMs = pause(attempted);
    if (delayMs + LEAST_ATTEMPT_MS <= leftMs) return { act: "retry", delayMs };
  }
  const doubt = change && (attempted.doubtful || mayHaveRun(failure));
  return { act: "fail", how: doubt ? "unknown" : "not-done" };
}

/** Exponential backoff with full jitter; never shorter than a `Retry-After`, whose end may lie beyond the call's. */
function pause({ attempt, failure, random }: Attempted): number {
  const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1));
  const asked = failure.kind === "network" ? 0 : (failure.retryAfterMs ?? 0);
  return Math.max(Math.floor(random() * ceiling), asked);
}
