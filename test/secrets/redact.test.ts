import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deepFreeze, type JsonObject } from "../../src/action/json.ts";
import { fingerprint, redactParams } from "../../src/secrets/index.ts";
import { actionWith } from "./support.ts";

const key = randomBytes(32);
const VALUE = "correct-horse-battery";
const mark = { $fingerprint: fingerprint(VALUE, key) };
const redact = (params: JsonObject, ...input: string[]) => redactParams(actionWith({ input }), params, key);

describe("a fingerprint", () => {
  it("is sixteen hex digits, equal for equal secrets under one key only", () => {
    expect(fingerprint(VALUE, key)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint(VALUE, key)).toBe(fingerprint(VALUE, Uint8Array.from(key)));
    expect(fingerprint(VALUE, key)).not.toBe(fingerprint(`${VALUE}.`, key));
    expect(fingerprint(VALUE, key)).not.toBe(fingerprint(VALUE, randomBytes(32)));
  });

  it("tells text from numbers, and does not mind the order of keys", () => {
    expect(fingerprint("1", key)).not.toBe(fingerprint(1, key));
    expect(fingerprint({ a: 1, b: [2] }, key)).toBe(fingerprint({ b: [2], a: 1 }, key));
  });
});

describe("redactParams", () => {
  it("takes out declared inputs, whatever they are called", () => {
    expect(redact({ Code: VALUE, State: VALUE, Name: "n" }, "Code")).toEqual({
      Code: mark,
      State: VALUE,
      Name: "n",
    });
  });

  it("takes out well-known names at any depth, in lists, in any spelling, and numbers", () => {
    const params = {
      TargetState: { LoginProfile: { Password: VALUE }, list: [{ ClientSecret: VALUE }] },
      Token: [VALUE, VALUE],
      client_secret: VALUE,
      SmtpPassword: VALUE,
      "Private-Key": VALUE,
      secret: 123456,
    };
    expect(redact(params)).toEqual({
      TargetState: { LoginProfile: { Password: mark }, list: [{ ClientSecret: mark }] },
      Token: [mark, mark],
      client_secret: mark,
      SmtpPassword: mark,
      "Private-Key": mark,
      secret: { $fingerprint: fingerprint(123456, key) },
    });
  });

  it("leaves names that only sound like it", () => {
    const params = deepFreeze({
      NextToken: "a",
      ClientToken: "b",
      PasswordResetRequired: true,
      ApiKeyName: "c",
      SecretTrn: "d",
      ApiKey: { Name: "e" },
      AccessKeyId: "AKEXAMPLE",
      Password: null,
      Secret: "",
    });
    expect(redact(params)).toBe(params);
  });

  it("leaves handles to be seen, also inside a value that is secret as a whole", () => {
    const handle = { $secret: "secret_AAAAAAAAAAAA" };
    expect(redact({ Password: handle, CredentialData: { user: VALUE, Password: handle } })).toEqual({
      Password: handle,
      CredentialData: { user: mark, Password: handle },
    });
    expect(redact({ Blob: { a: VALUE, b: [handle, VALUE] } }, "Blob")).toEqual({
      Blob: { a: mark, b: [handle, mark] },
    });
  });

  it("takes a declared object as a whole", () => {
    const Blob = { a: VALUE, b: true };
    expect(redact({ Blob }, "Blob")).toEqual({ Blob: { $fingerprint: fingerprint(Blob, key) } });
  });

  it("judges a JSON Patch operation by its pointer", () => {
    const params = {
      PatchDocument: [
        { op: "replace", path: "/LoginProfile/Password", value: VALUE },
        { op: "add", path: "/Keys/0/Secret/-", value: VALUE },
        { op: "add", path: "/LoginProfile", value: { Password: VALUE, LoginAllowed: true } },
        { op: "replace", path: "/Description", value: "plain to see" },
        { op: "remove", path: "/Password" },
      ],
    };
    expect(redact(params, "PatchDocument[].value")).toEqual({
      PatchDocument: [
        { op: "replace", path: "/LoginProfile/Password", value: mark },
        { op: "add", path: "/Keys/0/Secret/-", value: mark },
        { op: "add", path: "/LoginProfile", value: { Password: mark, LoginAllowed: true } },
        { op: "replace", path: "/Description", value: "plain to see" },
        { op: "remove", path: "/Password" },
      ],
    });
  });

  it("judges a pair by its key", () => {
    const params = {
      CustomParameters: [
        { Key: "client_secret", Value: VALUE },
        { Key: "scope", Value: "s" },
      ],
    };
    expect(redact(params)).toEqual({
      CustomParameters: [
        { Key: "client_secret", Value: mark },
        { Key: "scope", Value: "s" },
      ],
    });
  });

  it("judges a pair by its key also where it has several values, or is a tag of an answer", () => {
    const params = {
      MetaData: [
        { Key: "ApiKey", Values: [VALUE, ""] },
        { Key: "team", Values: ["a"] },
      ],
      ResourceTags: [
        { TagKey: "db_password", TagValue: VALUE },
        { TagKey: "team", TagValue: "a" },
      ],
    };
    expect(redact(params)).toEqual({
      MetaData: [
        { Key: "ApiKey", Values: [mark, ""] },
        { Key: "team", Values: ["a"] },
      ],
      ResourceTags: [
        { TagKey: "db_password", TagValue: mark },
        { TagKey: "team", TagValue: "a" },
      ],
    });
  });

  it("looks into JSON that is carried as text", () => {
    const text = JSON.stringify({ a: [{ Password: VALUE }] });
    expect(redact({ Config: text, Nested: JSON.stringify({ inner: text }), Note: "{ not json" })).toEqual({
      Config: JSON.stringify({ a: [{ Password: mark }] }),
      Nested: JSON.stringify({ inner: JSON.stringify({ a: [{ Password: mark }] }) }),
      Note: "{ not json",
    });
  });

  it("leaves no secret in the text of any shape, and no trace on the original", () => {
    const secretName = fc.constantFrom("Password", "ClientSecret", "ApiKey", "UserToken", "PrivateKey");
    const shape = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small", maxDepth: 5 },
        fc.string(),
        fc.integer(),
        fc.array(tie("node"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("node"), { maxKeys: 4 }),
        fc
          .record({ name: secretName, inside: tie("node") })
          .map(({ name, inside }) => ({ [name]: VALUE, inside })),
      ),
    }));
    fc.assert(
      fc.property(shape.node, (node) => {
        const params: JsonObject = deepFreeze(JSON.parse(JSON.stringify({ node })));
        const before = JSON.stringify(params);
        expect(JSON.stringify(redact(params))).not.toContain(VALUE);
        expect(JSON.stringify(params)).toBe(before);
      }),
    );
  });
});
