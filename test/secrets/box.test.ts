import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SecretRefused } from "../../src/errors.ts";
import { type BoxFacts, openBox, resealBox, sealBox } from "../../src/secrets/box.ts";
import { fixedKeys } from "../../src/secrets/key-ring.ts";

const facts: BoxFacts = {
  handle: "secret_AAAAAAAAAAAAAAAAAAAAAAAA",
  kind: "SecretAccessKey",
  source: "iam:CreateAccessKey",
  owner: "user alice",
  account: "real/2100000000",
  createdAt: "2026-01-02T03:04:05.000Z",
  expiresAt: "2026-01-02T04:04:05.000Z",
};
const key = { id: "k1", key: randomBytes(32) };
const VALUE = "example-value";
const sealed = sealBox(VALUE, facts, key, randomBytes);

const text = fc.string({ maxLength: 40 });

describe("a box", () => {
  it("opens as what it was sealed as, whatever that is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), text, text, (value, kind, owner) => {
        const said = { ...facts, kind, owner };
        expect(openBox(said, sealBox(value, said, key, randomBytes), key.key)).toBe(value);
      }),
    );
  });

  it("does not open with any other handle, kind, source, owner, account or time", () => {
    const names = ["handle", "kind", "source", "owner", "account", "createdAt", "expiresAt"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, other) => {
        fc.pre(other !== facts[name]);
        expect(() => openBox({ ...facts, [name]: other }, sealed, key.key)).toThrow(SecretRefused);
      }),
    );
  });

  it("does not open where one fact has taken letters of the next", () => {
    for (const [kind, source] of [
      ["SecretAccessKeyiam", ":CreateAccessKey"],
      ['SecretAccessKey","iam', ":CreateAccessKey"],
      ["", "SecretAccessKeyiam:CreateAccessKey"],
    ] as const) {
      expect(() => openBox({ ...facts, kind, source }, sealed, key.key)).toThrow(SecretRefused);
    }
  });

  it("does not open with another key id, key, nonce or any changed byte, nor cut, nor spelt otherwise", () => {
    const refused = (change: Partial<typeof sealed>, with_ = key.key) =>
      expect(() => openBox(facts, { ...sealed, ...change }, with_)).toThrow(SecretRefused);
    refused({ keyId: "k2" });
    refused({}, randomBytes(32));
    for (const part of ["nonce", "bytes"] as const) {
      const bytes = Buffer.from(sealed[part], "base64url");
      fc.assert(
        fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
          const other = Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ change : byte)));
          refused({ [part]: other.toString("base64url") });
        }),
      );
      for (let length = 0; length < bytes.length; length += 1)
        refused({ [part]: bytes.subarray(0, length).toString("base64url") });
      refused({ [part]: `${sealed[part]}=` });
      refused({ [part]: ` ${sealed[part]}` });
    }
    expect(openBox(facts, sealed, key.key)).toBe(VALUE);
  });

  it("is sealed anew under the newest key, and left where no key opens it or it is not its own", () => {
    const newer = { id: "k2", key: randomBytes(32) };
    const box = { ...facts, sealed, recipient: undefined, intact: true };
    const again = resealBox(box, fixedKeys([newer, key]), randomBytes);
    expect(again?.sealed?.keyId).toBe("k2");
    expect(again?.sealed && openBox(facts, again.sealed, newer.key)).toBe(VALUE);
    for (const left of [
      resealBox(box, fixedKeys([newer]), randomBytes),
      resealBox(box, fixedKeys([newer, { ...newer, id: "k1" }]), randomBytes),
      resealBox({ ...box, intact: false }, fixedKeys([newer, key]), randomBytes),
      resealBox({ ...box, sealed: undefined }, fixedKeys([newer, key]), randomBytes),
    ]) {
      expect(left).toBeUndefined();
    }
  });
});
