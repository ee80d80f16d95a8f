import type { FieldPath } from "../action/action.ts";
import type { Json, JsonObject } from "../action/json.ts";
import { SecretRefused } from "../errors.ts";

/** Where a value sits: keys and list indexes from the root. A key with a dot in it is one segment. */
export type JsonPath = readonly (string | number)[];

// Deeper than any real answer, and well above the depth of a stack.
const MAX_DEPTH = 200;

const EACH = Symbol("each element");
const ANY = Symbol("any depth");
type Step = string | typeof EACH | typeof ANY;

const compiled = new Map<FieldPath, readonly Step[]>();

function compile(path: FieldPath): readonly Step[] {
  let steps = compiled.get(path);
  if (steps === undefined) {
    steps = path.split(".").flatMap(stepsOf);
    compiled.set(path, steps);
  }
  return steps;
}

function stepsOf(part: string): Step[] {
  if (part === "**") return [ANY];
  const name = part.replace(/(?:\[\])+$/, "");
  const each = new Array<Step>((part.length - name.length) / 2).fill(EACH);
  return name === "" ? each : [name, ...each];
}

/** Whether a value at `path` is one that the field path means. */
export function pathMatches(pattern: FieldPath, path: JsonPath): boolean {
  return matches(compile(pattern), 0, path, 0);
}

type Matcher = (path: JsonPath) => boolean;
const matchers = new WeakMap<readonly FieldPath[], Matcher>();

/** Tells whether any of the field paths means a place. Remembered for the list, which must not change. */
export function matcherOf(paths: readonly FieldPath[]): Matcher {
  let matcher = matchers.get(paths);
  if (matcher === undefined) {
    // By the last name, which nearly every path has and few values share: a long list of paths costs little.
    const byLast = new Map<string, (readonly Step[])[]>();
    const unnamed: (readonly Step[])[] = [];
    for (const steps of paths.map(compile)) {
      const last = steps.at(-1);
      if (typeof last === "string") byLast.set(last, [...(byLast.get(last) ?? []), steps]);
      else unnamed.push(steps);
    }
    matcher = (path) => {
      const last = path.at(-1);
      const fits = (steps: readonly Step[]) => matches(steps, 0, path, 0);
      return (typeof last === "string" && byLast.get(last)?.some(fits) === true) || unnamed.some(fits);
    };
    matchers.set(paths, matcher);
  }
  return matcher;
}

function matches(steps: readonly Step[], step: number, path: JsonPath, at: number): boolean {
  const expected = steps[step];
  if (expected === undefined) return at === path.length;
  if (expected === ANY) {
    return matches(steps, step + 1, path, at) || (at < path.length && matches(steps, step, path, at + 1));
  }
  const segment = path[at];
  const fits = expected === EACH ? typeof segment === "number" : segment === expected;
  return fits && matches(steps, step + 1, path, at + 1);
}

/** What to put in a value's place; undefined to keep it and go on inside it. */
export type Replace = (
  value: Json,
  path: JsonPath,
  parents: readonly (JsonObject | readonly Json[])[],
) => Json | undefined;

/**
 * Walks a JSON value from the outside in and returns it with replacements. Nothing is mutated, and parts without a
 * replacement are returned as they are. A replacement is not walked.
 * @throws SecretRefused where the value is nested more than 200 deep: what can not be searched is not let through.
 */
export function mapJson(json: Json, replace: Replace): Json {
  const path: (string | number)[] = [];
  const parents: (JsonObject | readonly Json[])[] = [];

  function visit(value: Json): Json {
    if (path.length > MAX_DEPTH) throw new SecretRefused(`A value is nested more than ${MAX_DEPTH} deep.`);
    const replaced = replace(value, path, parents);
    if (replaced !== undefined) return replaced;
    if (typeof value !== "object" || value === null) return value;
    parents.push(value);
    const after = isList(value) ? list(value) : object(value);
    parents.pop();
    return after;
  }

  // A copy is begun at the first change, so that the usual walk, which changes nothing, makes none.
  function list(value: readonly Json[]): Json {
    let copy: Json[] | undefined;
    for (const [index, element] of value.entries()) {
      const after = step(index, element);
      if (after === element) continue;
      copy ??= [...value];
      copy[index] = after;
    }
    return copy ?? value;
  }

  function object(value: JsonObject): Json {
    let copy: Map<string, Json> | undefined;
    for (const key of Object.keys(value)) {
      const child = value[key];
      if (child === undefined) continue;
      const after = step(key, child);
      if (after === child) continue;
      copy ??= new Map(Object.entries(value));
      copy.set(key, after);
    }
    // fromEntries defines own properties: a key `__proto__` stays a key.
    return copy === undefined ? value : Object.fromEntries(copy);
  }

  function step(segment: string | number, value: Json): Json {
    path.push(segment);
    const after = visit(value);
    path.pop();
    return after;
  }

  return visit(json);
}

/** Calls `see` with every value that one of the field paths means, once each, and its place. */
export function visitPaths(
  json: Json,
  paths: readonly FieldPath[],
  see: (value: Json, path: JsonPath) => void,
): void {
  if (paths.length === 0) return;
  const means = matcherOf(paths);
  mapJson(json, (value, path) => {
    if (means(path)) see(value, [...path]);
    return undefined;
  });
}

/** A copy with every value that one of the field paths means replaced by what `change` makes of it. */
export function mapPaths(
  json: JsonObject,
  paths: readonly FieldPath[],
  change: (value: Json, path: JsonPath) => Json,
): JsonObject;
export function mapPaths(
  json: Json,
  paths: readonly FieldPath[],
  change: (value: Json, path: JsonPath) => Json,
): Json;
export function mapPaths(
  json: Json,
  paths: readonly FieldPath[],
  change: (value: Json, path: JsonPath) => Json,
): Json {
  if (paths.length === 0) return json;
  const means = matcherOf(paths);
  return mapJson(json, (value, path) => (means(path) ? change(value, [...path]) : undefined));
}

/** `Keys[0].Secret`; a key that would be misread is quoted: `["a.b"].c`. For people, not to be parsed. */
export function showPath(path: JsonPath): string {
  let shown = "";
  for (const segment of path) {
    if (typeof segment === "number") shown += `[${segment}]`;
    else if (!/^[\w$-]{1,100}$/.test(segment)) shown += `[${JSON.stringify(segment.slice(0, 100))}]`;
    else shown += shown === "" ? segment : `.${segment}`;
  }
  return shown === "" ? "(top)" : shown;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
