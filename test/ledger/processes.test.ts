import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LedgerUnavailable } from "../../src/errors.ts";
import { hold, turns } from "../sqlite/holding.ts";
import { ownFolder } from "../support/folder.ts";
import { facts, filesIn, idOf, ledgerIn } from "./fixtures.ts";
import { bundleWorker, startWorker } from "./workers.ts";

const folderOfBundle = mkdtempSync(join(tmpdir(), "idgate-worker-"));
let bundle = "";

beforeAll(async () => {
  bundle = await bundleWorker(folderOfBundle);
});
afterAll(() => rmSync(folderOfBundle, { recursive: true, force: true }));

const pair = (folder: string) =>
  [startWorker(bundle, folder, "a"), startWorker(bundle, folder, "b")] as const;

describe("two processes on one file", () => {
  it("lose nothing and keep one chain", async () => {
    const folder = ownFolder();
    const [a, b] = pair(folder);
    const count = 150;
    const done = await Promise.all([a.obey({ do: "many", count }), b.obey({ do: "many", count })]);
    expect(done).toEqual([{ did: "many" }, { did: "many" }]);
    const both = await Promise.all([a.obey({ do: "together", count }), b.obey({ do: "together", count })]);
    expect(both).toEqual([{ did: "together" }, { did: "together" }]);
    const ledger = ledgerIn(folder);
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [], entries: 8 * count });
    expect(await ledger.operations({ status: ["succeeded"], limit: 10_000 })).toHaveLength(4 * count);
  });

  it("make one key, even at once", async () => {
    for (let round = 0; round < 3; round += 1) {
      const [a, b] = pair(ownFolder());
      const [one, other] = await Promise.all([a.obey({ do: "key" }), b.obey({ do: "key" })]);
      expect(one).toEqual(other);
      expect(one.did).toBe("key");
    }
  });

  it("that propose one digest get one operation", async () => {
    const folder = ownFolder();
    const [a, b] = pair(folder);
    for (let round = 0; round < 5; round += 1) {
      const order = { do: "propose", digest: `shared-${round}`, label: String(round) } as const;
      const [one, other] = await Promise.all([a.obey(order), b.obey(order)]);
      expect(one).toEqual(other);
      expect(one.did).toBe("propose");
    }
    const ledger = ledgerIn(folder);
    expect(await ledger.operations({ status: ["pending"] })).toHaveLength(5);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 5 });
  });

  it("that race for an approved operation: one runs it", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder);
    const [a, b] = pair(folder);
    for (let round = 0; round < 10; round += 1) {
      const digest = `digest-${round}`;
      await ledger.propose(facts(round), "preview", new Date(Date.now() + 600_000));
      // An answer of its own, or one that came with others and a signature.
      if (round % 2 === 0) await ledger.answer(idOf(round), "approved", "terminal operator");
      else {
        const signature = { approver: "alice", value: "AAAA" };
        await ledger.answerAll([{ id: idOf(round), verdict: "approved", by: "signature alice", signature }]);
      }
      const order = { do: "startApproved", id: idOf(round), digest } as const;
      const answers = await Promise.all([a.obey(order), b.obey(order)]);
      expect(answers.filter((answer) => answer.did === "startApproved")).toHaveLength(1);
      for (const answer of answers) {
        if (answer.did !== "startApproved") expect(answer).toMatchObject({ code: "APPROVAL_SPENT" });
      }
    }
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 30 });
  });
});

describe("a process that is killed", () => {
  it("between intent and outcome leaves a row that says so", async () => {
    const folder = ownFolder();
    const worker = startWorker(bundle, folder, "a");
    expect(await worker.obey({ do: "start", label: "x" })).toEqual({ did: "start" });
    await worker.kill();
    const ledger = ledgerIn(folder);
    expect((await ledger.operations({ status: ["started"] })).map(({ id }) => id)).toEqual([idOf("x")]);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 1 });
    await ledger.settle(idOf("x"), { status: "unknown", reason: "the process died" });
    expect((await ledger.get(idOf("x")))?.status).toBe("unknown");
  });

  it("in a burst of writes leaves every row that it was told of", async () => {
    const folder = ownFolder();
    const told: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const worker = startWorker(bundle, folder, `r${round}`);
      for await (const { did, ...answer } of worker.answers({ do: "endless" })) {
        expect(did).toBe("one");
        if ("id" in answer && answer.id !== undefined) told.push(answer.id);
        if (told.length >= 40 * (round + 1)) break;
      }
      await worker.kill();
    }
    const ledger = ledgerIn(folder);
    expect(await ledger.verify()).toMatchObject({ ok: true, problems: [] });
    const kept = new Map((await ledger.operations({ limit: 100_000 })).map(({ id, status }) => [id, status]));
    expect(told.filter((id) => kept.get(id) !== "succeeded")).toEqual([]);
    // Whatever else there is was in flight: at most the intent or outcome of the next ones.
    expect([...kept.values()].filter((status) => status !== "succeeded" && status !== "started")).toEqual([]);
  });
});

describe("a process that holds the file for seconds", () => {
  it("lets the others' event loops go on, and their writes through afterwards", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder, { busyLimitMs: 25_000 });
    await ledger.start(facts(1));
    const holder = await hold(filesIn(folder).file);
    let settled = false;
    const writing = ledger.start(facts(2)).finally(() => {
      settled = true;
    });
    await turns(100);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "started" });
    expect(settled).toBe(false);
    await holder.release();
    await writing;
    expect(await ledger.get(idOf(2))).toMatchObject({ status: "started" });
  });

  it("for longer than the limit makes the ledger unavailable, and nothing of the write is kept", async () => {
    const folder = ownFolder();
    const ledger = ledgerIn(folder, { busyLimitMs: 300 });
    await ledger.start(facts(1));
    const holder = await hold(filesIn(folder).file);
    const refused = ledger.start(facts(2));
    await expect(refused).rejects.toThrow(LedgerUnavailable);
    await expect(refused).rejects.toMatchObject({ retryable: true });
    await holder.release();
    expect(await ledger.get(idOf(2))).toBeUndefined();
    await ledger.start(facts(2));
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
  });
});
