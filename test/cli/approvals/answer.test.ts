import { describe, expect, it } from "vitest";
import { approveOperations, denyOperations } from "../../../src/cli/approvals/answer.ts";
import { capturePrinted, nobody, program, typing, waitingLedger } from "../../support/approvals.ts";

const printed = capturePrinted();

describe("idgate approvals on a terminal", () => {
  it("shows the preview with what hides made visible, then takes the typed word", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1);
    const terminal = typing("approve");
    expect(await approveOperations(program, [id], flags, terminal)).toBe(0);
    expect(printed.out()).toContain("WorkloadPoolName");
    expect(printed.out()).not.toContain("\u202e");
    expect(terminal.questions).toHaveLength(1);
    expect(await ledger.get(id)).toMatchObject({
      status: "approved",
      answeredBy: expect.stringMatching(/^terminal /),
    });
  });

  it.each(["", "y", "yes", "deny", "APPROVE", "approve 1"])(
    "leaves it pending when %j is typed",
    async (answer) => {
      const { flags, ledger, propose } = waitingLedger();
      const { id } = await propose(1);
      expect(await approveOperations(program, [id], flags, typing(answer))).toBe(1);
      expect(await ledger.get(id)).toMatchObject({ status: "pending" });
    },
  );

  it("wants the name of what goes typed, and takes no other word for it", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1, { action: "id:DeleteWorkloadPool", effect: "delete" });
    for (const word of ["approve", "agents", "Agents-1", '"agents-1"']) {
      expect(await approveOperations(program, [id], flags, typing(word))).toBe(1);
    }
    expect(await ledger.get(id)).toMatchObject({ status: "pending" });
    const terminal = typing("agents-1");
    expect(await approveOperations(program, [id], flags, terminal)).toBe(0);
    expect(terminal.questions[0]).toContain('Type "agents-1"');
    expect(await ledger.get(id)).toMatchObject({ status: "approved" });
  });

  it("denies for good", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1);
    expect(await denyOperations(program, [id], flags, typing("deny"))).toBe(0);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
    expect(await approveOperations(program, [id], flags, typing("approve"))).toBe(1);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
  });

  it("takes an approval back, as long as nothing has run", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1);
    await approveOperations(program, [id], flags, typing("approve"));
    expect(await denyOperations(program, [id], flags, typing("deny"))).toBe(0);
    expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("wants a terminal", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1);
    await expect(approveOperations(program, [id], flags, nobody)).rejects.toThrow(/terminal/);
    await expect(denyOperations(program, [id], flags, nobody)).rejects.toThrow(/terminal/);
    expect(await ledger.get(id)).toMatchObject({ status: "pending" });
  });

  it("says of an operation that is not there that it is not there", async () => {
    const { flags, propose } = waitingLedger();
    await propose(1);
    await expect(approveOperations(program, ["op_nothing"], flags, typing("approve"))).rejects.toThrow(
      /no operation op_nothing/,
    );
  });
});

describe("several operations at once", () => {
  it("are shown whole and numbered, and one typed number approves them all", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const ids = [(await propose(1)).id, (await propose(2)).id, (await propose(3)).id];
    const terminal = typing("approve 3");
    expect(await approveOperations(program, ids, flags, terminal)).toBe(0);
    for (const label of ["agents-1", "agents-2", "agents-3", "1 of 3", "2 of 3", "3 of 3"]) {
      expect(printed.out()).toContain(label);
    }
    expect(terminal.questions).toHaveLength(1);
    for (const id of ids) expect(await ledger.get(id)).toMatchObject({ status: "approved" });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it.each(["approve", "approve 2", "approve 3 ops", "3"])("stay pending when %j is typed", async (word) => {
    const { flags, ledger, propose } = waitingLedger();
    const ids = [(await propose(1)).id, (await propose(2)).id, (await propose(3)).id];
    expect(await approveOperations(program, ids, flags, typing(word))).toBe(1);
    for (const id of ids) expect(await ledger.get(id)).toMatchObject({ status: "pending" });
  });

  it("count once where one is named twice", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const { id } = await propose(1);
    expect(await approveOperations(program, [id, id], flags, typing("approve"))).toBe(0);
    expect(await ledger.get(id)).toMatchObject({ status: "approved" });
  });

  it("get no answer at all where one of them cannot be answered", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const [one, other] = [await propose(1), await propose(2)];
    await ledger.answer(other.id, "rejected", "terminal root");
    const terminal = typing("approve 2");
    expect(await approveOperations(program, [one.id, other.id], flags, terminal)).toBe(1);
    expect(printed.out()).toContain(`${other.id} is rejected.`);
    expect(terminal.questions).toEqual([]);
    expect(await ledger.get(one.id)).toMatchObject({ status: "pending" });
  });

  it("get no answer at all where one of them is answered while the question is open", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const [one, other] = [await propose(1), await propose(2)];
    const terminal = typing("approve 2");
    const meanwhile = {
      ...terminal,
      ask: async (question: string) => {
        await ledger.answer(other.id, "rejected", "terminal root");
        return terminal.ask(question);
      },
    };
    await expect(approveOperations(program, [one.id, other.id], flags, meanwhile)).rejects.toMatchObject({
      code: "APPROVAL_SPENT",
      message: expect.stringContaining("None of the answers"),
    });
    expect(await ledger.get(one.id)).toMatchObject({ status: "pending" });
    expect((await ledger.verify()).problems).toEqual([]);
  });

  it("are denied together", async () => {
    const { flags, ledger, propose } = waitingLedger();
    const ids = [(await propose(1)).id, (await propose(2)).id];
    expect(await denyOperations(program, ids, flags, typing("deny"))).toBe(1);
    expect(await denyOperations(program, ids, flags, typing("deny 2"))).toBe(0);
    for (const id of ids) expect(await ledger.get(id)).toMatchObject({ status: "rejected" });
  });
});
