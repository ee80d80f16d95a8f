import { describe, expect, it, onTestFinished } from "vitest";
import type { GateResult } from "../../../src/gate/types.ts";
import { askingClient, openRooms, type Rooms } from "../../support/rooms.ts";
import { envelope, startUpstream } from "../../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: remove-pools
    actions: ["id:DeleteWorkloadPool"]
    approval: ask
`;
const NAME = "id:DeleteWorkloadPool";
const ARGS = { WorkloadPoolName: "agent-a" };

async function open() {
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const rooms = await openRooms({ policy: POLICY, endpoint: upstream.url });
  return { upstream, rooms };
}

function asked(result: GateResult): string {
  if (result.kind !== "ask") throw new Error("expected a question");
  return result.operation;
}

const ask = (rooms: Rooms, args: unknown = ARGS) => rooms.run(NAME, args, { requester: askingClient });
const answer = (rooms: Rooms, operation: string, verdict: "approved" | "rejected", args: unknown = ARGS) =>
  rooms.run(NAME, args, { requester: askingClient, answer: { operation, verdict } });

describe("a change that needs a person", () => {
  it("is written as pending before anybody is asked, with a preview of idgate's own", async () => {
    const { upstream, rooms } = await open();
    const result = await ask(rooms);
    const operation = await rooms.ledger.get(asked(result));
    expect(operation).toMatchObject({ status: "pending", action: NAME });
    expect(operation?.preview).toMatch(/^Target: sandbox account 2100000000/);
    expect(operation?.preview).toContain('WorkloadPoolName: "agent-a"');
    expect(upstream.changes).toEqual([]);
  });

  it("runs once after a yes, and the ledger says whose word it was", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    expect(await answer(rooms, operation, "approved")).toMatchObject({ kind: "done", operation });
    expect(upstream.changes).toHaveLength(1);
    expect(await rooms.ledger.get(operation)).toMatchObject({
      status: "succeeded",
      answeredBy: "client-vouched test/1",
    });
  });

  it("does not run after a no, also not by answering again", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    await expect(answer(rooms, operation, "rejected")).rejects.toMatchObject({ code: "APPROVAL_REJECTED" });
    await expect(answer(rooms, operation, "approved")).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(upstream.changes).toEqual([]);
  });

  it("does not run a second time when the same answer is replayed", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    await answer(rooms, operation, "approved");
    await expect(answer(rooms, operation, "approved")).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(upstream.changes).toHaveLength(1);
  });

  it("runs once when two answers race", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    const both = await Promise.allSettled([
      answer(rooms, operation, "approved"),
      answer(rooms, operation, "approved"),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(upstream.changes).toHaveLength(1);
  });

  it("does not take an approval of one call for another", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    const other = answer(rooms, operation, "approved", { WorkloadPoolName: "agent-b" });
    await expect(other).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(await rooms.ledger.get(operation)).toMatchObject({ status: "pending" });
    expect(upstream.changes).toEqual([]);
  });

  it("does not take the approval of one requester for another", async () => {
    const { upstream, rooms } = await open();
    const operation = asked(await ask(rooms));
    const other = rooms.run(NAME, ARGS, {
      requester: { label: "stdio other/1", client: "other/1", canAsk: true },
      answer: { operation, verdict: "approved" },
    });
    await expect(other).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(upstream.changes).toEqual([]);
  });

  it("does not take an answer for an operation that does not exist", async () => {
    const { upstream, rooms } = await open();
    await expect(answer(rooms, "op_00000000000000000000", "approved")).rejects.toMatchObject({
      code: "APPROVAL_SPENT",
    });
    expect(upstream.changes).toEqual([]);
  });

  it("asks about the same pending operation when the call is repeated", async () => {
    const { rooms } = await open();
    const first = asked(await ask(rooms));
    expect(asked(await ask(rooms))).toBe(first);
    expect(await rooms.ledger.operations()).toHaveLength(1);
  });

  it("stays pending for a client that cannot ask, and runs once after a terminal approved it", async () => {
    const { upstream, rooms } = await open();
    const waiting = rooms.run(NAME, ARGS);
    await expect(waiting).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      hint: expect.stringContaining("idgate approvals approve op_"),
    });
    const [pending] = await rooms.ledger.operations();
    await rooms.ledger.answer(pending?.id ?? "", "approved", "terminal somebody");
    expect(await rooms.run(NAME, ARGS)).toMatchObject({ kind: "done", operation: pending?.id });
    expect(upstream.changes).toHaveLength(1);
    // The approval is spent: the same call is a new question.
    await expect(rooms.run(NAME, ARGS)).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    expect(upstream.changes).toHaveLength(1);
  });

  it("may be a read: a rule that asks is asked for reads as well", async () => {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    const rooms = await openRooms({
      policy: `
version: 1
account: "2100000000"
reads: listed
allow:
  - { id: look, actions: ["id:GetWorkloadPool"], approval: ask }
`,
      endpoint: upstream.url,
    });
    const read = (more?: object) =>
      rooms.run("id:GetWorkloadPool", ARGS, { requester: askingClient, ...more });
    const operation = asked(await read());
    expect(upstream.arrived).toEqual([]);
    await read({ answer: { operation, verdict: "approved" } });
    expect(upstream.arrived).toHaveLength(1);
  });

  it("takes no argument for consent", async () => {
    const { upstream, rooms } = await open();
    for (const extra of [{ confirm: true }, { approved: true }, { confirmed: "yes" }]) {
      await expect(ask(rooms, { ...ARGS, ...extra })).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
    }
    expect(upstream.changes).toEqual([]);
  });
});
