import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BudgetSpend } from "../../src/ledger/types.ts";
import { ownFolder } from "../support/folder.ts";
import { facts, idOf, ledgerIn } from "./fixtures.ts";
import { bundleWorker, startWorker } from "./workers.ts";

const folderOfBundle = mkdtempSync(join(tmpdir(), "idgate-worker-"));
let bundle = "";

beforeAll(async () => {
  bundle = await bundleWorker(folderOfBundle);
});
afterAll(() => rmSync(folderOfBundle, { recursive: true, force: true }));

/** A window so long that no test outlasts it. */
const budget = (max: number, items = 1, rule = "dev-workloads"): BudgetSpend => ({
  rule,
  max,
  perSeconds: 86_400,
  items,
});

describe("processes that share a budget", () => {
  it("and want more than there is start exactly what there is", async () => {
    const folder = ownFolder();
    const workers = ["a", "b", "c", "d"].map((name) => startWorker(bundle, folder, name));
    const order = { do: "spend", count: 10, budgets: [budget(17)] } as const;
    const answers = await Promise.all(workers.map((worker) => worker.obey(order)));
    const started = answers.map((answer) =>
      answer.did === "spend" && "id" in answer ? Number(answer.id) : NaN,
    );
    expect(started.reduce((sum, one) => sum + one, 0)).toBe(17);
    const ledger = ledgerIn(folder);
    expect(await ledger.operations({ status: ["started"], limit: 100 })).toHaveLength(17);
    expect(await ledger.operations({ status: ["refused"], limit: 100 })).toHaveLength(23);
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [], entries: 40 });
  });

  it("and race for the one item that is left: one gets it", async () => {
    const folder = ownFolder();
    const [a, b] = [startWorker(bundle, folder, "a"), startWorker(bundle, folder, "b")];
    for (let round = 0; round < 10; round += 1) {
      const budgets = [budget(1, 1, `rule-${round}`)];
      const answers = await Promise.all([
        a.obey({ do: "start", label: `a${round}`, budgets }),
        b.obey({ do: "start", label: `b${round}`, budgets }),
      ]);
      expect(answers.filter(({ did }) => did === "start")).toHaveLength(1);
      expect(answers.find(({ did }) => did === "fail")).toMatchObject({ code: "BUDGET_SPENT" });
    }
    expect(await ledgerIn(folder).verify()).toMatchObject({ ok: true, entries: 20 });
  });

  it("and race with approved operations for one item: one runs, the other stays approved", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    const [a, b] = [startWorker(bundle, folder, "a"), startWorker(bundle, folder, "b")];
    for (let round = 0; round < 5; round += 1) {
      const budgets = [budget(1, 1, `rule-${round}`)];
      const labels = [`x${round}`, `y${round}`];
      for (const label of labels) {
        await ledger.propose(facts(label, { budgets }), "preview", new Date(Date.now() + 600_000));
        await ledger.answer(idOf(label), "approved", "terminal operator");
      }
      const run = (label: string) =>
        ({ do: "startApproved", id: idOf(label), digest: `digest-${label}` }) as const;
      const [one, other] = await Promise.all([a.obey(run(`x${round}`)), b.obey(run(`y${round}`))]);
      expect([one.did, other.did].sort()).toEqual(["fail", "startApproved"]);
      const statuses = await Promise.all(
        labels.map(async (label) => (await ledger.get(idOf(label)))?.status),
      );
      expect(statuses.sort()).toEqual(["approved", "started"]);
    }
    expect((await ledger.verify()).problems).toEqual([]);
  });
});

describe("a process that is killed between start and outcome", () => {
  it("keeps what it took spent, until it is known that nothing happened", async () => {
    const folder = ownFolder();
    const worker = startWorker(bundle, folder, "a");
    expect(await worker.obey({ do: "start", label: "x", budgets: [budget(2, 2)] })).toEqual({ did: "start" });
    await worker.kill();
    const next = startWorker(bundle, folder, "b");
    const refused = await next.obey({ do: "start", label: "y", budgets: [budget(2)] });
    expect(refused).toMatchObject({ did: "fail", code: "BUDGET_SPENT" });
    const ledger = ledgerIn(folder);
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] });
    await ledger.settle(idOf("x"), { status: "failed", reason: "looked up", tookEffect: false });
    expect(await next.obey({ do: "start", label: "z", budgets: [budget(2)] })).toEqual({ did: "start" });
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] });
  });
});
