/** The wire before the sandbox's faults, in the product's composition. */
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { openRooms } from "../support/rooms.ts";

async function open(...faults: string[]) {
  const sandbox = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true, faults });
  onTestFinished(() => sandbox.close());
  const rooms = await openRooms({ endpoint: sandbox.url });
  const codes = () => sandbox.requests().map(({ action, code }) => `${action} ${code ?? "ok"}`);
  return { rooms, codes };
}
const pool = { WorkloadPoolName: "agents" };

describe("a service whose clock is not this machine's", () => {
  it.each([3600, -3600])(
    "gets a change signed by its own time, %i seconds off, and what follows at once",
    async (s) => {
      const { rooms, codes } = await open(`skew:${s}`);
      await rooms.run("id:CreateWorkloadPool", pool);
      await rooms.run("id:GetWorkloadPool", pool);
      expect(codes()).toEqual([
        "CreateWorkloadPool InvalidTimestamp",
        "CreateWorkloadPool ok",
        "GetWorkloadPool ok",
      ]);
      expect(await rooms.ledger.operations()).toMatchObject([{ status: "succeeded" }]);
      expect(rooms.logged()).toContain("this machine's clock is off");
    },
  );

  it("by years is not believed: the operator is told", async () => {
    const { rooms, codes } = await open(`skew:${3 * 31_557_600}`);
    const made = rooms.run("id:CreateWorkloadPool", pool);
    await expect(made).rejects.toMatchObject({
      code: "SERVICE_ERROR",
      hint: expect.stringContaining("clock"),
    });
    expect(codes()).toEqual(["CreateWorkloadPool InvalidTimestamp"]);
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "failed" }]);
  });
});

it("keys that have expired and have no others fail a change once, and the operator is told", async () => {
  const { rooms, codes } = await open("id:CreateWorkloadPool=expired");
  const made = rooms.run("id:CreateWorkloadPool", pool);
  await expect(made).rejects.toMatchObject({
    code: "SERVICE_ERROR",
    hint: expect.stringContaining("expired"),
  });
  expect(codes()).toEqual(["CreateWorkloadPool InvalidSecretToken"]);
  expect(await rooms.ledger.operations()).toMatchObject([{ status: "failed" }]);
});

it("a change that was throttled is made after the pause that the service asked for", async () => {
  const { rooms, codes } = await open("id:CreateWorkloadPool=throttle:1@first1");
  const began = performance.now();
  await rooms.run("id:CreateWorkloadPool", pool);
  expect(performance.now() - began).toBeGreaterThan(990);
  expect(codes()).toEqual(["CreateWorkloadPool Throttling", "CreateWorkloadPool ok"]);
});
