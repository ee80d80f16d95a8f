import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CredentialsInvalid } from "../../src/errors.ts";
import { scrub } from "../../src/secrets/scrub.ts";

const VALUE = "correct-horse-battery";

describe("scrub", () => {
  it("takes values under secret names and header names out, at any depth", () => {
    expect(
      scrub({
        operation: "op_1",
        params: { Password: VALUE, list: [{ client_secret: { deep: VALUE } }] },
        headers: { Authorization: VALUE, "X-Security-Token": VALUE, "set-cookie": [VALUE], "x-date": "d" },
      }),
    ).toEqual({
      operation: "op_1",
      params: { Password: "[redacted]", list: [{ client_secret: "[redacted]" }] },
      headers: {
        Authorization: "[redacted]",
        "X-Security-Token": "[redacted]",
        "set-cookie": "[redacted]",
        "x-date": "d",
      },
    });
  });

  it.each([
    [
      "a signature",
      "HMAC-SHA256 Credential=AKEXAMPLE/20260102/cn-beijing/id/request, SignedHeaders=host;x-date, Signature=00aa11bb",
      "HMAC-SHA256 Credential=AKEXAMPLE/20260102/cn-beijing/id/request, SignedHeaders=host;x-date, Signature=[redacted]",
    ],
    ["a bearer token", "Authorization sent: Bearer abc.def-ghi_jkl", "Authorization sent: Bearer [redacted]"],
    ["a JWT", "got eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl here", "got [redacted] here"],
    [
      "a query string",
      "GET /?Action=X&ClientSecret=a%20b&Name=n",
      "GET /?Action=X&ClientSecret=[redacted]&Name=n",
    ],
    ["JSON in text", '{"Password":"a \\" b","Name":"n"}', '{"Password":[redacted],"Name":"n"}'],
    [
      "JSON in JSON in text",
      '"{\\"Password\\":\\"ab\\",\\"N\\":1}"',
      '"{\\"Password\\":[redacted],\\"N\\":1}"',
    ],
    ["a colon", "password: hunter2 was refused", "password: [redacted] was refused"],
    ["a private key", "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----.", "[redacted]."],
    ["an access key's secret", "key WVdJeE1tTXpaRFJsTldZMllUYmlPR001WkRBeFpUST0= no", "key [redacted] no"],
  ])("takes %s out of text", (_, text, expected) => {
    expect(scrub({ note: text })).toEqual({ note: expected });
  });

  it("leaves what is needed to follow a call: ids, hashes, endpoints, times", () => {
    const fields = {
      digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      operation: "op_0123456789abcdefghjk",
      requestId: "20260102030405DEADBEEF0123456789AB",
      handle: "secret_AAAAAAAAAAAAAAAAAAAAAAAA",
      url: "https://id.cn-beijing.volcengineapi.com/?Action=GetWorkloadPool&Version=2025-10-30",
      NextToken: "page-2",
      count: 3,
      ok: true,
      nothing: null,
    };
    expect(scrub(fields)).toEqual(fields);
  });

  it("makes errors plain, with cause and own fields, scrubbed too", () => {
    const error = new CredentialsInvalid("refused Bearer abcdefgh", { cause: new Error(`Secret=${VALUE}`) });
    const { err } = scrub({ err: error });
    expect(err).toMatchObject({
      type: "CredentialsInvalid",
      message: "refused Bearer [redacted]",
      code: "CREDENTIALS_INVALID",
      cause: { type: "Error", message: "Secret=[redacted]" },
    });
    expect(JSON.stringify(err)).not.toContain(VALUE);
  });

  it("survives whatever is logged", () => {
    const circular: Record<string, unknown> = { a: 1 };
    circular.self = circular;
    const trap = Object.defineProperty({}, "boom", {
      enumerable: true,
      get: () => {
        throw new Error("boom");
      },
    });
    const odd = {
      circular,
      trap,
      big: 1n,
      fn: () => 1,
      bytes: new Uint8Array(4),
      map: new Map([[VALUE, VALUE]]),
    };
    expect(scrub(odd)).toEqual({
      circular: { a: 1, self: "[circular]" },
      trap: { boom: "[unreadable]" },
      big: "bigint",
      fn: "function",
      bytes: "[4 bytes]",
      map: "[1 entries]",
    });
    expect(JSON.stringify(scrub({ when: new Date(0), bad: new Date(Number.NaN) }))).toBe(
      '{"when":"1970-01-01T00:00:00.000Z","bad":null}',
    );
  });

  it("leaves nothing of a list or an object under a secret name, also in JSON in a text", () => {
    const odd = 'aB3"d\\e/fé9x]Yz';
    const request = JSON.stringify({ Token: [odd, { Key: odd }], Password: { a: odd }, Name: "kept" });
    for (const text of [request, JSON.stringify(request), `failed to send ${request}`]) {
      const { note } = scrub({ note: text });
      expect(note).not.toContain("fé9x");
      expect(note).toContain("kept");
    }
    expect(scrub({ note: request.slice(0, 20) }).note).not.toContain("aB3");
  });

  it("leaves no value of a secret parameter, however the text around it looks", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Password", "ClientSecret", "secret_access_key", "SmtpPassword"),
        fc.constantFrom("=", ": ", '":"', '\\":\\"', "='"),
        fc.stringMatching(/^[ \w(]{0,10}$/),
        (name, between, before) => {
          const { note } = scrub({ note: `${before} ${name}${between}${VALUE}` });
          expect(note).not.toContain(VALUE);
        },
      ),
    );
  });
});
