import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ApprovalSpent, InternalError } from "../../src/errors.ts";
import { createLedger } from "../../src/ledger/index.ts";
import type { Ledger, OperationStatus } from "../../src/ledger/types.ts";
import { facts, filesIn, idOf, standingClock } from "./fixtures.ts";

/** What the ledger should hold, written apart from it: a table of operations and a time. */
interface Model {
  readonly rows: Map<string, { digest: string; status: OperationStatus; until: number }>;
  now: number;
  made: number;
}

interface Real {
  ledger: Ledger;
  readonly reopen: () => Promise<Ledger>;
  readonly time: ReturnType<typeof standingClock>;
}

type Move =
  | { readonly do: "start" | "refuse" | "reopen" | "secret" }
  | { readonly do: "propose"; readonly digest: number; readonly seconds: number }
  | { readonly do: "wait"; readonly seconds: number }
  | { readonly do: "approved" | "rejected" | "run" | "settle"; readonly which: number };

const which = fc.nat({ max: 5 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ do: fc.constantFrom("start", "refuse", "reopen", "secret") }),
  fc.record({
    do: fc.constant("propose"),
    digest: fc.nat({ max: 2 }),
    seconds: fc.integer({ min: 0, max: 30 }),
  }),
  fc.record({ do: fc.constant("wait"), seconds: fc.nat({ max: 20 }) }),
  fc.record({ do: fc.constantFrom("approved", "rejected", "run", "settle"), which }),
);

const digestOf = (digest: number) => `shared-${digest}`;
const isOpen = (status: OperationStatus) => status === "pending" || status === "approved";

/** The status that a look at the ledger should show. */
function statusNow(model: Model, id: string): OperationStatus | undefined {
  const row = model.rows.get(id);
  return row !== undefined && isOpen(row.status) && row.until <= model.now ? "expired" : row?.status;
}

const liveId = (model: Model, digest: string) =>
  [...model.rows].find(
    ([id, row]) => row.digest === digest && isOpen(statusNow(model, id) ?? "refused"),
  )?.[0];

async function play(model: Model, real: Real, step: Move): Promise<void> {
  const label = model.made;
  const fresh = idOf(label);
  switch (step.do) {
    case "reopen":
      real.ledger = await real.reopen();
      return;
    case "secret":
      return real.ledger.secretEvent({ handle: "secret_example", event: "opened", operation: idOf(0) });
    case "wait":
      model.now += step.seconds;
      return real.time.forward(step.seconds);
    case "start":
    case "refuse":
      model.made += 1;
      model.rows.set(fresh, { digest: "", status: step.do === "start" ? "started" : "refused", until: 0 });
      return step.do === "start" ? real.ledger.start(facts(label)) : real.ledger.refuse(facts(label), "r");
    case "propose": {
      const digest = digestOf(step.digest);
      const expected = liveId(model, digest) ?? fresh;
      const proposed = await real.ledger.propose(facts(label, { digest }), "p", real.time.in(step.seconds));
      expect(proposed.id).toBe(expected);
      if (expected !== fresh) return;
      model.made += 1;
      model.rows.set(fresh, { digest, status: "pending", until: model.now + step.seconds });
      return;
    }
    case "settle": {
      const id = idOf(step.which);
      const settling = real.ledger.settle(id, { status: "failed", reason: "r", tookEffect: true });
      if (statusNow(model, id) !== "started") return expect(settling).rejects.toThrow(InternalError);
      await settling;
      return become(model, id, "failed");
    }
    case "run": {
      const id = idOf(step.which);
      const running = real.ledger.startApproved(id, model.rows.get(id)?.digest ?? "");
      if (statusNow(model, id) !== "approved") return expect(running).rejects.toThrow(ApprovalSpent);
      expect((await running).status).toBe("started");
      return become(model, id, "started");
    }
    case "approved":
    case "rejected": {
      const id = idOf(step.which);
      const answering = real.ledger.answer(id, step.do, "terminal operator");
      // A no also takes back a yes that nothing has come of.
      const open = step.do === "rejected" ? ["pending", "approved"] : ["pending"];
      if (!open.includes(statusNow(model, id) ?? "")) {
        return expect(answering).rejects.toThrow(ApprovalSpent);
      }
      expect((await answering).status).toBe(step.do);
      return become(model, id, step.do);
    }
  }
}

function become(model: Model, id: string, status: OperationStatus): void {
  const row = model.rows.get(id);
  if (row !== undefined) row.status = status;
}

async function compare(model: Model, ledger: Ledger): Promise<void> {
  const expected = [...model.rows.keys()].reverse().map((id) => [id, statusNow(model, id)]);
  const found = await ledger.operations({ limit: 1000 });
  expect(found.map(({ id, status }) => [id, status])).toEqual(expected);
  for (const digest of [0, 1, 2].map(digestOf)) {
    expect((await ledger.live(digest))?.id).toBe(liveId(model, digest));
  }
}

it("does what a simple model of operations does, over any sequence of calls, and always verifies", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 30 }), async (moves) => {
      const folder = mkdtempSync(join(tmpdir(), "idgate-model-"));
      const time = standingClock();
      const open = () => createLedger({ ...filesIn(folder), clock: time.clock });
      const model: Model = { rows: new Map(), now: 0, made: 0 };
      const real: Real = {
        ledger: open(),
        time,
        async reopen() {
          await real.ledger.close();
          return open();
        },
      };
      try {
        for (const step of moves) {
          await play(model, real, step);
          await compare(model, real.ledger);
        }
        expect((await real.ledger.verify()).problems).toEqual([]);
      } finally {
        await real.ledger.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 60 },
  );
});
