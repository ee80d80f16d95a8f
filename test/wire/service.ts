import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";

/** One request as the service saw it, complete. */
export interface Seen {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, seen: Seen, socket: Socket) => void;

/** A real HTTP server that plays a script: one reply a request, the last one again and again. */
export interface Service {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Connections opened so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${addressOf(server).port}`;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}

export async function startService(...script: readonly Reply[]): Promise<Service> {
  const seen: Seen[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one: Seen = {
        method: request.method ?? "",
        url: new URL(request.url ?? "/", "http://service"),
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      seen.push(one);
      const reply = script[Math.min(seen.length, script.length) - 1];
      if (reply === undefined) throw new Error("the script is empty");
      reply(response, one, request.socket);
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  const url = await listen(server);
  return {
    url,
    seen,
    connections: () => connections,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

type Headers = Readonly<Record<string, string>>;

export function raw(status: number, body: string | Buffer, headers: Headers = {}): Reply {
  return (response) => response.writeHead(status, headers).end(body);
}

export function json(status: number, body: unknown, headers: Headers = {}): Reply {
  return raw(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
}

export function result(value: unknown): Reply {
  return json(200, { ResponseMetadata: { RequestId: "req-1" }, Result: value });
}

export function fault(status: number, code: string, message = "", headers: Headers = {}): Reply {
  return json(
    status,
    { ResponseMetadata: { RequestId: "req-1", Error: { Code: code, Message: message } } },
    headers,
  );
}

/** Takes the whole request, then resets the connection. */
export const reset: Reply = (_response, _seen, socket) => {
  socket.resetAndDestroy();
};

/** Takes the whole request and says nothing. */
export const silence: Reply = () => {};
