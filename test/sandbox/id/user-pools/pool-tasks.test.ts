/** Tasks of user pools, with a runner of the test's own over a real store. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import {
  cancelPoolTask,
  poolTask,
  poolTaskInfo,
  startPoolTask,
} from "../../../../src/sandbox/id/user-pools/pool-tasks.ts";
import { userPool } from "../../../../src/sandbox/id/user-pools/user-pool.ts";
import { create, need, remove } from "../../../../src/sandbox/resources/records.ts";
import { sandboxResources } from "../../../../src/sandbox/services.ts";
import { openStore, type SandboxStore } from "../../../../src/sandbox/store.ts";
import { settleDueTasks } from "../../../../src/sandbox/tasks.ts";
import { Fault, type Place, type TaskRunner } from "../../../../src/sandbox/types.ts";
import { NOW } from "../../client.ts";

let store: SandboxStore;
let now = NOW;
let requests = 0;
const done: string[] = [];
const runner: TaskRunner = {
  kind: "test.work",
  async run(_context, { work }) {
    if (work.fails === true) throw new Fault(400, "Broken", "It broke.");
    done.push(String(work.name));
    return { Did: work.name ?? null };
  },
};

beforeAll(async () => {
  store = await openStore(":memory:");
});
afterAll(() => store.close());

function within<T>(work: (place: Place) => Promise<T>): Promise<T> {
  requests += 1;
  const facts = { now, requestId: `r${requests}`, account: "1", region: "r", baseUrl: "http://127.0.0.1" };
  const runners = new Map([[runner.kind, runner]]);
  return store.write((writing) => work({ ...facts, resources: sandboxResources, runners, store: writing }));
}
const wait = async (ms: number) => {
  now = new Date(now.getTime() + ms);
  await within(settleDueTasks);
};
const start = (work: JsonObject) =>
  within(async (place) => {
    const pool = await create(userPool, place, { Name: `pool ${place.requestId}` });
    const task = { type: "Work", runner: runner.kind, durationMs: 60_000, work };
    return startPoolTask(place, { ...task, poolUid: pool.key });
  });
const info = (TaskUid: string) =>
  within(async (place) => poolTaskInfo(place, await need(poolTask, place, { TaskUid })));

describe("a task of a user pool", () => {
  it("says how far it is, and at its end what came of it", async () => {
    const uid = await start({ name: "one" });
    await wait(15_000);
    const running = await info(uid);
    expect(running).toMatchObject({
      TaskUid: uid,
      Type: "Work",
      Status: "Running",
      Progress: 25,
      Numerator: 25,
      Denominator: 100,
      CancelRequested: false,
    });
    expect(running).not.toHaveProperty("FinishTime");
    expect(running).not.toHaveProperty("Result");
    await wait(50_000);
    expect(await info(uid)).toMatchObject({
      Status: "Success",
      Progress: 100,
      Result: JSON.stringify({ Did: "one" }),
      // Its own moment, not that at which somebody looked.
      FinishTime: "2026-03-01T12:01:00Z",
    });
  });

  it("that fails says why", async () => {
    const uid = await start({ fails: true });
    await wait(60_000);
    const failed = await info(uid);
    expect(failed).toMatchObject({ Status: "Failed", ErrorCode: "Broken", ErrorMessage: "It broke." });
    expect(failed).not.toHaveProperty("Result");
  });

  it("that is cancelled does nothing, and cannot be cancelled again", async () => {
    const uid = await start({ name: "never" });
    const cancel = () =>
      within(async (place) => cancelPoolTask(place, await need(poolTask, place, { TaskUid: uid })));
    await cancel();
    await wait(60_000);
    expect(done).not.toContain("never");
    expect(await info(uid)).toMatchObject({ Status: "Canceled", CancelRequested: true });
    await expect(cancel()).rejects.toThrow(/has ended/);
  });

  it("goes with its pool, undone", async () => {
    const uid = await start({ name: "orphan" });
    await within(async (place) => {
      const task = await need(poolTask, place, { TaskUid: uid });
      await remove(userPool, place, await need(userPool, place, { Uid: task.parent ?? "" }));
    });
    await wait(60_000);
    expect(done).not.toContain("orphan");
    await expect(info(uid)).rejects.toThrow(/not found/);
  });
});
