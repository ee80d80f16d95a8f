/** Finds what a call would make the cloud contact. */
import type { Action } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { pointsToListedHost } from "./hosts.ts";
import { PATCH } from "./model.ts";
import { touchOf } from "./patch.ts";

const DEEPEST = 64;

/** The first egress field of the call that does not point to a listed host; undefined where all do. */
export function unlistedEgress(
  action: Action,
  params: JsonObject,
  hosts: readonly string[],
): string | undefined {
  if (action.egress.length === 0) return undefined;
  const views = [params, ...patchViews(params)];
  return action.egress.find((field) => {
    const steps = field.replaceAll("[]", "").split(".");
    const last = steps.at(-1) ?? field;
    return views.some((view) =>
      valuesAt(view, steps, 0).some((value) => !pointsToListedHost(last, value, hosts)),
    );
  });
}

/** Values at the end of the steps, lists looked through; `**` is any number of objects and lists. */
function valuesAt(value: Json | undefined, steps: readonly string[], depth: number): readonly unknown[] {
  if (value === undefined) return [];
  // Too deep to judge: one value that no list of hosts has.
  if (depth > DEEPEST) return [undefined];
  if (Array.isArray(value)) return value.flatMap((element: Json) => valuesAt(element, steps, depth + 1));
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (!isJsonObject(value)) return [];
  if (step !== "**") return Object.hasOwn(value, step) ? valuesAt(value[step], rest, depth + 1) : [];
  const deeper = Object.values(value).flatMap((child) => valuesAt(child, steps, depth + 1));
  return [...valuesAt(value, rest, depth + 1), ...deeper];
}

/** What a JSON Patch would set, laid out as the objects that its pointers describe: `**.Url` finds it there. */
function patchViews(params: JsonObject): readonly JsonObject[] {
  const patch = params[PATCH];
  if (!Array.isArray(patch)) return [];
  return patch.flatMap((operation: Json) => {
    const touch = touchOf(operation);
    if (touch?.value === undefined) return [];
    return [nest(touch.tokens, touch.value)];
  });
}

function nest(tokens: readonly string[], value: Json): JsonObject {
  const [first = "", ...rest] = tokens;
  return Object.fromEntries([[first, rest.length === 0 ? value : nest(rest, value)]]);
}
