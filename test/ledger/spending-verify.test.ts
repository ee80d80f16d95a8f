import Database from "libsql";
import { describe, expect, it } from "vitest";
import { ownFolder } from "../support/folder.ts";
import { facts, filesIn, idOf, ledgerIn, standingClock } from "./fixtures.ts";

const budget = (items: number, rule = "dev-workloads") => ({ rule, max: 10, perSeconds: 3600, items });

/** 1 has started, 2 was given back, 3 was approved and waits, 4 was approved, has started and succeeded. */
async function lived(folder: string): Promise<void> {
  const time = standingClock();
  const ledger = ledgerIn(folder, { clock: time.clock });
  await ledger.start(facts(1, { budgets: [budget(2), budget(1, "other")] }));
  await ledger.start(facts(2, { budgets: [budget(3)] }));
  await ledger.settle(idOf(2), { status: "failed", reason: "r", tookEffect: false });
  for (const label of [3, 4]) {
    await ledger.propose(facts(label, { budgets: [budget(1)] }), "p", time.in(600));
    await ledger.answer(idOf(label), "approved", "terminal operator");
  }
  time.forward(60);
  await ledger.startApproved(idOf(4), "digest-4");
  await ledger.settle(idOf(4), { status: "succeeded", attempts: 1, durationMs: 1 });
  expect((await ledger.verify()).problems).toEqual([]);
  await ledger.close();
}

function rows(folder: string, sql: string): unknown[] {
  const database = new Database(filesIn(folder).file);
  const found = database.prepare(sql).all([]);
  database.close();
  return found;
}

function tamper(folder: string, sql: string): void {
  const database = new Database(filesIn(folder).file);
  database.exec(sql);
  database.close();
}

it("the table holds what started and was not given back, at the time of the start", async () => {
  const folder = ownFolder();
  await lived(folder);
  const account = "2100000000";
  expect(rows(folder, "SELECT * FROM spending ORDER BY operation, rule")).toEqual([
    { operation: idOf(1), account, rule: "dev-workloads", at: "2026-03-01T12:00:00.000Z", items: 2 },
    { operation: idOf(1), account, rule: "other", at: "2026-03-01T12:00:00.000Z", items: 1 },
    { operation: idOf(4), account, rule: "dev-workloads", at: "2026-03-01T12:01:00.000Z", items: 1 },
  ]);
});

describe("verify finds", () => {
  it.each([
    ["a row removed", `DELETE FROM spending WHERE operation = '${idOf(4)}'`, 1],
    ["every row removed", "DELETE FROM spending", 3],
    ["fewer items", `UPDATE spending SET items = 1 WHERE items = 2`, 1],
    ["an earlier time", `UPDATE spending SET at = '2020-01-01T00:00:00.000Z' WHERE rule = 'other'`, 1],
    ["another account", `UPDATE spending SET account = '' WHERE operation = '${idOf(4)}'`, 1],
    ["a row under another rule", "UPDATE spending SET rule = 'elsewhere' WHERE rule = 'other'", 2],
    ["a row for what was given back", `UPDATE spending SET operation = '${idOf(2)}' WHERE rule = 'other'`, 2],
    [
      "a row for what has not started",
      `INSERT INTO spending SELECT '${idOf(3)}', account, rule, at, items FROM spending WHERE rule = 'other'`,
      1,
    ],
    [
      "a row from nowhere",
      `INSERT INTO spending SELECT '${idOf(9)}', account, rule, at, items FROM spending WHERE rule = 'other'`,
      1,
    ],
    [
      "a row whose key cannot be read",
      "INSERT INTO spending SELECT 'x' || char(0) || 'y', account, rule, at, items FROM spending WHERE rule = 'other'",
      2,
    ],
    ["the table removed", "DROP TABLE spending", 1],
  ])("%s", async (_, sql, problems) => {
    const folder = ownFolder();
    await lived(folder);
    tamper(folder, sql);
    const report = await ledgerIn(folder).verify();
    expect(report.ok).toBe(false);
    expect(report.problems).toHaveLength(problems);
  });

  it("nothing among more rows than are read at once", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    const wide = (rule: string) => ({ rule, max: 1000, perSeconds: 60, items: 1 });
    const budgets = Array.from({ length: 150 }, (_, index) => wide(`rule-${index}`));
    for (const label of [1, 2, 3]) await ledger.start(facts(label, { budgets }));
    expect((await ledger.verify()).problems).toEqual([]);
    tamper(folder, `DELETE FROM spending WHERE operation = '${idOf(2)}' AND rule = 'rule-77'`);
    expect((await ledger.verify()).problems).toEqual([
      `Operation ${idOf(2)} spends from the budget of rule rule-77 but has no row for it.`,
    ]);
  });
});

describe("a ledger of the version before budgets", () => {
  it("is brought to this one and verifies", async () => {
    const folder = ownFolder();
    const before = ledgerIn(folder);
    await before.start(facts(1));
    await before.settle(idOf(1), { status: "succeeded", attempts: 1, durationMs: 1 });
    await before.close();
    tamper(
      folder,
      "DROP TABLE spending; DROP TABLE sealed; DROP INDEX entries_destroyed; PRAGMA user_version = 1",
    );
    const ledger = ledgerIn(folder);
    await ledger.start(facts(2, { budgets: [budget(1)] }));
    expect((await ledger.verify()).problems).toEqual([]);
    expect(rows(folder, "SELECT operation FROM spending")).toEqual([{ operation: idOf(2) }]);
  });
});

it("what is dated after now counts until its window is over", async () => {
  const folder = ownFolder();
  await lived(folder);
  tamper(folder, "UPDATE spending SET at = '2026-03-01T18:00:00.000Z' WHERE rule = 'other'");
  const time = standingClock();
  time.forward(3 * 3600);
  const ledger = ledgerIn(folder, { clock: time.clock });
  const { target } = facts(9);
  expect(await ledger.budgetLeft(target, [budget(10, "other"), budget(10)])).toMatchObject([
    { left: 9, freeAt: "2026-03-01T19:00:00.000Z" },
    { left: 10 },
  ]);
});

it("a newest entry with a made-up time moves no clock: nothing goes on", async () => {
  const folder = ownFolder();
  await lived(folder);
  tamper(
    folder,
    "DROP TRIGGER entries_fixed; UPDATE entries SET at = '2020-01-01T00:00:00.000Z' WHERE seq = (SELECT max(seq) FROM entries)",
  );
  const starting = ledgerIn(folder).start(facts(9, { budgets: [budget(1)] }));
  await expect(starting).rejects.toMatchObject({ code: "LEDGER_BROKEN" });
});
