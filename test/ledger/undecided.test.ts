import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { InternalError } from "../../src/errors.ts";
import { isOver } from "../../src/ledger/run.ts";
import { ownFolder } from "../support/folder.ts";
import { entriesOf, facts, filesIn, idOf, ledgerIn, standingClock } from "./fixtures.ts";

const UNKNOWN = { status: "unknown", reason: "the connection was lost", requestId: "r-1" } as const;
const DONE = { status: "succeeded", attempts: 1, durationMs: 5 } as const;
const READ = "id:GetWorkloadPool";

async function withUnknown() {
  const folder = ownFolder();
  const ledger = ledgerIn(folder);
  await ledger.start(facts(1));
  await ledger.settle(idOf(1), UNKNOWN);
  return { folder, ledger };
}

describe("an operation whose outcome is not known", () => {
  it("is resolved by what a look told, and keeps its request id", async () => {
    const { ledger } = await withUnknown();
    expect(await ledger.resolve(idOf(1), { status: "succeeded", by: READ }, "unknown")).toBe(true);
    expect(await ledger.get(idOf(1))).toMatchObject({
      status: "succeeded",
      resolvedBy: READ,
      requestId: "r-1",
      reason: undefined,
    });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("is resolved once", async () => {
    const { ledger } = await withUnknown();
    await ledger.resolve(
      idOf(1),
      { status: "failed", by: READ, reason: "not there", tookEffect: false },
      "unknown",
    );
    expect(await ledger.resolve(idOf(1), { status: "succeeded", by: READ }, "unknown")).toBe(false);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "failed", tookEffect: false });
    const failed = { status: "failed", reason: "no", tookEffect: false } as const;
    await expect(ledger.settle(idOf(1), failed)).rejects.toThrow(InternalError);
  });

  it("is not resolved where it has become another meanwhile", async () => {
    const { ledger } = await withUnknown();
    await ledger.settle(idOf(1), { status: "accepted", taskId: "t", attempts: 1, durationMs: 1 });
    const finding = { status: "failed", by: READ, reason: "not there", tookEffect: false } as const;
    expect(await ledger.resolve(idOf(1), finding, "unknown")).toBe(false);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "accepted" });
  });

  it("is done where a late answer says so, whatever a look had told, and spends again", async () => {
    const budget = { rule: "pools", max: 1, perSeconds: 3600, items: 1 };
    const ledger = ledgerIn(ownFolder());
    const { target } = facts(1);
    await ledger.start(facts(1, { budgets: [budget] }));
    await ledger.settle(idOf(1), UNKNOWN);
    await ledger.resolve(idOf(1), { status: "failed", by: READ, reason: "no", tookEffect: false }, "unknown");
    expect((await ledger.budgetLeft(target, [budget]))[0]?.left).toBe(1);
    await ledger.settle(idOf(1), DONE);
    const { status, resolvedBy } = (await ledger.get(idOf(1))) ?? {};
    expect([status, resolvedBy]).toEqual(["succeeded", undefined]);
    expect((await ledger.budgetLeft(target, [budget]))[0]?.left).toBe(0);
    expect((await ledger.verify()).problems).toEqual([]);
    await expect(ledger.settle(idOf(1), DONE)).rejects.toThrow(InternalError);
  });

  it("takes a late answer, which tells more than none", async () => {
    const { ledger } = await withUnknown();
    await ledger.settle(idOf(1), DONE);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "succeeded" });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("gives its budget back where it did not happen, and keeps it where it did", async () => {
    const budget = { rule: "pools", max: 1, perSeconds: 3600, items: 1 };
    const ledger = ledgerIn(ownFolder());
    for (const [label, status] of [
      [1, "failed"],
      [2, "succeeded"],
    ] as const) {
      const target = facts(label).target;
      await ledger.start(facts(label, { budgets: [budget] }));
      await ledger.settle(idOf(label), UNKNOWN);
      expect((await ledger.budgetLeft(target, [budget]))[0]?.left).toBe(0);
      await ledger.resolve(idOf(label), { status, by: READ, tookEffect: false }, "unknown");
      expect((await ledger.budgetLeft(target, [budget]))[0]?.left).toBe(status === "failed" ? 1 : 0);
    }
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("is listed with what runs and whose task runs, newest first, by action", async () => {
    const { ledger } = await withUnknown();
    await ledger.start(facts(2, { action: "id:DeleteWorkloadPool" }));
    await ledger.start(facts(3));
    await ledger.settle(idOf(3), { status: "accepted", taskId: "t", attempts: 1, durationMs: 1 });
    await ledger.start(facts(4));
    await ledger.settle(idOf(4), DONE);
    const all = await ledger.undecided();
    expect(all.map(({ id }) => id)).toEqual([idOf(3), idOf(2), idOf(1)]);
    const pools = await ledger.undecided({ action: "id:CreateWorkloadPool" });
    expect(pools.map(({ id }) => id)).toEqual([idOf(3), idOf(1)]);
  });

  it("is asked for without making a ledger", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    expect(await ledger.undecided()).toEqual([]);
    expect(await ledger.abandon()).toEqual([]);
    expect(await ledger.doneBefore({ action: "id:CreateWorkloadPool", since: new Date(0) })).toEqual([]);
    expect(existsSync(filesIn(folder).file)).toBe(false);
  });
});

