import { describe, expect, it } from "vitest";
import type { Requester } from "../../../src/gate/types.ts";
import { generateKey } from "../../../src/signing/key-file.ts";
import { action } from "../../support/rooms.ts";
import {
  ARGS,
  alice,
  approverOf,
  bob,
  carol,
  NAME,
  signatureOf,
  signedGate,
} from "../../support/second-person.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

describe("a call that a second person must sign", () => {
  it("is written as pending, and says who may sign and how; its own user is not asked", async () => {
    const { run, ledger, upstream } = await signedGate();
    await expect(run()).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      message: expect.stringContaining("A second person must sign this call: alice or bob."),
      hint: expect.stringMatching(/idgate approvals approve op_\w+ --key FILE/),
      operation: expect.stringMatching(/^op_/),
      retryable: true,
    });
    const [pending] = await ledger.operations();
    expect(pending).toMatchObject({
      status: "pending",
      approval: "second-person",
      approvers: ["alice", "bob"],
      user: "carol",
    });
    expect(upstream.changes).toEqual([]);
  });

  it("waits as the same operation however often it is repeated", async () => {
    const { propose, ledger } = await signedGate();
    expect((await propose()).id).toBe((await propose()).id);
    expect(await ledger.operations()).toHaveLength(1);
  });

  it("runs once after a signature, and another time only after another", async () => {
    const gate = await signedGate();
    const operation = await gate.propose();
    await gate.approve(operation, "alice", alice);
    expect(await gate.run()).toMatchObject({ kind: "done", operation: operation.id });
    expect(gate.upstream.changes).toHaveLength(1);
    expect(await gate.ledger.get(operation.id)).toMatchObject({
      status: "succeeded",
      answeredBy: "signature alice",
      signature: { approver: "alice" },
    });
    const again = await gate.propose();
    expect(again.id).not.toBe(operation.id);
    expect(gate.upstream.changes).toHaveLength(1);
    expect((await gate.ledger.verify()).problems).toEqual([]);
  });

  it("runs once when two repetitions race", async () => {
    const gate = await signedGate();
    await gate.approve(await gate.propose(), "bob", bob);
    const both = await Promise.allSettled([gate.run(), gate.run()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(gate.upstream.changes).toHaveLength(1);
  });

  it("is said to be one before it is made", async () => {
    const { gate, ledger } = await signedGate();
    const checked = await gate.check({ action: action(NAME), args: ARGS, requester: carol });
    expect(checked).toMatchObject({ verdict: "asks", approval: "second-person" });
    expect(await ledger.operations()).toEqual([]);
  });
});

