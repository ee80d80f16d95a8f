/** What a vault takes from where boxes are kept, and what it hands over to be kept. */
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SecretRefused } from "../../src/errors.ts";
import type { KeptBox } from "../../src/ledger/sealed-box.ts";
import { createVault, fixedKeys, type VaultOptions } from "../../src/secrets/index.ts";
import { testClock } from "./support.ts";

const keys = fixedKeys([{ id: "k1", key: randomBytes(32) }]);
const account = "sandbox/2100000000";
const label = { kind: "SecretAccessKey", source: "iam:CreateAccessKey" };
const VALUE = "example-value";

async function boxed(more: VaultOptions = {}): Promise<KeptBox> {
  const vault = createVault({ keys, account, ...more }).as("user alice");
  const box = await vault.box(vault.seal(VALUE, label));
  return { ...box, destroyedAt: undefined, intact: true };
}

/** A vault in another process, beside boxes that are kept. */
const beside = (kept: KeptBox, more: VaultOptions = {}) =>
  createVault({ keys, account, find: async () => [kept], ...more }).as("user alice");

describe("what is handed over to be kept", () => {
  it("is ciphertext and facts, and without the operator's key facts alone", async () => {
    const box = await boxed();
    expect(box).toMatchObject({ ...label, owner: "user alice", account, sealed: { keyId: "k1" } });
    expect(JSON.stringify(box)).not.toContain(VALUE);
    expect(Buffer.from(box.sealed?.bytes ?? "", "base64url").includes(VALUE)).toBe(false);
    expect((await boxed({ keys: undefined })).sealed).toBeUndefined();
  });

  it("is not handed over to anybody but its owner", async () => {
    const vault = createVault({ keys });
    const handle = vault.as("user alice").seal(VALUE, label);
    await expect(vault.as("user bob").box(handle)).rejects.toThrow(SecretRefused);
  });
});

describe("what is recalled", () => {
  it("opens in another process, and is described as it was sealed", async () => {
    const kept = await boxed();
    const vault = beside(kept);
    await vault.recall([kept.handle]);
    expect(vault.open(kept.handle)).toEqual({ ...label, value: VALUE });
    expect(vault.describe(kept.handle)).toMatchObject({
      createdAt: kept.createdAt,
      expiresAt: kept.expiresAt,
    });
  });

  it("is nothing where any of it is another than it was sealed as", async () => {
    const kept = await boxed();
    const { sealed } = kept;
    if (sealed === undefined) throw new Error("nothing sealed");
    const names = ["kind", "source", "owner", "account", "createdAt", "expiresAt"] as const;
    const changed = fc.oneof(
      fc.tuple(fc.constantFrom(...names), fc.string()).map(([name, value]) => ({ [name]: value })),
      fc.constantFrom<Partial<KeptBox>>(
        { intact: false },
        { destroyedAt: kept.createdAt },
        { sealed: undefined },
        { sealed: { ...sealed, keyId: "k2" } },
      ),
    );
    await fc.assert(
      fc.asyncProperty(changed, async (change) => {
        const vault = beside({ ...kept, ...change });
        await vault.recall([kept.handle]);
        expect(() => vault.open(kept.handle)).toThrow(SecretRefused);
      }),
    );
  });

  it("is nothing to another owner, account or key, nor once it has expired", async () => {
    const clock = testClock();
    const kept = await boxed({ clock: clock.now });
    const others = [
      beside(kept, { clock: clock.now }).as("user bob"),
      beside(kept, { clock: clock.now, account: "real/2100000000" }),
      beside(kept, { clock: clock.now, keys: undefined }),
      beside(kept, { clock: clock.now, keys: fixedKeys([{ id: "k1", key: randomBytes(32) }]) }),
    ];
    for (const vault of others) {
      await vault.recall([kept.handle]);
      expect(() => vault.open(kept.handle)).toThrow(SecretRefused);
    }
    const own = beside(kept, { clock: clock.now });
    await own.recall([kept.handle]);
    clock.advance(3600);
    expect(() => own.open(kept.handle)).toThrow(SecretRefused);
    await own.recall([kept.handle]);
    expect(() => own.open(kept.handle)).toThrow(SecretRefused);
  });

  it("has the last word over what is in memory", async () => {
    for (const change of [{ destroyedAt: "2026-03-01T12:00:00.000Z" }, { intact: false }]) {
      const boxes: KeptBox[] = [];
      const vault = createVault({ keys, account, find: async () => boxes }).as("user alice");
      const handle = vault.seal(VALUE, label);
      boxes.push({ ...(await vault.box(handle)), destroyedAt: undefined, intact: true });
      await vault.recall([handle]);
      expect(vault.open(handle).value).toBe(VALUE);
      boxes.push({ ...(boxes.pop() ?? (await boxed())), ...change });
      await vault.recall([handle]);
      expect(() => vault.open(handle)).toThrow(SecretRefused);
    }
  });
});
