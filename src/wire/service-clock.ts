import type { RawAnswer } from "./envelope.ts";

/** Services refuse a signature that is 15 minutes off. Less than this is no reason for a refusal, nor to trust a Date. */
export const LEAST_SKEW_MS = 3 * 60_000;
/**
 * A clock in the wrong time zone is off by 14 hours at most, a wrong day by 24. INVARIANT: no service can have requests
 * signed for a time further off than this: a signature for a later time is good for whoever holds it by then.
 */
export const MOST_SKEW_MS = 24 * 3_600_000;

// Reference, common error codes: InvalidTimestamp; id and the gateway spell the refusal of a signature differently.
const CLOCK_REFUSED =
  /^(?:InvalidTimestamp|RequestTimeTooSkewed|RequestExpired|Signature(?:NotMatch|DoesNotMatch|Expired)|InvalidSignature)/;

/** Whether a service refuses a request with this code where it takes the request's date, or its signature, for wrong. */
export function isClockRefusal(code: string): boolean {
  return CLOCK_REFUSED.test(code);
}

/** The time of each service, as far as it is known to differ from this machine's. */
export interface ServiceClock {
  /** The time to sign with for an origin. */
  now(origin: string): Date;
  /**
   * Learns from the Date header (RFC 9110 section 6.6.1) of an answer that refused a request signed for `signedAt`.
   * Gives the offset in milliseconds; undefined where the header is missing, near what was signed, or beyond belief.
   */
  learn(origin: string, answer: Pick<RawAnswer, "headers">, signedAt: Date): number | undefined;
  /** Forgets what was learnt of an origin. */
  drop(origin: string): void;
}

/**
 * @param clock this machine's. An offset counts from it, so that a clock that is set right later shows as one that is
 * off by the old offset, and is learnt anew.
 */
export function createServiceClock(clock: () => Date): ServiceClock {
  // By origin: one service that errs does not set the time for the others.
  const offsets = new Map<string, number>();
  return {
    now: (origin) => new Date(clock().getTime() + (offsets.get(origin) ?? 0)),
    learn(origin, answer, signedAt) {
      const said = answer.headers.date;
      const theirs = Date.parse(typeof said === "string" ? said : "");
      const offset = theirs - clock().getTime();
      if (!(Math.abs(theirs - signedAt.getTime()) > LEAST_SKEW_MS)) return undefined;
      if (!(Math.abs(offset) <= MOST_SKEW_MS)) return undefined;
      offsets.set(origin, offset);
      return offset;
    },
    drop(origin) {
      offsets.delete(origin);
    },
  };
}
