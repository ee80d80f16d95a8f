import { describe, expect, it } from "vitest";
import { ApprovalSpent, BudgetSpent, InternalError, LedgerUnavailable } from "../../src/errors.ts";
import type { BudgetSpend, Ledger, Outcome } from "../../src/ledger/types.ts";
import { ownFolder } from "../support/folder.ts";
import { entriesOf, facts, idOf, ledgerIn, standingClock } from "./fixtures.ts";

const hourly = (items = 1, more: Partial<BudgetSpend> = {}): BudgetSpend => ({
  rule: "dev-workloads",
  max: 3,
  perSeconds: 3600,
  items,
  ...more,
});

function open() {
  const time = standingClock();
  const folder = ownFolder();
  const ledger = ledgerIn(folder, { clock: time.clock });
  const start = (label: string | number, ...budgets: readonly BudgetSpend[]) =>
    ledger.start(facts(label, { budgets: budgets.length === 0 ? [hourly()] : budgets }));
  return { time, folder, ledger, start };
}

const { target } = facts(0);
const left = async (ledger: Ledger, spend = hourly()) =>
  (await ledger.budgetLeft(target, [spend])).map((one) => one.left)[0];

async function refusalOf(call: Promise<unknown>): Promise<BudgetSpent> {
  const error: unknown = await call.then(
    () => undefined,
    (failed: unknown) => failed,
  );
  if (!(error instanceof BudgetSpent)) throw new Error(`expected BudgetSpent, not ${error}`);
  return error;
}

/** Proposes and approves an operation that spends. */
async function approve(ledger: Ledger, label: string, until: Date, ...budgets: readonly BudgetSpend[]) {
  await ledger.propose(facts(label, { budgets }), "p", until);
  await ledger.answer(idOf(label), "approved", "terminal operator");
}

