import { createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { ask, type KeyRequest } from "../../src/credentials/http.ts";
import type { Answerer } from "../support/upstream.ts";
import { NOBODY, upstream } from "./support.ts";

async function asked(answer: Answerer, more: Partial<KeyRequest> = {}) {
  const service = await upstream(answer);
  const url = new URL("/a?b=c", service.url);
  const delivery = await ask({ url, method: "GET", headers: {}, totalMs: 2000, ...more });
  return { delivery, arrived: service.arrived };
}

describe("a request for keys", () => {
  it("is sent once, with its method, path, headers and body", async () => {
    const { delivery, arrived } = await asked((_, response) => response.end("answer"), {
      method: "POST",
      headers: { "x-example": "1" },
      body: "body",
    });
    expect(delivery).toMatchObject({ kind: "answer", answer: { status: 200 } });
    expect(arrived).toMatchObject([
      { method: "POST", target: "/a?b=c", body: "body", headers: { "x-example": "1" } },
    ]);
  });

  it("follows no redirect", async () => {
    const { delivery, arrived } = await asked((_, response) =>
      response.writeHead(307, { location: "/elsewhere" }).end(),
    );
    expect(delivery).toMatchObject({ kind: "answer", answer: { status: 307 } });
    expect(arrived).toHaveLength(1);
  });

  it("takes no endless answer", async () => {
    const { delivery } = await asked((_, response) => response.end("x".repeat(300 * 1024)));
    expect(delivery).toEqual({ kind: "failure", code: "BODY_TOO_LARGE" });
  });

  it.each<[string, Answerer]>([
    ["never comes", () => undefined],
    ["stops halfway", (_, response) => response.writeHead(200, { "content-length": "9" }).write("half")],
  ])("does not wait for an answer that %s", async (_, answer) => {
    const started = performance.now();
    const { delivery } = await asked(answer, { totalMs: 150 });
    expect(delivery).toEqual({ kind: "failure", code: "TIMED_OUT" });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("does not wait for a connection that is accepted and never answered", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const url = new URL(`https://127.0.0.1:${port}/`);
    const delivery = await ask({ url, method: "GET", headers: {}, totalMs: 150 });
    expect(delivery).toEqual({ kind: "failure", code: "TIMED_OUT" });
  });

  it("fails with a code and nothing else where nobody listens", async () => {
    const url = new URL("/a?secret=hunter2", NOBODY);
    const delivery = await ask({ url, method: "GET", headers: {}, totalMs: 2000 });
    expect(delivery).toEqual({ kind: "failure", code: "ECONNREFUSED" });
  });

  it("uses no proxy of the environment", async () => {
    const proxy = await upstream();
    onTestFinished(() => void vi.unstubAllEnvs());
    for (const name of ["http_proxy", "HTTP_PROXY", "ALL_PROXY"]) vi.stubEnv(name, proxy.url);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    const { delivery } = await asked((_, response) => response.end("direct"));
    expect(delivery.kind).toBe("answer");
    expect(proxy.arrived).toEqual([]);
  });
});
