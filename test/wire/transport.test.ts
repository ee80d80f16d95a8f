import { once } from "node:events";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { readAnswer } from "../../src/wire/envelope.ts";
import {
  ABORTED,
  createTransport,
  DEFAULT_LIMITS,
  type Outgoing,
  TIMED_OUT,
  type Transport,
  type TransportLimits,
} from "../../src/wire/transport.ts";
import { type Reply, raw, reset, result, type Service, silence, startService } from "./service.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(...script: readonly Reply[]): Promise<Service> {
  const service = await startService(...script);
  closers.push(() => service.close());
  return service;
}

function transportOf(limits: Partial<TransportLimits> = {}): Transport {
  const transport = createTransport({ ...DEFAULT_LIMITS, ...limits });
  closers.push(() => transport.close());
  return transport;
}

const to = (origin: string, more: Partial<Outgoing> = {}): Outgoing => ({
  origin,
  method: "POST",
  path: "/?Action=A",
  headers: { "X-Example": "1" },
  body: "{}",
  timeoutMs: 20_000,
  ...more,
});

/** A TCP server that takes connections and never says a word. */
async function silentPort(): Promise<number> {
  const server = createServer();
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

describe("what was surely not sent", () => {
  it("a connection that nobody takes", async () => {
    const service = await serve(result({}));
    await service.close();
    closers.pop();
    expect(await transportOf().deliver(to(service.url))).toEqual({
      kind: "failure",
      sent: false,
      code: "ECONNREFUSED",
    });
  });

  it("a TLS handshake that fails", async () => {
    const service = await serve(result({}));
    const delivery = await transportOf().deliver(to(service.url.replace("http:", "https:")));
    expect(delivery).toMatchObject({ kind: "failure", sent: false });
    expect(service.seen).toHaveLength(0);
  });

  it("a TLS handshake that never ends", async () => {
    const origin = `https://127.0.0.1:${await silentPort()}`;
    const delivery = await transportOf({ connectMs: 50 }).deliver(to(origin));
    expect(delivery).toEqual({ kind: "failure", sent: false, code: "UND_ERR_CONNECT_TIMEOUT" });
  });

  it("a header that HTTP does not allow", async () => {
    const service = await serve(result({}));
    const delivery = await transportOf().deliver(to(service.url, { headers: { "X-A": "a\r\nX-B: b" } }));
    expect(delivery).toMatchObject({ kind: "failure", sent: false });
    expect(service.seen).toHaveLength(0);
  });

  it("a call that was cancelled before", async () => {
    const service = await serve(result({}));
    const delivery = await transportOf().deliver(to(service.url, { signal: AbortSignal.abort() }));
    expect(delivery).toEqual({ kind: "failure", sent: false, code: ABORTED });
    expect(service.seen).toHaveLength(0);
  });

  it("a call that was cancelled while it waited for a connection, even after one is free", async () => {
    const controller = new AbortController();
    let release = (): void => {};
    const held: Reply = (response, seen, socket) => {
      release = () => result({})(response, seen, socket);
      controller.abort();
    };
    const service = await serve(held, result({}));
    const transport = transportOf({ connections: 1 });
    const first = transport.deliver(to(service.url));
    const waiting = transport.deliver(to(service.url, { path: "/?waiting", signal: controller.signal }));
    expect(await waiting).toEqual({ kind: "failure", sent: false, code: ABORTED });
    release();
    expect(await first).toMatchObject({ kind: "answer" });
    expect(await transport.deliver(to(service.url, { path: "/?later" }))).toMatchObject({ kind: "answer" });
    expect(service.seen.map((seen) => seen.url.search)).toEqual(["?Action=A", "?later"]);
  });

  it("anything after close", async () => {
    const service = await serve(result({}));
    const transport = transportOf();
    await transport.deliver(to(service.url));
    await transport.close();
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "failure", sent: false });
    expect(service.seen).toHaveLength(1);
  });
});

describe("what may have been sent", () => {
  it.each<[string, Reply, Partial<TransportLimits>]>([
    ["a reset after the request", reset, {}],
    ["a server that hangs up", (response) => response.destroy(), {}],
    ["headers that do not come", silence, { headersMs: 50 }],
    ["no answer in the attempt's time", silence, { attemptMs: 50 }],
    ["a body that stalls", (response) => void response.writeHead(200).write("{"), { bodyMs: 50 }],
    [
      "a body cut short",
      (response) =>
        void response.writeHead(200, { "content-length": "9" }).write("{", () => response.destroy()),
      {},
    ],
    ["an answer that is not HTTP", (_response, _seen, socket) => socket.end("SSH-2.0-example\r\n"), {}],
  ])("%s", async (_, reply, limits) => {
    const service = await serve(reply);
    for (const method of ["GET", "POST"] as const) {
      const before = service.seen.length;
      const request = to(service.url, { method, body: method === "GET" ? "" : "{}" });
      expect(await transportOf(limits).deliver(request)).toMatchObject({ kind: "failure", sent: true });
      expect(service.seen).toHaveLength(before + 1);
    }
  });

  it("a request on a kept connection that the server resets, written once", async () => {
    const service = await serve(result({}), reset, result({}));
    const transport = transportOf({ connections: 1 });
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "failure", sent: true });
    expect(service.seen).toHaveLength(2);
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
  });

  it("a call that was cancelled under way", async () => {
    const controller = new AbortController();
    const service = await serve(() => controller.abort());
    const delivery = await transportOf().deliver(to(service.url, { signal: controller.signal }));
    expect(delivery).toEqual({ kind: "failure", sent: true, code: ABORTED });
  });

  it("says by its code that time was up", async () => {
    const service = await serve(silence);
    expect(await transportOf().deliver(to(service.url, { timeoutMs: 20 }))).toEqual({
      kind: "failure",
      sent: true,
      code: TIMED_OUT,
    });
  });
});

