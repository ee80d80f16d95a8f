import { generateKeyPairSync } from "node:crypto";
import { chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { destroySecrets } from "../../../src/cli/secrets/destroy.ts";
import { makeSecretKey, rotateKeys } from "../../../src/cli/secrets/keys.ts";
import { listSecrets } from "../../../src/cli/secrets/list.ts";
import { revealSecret } from "../../../src/cli/secrets/reveal.ts";
import { createLedger } from "../../../src/ledger/ledger.ts";
import { createRecipient, createVault, fileKeys, keysText, parseKeys } from "../../../src/secrets/index.ts";
import { capturePrinted, nobody, program, typing } from "../../support/approvals.ts";
import { ownFolder } from "../../support/folder.ts";

const printed = capturePrinted();
const VALUE = "example-value";

interface Setting {
  readonly withKey?: boolean;
  readonly recipient?: string;
  /** When the server of this vault sealed. */
  readonly hoursAgo?: number;
}

/** A sandbox's ledger and the vault of a server beside it. */
async function setting({ withKey = true, recipient, hoursAgo = 0 }: Setting = {}) {
  const state = ownFolder();
  const folder = join(state, "sandbox");
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
  });
  onTestFinished(() => ledger.close());
  const secretKey = join(state, "keys.json");
  await makeSecretKey(secretKey);
  const vault = createVault({
    keys: withKey ? fileKeys(secretKey, () => undefined) : undefined,
    account: "sandbox/2100000000",
    find: ledger.sealed.find,
    recipient: recipient === undefined ? undefined : createRecipient(recipient),
    clock: () => new Date(Date.now() - hoursAgo * 3_600_000),
  }).as("user alice");
  const seal = async (value = VALUE) => {
    const handle = vault.seal(value, { kind: "SecretAccessKey", source: "iam:CreateAccessKey" });
    await ledger.secretEvent({ handle, event: "sealed", box: await vault.box(handle) });
    return handle;
  };
  const events = async () => {
    const told: unknown[] = [];
    for await (const { body } of ledger.entries()) told.push(body.event);
    return told;
  };
  return { state, ledger, vault, seal, events, secretKey, flags: { state, sandbox: true, secretKey } };
}

describe("idgate secrets list", () => {
  it("tells all but the value", async () => {
    const { seal, flags } = await setting();
    const handle = await seal();
    expect(await listSecrets(program, flags)).toBe(0);
    for (const part of [handle, "SecretAccessKey", "iam:CreateAccessKey", "user alice", "can be revealed"])
      expect(printed.out()).toContain(part);
    expect(await listSecrets(program, { ...flags, json: true })).toBe(0);
    expect(printed.out()).toContain('"canReveal": true');
    expect(printed.out()).not.toContain(VALUE);
  });

  it("says why a value cannot be revealed", async () => {
    const { seal, flags } = await setting();
    await seal();
    const { secretKey: _, ...without } = flags;
    await listSecrets(program, without);
    expect(printed.out()).toContain("name it with --secret-key");
    const other = join(flags.state, "other.json");
    await makeSecretKey(other);
    await listSecrets(program, { ...flags, secretKey: other });
    expect(printed.out()).toContain("is not among these keys");

    const memory = await setting({ withKey: false });
    await memory.seal();
    await listSecrets(program, memory.flags);
    expect(printed.out()).toContain("only in the memory of the server");
  });

  it("leaves out what is over, unless all are asked for", async () => {
    const { seal, flags, ledger } = await setting({ hoursAgo: 2 });
    const expired = await seal();
    const destroyed = await seal();
    await ledger.sealed.destroy([destroyed], "x");
    await listSecrets(program, flags);
    expect(printed.out()).toContain("No sealed secret is live.");
    await listSecrets(program, { ...flags, all: true });
    expect(printed.out()).toMatch(new RegExp(`${expired} .*expired`));
    expect(printed.out()).toMatch(new RegExp(`${destroyed} .*destroyed 20`));
  });
});

