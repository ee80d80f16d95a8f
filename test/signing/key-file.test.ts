import { describe, expect, it } from "vitest";
import { ConfigInvalid } from "../../src/errors.ts";
import { generateKey, openKey, parseKeyFile, sealKey } from "../../src/signing/key-file.ts";
import { signStatement, verifyStatement } from "../../src/signing/signature.ts";

const PASSPHRASE = "correct horse battery";
const key = generateKey();
const text = await sealKey(key, "alice", PASSPHRASE);

const STATEMENT = { operation: "op_1", digest: "d", preview: "p", expiresAt: "e", approver: "alice" };

describe("a key file", () => {
  it("opens under its passphrase, and the key in it signs", async () => {
    const file = parseKeyFile(text);
    expect(file).toMatchObject({ name: "alice", publicKey: key.publicKey });
    const opened = await openKey(file, PASSPHRASE);
    expect(verifyStatement(STATEMENT, signStatement(STATEMENT, opened), key.publicKey)).toBe(true);
  });

  it("shows nothing of the key, and is another each time", async () => {
    expect(text).not.toContain(Buffer.from(key.seed).toString("base64url"));
    const again = parseKeyFile(await sealKey(key, "alice", PASSPHRASE));
    expect(again.salt).not.toBe(parseKeyFile(text).salt);
    expect(again.sealed).not.toBe(parseKeyFile(text).sealed);
  });

  it.each(["", "correct horse batterz", "Correct horse battery", `${PASSPHRASE} `])(
    "does not open under %j",
    async (passphrase) => {
      await expect(openKey(parseKeyFile(text), passphrase)).rejects.toThrow(/passphrase is wrong/);
    },
  );

  it("opens under a passphrase whose letters another keyboard composes otherwise", async () => {
    const sealed = await sealKey(key, "alice", "caf\u00e9 caf\u00e9 caf\u00e9");
    await expect(openKey(parseKeyFile(sealed), "cafe\u0301 cafe\u0301 cafe\u0301")).resolves.toMatchObject({
      publicKey: key.publicKey,
    });
  });

  it.each(["name", "publicKey", "salt", "nonce", "sealed"])(
    "does not open when its %s was changed",
    async (field) => {
      const other = parseKeyFile(await sealKey(generateKey(), "bob", PASSPHRASE));
      const swapped = { ...parseKeyFile(text), [field]: Reflect.get(other, field) };
      await expect(openKey(swapped, PASSPHRASE)).rejects.toThrow(ConfigInvalid);
    },
  );

  const fields = () => new Map<string, unknown>(Object.entries(JSON.parse(text)));
  const without = (name: string) => {
    const left = fields();
    left.delete(name);
    return JSON.stringify(Object.fromEntries(left));
  };
  const having = (name: string, value: unknown) =>
    JSON.stringify(Object.fromEntries(fields().set(name, value)));
  it.each([
    ["no JSON", "-----BEGIN PRIVATE KEY-----"],
    ["a list", "[]"],
    ["null", "null"],
    ["cut off", text.slice(0, 100)],
    ["another format", having("format", "ssh")],
    ["a later version", having("version", 2)],
    ["a cheaper derivation", having("N", 2)],
    ["without a name", without("name")],
    ["without a seal", without("sealed")],
    ["a key that is none", having("publicKey", "AAAA")],
    ["a seal that is too short", having("sealed", "AAAA")],
    ["a salt that is a number", having("salt", 1)],
  ])("is refused, clearly, where it is %s", (_, broken) => {
    expect(() => parseKeyFile(broken)).toThrow(/no key file that idgate made, or it is damaged/);
  });
});
