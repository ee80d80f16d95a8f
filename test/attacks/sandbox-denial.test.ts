import { rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../src/action/json.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { call, NOW, ok, outcome, sandbox, sign } from "../sandbox/client.ts";
import { ownFolder } from "../support/folder.ts";

async function open() {
  const failures: unknown[] = [];
  const box = await sandbox({ onInternalError: (error) => failures.push(error) });
  onTestFinished(() => box.close());
  return { box, failures };
}

const nested = (open: string, close: string, times: number) =>
  `permit(principal, action, resource) when { ${open.repeat(times)}true${close.repeat(times)} };`;

describe("one request", () => {
  it.each([
    ["a thousand brackets", nested("(", ")", 1_000)],
    ["a thousand lists", nested("[", "]", 1_000)],
    ["a megabyte of brackets", nested("(", ")", 500_000)],
    ["twenty thousand attributes", nested(`context${".a".repeat(20_000)} == `, "", 1)],
    ["two thousand conjunctions", nested("true && ", "", 2_000)],
    ["a thousand branches", nested("if true then ", " else false", 1_000)],
    ["brackets hidden in text", nested('"(" == "(" && (', ")", 39)],
  ])("with a policy of %s spoils no later check", async (_, Policy) => {
    const { box } = await open();
    await ok(box, "CreateNamespace", { NamespaceName: "docs" });
    const answer = await outcome(box, "CreatePolicy", { NamespaceName: "docs", PolicyName: "bomb", Policy });
    expect(answer).toMatch(/^(?:200|400 InvalidParameter\.Policy)$/);
    const plain = "permit(principal, action, resource);";
    await ok(box, "CreatePolicy", { NamespaceName: "docs", PolicyName: "plain", Policy: plain });
    const check = {
      NamespaceName: "docs",
      Principal: { Type: "User", Id: "a" },
      Operation: { Type: "Action", Id: "read" },
      Resource: { Type: "Doc", Id: "a" },
    };
    expect(await outcome(box, "CheckPermission", check)).toMatch(/^(?:200|400 InvalidParameter\.Policy)$/);
    await ok(box, "DeletePolicy", { NamespaceName: "docs", PolicyName: "bomb" }).catch(() => undefined);
    expect(await ok(box, "CheckPermission", check)).toMatchObject({ Allowed: true });
  });

  it("with a chain of ten thousand parents gets an answer, and so does the next", async () => {
    const { box } = await open();
    await ok(box, "CreateNamespace", { NamespaceName: "docs" });
    const User = (Id: number): JsonObject => ({ Type: "User", Id: String(Id) });
    const check = {
      NamespaceName: "docs",
      Principal: User(0),
      Operation: { Type: "Action", Id: "read" },
      Resource: { Type: "Doc", Id: "a" },
    };
    const References = Array.from({ length: 10_000 }, (_, at) => ({
      Entity: User(at),
      Parents: [User(at + 1)],
    }));
    expect(await outcome(box, "CheckPermission", { ...check, References })).toMatch(/^(?:200|400)/);
    expect(await outcome(box, "CheckPermission", check)).toBe("200");
  });

  it.each([
    "a\0b",
    "\0",
    "' OR 1=1 --",
    "x'; DROP TABLE record; --",
    "%",
    "_",
    "../../etc/passwd",
    "__proto__",
  ])("with the name %j finds nothing of another and fails nothing", async (name) => {
    const { box, failures } = await open();
    await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "victim" });
    for (const [service, action, params] of [
      ["id", "GetWorkloadPool", { WorkloadPoolName: name }],
      ["id", "GetNamespace", { NamespaceName: name }],
      ["cloudidentity", "GetGroup", { GroupId: name }],
      ["cloudcontrol", "GetResource", { TypeName: "Volcengine::IAM::User", Identifier: name }],
    ] as const) {
      expect(await outcome(box, action, params, { service })).toMatch(/^4\d\d /);
    }
    expect(failures).toEqual([]);
    expect(await outcome(box, "GetWorkloadPool", { WorkloadPoolName: "victim" })).toBe("200");
  });

  it("that is no valid UTF-16 or has a NUL in a query is the caller's fault", async () => {
    const { box, failures } = await open();
    const half = sign(
      box,
      "GetWorkloadPool",
      {},
      { raw: { body: '{"WorkloadPoolName":"\\ud800"}', type: "application/json" } },
    );
    expect((await send(box.url, half)).status).toBe(400);
    const query = { method: "GET", service: "cloudcontrol", query: { "TypeName\0": "a\0b" } } as const;
    expect(await outcome(box, "DescribeResourceType", {}, query)).toMatch(/^400 /);
    expect(failures).toEqual([]);
  });

  it("to an absolute address, or for a name that is not the sandbox's, reads nothing", async () => {
    const { box } = await open();
    const outgoing = sign(box, "GetWorkloadPool", {});
    expect((await send(box.url, { ...outgoing, path: `http://example.com${outgoing.path}` })).status).toBe(
      404,
    );
    const rebound = { ...outgoing.headers, host: "evil.example.com" };
    expect((await send(box.url, { ...outgoing, headers: rebound })).status).toBe(403);
  });

  it("that smuggles another behind its body does not get it answered", async () => {
    const { box } = await open();
    const { port } = new URL(box.url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1");
      let got = "";
      socket.setEncoding("utf8").on("data", (chunk: string) => {
        got += chunk;
      });
      socket.on("error", reject).on("close", () => resolve(got));
      socket.write(
        `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`,
      );
    });
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
  });
});

function send(url: string, outgoing: ReturnType<typeof sign>): Promise<{ status: number }> {
  const { hostname, port } = new URL(url);
  const { method, path, headers, body } = outgoing;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
      response.resume().on("end", () => resolve({ status: response.statusCode ?? 0 }));
    });
    sent.on("error", reject).end(body);
  });
}

describe("a sandbox in normal operation", () => {
  it("keeps no request, whose parameters may be secrets", async () => {
    const { box } = await open();
    await call(box, "CreateWorkloadPool", { WorkloadPoolName: "a" });
    expect(box.requests()).toEqual([]);
  });

  it("tells of its own failures", async () => {
    const file = join(ownFolder(), "box.db");
    const failures: unknown[] = [];
    const box = await sandbox({ file, onInternalError: (error) => failures.push(error) });
    onTestFinished(() => box.close());
    rmSync(file);
    expect(await outcome(box, "CreateWorkloadPool", { WorkloadPoolName: "a" })).toBe("500 InternalError");
    expect(failures).toMatchObject([{ code: "LEDGER_UNAVAILABLE" }]);
  });

  it("does not take a ledger for its data, nor a ledger the sandbox's data", async () => {
    const folder = ownFolder();
    const ledger = createLedger({
      file: join(folder, "ledger.db"),
      keyFile: join(folder, "ledger.key"),
      clock: () => NOW,
    });
    await ledger.secretEvent({ handle: "secret_AAAAAAAAAAAA", event: "generated" });
    await ledger.close();
    const account = "2100000000";
    await expect(startSandbox({ file: join(folder, "ledger.db"), account })).rejects.toMatchObject({
      code: "LEDGER_UNAVAILABLE",
      message: expect.stringContaining("another kind"),
    });
    await (await startSandbox({ file: join(folder, "box.db"), account })).close();
    const wrong = createLedger({
      file: join(folder, "box.db"),
      keyFile: join(folder, "ledger.key"),
      clock: () => NOW,
    });
    await expect(wrong.operations()).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    await wrong.close();
  });
});