describe("what a process left behind", () => {
  const gone = "example-host 4194304 0000000000000000";
  const here = "example-host 1 1111111111111111";

  it("is settled as unknown by the next one, which may then resolve it", async () => {
    const folder = ownFolder();
    const before = ledgerIn(folder, { run: gone });
    await before.start(facts(1));
    await before.start(facts(2));
    await before.settle(idOf(2), DONE);
    const after = ledgerIn(folder, { run: here });
    expect((await after.abandon()).map(({ id }) => id)).toEqual([idOf(1)]);
    expect(await after.get(idOf(1))).toMatchObject({ status: "unknown", abandoned: true });
    expect(await after.abandon()).toEqual([]);
    expect(await after.resolve(idOf(1), { status: "succeeded", by: READ }, "unknown")).toBe(true);
    expect((await after.verify()).problems).toEqual([]);
  });

  it("stays its own while it runs", async () => {
    const folder = ownFolder();
    const mine = ledgerIn(folder);
    await mine.start(facts(1));
    expect(await mine.abandon()).toEqual([]);
    expect((await mine.get(idOf(1)))?.status).toBe("started");
  });

  it("tells which operations were done by a process that is over", async () => {
    const folder = ownFolder();
    const before = ledgerIn(folder, { run: gone });
    await before.start(facts(1));
    await before.settle(idOf(1), DONE);
    const after = ledgerIn(folder, { run: here });
    await after.start(facts(2));
    await after.settle(idOf(2), DONE);
    const filter = { action: "id:CreateWorkloadPool", since: new Date(Date.now() - 60_000) };
    expect((await after.doneBefore(filter)).map(({ id }) => id)).toEqual([idOf(1)]);
    expect(await after.doneBefore({ ...filter, since: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it("is written down once, whatever processes look at once", async () => {
    const folder = ownFolder();
    const before = ledgerIn(folder, { run: gone });
    for (let at = 0; at < 5; at += 1) await before.start(facts(at));
    const others = ["a", "b", "c"].map((nonce) => ledgerIn(folder, { run: `example-host 1 ${nonce}` }));
    const left = await Promise.all(others.map((ledger) => ledger.abandon()));
    expect(left.flat()).toHaveLength(5);
    expect((await entriesOf(before)).filter(({ kind }) => kind === "settled")).toHaveLength(5);
  });
});

describe("a process", () => {
  const { clock, in: at } = standingClock();
  const here = `host ${process.pid} nonce`;

  it.each([
    ["is this one", here, 0, false],
    ["lives, and is another", `host ${process.ppid} other`, 0, false],
    ["has this one's number, and is an earlier one", `host ${process.pid} other`, 0, true],
    ["is gone", "host 4194304 other", 0, true],
    ["has a number that is none", "host -1 other", 0, true],
    ["runs elsewhere, and may live", "elsewhere 4194304 other", 60, false],
    ["runs elsewhere, and is over by now", "elsewhere 4194304 other", 3600, true],
    ["is not known, and may live", undefined, 60, false],
    ["is not known, and is over by now", undefined, 3600, true],
    ["is this one, however old", here, 3600, false],
  ] as const)("that %s", (_, run, seconds, over) => {
    expect(isOver(run, here, clock(), at(seconds))).toBe(over);
  });
});
