/** Tasks of the directory: handing out permission sets takes time. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { runningOn, schedule } from "../../tasks.ts";
import type { Place, Task } from "../../types.ts";
import { textOf } from "../../values.ts";
import { accountName } from "../accounts.ts";
import { setOf } from "../permission-sets/permission-set.ts";
import { principalName } from "../principals.ts";
import { beijingSeconds } from "../times.ts";

export const KIND = "cloudidentity";

/** In the order of the numbers that ListTasks takes, from 1. */
export const TASK_TYPES = ["CreateAssignment", "DeleteAssignment", "Provision", "Deprovision"] as const;
export type TaskType = (typeof TASK_TYPES)[number];

/** How long one takes, in milliseconds. The reference is silent. */
export const TASK_MS = 2000;
/** It waits for this part of its time. */
const INIT_PART = 0.25;

export type TaskStatus = "Init" | "Running" | "Success" | "Failed";

/**
 * Starts a task. Answers its id.
 * @param fields `PermissionSetId`, `TargetId`, and the principal where there is one
 * @param work what the runner has to know beside them
 */
export async function startTask(
  context: Place,
  type: TaskType,
  fields: JsonObject,
  subject: string,
  work: JsonObject = {},
): Promise<string> {
  const id = uuidFor(context, "cloudidentity-task");
  const set = await setOf(context, textOf(fields, "PermissionSetId") ?? "");
  const about = {
    TaskType: type,
    PermissionSetId: set.key,
    PermissionSetName: set.doc.Name ?? "",
    PrincipalId: fields.PrincipalId ?? "",
    PrincipalType: fields.PrincipalType ?? "",
    PrincipalName: await principalName(fields, context),
    TargetId: fields.TargetId ?? "",
    TargetName: accountName(context, textOf(fields, "TargetId") ?? ""),
  };
  await schedule(context, { kind: KIND, id, durationMs: TASK_MS, about, work, subject });
  return id;
}

/** True where a task on this subject still runs. */
export const isRunning = (context: Place, subject: string): Promise<boolean> =>
  runningOn(context, KIND, subject);

/** A task as the API shows it at this moment. */
export function shownTask({ id, about, startedAt, dueAt, outcome }: Task, now: Date): JsonObject {
  const begunAt = new Date(startedAt.getTime() + (dueAt.getTime() - startedAt.getTime()) * INIT_PART);
  const [Status, changedAt]: readonly [TaskStatus, Date] =
    outcome !== undefined
      ? [outcome.failure === undefined ? "Success" : "Failed", outcome.at]
      : now < begunAt
        ? ["Init", startedAt]
        : ["Running", begunAt];
  return {
    ...about,
    TaskId: id,
    Status,
    CreatedTime: beijingSeconds(startedAt),
    UpdatedTime: beijingSeconds(changedAt),
  };
}
