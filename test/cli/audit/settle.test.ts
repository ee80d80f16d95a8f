import { describe, expect, it } from "vitest";
import { listAudit } from "../../../src/cli/audit/commands.ts";
import { settleOperation } from "../../../src/cli/audit/settle.ts";
import { ConfigInvalid } from "../../../src/errors.ts";
import { facts, idOf } from "../../ledger/facts.ts";
import { capturePrinted, nobody, program, typing, waitingLedger } from "../../support/approvals.ts";

const printed = capturePrinted();

async function withUnknown() {
  const { flags, ledger } = waitingLedger();
  await ledger.start(facts(1));
  await ledger.settle(idOf(1), { status: "unknown", reason: "the connection was lost" });
  return { flags, ledger };
}

it("idgate audit list says what to do about an outcome that is not known, and nothing where all are", async () => {
  const { flags, ledger } = await withUnknown();
  await listAudit(program, { ...flags, limit: "5" });
  expect(printed.out()).toMatch(/What became of 1 of these is not known.*`idgate audit settle OPERATION`/);
  await ledger.resolve(idOf(1), { status: "succeeded", by: "terminal alice" }, "unknown");
  await listAudit(program, { ...flags, limit: "5" });
  expect(printed.out().split("is not known")).toHaveLength(2);
});

describe("idgate audit settle", () => {
  it.each([
    ["happened", { happened: true }, "succeeded"],
    ["did not happen", { notHappened: true }, "failed"],
  ])("records that it %s, by whom", async (_, said, status) => {
    const { flags, ledger } = await withUnknown();
    expect(await settleOperation(program, idOf(1), { ...flags, ...said }, typing("yes"))).toBe(0);
    expect(await ledger.get(idOf(1))).toMatchObject({
      status,
      resolvedBy: expect.stringMatching(/^terminal /),
      tookEffect: status === "failed" ? false : undefined,
    });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("records nothing unless yes is typed", async () => {
    const { flags, ledger } = await withUnknown();
    for (const word of ["", "y", "YES", "no"]) {
      expect(await settleOperation(program, idOf(1), { ...flags, happened: true }, typing(word))).toBe(1);
    }
    expect((await ledger.get(idOf(1)))?.status).toBe("unknown");
  });

  it.each([{}, { happened: true, notHappened: true }])("wants one word of two: %j", async (said) => {
    const { flags } = await withUnknown();
    const settled = settleOperation(program, idOf(1), { ...flags, ...said }, typing("yes"));
    await expect(settled).rejects.toThrow(/either --happened or --not-happened/);
  });

  it("wants a terminal, and an operation that there is", async () => {
    const { flags, ledger } = await withUnknown();
    const said = { ...flags, happened: true };
    const unseen = settleOperation(program, idOf(1), said, nobody);
    await expect(unseen).rejects.toThrow(ConfigInvalid);
    await expect(unseen).rejects.toThrow(/`idgate audit settle` wants a terminal/);
    await expect(settleOperation(program, idOf(9), said, typing("yes"))).rejects.toThrow(/no operation/);
    expect((await ledger.get(idOf(1)))?.status).toBe("unknown");
  });

  it("changes nothing of what is known, or of what is under way", async () => {
    const { flags, ledger } = await withUnknown();
    await ledger.start(facts(2));
    await ledger.start(facts(3));
    await ledger.settle(idOf(3), { status: "succeeded", attempts: 1, durationMs: 1 });
    for (const [id, says] of [
      [idOf(2), "under way"],
      [idOf(3), "outcome is known"],
    ] as const) {
      expect(await settleOperation(program, id, { ...flags, notHappened: true }, typing("yes"))).toBe(1);
      expect(printed.out()).toContain(says);
    }
    expect((await ledger.get(idOf(2)))?.status).toBe("started");
    expect((await ledger.get(idOf(3)))?.status).toBe("succeeded");
  });
});
