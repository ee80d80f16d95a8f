/** CreateResource, UpdateResource and DeleteResource: each checks, starts a task and answers how it stands. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { settleDueTasks } from "../tasks.ts";
import type { CallContext } from "../types.ts";
import { textOf } from "../values.ts";
import { assertFixedUnchanged, assertUpdatable, heldState, keptState, shownState } from "./access.ts";
import { once } from "./client-token.ts";
import { badPatch, missing, resourceNotFound } from "./faults.ts";
import { equalJson } from "./json.ts";
import { applyPatch, PatchError, parsePatch } from "./json-patch.ts";
import { isOf, type ResourceType } from "./model.ts";
import { assertNotBeingChanged, resourceTask, startTask } from "./tasks.ts";
import { answeredTask } from "./told.ts";
import { resourceType } from "./types/catalog.ts";
import { validateState } from "./validate.ts";

type Start = (type: ResourceType, params: JsonObject, context: CallContext) => Promise<string>;

async function write(
  action: string,
  params: JsonObject,
  context: CallContext,
  start: Start,
): Promise<JsonObject> {
  const type = resourceType(textOf(params, "TypeName") ?? "");
  const taskId = await once(context, action, params, () => start(type, params, context));
  // A task that takes no time is due already.
  await settleDueTasks(context);
  return answeredTask(context, await resourceTask(context, taskId));
}

/** The identifier, where the wanted state has all of its parts; else the service gives it at the end. */
function identifierIn(type: ResourceType, state: JsonObject): string {
  const parts = type.primaryIdentifier.map((property) => textOf(state, property));
  return parts.every((part) => part !== undefined) ? parts.join("|") : "";
}

export function createResource(params: JsonObject, context: CallContext): Promise<JsonObject> {
  return write("CreateResource", params, context, async (type) => {
    const state = validateState(type, params.TargetState ?? null, "create");
    return startTask(context, {
      operation: "CREATE",
      typeName: type.typeName,
      identifier: identifierIn(type, state),
      durationMs: type.duration.create,
      work: { Wanted: keptState(type, state) },
      held: heldState(type, state),
    });
  });
}

/** @throws Fault ConcurrentModification, NotFound */
async function existing(
  context: CallContext,
  type: ResourceType,
  params: JsonObject,
  action: string,
): Promise<{ readonly identifier: string; readonly state: JsonObject }> {
  const identifier = textOf(params, "Identifier") ?? "";
  await assertNotBeingChanged(context, type.typeName, identifier);
  const state = await type.read(context, identifier);
  if (state === undefined) throw resourceNotFound(action, type.typeName, identifier);
  return { identifier, state: shownState(type, state) };
}

export function updateResource(params: JsonObject, context: CallContext): Promise<JsonObject> {
  return write("UpdateResource", params, context, async (type) => {
    const document = params.PatchDocument;
    if (!Array.isArray(document)) throw missing("PatchDocument");
    const { identifier, state } = await existing(context, type, params, "UpdateResource");
    const wanted = validateState(type, patched(type, state, document), "update");
    assertFixedUnchanged(type, state, wanted);
    const properties = Object.keys(type.properties).filter(
      (name) => !equalJson(state[name], wanted[name]) && !isReadOnly(type, name),
    );
    const given = properties.filter((name) => wanted[name] !== undefined);
    const set = Object.fromEntries(given.map((name) => [name, wanted[name] ?? null]));
    return startTask(context, {
      operation: "UPDATE",
      typeName: type.typeName,
      identifier,
      durationMs: type.duration.update,
      work: {
        Set: keptState(type, set),
        Removed: properties.filter((name) => wanted[name] === undefined),
      },
      held: heldState(type, set),
    });
  });
}

function isReadOnly(type: ResourceType, name: string): boolean {
  const property = type.properties[name];
  return property !== undefined && isOf(property, "readOnly");
}

function patched(type: ResourceType, state: JsonObject, document: readonly Json[]): Json {
  try {
    const steps = parsePatch(document);
    assertUpdatable(type, steps);
    const result = applyPatch(state, steps);
    if (!isJsonObject(result)) throw new PatchError("What is left is not an object.");
    return result;
  } catch (error) {
    if (error instanceof PatchError) throw badPatch(error.message);
    throw error;
  }
}

export function deleteResource(params: JsonObject, context: CallContext): Promise<JsonObject> {
  return write("DeleteResource", params, context, async (type) => {
    const { identifier } = await existing(context, type, params, "DeleteResource");
    return startTask(context, {
      operation: "DELETE",
      typeName: type.typeName,
      identifier,
      durationMs: type.duration.delete,
      work: {},
    });
  });
}
