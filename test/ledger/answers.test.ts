import { describe, expect, it } from "vitest";
import { ApprovalSpent } from "../../src/errors.ts";
import type { OperationAnswer } from "../../src/ledger/types.ts";
import { ownFolder } from "../support/folder.ts";
import { entriesOf, facts, idOf, ledgerIn, standingClock } from "./fixtures.ts";

const signature = { approver: "alice", value: "c2lnbmF0dXJl" };
const yes = (label: number): OperationAnswer => ({
  id: idOf(label),
  verdict: "approved",
  by: "terminal operator",
});
const signedYes = (label: number, by = signature): OperationAnswer => ({
  ...yes(label),
  by: `signature ${by.approver}`,
  signature: by,
});

async function proposed(...labels: number[]) {
  const clock = standingClock();
  const ledger = ledgerIn(ownFolder(), { clock: clock.clock });
  for (const label of labels) await ledger.propose(facts(label), "preview", clock.in(60));
  return { ledger, clock };
}

describe("answers to several operations", () => {
  it("are recorded together, each with its signature where it has one", async () => {
    const { ledger } = await proposed(1, 2, 3);
    const no: OperationAnswer = { id: idOf(3), verdict: "rejected", by: "terminal operator" };
    const answered = await ledger.answerAll([yes(1), signedYes(2), no]);
    expect(answered.map(({ status }) => status)).toEqual(["approved", "approved", "rejected"]);
    expect(await ledger.get(idOf(1))).not.toHaveProperty("signature.approver");
    expect(await ledger.get(idOf(2))).toMatchObject({ answeredBy: "signature alice", signature });
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 6 });
  });

  it.each<[string, (ledger: Awaited<ReturnType<typeof proposed>>) => Promise<unknown>]>([
    ["was answered before", ({ ledger }) => ledger.answer(idOf(2), "rejected", "terminal other")],
    ["does not exist", async () => undefined],
  ])("are none at all where one of them %s", async (what, before) => {
    const opened = await proposed(1, 2);
    const { ledger } = opened;
    await before(opened);
    const entries = (await entriesOf(ledger)).length;
    const last = what === "does not exist" ? yes(9) : yes(2);
    await expect(ledger.answerAll([yes(1), last])).rejects.toThrow(ApprovalSpent);
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "pending" });
    expect(await entriesOf(ledger)).toHaveLength(entries);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  it("are none at all where one of them has expired", async () => {
    const { ledger, clock } = await proposed(1);
    clock.forward(30);
    await ledger.propose(facts(2), "preview", clock.in(60));
    clock.forward(45);
    await expect(ledger.answerAll([yes(2), yes(1)])).rejects.toThrow(/has expired/);
    expect(await ledger.get(idOf(2))).toMatchObject({ status: "pending" });
  });
});

describe("a signed yes", () => {
  it("takes the place of a yes that nothing has come of, signed or not", async () => {
    const { ledger } = await proposed(1);
    await ledger.answer(idOf(1), "approved", "terminal operator");
    await ledger.answerAll([signedYes(1)]);
    const other = { approver: "bob", value: "b3RoZXI" };
    await ledger.answerAll([signedYes(1, other)]);
    expect(await ledger.get(idOf(1))).toMatchObject({ answeredBy: "signature bob", signature: other });
    expect(await ledger.verify()).toMatchObject({ ok: true, entries: 4 });
  });

  it("is replaced by no unsigned one, and revives nothing that was denied, started or done", async () => {
    const { ledger } = await proposed(1, 2, 3);
    await ledger.answerAll([signedYes(1), signedYes(2)]);
    await expect(ledger.answerAll([yes(1)])).rejects.toThrow("approved, not pending");
    await ledger.answer(idOf(1), "rejected", "terminal operator");
    await ledger.startApproved(idOf(2), "digest-2");
    for (const label of [1, 2])
      await expect(ledger.answerAll([signedYes(label)])).rejects.toThrow(ApprovalSpent);
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  it("stays with the operation to its end", async () => {
    const { ledger } = await proposed(1);
    await ledger.answerAll([signedYes(1)]);
    await ledger.startApproved(idOf(1), "digest-1");
    await ledger.settle(idOf(1), { status: "succeeded", attempts: 1, durationMs: 1 });
    expect(await ledger.get(idOf(1))).toMatchObject({ status: "succeeded", signature });
    expect(await ledger.operations()).toMatchObject([{ signature }]);
  });
});
