/** The actions on tasks of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { selected } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import { need } from "../../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { cancelPoolTask, poolTask, poolTaskInfo } from "./pool-tasks.ts";
import { userPool } from "./user-pool.ts";

const FILTERS = ["Status", "TaskUid", "Type"] as const;
const SORTS: readonly string[] = ["CreateTime", "UpdateTime"];

const taskIn = (params: JsonObject, context: CallContext): Promise<StoredRecord> =>
  selected(poolTask, { TaskUid: "TaskUid" }, params, context);

/** Latest last, unless the request says otherwise. @throws Fault for what cannot be sorted by */
function ordered(tasks: readonly JsonObject[], params: JsonObject): readonly JsonObject[] {
  const field = textOf(params, "SortField") || "CreateTime";
  if (!SORTS.includes(field)) throw faults.invalid("SortField", `It must be one of ${SORTS.join(", ")}.`);
  const direction = (textOf(params, "SortDirection") || "asc").toLowerCase();
  if (direction !== "asc" && direction !== "desc") {
    throw faults.invalid("SortDirection", "It must be Asc or Desc.");
  }
  const sign = direction === "asc" ? 1 : -1;
  const text = (task: JsonObject) => textOf(task, field) ?? "";
  return tasks.toSorted((a, b) => sign * (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

export const userPoolTasks: Part = {
  resources: [poolTask],
  actions: family("id", {
    GetTask: answers(async (params, context) => poolTaskInfo(context, await taskIn(params, context))),
    ListTasks: {
      ...answers(async (params, context, documented) => {
        const pool = await need(userPool, context, { Uid: textOf(params, "UserPoolUid") ?? "" });
        const { items } = await context.store.list(poolTask.kind, { parent: pool.key });
        const tasks: JsonObject[] = [];
        for (const record of items) tasks.push(await poolTaskInfo(context, record));
        const filter = objectOf(params, "Filter") ?? {};
        const wanted = (task: JsonObject) =>
          FILTERS.every((field) => !textOf(filter, field) || task[field] === filter[field]);
        const cut = cutOf(documented, params, faults);
        const page = pageOf(ordered(tasks.filter(wanted), params), cut);
        return { Data: [...page.items], ...page.counts };
      }),
      takes: new Set([
        "UserPoolUid",
        "SortField",
        "SortDirection",
        ...FILTERS.map((field) => `Filter.${field}`),
      ]),
    },
    CancelTask: computes(async (params, context) => {
      await cancelPoolTask(context, await taskIn(params, context));
      return { Message: "" };
    }),
  }),
};