describe("idgate secrets reveal", () => {
  it("asks, records, and then shows the value", async () => {
    const { seal, flags, events } = await setting();
    const handle = await seal();
    const terminal = typing("y");
    expect(await revealSecret(program, handle, flags, terminal)).toBe(0);
    expect(terminal.questions[0]).toContain("SecretAccessKey from iam:CreateAccessKey");
    expect(terminal.questions[0]).not.toContain(VALUE);
    expect(printed.out()).toContain(VALUE);
    expect(await events()).toEqual(["sealed", "revealed"]);
  });

  it.each(["", "n", "no", "yess", "reveal"])("shows and records nothing after %j", async (answer) => {
    const { seal, flags, events } = await setting();
    expect(await revealSecret(program, await seal(), flags, typing(answer))).toBe(1);
    expect(printed.out()).not.toContain(VALUE);
    expect(await events()).toEqual(["sealed"]);
  });

  it("wants a terminal, whatever the flags", async () => {
    const { seal, flags, events } = await setting();
    const handle = await seal();
    await expect(revealSecret(program, handle, { ...flags, force: true }, nobody)).rejects.toThrow(
      /terminal/,
    );
    expect(await events()).toEqual(["sealed"]);
  });

  it("shows nothing where it cannot be recorded", async () => {
    const { seal, flags, ledger } = await setting();
    const handle = await seal();
    const terminal = typing();
    const destroying = {
      ...terminal,
      ask: async () => {
        await ledger.sealed.destroy([handle], "somebody else");
        return "y";
      },
    };
    await expect(revealSecret(program, handle, flags, destroying)).rejects.toThrow(/destroyed/);
    expect(printed.out()).not.toContain(VALUE);
  });

  it("shows control characters as escapes, and says so", async () => {
    const { seal, flags } = await setting();
    await revealSecret(program, await seal("a\u001b[31m\u202eb"), flags, typing("y"));
    expect(printed.out()).not.toContain("\u001b");
    expect(printed.out()).not.toContain("\u202e");
    expect(printed.out()).toContain("shown as escapes");
  });

  it("says of what has no sealed value here why, and asks nothing", async () => {
    const { seal, flags } = await setting({ withKey: false });
    const terminal = typing("y");
    await expect(revealSecret(program, await seal(), flags, terminal)).rejects.toThrow(/only in the memory/);
    await expect(revealSecret(program, "secret_unknown0", flags, terminal)).rejects.toThrow(/no such secret/);
    expect(terminal.questions).toEqual([]);
  });

  it.each([true, false])(
    "opens the recipient's box with the private key alone, sealing key or not: %j",
    async (withKey) => {
      const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const recipient = String(publicKey.export({ type: "spki", format: "pem" }));
      const { seal, flags, events, state } = await setting({
        withKey,
        recipient,
        hoursAgo: withKey ? 2 : 0,
      });
      const handle = await seal();
      const recipientKey = join(state, "team.pem");
      const cipher = { cipher: "aes-256-cbc", passphrase: "correct horse" };
      writeFileSync(recipientKey, privateKey.export({ type: "pkcs8", format: "pem", ...cipher }), {
        mode: 0o600,
      });
      await expect(revealSecret(program, handle, flags, typing("y"))).rejects.toMatchObject({
        hint: expect.stringContaining("--recipient-key"),
      });
      const terminal = typing("correct horse", "y");
      expect(await revealSecret(program, handle, { ...flags, recipientKey }, terminal)).toBe(0);
      expect(terminal.hidden).toHaveLength(1);
      expect(printed.out()).toContain(VALUE);
      expect(await events()).toEqual(["sealed", "revealed"]);
    },
  );
});

describe("idgate secrets destroy", () => {
  it("records it, and a running server refuses the handle from then on", async () => {
    const { seal, flags, events, vault } = await setting();
    const [handle, kept] = [await seal(), await seal()];
    expect(await destroySecrets(program, [handle], flags)).toBe(0);
    expect(printed.out()).toContain("Destroyed: 1.");
    await vault.recall([handle, kept]);
    expect(() => vault.open(handle)).toThrow(/unknown or has expired/);
    expect(vault.open(kept).value).toBe(VALUE);
    await expect(revealSecret(program, handle, flags, typing("y"))).rejects.toThrow(/destroyed/);
    expect(await events()).toEqual(["sealed", "sealed", "destroyed"]);
  });

  it("takes all that have expired with --expired, and nothing else", async () => {
    const { seal, flags, ledger } = await setting({ hoursAgo: 2 });
    const expired = await seal();
    const live = createVault({ account: "a" });
    const handle = live.seal(VALUE, { kind: "k", source: "s" });
    await ledger.secretEvent({ handle, event: "sealed", box: await live.box(handle) });
    await destroySecrets(program, [], { ...flags, expired: true });
    const boxes = await ledger.sealed.find([expired, handle]);
    expect(boxes.map(({ destroyedAt }) => destroyedAt !== undefined)).toEqual([true, false]);
  });

  it("wants handles or --expired, one of the two", async () => {
    const { seal, flags } = await setting();
    const handle = await seal();
    await expect(destroySecrets(program, [], flags)).rejects.toThrow(/one of the two/);
    await expect(destroySecrets(program, [handle], { ...flags, expired: true })).rejects.toThrow(
      /one of the two/,
    );
  });
});

