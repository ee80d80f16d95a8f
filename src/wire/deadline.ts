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

/** How long something may be waited for, and what failure it is where it is not waited for any longer. */
export interface Patience {
  readonly deadline: Deadline;
  readonly signal: AbortSignal | undefined;
  readonly late: () => Error;
  readonly aborted: () => Error;
}

/**
 * Waits for work that cannot be ended itself. The work goes on; what it comes to then is nobody's.
 * @throws what `patience` says, and what the work fails with
 */
export async function within<T>({ deadline, signal, late, aborted }: Patience, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const ended = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(late()), deadline.left());
    over.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
    const onAbort = () => reject(aborted());
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    over.abort();
  }
}
