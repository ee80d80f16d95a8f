/** An approval that a model tries to stretch: to another call, another time, another client, or twice. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { GateCall, GateResult } from "../../src/gate/types.ts";
import { ownFolder } from "../support/folder.ts";
import { askingClient, openRooms, type Rooms, silentClient } from "../support/rooms.ts";
import { envelope, fault, startUpstream, type Upstream } from "../support/upstream.ts";

const policy = (approval: string) => `
version: 1
account: "2100000000"
allow:
  - {id: remove, actions: ["id:DeleteWorkloadPool", "id:UpdateWorkloadPool"], approval: ${approval}}
  - {id: users, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::IAM::User"], only: [TargetState], approval: ask}
`;
const DELETE = "id:DeleteWorkloadPool";
const ARGS = { WorkloadPoolName: "agents" };

async function open(state = ownFolder()): Promise<{ rooms: Rooms; upstream: Upstream; state: string }> {
  const upstream = await startUpstream(envelope({ OperationStatus: "SUCCESS", TaskID: "t" }));
  onTestFinished(() => upstream.close());
  return {
    upstream,
    state,
    rooms: await openRooms({ policy: policy("ask"), endpoint: upstream.url, state }),
  };
}

function operationOf(result: GateResult): string {
  if (result.kind !== "ask") throw new Error("expected a question");
  return result.operation;
}

const ask = async (rooms: Rooms, name = DELETE, args: unknown = ARGS) =>
  operationOf(await rooms.run(name, args, { requester: askingClient }));
const approved = (operation: string): Partial<GateCall> => ({
  requester: askingClient,
  answer: { operation, verdict: "approved" },
});

describe("a yes", () => {
  const others: readonly (readonly [string, string, unknown])[] = [
    ["another pool", DELETE, { WorkloadPoolName: "agents-prod" }],
    ["the default pool", DELETE, {}],
    ["another spelling", DELETE, { WorkloadPoolName: "Agents" }],
    ["another action on the same pool", "id:UpdateWorkloadPool", ARGS],
    ["a further parameter", "id:UpdateWorkloadPool", { ...ARGS, Description: "x" }],
  ];
  it.each(others)("for one call is none for %s", async (_, name, args) => {
    const { rooms, upstream } = await open();
    const operation = await ask(rooms);
    await expect(rooms.run(name, args, approved(operation))).rejects.toMatchObject({
      code: expect.stringMatching(/^(APPROVAL_SPENT|INVALID_ARGUMENTS)$/),
    });
    expect(upstream.changes).toEqual([]);
    expect(await rooms.ledger.get(operation)).toMatchObject({ status: "pending" });
  });

  it("counts once, however many calls bring it at the same time", async () => {
    const { rooms, upstream } = await open();
    const operation = await ask(rooms);
    const all = await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) =>
        at % 2 === 0
          ? rooms.run(DELETE, ARGS, approved(operation))
          : rooms.run(DELETE, ARGS, { requester: askingClient }),
      ),
    );
    const done = all.filter((one) => one.status === "fulfilled" && one.value.kind === "done");
    expect(done).toHaveLength(1);
    expect(upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("counts once for two servers on one ledger", async () => {
    const first = await open();
    const second = await openRooms({
      policy: policy("ask"),
      endpoint: first.upstream.url,
      state: first.state,
    });
    const operation = await ask(first.rooms);
    const both = await Promise.allSettled([
      first.rooms.run(DELETE, ARGS, approved(operation)),
      second.run(DELETE, ARGS, approved(operation)),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(first.upstream.of("DeleteWorkloadPool")).toHaveLength(1);
  });

  it("given under one policy is none under another", async () => {
    const { rooms, upstream, state } = await open();
    const operation = await ask(rooms);
    const changed = await openRooms({ policy: `${policy("ask")}# changed\n`, endpoint: upstream.url, state });
    await expect(changed.run(DELETE, ARGS, approved(operation))).rejects.toMatchObject({
      code: "APPROVAL_SPENT",
    });
    expect(upstream.changes).toEqual([]);
  });

  it("of a terminal for one client is none for a client of another name or version", async () => {
    const { rooms, upstream } = await open();
    await expect(rooms.run(DELETE, ARGS)).rejects.toMatchObject({ code: "APPROVAL_PENDING" });
    const [pending] = await rooms.ledger.operations();
    await rooms.ledger.answer(pending?.id ?? "", "approved", "terminal somebody");
    for (const client of ["test/2", "Test/1", "test/1 ", "terminal somebody"]) {
      const requester = { label: `stdio ${client}`, client, canAsk: false };
      await expect(rooms.run(DELETE, ARGS, { requester })).rejects.toMatchObject({
        code: "APPROVAL_PENDING",
      });
    }
    expect(upstream.changes).toEqual([]);
    await rooms.run(DELETE, ARGS, { requester: silentClient });
    expect(upstream.changes).toHaveLength(1);
  });

  it("is spent by the run that failed too", async () => {
    const { rooms, upstream } = await open();
    upstream.answerWith(fault(409, "ResourceInUse", "It is in use."));
    const operation = await ask(rooms);
    await expect(rooms.run(DELETE, ARGS, approved(operation))).rejects.toThrow();
    await expect(rooms.run(DELETE, ARGS, approved(operation))).rejects.toMatchObject({
      code: "APPROVAL_SPENT",
    });
    expect(await ask(rooms)).not.toBe(operation);
  });

  it("is spent by the run whose outcome is not known, which the same call joins", async () => {
    const { rooms, upstream } = await open();
    upstream.answerWith((_, response) => response.writeHead(400).end("{}"));
    const operation = await ask(rooms);
    const unknown = { code: "OUTCOME_UNKNOWN", operation };
    await expect(rooms.run(DELETE, ARGS, approved(operation))).rejects.toMatchObject(unknown);
    await expect(rooms.run(DELETE, ARGS, approved(operation))).rejects.toMatchObject(unknown);
    expect(upstream.changes).toHaveLength(1);
  });

  it("is not passed over a no, and a no is not passed over by asking at the same time", async () => {
    const { rooms, upstream } = await open();
    const operation = await ask(rooms);
    const no = rooms.run(DELETE, ARGS, {
      requester: askingClient,
      answer: { operation, verdict: "rejected" },
    });
    const yes = rooms.run(DELETE, ARGS, approved(operation));
    const ended = await Promise.allSettled([no, yes]);
    const status = (await rooms.ledger.get(operation))?.status;
    expect(ended.filter((one) => one.status === "fulfilled").length).toBe(status === "rejected" ? 0 : 1);
    expect(upstream.changes).toHaveLength(status === "rejected" ? 0 : 1);
  });

  it("that comes with a cancelled call runs nothing", async () => {
    const { rooms, upstream } = await open();
    const operation = await ask(rooms);
    const call = rooms.run(DELETE, ARGS, { ...approved(operation), signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await rooms.ledger.get(operation)).toMatchObject({ status: "pending" });
    expect(upstream.changes).toEqual([]);
  });
});

describe("what is not part of a call", () => {
  it("does not part it from its approval: how long to wait", async () => {
    const { rooms, upstream } = await open();
    const args = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "a" } };
    const operation = await ask(rooms, "cloudcontrol:CreateResource", args);
    await rooms.run("cloudcontrol:CreateResource", { ...args, wait: 0 }, approved(operation));
    expect(JSON.parse(upstream.of("CreateResource")[0]?.body ?? "{}")).not.toHaveProperty("wait");
    expect(upstream.of("CreateResource")).toHaveLength(1);
  });

  it("the order of keys is none of it, everything else in free-form parameters is", async () => {
    const { rooms, upstream } = await open();
    const call = (TargetState: object) => ({ TypeName: "Volcengine::IAM::User", TargetState });
    const operation = await ask(
      rooms,
      "cloudcontrol:CreateResource",
      call({ UserName: "a", Tags: [{ Key: "k" }] }),
    );
    for (const other of [
      { UserName: "a", Tags: [{ Key: "K" }] },
      { UserName: "a", Tags: { Key: "k" } },
      { UserName: "a", Tags: [{ Key: "k" }, {}] },
      { UserName: ["a"], Tags: [{ Key: "k" }] },
      { UserName: "a", Tags: [{ Key: "k", Value: null }] },
      { UserName: "a", Tags: '[{"Key":"k"}]' },
    ]) {
      const replay = rooms.run("cloudcontrol:CreateResource", call(other), approved(operation));
      await expect(replay, JSON.stringify(other)).rejects.toMatchObject({ code: "APPROVAL_SPENT" });
    }
    expect(upstream.changes).toEqual([]);
    await rooms.run(
      "cloudcontrol:CreateResource",
      call({ Tags: [{ Key: "k" }], UserName: "a" }),
      approved(operation),
    );
    expect(upstream.of("CreateResource")).toHaveLength(1);
  });

  it("an answer to no question is none where nothing is asked", async () => {
    const upstream = await startUpstream(envelope({}));
    onTestFinished(() => upstream.close());
    const rooms = await openRooms({ policy: policy("none"), endpoint: upstream.url });
    await rooms.run(DELETE, ARGS, approved("op_00000000000000000000"));
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "succeeded", rules: ["remove"] }]);
    const [operation] = await rooms.ledger.operations();
    expect(operation?.answeredBy).toBeUndefined();
  });
});
