/** Creates, finds, changes and removes the records of a declared resource, and keeps what the declaration promises. */
import type { Json, JsonObject } from "../../action/json.ts";
import type { Place, Resource, StoredRecord, Values } from "../types.ts";
import { textsOf } from "../values.ts";

/** The key that a document has, or would have. */
export function keyOf(resource: Resource, doc: JsonObject): string {
  const parts = resource.key.map((field) => keyText(doc[field]));
  return parts.length === 1 ? (parts[0] ?? "") : parts.map(encodeURIComponent).join("/");
}

/** Keys are texts; the numeric ids of iam are written out. */
export function keyText(value: Json | undefined): string {
  return typeof value === "number" ? String(value) : typeof value === "string" ? value : "";
}

/** What people call it. */
export function nameOf(resource: Resource, doc: JsonObject): string {
  return keyText(doc[resource.name ?? resource.key[0] ?? ""]);
}

const described = (resource: Resource, name: string): string => `${resource.noun} ${name}`;

function valuesOf(resource: Resource, doc: JsonObject): Values {
  const single = [...(resource.unique ?? []), ...(resource.indexed ?? [])];
  return Object.fromEntries([
    ...(resource.references ?? []).map(({ field }) => [field, keysIn(doc, field)] as const),
    ...single.map((field) => [field, keyText(doc[field])] as const),
    ...Object.entries(resource.values?.(doc) ?? {}),
  ]);
}

function keysIn(doc: JsonObject, field: string): readonly string[] {
  const one = keyText(doc[field]);
  return one === "" ? textsOf(doc, field) : [one];
}

const isIndexed = (resource: Resource, field: string): boolean =>
  [...(resource.unique ?? []), ...(resource.indexed ?? [])].includes(field) ||
  (resource.references ?? []).some((reference) => reference.field === field);

/** The record of a key. */
export function recordAt(resource: Resource, context: Place, key: string): Promise<StoredRecord | undefined> {
  return context.store.get(resource.kind, key);
}

/**
 * The one record whose fields have these values, within a parent where one is given.
 * @throws Error where a field is neither the key nor indexed: a mistake of the sandbox's
 */
export async function find(
  resource: Resource,
  context: Place,
  by: Readonly<Record<string, string>>,
  parent?: string,
): Promise<StoredRecord | undefined> {
  const fields = Object.keys(by);
  const matches = (record: StoredRecord) =>
    (parent === undefined || record.parent === parent) &&
    fields.every((field) => keyText(record.doc[field]) === by[field]);
  const within =
    resource.parent === undefined || parent === undefined ? {} : { [resource.parent.field]: parent };
  const known = { ...within, ...by };
  if (resource.key.every((field) => known[field] !== undefined)) {
    const record = await recordAt(resource, context, keyOf(resource, known));
    return record !== undefined && matches(record) ? record : undefined;
  }
  const first = fields.find((field) => isIndexed(resource, field));
  if (first === undefined) throw new Error(`${resource.kind} is not indexed by ${fields.join(", ")}.`);
  const equals = { [first]: by[first] ?? "" };
  const { items } = await context.store.list(resource.kind, { parent, equals });
  return items.find(matches);
}

/** As `find`. @throws Fault where there is none, in the service's words */
export async function need(
  resource: Resource,
  context: Place,
  by: Readonly<Record<string, string>>,
  parent?: string,
): Promise<StoredRecord> {
  const record = await find(resource, context, by, parent);
  if (record === undefined) throw resource.faults.notFound(described(resource, Object.values(by).join(" ")));
  return record;
}

/** @throws Fault where the parent, or something that is referred to, does not exist, or a value is taken */
async function assertSound(
  resource: Resource,
  context: Place,
  doc: JsonObject,
  changed: (field: string) => boolean,
): Promise<void> {
  const { parent, unique = [], references = [] } = resource;
  const key = keyOf(resource, doc);
  if (parent !== undefined && changed(parent.field)) {
    const wanted = keyText(doc[parent.field]);
    if ((await recordAt(parent.to, context, wanted)) === undefined) {
      throw parent.to.faults.notFound(described(parent.to, wanted));
    }
  }
  for (const { field, to } of references.filter(({ field }) => changed(field))) {
    for (const wanted of keysIn(doc, field)) {
      if ((await recordAt(to, context, wanted)) === undefined) {
        throw to.faults.notFound(described(to, wanted));
      }
    }
  }
  for (const field of unique.filter(changed)) {
    const value = keyText(doc[field]);
    if (value === "") continue;
    const { items } = await context.store.list(resource.kind, {
      parent: parentOf(resource, doc),
      equals: { [field]: value },
    });
    if (items.some((other) => other.key !== key)) {
      throw resource.faults.duplicated(described(resource, value));
    }
  }
}

