/** Which elements of a list a call means. Pure. */
import type { Among } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { totalOf } from "./pages.ts";

/** What an element's fields hold that the call means: one of these for each thing that it names. */
export type Wanted = Readonly<Record<string, Json>>;

const LIST = "[]";

/** None where the call leaves out what one of them is told by. */
export function wantedOf({ by, where = {} }: Among, params: JsonObject): readonly Wanted[] {
  const given = Object.entries(by).flatMap(([path, field]) => {
    const name = path.replace(/\?$/, "");
    const left = name !== path && params[firstOf(name)] === undefined;
    return left ? [] : [{ steps: name.split("."), field }];
  });
  if (given.length === 0 && Object.keys(by).length > 0) return [];
  // Paths through one list stay together: a tag is its key with its value.
  const lists = new Map<string, (typeof given)[number][]>();
  for (const one of given) {
    const [first = ""] = one.steps;
    const key = first.endsWith(LIST) ? first : one.steps.join(".");
    lists.set(key, [...(lists.get(key) ?? []), one]);
  }
  return [...lists].reduce<readonly Wanted[]>(
    (soFar, [first, fields]) => {
      const each = first.endsWith(LIST) ? listIn(params, first.slice(0, -LIST.length)) : [params];
      const held = each.map((from) => fieldsOf(from, fields, first.endsWith(LIST)));
      if (held.some((one) => one === undefined)) return [];
      return soFar.flatMap((one) =>
        held.flatMap((more) => (more === undefined ? [] : [{ ...one, ...more }])),
      );
    },
    [{ ...where }],
  );
}

const firstOf = (path: string): string => path.split(".", 1)[0] ?? path;

function listIn(params: JsonObject, name: string): readonly Json[] {
  const list = params[name];
  return Array.isArray(list) ? list : [];
}

function fieldsOf(
  from: Json,
  fields: readonly { readonly steps: readonly string[]; readonly field: string }[],
  inList: boolean,
): Wanted | undefined {
  const held = fields.map(({ steps, field }) => {
    const value = (inList ? steps.slice(1) : steps).reduce<Json | undefined>(
      (at, step) => (isJsonObject(at) ? at[step] : undefined),
      from,
    );
    return [field, value] as const;
  });
  const known = held.flatMap(([field, value]): [string, Json][] =>
    value === undefined || value === null || typeof value === "object" ? [] : [[field, value]],
  );
  return known.length === held.length ? Object.fromEntries(known) : undefined;
}

/**
 * The elements of the list in an answer; those that are texts are at `""`. Undefined where there is no such list, and nothing
 * says that it is empty.
 */
export function elementsIn(answer: JsonObject, list: string): readonly JsonObject[] | undefined {
  const found = list
    .split(".")
    .reduce<Json | undefined>((value, step) => (isJsonObject(value) ? value[step] : undefined), answer);
  if (Array.isArray(found)) return found.map((one) => (isJsonObject(one) ? one : { "": one }));
  return found === null || totalOf(answer) === 0 ? [] : undefined;
}

/** Whether the elements have the fields by which one is told from the other. */
export function canBeTold(elements: readonly JsonObject[], wanted: readonly Wanted[]): boolean {
  const needed = new Set(wanted.flatMap((one) => Object.keys(one)));
  return (
    elements.length === 0 || [...needed].every((field) => elements.some((one) => one[field] !== undefined))
  );
}

export function isMeant(element: JsonObject, wanted: Wanted): boolean {
  return Object.entries(wanted).every(([field, value]) => plain(element[field]) === plain(value));
}

/** Addresses are kept in small letters; a TRN ends with the id that stands for it elsewhere. */
function plain(value: Json | undefined): string {
  const text = value === undefined || value === null ? "" : String(value);
  if (text.includes("@")) return text.toLowerCase();
  return text.startsWith("trn:") ? (text.split("/").at(-1) ?? text) : text;
}
