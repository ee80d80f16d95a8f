import { cpSync, readFileSync, rmSync } from "node:fs";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { type Head, headMac } from "../../src/ledger/chain.ts";
import { deriveKey } from "../../src/ledger/key.ts";
import { ownFolder } from "../support/folder.ts";
import { facts, filesIn, idOf, ledgerIn } from "./fixtures.ts";

/** Starts operations in a ledger, and gives the heads that it told of. */
async function write(folder: string, labels: readonly number[]): Promise<readonly Head[]> {
  const heads: Head[] = [];
  const ledger = ledgerIn(folder, { onHead: (head) => void heads.push(head) });
  for (const label of labels) await ledger.start(facts(label));
  await ledger.close();
  return heads;
}

/** Cuts entries off as somebody does who has the key: rows, operations, and a head that is authentic. */
function cutAfter(folder: string, kept: Head, gone: readonly number[]): void {
  const { file, keyFile } = filesIn(folder);
  const key = deriveKey(readFileSync(keyFile), "chain");
  const database = new Database(file);
  database.exec("DROP TRIGGER entries_keep; DROP TRIGGER entries_fixed");
  database.exec(`DELETE FROM entries WHERE seq > ${kept.seq}`);
  for (const label of gone) database.exec(`DELETE FROM operations WHERE id = '${idOf(label)}'`);
  database.exec(`UPDATE head SET seq = ${kept.seq}, hash = '${kept.hash}', mac = '${headMac(key, kept)}'`);
  database.close();
}

const at = (heads: readonly Head[], index: number): Head => {
  const head = heads[index];
  if (head === undefined) throw new Error("no such head");
  return head;
};

describe("heads that were kept elsewhere", () => {
  it("are all in a chain that nobody touched, in whatever order they come", async () => {
    const folder = ownFolder();
    const heads = await write(folder, [1, 2, 3]);
    const ledger = ledgerIn(folder);
    expect(await ledger.verify([...heads, ...heads].toReversed())).toMatchObject({ ok: true, entries: 3 });
  });

  it("show that the end was cut off, where the key made the rest fit", async () => {
    const folder = ownFolder();
    const heads = await write(folder, [1, 2, 3, 4]);
    cutAfter(folder, at(heads, 1), [3, 4]);
    const ledger = ledgerIn(folder);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
    expect(await ledger.verify(heads)).toMatchObject({
      ok: false,
      problems: [
        `Entry 3 with the hash ${at(heads, 2).hash} was written, but the chain ends at entry 2: its end was cut off, or the ledger was rolled back or started anew. 1 more of the heads are not in the chain.`,
      ],
    });
  });

  it("show that the folder was put back to an older copy, and also that it was written to since", async () => {
    const [folder, copy] = [ownFolder(), ownFolder()];
    const early = await write(folder, [1, 2]);
    cpSync(folder, copy, { recursive: true });
    const late = await write(folder, [3, 4]);
    rmSync(folder, { recursive: true });
    cpSync(copy, folder, { recursive: true });
    const kept = [...early, ...late];
    const ledger = ledgerIn(folder);
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 2 });
    expect(await ledger.verify(kept)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining("chain ends at entry 2")],
    });
    await ledger.close();

    const since = await write(folder, [5, 6, 7]);
    const again = ledgerIn(folder);
    expect(await again.verify([...early, ...since])).toMatchObject({ ok: true });
    expect(await again.verify([...kept, ...since])).toMatchObject({
      ok: false,
      problems: [
        expect.stringMatching(
          /^Entry 3 with the hash .* another one stands there: the ledger was rolled back/,
        ),
      ],
    });
  });

  it("show that the ledger was started anew", async () => {
    const folder = ownFolder();
    const before = await write(folder, [1, 2]);
    rmSync(folder, { recursive: true });
    const since = await write(folder, [1, 2, 3]);
    const ledger = ledgerIn(folder);
    expect(await ledger.verify(since)).toMatchObject({ ok: true });
    expect(await ledger.verify([...before, ...since])).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^Entry 1 .*started anew.* 1 more of the heads/)],
    });
  });
});

describe("a ledger that may not start anything", () => {
  const refusal = new Error("not now");
  it("proposes and starts nothing, and still takes refusals, answers and outcomes", async () => {
    let open = true;
    const ledger = ledgerIn(ownFolder(), {
      mayStart: () => {
        if (!open) throw refusal;
      },
    });
    const soon = new Date(Date.now() + 60_000);
    await ledger.start(facts(1));
    await ledger.propose(facts(2), "p", soon);
    await ledger.propose(facts(3), "p", soon);
    await ledger.answer(idOf(3), "approved", "terminal operator");
    open = false;
    await expect(ledger.start(facts(4))).rejects.toBe(refusal);
    await expect(ledger.propose(facts(5), "p", soon)).rejects.toBe(refusal);
    await expect(ledger.startApproved(idOf(3), "digest-3")).rejects.toBe(refusal);
    await ledger.settle(idOf(1), { status: "succeeded", attempts: 1, durationMs: 1 });
    await ledger.refuse(facts(6), "no rule");
    await ledger.answer(idOf(2), "rejected", "terminal operator");
    open = true;
    expect(await ledger.startApproved(idOf(3), "digest-3")).toMatchObject({ status: "started" });
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});
