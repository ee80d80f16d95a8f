import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../action/json.ts";
import { IdgateError, TaskFailed } from "../errors.ts";
import { asData, bounded, visible } from "../text/index.ts";
import type { Answer } from "../wire/types.ts";
import type { ProgressListener } from "./types.ts";

/** Statuses of a Cloud Control task (reference page CreateResource, `OperationStatus`). */
const RUNNING: ReadonlySet<unknown> = new Set(["PENDING", "IN_PROGRESS"]);

export interface Followed {
  readonly result: JsonObject;
  readonly requestId: string | undefined;
  readonly running: boolean;
  readonly taskId: string | undefined;
  /** Why following ended before the task did. */
  readonly note: string | undefined;
}

export interface FollowOptions {
  readonly first: Answer;
  /** The field of the first answer that holds the task's id. */
  readonly idField: string;
  /** Reads the task once. */
  readonly look: (taskId: string) => Promise<Answer>;
  readonly waitSeconds: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressListener | undefined;
  readonly clock: () => Date;
  /** Takes the call's secrets out of what the service says, before it is cut. */
  readonly conceal: (text: string) => string;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;

/**
 * Follows a task until it ends, the wait is over or the client cancels. The change itself was sent and taken
 * already: giving up here never undoes it, and a failed look is no failed change.
 * @throws TaskFailed where the task ended FAILED.
 */
export async function follow(options: FollowOptions): Promise<Followed> {
  const { first, waitSeconds, signal, clock } = options;
  const began = clock().getTime();
  const id = first.result[options.idField];
  const taskId = typeof id === "string" && id !== "" ? id : undefined;
  let latest = first;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const ended = settle(latest, taskId, options.conceal);
    if (ended !== undefined) return ended;
    if (taskId === undefined) return running(latest, taskId, "The answer named no task to follow.");
    const elapsed = (clock().getTime() - began) / 1000;
    if (signal?.aborted) return running(latest, taskId, "The call was cancelled; the task goes on.");
    if (elapsed >= waitSeconds) return running(latest, taskId, undefined);
    options.onProgress?.(
      `${String(latest.result.OperationStatus)}: task ${visible(bounded(taskId, 200))}`,
      elapsed,
      waitSeconds,
    );
    try {
      await delay(Math.min(pause, (waitSeconds - elapsed) * 1000), undefined, signal ? { signal } : {});
      latest = await options.look(taskId);
    } catch (error) {
      if (signal?.aborted) continue;
      if (!(error instanceof IdgateError)) throw error;
      return running(latest, taskId, `The task could not be looked at (${error.code}).`);
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

function settle(
  answer: Answer,
  taskId: string | undefined,
  conceal: FollowOptions["conceal"],
): Followed | undefined {
  const status = answer.result.OperationStatus;
  if (status === "FAILED") {
    const code = textOf(answer.result.ErrorCode) ?? "no error code";
    const message = textOf(answer.result.StatusMessage) ?? "no message";
    throw new TaskFailed(`The task failed: ${asData("service", conceal(`${code}: ${message}`), 500)}`, {
      hint: "Nothing goes on. Mend the cause and make a new call.",
      ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    });
  }
  if (RUNNING.has(status)) return undefined;
  // INVARIANT: only SUCCESS is success. What the reference does not name is handed back as not ended.
  if (status !== "SUCCESS") {
    return running(answer, taskId, "The answer's OperationStatus is none that the reference names.");
  }
  return { result: answer.result, requestId: answer.requestId, running: false, taskId, note: undefined };
}

function running(answer: Answer, taskId: string | undefined, note: string | undefined): Followed {
  return { result: answer.result, requestId: answer.requestId, running: true, taskId, note };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
