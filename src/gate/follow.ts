import { setTimeout as delay } from "node:timers/promises";
import type { JsonObject } from "../action/json.ts";
import { IdgateError, TaskFailed } from "../errors.ts";
import { asData, bounded, visible } from "../text/index.ts";
import type { Answer } from "../wire/types.ts";
import type { ProgressListener } from "./types.ts";
import { type GateWords, gateWords } from "./words/words.ts";

/** How a service says what became of a task. */
interface Vocabulary {
  readonly field: string;
  readonly running: readonly string[];
  readonly success: string;
  readonly failure: string;
}

/** Cloud Control: reference page CreateResource, also in the answer to the change itself. */
const CLOUD_CONTROL: Vocabulary = {
  field: "OperationStatus",
  running: ["PENDING", "IN_PROGRESS"],
  success: "SUCCESS",
  failure: "FAILED",
};
/** The directory: GetTaskStatus says `Status`, ListTasks asks by `TaskStatus`; the change answers with an id only. */
const DIRECTORY: Vocabulary = {
  field: "Status",
  running: ["Init", "Running"],
  success: "Success",
  failure: "Failed",
};
const VOCABULARIES: readonly Vocabulary[] = [CLOUD_CONTROL, DIRECTORY, { ...DIRECTORY, field: "TaskStatus" }];

/** Where a service says why a task failed; the directory documents no such field. */
const CODES = ["ErrorCode"];
const MESSAGES = ["StatusMessage", "Message", "FailureReason"];

/** Whether a task that was read has ended, and how; undefined where it runs, or says nothing that the reference names. */
export function taskEnd(result: JsonObject): "succeeded" | "failed" | undefined {
  const vocabulary = VOCABULARIES.find(({ field }) => Object.hasOwn(result, field));
  if (vocabulary === undefined) return undefined;
  const status = result[vocabulary.field];
  if (status === vocabulary.success) return "succeeded";
  return status === vocabulary.failure ? "failed" : undefined;
}

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
  /** Reads the task once, in this many milliseconds. */
  readonly look: (taskId: string, deadlineMs: number) => Promise<Answer>;
  readonly waitSeconds: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ProgressListener | undefined;
  readonly clock: () => Date;
  /** Takes the call's secrets out of what the service says, before it is cut. */
  readonly conceal: (text: string) => string;
  /** English unless said. */
  readonly words?: GateWords | undefined;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 3_000;
/** What a look gets that begins near the end of the wait. */
const LEAST_LOOK_MS = 5_000;

/**
 * Follows a task until it ends, the wait is over or the client cancels. The change itself was sent and taken
 * already: giving up here never undoes it, and a failed look is no failed change.
 * @throws TaskFailed where the task ended in failure.
 */
export async function follow(options: FollowOptions): Promise<Followed> {
  const { first, waitSeconds, signal, clock } = options;
  const { outcome: words } = options.words ?? gateWords();
  const began = clock().getTime();
  const id = first.result[options.idField];
  const taskId = typeof id === "string" && id !== "" ? id : undefined;
  let latest = first;
  let looked = false;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const vocabulary = vocabularyOf(latest);
    // A change that answers with nothing but its task's id has said nothing of the task yet.
    const silent = !looked && vocabulary === undefined && taskId !== undefined;
    const ended = silent ? undefined : settle(latest, vocabulary, taskId, options.conceal, words);
    if (ended !== undefined) return ended;
    if (taskId === undefined) return running(latest, taskId, words.noTask);
    const elapsed = (clock().getTime() - began) / 1000;
    if (signal?.aborted) return running(latest, taskId, words.cancelled);
    if (elapsed >= waitSeconds) return running(latest, taskId, undefined);
    options.onProgress?.(
      `${vocabulary === undefined ? "Started" : String(latest.result[vocabulary.field])}: task ${visible(bounded(taskId, 200))}`,
      elapsed,
      waitSeconds,
    );
    try {
      const leftMs = (waitSeconds - elapsed) * 1000;
      const pauseMs = Math.min(pause, leftMs);
      await delay(pauseMs, undefined, signal ? { signal } : {});
      latest = await options.look(taskId, Math.max(LEAST_LOOK_MS, leftMs - pauseMs));
      looked = true;
    } catch (error) {
      if (signal?.aborted) continue;
      if (!(error instanceof IdgateError)) throw error;
      return running(latest, taskId, words.lookFailed(error.code));
    }
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}

/** The first vocabulary whose status the answer carries: a field of another service's never outweighs it. */
function vocabularyOf({ result }: Answer): Vocabulary | undefined {
  return VOCABULARIES.find(({ field }) => Object.hasOwn(result, field));
}

function settle(
  answer: Answer,
  vocabulary: Vocabulary | undefined,
  taskId: string | undefined,
  conceal: FollowOptions["conceal"],
  words: GateWords["outcome"],
): Followed | undefined {
  if (vocabulary === undefined) return running(answer, taskId, words.noStatus);
  const status = answer.result[vocabulary.field];
  if (status === vocabulary.failure) {
    const code = firstText(answer.result, CODES) ?? words.noCode;
    const message = firstText(answer.result, MESSAGES) ?? words.noMessage;
    // Cloud Control's message begins with the code.
    const said = message.startsWith(`${code}: `) ? message : `${code}: ${message}`;
    throw new TaskFailed(words.failed(asData("service", conceal(said), 500)), {
      hint: words.failedHint,
      ...(answer.requestId === undefined ? {} : { requestId: answer.requestId }),
    });
  }
  if (vocabulary.running.some((word) => word === status)) return undefined;
  // INVARIANT: only the one word for success is success. What the reference does not name has not ended.
  if (status !== vocabulary.success) {
    return running(answer, taskId, words.unknownStatus(vocabulary.field));
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
