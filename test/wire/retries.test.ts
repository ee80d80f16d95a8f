import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { isChange } from "../../src/action/action.ts";
import { CredentialsInvalid, NetworkError, OutcomeUnknown, ServiceError } from "../../src/errors.ts";
import { bench, rejection } from "./harness.ts";
import { fault, listen, type Reply, raw, reset, result, silence } from "./service.ts";

const EFFECTS = ["read", "reveal", "create", "update", "delete", "issue"] as const;
const READS = EFFECTS.filter((effect) => !isChange(effect));
const CHANGES = EFFECTS.filter(isChange);

async function freePort(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  server.close();
  await once(server, "close");
  return url;
}

describe("reads and reveals", () => {
  const passing: [string, Reply][] = [
    ["500", fault(500, "InternalError")],
    ["503", fault(503, "ServiceUnavailable")],
    ["an HTML 502", raw(502, "<html>", { "content-type": "text/html" })],
    ["throttling", fault(429, "Throttling")],
    ["a reset", reset],
    [
      "a body cut short",
      (response) =>
        void response.writeHead(200, { "content-length": "100" }).write("{", () => response.destroy()),
    ],
  ];
  it.each(READS.flatMap((effect) => passing.map(([name, reply]) => [effect, name, reply] as const)))(
    "%s is tried again after %s",
    async (effect, _, reply) => {
      const { service, call } = await bench([reply, result({ ok: true })]);
      expect(await call({ effect })).toMatchObject({ result: { ok: true }, attempts: 2 });
      expect(service.seen).toHaveLength(2);
    },
  );

  it("are signed afresh each time, with the date and keys of then", async () => {
    let keys = 0;
    const { service, call } = await bench(
      [fault(500, "InternalError"), fault(500, "InternalError"), result({})],
      {
        credentials: async () => ({ accessKeyId: `SANDBOX${keys++}`, secretAccessKey: "example" }),
      },
    );
    await call({});
    expect(new Set(service.seen.map((seen) => seen.headers["x-date"])).size).toBe(3);
    expect(new Set(service.seen.map((seen) => seen.headers.authorization)).size).toBe(3);
    expect(service.seen.map((seen) => /SANDBOX\d/.exec(seen.headers.authorization ?? "")?.[0])).toEqual([
      "SANDBOX0",
      "SANDBOX1",
      "SANDBOX2",
    ]);
  });

  it("give up after four attempts with the service's own error", async () => {
    const { service, slept, call } = await bench([fault(500, "InternalError", "broken")]);
    const error = await rejection(call({}));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      serviceCode: "InternalError",
      status: 500,
      retryable: true,
      requestId: "req-1",
    });
    expect(service.seen).toHaveLength(4);
    expect(slept).toEqual([100, 200, 400]);
  });

  it("wait as long as Retry-After says", async () => {
    const { slept, call } = await bench([
      fault(429, "Throttling", "", { "retry-after": "3" }),
      fault(503, "ServiceUnavailable", "", { "retry-after": "20" }),
      result({}),
    ]);
    await call({});
    expect(slept).toEqual([3000, 20_000]);
  });

  it("are not tried again where Retry-After goes beyond the call's time, and say for how long to wait", async () => {
    const { service, slept, call } = await bench([
      fault(429, "Throttling", "", { "retry-after": "86400" }),
      result({}),
    ]);
    expect(await rejection(call({}))).toMatchObject({
      code: "SERVICE_ERROR",
      retryable: true,
      hint: expect.stringContaining("86400 seconds"),
    });
    expect(slept).toEqual([]);
    expect(service.seen).toHaveLength(1);
  });

  it.each([
    [400, "InvalidParameter.Name"],
    [403, "AccessDenied"],
    [404, "NotFound"],
    [429, "QuotaExceeded"],
  ])("are not tried again after %i %s", async (status, code) => {
    const { service, call } = await bench([fault(status, code)]);
    await expect(call({})).rejects.toThrow(ServiceError);
    expect(service.seen).toHaveLength(1);
  });

  it("that stay unanswered are a network error, and known to be harmless", async () => {
    const { service, call } = await bench([silence], { limits: { attemptMs: 50 } });
    const error = await rejection(call({ effect: "reveal" }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(service.seen).toHaveLength(4);
  });
});

