/** HTTP itself, as clients of other languages speak it. */
import { Agent, request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BODY_LIMIT } from "../../src/sandbox/request.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { call, outcome, sandbox, sign } from "./client.ts";
import { exchange } from "./exchange.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

/** Sends the headers, and the body once it is told to go on. */
function expecting(length: number): Promise<{ readonly went: boolean; readonly status: number }> {
  const { path, headers } = sign(box, "GetWorkloadPool", {});
  return new Promise((resolve, reject) => {
    let went = false;
    const all = { ...headers, expect: "100-continue", "content-length": String(length) };
    const sent = httpRequest(box.url, { method: "POST", path, headers: all, agent: false }, (response) => {
      response.resume();
      resolve({ went, status: response.statusCode ?? 0 });
      sent.destroy();
    });
    sent.on("error", reject);
    sent.on("continue", () => {
      went = true;
      sent.end("{}");
    });
    sent.flushHeaders();
  });
}

describe("the sandbox as a server", () => {
  it("tells a client that waits to go on, unless the body is too large", async () => {
    expect(await expecting(2)).toEqual({ went: true, status: 200 });
    expect(await expecting(BODY_LIMIT + 1)).toEqual({ went: false, status: 413 });
  });

  it.each(["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])("answers %s with what it takes", async (method) => {
    const reply = await exchange(box.url, { ...sign(box, "GetWorkloadPool", {}), method });
    expect(reply).toMatchObject({ status: 405, headers: { allow: "GET, POST" }, ended: "whole" });
    expect(reply.text.includes("MethodNotAllowed")).toBe(method !== "HEAD");
  });

  it("takes JSON in any spelling of its type, and nothing else for JSON", async () => {
    const as = (type: string) => outcome(box, "GetWorkloadPool", {}, { raw: { body: "{}", type } });
    expect(await as("application/json;charset=UTF-8")).toBe("200");
    expect(await as("Application/JSON ; charset=utf-8")).toBe("200");
    expect(await as("text/plain")).toBe("400 InvalidRequest");
    const reply = await call(box, "GetWorkloadPool", {}, { raw: { body: "{}", type: "text/plain" } });
    expect(reply.message).toMatch(/Content-Type is not JSON/);
  });

  it("keeps a connection for the next request, also after an error", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports: unknown[] = [];
    for (const secretAccessKey of [box.secretAccessKey, "wrong", box.secretAccessKey]) {
      const { method, path, headers, body } = sign(box, "GetWorkloadPool", {}, { secretAccessKey });
      await new Promise<void>((resolve, reject) => {
        const sent = httpRequest(box.url, { method, path, headers, agent }, (response) => {
          ports.push(response.socket.localPort);
          response.resume();
          response.on("end", resolve);
        });
        sent.on("error", reject);
        sent.end(body);
      });
    }
    expect(ports).toHaveLength(3);
    expect(new Set(ports).size).toBe(1);
    agent.destroy();
  });
});
