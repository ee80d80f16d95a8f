import { randomBytes } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { LedgerBroken } from "../../src/errors.ts";
import { ownFolder } from "../support/folder.ts";
import { facts, filesIn, idOf, ledgerIn, standingClock } from "./fixtures.ts";

/** A ledger with an operation of every kind, 11 entries. Operation 2 is pending, 3 approved. */
async function lived(folder: string): Promise<void> {
  const time = standingClock();
  const ledger = ledgerIn(folder, { clock: time.clock });
  await ledger.refuse(facts(0), "no rule");
  await ledger.start(facts(1));
  await ledger.settle(idOf(1), { status: "succeeded", attempts: 1, durationMs: 3 });
  await ledger.propose(facts(2), "p", time.in(1e9));
  await ledger.propose(facts(3), "p", time.in(1e9));
  await ledger.answer(idOf(3), "approved", "terminal operator");
  await ledger.propose(facts(4), "p", time.in(1e9));
  await ledger.answer(idOf(4), "approved", "terminal operator");
  await ledger.startApproved(idOf(4), "digest-4");
  await ledger.start(facts(5));
  await ledger.secretEvent({ handle: "secret_example1", event: "opened", operation: idOf(5) });
  expect(await ledger.verify()).toMatchObject({ ok: true, entries: 11, problems: [] });
  await ledger.close();
}

/** Changes the file behind the ledger's back, past the triggers that keep honest code from doing so. */
function tamper(folder: string, sql: string): void {
  const database = new Database(filesIn(folder).file);
  database.exec("DROP TRIGGER entries_keep; DROP TRIGGER entries_fixed");
  database.exec(sql);
  database.close();
}

const APPROVE_2 = `UPDATE operations SET status = 'approved',
  state = json_set(state, '$.status', 'approved', '$.answeredBy', 'terminal operator') WHERE id = '${idOf(2)}'`;
const COPY =
  "SELECT 12, at, 'approved', operation, '{\"by\":\"terminal operator\"}', hash, hash FROM entries WHERE seq = 4";

const TAMPERINGS: readonly (readonly [what: string, sql: string])[] = [
  ["an edited time", "UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2"],
  ["an edited kind", "UPDATE entries SET kind = 'refused' WHERE seq = 2"],
  ["an edited body", "UPDATE entries SET body = replace(body, 'agent-1', 'agent-9') WHERE seq = 2"],
  ["an entry moved to another operation", `UPDATE entries SET operation = '${idOf(2)}' WHERE seq = 6`],
  ["an edited outcome", "UPDATE entries SET body = replace(body, 'succeeded', 'failed') WHERE seq = 3"],
  ["a body that is no JSON", "UPDATE entries SET body = 'x' WHERE seq = 3"],
  ["an edited hash", "UPDATE entries SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE seq = 5"],
  ["an edited link", "UPDATE entries SET prev = '' WHERE seq = 5"],
  ["an entry removed from the middle", "DELETE FROM entries WHERE seq = 3"],
  ["the first entry removed", "DELETE FROM entries WHERE seq = 1"],
  ["the last entry removed", "DELETE FROM entries WHERE seq = 11"],
  [
    "the end removed with its operation",
    `DELETE FROM entries WHERE seq >= 10; DELETE FROM operations WHERE id = '${idOf(5)}'`,
  ],
  ["every entry removed", "DELETE FROM entries"],
  ["everything removed but the head", "DELETE FROM entries; DELETE FROM operations"],
  ["the head removed", "DELETE FROM head"],
  [
    "the end removed and the head set back",
    `DELETE FROM entries WHERE seq = 11;
     UPDATE head SET seq = 10, hash = (SELECT hash FROM entries WHERE seq = 10)`,
  ],
  [
    "two entries in the other order",
    "UPDATE entries SET seq = -1 WHERE seq = 4; UPDATE entries SET seq = 4 WHERE seq = 5; UPDATE entries SET seq = 5 WHERE seq = -1",
  ],
  ["an entry inserted at the end", `INSERT INTO entries ${COPY}`],
  ["an entry inserted before the first", `INSERT INTO entries ${COPY.replace("12", "0")}`],
  ["an entry with an impossible number", `INSERT INTO entries ${COPY.replace("12", "9223372036854775807")}`],
  [
    "an old entry used again",
    "INSERT INTO entries SELECT 12, at, kind, operation, body, prev, hash FROM entries WHERE seq = 6",
  ],
  ["an approval in the operation's row", APPROVE_2],
  ["an approval in row and entries", `${APPROVE_2}; INSERT INTO entries ${COPY}`],
  ["an operation's row that runs again", `UPDATE operations SET status = 'approved' WHERE id = '${idOf(4)}'`],
  ["a digest put under an approval", `UPDATE operations SET digest = 'digest-9' WHERE id = '${idOf(3)}'`],
  ["a later expiry", `UPDATE operations SET expires_at = '2099-01-01T00:00:00.000Z' WHERE id = '${idOf(3)}'`],
  [
    "other parameters",
    `UPDATE operations SET state = replace(state, 'agent-3', 'agent-9') WHERE id = '${idOf(3)}'`,
  ],
  ["another place in time", `UPDATE operations SET seq = 100 WHERE id = '${idOf(3)}'`],
  ["an operation's row removed", `DELETE FROM operations WHERE id = '${idOf(1)}'`],
  [
    "an operation's row from nowhere",
    `INSERT INTO operations SELECT '${idOf(8)}', 99, 'digest-8', 'approved', expires_at, state FROM operations WHERE id = '${idOf(3)}'`,
  ],
  [
    "a row whose id cannot be read",
    "INSERT INTO operations SELECT 'x' || char(0) || 'y', 99, 'd', 'refused', NULL, '{}'",
  ],
  ["a table removed", "DROP TABLE operations"],
];

