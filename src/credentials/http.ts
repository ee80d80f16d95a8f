import type { RawAnswer } from "../wire/envelope.ts";

/** A request for keys. Only STS and the instance's metadata are asked so; see docs/decisions. */
export interface KeyRequest {
  readonly url: URL;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte to the last, connecting included. */
  readonly totalMs: number;
}

/** `code` is one of Node's, undici's or our own; no text of a service. */
export type KeyDelivery =
  | { readonly kind: "answer"; readonly answer: RawAnswer }
  | { readonly kind: "failure"; readonly code: string };

/** The largest answer that is read, in bytes; keys take two thousand. */
const BODY_LIMIT = 256 * 1024;

/**
 * Sends one request once, over a connection of its own: keys are asked for about once an hour. Never throws. No redirect is
 * followed, proxies of the environment are ignored, certificates are verified whatever the environment says.
 */
export async function ask(request: KeyRequest): Promise<KeyDelivery> {
  const { url, method, headers, totalMs } = request;
  const { Agent } = await import("../wire/http-client.ts");
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    allowH2: false,
    connect: { timeout: totalMs, rejectUnauthorized: true },
  });
  const signal = AbortSignal.timeout(totalMs);
  try {
    const {
      statusCode,
      headers: given,
      body,
    } = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...headers, accept: "application/json", "accept-encoding": "identity" },
      body: request.body ?? null,
      signal,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      const bytes = Buffer.from(chunk);
      size += bytes.byteLength;
      if (size > BODY_LIMIT) return { kind: "failure", code: "BODY_TOO_LARGE" };
      chunks.push(bytes);
    }
    const answer = { status: statusCode, headers: given, body: Buffer.concat(chunks), tooLarge: false };
    return { kind: "answer", answer };
  } catch (error) {
    return { kind: "failure", code: signal.aborted ? "TIMED_OUT" : codeOf(error) };
  } finally {
    await agent.destroy();
  }
}

// Only the code: messages of Node and undici can quote addresses and headers.
function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; depth++) {
    const code: unknown = Reflect.get(cause, "code");
    if (typeof code === "string" && /^\w{1,64}$/.test(code)) return code;
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return "UNKNOWN";
}
