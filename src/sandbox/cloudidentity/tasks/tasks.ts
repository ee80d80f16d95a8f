/** The actions that look at tasks. */
import type { JsonObject } from "../../../action/json.ts";
import { answers } from "../../resources/family.ts";
import { contains } from "../../resources/filters.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import { taskOf, tasksOf } from "../../tasks.ts";
import { Fault, type Part } from "../../types.ts";
import { numberOf, textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { invalid } from "../faults.ts";
import { KIND, shownTask, TASK_TYPES } from "./task.ts";

const search = contains("PrincipalName");

/** @throws Fault InvalidParam */
function typeIn(params: JsonObject): string | undefined {
  const number = numberOf(params, "TaskType");
  if (number === undefined) return undefined;
  const type = TASK_TYPES[number - 1];
  if (type === undefined) throw invalid("TaskType", `It must be 1 to ${TASK_TYPES.length}.`);
  return type;
}

export const directoryTasks: Part = {
  actions: directory({
    GetTaskStatus: answers(async (params, context) => {
      const task = await taskOf(context, KIND, textOf(params, "TaskId") ?? "");
      // No page names this code.
      if (task === undefined) throw new Fault(404, "TaskNotFound", "There is no such task.");
      return shownTask(task, context.now);
    }),
    // Newest first.
    ListTasks: {
      ...answers(async (params, context, documented) => {
        const cut = cutOf(documented, params, { invalid });
        const wanted: readonly (readonly [field: string, value: string | undefined])[] = [
          ["TaskType", typeIn(params)],
          ["Status", textOf(params, "TaskStatus")],
          ["PrincipalType", textOf(params, "PrincipalType")],
        ];
        const all = (await tasksOf(context, KIND)).map((task) => shownTask(task, context.now));
        const matching = all.filter(
          (task) =>
            wanted.every(([field, value]) => value === undefined || task[field] === value) &&
            search.test(task, textOf(params, "Filter") ?? "", params),
        );
        const page = pageOf(matching.toReversed(), cut);
        return { Tasks: page.items, ...page.counts };
      }),
      takes: new Set(["Filter", "PrincipalType", "TaskStatus", "TaskType"]),
    },
  }),
};