describe("changes", () => {
  const doubtful: [string, Reply][] = [
    ["500", fault(500, "InternalError")],
    ["503", fault(503, "ServiceUnavailable")],
    ["a gateway's HTML", raw(502, "<html>", { "content-type": "text/html" })],
    ["a reset", reset],
    ["silence", silence],
    [
      "a body cut short",
      (response) =>
        void response.writeHead(200, { "content-length": "100" }).write("{", () => response.destroy()),
    ],
    ["an empty 200", raw(200, "")],
    ["broken JSON", raw(200, "{", { "content-type": "application/json" })],
    ["a redirect", raw(307, "", { location: "/elsewhere" })],
    ["a See Other", raw(303, "", { location: "/elsewhere" })],
  ];
  it.each(CHANGES.flatMap((effect) => doubtful.map(([name, reply]) => [effect, name, reply] as const)))(
    "%s is sent once and its outcome is unknown after %s",
    async (effect, _, reply) => {
      const { service, call } = await bench([reply, result({})], { limits: { attemptMs: 100 } });
      await expect(call({ effect })).rejects.toThrow(OutcomeUnknown);
      expect(service.seen).toHaveLength(1);
    },
  );

  it("that travel as GET are changes all the same", async () => {
    const { service, call } = await bench([reset, result({})]);
    await expect(call({ effect: "delete", encoding: "GET query", params: { A: "b" } })).rejects.toThrow(
      OutcomeUnknown,
    );
    expect(service.seen).toHaveLength(1);
  });

  it.each(CHANGES)("%s is tried again where the service throttled it", async (effect) => {
    const { service, call } = await bench([fault(429, "Throttling"), result({ ok: true })]);
    expect(await call({ effect })).toMatchObject({ attempts: 2 });
    expect(service.seen).toHaveLength(2);
  });

  it.each([
    [400, "InvalidParameter.Name"],
    [403, "AccessDenied"],
    [409, "Duplicated"],
    [429, "QuotaExceeded"],
  ])("refused with %i %s are known not to have run", async (status, code) => {
    const { service, call } = await bench([fault(status, code)]);
    await expect(call({ effect: "create" })).rejects.toThrow(ServiceError);
    expect(service.seen).toHaveLength(1);
  });

  it("that found nobody listening are tried again, and known not to have run", async () => {
    const { slept, call } = await bench([result({})]);
    const error = await rejection(call({ effect: "create", target: { endpoint: await freePort() } }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ retryable: true });
    expect(slept).toHaveLength(3);
  });

  it("that could not agree on TLS never left, and are not tried again", async () => {
    const { service, slept, call } = await bench([result({})]);
    const endpoint = service.url.replace("http:", "https:");
    await expect(call({ effect: "create", target: { endpoint } })).rejects.toThrow(NetworkError);
    expect(slept).toHaveLength(0);
    expect(service.seen).toHaveLength(0);
  });

  it("on a kept connection that the server drops are sent once", async () => {
    const { service, call } = await bench([result({}), reset, result({})]);
    await call({});
    await expect(call({ effect: "update" })).rejects.toThrow(OutcomeUnknown);
    expect(service.seen).toHaveLength(2);
    await call({});
    expect(service.seen).toHaveLength(3);
  });

  it("whose outcome is unknown say how to look it up", async () => {
    const { call } = await bench([fault(500, "InternalError")]);
    expect(await rejection(call({ effect: "create" }))).toMatchObject({
      code: "OUTCOME_UNKNOWN",
      requestId: "req-1",
      hint: expect.stringContaining("id:GetTest"),
    });
  });
});

describe("changes with an idempotency token", () => {
  const shape = { effect: "create", token: true, params: { ClientToken: "token-1", Name: "a" } } as const;

  it.each<[string, Reply]>([
    ["500", fault(500, "InternalError")],
    ["a reset", reset],
    ["an empty 200", raw(200, "")],
  ])("are repeated byte for byte after %s", async (_, reply) => {
    let opened = 0;
    const { service, call } = await bench([reply, result({ ok: true })], {
      openSecrets: (facts) => ({ ...facts.params, Password: `p${opened++}` }),
    });
    expect(await call(shape)).toMatchObject({ attempts: 2 });
    const bodies = service.seen.map((seen) => seen.body);
    expect(bodies[0]).toContain('"ClientToken":"token-1"');
    expect(bodies[1]).toBe(bodies[0]);
    expect(opened).toBe(1);
  });

  it("are not repeated where the token is declared but missing", async () => {
    const { service, call } = await bench([reset, result({})]);
    await expect(call({ ...shape, params: { Name: "a" } })).rejects.toThrow(OutcomeUnknown);
    expect(service.seen).toHaveLength(1);
  });

  it("stay in doubt when a later attempt is refused: the first may have run", async () => {
    const { call } = await bench([reset, fault(403, "AccessDenied", "no")]);
    const error = await rejection(call(shape));
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(String(error)).toContain("AccessDenied");
  });

  it("stay in doubt when the next attempt cannot be made", async () => {
    let asked = 0;
    const { call } = await bench([reset, result({})], {
      credentials: async () => {
        if (asked++ > 0) throw new CredentialsInvalid("expired");
        return { accessKeyId: "SANDBOX1", secretAccessKey: "example" };
      },
    });
    const error = await rejection(call(shape));
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(error).toMatchObject({ cause: { code: "CREDENTIALS_INVALID" } });
  });

  it("stay in doubt when cancelled between two attempts", async () => {
    const controller = new AbortController();
    const { service, call } = await bench([reset, result({})], { sleep: async () => controller.abort() });
    await expect(call({ ...shape, signal: controller.signal })).rejects.toThrow(OutcomeUnknown);
    expect(service.seen).toHaveLength(1);
  });
});