describe("a row in the ledger alone", () => {
  it.each(["client-vouched test/1", "terminal root", "signature alice"])(
    "approves nothing: %s",
    async (by) => {
      const { propose, ledger, run, upstream } = await signedGate();
      const operation = await propose();
      await ledger.answer(operation.id, "approved", by);
      await expect(run()).rejects.toMatchObject({
        code: "APPROVAL_PENDING",
        message: expect.stringContaining(`(by ${by}) carries no signature`),
      });
      expect(await ledger.get(operation.id)).toMatchObject({ status: "approved" });
      expect(upstream.changes).toEqual([]);
    },
  );

  it("does not become more by a yes of the client's user", async () => {
    const { propose, ledger, run, upstream } = await signedGate();
    const operation = await propose();
    const answer = { operation: operation.id, verdict: "approved" as const };
    await expect(run(ARGS, { answer })).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    expect(await ledger.get(operation.id)).toMatchObject({ status: "pending" });
    expect(upstream.changes).toEqual([]);
  });

  it("with a signature that does not hold can still be signed", async () => {
    const gate = await signedGate();
    const operation = await gate.propose();
    await gate.ledger.answer(operation.id, "approved", "terminal root");
    await gate.approve(operation, "alice", bob);
    await expect(gate.run()).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    await gate.approve(operation, "alice", alice);
    expect(await gate.run()).toMatchObject({ kind: "done" });
    expect((await gate.ledger.verify()).problems).toEqual([]);
  });

  it("that shows another call than its digest's runs nothing, though it is truly signed", async () => {
    const gate = await signedGate();
    const real = await gate.propose();
    // What somebody who holds the ledger's key could write: the digest of one call with the preview of a harmless one.
    await gate.ledger.answer(real.id, "rejected", "terminal root");
    const preview = (real.preview ?? "")
      .replace("agent-a", "scratch")
      .replace(real.id, "op_forged0000000000000");
    const forged = await gate.ledger.propose(
      { ...real, id: "op_forged0000000000000" },
      preview,
      new Date(Date.now() + DAY_MS),
    );
    await gate.approve(forged, "alice", alice);
    await expect(gate.run()).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      message: expect.stringContaining("What the approver was shown is not this call."),
    });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("may show more than the call on lines of its own, and only what is found there now", async () => {
    const gate = await signedGate();
    const real = await gate.propose();
    await gate.ledger.answer(real.id, "rejected", "terminal root");
    const expiresAt = new Date(Date.now() + DAY_MS);
    const [call = ""] = (real.preview ?? "").split("\nAs it stood");
    const id = "op_found00000000000000";
    const glued = await gate.ledger.propose(
      { ...real, id },
      `${call.replace(real.id, id)}0 and more`,
      expiresAt,
    );
    await gate.approve(glued, "alice", alice);
    await expect(gate.run()).rejects.toMatchObject({
      message: expect.stringContaining("What the approver was shown is not this call."),
    });
    await gate.ledger.answer(id, "rejected", "terminal root");
    const other = "op_found00000000000001";
    const more = await gate.ledger.propose(
      { ...real, id: other },
      `${call.replace(real.id, other)}\nNow: nothing goes along`,
      expiresAt,
    );
    await gate.approve(more, "alice", alice);
    await expect(gate.run()).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      message: expect.stringContaining("has changed since it was approved"),
    });
    expect(await gate.ledger.get(other)).toMatchObject({ status: "rejected", answeredBy: "idgate" });
    expect(gate.upstream.changes).toEqual([]);
  });
});

