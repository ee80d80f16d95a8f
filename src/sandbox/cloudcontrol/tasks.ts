/** Tasks: what the three writing actions start and GetTask and ListTasks show. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";
import { beijingMillis } from "../cloudidentity/times.ts";
import { uuidFor } from "../ids.ts";
import type { CallContext, StoredRecord } from "../types.ts";
import { numberOf, objectOf, textOf } from "../values.ts";
import { beingChanged, taskNotFound } from "./faults.ts";

export const TASK = "cloudcontrol:task";
/** One record a task that still runs, so that looking for due ones does not go through all there ever were. */
export const OPEN_TASK = "cloudcontrol:open-task";

export type Operation = "CREATE" | "UPDATE" | "DELETE";
export const OPERATIONS: readonly string[] = ["CREATE", "UPDATE", "DELETE"];
export const STATUSES: readonly string[] = ["PENDING", "IN_PROGRESS", "SUCCESS", "FAILED"];

/** A task is PENDING for this part of its time, then IN_PROGRESS. */
const PENDING_PART = 0.2;

export interface NewTask {
  readonly operation: Operation;
  readonly typeName: string;
  /** Empty where the service gives the id when the task ends. */
  readonly identifier: string;
  readonly durationMs: number;
  /** What is to be done, without secrets. */
  readonly work: JsonObject;
}

/** Stores a task that runs from now on. It is done by settleDueTasks when its time has come. */
export async function startTask(context: CallContext, task: NewTask): Promise<string> {
  const id = `task-${uuidFor(context, "cloudcontrol-task")}`;
  const startedAt = context.now.getTime();
  const dueAt = startedAt + task.durationMs;
  const doc = {
    TaskID: id,
    TypeName: task.typeName,
    Operation: task.operation,
    Identifier: task.identifier,
    StartedAt: startedAt,
    DueAt: dueAt,
    // What the task makes gets ids that follow from the request which started it, whenever it is settled.
    RequestId: context.requestId,
    Work: task.work,
  };
  await context.store.insert({ kind: TASK, key: id, parent: undefined, doc });
  const open = { DueAt: dueAt, TypeName: task.typeName, Identifier: task.identifier };
  await context.store.insert({ kind: OPEN_TASK, key: id, parent: undefined, doc: open });
  return id;
}

/** @throws Fault ConcurrentModification where a task on the same resource still runs */
export async function assertNotBeingChanged(
  context: CallContext,
  typeName: string,
  identifier: string,
): Promise<void> {
  const { total } = await context.store.list(OPEN_TASK, {
    where: (doc) => doc.TypeName === typeName && doc.Identifier === identifier,
  });
  if (total > 0) throw beingChanged(identifier);
}

/** @throws Fault EntityNotFound */
export async function taskOf(context: CallContext, id: string): Promise<StoredRecord> {
  const task = await context.store.get(TASK, id);
  if (task === undefined) throw taskNotFound(id.slice(0, 128));
  return task;
}

/** A task as the API shows it at this moment. */
export function shownTask(task: JsonObject, now: Date): JsonObject {
  const startedAt = numberOf(task, "StartedAt") ?? 0;
  const dueAt = numberOf(task, "DueAt") ?? 0;
  const pendingUntil = startedAt + (dueAt - startedAt) * PENDING_PART;
  const running = {
    OperationStatus: now.getTime() < pendingUntil ? "PENDING" : "IN_PROGRESS",
    EventTime: beijingMillis(new Date(startedAt)),
  };
  return {
    TaskID: textOf(task, "TaskID") ?? "",
    TypeName: textOf(task, "TypeName") ?? "",
    Operation: textOf(task, "Operation") ?? "",
    Identifier: textOf(task, "Identifier") ?? "",
    ...(objectOf(task, "Outcome") ?? running),
  };
}

/** The kept work of a task. */
export function workOf(task: JsonObject): JsonObject {
  const work = task.Work;
  return isJsonObject(work) ? work : {};
}
