/** Changes whose answer is lost, against the sandbox: its own log says what really happened. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { NotDone, OutcomeUnknown } from "../../../src/errors.ts";
import type { Done } from "../../../src/gate/types.ts";
import { createLedger } from "../../../src/ledger/ledger.ts";
import { THIS_RUN } from "../../../src/ledger/run.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { ownFolder } from "../../support/folder.ts";
import { openRooms, type Rooms } from "../../support/rooms.ts";

async function open(...faults: string[]) {
  const box = await startSandbox({ file: ":memory:", account: "2100000000", keepRequests: true });
  onTestFinished(() => box.close());
  const state = ownFolder();
  const rooms = await openRooms({ endpoint: box.url, state });
  box.injectFaults(faults);
  const changes = (action: string) =>
    box.requests().filter((one) => one.action === action && one.changed).length;
  const sent = (action: string) => box.requests().filter((one) => one.action === action).length;
  return { box, rooms, state, changes, sent };
}

async function run(rooms: Rooms, name: string, args: object, signal?: AbortSignal): Promise<Done> {
  const result = await rooms.run(name, args, { signal });
  if (result.kind !== "done") throw new Error(result.kind);
  return result;
}

const POOL = { WorkloadPoolName: "agent-a" };

describe("a create that happened, and whose answer was lost", () => {
  it.each([
    "reset-after@first1",
    "internal-after@first1",
    "empty-after@first1",
    "html-after@first1",
    "gateway-after:504@first1",
  ])("by %s is looked up, and reported as made", async (fault) => {
    const { rooms, changes, sent } = await open(`id:CreateWorkloadPool=${fault}`);
    const done = await run(rooms, "id:CreateWorkloadPool", POOL);
    expect(done.result).toMatchObject(POOL);
    expect(done.notes.join(" ")).toMatch(
      /answer was lost; id:GetWorkloadPool shows that the change was made/,
    );
    expect([changes("CreateWorkloadPool"), sent("CreateWorkloadPool")]).toEqual([1, 1]);
    const [operation] = await rooms.ledger.operations();
    expect(operation).toMatchObject({ status: "succeeded", resolvedBy: "id:GetWorkloadPool" });
  });
});

describe("a create that did not happen, and got no answer that says so", () => {
  it.each(["reset@first1", "internal@first1", "empty@first1", "gateway:502@first1"])(
    "by %s is reported as not made, and may be called again",
    async (fault) => {
      const { rooms, changes } = await open(`id:CreateWorkloadPool=${fault}`);
      const lost = run(rooms, "id:CreateWorkloadPool", POOL);
      await expect(lost).rejects.toThrow(NotDone);
      await expect(lost).rejects.toMatchObject({ retryable: true, operation: expect.stringMatching(/^op_/) });
      expect(changes("CreateWorkloadPool")).toBe(0);
      expect((await rooms.ledger.operations())[0]).toMatchObject({ status: "failed", tookEffect: false });
      await run(rooms, "id:CreateWorkloadPool", POOL);
      expect(changes("CreateWorkloadPool")).toBe(1);
    },
    20_000,
  );

  it("is told from one that stood there before the call", async () => {
    const { rooms, box } = await open();
    await run(rooms, "id:CreateWorkloadPool", POOL);
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    box.injectFaults(["id:CreateWorkloadPool=internal@first1"]);
    const lost = run(rooms, "id:CreateWorkloadPool", { ...POOL, Description: "another" });
    await expect(lost).rejects.toThrow(
      /did not happen: by id:GetWorkloadPool, one was there before the call/,
    );
    await expect(lost).rejects.toMatchObject({
      retryable: false,
      hint: expect.stringMatching(/read_action .*id:GetWorkloadPool.*choose another name/),
    });
  }, 20_000);
});

describe("an update and a delete whose answers were lost", () => {
  it("are told by what is there now", async () => {
    const { rooms, box, changes } = await open();
    await run(rooms, "id:CreateWorkloadPool", POOL);
    box.injectFaults([
      "id:UpdateWorkloadPool=reset-after@first1",
      "id:DeleteWorkloadPool=empty-after@first1",
    ]);
    await run(rooms, "id:UpdateWorkloadPool", { ...POOL, Description: "new" });
    await run(rooms, "id:DeleteWorkloadPool", POOL);
    expect([changes("UpdateWorkloadPool"), changes("DeleteWorkloadPool")]).toEqual([1, 1]);
    const statuses = (await rooms.ledger.operations()).map(({ status, resolvedBy }) => [status, resolvedBy]);
    expect(statuses.slice(0, 2)).toEqual([
      ["succeeded", "id:GetWorkloadPool"],
      ["succeeded", "id:GetWorkloadPool"],
    ]);
  });
});

describe("while nobody can tell what became of a change", () => {
  it("the exact next call is said, and the same call joins the first once it can be told", async () => {
    const { rooms, box, changes } = await open(
      "id:CreateWorkloadPool=reset-after@first1",
      "id:GetWorkloadPool=internal",
    );
    const error: unknown = await run(rooms, "id:CreateWorkloadPool", POOL).catch((thrown: unknown) => thrown);
    if (!(error instanceof OutcomeUnknown)) throw error;
    expect(error.next).toEqual({ action: "id:GetWorkloadPool", params: POOL });
    expect(error.hint).toContain(
      `read_action {"action": "id:GetWorkloadPool", "params": ${JSON.stringify(POOL)}}`,
    );
    expect(error.hint).toContain(`idgate audit settle ${error.operation}`);
    const again = run(rooms, "id:CreateWorkloadPool", POOL);
    await expect(again).rejects.toThrow(OutcomeUnknown);
    await expect(again).rejects.toMatchObject({ operation: error.operation });

    box.injectFaults([]);
    const joined = await run(rooms, "id:CreateWorkloadPool", POOL);
    expect(joined.operation).toBe(error.operation);
    expect(joined.notes[0]).toMatch(/got no answer; it was looked up, and nothing was sent again/);
    expect(changes("CreateWorkloadPool")).toBe(1);
    expect(await rooms.ledger.operations()).toHaveLength(1);
  }, 60_000);

  it("the same call joins the first also where it was settled on the side in the meantime", async () => {
    const { rooms, box, changes } = await open();
    await run(rooms, "iam:CreateUser", { UserName: "once" });
    box.injectFaults(["iam:UpdateUser=reset-after@first1", "iam:GetUser=internal"]);
    const call = { UserName: "once", NewDescription: "new" };
    const error: unknown = await run(rooms, "iam:UpdateUser", call).catch((thrown: unknown) => thrown);
    if (!(error instanceof OutcomeUnknown)) throw error;
    box.injectFaults([]);
    await rooms.ledger.resolve(error.operation ?? "", { status: "succeeded", by: "iam:GetUser" }, "unknown");
    const joined = await run(rooms, "iam:UpdateUser", call);
    expect(joined.operation).toBe(error.operation);
    expect(changes("UpdateUser")).toBe(1);
    await run(rooms, "iam:UpdateUser", call);
    expect(changes("UpdateUser")).toBe(2);
  }, 60_000);

  it("a repeat with the same token that does not get through leaves the first unknown", async () => {
    const { rooms, box, changes } = await open("cloudcontrol:CreateResource=reset-after");
    const call = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "once" } };
    await expect(run(rooms, "cloudcontrol:CreateResource", call)).rejects.toThrow(OutcomeUnknown);
    box.injectFaults(["cloudcontrol:CreateResource=throttle"]);
    await expect(run(rooms, "cloudcontrol:CreateResource", call)).rejects.toThrow(OutcomeUnknown);
    const [operation] = await rooms.ledger.operations();
    expect([operation?.status, changes("CreateResource")]).toEqual(["unknown", 1]);
    box.injectFaults([]);
    await run(rooms, "cloudcontrol:CreateResource", call);
    expect(changes("CreateResource")).toBe(1);
    expect((await rooms.ledger.operations()).map(({ status }) => status)).toEqual(["succeeded"]);
  }, 60_000);

  it("another call goes its own way", async () => {
    const { rooms, changes } = await open(
      "id:CreateWorkloadPool=reset-after@first1",
      "id:GetWorkloadPool=internal",
    );
    await expect(run(rooms, "id:CreateWorkloadPool", POOL)).rejects.toThrow(OutcomeUnknown);
    await run(rooms, "id:CreateWorkloadPool", { WorkloadPoolName: "agent-b" });
    expect(changes("CreateWorkloadPool")).toBe(2);
  }, 60_000);

  it("what no read tells of is not sent again", async () => {
    const { rooms, box, changes } = await open();
    const made = await run(rooms, "cloudidentity:CreateUser", { UserName: "ann" });
    const reset = { UserId: made.result.UserId, GenerateRandomPassword: true, PasswordResetRequired: true };
    box.injectFaults(["cloudidentity:ResetPassword=reset-after@first1"]);
    await expect(run(rooms, "cloudidentity:ResetPassword", reset)).rejects.toThrow(OutcomeUnknown);
    await expect(run(rooms, "cloudidentity:ResetPassword", reset)).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
      hint: expect.stringContaining("idgate audit settle"),
    });
    expect(changes("ResetPassword")).toBe(1);
  });

  it("the one thing that was made since is the call's own, where no other call made one", async () => {
    const { rooms, changes } = await open("iam:CreateAccessKey=reset-after@first1");
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    const done = await run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    expect(done.notes.join(" ")).toMatch(
      /iam:ListAccessKeys shows that the change was made.*cannot be had again/,
    );
    expect(changes("CreateAccessKey")).toBe(1);
    expect((await rooms.ledger.operations())[0]).toMatchObject({ status: "succeeded" });
  });

  it("what may be another's is not called the call's own, and not sent again", async () => {
    const { rooms, box, changes } = await open();
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    const key = () => run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    await key();
    box.injectFaults(["iam:CreateAccessKey=reset-after@first1"]);
    await expect(key()).rejects.toThrow(OutcomeUnknown);
    await expect(key()).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
      hint: expect.stringContaining("iam:ListAccessKeys"),
    });
    expect(changes("CreateAccessKey")).toBe(2);
  });
});

describe("one of several alike that was not made", () => {
  it("is said not to be there, and may be made", async () => {
    const { rooms, changes } = await open("iam:CreateAccessKey=internal@first1");
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    const key = () => run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    await expect(key()).rejects.toThrow(NotDone);
    await key();
    expect(changes("CreateAccessKey")).toBe(1);
  }, 20_000);
});

describe("two deliberate calls", () => {
  it("remain two, at once and one after the other", async () => {
    const { rooms, changes } = await open();
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    const key = () => run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    await Promise.all([key(), key()]);
    expect(changes("CreateAccessKey")).toBe(2);
  });
});

describe("a call whose caller has gone", () => {
  it("gives its answer to the same call, once", async () => {
    const { rooms, changes } = await open("iam:CreateAccessKey=slow-after:400@first1");
    await run(rooms, "iam:CreateUser", { UserName: "bot" });
    const gone = new AbortController();
    const first = run(rooms, "iam:CreateAccessKey", { UserName: "bot" }, gone.signal);
    first.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 150));
    gone.abort();
    const second = await run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    expect(second.notes[0]).toMatch(/given up before .*nothing was sent again/);
    expect(changes("CreateAccessKey")).toBe(1);
    await run(rooms, "iam:CreateAccessKey", { UserName: "bot" });
    expect(changes("CreateAccessKey")).toBe(2);
  });
});

describe("a change with an idempotency token", () => {
  const user = { TypeName: "Volcengine::IAM::User", TargetState: { UserName: "bot" } };

  it("goes on with the same token when it is called again, as the same operation", async () => {
    const { rooms, box, changes } = await open("cloudcontrol:CreateResource=reset-after");
    await expect(run(rooms, "cloudcontrol:CreateResource", user)).rejects.toThrow(OutcomeUnknown);
    box.injectFaults([]);
    const done = await run(rooms, "cloudcontrol:CreateResource", user);
    expect(done.result).toMatchObject({ OperationStatus: "SUCCESS" });
    expect(changes("CreateResource")).toBe(1);
    expect((await rooms.ledger.operations()).map(({ status }) => status)).toEqual(["succeeded"]);
  }, 60_000);
});

describe("a credential that is kept nowhere", () => {
  it("is simply asked for again", async () => {
    const { rooms, box } = await open();
    await run(rooms, "id:CreateWorkloadIdentity", { Name: "bot" });
    box.injectFaults(["id:GetWorkloadAccessToken=reset-after@first1"]);
    const lost = run(rooms, "id:GetWorkloadAccessToken", { Name: "bot" });
    await expect(lost).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN", retryable: true });
    const done = await run(rooms, "id:GetWorkloadAccessToken", { Name: "bot" });
    expect(done.result).toHaveProperty("WorkloadAccessToken.$secret");
  });
});

describe("what a server left behind that was killed", () => {
  const LEFT = "op_00000000000000000000left";
  const [host] = THIS_RUN.split(" ");

  /** A state folder in whose ledger a process that is gone had started to create the pool, so many seconds ago. */
  async function leave(rooms: Rooms, seconds: number): Promise<string> {
    await run(rooms, "id:CreateWorkloadPool", { WorkloadPoolName: "other" });
    const [like] = await rooms.ledger.operations();
    if (like === undefined) throw new Error("no operation");
    const state = ownFolder();
    const folder = join(state, "sandbox");
    const before = createLedger({
      file: join(folder, "ledger.db"),
      keyFile: join(folder, "ledger.key"),
      clock: () => new Date(Date.now() - seconds * 1000),
      run: `${host} 4194304 0000000000000000`,
    });
    await before.start({ ...like, id: LEFT, digest: "left", params: POOL });
    await before.close();
    return state;
  }

  it.each([
    ["made", "succeeded"],
    ["not made", "failed"],
  ] as const)(
    "and that was %s is settled by the next one",
    async (made, settled) => {
      const { box, rooms } = await open();
      const state = await leave(rooms, 150);
      if (made === "made") await run(rooms, "id:CreateWorkloadPool", POOL);
      const next = await openRooms({ endpoint: box.url, state });
      next.gate.lookAfter();
      await expect.poll(async () => (await next.ledger.get(LEFT))?.status, { timeout: 20_000 }).toBe(settled);
      expect((await next.ledger.verify()).problems).toEqual([]);
    },
    30_000,
  );

  it("joins the same call when that comes first", async () => {
    const { box, rooms, changes } = await open();
    const state = await leave(rooms, 5);
    await run(rooms, "id:CreateWorkloadPool", POOL);
    const next = await openRooms({ endpoint: box.url, state });
    const joined = await run(next, "id:CreateWorkloadPool", POOL);
    expect(joined).toMatchObject({ operation: LEFT, result: POOL });
    expect(changes("CreateWorkloadPool")).toBe(2);
  });

  it("may still come to be: until it cannot, the same call is not sent", async () => {
    const { box, rooms, changes } = await open();
    const next = await openRooms({ endpoint: box.url, state: await leave(rooms, 5) });
    const early = run(next, "id:CreateWorkloadPool", POOL);
    await expect(early).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN", operation: LEFT });
    expect(changes("CreateWorkloadPool")).toBe(1);
  }, 30_000);
});
