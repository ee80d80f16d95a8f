import { describe, expect, it, onTestFinished } from "vitest";
import {
  InvalidArguments,
  LedgerUnavailable,
  OutcomeUnknown,
  RefusedByPolicy,
  ServiceError,
} from "../../src/errors.ts";
import { asIdgateError } from "../../src/server/answers/result.ts";
import { openRooms } from "../support/rooms.ts";
import { envelope, fault, startUpstream } from "../support/upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: pools
    actions: ["id:CreateWorkloadPool", "id:UpdateWorkloadPool"]
    when: { WorkloadPoolName: { like: "agent-*" } }
deny:
  - id: never-prod
    actions: ["id:UpdateWorkloadPool"]
    when: { WorkloadPoolName: agent-prod }
`;

async function openWithUpstream(answer = envelope({ WorkloadPoolName: "agent-a" })) {
  const upstream = await startUpstream(answer);
  onTestFinished(() => upstream.close());
  return { upstream, rooms: await openRooms({ policy: POLICY, endpoint: upstream.url }) };
}

describe("the path of a call", () => {
  it("sends an allowed change and records intent and outcome", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const result = await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(result).toMatchObject({ kind: "done", result: { WorkloadPoolName: "agent-a" }, effect: "create" });
    expect(upstream.arrived.map((one) => one.body)).toEqual(['{"WorkloadPoolName":"agent-a"}']);
    const [operation] = await rooms.ledger.operations();
    expect(operation).toMatchObject({
      status: "succeeded",
      action: "id:CreateWorkloadPool",
      rules: ["pools"],
      requestId: "20260101000000TEST",
    });
  });

  it("writes the intent before anything is on the wire", async () => {
    const { upstream, rooms } = await openWithUpstream();
    let seen: readonly string[] = [];
    const looked = upstream.next().then(async () => {
      seen = (await rooms.ledger.operations()).map((operation) => operation.status);
    });
    upstream.answerWith((arrived, response) => {
      void looked.then(() => envelope({})(arrived, response));
    });
    await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(seen).toEqual(["started"]);
  });

  it("refuses what no rule allows, says why and what to do, and records it", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const refused = rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "prod" });
    await expect(refused).rejects.toThrow(RefusedByPolicy);
    await expect(refused).rejects.toMatchObject({
      code: "REFUSED_BY_POLICY",
      operation: expect.stringMatching(/^op_/),
      hint: expect.stringContaining("the operator can allow it"),
    });
    expect(upstream.arrived).toEqual([]);
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "refused" }]);
  });

  it("lets a deny beat an allow", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const refused = rooms.run("id:UpdateWorkloadPool", { WorkloadPoolName: "agent-prod", Description: "x" });
    await expect(refused).rejects.toThrow(/never-prod/);
    expect(upstream.arrived).toEqual([]);
  });

  it("sends nothing for arguments that the schema does not accept", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const bad = [{ Name: "x" }, { WorkloadPoolName: 7 }, { WorkloadPoolName: null }, "text", [1]];
    for (const args of bad) {
      await expect(rooms.run("id:CreateWorkloadPool", args)).rejects.toThrow(InvalidArguments);
    }
    expect(upstream.arrived).toEqual([]);
    expect(await rooms.ledger.operations()).toEqual([]);
  });

  it("says of wrong arguments that no right ones would do, where the policy refuses the action as such", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const hintOf = async (name: string, args: object) =>
      asIdgateError(await rooms.run(name, args).catch((error: unknown) => error)).hint;
    expect(await hintOf("id:CreateNamespace", { Colour: "red" })).toMatch(
      /^Do not correct them: No rule allows id:CreateNamespace\. .*the operator can allow it/,
    );
    expect(await hintOf("id:CreateWorkloadPool", { Colour: "red" })).toMatch(/^Correct the named parameters/);
    expect(await hintOf("id:CreateNamespace", { NamespaceName: "n" })).not.toContain("another value");
    expect(await hintOf("id:CreateWorkloadPool", { WorkloadPoolName: "b" })).toContain("another value");
    expect(upstream.arrived).toEqual([]);
  });

  it("leaves no row for a plain read", async () => {
    const { upstream, rooms } = await openWithUpstream();
    await rooms.run("id:GetWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(upstream.of("GetWorkloadPool")).toHaveLength(1);
    expect(await rooms.ledger.operations()).toEqual([]);
  });

  it("records a service's refusal as failed, with its request id", async () => {
    const { rooms } = await openWithUpstream(fault(409, "Duplicated", "Resource already exists: agent-a."));
    const failed = rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    await expect(failed).rejects.toThrow(ServiceError);
    await expect(failed).rejects.toMatchObject({
      serviceCode: "Duplicated",
      operation: expect.stringMatching(/^op_/),
    });
    expect(await rooms.ledger.operations()).toMatchObject([
      { status: "failed", requestId: "20260101000000TEST" },
    ]);
  });

  it("calls an outcome unknown when the connection breaks after sending, and sends once", async () => {
    const { upstream, rooms } = await openWithUpstream((_, response) => void response.destroy());
    const lost = rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    await expect(lost).rejects.toThrow(OutcomeUnknown);
    expect(upstream.changes).toHaveLength(1);
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "unknown" }]);
  });

  it("refuses a change whose intent cannot be written, and still reads", async () => {
    const { upstream, rooms } = await openWithUpstream();
    await rooms.ledger.close();
    const broken = rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    await expect(broken).rejects.toThrow(LedgerUnavailable);
    expect(upstream.arrived).toEqual([]);
    await rooms.run("id:GetWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(upstream.of("GetWorkloadPool")).toHaveLength(1);
  });

  it("refuses by the policy even when the refusal cannot be written", async () => {
    const { upstream, rooms } = await openWithUpstream();
    await rooms.ledger.close();
    await expect(rooms.run("id:DeleteWorkloadPool", { WorkloadPoolName: "agent-a" })).rejects.toThrow(
      RefusedByPolicy,
    );
    expect(upstream.arrived).toEqual([]);
  });

  it("sends nothing for a call that was cancelled before", async () => {
    const { upstream, rooms } = await openWithUpstream();
    const cancelled = rooms.run(
      "id:CreateWorkloadPool",
      { WorkloadPoolName: "agent-a" },
      { signal: AbortSignal.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ code: "CANCELLED" });
    expect(upstream.arrived).toEqual([]);
  });

  it("says in the sandbox without a policy that a real account would need one", async () => {
    const rooms = await openRooms();
    const result = await rooms.run("id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" });
    expect(result).toMatchObject({ notes: [expect.stringContaining("a real account would need a policy")] });
  });
});
