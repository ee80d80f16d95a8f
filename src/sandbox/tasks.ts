/**
 * Work that takes time: a request schedules it, and whoever looks at the records after its time finds it done. Cloud
 * Control's changes and the tasks of cloudidentity and id all run here.
 */
import type { JsonObject } from "../action/json.ts";
import { Fault, type Place, type StoredRecord, type Task } from "./types.ts";
import { numberOf, objectOf, textOf } from "./values.ts";

const TASK = "sandbox:task";
/** One record a task that still runs, so that looking for due ones does not go through all there ever were. */
const OPEN = "sandbox:open-task";

export interface NewTask {
  /** Names the runner. */
  readonly kind: string;
  /** Unique over all kinds. */
  readonly id: string;
  readonly durationMs: number;
  /** What the task shows of itself, for good. */
  readonly about: JsonObject;
  /** What is to be done. It may not hold secrets, and is forgotten at the end. */
  readonly work: JsonObject;
  /** Secrets that the work needs: kept apart from the task for as long as it runs, and gone at its end however it ends. */
  readonly held?: JsonObject;
  /** What the task is about, for `runningOn`; empty where nothing is locked by it. */
  readonly subject?: string;
}

/** Stores a task that runs from now on. */
export async function schedule(context: Place, task: NewTask): Promise<void> {
  const startedAt = context.now.getTime();
  const failWith = context.failTask?.(task.kind);
  const doc = {
    Id: task.id,
    Kind: task.kind,
    StartedAt: startedAt,
    DueAt: startedAt + task.durationMs,
    // What the task makes gets ids that follow from the request which started it, whenever it is settled.
    RequestId: context.requestId,
    About: task.about,
    Work: task.work,
    ...(failWith === undefined ? {} : { FailWith: failWith }),
  };
  await context.store.insert({ kind: TASK, key: task.id, parent: task.kind, doc });
  const open = { DueAt: doc.DueAt, ...(task.held === undefined ? {} : { Held: task.held }) };
  const values = { subject: task.subject ?? "" };
  await context.store.insert({ kind: OPEN, key: task.id, parent: task.kind, doc: open, values });
}

export async function taskOf(
  context: Pick<Place, "store">,
  kind: string,
  id: string,
): Promise<Task | undefined> {
  const record = await context.store.get(TASK, id);
  return record === undefined || record.parent !== kind ? undefined : read(record);
}

/** All tasks of a kind, in order of their start. */
export async function tasksOf(context: Pick<Place, "store">, kind: string): Promise<readonly Task[]> {
  const { items } = await context.store.list(TASK, { parent: kind });
  return items.map(read);
}

/** True where a task about this subject still runs. */
export async function runningOn(
  context: Pick<Place, "store">,
  kind: string,
  subject: string,
): Promise<boolean> {
  const { total } = await context.store.list(OPEN, { parent: kind, equals: { subject }, limit: 1 });
  return total > 0;
}

/** Ends a running task without its work. False where it runs no more. */
export async function cancel(context: Place, id: string, code: string): Promise<boolean> {
  const record = await context.store.get(TASK, id);
  if (record === undefined || !(await context.store.remove(OPEN, id))) return false;
  const outcome = { At: context.now.getTime(), Result: {}, Code: code, Message: "It was cancelled." };
  await context.store.update({ ...record, doc: { ...record.doc, Outcome: outcome } });
  return true;
}

/** True where some task's time has come. Cheap: it is asked before every call. */
export async function anyDue(context: Pick<Place, "store" | "now">): Promise<boolean> {
  return (await due(context)).length > 0;
}

/**
 * Does what the tasks that are due by now were to do, in the order in which they became due, each as if at its own
 * moment.
 *
 * INVARIANT: the result does not depend on when it is called. Time and ids follow from the task.
 */
export async function settleDueTasks(context: Place): Promise<void> {
  // What one ends may be what another waits for, and some start others.
  for (let next = (await due(context))[0]; next !== undefined; next = (await due(context))[0]) {
    const record = await context.store.get(TASK, next.key);
    await context.store.remove(OPEN, next.key);
    if (record !== undefined) await settle(context, record, objectOf(next.doc, "Held") ?? {});
  }
}

async function due(context: Pick<Place, "store" | "now">): Promise<readonly StoredRecord[]> {
  const at = (record: StoredRecord) => numberOf(record.doc, "DueAt") ?? 0;
  const { items } = await context.store.list(OPEN);
  return items.filter((record) => at(record) <= context.now.getTime()).toSorted((a, b) => at(a) - at(b));
}

async function settle(context: Place, record: StoredRecord, held: JsonObject): Promise<void> {
  const task = { ...read(record), held };
  const then = {
    ...context,
    now: task.dueAt,
    requestId: textOf(record.doc, "RequestId") ?? context.requestId,
  };
  const { Work: _work, FailWith: _failWith, ...rest } = record.doc;
  const code = textOf(record.doc, "FailWith");
  const outcome = code === undefined ? await outcomeOf(then, task) : failedAs(code);
  const Outcome = { At: task.dueAt.getTime(), ...outcome };
  await context.store.update({ ...record, doc: { ...rest, Outcome } });
}

/** The end of a task that somebody wanted to fail: nothing of its work is done. */
const failedAs = (code: string): JsonObject => ({
  Result: {},
  Code: code,
  Message: "The sandbox was asked to let this task fail.",
});

async function outcomeOf(context: Place, task: Task): Promise<JsonObject> {
  const runner = context.runners.get(task.kind);
  if (runner === undefined) throw new Error(`Nothing runs tasks of the kind ${task.kind}.`);
  try {
    return { Result: await context.store.attempt(() => runner.run(context, task)) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await runner.failed?.(context, task);
    return { Result: {}, Code: error.code, Message: error.message };
  }
}

function read({ doc }: StoredRecord): Task {
  const ended = objectOf(doc, "Outcome");
  const code = ended === undefined ? undefined : textOf(ended, "Code");
  return {
    id: textOf(doc, "Id") ?? "",
    kind: textOf(doc, "Kind") ?? "",
    startedAt: new Date(numberOf(doc, "StartedAt") ?? 0),
    dueAt: new Date(numberOf(doc, "DueAt") ?? 0),
    about: objectOf(doc, "About") ?? {},
    work: objectOf(doc, "Work") ?? {},
    held: {},
    outcome:
      ended === undefined
        ? undefined
        : {
            at: new Date(numberOf(ended, "At") ?? 0),
            result: objectOf(ended, "Result") ?? {},
            failure: code === undefined ? undefined : { code, message: textOf(ended, "Message") ?? "" },
          },
  };
}
