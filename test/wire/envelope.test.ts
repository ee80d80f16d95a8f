import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RawAnswer, readAnswer, retryAfter } from "../../src/wire/envelope.ts";

function answer(body: unknown, more: Partial<RawAnswer> = {}): RawAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    status: 200,
    headers: { "content-type": "application/json" },
    body: new TextEncoder().encode(text),
    tooLarge: false,
    ...more,
  };
}
const envelope = (more: object) => ({ ResponseMetadata: { RequestId: "req-1" }, ...more });
const failing = (error: unknown) => ({ ResponseMetadata: { RequestId: "req-1", Error: error } });

describe("results", () => {
  it("come with their request id", () => {
    expect(readAnswer(answer(envelope({ Result: { A: 1 } })))).toEqual({
      kind: "result",
      result: { A: 1 },
      requestId: "req-1",
    });
  });

  it.each([[envelope({})], [envelope({ Result: null })], [{ ResponseMetadata: { Error: null } }]])(
    "are empty where the service left them out: %j",
    (body) => {
      expect(readAnswer(answer(body))).toMatchObject({ kind: "result", result: {} });
    },
  );

  it.each([
    "application/json",
    "application/json; charset=UTF-8",
    "text/plain; charset=utf-8",
    "application/problem+json",
    "",
  ])("are read as %j", (type) => {
    const read = readAnswer(answer(envelope({ Result: {} }), { headers: { "content-type": type } }));
    expect(read.kind).toBe("result");
  });

  it("are read after a byte order mark and with an identity encoding", () => {
    const headers = { "content-type": "application/json", "content-encoding": "identity" };
    expect(readAnswer(answer(`\uFEFF${JSON.stringify(envelope({}))}`, { headers })).kind).toBe("result");
  });
});

describe("errors of the service", () => {
  it.each([200, 400, 403, 409, 500])("are errors with HTTP %i", (status) => {
    const body = failing({ Code: "Duplicated", CodeN: 100, Message: "Resource already exists" });
    expect(readAnswer(answer(body, { status }))).toEqual({
      kind: "error",
      status,
      code: "Duplicated",
      message: "Resource already exists",
      requestId: "req-1",
    });
  });

  it("may have only a number", () => {
    expect(readAnswer(answer(failing({ CodeN: 100004 }), { status: 400 }))).toMatchObject({ code: "100004" });
  });

  it("of the gateway are errors too", () => {
    const body = { HTTPCode: 403, errorcode: 10002, message: "no permission" };
    expect(readAnswer(answer(body, { status: 403 }))).toMatchObject({
      kind: "error",
      status: 403,
      code: "10002",
      message: "no permission",
    });
    expect(readAnswer(answer({ ...body, HTTPCode: 502 }, { status: 200 }))).toMatchObject({ status: 502 });
    expect(readAnswer(answer({ ...body, HTTPCode: "nonsense" }, { status: 500 }))).toMatchObject({
      status: 500,
    });
  });

  it("take their request id from a header where the body has none", () => {
    const headers = { "content-type": "application/json", "x-tt-logid": "log-1" };
    const read = readAnswer(answer({ HTTPCode: 403, errorcode: 1, message: "" }, { status: 403, headers }));
    expect(read.requestId).toBe("log-1");
  });

  it("never carry a request id that is not one", () => {
    for (const RequestId of ["a b", "x".repeat(129), "\u202e", 7, null, "", "<script>"]) {
      expect(readAnswer(answer({ ResponseMetadata: { RequestId } })).requestId).toBeUndefined();
    }
  });
});

describe("everything else is unreadable", () => {
  const html = { headers: { "content-type": "text/html; charset=utf-8" } };
  it.each<[string, RawAnswer]>([
    ["HTML", answer("<html>busy</html>", { status: 502, ...html })],
    ["HTML that calls itself JSON", answer("<html>")],
    ["JSON that calls itself HTML", answer(envelope({}), html)],
    ["XML", answer("<a/>", { headers: { "content-type": "application/xml" } })],
    ["an empty body", answer("")],
    ["an empty body with 500", answer("", { status: 500 })],
    ["truncated JSON", answer('{"ResponseMetadata":{"RequestId":"a"},"Result":{"A":')],
    ["two JSON values", answer("{}{}")],
    ["a list", answer("[]")],
    ["null", answer("null")],
    ["a string", answer('"text"')],
    ["an object that is no envelope", answer({ Result: {} })],
    ["an envelope that is not an object", answer({ ResponseMetadata: "x" })],
    ["an error that is text", answer(failing("broken"))],
    ["an error without a code", answer(failing({}), { status: 400 })],
    ["an error status without an error", answer(envelope({ Result: {} }), { status: 500 })],
    ["a Result that is a list", answer(envelope({ Result: [] }))],
    ["a Result that is text", answer(envelope({ Result: "ok" }))],
    ["a redirect with an envelope", answer(envelope({ Result: {} }), { status: 302 })],
    ["a redirect with an error in it", answer(failing({ Code: "NotFound" }), { status: 307 })],
    ["a body past the limit", answer(envelope({}), { tooLarge: true })],
    ["a compressed body", answer(envelope({}), { headers: { "content-encoding": "br" } })],
    ["bytes that are not UTF-8", { ...answer(""), body: new Uint8Array([0x7b, 0xff, 0x7d]) }],
    ["deep nesting", answer(`{"ResponseMetadata":{},"Result":{"A":${"[".repeat(500)}${"]".repeat(500)}}}`)],
    [
      "very deep nesting",
      answer(`{"ResponseMetadata":{},"Result":{"A":${"[".repeat(1e6)}${"]".repeat(1e6)}}}`),
    ],
  ])("%s", (_, given) => {
    expect(readAnswer(given)).toMatchObject({ kind: "unreadable", status: given.status });
  });

  it("and says why without quoting it", () => {
    const read = readAnswer(answer('{"SecretAccessKey":"value-example"'));
    expect(JSON.stringify(read)).not.toContain("value-example");
  });
});

describe("whatever comes", () => {
  it("is read without a throw, and its words are bounded and visible", () => {
    const message = fc.string({ unit: "binary", maxLength: 2000 });
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ Code: message, Message: message }).map((error) => JSON.stringify(failing(error))),
    );
    fc.assert(
      fc.property(body, fc.integer({ min: 200, max: 599 }), (text, status) => {
        const read = readAnswer(answer(text, { status }));
        if (read.kind !== "error") return;
        expect(read.code.length).toBeLessThanOrEqual(100);
        expect(read.message.length).toBeLessThanOrEqual(300);
        expect(read.code + read.message).not.toMatch(/\p{C}/u);
      }),
    );
  });
});

describe("Retry-After", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  it.each([
    ["3", 3000],
    [" 0 ", 0],
    ["Thu, 01 Jan 2026 00:00:07 GMT", 7000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    ["-1x", undefined],
  ])("%j", (value, expected) => {
    expect(retryAfter({ headers: { "retry-after": value } }, now)).toBe(expected);
  });

  it("may be absent", () => {
    expect(retryAfter({ headers: {} }, now)).toBeUndefined();
  });
});
