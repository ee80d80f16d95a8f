/** Tasks as those who started them, or ask for one, are told of them: with the secrets that the type shows. */
import type { JsonObject } from "../../action/json.ts";
import type { CallContext, Task } from "../types.ts";
import { textOf } from "../values.ts";
import { shownTask } from "./tasks.ts";
import { resourceType } from "./types/catalog.ts";

/** Secrets are read from the resource at this moment: a task keeps none, and shows none of a resource that is gone. */
export async function answeredTask(context: CallContext, task: Task): Promise<JsonObject> {
  const operation = textOf(task.about, "Operation") ?? "";
  const identifier = task.outcome === undefined ? "" : (textOf(task.outcome.result, "Identifier") ?? "");
  if (identifier === "" || operation === "DELETE") return shownTask(task, context.now);
  const type = resourceType(textOf(task.about, "TypeName") ?? "");
  const secrets = (await type.secrets?.(context, identifier, operation)) ?? {};
  return shownTask(task, context.now, secrets);
}
