/** A process with a ledger of its own on a shared file: does what its parent asks, one call at a time or many. */
import { join } from "node:path";
import { BudgetSpent } from "../../src/errors.ts";
import { createLedger } from "../../src/ledger/index.ts";
import { facts, idOf } from "./facts.ts";
import type { Answer, Order } from "./workers.ts";

const [folder = "", name = ""] = process.argv.slice(2);
const ledger = createLedger({
  file: join(folder, "ledger.db"),
  keyFile: join(folder, "ledger.key"),
  clock: () => new Date(),
});

const say = (answer: Answer): void => {
  process.send?.(answer);
};

async function one(label: string): Promise<void> {
  await ledger.start(facts(label));
  await ledger.settle(idOf(label), { status: "succeeded", attempts: 1, durationMs: 1 });
}

async function obey(order: Order): Promise<Answer> {
  switch (order.do) {
    case "many":
      for (let turn = 0; turn < order.count; turn += 1) await one(`${name}${turn}`);
      return { did: "many" };
    case "together": {
      const labels = Array.from({ length: order.count }, (_, turn) => `${name}t${turn}`);
      await Promise.all(labels.map(one));
      return { did: "together" };
    }
    case "endless":
      for (let turn = 0; ; turn += 1) {
        await one(`${name}${turn}`);
        say({ did: "one", id: idOf(`${name}${turn}`) });
      }
    case "start":
      await ledger.start(facts(order.label, { budgets: order.budgets }));
      return { did: "start" };
    case "spend": {
      let started = 0;
      for (let turn = 0; turn < order.count; turn += 1) {
        const given = facts(`${name}${turn}`, { budgets: order.budgets });
        await ledger.start(given).then(
          () => {
            started += 1;
          },
          (error: unknown) => {
            if (!(error instanceof BudgetSpent)) throw error;
          },
        );
      }
      return { did: "spend", id: String(started) };
    }
    case "propose": {
      const until = new Date(Date.now() + 600_000);
      const { id } = await ledger.propose(
        facts(`${name}${order.label}`, { digest: order.digest }),
        "preview",
        until,
      );
      return { did: "propose", id };
    }
    case "startApproved":
      return { did: "startApproved", id: (await ledger.startApproved(order.id, order.digest)).id };
    case "key":
      return { did: "key", id: Buffer.from(await ledger.key("test")).toString("hex") };
  }
}

process.on("message", (order: Order) => {
  obey(order).then(say, (error: unknown) => {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    say({ did: "fail", code: String(code), message: String(error) });
  });
});
process.on("disconnect", () => {
  void ledger.close();
});
