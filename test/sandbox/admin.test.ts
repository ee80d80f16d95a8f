import { describe, expect, it, onTestFinished } from "vitest";
import { isJsonObject, type JsonObject } from "../../src/action/json.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { call, items, ok, outcome, sandbox } from "./client.ts";
import { exchange } from "./exchange.ts";

async function open(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const box = await sandbox(options);
  onTestFinished(() => box.close());
  return box;
}

interface Asked {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

async function ask(box: Sandbox, path: string, { method = "GET", body = "", headers }: Asked = {}) {
  const secret = { authorization: `Bearer ${box.secretAccessKey}` };
  const to = { host: new URL(box.url).host, ...(headers ?? secret) };
  const reply = await exchange(box.url, { method, path: `/sandbox/${path}`, headers: to, body });
  const value: unknown = reply.text === "" ? {} : JSON.parse(reply.text);
  const json: JsonObject = isJsonObject(value) ? value : {};
  return { ...reply, json, error: isJsonObject(json.error) ? json.error : undefined };
}

describe("the sandbox's own endpoints", () => {
  it("tell their health to everybody under a loopback name", async () => {
    const box = await open({ version: "1.2.3" });
    const { status, json } = await ask(box, "health", { headers: {} });
    expect([status, json]).toEqual([
      200,
      { status: "ok", account: "2100000000", region: "cn-beijing", version: "1.2.3" },
    ]);
    const elsewhere = await ask(box, "health", { headers: { host: "attacker.example.com" } });
    expect(elsewhere.status).toBe(403);
  });

  it.each([
    ["no header", {}],
    ["another secret", { authorization: "Bearer sandbox-example-secret-kez" }],
    ["no scheme", { authorization: "sandbox-example-secret-key" }],
    ["an empty one", { authorization: "Bearer " }],
  ])("refuse %s with what to do, and change nothing", async (_, headers) => {
    const box = await open({ faults: ["*=internal"] });
    for (const [path, method] of [
      ["faults", "GET"],
      ["faults", "PUT"],
      ["faults", "DELETE"],
      ["requests", "GET"],
    ] as const) {
      const body = method === "PUT" ? '{"rules":[]}' : "";
      const { status, error, headers: answered } = await ask(box, path, { method, body, headers });
      expect(status).toBe(401);
      expect(error?.message).toMatch(/Authorization: Bearer SECRET/);
      expect(answered["www-authenticate"]).toMatch(/^Bearer/);
    }
    expect(await outcome(box, "GetWorkloadPool")).toBe("500 InternalError");
  });

  it("are not opened to a page of another origin", async () => {
    const box = await open();
    const headers = { origin: "http://localhost:3000", "access-control-request-method": "PUT" };
    const asked = await ask(box, "faults", { method: "OPTIONS", headers });
    expect(asked.status).toBe(401);
    expect(Object.keys(asked.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it("are no others, and take no other methods", async () => {
    const box = await open();
    expect((await ask(box, "nothing")).status).toBe(404);
    expect(await ask(box, "faults", { method: "POST" })).toMatchObject({
      status: 405,
      headers: { allow: "GET, HEAD, PUT, DELETE" },
    });
  });
});

describe("/sandbox/faults", () => {
  it("shows, replaces and takes away the faults of a running sandbox", async () => {
    const box = await open({ faults: ["id:Get*=internal@first1"], faultSeed: "s" });
    expect(await outcome(box, "GetWorkloadPool")).toBe("500 InternalError");
    const { json } = await ask(box, "faults");
    expect(json).toMatchObject({
      seed: "s",
      rules: [{ spec: "id:Get*=internal@first1", fault: "internal", when: { first: 1 }, asked: 1, hit: 1 }],
    });
    expect(items(json, "kinds").map(({ usage }) => usage)).toContain("reset[-after]");

    const rules = ["id:Get*=throttle:1", { actions: "id:List*", fault: "gateway", value: 503 }];
    const put = await ask(box, "faults", { method: "PUT", body: JSON.stringify({ rules, seed: "t" }) });
    expect(put).toMatchObject({ status: 200, json: { seed: "t" } });
    expect(items(put.json, "rules").map(({ spec }) => spec)).toEqual([
      "id:Get*=throttle:1",
      "id:List*=gateway:503",
    ]);
    expect(await outcome(box, "GetWorkloadPool")).toBe("429 Throttling");

    expect((await ask(box, "faults", { method: "DELETE" })).json).toMatchObject({ rules: [] });
    expect(await outcome(box, "GetWorkloadPool")).toBe("200");
  });

  it.each([
    ["", /The body is/],
    ["[]", /The body is/],
    ['{"rules":"reset"}', /The body is/],
    ['{"rules":[1]}', /The body is/],
    ['{"rules":[],"more":1}', /The body is/],
    ['{"rules":["resett"]}', /There is no fault "resett"\. Did you mean reset\?/],
    ['{"rules":["id:NoSuch=reset"]}', /No action is called/],
  ])("refuses %j and keeps what was there", async (body, why) => {
    const box = await open({ faults: ["*=internal"] });
    const { status, error } = await ask(box, "faults", { method: "PUT", body });
    expect(status).toBe(400);
    expect(error?.message).toMatch(why);
    expect(await outcome(box, "GetWorkloadPool")).toBe("500 InternalError");
  });
});

describe("/sandbox/requests", () => {
  it("numbers requests, tells what they did, and gives those after a number", async () => {
    const box = await open();
    await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "made", Description: "private" });
    await call(box, "GetWorkloadPool", { WorkloadPoolName: "nowhere" });
    await call(box, "GetWorkloadPool", {}, { secretAccessKey: "wrong" });
    const all = await ask(box, "requests");
    expect(all.json).toMatchObject({
      latest: 3,
      requests: [
        {
          number: 1,
          time: "2026-03-01T12:00:00.000Z",
          service: "id",
          action: "CreateWorkloadPool",
          accessKeyId: box.accessKeyId,
          parameters: ["WorkloadPoolName", "Description"],
          status: 200,
          code: null,
          fault: null,
          changed: true,
        },
        { number: 2, status: 404, code: "NotFound", changed: false },
        { number: 3, status: 401, code: "SignatureNotMatch", parameters: [] },
      ],
    });
    expect(all.text).not.toContain("private");
    const later = await ask(box, "requests?after=2");
    expect(items(later.json, "requests").map(({ number }) => number)).toEqual([3]);
    expect((await ask(box, "requests?after=x")).status).toBe(400);
  });

  it("says of a repeat with the same token that it changed nothing", async () => {
    const box = await open();
    const params = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "once" }, ClientToken: "t" };
    for (let round = 0; round < 2; round++) {
      await ok(box, "CreateResource", params, { service: "cloudcontrol" });
    }
    const { json } = await ask(box, "requests");
    expect(items(json, "requests").map(({ changed }) => changed)).toEqual([true, false]);
  });

  it("shows parameters only where the sandbox keeps them", async () => {
    const box = await open({ keepRequests: true });
    await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "made" });
    const { json } = await ask(box, "requests");
    expect(items(json, "requests")[0]?.params).toEqual({ WorkloadPoolName: "made" });
  });
});
