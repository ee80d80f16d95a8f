import { setTimeout as timeout } from "node:timers/promises";
import { isChange, qualifiedName } from "../action/action.ts";
import { ModeMismatch } from "../errors.ts";
import { endpointOf } from "./endpoints.ts";
import { type Expected, readAnswer, retryAfter } from "./envelope.ts";
import { cancelled, type Ending, notDone, outcomeUnknown, policyChanged } from "./failure.ts";
import { assertMode, assertTlsVerified } from "./mode.ts";
import type { PermitFacts, PermitOffice, Target } from "./permit.ts";
import { buildRequest, CLIENT_HEADERS, pathOf, type WireRequest } from "./request.ts";
import { afterFailure, type Failure, mayHaveRun, OVERALL_MS } from "./retry.ts";
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
import type { Answer, Concealer, CredentialSource, SecretOpener, SendOptions, Wire } from "./types.ts";

/** As much of a pino logger as the wire uses. Gets no secret, query value, body or text of a service but its codes. */
export interface WireLogger {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

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
  /** Monotonic milliseconds, for durations and the overall time limit. */
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
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A request after its secrets were opened, before it is signed. */
interface Prepared {
  readonly url: URL;
  readonly request: WireRequest;
  /** What the answer is held against. */
  readonly expected: Expected;
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
  const transport = createTransport({ ...DEFAULT_LIMITS, ...options.limits });
  const { clock, random, logger } = options;
  const elapsed = options.elapsed ?? (() => performance.now());
  const sleep = options.sleep ?? pause;

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
    started: number,
    signal?: AbortSignal,
  ) {
    const { action, target } = facts;
    if (target.mode !== options.mode) {
      throw new ModeMismatch(`A permit for mode ${target.mode} came to a wire for mode ${options.mode}.`);
    }
    const credentials = await options.credentials();
    if (facts.accessKeyId !== undefined && facts.accessKeyId !== credentials.accessKeyId) {
      throw new ModeMismatch("The cloud credentials changed after their account was confirmed.", {
        hint: "Call again: the account of the new ones is confirmed first.",
        retryable: true,
      });
    }
    const url = before?.url ?? (await addressOf(facts));
    assertMode(target.mode, url, credentials.accessKeyId);
    await facts.confirmAccount?.(credentials.accessKeyId);
    const expected = before?.expected ?? {
      action: action.name,
      conceal: options.concealer?.(facts) ?? ((text: string) => text),
    };
    const request = before?.request ?? buildRequest(action, options.openSecrets(facts), url);
    const signature = sign(request, credentials, {
      region: target.region,
      service: action.service,
      at: clock(),
    });
    const outgoing: Outgoing = {
      origin: url.origin,
      method: request.method,
      path: pathOf(request),
      headers: { ...request.headers, ...signature, ...CLIENT_HEADERS },
      body: request.body,
      timeoutMs: Math.max(1, OVERALL_MS - (elapsed() - started)),
      signal,
      mayLeave: facts.stillRuled,
    };
    return { prepared: { url, request, expected }, outgoing };
  }

  async function send(facts: PermitFacts, signal: AbortSignal | undefined): Promise<Answer> {
    const started = elapsed();
    const change = isChange(facts.effect);
    const log = { operation: facts.operation, digest: facts.digest, action: qualifiedName(facts.action) };
    let prepared: Prepared | undefined;
    // True once an attempt of a change may have taken effect.
    let doubtful = false;

    for (let attempt = 1; ; attempt++) {
      if (signal?.aborted === true) throw doubtful ? outcomeUnknown(facts, "cancelled") : cancelled(facts);
      let delivery: Delivery;
      try {
        const next = await prepare(facts, prepared, started, signal);
        prepared = next.prepared;
        delivery = await transport.deliver(next.outgoing);
      } catch (error) {
        // Nothing of this attempt left, but that does not undo the one before.
        throw doubtful ? outcomeUnknown(facts, "interrupted", { cause: error }) : error;
      }

      const ending: Ending | Answer = read(delivery, prepared.expected, attempt, elapsed() - started);
      if ("result" in ending) {
        const { requestId, durationMs } = ending;
        logger?.debug({ ...log, attempt, requestId, durationMs }, "answered");
        return ending;
      }
      const failure = failureOf(ending, delivery);
      const facet = { ...log, attempt, ...logged(ending) };
      if (ending.kind === "network" && ending.code === ABORTED) {
        logger?.warn(facet, "cancelled");
        throw change && (doubtful || ending.sent) ? outcomeUnknown(facts, "cancelled") : cancelled(facts);
      }
      if (ending.kind === "network" && ending.code === HELD_BACK) {
        logger?.warn(facet, "held back: the policy was changed");
        throw doubtful ? outcomeUnknown(facts, "interrupted") : policyChanged(facts);
      }
      const verdict = afterFailure({
        effect: facts.effect,
        attempt,
        failure,
        idempotent: carriesToken(facts),
        doubtful,
        elapsedMs: elapsed() - started,
        random,
      });
      if (verdict.act === "fail") {
        logger?.warn({ ...facet, outcome: verdict.how }, "failed");
        throw verdict.how === "unknown" ? outcomeUnknown(facts, ending) : notDone(facts, ending);
      }
      doubtful ||= change && mayHaveRun(failure);
      logger?.warn({ ...facet, delayMs: verdict.delayMs }, "will be tried again");
      await sleep(verdict.delayMs, signal);
    }
  }

  function failureOf(ending: Ending, delivery: Delivery): Failure {
    if (ending.kind === "network") return ending;
    const asked = delivery.kind === "answer" ? retryAfter(delivery.answer, clock()) : undefined;
    return asked === undefined ? ending : { ...ending, retryAfterMs: asked };
  }

  return {
    // Redeemed before anything else, and spent even if the call is cancelled right away.
    send: async (permit, { signal }: SendOptions = {}) => send(options.redeem(permit), signal),
    close: () => transport.close(),
  };
}

function read(delivery: Delivery, expected: Expected, attempts: number, durationMs: number): Ending | Answer {
  if (delivery.kind === "failure") return { kind: "network", sent: delivery.sent, code: delivery.code };
  const reading = readAnswer(delivery.answer, expected);
  if (reading.kind !== "result") return reading;
  return { result: reading.result, requestId: reading.requestId, attempts, durationMs };
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
