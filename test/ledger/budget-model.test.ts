import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { BudgetSpent } from "../../src/errors.ts";
import { createLedger } from "../../src/ledger/index.ts";
import type { BudgetSpend, Ledger } from "../../src/ledger/types.ts";
import { facts, filesIn, idOf, standingClock } from "./fixtures.ts";

/** Two rules; what each call says of them is always the same, as one policy would. */
const RULES = [
  { rule: "few", max: 4, perSeconds: 10 },
  { rule: "many", max: 7, perSeconds: 30 },
] as const;

/** What the ledger should hold, written apart from it: a list of what was spent, in whole seconds. */
interface Spent {
  readonly label: number;
  readonly rule: string;
  readonly at: number;
  readonly items: number;
}
interface Model {
  spent: Spent[];
  readonly started: number[];
  clock: number;
  newest: number;
  made: number;
}

type Move =
  | { readonly do: "start" | "approve"; readonly items: readonly [number, number] }
  | { readonly do: "clock"; readonly seconds: number }
  | { readonly do: "settle"; readonly which: number; readonly as: "undone" | "partly" | "unknown" | "done" }
  | { readonly do: "reopen" };

const items = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 8 }));
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("start", "approve"), items }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("clock"), seconds: fc.integer({ min: -15, max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("settle"),
      which: fc.nat({ max: 2 }),
      as: fc.constantFrom("undone", "partly", "unknown", "done"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen") }) },
);

const OUTCOMES = {
  undone: { status: "failed", reason: "r", tookEffect: false },
  partly: { status: "failed", reason: "r", tookEffect: true },
  unknown: { status: "unknown", reason: "r" },
  done: { status: "succeeded", attempts: 1, durationMs: 1 },
} as const;

const sum = (of: readonly Spent[]) => of.reduce((total, one) => total + one.items, 0);

const now = (model: Model) => Math.max(model.clock, model.newest);

/** Whether the model has room, counted item by item over the whole list. */
function fits(model: Model, spends: readonly BudgetSpend[]): boolean {
  return spends.every(({ rule, max, perSeconds, items: wanted }) => {
    const inWindow = model.spent.filter((one) => one.rule === rule && one.at > now(model) - perSeconds);
    return sum(inWindow) + wanted <= max;
  });
}

async function play(model: Model, ledger: Ledger, time: ReturnType<typeof standingClock>, step: Move) {
  switch (step.do) {
    case "reopen":
      return;
    case "clock":
      model.clock += step.seconds;
      return time.forward(step.seconds);
    case "settle": {
      const label = model.started[step.which];
      if (label === undefined) return;
      model.started.splice(step.which, 1);
      await ledger.settle(idOf(label), OUTCOMES[step.as]);
      if (step.as === "undone") model.spent = model.spent.filter((one) => one.label !== label);
      model.newest = now(model);
      return;
    }
    case "start":
    case "approve": {
      const label = model.made;
      model.made += 1;
      const budgets = RULES.map((rule, index) => ({ ...rule, items: step.items[index] ?? 0 }));
      const given = facts(label, { budgets });
      if (step.do === "approve") {
        await ledger.propose(given, "p", new Date("2030-01-01"));
        await ledger.answer(given.id, "approved", "terminal operator");
        model.newest = now(model);
      }
      const room = fits(model, budgets);
      const starting =
        step.do === "start" ? ledger.start(given) : ledger.startApproved(given.id, given.digest);
      if (!room) {
        await expect(starting).rejects.toThrow(BudgetSpent);
        const status = step.do === "start" ? "refused" : "approved";
        expect(await ledger.get(given.id)).toMatchObject({ status });
        if (step.do === "start") model.newest = now(model);
        return;
      }
      await starting;
      model.newest = now(model);
      model.started.push(label);
      for (const { rule, items: taken } of budgets) {
        model.spent.push({ label, rule, at: now(model), items: taken });
      }
    }
  }
}

/** No window of the length of a rule's, wherever it ends, holds more than the rule's maximum. */
function assertWindows(model: Model): void {
  for (const { rule, max, perSeconds } of RULES) {
    const spent = model.spent.filter((one) => one.rule === rule);
    for (const { at } of spent) {
      expect(sum(spent.filter((one) => one.at > at - perSeconds && one.at <= at))).toBeLessThanOrEqual(max);
    }
  }
}

it("no window holds more than its budget, and nothing that fits is refused, however the clock steps", async () => {
  const seen = { started: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
      const folder = mkdtempSync(join(tmpdir(), "idgate-budgets-"));
      const time = standingClock();
      const open = () => createLedger({ ...filesIn(folder), clock: time.clock });
      let ledger = open();
      const model: Model = { spent: [], started: [], clock: 0, newest: -Infinity, made: 0 };
      try {
        for (const step of moves) {
          if (step.do === "reopen") {
            await ledger.close();
            ledger = open();
          }
          await play(model, ledger, time, step);
        }
        assertWindows(model);
        expect((await ledger.verify()).problems).toEqual([]);
        const kept = new Set(model.spent.map(({ label }) => label)).size;
        seen.started += kept;
        seen.refused += model.made - kept;
      } finally {
        await ledger.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
  // A run that never met a full budget, or never an empty one, would have shown nothing.
  expect(Math.min(seen.started, seen.refused)).toBeGreaterThan(50);
});
