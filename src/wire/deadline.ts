/** What is left of a call's time. Pauses, waiting for a turn, keys and attempts all take from it. */
export interface Deadline {
  /** Milliseconds since the call began. */
  elapsed(): number;
  /** Milliseconds until it must have ended; 0 once it must. */
  left(): number;
}

/** No call takes longer, and no timer of Node's can. */
const LONGEST_MS = 3_600_000;

/**
 * @param ms cut to an hour
 * @param now monotonic milliseconds
 */
export function createDeadline(ms: number, now: () => number): Deadline {
  const began = now();
  const elapsed = () => now() - began;
  return { elapsed, left: () => Math.max(0, Math.min(ms, LONGEST_MS) - elapsed()) };
}

/** Why something was not waited for any longer. */
export class NotWaited extends Error {
  readonly why: "late" | "aborted";

  constructor(why: "late" | "aborted") {
    super(why);
    this.why = why;
  }
}

/**
 * Waits for work that cannot be ended itself, no longer than the time allows. The work goes on; what it comes to then
 * is nobody's.
 * @throws NotWaited, and what the work fails with
 */
export async function within<T>(
  deadline: Deadline,
  signal: AbortSignal | undefined,
  work: Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const abandon = (why: NotWaited["why"]) => reject(new NotWaited(why));
    const timer = setTimeout(abandon, deadline.left(), "late");
    stop.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    if (signal?.aborted === true) abandon("aborted");
    signal?.addEventListener("abort", () => abandon("aborted"), { once: true, signal: stop.signal });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    stop.abort();
  }
}
