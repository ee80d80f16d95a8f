import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SecretRefused } from "../../src/errors.ts";
import { createLedger } from "../../src/ledger/index.ts";
import { APPLICATION, type LedgerTables, MIGRATIONS } from "../../src/ledger/schema.ts";
import type { SealedBox } from "../../src/ledger/sealed-box.ts";
import { openSqlite } from "../../src/sqlite/sqlite.ts";
import { ownFolder } from "../support/folder.ts";
import { entriesOf, filesIn, ledgerIn, standingClock } from "./fixtures.ts";

const handleOf = (label: number) => `secret_${String(label).padStart(24, "0")}`;

function boxOf(label: number, more: Partial<SealedBox> = {}): SealedBox {
  return {
    handle: handleOf(label),
    kind: "SecretAccessKey",
    source: "iam:CreateAccessKey",
    owner: "user alice",
    account: "sandbox/2100000000",
    createdAt: "2026-03-01T12:00:00.000Z",
    expiresAt: "2026-03-01T13:00:00.000Z",
    sealed: { keyId: "k1", nonce: "AAAAAAAAAAAAAAAA", bytes: `Ynl0ZXM${label}` },
    recipient: undefined,
    ...more,
  };
}

function opened() {
  const folder = ownFolder();
  const time = standingClock();
  const ledger = ledgerIn(folder, { clock: time.clock });
  const seal = (box: SealedBox) => ledger.secretEvent({ handle: box.handle, event: "sealed", box });
  return { folder, time, ledger, seal };
}

/** Writes into the file as somebody who has no key of the ledger's. */
async function edited(folder: string, column: keyof LedgerTables["sealed"], value: string | null) {
  const options = { migrations: MIGRATIONS, application: APPLICATION };
  const store = await openSqlite<LedgerTables>(filesIn(folder).file, options);
  await store.write(async (db) => {
    await db
      .updateTable("sealed")
      .set({ [column]: value })
      .execute();
  });
  await store.close();
}

