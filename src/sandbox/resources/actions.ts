/** The usual actions on a declared resource. What is special about one is an option; what is computed has code. */
import type { Json, JsonObject } from "../../action/json.ts";
import { isJsonObject } from "../../action/json.ts";
import type { CallContext, Facts, Place, Resource, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { acknowledged, factsIn, isFields, shownAs } from "./answer.ts";
import type { Definition, Documented } from "./family.ts";
import type { Filter } from "./filters.ts";
import { countsOf, cutOf } from "./paging.ts";
import { change, create, need, remove } from "./records.ts";
import { parentTrn, trnOf } from "./trns.ts";

/** Parameters that select a record, with the fields that they must equal. At least one has to be given. */
export type By = Readonly<Record<string, string>>;

export interface Selecting {
  /** The parameter that names the parent. Default: the name of the parent's field. */
  readonly parentParameter?: string;
  /** What an absent parent parameter stands for, e.g. the pool `default`. */
  readonly defaultParent?: string;
  /** Field values that all of the family's records have, where a resource holds several families of things. */
  readonly only?: Readonly<Record<string, string>>;
}

export interface Shaping {
  /** The answer's field that holds the record, e.g. `User`; the answer itself when absent. */
  readonly within?: string;
}

export interface Setting extends Selecting, Shaping {
  /** Fields by the parameters that are called otherwise, e.g. `{ NewUserName: "UserName" }`. */
  readonly renamed?: By;
  /** Parameters that are not stored. */
  readonly without?: readonly string[];
  /** Last word on what is stored: checks and turns the fields that were given. @throws Fault */
  readonly prepare?: (fields: JsonObject, call: Prepared) => JsonObject | Promise<JsonObject>;
  /** Further work after it is stored, and fields that only this answer has, such as a fresh secret. */
  readonly also?: (record: StoredRecord, call: Prepared) => Promise<JsonObject | undefined>;
}

export interface Prepared {
  readonly params: JsonObject;
  readonly context: CallContext;
  /** The record before an update. */
  readonly before: StoredRecord | undefined;
}

function parentKey(resource: Resource, params: JsonObject, options: Selecting): string | undefined {
  if (resource.parent === undefined) return undefined;
  const name = options.parentParameter ?? resource.parent.field;
  return textOf(params, name) || options.defaultParent;
}

/** @throws Fault MissingParameter where no selecting parameter is given, NotFound where nothing is found */
export async function selected(
  resource: Resource,
  by: By,
  params: JsonObject,
  context: Place,
  options: Selecting = {},
): Promise<StoredRecord> {
  const given = Object.entries(by).flatMap(([parameter, field]) => {
    const value = params[parameter];
    const text = typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
    return text === "" ? [] : [[field, text] as const];
  });
  if (given.length === 0) throw resource.faults.missing(Object.keys(by)[0] ?? "");
  // A name that is one only within its parent says nothing without it.
  const { parent } = resource;
  const needsParent = parent !== undefined && resource.key.includes(parent.field);
  if (needsParent && parentKey(resource, params, options) === undefined) {
    throw resource.faults.missing(options.parentParameter ?? parent.field);
  }
  const record = await need(
    resource,
    context,
    Object.fromEntries(given),
    parentKey(resource, params, options),
  );
  const belongs = Object.entries(options.only ?? {}).every(([field, value]) => record.doc[field] === value);
  if (!belongs) throw resource.faults.notFound(`${resource.noun} ${given.map(([, text]) => text).join(" ")}`);
  return record;
}

async function answer(
  documented: Documented,
  resource: Resource,
  record: StoredRecord,
  context: Place,
  { within }: Shaping,
  extra: JsonObject = {},
): Promise<JsonObject> {
  const facts = within === undefined ? documented.output : factsIn(documented.output, within);
  const shown = await shownAs(facts, resource, { ...record, doc: { ...record.doc, ...extra } }, context);
  const all = within === undefined ? shown : { [within]: shown };
  return { ...acknowledged(documented.output), ...all };
}

function fieldsIn(params: JsonObject, drop: readonly string[], renamed: By = {}): JsonObject {
  const kept = Object.entries(params).filter(([parameter]) => !drop.includes(parameter));
  return Object.fromEntries(kept.map(([parameter, value]) => [renamed[parameter] ?? parameter, value]));
}

/** Creates a record of the parameters. */
export function creates(resource: Resource, options: Setting = {}): Definition {
  const fields = (params: JsonObject): JsonObject => {
    const parameter = options.parentParameter;
    const parent = parentKey(resource, params, options);
    return {
      ...fieldsIn(
        params,
        [...(options.without ?? []), ...(parameter === undefined ? [] : [parameter])],
        options.renamed,
      ),
      ...(resource.parent === undefined || parent === undefined ? {} : { [resource.parent.field]: parent }),
      ...options.only,
    };
  };
  return {
    model: "stored",
    async targets(params, context) {
      return known(await trnOf(resource, fields(params), context));
    },
    async handle(params, context, documented) {
      const call = { params, context, before: undefined };
      const prepared = (await options.prepare?.(fields(params), call)) ?? fields(params);
      const record = await create(resource, context, prepared);
      const extra = await options.also?.(record, call);
      return answer(documented, resource, record, context, options, extra);
    },
  };
}

const known = (trn: string | undefined): readonly string[] => (trn === undefined ? [] : [trn]);

/** The TRN of the record that the parameters select. */
export const targetsOf =
  (resource: Resource, by: By, options: Selecting = {}): NonNullable<Definition["targets"]> =>
  async (params, context) => {
    const record = await selected(resource, by, params, context, options);
    return known(await trnOf(resource, record.doc, context));
  };

/** Shows one record. */
export function gets(resource: Resource, by: By, options: Selecting & Shaping = {}): Definition {
  return {
    model: "stored",
    reads: true,
    targets: targetsOf(resource, by, options),
    async handle(params, context, documented) {
      const record = await selected(resource, by, params, context, options);
      return answer(documented, resource, record, context, options);
    },
  };
}

/** Puts the other parameters over the fields of one record. */
export function updates(resource: Resource, by: By, options: Setting = {}): Definition {
  const parent = options.parentParameter ?? resource.parent?.field;
  const drop = [...Object.keys(by), ...(options.without ?? []), ...(parent === undefined ? [] : [parent])];
  return {
    model: "stored",
    targets: targetsOf(resource, by, options),
    async handle(params, context, documented) {
      const before = await selected(resource, by, params, context, options);
      const call = { params, context, before };
      const fields = fieldsIn(params, drop, options.renamed);
      const prepared = (await options.prepare?.(fields, call)) ?? fields;
      const record = await change(resource, context, before, prepared);
      const extra = await options.also?.(record, call);
      return answer(documented, resource, record, context, options, extra);
    },
  };
}

/** Removes one record and what goes along with it. */
export function removes(resource: Resource, by: By, options: Selecting = {}): Definition {
  return {
    model: "stored",
    targets: targetsOf(resource, by, options),
    async handle(params, context, documented) {
      await remove(resource, context, await selected(resource, by, params, context, options));
      return acknowledged(documented.output);
    },
  };
}

export interface Listing extends Selecting {
  /** The answer's field that holds the records. Default: its only list of objects. */
  readonly within?: string;
  /** The answer's field that holds the counts of the page, e.g. `PageInfo`; the answer itself when absent. */
  readonly countsWithin?: string;
  /** Conditions by parameter; `Filter.Name` is the Name in the object Filter. */
  readonly filters?: Readonly<Record<string, Filter>>;
  /** The records' fields, where the reference lists none: they are then shown in `within` beyond it. */
  readonly undocumented?: Facts;
  /** Names of the two sorting parameters, the second a direction or, as a flag, that it is descending, and the fields that may be sorted by, all of them indexed. */
  readonly sort?: { readonly by: string; readonly direction: string; readonly fields: readonly string[] };
}

/** Lists records, those of one parent where the request names one, page by page. */
export function lists(resource: Resource, options: Listing = {}): Definition {
  return {
    model: "stored",
    reads: true,
    ...(options.undocumented === undefined ? {} : { beyond: options.within ?? "Data" }),
    takes: new Set([
      ...Object.keys(options.filters ?? {}),
      ...(options.sort === undefined ? [] : [options.sort.by, options.sort.direction]),
      ...(resource.parent === undefined ? [] : [options.parentParameter ?? resource.parent.field]),
    ]),
    async targets(params, context) {
      const parent = parentKey(resource, params, options);
      return parent === undefined ? [] : known(await parentTrn(resource, parent, context));
    },
    async handle(params, context, documented) {
      const { undocumented } = options;
      const within = options.within ?? (undocumented === undefined ? listField(documented.output) : "Data");
      const fact = documented.output[within];
      const element = undocumented ?? (Array.isArray(fact) ? fact[0] : undefined);
      const { countsWithin } = options;
      const counts = countsWithin === undefined ? documented.output : documented.output[countsWithin];
      const output = isFields(counts) ? counts : {};
      const cut = cutOf({ input: documented.input, output }, params, resource.faults);
      const parent = parentKey(resource, params, options);
      if (resource.parent !== undefined && parent !== undefined) {
        await need(resource.parent.to, context, keyFields(resource.parent.to, parent));
      }
      const asked = conditions(params, options.filters ?? {});
      const indexed = new Set([...(resource.unique ?? []), ...(resource.indexed ?? [])]);
      const lookup = asked.flatMap(({ filter, value }) =>
        filter.equals !== undefined && indexed.has(filter.equals) && typeof value === "string"
          ? [[filter.equals, value] as const]
          : [],
      );
      const rest = asked.filter(({ filter }) => filter.equals === undefined || !indexed.has(filter.equals));
      const only = Object.entries(options.only ?? {});
      const page = await context.store.list(resource.kind, {
        parent,
        equals: lookup.length === 0 ? undefined : Object.fromEntries(lookup),
        where:
          rest.length === 0 && only.length === 0
            ? undefined
            : (doc) =>
                only.every(([field, value]) => doc[field] === value) &&
                rest.every(({ filter, value }) => filter.test(doc, value, params)),
        sort: options.sort === undefined ? undefined : sorting(resource, params, options.sort),
        offset: cut.offset,
        limit: cut.limit,
      });
      const shown: JsonObject[] = [];
      for (const record of page.items) {
        shown.push(await shownAs(isFields(element) ? element : {}, resource, record, context));
      }
      const counted = countsOf(page, cut);
      return { [within]: shown, ...(countsWithin === undefined ? counted : { [countsWithin]: counted }) };
    },
  };
}

function keyFields(resource: Resource, key: string): Readonly<Record<string, string>> {
  const parts = resource.key.length === 1 ? [key] : key.split("/").map(decodeURIComponent);
  return Object.fromEntries(resource.key.map((field, index) => [field, parts[index] ?? ""]));
}

function listField(output: Facts): string {
  const lists = Object.keys(output).filter((field) => Array.isArray(output[field]));
  const [only] = lists;
  if (only === undefined || lists.length > 1) throw new Error("It is not clear which list is meant.");
  return only;
}

/** Whether a record is as the request wants it, for lists that are put together by code; undefined where it does not say. */
export function matching(
  params: JsonObject,
  filters: Readonly<Record<string, Filter>>,
): ((doc: JsonObject) => boolean) | undefined {
  const asked = conditions(params, filters);
  if (asked.length === 0) return undefined;
  return (doc) => asked.every(({ filter, value }) => filter.test(doc, value, params));
}

interface Condition {
  readonly filter: Filter;
  readonly value: Json;
}

/** Those that the request asks for. An empty text, list or false asks for nothing. */
function conditions(params: JsonObject, filters: Readonly<Record<string, Filter>>): readonly Condition[] {
  return Object.entries(filters).flatMap(([path, filter]) => {
    const value = valueAt(params, path);
    const idle = value === undefined || value === null || value === "" || value === false;
    return idle || (Array.isArray(value) && value.length === 0) ? [] : [{ filter, value }];
  });
}

function valueAt(params: JsonObject, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>((at, step) => (isJsonObject(at) ? at[step] : undefined), params);
}

/** The order that a request asks for. @throws Fault for a field or direction that there is not */
export function sorting(resource: Resource, params: JsonObject, sort: NonNullable<Listing["sort"]>) {
  const given = params[sort.direction] === true ? "desc" : textOf(params, sort.direction);
  const direction = (given || "asc").toLowerCase();
  if (direction !== "asc" && direction !== "desc") {
    throw resource.faults.invalid(sort.direction, "It must be Asc or Desc.");
  }
  const field = textOf(params, sort.by) || undefined;
  if (field !== undefined && !sort.fields.includes(field)) {
    throw resource.faults.invalid(sort.by, `It must be one of ${sort.fields.join(", ")}.`);
  }
  return { field, descending: direction === "desc" };
}
