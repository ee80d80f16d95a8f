/**
 * Tasks of user pools: whatever starts one goes through `startPoolTask`, and GetTask, ListTasks and whoever else shows
 * a task's state take it from `poolTaskInfo`. The work itself is done by the runner of the task's kind.
 */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { create } from "../../resources/records.ts";
import { cancel, schedule, taskOf } from "../../tasks.ts";
import type { Place, Resource, StoredRecord, Task } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";

/** The code with which a cancelled task ends. */
const CANCELLED = "TaskCancelled";
/** What a task's progress is counted in, where nothing finer is known. */
const STEPS = 100;

/** The reference names no states; these are those of the sister service's tasks, and one for what was cancelled. */
export type PoolTaskStatus = "Running" | "Success" | "Failed" | "Canceled";

/** That there is such a task, in which pool, and who runs it. How it goes is the task engine's to know. */
export const poolTask: Resource = {
  kind: "id.pool-task",
  noun: "task",
  key: ["TaskUid"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  indexed: ["Type"],
  // What is no longer there is not worked on.
  removing: async ({ key }, context) => {
    await cancel(context, key, CANCELLED);
  },
  faults,
};

export interface NewPoolTask {
  readonly poolUid: string;
  /** What lists show of it, e.g. `RetrieveUserSync`. */
  readonly type: string;
  /** Names the runner. */
  readonly runner: string;
  readonly durationMs: number;
  /** What is to be done; no secrets. */
  readonly work: JsonObject;
  /** Further facts that stay with the task. */
  readonly about?: JsonObject;
  /** As for `schedule`. */
  readonly subject?: string;
  /** Tells several tasks of one type and one request apart. */
  readonly label?: string;
}

/** Starts a task of a pool. Answers its TaskUid. @throws Fault NotFound without the pool */
export async function startPoolTask(context: Place, task: NewPoolTask): Promise<string> {
  const { poolUid, type, runner, durationMs, work, subject } = task;
  const id = uuidFor(context, `pool-task ${type}${task.label ?? ""}`);
  await create(poolTask, context, { TaskUid: id, UserPoolUid: poolUid, Type: type, Runner: runner });
  const about = { ...task.about, UserPoolUid: poolUid, Type: type };
  await schedule(context, {
    kind: runner,
    id,
    durationMs,
    about,
    work,
    ...(subject === undefined ? {} : { subject }),
  });
  return id;
}

/** The engine's own view of a pool's task. */
export async function engineTask(context: Place, record: StoredRecord): Promise<Task> {
  const task = await taskOf(context, textOf(record.doc, "Runner") ?? "", record.key);
  if (task === undefined) throw new Error(`The task ${record.key} was never scheduled.`);
  return task;
}

export function statusOf({ outcome }: Task): PoolTaskStatus {
  if (outcome === undefined) return "Running";
  if (outcome.failure === undefined) return "Success";
  return outcome.failure.code === CANCELLED ? "Canceled" : "Failed";
}

/**
 * A task as GetTask shows it, and as TaskInfo in the answers about a sync. Progress follows from the time that has
 * passed; Result is what the runner answered, as JSON.
 */
export async function poolTaskInfo(context: Place, record: StoredRecord): Promise<JsonObject> {
  const task = await engineTask(context, record);
  const { outcome, startedAt, dueAt } = task;
  const status = statusOf(task);
  const until = (outcome?.at ?? context.now).getTime() - startedAt.getTime();
  const whole = Math.max(1, dueAt.getTime() - startedAt.getTime());
  const progress = status === "Success" ? STEPS : Math.min(STEPS - 1, Math.floor((STEPS * until) / whole));
  return {
    TaskUid: task.id,
    Type: textOf(record.doc, "Type") ?? "",
    Status: status,
    CancelRequested: status === "Canceled",
    Numerator: progress,
    Denominator: STEPS,
    Progress: progress,
    CreateTime: utcSeconds(startedAt),
    StartTime: utcSeconds(startedAt),
    UpdateTime: utcSeconds(outcome?.at ?? context.now),
    ...(outcome === undefined ? {} : { FinishTime: utcSeconds(outcome.at) }),
    ...(status === "Success" ? { Result: JSON.stringify(outcome?.result ?? {}) } : {}),
    ...(outcome?.failure === undefined
      ? {}
      : { ErrorCode: outcome.failure.code, ErrorMessage: outcome.failure.message }),
  };
}

/** Ends a running task; what it was to do is not done. @throws Fault where it has ended already */
export async function cancelPoolTask(context: Place, record: StoredRecord): Promise<void> {
  if (await cancel(context, record.key, CANCELLED)) return;
  throw faults.refused(`The task ${record.key} has ended.`);
}