function parentOf(resource: Resource, doc: JsonObject): string | undefined {
  return resource.parent === undefined ? undefined : keyText(doc[resource.parent.field]);
}

/**
 * Makes a record of what was given, over what the declaration generates.
 * @param label tells several of one request apart, so that their ids differ
 * @throws Fault where something it needs does not exist, or its key or a unique value is taken
 */
export async function create(
  resource: Resource,
  context: Place,
  given: JsonObject,
  label = "",
): Promise<StoredRecord> {
  const { created, updated, format } = resource.times ?? {};
  const at = format?.(context.now) ?? "";
  const doc = {
    ...(await resource.fresh?.(given, context, label)),
    ...given,
    ...(created === undefined ? {} : { [created]: at }),
    ...(updated === undefined ? {} : { [updated]: at }),
  };
  const key = keyOf(resource, doc);
  if ((await recordAt(resource, context, key)) !== undefined) {
    throw resource.faults.duplicated(described(resource, nameOf(resource, doc)));
  }
  await assertSound(resource, context, doc, () => true);
  const record = {
    kind: resource.kind,
    key,
    parent: parentOf(resource, doc),
    doc,
    values: valuesOf(resource, doc),
  };
  await context.store.insert(record);
  return record;
}

/**
 * Puts fields over those of a record; its key stays.
 * @throws Fault as `create`
 */
export async function change(
  resource: Resource,
  context: Place,
  record: StoredRecord,
  fields: JsonObject,
): Promise<StoredRecord> {
  const { updated, format } = resource.times ?? {};
  const touched = updated === undefined ? {} : { [updated]: format?.(context.now) ?? "" };
  const doc = { ...record.doc, ...fields, ...touched };
  await assertSound(resource, context, doc, (field) => doc[field] !== record.doc[field]);
  const changed = { ...record, doc, parent: parentOf(resource, doc), values: valuesOf(resource, doc) };
  await context.store.update(changed);
  return changed;
}

/**
 * Puts fields over those of a record without asking whether they are sound and without touching its times: for what
 * is kept with a record but is no change of it, such as a membership.
 */
export async function keep(
  resource: Resource,
  context: Place,
  record: StoredRecord,
  fields: JsonObject,
): Promise<StoredRecord> {
  const doc = { ...record.doc, ...fields };
  const kept = { ...record, doc, values: valuesOf(resource, doc) };
  await context.store.update(kept);
  return kept;
}

/**
 * Removes a record and what goes along with it.
 * @throws Fault where something that still refers to it keeps it; nothing is removed then
 */
export async function remove(resource: Resource, context: Place, record: StoredRecord): Promise<void> {
  await context.store.attempt(() => removeNow(resource, context, record));
}

async function removeNow(resource: Resource, context: Place, record: StoredRecord): Promise<void> {
  await resource.removing?.(record, context);
  for (const { from, field, onDelete } of context.resources.relationsTo(resource.kind)) {
    const held =
      from.parent?.to.kind === resource.kind && from.parent.field === field
        ? { parent: record.key }
        : { equals: { [field]: record.key } };
    if (onDelete === "refuse") {
      const { total } = await context.store.list(from.kind, { ...held, limit: 1 });
      if (total > 0) throw resource.faults.refused(stillThere(resource, record, from, total));
      continue;
    }
    const { items } = await context.store.list(from.kind, held);
    for (const other of items) {
      if (onDelete === "cascade") await removeNow(from, context, other);
      else await unlink(from, context, other, field, record.key);
    }
  }
  await context.store.remove(resource.kind, record.key);
}

function stillThere(resource: Resource, record: StoredRecord, from: Resource, total: number): string {
  const what = total === 1 ? from.noun : pluralOf(from.noun);
  const name = nameOf(resource, record.doc);
  return `The ${described(resource, name)} is still used by ${total} ${what}.`;
}

function pluralOf(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

async function unlink(
  from: Resource,
  context: Place,
  record: StoredRecord,
  field: string,
  key: string,
): Promise<void> {
  const value = record.doc[field];
  const rest = Array.isArray(value) ? value.filter((one: Json) => one !== key) : "";
  await keep(from, context, record, { [field]: rest });
}