describe("a sealed secret", () => {
  it("is found by its handle in another process, as it was put there", async () => {
    const { folder, seal } = opened();
    await seal(boxOf(1, { recipient: "a.b.c.d.e" }));
    const other = ledgerIn(folder);
    expect(await other.sealed.find([handleOf(1), handleOf(2), handleOf(1)])).toEqual([
      { ...boxOf(1, { recipient: "a.b.c.d.e" }), destroyedAt: undefined, intact: true },
    ]);
  });

  it("makes no ledger by being looked for", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    expect([await ledger.sealed.find([handleOf(1)]), await ledger.sealed.list()]).toEqual([[], []]);
    expect(() => readFileSync(filesIn(folder).file)).toThrow(/ENOENT/);
  });

  it("comes with its row or not at all", async () => {
    const { ledger, seal } = opened();
    await seal(boxOf(1));
    await expect(seal(boxOf(1))).rejects.toThrow();
    expect(await entriesOf(ledger)).toHaveLength(1);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("is told of by the digest of its box in the chain, never by its bytes", async () => {
    const { ledger, seal } = opened();
    await seal(boxOf(1, { recipient: "a.b.c.d.e" }));
    const [entry] = await entriesOf(ledger);
    expect(entry?.body).toEqual({
      handle: handleOf(1),
      event: "sealed",
      box: expect.stringMatching(/^[0-9a-f]{64}$/),
      recipientBox: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ["kind", "ApiKey"],
    ["source", "else"],
    ["owner", "user bob"],
    ["account", "real/2100000000"],
    ["created_at", "2026-03-01T12:00:01.000Z"],
    ["expires_at", "2026-03-01T23:00:00.000Z"],
    ["key_id", "k2"],
    ["nonce", "BBBBBBBBBBBBBBBB"],
    ["bytes", "b3RoZXI"],
    ["recipient", "f.g.h.i.j"],
  ] as const)("whose %s was exchanged in the file does not count as intact", async (column, value) => {
    const { folder, ledger, seal } = opened();
    await seal(boxOf(1, { recipient: "a.b.c.d.e" }));
    expect((await ledger.sealed.find([handleOf(1)]))[0]?.intact).toBe(true);
    await edited(folder, column, value);
    expect((await ledger.sealed.find([handleOf(1)]))[0]?.intact).toBe(false);
  });

  it("that is given another's row is not intact either", async () => {
    const { folder, ledger, seal } = opened();
    await seal(boxOf(1));
    await seal(boxOf(2));
    await edited(folder, "destroyed_at", "2026-03-01T12:00:00.000Z");
    for (const box of await ledger.sealed.list()) expect(box.intact).toBe(false);
  });

  it("loses its bytes at the first write or look after it has expired; the recipient's box stays", async () => {
    const { folder, time, ledger, seal } = opened();
    await seal(boxOf(1, { recipient: "a.b.c.d.e" }));
    await seal(boxOf(2));
    time.forward(3600);
    const listed = await ledger.sealed.list();
    expect(listed.map(({ sealed, recipient, intact }) => ({ sealed, recipient, intact }))).toEqual([
      { sealed: undefined, recipient: "a.b.c.d.e", intact: true },
      { sealed: undefined, recipient: undefined, intact: true },
    ]);
    expect(await ledger.sealed.list({ only: "live" })).toHaveLength(1);
    expect(await ledger.sealed.list({ only: "expired" })).toHaveLength(2);

    const later = boxOf(3, { createdAt: "2026-03-01T13:00:00.000Z", expiresAt: "2026-03-01T14:00:00.000Z" });
    await seal(later);
    time.forward(3600);
    await seal({ ...later, handle: handleOf(4), expiresAt: "2026-03-01T15:00:00.000Z" });
    const [third] = await ledgerIn(folder, { clock: time.clock }).sealed.find([handleOf(3)]);
    expect(third?.sealed).toBeUndefined();
  });
});

describe("a destroyed secret", () => {
  it("has a row, no bytes, and no opening that could be recorded", async () => {
    const { ledger, seal } = opened();
    await seal(boxOf(1, { recipient: "a.b.c.d.e" }));
    await ledger.secretEvent({ handle: handleOf(1), event: "opened" });
    expect(await ledger.sealed.destroy([handleOf(1)], "terminal alice")).toEqual([handleOf(1)]);
    expect(await ledger.sealed.destroy([handleOf(1)], "terminal alice")).toEqual([]);
    expect(await ledger.sealed.find([handleOf(1)])).toMatchObject([
      { sealed: undefined, recipient: undefined, destroyedAt: "2026-03-01T12:00:00.000Z", intact: true },
    ]);
    for (const event of ["opened", "revealed"]) {
      await expect(ledger.secretEvent({ handle: handleOf(1), event })).rejects.toThrow(SecretRefused);
    }
    expect((await entriesOf(ledger)).map(({ body }) => [body.event, body.note])).toEqual([
      ["sealed", undefined],
      ["opened", undefined],
      ["destroyed", "terminal alice"],
    ]);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("goes with all others that are named, or none does", async () => {
    const { ledger, seal } = opened();
    await seal(boxOf(1));
    await expect(ledger.sealed.destroy([handleOf(1), handleOf(2)], "x")).rejects.toThrow(SecretRefused);
    expect((await ledger.sealed.find([handleOf(1)]))[0]?.sealed).toBeDefined();
    expect(await entriesOf(ledger)).toHaveLength(1);
  });
});

describe("a destroyed secret whose row somebody who writes into the file", () => {
  it.each(["puts back", "takes away"])("%s stays destroyed", async (what) => {
    const { folder, ledger, seal } = opened();
    await seal(boxOf(1));
    const store = await openSqlite<LedgerTables>(filesIn(folder).file, {
      migrations: MIGRATIONS,
      application: APPLICATION,
    });
    const before = await store.read((db) => db.selectFrom("sealed").selectAll().executeTakeFirstOrThrow());
    await ledger.sealed.destroy([handleOf(1)], "terminal alice");
    await store.write(async (db) => {
      await db.deleteFrom("sealed").execute();
      if (what === "puts back") await db.insertInto("sealed").values(before).execute();
    });
    await store.close();
    expect((await ledger.sealed.find([handleOf(1)])).filter(({ intact }) => intact)).toEqual([]);
    for (const event of ["opened", "revealed"]) {
      await expect(ledger.secretEvent({ handle: handleOf(1), event })).rejects.toThrow(SecretRefused);
    }
  });
});

describe("sealing anew", () => {
  const again = (box: SealedBox) => ({
    ...box,
    sealed: { keyId: "k2", nonce: "CCCCCCCCCCCCCCCC", bytes: "bmV3" },
  });

  it("takes every live box and leaves a row of each; what is left and what is over stays as it is", async () => {
    const { time, ledger, seal } = opened();
    await seal(boxOf(0, { createdAt: "2026-03-01T11:00:00.000Z", expiresAt: "2026-03-01T12:30:00.000Z" }));
    for (let label = 1; label <= 450; label += 1) await seal(boxOf(label, { recipient: "a.b.c.d.e" }));
    await ledger.sealed.destroy([handleOf(450)], "x");
    time.forward(1800);
    const { resealed, left } = await ledger.sealed.reseal((box) =>
      box.handle === handleOf(7) ? undefined : again(box),
    );
    expect({ resealed, left }).toEqual({ resealed: 448, left: [handleOf(7)] });
    const boxes = await ledger.sealed.find([0, 1, 7, 449, 450].map(handleOf));
    expect(boxes.map(({ sealed, intact }) => [sealed?.keyId, intact])).toEqual([
      [undefined, true],
      ["k2", true],
      ["k1", true],
      ["k2", true],
      [undefined, true],
    ]);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("changes nothing where it fails half way", async () => {
    const { ledger, seal } = opened();
    await seal(boxOf(1));
    await seal(boxOf(2));
    const failing = ledger.sealed.reseal((box) => {
      if (box.handle === handleOf(2)) throw new SecretRefused("no");
      return again(box);
    });
    await expect(failing).rejects.toThrow(SecretRefused);
    expect((await ledger.sealed.list()).map(({ sealed }) => sealed?.keyId)).toEqual(["k1", "k1"]);
    expect(await entriesOf(ledger)).toHaveLength(2);
  });
});

it("a ledger from before there were boxes takes them", async () => {
  const folder = ownFolder();
  const { file } = filesIn(folder);
  const older = await openSqlite(file, { migrations: MIGRATIONS.slice(0, 2), application: APPLICATION });
  await older.close();
  const ledger = createLedger({ ...filesIn(folder), clock: () => new Date() });
  await ledger.secretEvent({ handle: handleOf(1), event: "sealed", box: boxOf(1) });
  expect(await ledger.sealed.find([handleOf(1)])).toHaveLength(1);
  await ledger.close();
});
