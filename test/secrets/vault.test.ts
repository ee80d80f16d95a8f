import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SecretRefused } from "../../src/errors.ts";
import { decrypt, encrypt, KEY_BYTES, NONCE_BYTES } from "../../src/secrets/cipher.ts";
import { createVault, fixedKeys } from "../../src/secrets/index.ts";
import { testClock } from "./support.ts";

const label = { kind: "generated", source: "generate_secret" };

function thrownBy(run: () => unknown): SecretRefused {
  try {
    run();
  } catch (error) {
    if (error instanceof SecretRefused) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("the vault", () => {
  it("gives back what was sealed, whatever it was", () => {
    const vault = createVault();
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
        fc.string({ maxLength: 40 }),
        (value, kind) => {
          const handle = vault.seal(value, { kind, source: "test" });
          expect(vault.open(handle)).toEqual({ value, kind, source: "test" });
        },
      ),
    );
  });

  it("makes handles of 144 random bits that no schema refuses, one for each sealing", () => {
    const vault = createVault();
    const handles = Array.from({ length: 50 }, () => vault.seal("same value", label));
    expect(new Set(handles).size).toBe(50);
    for (const handle of handles) expect(handle).toMatch(/^secret_[A-Za-z0-9_-]{24}$/);
  });

  it("describes a handle without its value", () => {
    const clock = testClock();
    const vault = createVault({ clock: clock.now, ttlSeconds: 60 });
    const handle = vault.seal("correct horse", label);
    expect(vault.describe(handle)).toEqual({
      handle,
      ...label,
      createdAt: "2026-01-02T03:04:05.000Z",
      expiresAt: "2026-01-02T03:05:05.000Z",
    });
  });

  it("refuses unknown handles, and says what to do", () => {
    const vault = createVault();
    for (const handle of ["secret_unknownunknownunknown", "", "__proto__", "constructor"]) {
      expect(thrownBy(() => vault.open(handle)).hint).toContain("generate_secret");
      expect(thrownBy(() => vault.describe(handle)).hint).toContain("60 minutes");
    }
  });

  it("forgets a secret when its time is over, not earlier", () => {
    const clock = testClock();
    const vault = createVault({ clock: clock.now, ttlSeconds: 60 });
    const handle = vault.seal("correct horse", label);
    clock.advance(59);
    expect(vault.open(handle).value).toBe("correct horse");
    clock.advance(1);
    expect(() => vault.open(handle)).toThrow(SecretRefused);
    expect(() => vault.describe(handle)).toThrow(SecretRefused);
  });

  it("does not know another vault's handles", () => {
    const keys = fixedKeys([{ id: "k1", key: randomBytes(32) }]);
    const handle = createVault({ keys }).seal("correct horse", label);
    expect(() => createVault({ keys }).open(handle)).toThrow(SecretRefused);
  });

  it("refuses a further secret when it is full of live ones, and makes room as they expire", () => {
    const clock = testClock();
    const vault = createVault({ clock: clock.now, ttlSeconds: 60, maxSecrets: 2 });
    const first = vault.seal("first value", label);
    clock.advance(30);
    const second = vault.seal("second value", label);
    expect(vault.canSeal()).toBe(false);
    expect(thrownBy(() => vault.seal("third value", label)).retryable).toBe(true);
    expect(vault.open(first).value).toBe("first value");

    clock.advance(30);
    expect([vault.canSeal(), vault.canSeal(2)]).toEqual([true, false]);
    const third = vault.seal("third value", label);
    expect(vault.open(second).value).toBe("second value");
    expect(vault.open(third).value).toBe("third value");
  });

  it("refuses what is no secret: nothing, too much, broken text", () => {
    const vault = createVault();
    for (const value of ["", "x".repeat(65_537), "a\ud800"]) {
      expect(() => vault.seal(value, label)).toThrow(SecretRefused);
    }
    expect(vault.open(vault.seal("x".repeat(65_536), label)).value).toHaveLength(65_536);
  });
});

describe("the cipher", () => {
  const key = randomBytes(KEY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const plain = Buffer.from("correct horse battery staple");

  it("refuses any changed bit of the sealed bytes", () => {
    const sealed = encrypt(key, nonce, "handle kind", plain);
    expect(Buffer.from(sealed).includes(plain.subarray(0, 8))).toBe(false);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const tampered = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ change : byte));
        expect(() => decrypt(key, nonce, "handle kind", tampered)).toThrow(SecretRefused);
      }),
    );
    expect(decrypt(key, nonce, "handle kind", sealed)).toEqual(plain);
  });

  it("refuses another key, nonce, handle or kind, and cut bytes", () => {
    const sealed = encrypt(key, nonce, "handle kind", plain);
    expect(() => decrypt(randomBytes(KEY_BYTES), nonce, "handle kind", sealed)).toThrow(SecretRefused);
    expect(() => decrypt(key, randomBytes(NONCE_BYTES), "handle kind", sealed)).toThrow(SecretRefused);
    expect(() => decrypt(key, nonce, "handle other", sealed)).toThrow(SecretRefused);
    for (const length of [0, 8, 15, 16, sealed.length - 1]) {
      expect(() => decrypt(key, nonce, "handle kind", sealed.subarray(0, length))).toThrow(SecretRefused);
    }
  });

  it("keeps what one owner sealed from every other", () => {
    const vault = createVault();
    const handle = vault.as("user alice").seal("example-value", { kind: "generated", source: "test" });
    expect(vault.as("user alice").open(handle).value).toBe("example-value");
    for (const other of [vault, vault.as("user bob"), vault.as("user alice ")]) {
      expect(() => other.open(handle)).toThrow(SecretRefused);
      expect(() => other.describe(handle)).toThrow(/unknown or has expired/);
    }
  });
});
