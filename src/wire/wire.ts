import { setTimeout as timeout } from "node:timers/promises";
import { isChange, qualifiedName } from "../action/action.ts";
import { Busy, Cancelled, type IdgateError, ModeMismatch, NetworkError } from "../errors.ts";
import { createDeadline, type Patience, within } from "./deadline.ts";
import { endpointOf } from "./endpoints.ts";
import { type Expected, readAnswer, retryAfter, serverTime } from "./envelope.ts";
import { cancelled, type Ending, notDone, outcomeUnknown, policyChanged, tooLate } from "./failure.ts";
import { confirmedKeys } from "./keys.ts";
import { createLimiter, type TrafficLimits, trafficFor } from "./limiter.ts";
import { assertMode, assertTlsVerified } from "./mode.ts";
import type { PermitFacts, PermitOffice, Target } from "./permit.ts";
import { createRepairs } from "./repair.ts";
import { buildRequest, CLIENT_HEADERS, pathOf, type WireRequest } from "./request.ts";
import {
  afterFailure,
  type Failure,
  LEAST_ATTEMPT_MS,
  MAX_ATTEMPTS,
  mayHaveRun,
  OVERALL_MS,
} from "./retry.ts";
import { createServiceClock } from "./service-clock.ts";
import { sign } from "./signer.ts";
import {
  ABORTED,
  createTransport,
  DEFAULT_LIMITS,
  type Delivery,
  HELD_BACK,
  type Outgoing,
  type TransportLimits,
} from "./transport.ts";
import type {
  Answer,
  Concealer,
  CredentialSource,
  Credentials,
  SecretOpener,
  SendOptions,
  Wire,
  WireLogger,
} from "./types.ts";