it("verify finds nothing where nothing was changed", async () => {
  const folder = ownFolder();
  await lived(folder);
  tamper(folder, "SELECT 1");
  expect(await ledgerIn(folder).verify()).toMatchObject({ ok: true, entries: 11, problems: [] });
});

describe("verify finds", () => {
  it.each(TAMPERINGS)("%s", async (_, sql) => {
    const folder = ownFolder();
    await lived(folder);
    tamper(folder, sql);
    const report = await ledgerIn(folder).verify();
    expect(report.ok).toBe(false);
    expect(report.problems.length).toBeGreaterThan(0);
    expect(report.problems.length).toBeLessThanOrEqual(12);
  });

  it("an entry that this key made for another copy of the ledger", async () => {
    const [folder, copy] = [ownFolder(), ownFolder()];
    await lived(folder);
    cpSync(folder, copy, { recursive: true });
    for (const [where, first] of [
      [folder, "secret_example_here"],
      [copy, "secret_example_there"],
    ] as const) {
      const ledger = ledgerIn(where);
      await ledger.secretEvent({ handle: first, event: "opened" });
      await ledger.secretEvent({ handle: "secret_example", event: "opened" });
      await ledger.close();
    }
    tamper(
      folder,
      `ATTACH '${filesIn(copy).file}' AS copy; DELETE FROM main.entries WHERE seq = 12;
       INSERT INTO main.entries SELECT * FROM copy.entries WHERE seq = 12`,
    );
    expect((await ledgerIn(folder).verify()).problems).toEqual([
      "Entry 13 does not follow the entry before it.",
    ]);
  });

  it("a key that is not the ledger's", async () => {
    const folder = ownFolder();
    await lived(folder);
    writeFileSync(filesIn(folder).keyFile, randomBytes(32));
    const ledger = ledgerIn(folder);
    expect((await ledger.verify()).problems).toHaveLength(12);
    await expect(ledger.start(facts(9))).rejects.toThrow(LedgerBroken);
  });

  it("a damaged file, as a problem and not as an exception", async () => {
    const folder = ownFolder();
    const before = ledgerIn(folder);
    for (let label = 0; label < 100; label += 1) await before.refuse(facts(label), "r".repeat(1000));
    await before.close();
    const bytes = readFileSync(filesIn(folder).file);
    // The first pages, which opening reads, stay whole; the tables have outgrown theirs.
    writeFileSync(filesIn(folder).file, bytes.fill(0x5a, bytes.length / 2));
    const report = await ledgerIn(folder).verify();
    expect(report).toMatchObject({ ok: false, problems: [expect.stringContaining("damaged")] });
  });

  it("at most a hundred problems, and says how many more there are", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    for (let label = 0; label < 150; label += 1) await ledger.refuse(facts(label), "r");
    await ledger.close();
    tamper(folder, "UPDATE entries SET at = ''");
    const { problems } = await ledgerIn(folder).verify();
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toBe("and 50 more");
  });
});

describe("whatever verify would find, a forged approval runs nothing", () => {
  it.each([
    ["in the operation's row", APPROVE_2, "pending, not approved"],
    ["in row and entries", `${APPROVE_2}; INSERT INTO entries ${COPY}`, "Entry 12 was altered"],
  ])("%s", async (_, sql, refusal) => {
    const folder = ownFolder();
    await lived(folder);
    tamper(folder, sql);
    const ledger = ledgerIn(folder);
    await expect(ledger.startApproved(idOf(2), "digest-2")).rejects.toThrow(refusal);
    const shown = ledger.get(idOf(2)).then((operation) => operation?.status, String);
    expect(await shown).toMatch(/^pending$|Entry 12 was altered/);
  });

  it("and a row that runs again does not", async () => {
    const folder = ownFolder();
    await lived(folder);
    tamper(folder, `UPDATE operations SET status = 'approved' WHERE id = '${idOf(4)}'`);
    await expect(ledgerIn(folder).startApproved(idOf(4), "digest-4")).rejects.toThrow(
      "started, not approved",
    );
  });

  it("and a live row without entries is not joined", async () => {
    const folder = ownFolder();
    await lived(folder);
    tamper(
      folder,
      `INSERT INTO operations SELECT '${idOf(8)}', 99, 'digest-8', 'approved', expires_at, state FROM operations WHERE id = '${idOf(3)}'`,
    );
    const joining = ledgerIn(folder).propose(
      facts(9, { digest: "digest-8" }),
      "p",
      new Date(Date.now() + 60_000),
    );
    await expect(joining).rejects.toThrow(LedgerBroken);
  });
});

it("entries cannot be changed or removed by a mistake in our own code", async () => {
  const folder = ownFolder();
  await lived(folder);
  const database = new Database(filesIn(folder).file);
  expect(() => database.exec("UPDATE entries SET kind = 'x'")).toThrow("only added");
  expect(() => database.exec("DELETE FROM entries")).toThrow("only added");
  database.close();
});
