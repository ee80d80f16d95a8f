/** The reading actions of cloudcontrol. */
import { isJsonObject, type JsonObject } from "../../action/json.ts";
import type { CallContext } from "../types.ts";
import { objectOf, textOf, textsOf } from "../values.ts";
import { shownState } from "./access.ts";
import { detailsOf, summaryOf } from "./describe.ts";
import { invalid, notListed, resourceNotFound } from "./faults.ts";
import { equalJson, sortedText } from "./json.ts";
import type { ResourceType } from "./model.ts";
import { sliceOf } from "./paging.ts";
import { OPERATIONS, resourceTask, resourceTasks, STATUSES, shownTask } from "./tasks.ts";
import { answeredTask } from "./told.ts";
import { resourceType, resourceTypes } from "./types/catalog.ts";

const typeIn = (params: JsonObject): ResourceType => resourceType(textOf(params, "TypeName") ?? "");

function description(type: ResourceType, identifier: string, state: JsonObject): JsonObject {
  return { Identifier: identifier, Properties: sortedText(shownState(type, state)) };
}

export async function getResource(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const type = typeIn(params);
  const identifier = textOf(params, "Identifier") ?? "";
  const state = await type.read(context, identifier);
  if (state === undefined) throw resourceNotFound("GetResource", type.typeName, identifier);
  return { TypeName: type.typeName, ResourceDescription: description(type, identifier, state) };
}

/** `Filter` is an object of filterable properties and the values that they must have. */
function filterIn(type: ResourceType, params: JsonObject): JsonObject {
  const filter = params.Filter ?? {};
  if (!isJsonObject(filter)) throw invalid("Filter", "It must be an object.");
  for (const property of Object.keys(filter)) {
    if (!type.filterable.includes(property)) {
      throw invalid(`Filter.${property.slice(0, 64)}`, "This property cannot be filtered by.");
    }
  }
  return filter;
}

export async function listResources(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const type = typeIn(params);
  const filter = filterIn(type, params);
  if (type.identifiers === undefined) throw notListed(type.typeName);
  const identifiers = await type.identifiers(context);
  const matching = await matchingOf(context, type, identifiers, filter);
  const { items, next } = sliceOf(matching, params, "ListResources");
  const found: JsonObject[] = [];
  for (const identifier of items) {
    const state = await type.read(context, identifier);
    if (state !== undefined) found.push(description(type, identifier, state));
  }
  return { TypeName: type.typeName, ResourceDescriptions: found, ...next };
}

/** Without a filter nothing is read here, so that a page of a long list costs no more than a page. */
async function matchingOf(
  context: CallContext,
  type: ResourceType,
  identifiers: readonly string[],
  filter: JsonObject,
): Promise<readonly string[]> {
  const wanted = Object.entries(filter);
  if (wanted.length === 0) return identifiers;
  const matching: string[] = [];
  for (const identifier of identifiers) {
    const state = (await type.read(context, identifier)) ?? {};
    if (wanted.every(([property, value]) => equalJson(state[property], value))) matching.push(identifier);
  }
  return matching;
}

export async function getTask(params: JsonObject, context: CallContext): Promise<JsonObject> {
  return answeredTask(context, await resourceTask(context, textOf(params, "TaskId") ?? ""));
}

function choiceIn(filter: JsonObject, field: string, known: readonly string[]): ReadonlySet<string> {
  const wanted = textsOf(filter, field);
  if (!wanted.every((one) => known.includes(one))) {
    throw invalid(`ResourceTaskStatusFilter.${field}`, `It may hold ${known.join(", ")}.`);
  }
  return new Set(wanted.length === 0 ? known : wanted);
}

/** Newest first. */
export async function listTasks(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const filter = objectOf(params, "ResourceTaskStatusFilter") ?? {};
  const statuses = choiceIn(filter, "TaskStatus", STATUSES);
  const operations = choiceIn(filter, "TaskType", OPERATIONS);
  const tasks = await resourceTasks(context);
  const shown = tasks
    .filter(({ about }) => operations.has(textOf(about, "Operation") ?? ""))
    .map((task) => shownTask(task, context.now))
    .filter((task) => statuses.has(textOf(task, "OperationStatus") ?? ""))
    .reverse();
  const { items, next } = sliceOf(shown, params, "ListTasks");
  return { ResourceTaskStatusSummaries: items, ...next };
}

export async function listResourceTypes(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const { items, next } = sliceOf(resourceTypes, params, "ListResourceTypes");
  return { TypeList: items.map((type) => summaryOf(context, type)), ...next };
}

export async function describeResourceType(params: JsonObject, context: CallContext): Promise<JsonObject> {
  return detailsOf(context, typeIn(params));
}
