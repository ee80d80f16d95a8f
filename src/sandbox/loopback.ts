/** Requests that the sandbox makes itself. INVARIANT: loopback is all that it dials. */
import { request } from "node:http";
import { isJsonObject, type JsonObject } from "../action/json.ts";

/** Milliseconds that the other end may take. */
const TIMEOUT = 5000;
/** Bytes of an answer that are read. */
const ANSWER_LIMIT = 1024 * 1024;

/** Names by which loopback may be called, and what is dialled for them, whatever a resolver says. */
const HOSTS: ReadonlyMap<string, string> = new Map([
  ["127.0.0.1", "127.0.0.1"],
  ["localhost", "127.0.0.1"],
  ["[::1]", "::1"],
]);

export interface DialAnswer {
  readonly status: number;
  readonly text: string;
  /** The answer as an object, if it is one. */
  readonly json: JsonObject | undefined;
}

/** What went wrong on the way; the caller puts it into its service's words. */
export class NotDialled extends Error {
  constructor(why: string) {
    super(why);
    this.name = "NotDialled";
  }
}

/** True for a plain name or address of loopback, as it stands in a URL or a Host header. */
export const isLoopbackName = (name: string): boolean => HOSTS.has(name);

function parsed(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** True for an `http:` address on loopback: one that the sandbox would dial. */
export function isLoopback(address: string): boolean {
  const url = parsed(address);
  return url !== null && url.protocol === "http:" && isLoopbackName(url.hostname);
}

export interface Dialling {
  readonly method: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Makes one request and follows no redirect. Never inside of a transaction: the other end may be this sandbox.
 * @throws NotDialled for an address that is not loopback, and where nobody answers in 5 seconds
 */
export function dial(address: string, { method, headers = {}, body }: Dialling): Promise<DialAnswer> {
  const url = parsed(address);
  const host = url === null ? undefined : HOSTS.get(url.hostname);
  if (url === null || url.protocol !== "http:" || host === undefined) {
    return Promise.reject(
      new NotDialled(`The sandbox dials loopback only, not ${origin(url) ?? "this address"}.`),
    );
  }
  return new Promise((resolve, reject) => {
    const failed = () => reject(new NotDialled(`Nothing answers at ${url.origin}${url.pathname}.`));
    const outgoing = request(
      {
        host,
        port: url.port === "" ? 80 : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method,
        headers: {
          host: url.host,
          accept: "application/json",
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
          ...headers,
        },
        agent: false,
        signal: AbortSignal.timeout(TIMEOUT),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on("data", (chunk: Buffer) => {
          size += chunk.length;
          if (size > ANSWER_LIMIT) response.destroy(new Error("too large"));
          else chunks.push(chunk);
        });
        response.on("error", failed);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, text, json: objectIn(text) });
        });
      },
    );
    outgoing.on("error", failed);
    outgoing.end(body);
  });
}

const origin = (url: URL | null): string | undefined =>
  url === null || url.origin === "null" ? undefined : url.origin;

/** An escaped NUL, which the store does not take, makes it none. */
function objectIn(text: string): JsonObject | undefined {
  if (text.includes("\\u0000")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return undefined;
  }
}
