import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../action/json.ts";
import { IdgateError, TaskFailed } from "../errors.ts";
import { asData, bounded, visible } from "../text/index.ts";
import type { Answer } from "../wire/types.ts";
import type { ProgressListener } from "./types.ts";

/** How a service says what became of a task. */
interface Words {
  readonly field: string;
  readonly running: readonly string[];
  readonly success: string;
  readonly failure: string;
}

/** Cloud Control: reference page CreateResource, also in the answer to the change itself. */
const CLOUD_CONTROL: Words = {
  field: "OperationStatus",
  running: ["PENDING", "IN_PROGRESS"],
  success: "SUCCESS",
  failure: "FAILED",
};
/** The directory: GetTaskStatus says `Status`, ListTasks asks by `TaskStatus`; the change answers with an id only. */
const DIRECTORY: Words = {
  field: "Status",
  running: ["Init", "Running"],
  success: "Success",
  failure: "Failed",
};
const VOCABULARIES: readonly Words[] = [CLOUD_CONTROL, DIRECTORY, { ...DIRECTORY, field: "TaskStatus" }];

/** Where a service says why a task failed; the directory documents no such field. */
const CODES = ["ErrorCode"];
const MESSAGES = ["StatusMessage", "Message", "FailureReason"];

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
 * @throws TaskFailed where the task ended in failure.
 */
export async function follow(options: FollowOptions): Promise<Followed> {
  const { first, waitSeconds, signal, clock } = options;
  const began = clock().getTime();
  const id = first.result[options.idField];
  const taskId = typeof id === "string" && id !== "" ? id : undefined;
  let latest = first;
  let looked = false;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const words = wordsOf(latest);
    // A change that answers with nothing but its task's id has said nothing of the task yet.
    const silent = !looked && words === undefined && taskId !== undefined;
    const ended = silent ? undefined : settle(latest, words, taskId, options.conceal);
    if (ended !== undefined) return ended;
    if (taskId === undefined) return running(latest, taskId, "The answer named no task to follow.");
    const elapsed = (clock().getTime() - began) / 1000;
    if (signal?.aborted) return running(latest, taskId, "The call was cancelled; the task goes on.");
    if (elapsed >= waitSeconds) return running(latest, taskId, undefined);
    options.onProgress?.(
      `${words === undefined ? "Started" : String(latest.result[words.field])}: task ${visible(bounded(taskId, 200))}`,
      elapsed,
      waitSeconds,
    );
    try {
      await delay(Math.min(pause, (waitSeconds - elapsed) * 1000), undefined, signal ? { signal } : {});
      latest = await options.look(taskId);
      looked = true;
    } catch (error) {
      if (signal?.aborted) continue;
      if (!(error instanceof IdgateError)) throw error;
      return running(latest, taskId, `The task could not be looked at (${error.code}).`);
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/** The first vocabulary whose status the answer carries: a field of another service's never outweighs it. */
function wordsOf({ result }: Answer): Words | undefined {
  return VOCABULARIES.find(({ field }) => Object.hasOwn(result, field));
}

function settle(
  answer: Answer,
  words: Words | undefined,
  taskId: string | undefined,
  conceal: FollowOptions["conceal"],
): Followed | undefined {
  if (words === undefined) return running(answer, taskId, "The answer has no status of a task.");
  const status = answer.result[words.field];
  if (status === words.failure) {
    const code = firstText(answer.result, CODES) ?? "no error code";
    const message = firstText(answer.result, MESSAGES) ?? "no message";
    throw new TaskFailed(`The task failed: ${asData("service", conceal(`${code}: ${message}`), 500)}`, {
      hint: "Nothing goes on. Mend the cause and make a new call.",
      ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    });
  }
  if (words.running.some((word) => word === status)) return undefined;
  // INVARIANT: only the one word for success is success. What the reference does not name has not ended.
  if (status !== words.success) {
    return running(answer, taskId, `The answer's ${words.field} is none that the reference names.`);
  }
  return { result: answer.result, requestId: answer.requestId, running: false, taskId, note: undefined };
}

function running(answer: Answer, taskId: string | undefined, note: string | undefined): Followed {
  return { result: answer.result, requestId: answer.requestId, running: true, taskId, note };
}

function firstText(result: JsonObject, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const value = result[field];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
