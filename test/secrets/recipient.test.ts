import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConfigInvalid, SecretRefused } from "../../src/errors.ts";
import { createRecipient, needsPassphrase, openForRecipient } from "../../src/secrets/recipient.ts";

const facts = {
  handle: "secret_AAAAAAAAAAAAAAAAAAAAAAAA",
  kind: "SecretAccessKey",
  source: "iam:CreateAccessKey",
  owner: "user alice",
  account: "sandbox/2100000000",
  createdAt: "2026-01-02T03:04:05.000Z",
  expiresAt: "2026-01-02T04:04:05.000Z",
};
const VALUE = "example-value ü 🔑";

const publicPem = (key: KeyObject) => String(key.export({ type: "spki", format: "pem" }));
const privatePem = (key: KeyObject) => String(key.export({ type: "pkcs8", format: "pem" }));
const jwk = (key: KeyObject) => JSON.stringify(key.export({ format: "jwk" }));

const pairs = {
  X25519: generateKeyPairSync("x25519"),
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};

describe.each(Object.entries(pairs))("a recipient with a key of the kind %s", (_kind, pair) => {
  it("alone opens what was sealed for it, by PEM and by JWK", async () => {
    for (const spelt of [publicPem, jwk]) {
      const jwe = await createRecipient(spelt(pair.publicKey)).seal(VALUE, facts);
      expect(jwe).not.toContain(VALUE);
      expect(jwe.split(".")).toHaveLength(5);
      for (const own of [privatePem, jwk])
        expect(await openForRecipient(jwe, facts, own(pair.privateKey))).toBe(VALUE);
      for (const other of Object.values(pairs).filter((one) => one !== pair)) {
        await expect(openForRecipient(jwe, facts, privatePem(other.privateKey))).rejects.toThrow(
          SecretRefused,
        );
      }
    }
  });

  it("does not open it as something else, nor with a changed letter", async () => {
    const jwe = await createRecipient(publicPem(pair.publicKey)).seal(VALUE, facts);
    const key = privatePem(pair.privateKey);
    for (const change of [
      { handle: "secret_BBBBBBBBBBBBBBBBBBBBBBBB" },
      { kind: "Password" },
      { account: "" },
    ]) {
      await expect(openForRecipient(jwe, { ...facts, ...change }, key)).rejects.toThrow(SecretRefused);
    }
    const parts = jwe.split(".");
    for (const at of parts.keys()) {
      const part = parts[at] ?? "";
      const changed = parts.with(at, `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`).join(".");
      await expect(openForRecipient(changed, facts, key)).rejects.toThrow(SecretRefused);
    }
  });
});

it("takes no private key, and no key that nothing is sealed to", () => {
  const refused = (text: string, why: RegExp) => {
    expect(() => createRecipient(text)).toThrow(ConfigInvalid);
    expect(() => createRecipient(text)).toThrow(why);
  };
  for (const { privateKey } of Object.values(pairs)) {
    refused(privatePem(privateKey), /private/);
    refused(jwk(privateKey), /private/);
  }
  refused(publicPem(generateKeyPairSync("ed25519").publicKey), /kind/);
  refused(publicPem(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey), /kind/);
  refused(publicPem(generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey), /kind/);
  for (const text of ["", "hello", "{", '{"kty":"OKP"}', '{"kty":"oct","k":"AAAA"}']) refused(text, /key/);
});

it("opens with a private key under a passphrase, and says where that is wrong", async () => {
  const { publicKey, privateKey } = pairs["P-256"];
  const jwe = await createRecipient(publicPem(publicKey)).seal(VALUE, facts);
  const sealed = String(
    privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "correct horse" }),
  );
  expect([needsPassphrase(sealed), needsPassphrase(privatePem(privateKey))]).toEqual([true, false]);
  expect(await openForRecipient(jwe, facts, sealed, "correct horse")).toBe(VALUE);
  await expect(openForRecipient(jwe, facts, sealed, "wrong horse")).rejects.toThrow(/passphrase is wrong/);
});