export interface WireOptions {
  /** A permit for the other mode is refused. */
  readonly mode: Target["mode"];
  readonly redeem: PermitOffice["redeem"];
  readonly credentials: CredentialSource;
  readonly openSecrets: SecretOpener;
  readonly concealer?: Concealer;
  /** Wall clock, for the signature. */
  readonly clock: () => Date;
  /** 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  /** Monotonic milliseconds, for durations, deadlines and rates. */
  readonly elapsed?: () => number;
  /** Resolves after the pause, or at once when the signal fires. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /**
   * The address of a sandbox inside this process, asked for at the first attempt of a
   * permit that names no endpoint.
   */
  readonly builtInEndpoint?: (() => Promise<string>) | undefined;
  /** Hosts beside the vendor's that an endpoint may name. */
  readonly allowHosts?: readonly string[];
  readonly logger?: WireLogger;
  readonly limits?: Partial<TransportLimits>;
  /** What {@link trafficFor} says of the mode, unless said. */
  readonly traffic?: Partial<TrafficLimits>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A request after its secrets were opened, before it is signed. */
interface Prepared {
  readonly url: URL;
  readonly request: WireRequest;
  /** What the answer is held against. */
  readonly expected: Expected;
  /** Of this attempt. */
  readonly keys: Credentials;
}

/** One attempt, after all that could be done was done. */
interface Attempt {
  readonly prepared: Prepared;
  readonly signedAt: Date;
  readonly delivery: Delivery;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await timeout(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    // Waking early is no failure; whoever slept looks at the signal.
    if (signal?.aborted !== true) throw error;
  }
}

/**
 * Makes the only way to the cloud.
 * @throws ConfigInvalid in real mode where the environment switches certificate checks off.
 */
export function createWire(options: WireOptions): Wire {
  assertTlsVerified(options.mode, options.env ?? process.env);
  const { clock, random, logger } = options;
  const elapsed = options.elapsed ?? (() => performance.now());
  const sleep = options.sleep ?? pause;
  const traffic = { ...trafficFor(options.mode), ...options.traffic };
  const limiter = createLimiter(traffic, elapsed);
  // Whoever has a turn gets a connection: the queue is the limiter's.
  const transport = createTransport({ ...DEFAULT_LIMITS, connections: traffic.inFlight, ...options.limits });
  const clocks = createServiceClock(clock);

  // INVARIANT: an endpoint that was judged is the one that is used; the built-in address only fills a gap.
  async function addressOf({ action, target }: PermitFacts): Promise<URL> {
    const endpoint = target.endpoint ?? (await options.builtInEndpoint?.());
    const { allowHosts } = options;
    return endpointOf(action.service, { region: target.region, endpoint }, { allowHosts });
  }

  // Each attempt has keys, date and signature of its own. Secrets are opened once, after the mode was checked:
  // INVARIANT: a repeat carries the very bytes of the first attempt.
  async function prepare(
    facts: PermitFacts,
    before: Prepared | undefined,
    renewed: Credentials | undefined,
  ): Promise<Prepared> {
    const { action, target } = facts;
    if (target.mode !== options.mode) {
      throw new ModeMismatch(`A permit for mode ${target.mode} came to a wire for mode ${options.mode}.`);
    }
    const url = before?.url ?? (await addressOf(facts));
    const assertFit = ({ accessKeyId }: Credentials) => {
      assertBound(facts, accessKeyId);
      assertMode(target.mode, url, accessKeyId);
    };
    const keys = await confirmedKeys(facts, options.credentials, assertFit, renewed);
    const expected = before?.expected ?? {
      action: action.name,
      conceal: options.concealer?.(facts) ?? ((text: string) => text),
    };
    const request = before?.request ?? buildRequest(action, options.openSecrets(facts), url);
    return { url, request, expected, keys };
  }

  function outgoing(
    facts: PermitFacts,
    { url, request, keys }: Prepared,
    at: Date,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Outgoing {
    const signature = sign(request, keys, { region: facts.target.region, service: facts.action.service, at });
    return {
      origin: url.origin,
      method: request.method,
      path: pathOf(request),
      headers: { ...request.headers, ...signature, ...CLIENT_HEADERS },
      body: request.body,
      timeoutMs: Math.max(1, timeoutMs),
      signal,
      // INVARIANT: a change that has left is heard to its end, whoever has given up on it.
      heardOut: isChange(facts.effect),
      mayLeave: facts.stillRuled,
    };
  }

  /** One attempt. @throws what it fails with before anything leaves: nothing of it did */
  async function attemptOf(
    facts: PermitFacts,
    before: Attempt | undefined,
    renewed: Credentials | undefined,
    patience: Patience,
  ): Promise<Attempt> {
    const { deadline, signal } = patience;
    // Before a turn is taken: to confirm an account is a request of its own, which needs a turn too.
    const prepared = await within(patience, prepare(facts, before?.prepared, renewed));
    const leave = await limiter.enter(facts.action.service, { waitMs: deadline.left(), signal });
    if (leave === undefined) throw patience.aborted();
    try {
      const signedAt = clocks.now(prepared.url.origin);
      const request = outgoing(facts, prepared, signedAt, deadline.left(), signal);
      return { prepared, signedAt, delivery: await transport.deliver(request) };
    } finally {
      leave();
    }
  }

  async function send(facts: PermitFacts, { signal, deadlineMs }: SendOptions): Promise<Answer> {
    const deadline = createDeadline(deadlineMs ?? OVERALL_MS, elapsed);
    const late = () => tooLate(facts);
    const patience: Patience = { deadline, signal, late, aborted: () => cancelled(facts) };
    const change = isChange(facts.effect);
    const log = { operation: facts.operation, digest: facts.digest, action: qualifiedName(facts.action) };
    const repairs = createRepairs(clocks, options.credentials, logger);
    let latest: Attempt | undefined;
    let renewed: Credentials | undefined;
    // What came of the attempt before.
    let last: IdgateError | undefined;
    // True once an attempt of a change may have taken effect.
    let doubtful = false;

    const stopped = () => (doubtful ? outcomeUnknown(facts, "cancelled") : cancelled(facts));
    /** Nothing of this attempt left, but that does not undo the one before. */
    function notMade(error: unknown): unknown {
      if (error instanceof Cancelled) return stopped();
      if (doubtful) return outcomeUnknown(facts, "interrupted", { cause: error });
      // What the service said before is more than that there was no turn, time or network for another attempt.
      return error instanceof Busy || error instanceof NetworkError ? (last ?? error) : error;
    }

    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted === true) throw stopped();
      try {
        latest = await attemptOf(facts, latest, renewed, patience);
      } catch (error) {
        throw notMade(error);
      }
      const { prepared, signedAt, delivery } = latest;
      renewed = undefined;

      const { origin } = prepared.url;
      const ending: Ending | Answer = read(delivery, prepared.expected, attempt, deadline.elapsed());
      if ("result" in ending) {
        const { requestId, durationMs } = ending;
        logger?.debug({ ...log, attempt, requestId, durationMs }, "answered");
        return ending;
      }
      const failure = failureOf(ending, delivery, clocks.now(origin));
      const facet = { ...log, attempt, ...logged(ending) };
      if (ending.kind === "network" && ending.code === ABORTED) {
        logger?.warn(facet, "cancelled");
        throw stopped();
      }
      if (ending.kind === "network" && ending.code === HELD_BACK) {
        logger?.warn(facet, "held back: the policy was changed");
        throw doubtful ? outcomeUnknown(facts, "interrupted") : policyChanged(facts);
      }
      const retryAfterMs = failure.kind === "network" ? undefined : failure.retryAfterMs;
      last = notDone(facts, ending, retryAfterMs);
      if (delivery.kind === "answer") {
        const { answer } = delivery;
        const { keys } = prepared;
        const mayRepeat = attempt < MAX_ATTEMPTS && deadline.left() >= LEAST_ATTEMPT_MS;
        const refused = { ending, answer, origin, signedAt, keys, mayRepeat, log: facet };
        try {
          const repaired = await repairs.after(refused, patience);
          renewed = repaired?.keys;
          if (repaired !== undefined) continue;
        } catch (error) {
          throw notMade(error);
        }
      }
      const verdict = afterFailure({
        effect: facts.effect,
        attempt,
        failure,
        idempotent: carriesToken(facts),
        doubtful,
        leftMs: deadline.left(),
        random,
      });
      if (verdict.act === "fail") {
        logger?.warn({ ...facet, outcome: verdict.how }, "failed");
        throw verdict.how === "unknown" ? outcomeUnknown(facts, ending) : last;
      }
      doubtful ||= change && mayHaveRun(failure);
      logger?.warn({ ...facet, delayMs: verdict.delayMs }, "will be tried again");
      await sleep(verdict.delayMs, signal);
    }
  }

