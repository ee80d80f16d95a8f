import type { Action } from "./action.ts";
import type { JsonObject } from "./json.ts";

/** The parameters that a call left out and whose absence has a documented meaning, each with what it is taken as. */
export function leftOut(action: Action, params: JsonObject): readonly (readonly [string, string])[] {
  return Object.entries(action.absentMeans ?? {}).filter(
    ([name]) => params[name] === undefined && !hasOther(action, name, params),
  );
}

// Where the id is given instead, an absent name means nothing.
function hasOther(action: Action, name: string, params: JsonObject): boolean {
  const group = (action.alternatives ?? []).find(({ of }) => of.includes(name));
  return group?.of.some((other) => params[other] !== undefined) ?? false;
}
