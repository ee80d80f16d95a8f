import type { JsonObject } from "../action/json.ts";
import type { Permit, PermitFacts } from "./permit.ts";

/** Keys as the signer takes them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/**
 * Asked anew for each attempt; a source memoises and renews on its own. `rejected` are keys that the service has just
 * called expired: a source that can get others gets them before it answers, and gives the same again where it cannot.
 */
export type CredentialSource = (rejected?: Credentials) => Promise<Credentials>;

/** As much of a pino logger as the wire uses. Gets no secret, query value, body or text of a service but its codes. */
export interface WireLogger {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What the service answered to one permit. */
export interface Answer {
  /** `Result` of the envelope; `{}` where the service left it out or null. */
  readonly result: JsonObject;
  readonly requestId: string | undefined;
  readonly attempts: number;
  readonly durationMs: number;
  /** The service's clock by its Date header (RFC 9110 section 6.6.1), in milliseconds since 1970, rounded down to a second. */
  readonly serverTime?: number | undefined;
}

export interface SendOptions {
  /** Ends a read at once, and a change until its first byte leaves; what was sent is heard to its end. */
  readonly signal?: AbortSignal | undefined;
  /** How long the call may take in all, waiting and retries included, in milliseconds; 55,000 unless said. */
  readonly deadlineMs?: number | undefined;
}

/** The only way to make a request to the cloud. */
export interface Wire {
  /**
   * Redeems the permit and sends its one request, retrying as its effect allows.
   * @throws PermitInvalid, ServiceError, NetworkError, OutcomeUnknown, AnswerUnreadable, ModeMismatch,
   *   CredentialsInvalid, SecretRefused, Cancelled, Busy
   */
  send(permit: Permit, options?: SendOptions): Promise<Answer>;
  /** Closes idle connections. */
  close(): Promise<void>;
}

/**
 * Takes what a permit's request holds as secret out of a text. Made before the request is sent, used on every word of
 * the service's that becomes an error, a log line or a request id. Given to the wire by the composition root.
 */
export type Concealer = (facts: PermitFacts) => (text: string) => string;

/** Replaces handles in frozen params by their values, for the request alone. Given to the wire by the composition root. */
export type SecretOpener = (facts: PermitFacts) => JsonObject;
