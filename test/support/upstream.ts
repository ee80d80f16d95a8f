import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One request as it arrived. */
export interface Arrived {
  readonly action: string;
  readonly version: string;
  readonly method: string;
  /** Path and query exactly as they came, still encoded. */
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Answerer = (arrived: Arrived, response: ServerResponse) => void;

/** A service on the loopback that records what arrives and answers as it is told. */
export interface Upstream {
  readonly url: string;
  readonly arrived: readonly Arrived[];
  /** Arrivals of everything but reads: before a person is asked, idgate looks at what is there. */
  readonly changes: readonly Arrived[];
  /** Arrivals of one action. */
  of(action: string): readonly Arrived[];
  /** Resolves at the next arrival. */
  next(): Promise<Arrived>;
  answerWith(answer: Answerer): void;
  close(): Promise<void>;
}

/** Answers in the vendor's envelope. */
export function envelope(result: unknown, status = 200): Answerer {
  return ({ action, version }, response) => {
    const metadata = {
      RequestId: "20260101000000TEST",
      Action: action,
      Version: version,
      Service: "id",
      Region: "cn-beijing",
    };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ ResponseMetadata: metadata, Result: result }));
  };
}

/** Answers with a service's error. */
export function fault(status: number, code: string, message: string): Answerer {
  return ({ action, version }, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(
      JSON.stringify({
        ResponseMetadata: {
          RequestId: "20260101000000TEST",
          Action: action,
          Version: version,
          Service: "id",
          Region: "cn-beijing",
          Error: { Code: code, Message: message },
        },
      }),
    );
  };
}

/** A query of some 6000 characters of Chinese is longer than what Node takes by default. */
const HEADER_BYTES = 262_144;

export async function startUpstream(first: Answerer = envelope({})): Promise<Upstream> {
  const arrived: Arrived[] = [];
  const waiting: ((arrived: Arrived) => void)[] = [];
  let answer = first;
  const server = createServer({ maxHeaderSize: HEADER_BYTES }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const query = new URL(request.url ?? "/", "http://localhost").searchParams;
      const one: Arrived = {
        action: query.get("Action") ?? "",
        version: query.get("Version") ?? "",
        method: request.method ?? "",
        target: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      arrived.push(one);
      for (const resolve of waiting.splice(0)) resolve(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    arrived,
    get changes() {
      return arrived.filter(({ action }) => !/^(?:Get|List)/.test(action));
    },
    of: (action) => arrived.filter((one) => one.action === action),
    next: () => new Promise((resolve) => waiting.push(resolve)),
    answerWith(next) {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