describe("a signature", () => {
  it.each([
    ["another call's digest", { digest: "0".repeat(64) }],
    ["another preview", { preview: "Target: sandbox" }],
    ["a later end", { expiresAt: "2999-01-01T00:00:00.000Z" }],
    ["another operation", { operation: "op_00000000000000000000" }],
  ])("over %s starts nothing", async (_, changed) => {
    const { propose, ledger, run, upstream } = await signedGate();
    const operation = await propose();
    const signature = signatureOf(operation, "alice", alice, changed);
    await ledger.answerAll([{ id: operation.id, verdict: "approved", by: "signature alice", signature }]);
    await expect(run()).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
      message: expect.stringContaining("The signature is none of alice's over this call"),
    });
    expect(upstream.changes).toEqual([]);
  });

  it("of one call is none of another, nor of the same call with other parameters", async () => {
    const gate = await signedGate();
    const one = await gate.propose();
    const other = await gate.propose({ WorkloadPoolName: "agent-b" });
    const signature = signatureOf(one, "alice", alice);
    await gate.ledger.answerAll([{ id: other.id, verdict: "approved", by: "signature alice", signature }]);
    await expect(gate.run({ WorkloadPoolName: "agent-b" })).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
    });
    await gate.approve(one, "alice", alice);
    await expect(gate.run({ WorkloadPoolName: "agent-c" })).rejects.toMatchObject({
      code: "APPROVAL_PENDING",
    });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("that was used does nothing for the operation that follows", async () => {
    const gate = await signedGate();
    const first = await gate.propose();
    await gate.approve(first, "alice", alice);
    await gate.run();
    const second = await gate.propose();
    const signature = signatureOf(first, "alice", alice);
    await gate.ledger.answerAll([{ id: second.id, verdict: "approved", by: "signature alice", signature }]);
    await expect(gate.run()).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    const answer = { id: first.id, verdict: "approved" as const, by: "signature alice", signature };
    await expect(gate.ledger.answerAll([answer])).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    expect(gate.upstream.changes).toHaveLength(1);
  });

  it("by a key that the policy no longer names starts nothing", async () => {
    const gate = await signedGate();
    await gate.approve(await gate.propose(), "alice", alice);
    gate.approvers = [approverOf("alice", generateKey()), approverOf("bob", bob)];
    await expect(gate.run()).rejects.toMatchObject({
      message: expect.stringContaining("by the key that the policy names now"),
    });
    gate.approvers = [approverOf("bob", bob)];
    await expect(gate.run()).rejects.toMatchObject({
      message: expect.stringContaining("The policy does not name alice to approve this call."),
    });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("in the name of another approver starts nothing", async () => {
    const gate = await signedGate();
    await gate.approve(await gate.propose(), "bob", alice);
    await expect(gate.run()).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("does not outlive the operation", async () => {
    const gate = await signedGate();
    const operation = await gate.propose();
    await gate.approve(operation, "alice", alice);
    gate.ahead = DAY_MS + 1000;
    const next = await gate.propose();
    expect(next.id).not.toBe(operation.id);
    expect(await gate.ledger.get(operation.id)).toMatchObject({ status: "expired" });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("is taken back by a no, as long as nothing has started", async () => {
    const gate = await signedGate();
    const operation = await gate.propose();
    await gate.approve(operation, "alice", alice);
    await gate.ledger.answer(operation.id, "rejected", "terminal root");
    expect((await gate.propose()).id).not.toBe(operation.id);
    expect(gate.upstream.changes).toEqual([]);
  });
});

describe("the requester", () => {
  const aliceAsks: Requester = { ...carol, user: "alice" };

  it("does not approve a call of their own, and is not named for it", async () => {
    const gate = await signedGate();
    const operation = await gate.propose(ARGS, { requester: aliceAsks });
    await gate.approve(operation, "alice", alice);
    await expect(gate.run(ARGS, { requester: aliceAsks })).rejects.toMatchObject({
      message: expect.stringMatching(/sign this call: bob\. alice asked for this call/),
    });
    expect(gate.upstream.changes).toEqual([]);
    await gate.approve(operation, "bob", bob);
    expect(await gate.run(ARGS, { requester: aliceAsks })).toMatchObject({ kind: "done" });
  });

  it.each<[string, string, string | undefined, Partial<Requester>]>([
    ["by the approver's user name", "first", "carol", {}],
    ["by the approver's name, where no user is given", "carol", undefined, {}],
    ["in another case", "first", "Carol", {}],
    ["with something unseen in it", "first", "ca\u200brol", {}],
    ["by the token's user", "first", "dave", { principal: { user: "dave", groups: [], client: undefined } }],
  ])("is recognised %s", async (_, name, user, more) => {
    const gate = await signedGate();
    gate.approvers = [approverOf(name, alice, user ?? ""), approverOf("bob", bob)];
    const requester = { ...carol, ...more };
    const operation = await gate.propose(ARGS, { requester });
    await gate.approve(operation, name, alice);
    await expect(gate.run(ARGS, { requester })).rejects.toMatchObject({
      message: expect.stringContaining("nobody approves a call of their own"),
    });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("of the row counts as well as the one who repeats the call", async () => {
    const gate = await signedGate();
    const operation = await gate.propose(ARGS, { requester: aliceAsks });
    await gate.approve(operation, "alice", alice);
    await expect(gate.run(ARGS, { requester: carol })).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    expect(gate.upstream.changes).toEqual([]);
  });

  it("who is the only approver is refused, and so is one who is not known", async () => {
    const gate = await signedGate();
    const unknown: Requester = { ...carol, user: undefined };
    await expect(gate.run(ARGS, { requester: unknown })).rejects.toMatchObject({
      code: "REFUSED_BY_POLICY",
      message: expect.stringContaining("it is not known who makes it"),
    });
    gate.approvers = [approverOf("alice", alice)];
    await expect(gate.run(ARGS, { requester: aliceAsks })).rejects.toMatchObject({
      code: "REFUSED_BY_POLICY",
      message: expect.stringContaining("names nobody but its requester"),
      hint: expect.not.stringContaining("another value"),
    });
    expect(await gate.gate.check({ action: action(NAME), args: ARGS, requester: aliceAsks })).toMatchObject({
      verdict: "refused",
    });
    expect(gate.upstream.changes).toEqual([]);
  });
});
