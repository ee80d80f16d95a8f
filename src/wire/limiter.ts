import type { Service } from "../action/action.ts";
import { Busy } from "../errors.ts";
import type { Target } from "./permit.ts";

export interface TrafficLimits {
  /** Requests on the wire at once, of all services together. */
  readonly inFlight: number;
  /** Requests a second to one service, retries included; Infinity for no limit. */
  readonly perSecond: number;
  /** Requests that may leave at once for a service that was left alone for a while. */
  readonly burst: number;
  /** Requests that wait for their turn; one more is refused. */
  readonly waiting: number;
}

/**
 * The limits of a run. The sandbox is this machine's own: there is nobody's rate to keep.
 * @param given what the operator says: requests at once, and requests a second to a service, which is also the burst
 */
export function trafficFor(
  mode: Target["mode"],
  given: { readonly maxInFlight?: number | undefined; readonly rate?: number | undefined } = {},
): TrafficLimits {
  const perSecond = given.rate ?? (mode === "sandbox" ? Infinity : 20);
  return { inFlight: given.maxInFlight ?? 16, perSecond, burst: given.rate ?? 20, waiting: 256 };
}

export interface Limiter {
  /**
   * Waits for a turn; first come, first served among those whose service has one. Gives the function that ends the
   * turn, or undefined where the signal fired first.
   * @throws Busy where too many wait already, or the turn does not come within `waitMs`
   */
  enter(
    service: Service,
    limits: { readonly waitMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<(() => void) | undefined>;
}

interface Bucket {
  tokens: number;
  /** When `tokens` was right, in monotonic milliseconds. */
  at: number;
}

interface Waiter {
  readonly bucket: Bucket;
  readonly begin: () => void;
}

/** @param now monotonic milliseconds */
export function createLimiter(limits: TrafficLimits, now: () => number = () => performance.now()): Limiter {
  const buckets = new Map<Service, Bucket>();
  // In the order in which they came.
  const queue = new Set<Waiter>();
  let inFlight = 0;
  let wake: NodeJS.Timeout | undefined;

  function bucketOf(service: Service): Bucket {
    const found = buckets.get(service) ?? { tokens: limits.burst, at: now() };
    buckets.set(service, found);
    return found;
  }

  /** Milliseconds until the bucket has a token; 0 where it has one. */
  function refill(bucket: Bucket): number {
    const at = now();
    const more = limits.perSecond === Infinity ? limits.burst : ((at - bucket.at) / 1000) * limits.perSecond;
    bucket.tokens = Math.min(limits.burst, bucket.tokens + more);
    bucket.at = at;
    return bucket.tokens >= 1 ? 0 : ((1 - bucket.tokens) / limits.perSecond) * 1000;
  }

  function advance(): void {
    clearTimeout(wake);
    let soonest = Infinity;
    for (const waiter of queue) {
      if (inFlight >= limits.inFlight) return;
      const waitMs = refill(waiter.bucket);
      if (waitMs > 0) {
        soonest = Math.min(soonest, waitMs);
        continue;
      }
      waiter.bucket.tokens -= 1;
      inFlight += 1;
      queue.delete(waiter);
      waiter.begin();
    }
    if (queue.size > 0) wake = setTimeout(advance, Math.ceil(soonest));
  }

  function leave(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inFlight -= 1;
      advance();
    };
  }

  return {
    enter: (service, { waitMs, signal }) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return resolve(undefined);
        const end = () => {
          clearTimeout(patience);
          signal?.removeEventListener("abort", onAbort);
          queue.delete(waiter);
        };
        const waiter: Waiter = {
          bucket: bucketOf(service),
          begin() {
            end();
            resolve(leave());
          },
        };
        const onAbort = () => {
          end();
          resolve(undefined);
        };
        const patience = setTimeout(() => {
          end();
          reject(busy(`no turn came in ${Math.round(waitMs)} ms`));
        }, waitMs);
        signal?.addEventListener("abort", onAbort, { once: true });
        queue.add(waiter);
        advance();
        if (queue.has(waiter) && queue.size > limits.waiting) {
          end();
          reject(busy(`${limits.waiting} requests wait already`));
        }
      }),
  };
}

function busy(why: string): Busy {
  return new Busy(`Too many calls at once: ${why}. Nothing was sent.`, {
    hint: "Wait some seconds and call again, with fewer calls at a time.",
    retryable: true,
  });
}