describe("answers", () => {
  it.each([301, 302, 303, 307, 308])("of status %i are handed over, never followed", async (status) => {
    const elsewhere = await serve(result({}));
    const service = await serve(raw(status, "", { location: elsewhere.url }));
    expect(await transportOf().deliver(to(service.url))).toMatchObject({
      kind: "answer",
      answer: { status },
    });
    expect(service.seen).toHaveLength(1);
    expect(elsewhere.seen).toHaveLength(0);
  });

  it("past the limit are not read to the end, whether or not they say how long they are", async () => {
    const big = Buffer.alloc(3 * 1024 * 1024, " ");
    const service = await serve(raw(200, big), (response) => {
      response.writeHead(200).write(big);
      response.end(big);
    });
    const transport = transportOf({ bodyBytes: 1024 * 1024 });
    for (let i = 0; i < 2; i++) {
      const delivery = await transport.deliver(to(service.url));
      expect(delivery).toMatchObject({ kind: "answer", answer: { status: 200, tooLarge: true } });
    }
    expect(service.seen).toHaveLength(2);
  });

  it("are asked for without compression, and not understood with it", async () => {
    const body = gzipSync('{"ResponseMetadata":{},"Result":{}}');
    const service = await serve(
      raw(200, body, { "content-encoding": "gzip", "content-type": "application/json" }),
    );
    const delivery = await transportOf().deliver(to(service.url));
    expect(service.seen[0]?.headers["accept-encoding"]).toBe("identity");
    if (delivery.kind !== "answer") throw new Error("no answer");
    expect(readAnswer(delivery.answer)).toMatchObject({ kind: "unreadable" });
  });

  it("that are announced by 1xx come through", async () => {
    const service = await serve((response, seen, socket) => {
      response.writeProcessing();
      result({})(response, seen, socket);
    });
    expect(await transportOf().deliver(to(service.url))).toMatchObject({
      kind: "answer",
      answer: { status: 200 },
    });
  });
});

describe("connections", () => {
  it("stay within their limit, and everything is answered", async () => {
    const service = await serve(result({}));
    const transport = transportOf({ connections: 3 });
    const deliveries = await Promise.all(
      Array.from({ length: 40 }, () => transport.deliver(to(service.url))),
    );
    expect(deliveries.every((delivery) => delivery.kind === "answer")).toBe(true);
    expect(service.seen).toHaveLength(40);
    expect(service.connections()).toBeLessThanOrEqual(3);
  });

  it("that lay idle are not used again, even where no timer had the time to close them", async () => {
    let hangUp = (): void => {};
    const service = await serve((response, seen, socket) => {
      result({})(response, seen, socket);
      hangUp = () => socket.resetAndDestroy();
    });
    const idleMs = 40;
    const transport = transportOf({ idleMs });
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
    hangUp();
    // As after a sleep of the machine: time went by, and nothing ran.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * idleMs);
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
    expect(service.connections()).toBe(2);
  });

  it("that lay idle are not used again while another request is under way either", async () => {
    let release = (): void => {};
    let arrived = (): void => {};
    const holding = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const held: Reply = (response, seen, socket) => {
      release = () => result({})(response, seen, socket);
      arrived();
    };
    const service = await serve(held, result({}), result({}));
    const idleMs = 40;
    const transport = transportOf({ idleMs });
    const slow = transport.deliver(to(service.url, { path: "/?slow" }));
    await holding;
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * idleMs);
    expect(await transport.deliver(to(service.url))).toMatchObject({ kind: "answer" });
    expect(service.connections()).toBe(3);
    release();
    expect(await slow).toMatchObject({ kind: "answer" });
  });

  it("are kept for the next request that comes soon", async () => {
    const service = await serve(result({}));
    const transport = transportOf({ connections: 1, idleMs: 60_000 });
    for (let i = 0; i < 5; i++) await transport.deliver(to(service.url));
    expect(service.connections()).toBe(1);
  });

  it("ignore the environment's proxies", async () => {
    const proxy = await serve(result({ from: "proxy" }));
    const service = await serve(result({ from: "service" }));
    const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"] as const;
    const before = names.map((name) => [name, process.env[name]] as const);
    for (const name of names) process.env[name] = proxy.url;
    try {
      await transportOf().deliver(to(service.url));
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    expect(service.seen).toHaveLength(1);
    expect(proxy.seen).toHaveLength(0);
  });
});