describe("a budget", () => {
  it("lets its items start within the window, and no more", async () => {
    const { ledger, start } = open();
    for (const label of [1, 2, 3]) await start(label);
    await expect(start(4)).rejects.toThrow(BudgetSpent);
    expect((await ledger.operations()).map(({ status }) => status)).toEqual([
      "refused",
      "started",
      "started",
      "started",
    ]);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("slides: each item is free again when its own window is over, not before", async () => {
    const { time, start } = open();
    await start(1, hourly(2));
    time.forward(1800);
    await start(2);
    time.forward(1799.999);
    await expect(start(3)).rejects.toThrow(BudgetSpent);
    time.forward(0.001);
    await start(4, hourly(2));
    await expect(start(5)).rejects.toThrow(BudgetSpent);
    time.forward(1800);
    await start(6);
    await expect(start(7)).rejects.toThrow(BudgetSpent);
  });

  it("is spent by the items of a batch, and a batch that does not fit takes nothing", async () => {
    const { ledger, start } = open();
    await start(1, hourly(2));
    await expect(start(2, hourly(2))).rejects.toThrow(BudgetSpent);
    await start(3, hourly(1));
    expect(await left(ledger)).toBe(0);
    await start(4, hourly(0));
  });

  it("belongs to one rule and one account", async () => {
    const { ledger, start } = open();
    await start(1, hourly(3));
    await start(2, hourly(3, { rule: "other" }));
    await ledger.start(facts(3, { budgets: [hourly(3)], target: { ...target, account: "2100000001" } }));
    await ledger.start(facts(4, { budgets: [hourly(3)], target: { ...target, account: null } }));
    await expect(start(5)).rejects.toThrow(BudgetSpent);
    const elsewhere = facts(6, { budgets: [hourly()], target: { ...target, region: "cn-shanghai" } });
    await expect(ledger.start(elsewhere)).rejects.toThrow(BudgetSpent);
  });

  it("counts with every other: where one does not fit, none is spent", async () => {
    const { ledger, start } = open();
    const other = hourly(1, { rule: "other", max: 1 });
    await start(1, other);
    await expect(start(2, hourly(), other)).rejects.toThrow("The budget of rule other is 1 item");
    expect(await left(ledger)).toBe(3);
  });

  it("may have two windows, which count the same items", async () => {
    const { time, ledger, start } = open();
    const daily = hourly(1, { max: 4, perSeconds: 86_400 });
    for (const label of [1, 2, 3]) await start(label, hourly(), daily);
    await expect(start(4, hourly(), daily)).rejects.toThrow("within 1 hour");
    time.forward(3600);
    await start(5, hourly(), daily);
    await expect(start(6, hourly(), daily)).rejects.toThrow("within 1 day");
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("holds for what was spent under another maximum and window", async () => {
    const { start } = open();
    await start(1, hourly(3));
    await start(2, hourly(1, { max: 4 }));
    await expect(start(3, hourly(1, { perSeconds: 60 }))).rejects.toThrow(BudgetSpent);
  });

  it("of which no sense can be made starts nothing", async () => {
    const { ledger, start } = open();
    for (const items of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      await expect(start(1, hourly(items))).rejects.toThrow();
    }
    await expect(start(1, hourly(1, { perSeconds: 0 }))).rejects.toThrow();
    await expect(start(1, hourly(1, { max: Number.NaN }))).rejects.toThrow();
    expect((await ledger.operations()).filter(({ status }) => status !== "refused")).toEqual([]);
  });
});

describe("a start that the budget does not allow", () => {
  it("is recorded as refused, and says what is left and when enough is free again", async () => {
    const { time, ledger, start } = open();
    await start(1);
    time.forward(60);
    await start(2);
    const refused = await refusalOf(start(3, hourly(3)));
    expect(refused.message).toBe(
      "The budget of rule dev-workloads is 3 items within 1 hour; 1 is left and this call would spend 3. " +
        "Enough of it is free again at 2026-03-01T13:01:00.000Z. Nothing was sent.",
    );
    expect(refused.hint).toBe(
      "Wait until then and make the call again, or do fewer items, or tell the user that the operator can raise the budget. " +
        "Look for no other way to the same effect.",
    );
    expect(refused).toMatchObject({ code: "BUDGET_SPENT", retryable: true, operation: idOf(3) });
    expect(await ledger.get(idOf(3))).toMatchObject({
      status: "refused",
      reason: expect.stringContaining("The budget of rule dev-workloads is 3 items within 1 hour; 1 is left"),
    });
    time.forward(3600);
    await start(4, hourly(3));
  });

  it("names the budget that is in the way the longest", async () => {
    const { time, start } = open();
    const other = hourly(1, { rule: "other", max: 1, perSeconds: 90 });
    await start(1, hourly(3), other);
    time.forward(1);
    const refused = await refusalOf(start(2, other, hourly()));
    expect(refused.message).toContain("rule dev-workloads");
    expect(refused.message).toContain("2026-03-01T13:00:00.000Z");
    time.forward(3599);
    await start(3, other, hourly());
  });

  it("says of a batch larger than the budget that no waiting helps", async () => {
    const { start } = open();
    const refused = await refusalOf(start(1, hourly(4)));
    expect(refused.message).toContain("this call would spend 4, which never fits.");
    expect(refused.retryable).toBe(false);
    expect(refused.hint).toMatch(/^Do fewer items, or tell the user/);
  });
});

describe("an approved operation that the budget does not allow yet", () => {
  it("stays approved, and runs once the budget is free", async () => {
    const { time, ledger, start } = open();
    await approve(ledger, "a", time.in(7200), hourly());
    await start(1, hourly(3));
    const refused = await refusalOf(ledger.startApproved(idOf("a"), "digest-a"));
    expect(refused).toMatchObject({ retryable: true, operation: idOf("a") });
    expect(refused.hint).toContain(
      "repeat exactly the same call: it runs by the approval that it has, which stays good until 2026-03-01T14:00:00.000Z",
    );
    expect(await ledger.get(idOf("a"))).toMatchObject({ status: "approved" });
    time.forward(3600);
    expect(await ledger.startApproved(idOf("a"), "digest-a")).toMatchObject({ status: "started" });
    expect(await left(ledger)).toBe(2);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("expires like any other", async () => {
    const { time, ledger, start } = open();
    await approve(ledger, "a", time.in(600), hourly());
    await start(1, hourly(3));
    await expect(ledger.startApproved(idOf("a"), "digest-a")).rejects.toThrow(BudgetSpent);
    time.forward(600);
    await expect(ledger.startApproved(idOf("a"), "digest-a")).rejects.toThrow("has expired");
  });

  it("spends nothing while it waits", async () => {
    const { time, ledger } = open();
    await approve(ledger, "a", time.in(600), hourly(3));
    expect(await left(ledger)).toBe(3);
  });
});

describe("what was spent", () => {
  const outcomes: readonly (readonly [string, Outcome, number])[] = [
    ["failed before the service took it", { status: "failed", reason: "r", tookEffect: false }, 3],
    ["failed after a part of it may have happened", { status: "failed", reason: "r", tookEffect: true }, 1],
    ["succeeded", { status: "succeeded", attempts: 1, durationMs: 1 }, 1],
    ["was accepted", { status: "accepted", attempts: 1, durationMs: 1 }, 1],
    ["is unknown", { status: "unknown", reason: "r" }, 1],
  ];

  it.each(outcomes)("by an operation that %s is kept or given back", async (_, outcome, expected) => {
    const { time, ledger, start } = open();
    await start(1, hourly(2));
    time.forward(5);
    await ledger.settle(idOf(1), outcome);
    expect(await left(ledger)).toBe(expected);
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("by an operation of which nothing more is heard stays spent, also for the next process", async () => {
    const { time, folder, ledger, start } = open();
    await start(1, hourly(3));
    await ledger.close();
    const next = ledgerIn(folder, { clock: time.clock });
    await expect(next.start(facts(2, { budgets: [hourly()] }))).rejects.toThrow(BudgetSpent);
  });

  it("is told without being reserved, in the order asked", async () => {
    const { time, ledger, start } = open();
    await start(1, hourly(2));
    time.forward(60);
    const other = hourly(5, { rule: "other" });
    expect(await ledger.budgetLeft(target, [other, hourly(1), hourly(2)])).toEqual([
      { ...other, left: 3, freeAt: undefined },
      { ...hourly(1), left: 1, freeAt: "2026-03-01T12:01:00.000Z" },
      { ...hourly(2), left: 1, freeAt: "2026-03-01T13:00:00.000Z" },
    ]);
    expect(await entriesOf(ledger)).toHaveLength(1);
  });
});

describe("a clock that is set back", () => {
  it("frees no budget, and what starts then counts from the ledger's time", async () => {
    const { time, ledger, start } = open();
    await start(1, hourly(2));
    time.forward(-7200);
    await start(2);
    await expect(start(3)).rejects.toThrow(BudgetSpent);
    expect((await entriesOf(ledger)).map(({ at }) => at)).toEqual(Array(3).fill("2026-03-01T12:00:00.000Z"));
    time.forward(7200 + 3599);
    await expect(start(4)).rejects.toThrow(BudgetSpent);
    time.forward(1);
    await start(5, hourly(3));
  });

  it("does not revive an approval that has expired", async () => {
    const { time, folder, ledger } = open();
    await approve(ledger, "a", time.in(60));
    time.forward(60);
    await ledger.secretEvent({ handle: "secret_example", event: "opened" });
    time.forward(-30);
    for (const one of [ledger, ledgerIn(folder, { clock: time.clock })]) {
      expect(await one.get(idOf("a"))).toMatchObject({ status: "expired" });
      expect(await one.live("digest-a")).toBeUndefined();
      expect((await one.operations()).map(({ status }) => status)).toEqual(["expired"]);
      await expect(one.answer(idOf("a"), "rejected", "terminal operator")).rejects.toThrow(ApprovalSpent);
      await expect(one.startApproved(idOf("a"), "digest-a")).rejects.toThrow(ApprovalSpent);
    }
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("by more than an approval lasts lets nobody be asked, and says why", async () => {
    const { time, ledger, start } = open();
    await start(1);
    time.forward(-86_400);
    const asking = ledger.propose(facts(2), "p", time.in(3600));
    await expect(asking).rejects.toThrow(LedgerUnavailable);
    await expect(asking).rejects.toThrow("of 2026-03-01T12:00:00.000Z, and the clock of this machine");
    expect(await ledger.operations()).toHaveLength(1);
  });
});

it("an operation spends once", async () => {
  const { ledger, start } = open();
  await start(1);
  await expect(start(1)).rejects.toThrow(InternalError);
  expect(await left(ledger)).toBe(2);
});
