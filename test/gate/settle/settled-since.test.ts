/** A call of which it was said that nobody knows, and which somebody else settled before it is made again. */
import { describe, expect, it, onTestFinished } from "vitest";
import { OutcomeUnknown } from "../../../src/errors.ts";
import type { Done } from "../../../src/gate/types.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { openRooms, type Rooms } from "../../support/rooms.ts";

async function open() {
  const box = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true });
  onTestFinished(() => box.close());
  const rooms = await openRooms({ endpoint: box.url });
  const sent = (action: string) => box.requests().filter((one) => one.action === action).length;
  return { box, rooms, sent };
}

async function run(rooms: Rooms, name: string, args: object): Promise<Done> {
  const result = await rooms.run(name, args);
  if (result.kind !== "done") throw new Error(result.kind);
  return result;
}

/** The operation of a call that ends with nobody knowing. */
async function lost(rooms: Rooms, name: string, args: object): Promise<string> {
  const error: unknown = await run(rooms, name, args).catch((thrown: unknown) => thrown);
  if (!(error instanceof OutcomeUnknown) || error.operation === undefined) throw error;
  return error.operation;
}

const POOL = ["id:CreateWorkloadPool", { WorkloadPoolName: "agent-a" }] as const;
const KEY = ["iam:CreateAccessKey", { UserName: "bot" }] as const;

describe("the same call after somebody else settled the first", () => {
  it("gets what was made and is not sent, once, where a look in the background was first", async () => {
    const { box, rooms, sent } = await open();
    box.injectFaults(["id:CreateWorkloadPool=reset-after", "id:GetWorkloadPool=internal"]);
    const operation = await lost(rooms, ...POOL);
    box.injectFaults([]);
    await rooms.ledger.resolve(operation, { status: "succeeded", by: "id:GetWorkloadPool" }, "unknown");
    const again = await run(rooms, ...POOL);
    expect(again.operation).toBe(operation);
    expect(again.result).toMatchObject(POOL[1]);
    expect(again.notes[0]).toMatch(/nothing was sent again/);
    expect(sent("CreateWorkloadPool")).toBe(1);
    await expect(run(rooms, ...POOL)).rejects.toMatchObject({ code: "SERVICE_ERROR" });
    expect(sent("CreateWorkloadPool")).toBe(2);
  }, 30_000);

  it("is told once that it took effect where the operator says so and no read shows it", async () => {
    const { box, rooms, sent } = await open();
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    // With another like it no read tells whose it is.
    await run(rooms, ...KEY);
    box.injectFaults(["iam:CreateAccessKey=reset-after"]);
    const operation = await lost(rooms, ...KEY);
    box.injectFaults([]);
    await rooms.ledger.resolve(operation, { status: "succeeded", by: "terminal alice" }, "unknown");
    await expect(run(rooms, ...KEY)).rejects.toMatchObject({
      code: "ALREADY_DONE",
      operation,
      message: expect.stringMatching(/took effect, as told since by terminal alice.*Nothing was sent/),
    });
    expect(sent("CreateAccessKey")).toBe(2);
    // A user may have two.
    await expect(run(rooms, ...KEY)).rejects.toMatchObject({ serviceCode: "QuotaExceeded" });
    expect(sent("CreateAccessKey")).toBe(3);
  });

  it("is sent where the operator says that it did not happen", async () => {
    const { box, rooms, sent } = await open();
    const { result } = await run(rooms, "cloudidentity:CreateUser", { UserName: "ann" });
    const reset = { UserId: result.UserId, GenerateRandomPassword: true, PasswordResetRequired: true };
    box.injectFaults(["cloudidentity:ResetPassword=reset"]);
    const operation = await lost(rooms, "cloudidentity:ResetPassword", reset);
    box.injectFaults([]);
    const reason = "did not happen, by the operator's word";
    await rooms.ledger.resolve(
      operation,
      {
        status: "failed",
        by: "terminal alice",
        reason,
        tookEffect: false,
      },
      "unknown",
    );
    await run(rooms, "cloudidentity:ResetPassword", reset);
    expect(sent("ResetPassword")).toBe(2);
  });
});
