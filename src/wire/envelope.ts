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

/**
 * Reads the vendor's envelope, or a gateway's bare error, and calls everything else unreadable. Never throws.
 * Compression is not asked for, so that a compressed body counts as unreadable too.
 */
export function readAnswer(answer: RawAnswer): Reading {
  const { status } = answer;
  const headerId = identifier(header(answer, "x-tt-logid")) ?? identifier(header(answer, "x-request-id"));
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
    return gatewayError(body, status, headerId) ?? unreadable("JSON without the service's envelope");
  }
  const requestId = identifier(metadata.RequestId) ?? headerId;
  const error = metadata.Error;
  if (error !== undefined && error !== null) {
    const code = isJsonObject(error) ? codeOf(error.Code ?? error.CodeN) : undefined;
    if (!isJsonObject(error) || code === undefined) return unreadable("an error without a code", requestId);
    return { kind: "error", status, code, message: textOf(error.Message), requestId };
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
function gatewayError(body: JsonObject, status: number, requestId: string | undefined): Reading | undefined {
  const code = codeOf(body.errorcode);
  if (code === undefined || !("HTTPCode" in body)) return undefined;
  const own = Number(body.HTTPCode);
  const better = status < 400 && Number.isInteger(own) && own >= 400 && own < 600 ? own : status;
  return { kind: "error", status: better, code, message: textOf(body.message), requestId };
}

function codeOf(value: unknown): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const code = String(value).trim();
  return code === "" ? undefined : visible(bounded(code, CODE_LIMIT));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? visible(bounded(value, TEXT_LIMIT)) : "";
}

function identifier(value: unknown): string | undefined {
  return typeof value === "string" && /^[\w.:-]{1,128}$/.test(value) ? value : undefined;
}
