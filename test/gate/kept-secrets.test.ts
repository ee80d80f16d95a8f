/** Handles beyond the process that made them: the whole composition, restarted, beside itself, and for another account. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { rotateKeys } from "../../src/cli/secrets/keys.ts";
import type { Requester } from "../../src/gate/types.ts";
import { keysText } from "../../src/secrets/index.ts";
import { openForRecipient } from "../../src/secrets/recipient.ts";
import { capturePrinted, program } from "../support/approvals.ts";
import { ownFolder } from "../support/folder.ts";
import { action, openRooms, type Rooms, type RoomsOptions, silentClient } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

// A rotation says on standard output what it did.
capturePrinted();

const policyOf = (account: string) => `
version: 1
account: "${account}"
allow:
  - id: keys
    actions: ["id:CreateApiKeyCredentialProvider"]
    approval: none
secrets: { flows: [{ from: generated, to: "id:CreateApiKeyCredentialProvider.ApiKey" }] }
`;

function keyFile(ids: readonly string[] = ["k1"]): string {
  const file = join(ownFolder(), "keys.json");
  const keys = ids.map((id) => ({ id, key: randomBytes(32), retired: undefined }));
  writeFileSync(file, keysText(keys), { mode: 0o600 });
  return file;
}

async function house(options: Partial<RoomsOptions> = {}) {
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const state = ownFolder();
  const open = (more: Partial<RoomsOptions> = {}) =>
    openRooms({ policy: policyOf("2100000000"), endpoint: upstream.url, state, ...options, ...more });
  return { upstream, state, open };
}

const store = (rooms: Rooms, handle: string, requester: Requester = silentClient) =>
  rooms.run("id:CreateApiKeyCredentialProvider", { Name: "n", ApiKey: { $secret: handle } }, { requester });

async function generated(rooms: Rooms, requester = silentClient): Promise<string> {
  return (await rooms.gate.generateSecret({ form: "token" }, requester)).handle;
}

async function events(rooms: Rooms): Promise<unknown[]> {
  const told: unknown[] = [];
  for await (const { kind, body } of rooms.ledger.entries()) if (kind === "secret") told.push(body.event);
  return told;
}

const unknown = { code: "SECRET_REFUSED", message: expect.stringContaining("unknown or has expired") };

describe("with a sealing key, a handle", () => {
  it("survives a restart, and works in another process of the same state", async () => {
    const { upstream, open } = await house({ secretKey: keyFile() });
    const first = await open();
    const beside = await open();
    const handle = await generated(first);
    await store(first, handle);
    await store(beside, handle);
    await first.close();
    const again = await open();
    await store(again, handle);
    const sent = upstream
      .of("CreateApiKeyCredentialProvider")
      .map(({ body }) => JSON.parse(body ?? "").ApiKey);
    expect(sent[0]).toMatch(/^[\w-]{43}$/);
    expect(new Set(sent).size).toBe(1);
    expect(await events(again)).toEqual(["generated", "opened", "opened", "opened"]);
  });

  it("is judged by a look that sends nothing, too", async () => {
    const { open } = await house({ secretKey: keyFile() });
    const handle = await generated(await open());
    const beside = await open();
    const args = { Name: "n", ApiKey: { $secret: handle } };
    const call = { action: action("id:CreateApiKeyCredentialProvider"), args, requester: silentClient };
    expect(await beside.gate.check(call)).toMatchObject({ verdict: "allowed" });
  });

  it("stays its owner's alone in every process", async () => {
    const { upstream, open } = await house({ secretKey: keyFile() });
    const handle = await generated(await open(), { ...silentClient, user: "alice" });
    const beside = await open();
    await expect(store(beside, handle, { ...silentClient, user: "bob" })).rejects.toMatchObject(unknown);
    await store(beside, handle, { ...silentClient, user: "alice" });
    expect(upstream.of("CreateApiKeyCredentialProvider")).toHaveLength(1);
  });

  it("opens for no other account", async () => {
    const { upstream, open } = await house({ secretKey: keyFile() });
    const handle = await generated(await open());
    const other = await open({ policy: policyOf("2100000001") });
    await expect(store(other, handle)).rejects.toMatchObject(unknown);
    expect(upstream.of("CreateApiKeyCredentialProvider")).toEqual([]);
  });

  it("is nothing to a process with another key", async () => {
    const { upstream, open } = await house();
    const handle = await generated(await open({ secretKey: keyFile() }));
    const other = await open({ secretKey: keyFile(["k2"]) });
    await expect(store(other, handle)).rejects.toMatchObject({ code: "SECRET_REFUSED" });
    expect(upstream.arrived).toEqual([]);
  });

  it("leaves nothing of its value in the state folder, the log or the messages", async () => {
    const { upstream, state, open } = await house({ secretKey: keyFile() });
    const rooms = await open();
    const result = await store(rooms, await generated(rooms));
    const value = String(JSON.parse(upstream.of("CreateApiKeyCredentialProvider")[0]?.body ?? "").ApiKey);
    expect(value).toMatch(/^[\w-]{43}$/);
    const folder = join(state, "sandbox");
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("latin1"));
    expect(files.length).toBeGreaterThan(1);
    for (const text of [...files, rooms.logged(), JSON.stringify(result)]) expect(text).not.toContain(value);
  });
});

describe("without a sealing key, a handle", () => {
  it("is known by its facts alone, and works where it was made", async () => {
    const { upstream, open } = await house();
    const rooms = await open();
    const handle = await generated(rooms);
    expect(await rooms.ledger.sealed.list()).toMatchObject([
      { handle, kind: "generated", source: "generate_secret", sealed: undefined, recipient: undefined },
    ]);
    await expect(store(await open(), handle)).rejects.toMatchObject(unknown);
    await store(rooms, handle);
    expect(upstream.of("CreateApiKeyCredentialProvider")).toHaveLength(1);
  });
});

describe("a destroyed handle", () => {
  it.each([{ secretKey: true }, { secretKey: false }])(
    "is refused by a running server, sealing key or not: %j",
    async ({ secretKey }) => {
      const { upstream, open } = await house(secretKey ? { secretKey: keyFile() } : {});
      const rooms = await open();
      const handle = await generated(rooms);
      const operator = await open();
      await operator.ledger.sealed.destroy([handle], "terminal alice");
      await expect(store(rooms, handle)).rejects.toMatchObject(unknown);
      expect(upstream.arrived).toEqual([]);
    },
  );
});

describe("keys that are rotated under a running server", () => {
  it("are found in the file, and handles of both ages go on", async () => {
    const file = keyFile();
    const { upstream, open } = await house({ secretKey: file });
    const rooms = await open();
    const older = await generated(rooms);
    const flags = { secretKey: file, state: rooms.state, sandbox: true, drop: true };
    expect(await rotateKeys(program, flags)).toBe(0);
    await store(rooms, older);
    await store(rooms, await generated(rooms));
    await store(await open(), older);
    expect(upstream.of("CreateApiKeyCredentialProvider")).toHaveLength(3);
    const ids = (await rooms.ledger.sealed.list()).map(({ sealed }) => sealed?.keyId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids).not.toContain("k1");
  });
});

describe("a recipient", () => {
  it("can open what an agent's calls made, with or without a sealing key", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    const file = join(ownFolder(), "team.pem");
    writeFileSync(file, publicKey.export({ type: "spki", format: "pem" }));
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    for (const more of [{}, { secretKey: keyFile() }]) {
      const { upstream, open } = await house({ secretRecipient: file, ...more });
      const rooms = await open();
      const handle = await generated(rooms);
      await store(rooms, handle);
      const [box] = await rooms.ledger.sealed.find([handle]);
      if (box?.recipient === undefined) throw new Error("nothing for the recipient");
      const sent = JSON.parse(upstream.of("CreateApiKeyCredentialProvider")[0]?.body ?? "").ApiKey;
      expect(await openForRecipient(box.recipient, box, pem)).toBe(sent);
    }
  });
});

describe("a read that carries a handle", () => {
  // None of the catalogue takes one today; this one has the name of an action that a policy knows.
  const reader = defineAction({
    service: "id",
    name: "CheckPermission",
    family: "examples",
    effect: "read",
    zh: "测试",
    title: "An example",
    summary: "An example.",
    input: () => ({ Password: z.unknown() }),
    output: () => ({}),
    secrets: { input: ["Password"] },
  });

  it("is recorded before it is sent, and not sent where it cannot be", async () => {
    const { upstream, open } = await house();
    const rooms = await open();
    const handle = await generated(rooms);
    const call = { action: reader, args: { Password: { $secret: handle } }, requester: silentClient };
    let before: unknown[] = [];
    upstream.answerWith(async (arrived, response) => {
      before = await events(rooms);
      envelope({})(arrived, response);
    });
    await rooms.gate.call(call);
    expect(before).toEqual(["generated", "opened"]);
    const sent = upstream.of("CheckPermission").length;
    expect(sent).toBe(1);
    await rooms.ledger.close();
    await expect(rooms.gate.call(call)).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    expect(upstream.of("CheckPermission")).toHaveLength(sent);
  });
});