describe("idgate secrets keygen", () => {
  it("makes a file for its user alone, and writes over none", async () => {
    const file = join(ownFolder(), "keys.json");
    expect(await makeSecretKey(file)).toBe(0);
    const text = readFileSync(file, "utf8");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parseKeys(text)).toHaveLength(1);
    expect(printed.out()).not.toContain(Buffer.from(parseKeys(text)[0].key).toString("base64url"));
    await expect(makeSecretKey(file)).rejects.toThrow(/cannot be written/);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});

describe("idgate secrets rotate", () => {
  it("seals everything with a new key, and keeps the older one for a day", async () => {
    const { seal, flags, secretKey, ledger } = await setting();
    const handle = await seal();
    const [before] = parseKeys(readFileSync(secretKey, "utf8"));
    expect(await rotateKeys(program, flags)).toBe(0);
    const after = parseKeys(readFileSync(secretKey, "utf8"));
    expect(after.map(({ id }) => id)).toEqual([after[0].id, before.id]);
    expect(after[0].id).not.toBe(before.id);
    expect((await ledger.sealed.find([handle]))[0]?.sealed?.keyId).toBe(after[0].id);
    expect(statSync(secretKey).mode & 0o777).toBe(0o600);
    await revealSecret(program, handle, flags, typing("y"));
    expect(printed.out()).toContain(VALUE);
  });

  it("drops what was replaced a day ago, or everything older with --drop", async () => {
    const { flags, secretKey, seal } = await setting();
    await seal();
    await rotateKeys(program, flags);
    const retired = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const [first, second] = parseKeys(readFileSync(secretKey, "utf8"));
    if (second === undefined) throw new Error("the older key is gone");
    const third = { ...first, id: "third", key: Buffer.alloc(32, 3), retired: retired(25) };
    writeFileSync(secretKey, keysText([first, { ...second, retired: retired(23) }, third]));
    await rotateKeys(program, flags);
    const kept = parseKeys(readFileSync(secretKey, "utf8")).map(({ id }) => id);
    expect(kept.slice(1)).toEqual([first.id, second.id]);
    await rotateKeys(program, { ...flags, drop: true });
    expect(parseKeys(readFileSync(secretKey, "utf8"))).toHaveLength(1);
  });

  it("says which secrets no key here opens, and leaves them", async () => {
    const { flags, secretKey, seal, ledger } = await setting();
    const handle = await seal();
    writeFileSync(secretKey, keysText([{ id: "other", key: Buffer.alloc(32, 1), retired: undefined }]));
    expect(await rotateKeys(program, flags)).toBe(1);
    expect(printed.out()).toContain(handle);
    expect((await ledger.sealed.find([handle]))[0]).toMatchObject({ intact: true });
  });

  it("runs once at a time, and needs a file", async () => {
    const { flags, secretKey } = await setting();
    writeFileSync(`${secretKey}.lock`, "");
    await expect(rotateKeys(program, flags)).rejects.toThrow(/locked/);
    const { secretKey: _, ...without } = flags;
    await expect(rotateKeys(program, without)).rejects.toThrow(/needs a key file/);
    expect(parseKeys(readFileSync(secretKey, "utf8"))).toHaveLength(1);
  });

  it("leaves no copy of the keys beside the file, nor one that a killed rotation left", async () => {
    const { flags, secretKey, state } = await setting();
    writeFileSync(`${secretKey}.draft`, readFileSync(secretKey, "utf8"));
    await rotateKeys(program, { ...flags, drop: true });
    expect(readdirSync(state).filter((name) => name.startsWith("keys.json"))).toEqual(["keys.json"]);
    expect(parseKeys(readFileSync(secretKey, "utf8"))).toHaveLength(1);
  });

  it.runIf(process.getuid?.() === 0)("leaves the file to its owner where root rotates", async () => {
    const { flags, secretKey } = await setting();
    chownSync(secretKey, 12_345, 12_346);
    await rotateKeys(program, flags);
    const { uid, gid, mode } = statSync(secretKey);
    expect([uid, gid, mode & 0o777]).toEqual([12_345, 12_346, 0o600]);
  });

  it("makes no ledger where there is none", async () => {
    const state = ownFolder();
    const secretKey = join(state, "keys.json");
    await makeSecretKey(secretKey);
    expect(await rotateKeys(program, { state, sandbox: true, secretKey })).toBe(0);
    expect(existsSync(join(state, "sandbox"))).toBe(false);
    expect(existsSync(`${secretKey}.lock`)).toBe(false);
  });
});
