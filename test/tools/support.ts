import { type Action, qualifiedName } from "../../src/action/action.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { parseArguments } from "../../src/action/parse.ts";
import { InvalidArguments } from "../../src/errors.ts";
import { actions } from "../../tools/index.ts";

/** The action of a qualified name. @throws Error where there is none. */
export function action(name: string): Action {
  const found = actions.find((candidate) => qualifiedName(candidate) === name);
  if (found === undefined) throw new Error(`${name} is not an action`);
  return found;
}

/** What becomes of arguments: the parameters to send, or the message that refuses them. */
export function parse(name: string, args: unknown): JsonObject | string {
  try {
    return parseArguments(action(name), args).params;
  } catch (error) {
    if (error instanceof InvalidArguments) return error.message;
    throw error;
  }
}

/** A parameter's documented limits. `min` and `max` count characters of text and the value of numbers. */
export interface Limit {
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  readonly kind?: "text" | "number";
}

/** Accepted and refused values just at and just beyond the limits. */
export function edges({ min, max, oneOf, kind = "text" }: Limit): { good: unknown[]; bad: unknown[] } {
  if (oneOf !== undefined) {
    return { good: [...oneOf], bad: [...oneOf.map((value) => value.toLowerCase()), "Other", "", 1, null] };
  }
  const make = (size: number) => (kind === "number" ? size : "x".repeat(size));
  const good = [min, max].filter((bound) => bound !== undefined).map(make);
  const bad: unknown[] = [null, {}, [], kind === "number" ? "1" : 1];
  if (min !== undefined) bad.push(make(min - 1));
  if (max !== undefined) bad.push(make(max + 1));
  if (kind === "number") bad.push(1.5);
  return { good, bad };
}
