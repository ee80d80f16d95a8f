/** A request that carries nothing: whether a service answers at its address, and what time it has. */
import { type Action, qualifiedName } from "../action/action.ts";
import { InternalError } from "../errors.ts";
import { type EndpointRules, endpointOf } from "./endpoints.ts";
import { readAnswer } from "./envelope.ts";
import { type Ending, endingWords } from "./failure.ts";
import { CLIENT_HEADERS } from "./request.ts";
import { encodeQuery } from "./signer.ts";
import { createTransport, DEFAULT_LIMITS } from "./transport.ts";

/** What came of a probe. */
export interface Probed {
  readonly origin: string;
  /**
   * `refused`: an error in the service's envelope, as it should be. `accepted`: an unsigned request was answered, which
   * the service never does. `foreign`: something else answered. `failed`: name, connection or TLS did.
   */
  readonly kind: "refused" | "accepted" | "foreign" | "failed";
  /** What happened, as one clause; the service's words in it are bounded and quoted. */
  readonly words: string;
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  /** The answer's Date (RFC 9110 section 6.6.1), to the second. */
  readonly date: Date | undefined;
  /** Wall clock of this machine when it was asked and answered. */
  readonly askedAt: Date;
  readonly answeredAt: Date;
}

const PATIENCE_MS = 10_000;

/**
 * Asks for a plain read, unsigned and without parameters, so that any answer but a refusal is a wrong one.
 * INVARIANT: needs no permit because it has nothing to permit: no key, no signature, no parameter, no change.
 * @throws ConfigInvalid for a region or an endpoint that may not be used; InternalError for an action that is no plain read
 */
export async function probe(
  action: Pick<Action, "service" | "name" | "version" | "effect">,
  target: { readonly region: string; readonly endpoint: string | undefined },
  rules: EndpointRules,
  clock: () => Date,
): Promise<Probed> {
  if (action.effect !== "read") {
    throw new InternalError(`${qualifiedName(action)} is no plain read and cannot be a probe.`);
  }
  const url = endpointOf(action.service, target, rules);
  const query = { Action: action.name, Version: action.version };
  const transport = createTransport({ ...DEFAULT_LIMITS, attemptMs: PATIENCE_MS, headersMs: PATIENCE_MS });
  const askedAt = clock();
  try {
    const delivery = await transport.deliver({
      origin: url.origin,
      method: "GET",
      path: `/?${encodeQuery(query)}`,
      headers: { ...CLIENT_HEADERS },
      body: "",
      timeoutMs: PATIENCE_MS,
    });
    const times = { askedAt, answeredAt: clock() };
    if (delivery.kind === "failure") {
      const ending: Ending = { kind: "network", sent: delivery.sent, code: delivery.code };
      const words = endingWords(ending);
      return { origin: url.origin, kind: "failed", words, status: undefined, date: undefined, ...times };
    }
    const { status, headers } = delivery.answer;
    const answered = { origin: url.origin, status, date: dateOf(headers.date), ...times };
    const reading = readAnswer(delivery.answer);
    if (reading.kind === "result") {
      return { ...answered, kind: "accepted", words: `it answered HTTP ${status} to an unsigned request` };
    }
    const kind = reading.kind === "error" ? "refused" : "foreign";
    return { ...answered, kind, words: endingWords(reading) };
  } finally {
    await transport.close();
  }
}

function dateOf(header: string | readonly string[] | undefined): Date | undefined {
  const at = typeof header === "string" ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at);
}
