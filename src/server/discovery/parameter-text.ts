/** The words of an action's parameters: their names, and what is said of each. */
import * as z from "zod";
import type { Action } from "../../action/action.ts";

export interface ParameterText {
  readonly names: string;
  readonly descriptions: string;
}

/** Builds the action's schemas, which for all actions together takes its time. */
export function parameterText(action: Action): ParameterText {
  const shape = action.input();
  return {
    names: Object.keys(shape).join(" "),
    descriptions: Object.values(shape).map(descriptionOf).join("\n"),
  };
}

/** Deepest nesting of optional, nullable and the like. */
const DEEPEST = 5;

function descriptionOf(schema: z.ZodType): string {
  let inner: unknown = schema;
  for (let depth = 0; depth < DEEPEST && inner instanceof z.ZodType; depth++) {
    if (inner.description !== undefined) return inner.description;
    if (!("unwrap" in inner) || typeof inner.unwrap !== "function") return "";
    inner = inner.unwrap();
  }
  return "";
}