  return {
    // Redeemed before anything else, and spent even if the call is cancelled right away.
    send: async (permit, given = {}) => send(options.redeem(permit), given),
    close: () => transport.close(),
  };
}

/** INVARIANT: whose account was asked for is answered for that key, or not at all. */
function assertBound({ accessKeyId: bound }: PermitFacts, accessKeyId: string): void {
  if (bound === undefined || bound === accessKeyId) return;
  throw new ModeMismatch("The cloud credentials changed after their account was confirmed.", {
    hint: "Call again: the account of the new ones is confirmed first.",
    retryable: true,
  });
}

function failureOf(ending: Ending, delivery: Delivery, now: Date): Failure {
  if (ending.kind === "network") return ending;
  const asked = delivery.kind === "answer" ? retryAfter(delivery.answer, now) : undefined;
  return asked === undefined ? ending : { ...ending, retryAfterMs: asked };
}

function read(delivery: Delivery, expected: Expected, attempts: number, durationMs: number): Ending | Answer {
  if (delivery.kind === "failure") return { kind: "network", sent: delivery.sent, code: delivery.code };
  const reading = readAnswer(delivery.answer, expected);
  if (reading.kind !== "result") return reading;
  const { result, requestId } = reading;
  return { result, requestId, attempts, durationMs, serverTime: serverTime(delivery.answer) };
}

function carriesToken({ action, params }: PermitFacts): boolean {
  if (action.idempotencyToken === undefined) return false;
  const token = params[action.idempotencyToken];
  return typeof token === "string" && token !== "";
}

/** What of an ending may be logged: codes and numbers, no text of a service. */
function logged(ending: Ending): object {
  if (ending.kind === "network") return { code: ending.code, sent: ending.sent };
  const { status, requestId } = ending;
  return {
    status,
    requestId,
    ...(ending.kind === "error" ? { code: ending.code } : { reason: ending.reason }),
  };
}
