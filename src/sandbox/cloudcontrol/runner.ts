/** Carries out what a Cloud Control task was started for, when its time has come. */
import type { JsonObject } from "../../action/json.ts";
import type { Place, Task, TaskRunner } from "../types.ts";
import { objectOf, textOf, textsOf } from "../values.ts";
import { endedState, shownState } from "./access.ts";
import { resourceNotFound } from "./faults.ts";
import type { ResourceType } from "./model.ts";
import { KIND } from "./tasks.ts";
import { resourceType } from "./types/catalog.ts";

export const cloudControlRunner: TaskRunner = {
  kind: KIND,
  async run(context, task): Promise<JsonObject> {
    const type = resourceType(textOf(task.about, "TypeName") ?? "");
    const identifier = await perform(type, context, task);
    const state = await type.read(context, identifier);
    return { Identifier: identifier, ...(state === undefined ? {} : { Model: endedState(type, state) }) };
  },
};

async function perform(type: ResourceType, context: Place, { about, work, held }: Task): Promise<string> {
  const identifier = textOf(about, "Identifier") ?? "";
  switch (textOf(about, "Operation")) {
    case "CREATE":
      return type.create(context, { ...objectOf(work, "Wanted"), ...held });
    case "UPDATE": {
      const current = await type.read(context, identifier);
      if (current === undefined) throw resourceNotFound("UpdateResource", type.typeName, identifier);
      const set = { ...objectOf(work, "Set"), ...held };
      const removed = textsOf(work, "Removed");
      const kept = Object.entries(shownState(type, current)).filter(([key]) => !removed.includes(key));
      const wanted = { ...Object.fromEntries(kept), ...set };
      const changed = new Set([...Object.keys(set), ...removed]);
      await type.update(context, identifier, { wanted, changed });
      return identifier;
    }
    default:
      await type.remove(context, identifier);
      return identifier;
  }
}
