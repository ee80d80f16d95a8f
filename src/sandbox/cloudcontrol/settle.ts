/** Ends the tasks whose time has come. */
import type { JsonObject } from "../../action/json.ts";
import { beijingMillis } from "../cloudidentity/times.ts";
import { type CallContext, Fault } from "../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../values.ts";
import { shownState } from "./access.ts";
import { resourceNotFound } from "./faults.ts";
import { sortedText } from "./json.ts";
import type { ResourceType } from "./model.ts";
import { OPEN_TASK, TASK, taskOf, workOf } from "./tasks.ts";
import { resourceType } from "./types/catalog.ts";
import { allOrNothing } from "./undo.ts";

/**
 * Does what the tasks that are due by now were to do, in the order in which they became due, each as if at its
 * own moment. To be called first in every handler that reads or writes records which Cloud Control manages.
 *
 * INVARIANT: the result does not depend on when it is called. Time and ids follow from the task, so that a
 * handler which throws, and takes the settling back with it, changes nothing for the next.
 */
export async function settleDueTasks(context: CallContext): Promise<void> {
  const { items } = await context.store.list(OPEN_TASK);
  const dueAt = (doc: JsonObject) => numberOf(doc, "DueAt") ?? 0;
  const due = items.filter(({ doc }) => dueAt(doc) <= context.now.getTime());
  for (const { key, doc } of due.toSorted((a, b) => dueAt(a.doc) - dueAt(b.doc))) {
    await settle({ ...context, now: new Date(dueAt(doc)) }, key);
  }
}

async function settle(context: CallContext, taskId: string): Promise<void> {
  const task = await taskOf(context, taskId);
  const { Work: _work, ...rest } = task.doc;
  const result = await outcomeOf(
    { ...context, requestId: textOf(task.doc, "RequestId") ?? context.requestId },
    task.doc,
  );
  await context.store.update({ ...task, kind: TASK, doc: { ...rest, ...result } });
  await context.store.remove(OPEN_TASK, taskId);
}

async function outcomeOf(context: CallContext, task: JsonObject): Promise<JsonObject> {
  const EventTime = beijingMillis(context.now);
  try {
    const type = resourceType(textOf(task, "TypeName") ?? "");
    const identifier = await allOrNothing(context.store, (store) =>
      perform(type, { ...context, store }, task),
    );
    const state = await type.read(context, identifier);
    const model = state === undefined ? {} : { ResourceModel: sortedText(shownState(type, state)) };
    return { Identifier: identifier, Outcome: { OperationStatus: "SUCCESS", EventTime, ...model } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { code, message } = error;
    const StatusMessage = `${code}: ${message}`;
    return { Outcome: { OperationStatus: "FAILED", EventTime, ErrorCode: code, StatusMessage } };
  }
}

async function perform(type: ResourceType, context: CallContext, task: JsonObject): Promise<string> {
  const identifier = textOf(task, "Identifier") ?? "";
  const work = workOf(task);
  switch (textOf(task, "Operation")) {
    case "CREATE":
      return type.create(context, objectOf(work, "Wanted") ?? {});
    case "UPDATE": {
      const current = await type.read(context, identifier);
      if (current === undefined) throw resourceNotFound("UpdateResource", type.typeName, identifier);
      const set = objectOf(work, "Set") ?? {};
      const removed = textsOf(work, "Removed");
      const kept = Object.entries(shownState(type, current)).filter(([key]) => !removed.includes(key));
      const wanted = { ...Object.fromEntries(kept), ...set };
      await type.update(context, identifier, {
        wanted,
        changed: new Set([...Object.keys(set), ...removed]),
      });
      return identifier;
    }
    default:
      await type.remove(context, identifier);
      return identifier;
  }
}
