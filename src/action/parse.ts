import * as z from "zod";
import { InvalidArguments } from "../errors.ts";
import { nearestName } from "../text/index.ts";
import { type Action, qualifiedName } from "./action.ts";
import { deepFreeze, isJsonObject, type Json, type JsonObject } from "./json.ts";
import { isMissing } from "./missing.ts";
import { assertPlain } from "./plain.ts";

/** How long a change that starts a task is followed, in seconds; below the 60 s after which clients give up. */
export const DEFAULT_WAIT_SECONDS = 40;
export const MAX_WAIT_SECONDS = 600;

/** Arguments after parsing: what goes to policy, ledger and wire, and what only steers idgate. */
export interface Parsed {
  /** Frozen through and through. INVARIANT: what is judged is what is sent. */
  readonly params: JsonObject;
  readonly waitSeconds: number;
}

const inputs = new WeakMap<Action, z.ZodType>();
const outputs = new WeakMap<Action, z.ZodObject>();

const wait = () =>
  z
    .int()
    .min(0)
    .max(MAX_WAIT_SECONDS)
    .optional()
    .describe(`Seconds to follow the task before returning with its id; ${DEFAULT_WAIT_SECONDS} when absent`);

/** The strict schema of an action's arguments, built once. An undeclared key is refused. */
export function inputSchema(action: Action): z.ZodType {
  let schema = inputs.get(action);
  if (schema === undefined) {
    const shape = action.follow === undefined ? action.input() : { ...action.input(), wait: wait() };
    schema = exclusive(z.strictObject(shape), action);
    inputs.set(action, schema);
  }
  return schema;
}

/** The loose schema of an action's result, built once. */
export function outputSchema(action: Action): z.ZodObject {
  let schema = outputs.get(action);
  if (schema === undefined) {
    schema = z.looseObject(action.output());
    outputs.set(action, schema);
  }
  return schema;
}

function exclusive(schema: z.ZodObject, action: Action): z.ZodType {
  const groups = action.alternatives ?? [];
  if (groups.length === 0) return schema;
  return schema.superRefine((value, context) => {
    for (const { of, required } of groups) {
      const given = of.filter((key) => value[key] !== undefined);
      if (given.length > 1) {
        context.addIssue({ code: "custom", message: `${given.join(" and ")} name one thing: give only one` });
      } else if (required && given.length === 0) {
        context.addIssue({ code: "custom", message: `one of ${of.join(", ")} is required` });
      }
    }
  });
}

/**
 * Parses a caller's arguments with the action's strict schema.
 * @throws InvalidArguments naming each offending parameter; values are never quoted.
 */
export function parseArguments(action: Action, args: unknown): Parsed {
  const given = args ?? {};
  if (!isJsonObject(given)) throw new InvalidArguments("The arguments are not an object.");
  assertPlain(given);
  assertFilledIn(action, given);
  const result = inputSchema(action).safeParse(given);
  if (!result.success) {
    throw new InvalidArguments(
      `${qualifiedName(action)} does not accept these arguments: ${explain(result.error, given, Object.keys(action.input()))}`,
      {
        hint: `Correct the named parameters and call again; describe_action shows what it takes${"dryRun" in given ? ", and dryRun belongs to change_action" : ""}. Nothing was sent.`,
      },
    );
  }
  const parsed: unknown = result.data;
  if (!isJsonObject(parsed)) throw new InvalidArguments("The arguments are not an object.");
  const { wait: waitGiven, ...rest } = parsed;
  const controls = action.follow !== undefined;
  return Object.freeze({
    params: deepFreeze(structuredClone(controls ? rest : parsed)),
    waitSeconds: controls && typeof waitGiven === "number" ? waitGiven : DEFAULT_WAIT_SECONDS,
  });
}

/** What stands in an example for a value that the caller has to know, as `example` writes it. */
export const placeholderOf = (parameter: string): string => `<${parameter}>`;

/** A placeholder that was copied along is no value: it would reach a person's eyes or make a thing of that name. */
function assertFilledIn(action: Action, given: JsonObject): void {
  const copied = placeholderIn(given, "");
  if (copied === undefined) return;
  throw new InvalidArguments(
    `${qualifiedName(action)} does not accept these arguments: ${copied.slice(0, 120)}: is the placeholder of an example.`,
    { hint: "Read or ask what belongs there and call again. Nothing was sent." },
  );
}

/** The path of the first value that is the placeholder of its own name; of a list's elements that is the singular. */
function placeholderIn(value: Json, name: string, path = name): string | undefined {
  if (typeof value === "string") {
    const copied = value === placeholderOf(name) || value === placeholderOf(name.replace(/s$/, ""));
    return copied ? path : undefined;
  }
  if (Array.isArray(value)) return firstFound(value, (element: Json) => placeholderIn(element, name, path));
  if (!isJsonObject(value)) return undefined;
  return firstFound(Object.entries(value), ([key, inner]) =>
    placeholderIn(inner, key, path === "" ? key : `${path}.${key}`),
  );
}

function firstFound<T>(all: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The declared name that each undeclared one is a slip of; inside of objects names are left alone. */
function meant(issue: z.core.$ZodIssue, declared: readonly string[]): string {
  if (issue.code !== "unrecognized_keys" || issue.path.length > 0) return "";
  const near = issue.keys.slice(0, MAX_ISSUES).flatMap((key) => nearestName(key, declared) ?? []);
  return near.length === 0 ? "" : `. Did you mean ${[...new Set(near)].join(", ")}?`;
}

const MAX_ISSUES = 8;

function explain(error: z.ZodError, given: JsonObject, declared: readonly string[]): string {
  // What is not declared comes first: a misspelt name also shows as one that is missing.
  const undeclared = error.issues.filter(({ code }) => code === "unrecognized_keys");
  const others = error.issues.filter(({ code }) => code !== "unrecognized_keys");
  const issues = [...undeclared, ...others].map((issue) => {
    const where = issue.path.length === 0 ? "" : `${issue.path.map(String).join(".").slice(0, 120)}: `;
    return `${where}${isMissing(issue, given) ? "is required" : issue.message.slice(0, 300)}${meant(issue, declared)}`;
  });
  const more = issues.length - MAX_ISSUES;
  return `${issues.slice(0, MAX_ISSUES).join("; ")}${more > 0 ? `; and ${more} more` : ""}.`;
}
