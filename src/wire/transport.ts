import type { Agent, Dispatcher } from "undici";
import { BODY_LIMIT, type RawAnswer } from "./envelope.ts";
import { TRANSPORT_HEADERS } from "./request.ts";

export interface TransportLimits {
  readonly connectMs: number;
  /** Until the answer's headers are complete. */
  readonly headersMs: number;
  /** Longest silence between two pieces of the body. */
  readonly bodyMs: number;
  /** One attempt as a whole; what is left of the call's own time may be less. */
  readonly attemptMs: number;
  readonly bodyBytes: number;
  /** Connections kept per origin. */
  readonly connections: number;
  /** A connection unused for longer is not used again, whatever the service says of its own patience. */
  readonly idleMs: number;
}

export const DEFAULT_LIMITS: TransportLimits = {
  connectMs: 5000,
  headersMs: 30_000,
  bodyMs: 30_000,
  attemptMs: 55_000,
  bodyBytes: BODY_LIMIT,
  connections: 16,
  idleMs: 4000,
};

export interface Outgoing {
  readonly origin: string;
  readonly method: "GET" | "POST";
  /** Path with the encoded query. Never logged: it may hold a secret. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is left of the call's time. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** From its first byte on the signal does not end it any more: its answer is worth more than the wait. */
  readonly heardOut?: boolean | undefined;
  /** Asked right before the first byte is written, after whatever the request waited for. Must not throw. */
  readonly mayLeave?: (() => boolean) | undefined;
}

/** `sent` is false only where it is sure that not one byte of the request left this process. */
export type Delivery =
  | { readonly kind: "answer"; readonly answer: RawAnswer }
  | { readonly kind: "failure"; readonly sent: boolean; readonly code: string };

export interface Transport {
  /** Sends one request once. Never throws, never follows a redirect. */
  deliver(request: Outgoing): Promise<Delivery>;
  /** Waits for what is under way, then closes every connection. May be called again. */
  close(): Promise<void>;
}

/** Failure codes of our own, beside those of Node and undici. */
export const ABORTED = "ABORTED";
export const TIMED_OUT = "ATTEMPT_TIMEOUT";
export const HELD_BACK = "HELD_BACK";

/**
 * Keep-alive connections over undici, which is loaded at the first request. Environment proxies are ignored
 * and certificates verified whatever the environment says.
 */
export function createTransport(limits: TransportLimits = DEFAULT_LIMITS): Transport {
  let agent: Promise<Agent> | undefined;
  let closing: Promise<void> | undefined;
  let leaving: Promise<unknown> = Promise.resolve();
  let lastUse = 0;
  const load = async (): Promise<Agent> => {
    const { Agent } = await import("./http-client.ts");
    return new Agent({
      connections: limits.connections,
      // INVARIANT: one request at a time on a connection. A lost connection then concerns one request only,
      // and undici never writes a request again by itself.
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: limits.idleMs,
      keepAliveMaxTimeout: limits.idleMs,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      connect: { timeout: limits.connectMs, rejectUnauthorized: true },
    });
  };
  // undici's timers close idle connections, but not while the machine sleeps or the process is too busy to look. What the
  // service closed meanwhile would lose the next change, with an unknown outcome; hence the clock of the wall as well.
  const leftAlone = (): boolean => Math.abs(Date.now() - lastUse) > limits.idleMs;
  return {
    async deliver(request) {
      if (closing !== undefined) return { kind: "failure", sent: false, code: "UND_ERR_CLOSED" };
      if (request.signal?.aborted === true) return { kind: "failure", sent: false, code: ABORTED };
      if (agent === undefined || leftAlone()) {
        // What is still under way on the old ones comes to its end there.
        leaving = Promise.all([leaving, closed(agent)]);
        agent = load();
      }
      lastUse = Date.now();
      const mine = agent;
      let client: Agent;
      try {
        client = await mine;
      } catch (error) {
        if (agent === mine) agent = undefined;
        return { kind: "failure", sent: false, code: codeOf(error) };
      }
      const delivery = await dispatch(client, request, limits);
      lastUse = Date.now();
      return delivery;
    },
    close() {
      closing ??= Promise.all([leaving, closed(agent)]).then(() => undefined);
      return closing;
    },
  };
}

/** Waits for what is under way; a client that never loaded has nothing to close. */
async function closed(agent: Promise<Agent> | undefined): Promise<void> {
  await agent?.then(
    (loaded) => loaded.close(),
    () => undefined,
  );
}

function dispatch(agent: Agent, request: Outgoing, limits: TransportLimits): Promise<Delivery> {
  return new Promise((resolve) => {
    let sent = false;
    let over = false;
    let controller: Dispatcher.DispatchController | undefined;
    let head: Pick<RawAnswer, "status" | "headers"> | undefined;
    let size = 0;
    const chunks: Buffer[] = [];

    const settle = (delivery: Delivery) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      request.signal?.removeEventListener("abort", onAbort);
      resolve(delivery);
    };
    const stop = (code: string) => {
      settle({ kind: "failure", sent, code });
      controller?.abort(new Error(code));
    };
    const onAbort = () => {
      if (!sent || request.heardOut !== true) stop(ABORTED);
    };
    const timer = setTimeout(() => stop(TIMED_OUT), Math.min(request.timeoutMs, limits.attemptMs));
    request.signal?.addEventListener("abort", onAbort, { once: true });

    const handler: Dispatcher.DispatchHandler = {
      // undici calls this right before the first byte is written. INVARIANT: nothing is written after the
      // delivery is settled, nor a second time, whatever became of the connection.
      onRequestStart(started) {
        controller = started;
        if (sent) stop("WRITTEN_TWICE");
        else if (!over && request.mayLeave?.() === false) stop(HELD_BACK);
        if (over) started.abort(new Error("settled before it was sent"));
        else sent = true;
      },
      onResponseStart(_, status, headers) {
        // 1xx only announces the answer.
        if (status >= 200) head = { status, headers };
      },
      onResponseData(_, chunk) {
        size += chunk.byteLength;
        if (size <= limits.bodyBytes) {
          chunks.push(chunk);
          return;
        }
        if (head !== undefined) {
          settle({ kind: "answer", answer: { ...head, body: new Uint8Array(), tooLarge: true } });
        }
        stop("BODY_TOO_LARGE");
      },
      onResponseEnd() {
        if (head === undefined) stop("NO_HEADERS");
        else settle({ kind: "answer", answer: { ...head, body: Buffer.concat(chunks), tooLarge: false } });
      },
      onResponseError(_, error) {
        settle({ kind: "failure", sent, code: codeOf(error) });
      },
    };
    if (request.signal?.aborted === true) stop(ABORTED);
    if (over) return;
    try {
      agent.dispatch(
        {
          origin: request.origin,
          method: request.method,
          path: request.path,
          headers: { ...request.headers, ...TRANSPORT_HEADERS },
          body: request.body === "" ? null : request.body,
        },
        handler,
      );
    } catch (error) {
      settle({ kind: "failure", sent, code: codeOf(error) });
    }
  });
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
