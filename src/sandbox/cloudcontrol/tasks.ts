/** Tasks: what the three writing actions start and GetTask and ListTasks show. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";
import { beijingMillis } from "../cloudidentity/times.ts";
import { uuidFor } from "../ids.ts";
import { runningOn, schedule, taskOf, tasksOf } from "../tasks.ts";
import type { CallContext, Task } from "../types.ts";
import { textOf } from "../values.ts";
import { beingChanged, taskNotFound } from "./faults.ts";
import { sortedText } from "./json.ts";

export const KIND = "cloudcontrol";

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
  /** Secrets that the work needs. */
  readonly held?: JsonObject;
}

/** Stores a task that runs from now on. Answers its id. */
export async function startTask(context: CallContext, task: NewTask): Promise<string> {
  const id = `task-${uuidFor(context, "cloudcontrol-task")}`;
  const { operation, typeName, identifier, durationMs, work, held = {} } = task;
  const about = { Operation: operation, TypeName: typeName, Identifier: identifier };
  await schedule(context, {
    kind: KIND,
    id,
    durationMs,
    about,
    work,
    held,
    subject: subject(typeName, identifier),
  });
  return id;
}

const subject = (typeName: string, identifier: string): string => `${typeName} ${identifier}`;

/** @throws Fault ConcurrentModification where a task on the same resource still runs */
export async function assertNotBeingChanged(
  context: CallContext,
  typeName: string,
  identifier: string,
): Promise<void> {
  if (await runningOn(context, KIND, subject(typeName, identifier))) throw beingChanged(identifier);
}

/** @throws Fault EntityNotFound */
export async function resourceTask(context: CallContext, id: string): Promise<Task> {
  const task = await taskOf(context, KIND, id);
  if (task === undefined) throw taskNotFound(id.slice(0, 128));
  return task;
}

/** Every task, in order of its start. */
export const resourceTasks = (context: CallContext): Promise<readonly Task[]> => tasksOf(context, KIND);

/** A task as the API shows it at this moment. `secrets` go into the state of the resource that it shows. */
export function shownTask(
  { id, about, startedAt, dueAt, outcome }: Task,
  now: Date,
  secrets: JsonObject = {},
): JsonObject {
  const common = {
    TaskID: id,
    TypeName: textOf(about, "TypeName") ?? "",
    Operation: textOf(about, "Operation") ?? "",
    Identifier: textOf(about, "Identifier") ?? "",
  };
  if (outcome === undefined) {
    const pendingUntil = startedAt.getTime() + (dueAt.getTime() - startedAt.getTime()) * PENDING_PART;
    const OperationStatus = now.getTime() < pendingUntil ? "PENDING" : "IN_PROGRESS";
    return { ...common, OperationStatus, EventTime: beijingMillis(startedAt) };
  }
  const EventTime = beijingMillis(outcome.at);
  if (outcome.failure === undefined) {
    const { Model, ...result } = outcome.result;
    const model = isJsonObject(Model) ? { ResourceModel: sortedText({ ...Model, ...secrets }) } : {};
    return { ...common, OperationStatus: "SUCCESS", EventTime, ...result, ...model };
  }
  const { code, message } = outcome.failure;
  const StatusMessage = `${code}: ${message}`;
  return { ...common, OperationStatus: "FAILED", EventTime, ErrorCode: code, StatusMessage };
}
