import { type Patience, within } from "./deadline.ts";
import type { RawAnswer } from "./envelope.ts";
import type { Ending } from "./failure.ts";
import { isKeyRefusal, sameKeys } from "./keys.ts";
import { isClockRefusal, type ServiceClock } from "./service-clock.ts";
import type { CredentialSource, Credentials, WireLogger } from "./types.ts";

/** A request that a service refused before it looked at what it asks for. */
export interface Refused {
  readonly ending: Ending;
  readonly answer: Pick<RawAnswer, "headers">;
  readonly origin: string;
  readonly signedAt: Date;
  readonly keys: Credentials;
  /** Whether there is an attempt left for what was put right. */
  readonly mayRepeat: boolean;
  /** What every log line of the call carries. */
  readonly log: object;
}

/** The same request may succeed at once, signed with these keys where there are new ones. */
export interface Repaired {
  readonly keys: Credentials | undefined;
}

/** What one call may put right by itself. */
export interface Repairs {
  /**
   * Undefined where the refusal is for something else, or was met before.
   * @throws what `patience` says, and what renewing the keys fails with
   */
  after(refused: Refused, patience: Patience): Promise<Repaired | undefined>;
}

/**
 * Puts right a clock that is off and keys that have expired, each once a call. Neither refusal can come from a request that
 * ran, so that changes are repeated after it like reads.
 */
export function createRepairs(
  clocks: ServiceClock,
  credentials: CredentialSource,
  logger: WireLogger | undefined,
): Repairs {
  let clockSet = false;
  let keysRenewed = false;

  function repairClock({ answer, origin, signedAt, mayRepeat, log }: Refused): Repaired | undefined {
    if (clockSet) {
      clocks.drop(origin);
      logger?.warn({ ...log, origin }, "the service's time did not help: this machine's is used again");
      return undefined;
    }
    const offsetMs = mayRepeat ? clocks.learn(origin, answer, signedAt) : undefined;
    if (offsetMs === undefined) return undefined;
    clockSet = true;
    logger?.warn({ ...log, origin, offsetMs }, "this machine's clock is off: signing by the service's time");
    return { keys: undefined };
  }

  async function repairKeys(
    { keys, mayRepeat, log }: Refused,
    patience: Patience,
  ): Promise<Repaired | undefined> {
    if (keysRenewed || !mayRepeat) return undefined;
    keysRenewed = true;
    const renewed = await within(patience, credentials(keys));
    if (sameKeys(renewed, keys)) return undefined;
    logger?.warn(log, "the service took the keys for expired: they were renewed");
    return { keys: renewed };
  }

  return {
    async after(refused, patience) {
      const { ending } = refused;
      // INVARIANT: refused at the door, by a client's error: behind a 5xx the service may have begun.
      if (ending.kind !== "error" || ending.status < 400 || ending.status >= 500) return undefined;
      if (isClockRefusal(ending.code)) return repairClock(refused);
      if (isKeyRefusal(ending.code)) return await repairKeys(refused, patience);
      return undefined;
    },
  };
}
