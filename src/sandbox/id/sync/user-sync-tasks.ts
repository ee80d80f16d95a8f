/** The two tasks of a user sync: one fetches and stages, the other merges. */
import type { JsonObject } from "../../../action/json.ts";
import { change, need } from "../../resources/records.ts";
import type { Place, StoredRecord, TaskRunner } from "../../types.ts";
import { objectOf, objectsOf, pick, textOf } from "../../values.ts";
import { notFound, refused } from "../faults.ts";
import { poolIn } from "../people/user-views.ts";
import {
  cancelPoolTask,
  engineTask,
  poolTask,
  poolTaskInfo,
  startPoolTask,
  statusOf,
} from "../user-pools/pool-tasks.ts";
import { outsidePeople } from "./outside-directory.ts";
import { type Rules, stage, stagedUser } from "./staged-user.ts";
import { mergeStaged } from "./user-merge.ts";

const RETRIEVE_RUNNER = "id.retrieve-user-sync";
const MERGE_RUNNER = "id.merge-user-sync";
const RETRIEVE_MS = 3000;
const MERGE_MS = 3000;
export const RETRIEVE = ["RetrieveUserSync", "RetrieveUserSyncAttachment"];
export const MERGE = ["MergeUserSync"];

export interface Retrieval {
  readonly type: string;
  readonly rules: Rules;
  readonly skipMerge: boolean;
  readonly replaceAttributes: boolean;
  /** People of a file; those of the connection when absent. */
  readonly rows?: readonly JsonObject[];
}

export function startRetrieval(context: Place, retrieval: Retrieval): Promise<string> {
  const { rules, type, skipMerge, replaceAttributes, rows } = retrieval;
  return startPoolTask(context, {
    poolUid: rules.poolUid,
    type,
    runner: RETRIEVE_RUNNER,
    durationMs: RETRIEVE_MS,
    work: { ...(rows === undefined ? {} : { Rows: rows }) },
    about: {
      SkipMerge: skipMerge,
      ReplaceAttributes: replaceAttributes,
      Rules: {
        ConnectionUid: rules.connectionUid ?? "",
        IdentifiedBy: rules.identifiedBy ?? "",
        Overwrite: rules.overwrite,
        Mode: rules.mode,
      },
    },
  });
}

/** As `startRetrieval` was told. */
export function rulesOf(about: JsonObject): Rules {
  const rules = objectOf(about, "Rules") ?? {};
  return {
    poolUid: textOf(about, "UserPoolUid") ?? "",
    connectionUid: textOf(rules, "ConnectionUid") || undefined,
    identifiedBy: textOf(rules, "IdentifiedBy") || undefined,
    overwrite: rules.Overwrite === true,
    mode: textOf(rules, "Mode") ?? "",
  };
}

const retrieveRunner: TaskRunner = {
  kind: RETRIEVE_RUNNER,
  async run(context, task) {
    const rules = rulesOf(task.about);
    const people =
      task.work.Rows === undefined
        ? await outsidePeople(context, rules.poolUid)
        : objectsOf(task.work, "Rows");
    for (const [index, given] of people.entries()) await stage(context, task.id, rules, given, index);
    if (task.about.SkipMerge !== true) {
      await startMerge(context, await need(poolTask, context, { TaskUid: task.id }), task.about);
    }
    return { RetrievedCount: people.length };
  },
};

/** @throws Fault InvalidRequest while another merge of it runs */
export async function startMerge(context: Place, retrieve: StoredRecord, about: JsonObject): Promise<string> {
  const running = textOf(retrieve.doc, "MergeTaskUid");
  if (running !== undefined) {
    const before = await need(poolTask, context, { TaskUid: running });
    if (statusOf(await engineTask(context, before)) === "Running") {
      throw refused(`The task ${running} merges these users already.`);
    }
  }
  const id = await startPoolTask(context, {
    poolUid: retrieve.parent ?? "",
    type: MERGE[0] ?? "",
    runner: MERGE_RUNNER,
    durationMs: MERGE_MS,
    work: {},
    about: { RetrieveTaskUid: retrieve.key, ...pick(about, ["SkipMerge", "ReplaceAttributes"]) },
    label: ` ${retrieve.key}`,
  });
  await change(poolTask, context, retrieve, { MergeTaskUid: id });
  return id;
}

const mergeRunner: TaskRunner = {
  kind: MERGE_RUNNER,
  async run(context, { about }) {
    const parent = textOf(about, "RetrieveTaskUid") ?? "";
    const { items } = await context.store.list(stagedUser.kind, { parent });
    const open = items.filter(({ doc }) => doc.Status !== "Success");
    return mergeStaged(context, open, {
      poolUid: textOf(about, "UserPoolUid") ?? "",
      replaceAttributes: about.ReplaceAttributes === true,
    });
  },
};

export const userSyncRunners: readonly TaskRunner[] = [retrieveRunner, mergeRunner];

/**
 * The sync task that a request means: by TaskUid, or the latest that TaskFilter fits.
 * @throws Fault NotFound for the pool or the task
 */
export async function syncTaskIn(
  params: JsonObject,
  context: Place,
  types: readonly string[],
): Promise<StoredRecord> {
  const parent = await poolIn(params, context);
  const uid = textOf(params, "TaskUid");
  if (uid) {
    const record = await need(poolTask, context, { TaskUid: uid }, parent);
    if (!types.includes(textOf(record.doc, "Type") ?? "")) throw notFound(`user sync task ${uid}`);
    return record;
  }
  const filter = objectOf(params, "TaskFilter") ?? {};
  const { items } = await context.store.list(poolTask.kind, {
    parent,
    anyOf: [["Type", types]],
    sort: { descending: true },
  });
  for (const record of items) {
    const task = await engineTask(context, record);
    const fits =
      (!filter.Type || filter.Type === record.doc.Type) &&
      (!filter.State || filter.State === statusOf(task)) &&
      (filter.SkipMerge === undefined || filter.SkipMerge === task.about.SkipMerge);
    if (fits) return record;
  }
  throw notFound("user sync task");
}

/** The task that fetched, of either task of a sync. */
export async function retrieveTaskOf(context: Place, record: StoredRecord): Promise<StoredRecord> {
  if (RETRIEVE.includes(textOf(record.doc, "Type") ?? "")) return record;
  const { about } = await engineTask(context, record);
  return need(poolTask, context, { TaskUid: textOf(about, "RetrieveTaskUid") ?? "" });
}

/** Where a sync stands. MergeTaskResult shows once its merge has ended. */
export async function shownState(context: Place, record: StoredRecord): Promise<JsonObject> {
  const task = await engineTask(context, record);
  const retrieve = await retrieveTaskOf(context, record);
  const mergeUid = textOf(retrieve.doc, "MergeTaskUid");
  const merge = mergeUid === undefined ? undefined : await need(poolTask, context, { TaskUid: mergeUid });
  const merged = merge === undefined ? undefined : await engineTask(context, merge);
  return {
    TaskUid: record.key,
    State: statusOf(task),
    SkipMerge: task.about.SkipMerge === true,
    RetrieveTaskUid: retrieve.key,
    ...(mergeUid === undefined ? {} : { MergeTaskUid: mergeUid }),
    ...(merged?.outcome === undefined ? {} : { MergeTaskResult: merged.outcome.result }),
    TaskInfo: await poolTaskInfo(context, record),
  };
}

export async function cancelSync(context: Place, record: StoredRecord): Promise<JsonObject> {
  await cancelPoolTask(context, record);
  return shownState(context, record);
}
