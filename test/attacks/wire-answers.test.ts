import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createTransport,
  DEFAULT_LIMITS,
  type Delivery,
  type TransportLimits,
} from "../../src/wire/transport.ts";
import { bench, rejection } from "../wire/harness.ts";
import { json, result } from "../wire/service.ts";

/** A server that answers with bytes of the test's own. */
async function serve(answer: (socket: Socket, request: number) => void): Promise<string> {
  let requests = 0;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => {
      requests += 1;
      answer(socket, requests);
    });
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

function sender(limits: Partial<TransportLimits> = {}) {
  const transport = createTransport({ ...DEFAULT_LIMITS, connections: 1, attemptMs: 300, ...limits });
  return (origin: string): Promise<Delivery> =>
    transport.deliver({
      origin,
      method: "POST",
      path: "/?Action=A",
      headers: {},
      body: "{}",
      timeoutMs: 5_000,
    });
}

const ok = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Writes again and again until the other side has had enough. */
const drip = (head: string, piece: string) => (socket: Socket) => {
  socket.write(head);
  const timer = setInterval(() => socket.writable && socket.write(piece), 1);
  socket.on("close", () => clearInterval(timer));
};

describe("an answer that breaks HTTP", () => {
  it.each<[string, (socket: Socket) => void]>([
    [
      "that switches protocols",
      (socket) => socket.write("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
    ],
    [
      "with two lengths",
      (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}"),
    ],
    [
      "with a length and chunks",
      (socket) =>
        socket.write(
          "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        ),
    ],
    ["shorter than it says", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}")],
    [
      "with a chunk of negative length",
      (socket) => socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n"),
    ],
    ["with bare line feeds", (socket) => socket.write("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}")],
    ["with hints that never end", drip("", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")],
    ["with headers that never end", drip("HTTP/1.1 200 OK\r\n", `X-A: ${"a".repeat(1000)}\r\n`)],
    ["with a body that comes by the byte", drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ")],
    [
      "with a chunk's extension that never ends",
      drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;", "a".repeat(1000)),
    ],
  ])("%s is a failure of an attempt that was sent, and no answer", async (_, answer) => {
    const origin = await serve(answer);
    expect(await sender()(origin)).toMatchObject({ kind: "failure", sent: true });
  });

  it("that is a second answer behind the first is not taken for that of the next request", async () => {
    const origin = await serve((socket, request) =>
      socket.write(ok(`{"n":${request}}`) + ok('{"forged":true}')),
    );
    const send = sender({ attemptMs: 5_000 });
    for (const n of [1, 2, 3]) {
      const delivery = await send(origin);
      expect(delivery.kind === "answer" && Buffer.from(delivery.answer.body).toString()).toBe(`{"n":${n}}`);
    }
  });
});

describe("an answer to another request", () => {
  const other = json(200, {
    ResponseMetadata: { RequestId: "r1", Action: "DeleteEverything" },
    Result: { Ok: true },
  });

  it("is none to a read", async () => {
    const { call } = await bench([other]);
    expect(await rejection(call({}))).toMatchObject({
      code: "ANSWER_UNREADABLE",
      message: expect.stringContaining("another action"),
    });
  });

  it("leaves the outcome of a change unknown", async () => {
    const { call } = await bench([other]);
    expect(await rejection(call({ effect: "create" }))).toMatchObject({ code: "OUTCOME_UNKNOWN" });
  });

  it("may name the action in other letters, or not at all", async () => {
    const named = json(200, { ResponseMetadata: { Action: "TESTACTION" }, Result: { A: 1 } });
    const { call } = await bench([named, result({ A: 1 })]);
    expect((await call({})).result).toEqual({ A: 1 });
    expect((await call({})).result).toEqual({ A: 1 });
  });
});

describe("a pause that a service asks for", () => {
  const throttled = (value: string) =>
    json(429, { ResponseMetadata: { Error: { Code: "Throttling" } } }, { "retry-after": value });

  it.each(["-5", "1e9", "soon", "\u00e9", "0x10", ""])("of %j is none", async (value) => {
    const { call, slept } = await bench([throttled(value), result({})]);
    await call({});
    expect(slept).toEqual([100]);
  });

  it.each(["999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])("of %j keeps nobody waiting", async (value) => {
    const { call, slept, service } = await bench([throttled(value), result({})]);
    await expect(call({})).rejects.toMatchObject({ code: "SERVICE_ERROR", retryable: true });
    expect(slept).toEqual([]);
    expect(service.seen).toHaveLength(1);
  });
});

describe("parameters", () => {
  it("stay parameters, whatever is in them", async () => {
    const evil = "a\r\nX-Injected: 1\r\n\r\nGET /?Action=Other HTTP/1.1\u0000 &Action=Other#?=+%0d%0a/../";
    for (const encoding of ["GET query", "POST form", "POST json"] as const) {
      const { call, service } = await bench([result({})]);
      await call({ encoding, params: { Name: evil, [evil.replaceAll(".", "")]: "x" } });
      const [seen] = service.seen;
      expect(service.seen).toHaveLength(1);
      expect(seen?.url.searchParams.getAll("Action")).toEqual(["TestAction"]);
      expect(seen?.url.pathname).toBe("/");
      expect(seen?.headers).not.toHaveProperty("x-injected");
    }
  });
});

describe("an environment that names proxies", () => {
  it("sends nothing to them", async () => {
    const asked: number[] = [];
    const proxy = await serve((socket, request) => {
      asked.push(request);
      socket.write(ok("{}"));
    });
    const names = [
      "HTTP_PROXY",
      "HTTPS_PROXY",
      "ALL_PROXY",
      "http_proxy",
      "https_proxy",
      "all_proxy",
      "NODE_USE_ENV_PROXY",
    ];
    for (const name of names) {
      const before = process.env[name];
      process.env[name] = name === "NODE_USE_ENV_PROXY" ? "1" : proxy;
      onTestFinished(() => {
        if (before === undefined) delete process.env[name];
        else process.env[name] = before;
      });
    }
    const { call, service } = await bench([result({})]);
    await call({});
    expect(service.seen).toHaveLength(1);
    expect(asked).toEqual([]);
  });
});
