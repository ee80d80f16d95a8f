import { isJsonObject, type JsonObject } from "../action/json.ts";
import { bounded, visible } from "../text/index.ts";

/** The largest body that is read, in bytes. */
export const BODY_LIMIT = 8 * 1024 * 1024;
/** The deepest nesting that is accepted in an answer; whoever walks a result may recurse. */
const DEPTH_LIMIT = 64;
/** The longest text of a service that is kept, in UTF-16 units. */
const TEXT_LIMIT = 300;
const CODE_LIMIT = 100;

/** An answer as it came off the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
  /** True where the body went past the limit; `body` is then incomplete. */
  readonly tooLarge: boolean;
}

/** What an answer says. Everything the service wrote is bounded and its invisible characters are shown. */
export type Reading =
  | { readonly kind: "result"; readonly result: JsonObject; readonly requestId: string | undefined }
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly requestId: string | undefined;
    }
  | {
      readonly kind: "unreadable";
      readonly status: number;
      /** One clause in our own words, e.g. `HTML instead of JSON`. */
      readonly reason: string;
      readonly requestId: string | undefined;
    };

/** What is known of the request that an answer belongs to. */
export interface Expected {
  /** An envelope that names another action answers another request. */
  readonly action?: string;
  /** Takes what the request held as secret out of a text. */
  readonly conceal?: (text: string) => string;
}

/**
 * Reads the vendor's envelope, or a gateway's bare error, and calls everything else unreadable. Never throws.
 * Compression is not asked for, so that a compressed body counts as unreadable too.
 */
export function readAnswer(answer: RawAnswer, expected: Expected = {}): Reading {
  const { status } = answer;
  const words = new Words(expected.conceal ?? ((text) => text));
  const headerId =
    words.identifier(header(answer, "x-tt-logid")) ?? words.identifier(header(answer, "x-request-id"));
  const unreadable = (reason: string, requestId = headerId): Reading => ({
    kind: "unreadable",
    status,
    reason,
    requestId,
  });

  if (status >= 300 && status < 400) return unreadable("a redirect, which is never followed");
  if (answer.tooLarge) return unreadable(`a body of more than ${BODY_LIMIT / 1024 / 1024} MB`);
  if (answer.body.byteLength === 0) return unreadable("an empty body");
  const encoding = header(answer, "content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "")
    return unreadable("a compressed body that was not asked for");
  const wrongType = unexpectedType(header(answer, "content-type"));
  if (wrongType !== undefined) return unreadable(`${wrongType} instead of JSON`);

  const body = parse(answer.body);
  if (body === undefined) return unreadable("a body that is not complete JSON");
  if (!isJsonObject(body)) return unreadable("JSON that is not an object");
  if (!within(body, DEPTH_LIMIT)) return unreadable("JSON that is nested too deep");

  const metadata = body.ResponseMetadata;
  if (!isJsonObject(metadata)) {
    return gatewayError(body, status, headerId, words) ?? unreadable("JSON without the service's envelope");
  }
  const requestId = words.identifier(metadata.RequestId) ?? headerId;
  // A connection or a cache that is out of step hands over what somebody else asked for.
  if (!isSameAction(metadata.Action, expected.action))
    return unreadable("the answer to another action", requestId);
  const error = metadata.Error;
  if (error !== undefined && error !== null) {
    const code = isJsonObject(error) ? words.code(error.Code ?? error.CodeN) : undefined;
    if (!isJsonObject(error) || code === undefined) return unreadable("an error without a code", requestId);
    return { kind: "error", status, code, message: words.text(error.Message), requestId };
  }
  if (status < 200 || status >= 300) return unreadable(`HTTP ${status} without an error in it`, requestId);
  const result = body.Result ?? {};
  if (!isJsonObject(result)) return unreadable("a Result that is not an object", requestId);
  return { kind: "result", result, requestId };
}

/** The pause that an answer asks for, in milliseconds: seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function retryAfter(answer: Pick<RawAnswer, "headers">, now: Date): number | undefined {
  const value = header(answer, "retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** The service's clock, in milliseconds since 1970; undefined where it does not say. */
export function serverTime(answer: Pick<RawAnswer, "headers">): number | undefined {
  const at = Date.parse(header(answer, "date") ?? "");
  return Number.isNaN(at) ? undefined : at;
}

function header(answer: Pick<RawAnswer, "headers">, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === "string" ? value : value?.[0];
}

// Gateways label JSON as text/plain or not at all; anything else is a page, a file or another protocol.
function unexpectedType(contentType: string | undefined): string | undefined {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "" || type === "text/plain" || type === "text/json") return undefined;
  if (/^application\/(?:[\w.-]+\+)?json$/.test(type)) return undefined;
  return /html/.test(type) ? "HTML" : "another content type";
}

function parse(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return value;
  } catch {
    // The parser's message quotes the body, which may hold a secret. `undefined` is no JSON value.
    return undefined;
  }
}

function within(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((child) => within(child, depth - 1));
}

/** `{"HTTPCode": 403, "errorcode": 10002, "message": "…"}`: what the gateway in front of a service answers. */
function gatewayError(
  body: JsonObject,
  status: number,
  requestId: string | undefined,
  words: Words,
): Reading | undefined {
  const code = words.code(body.errorcode);
  if (code === undefined || !("HTTPCode" in body)) return undefined;
  const own = Number(body.HTTPCode);
  const better = status < 400 && Number.isInteger(own) && own >= 400 && own < 600 ? own : status;
  return { kind: "error", status: better, code, message: words.text(body.message), requestId };
}

function isSameAction(named: unknown, expected: string | undefined): boolean {
  if (typeof named !== "string" || named === "" || expected === undefined) return true;
  return named.toLowerCase() === expected.toLowerCase();
}

/** What a service says in words. INVARIANT: secrets are taken out before a text is cut: half of one would not be found. */
class Words {
  readonly #conceal: (text: string) => string;

  constructor(conceal: (text: string) => string) {
    this.#conceal = conceal;
  }

  code(value: unknown): string | undefined {
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    const code = this.#conceal(String(value).trim());
    return code === "" ? undefined : visible(bounded(code, CODE_LIMIT));
  }

  text(value: unknown): string {
    return typeof value === "string" ? visible(bounded(this.#conceal(value), TEXT_LIMIT)) : "";
  }

  identifier(value: unknown): string | undefined {
    if (typeof value !== "string" || !/^[\w.:-]{1,128}$/.test(value)) return undefined;
    return this.#conceal(value) === value ? value : undefined;
  }
}
