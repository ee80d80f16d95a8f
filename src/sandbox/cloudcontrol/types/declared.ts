/** Resource types that are a declared resource under other names: its records are those of the direct API. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { change, create, need, recordAt, remove } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import type { ResourceType } from "../model.ts";

export interface DeclaredType
  extends Pick<
    ResourceType,
    "typeName" | "description" | "properties" | "required" | "filterable" | "duration" | "secrets"
  > {
  readonly resource: Resource;
  /** The property that is the key of the record. */
  readonly identifier: string;
  /** Fields of the record by the properties that are called otherwise. */
  readonly fields?: Readonly<Record<string, string>>;
  /** True where the service lists them. */
  readonly listed: boolean;
  /** Last word on the fields of a new one. @throws Fault */
  checkNew(fields: JsonObject): JsonObject;
  /** Last word on the fields of a change. @throws Fault */
  checkChange(fields: JsonObject): JsonObject;
  /** Further work after one was made or changed. */
  also?(context: Place, record: StoredRecord): Promise<void>;
  /** Properties that are not fields of the record. */
  beside?(context: Place, record: StoredRecord): Promise<JsonObject>;
}

export function declaredType(declared: DeclaredType): ResourceType {
  const { resource, identifier, properties, fields = {}, also, beside } = declared;
  const fieldOf = (property: string): string => fields[property] ?? property;
  const needed = (context: Place, key: string) => need(resource, context, { [resource.key[0] ?? ""]: key });

  const identifiers = async (context: Place): Promise<readonly string[]> =>
    (await context.store.list(resource.kind)).items.map(({ key }) => key);

  return {
    ...declared,
    primaryIdentifier: [identifier],
    taggable: false,
    async create(context, wanted) {
      const given = Object.entries(wanted).map(([property, value]) => [fieldOf(property), value] as const);
      const record = await create(resource, context, declared.checkNew(Object.fromEntries(given)));
      await also?.(context, record);
      return record.key;
    },
    async read(context, key) {
      const record = await recordAt(resource, context, key);
      if (record === undefined) return undefined;
      const shown: [string, Json][] = [];
      for (const property of Object.keys(properties)) {
        const field = fieldOf(property);
        const value = (await resource.derived?.[field]?.(record, context)) ?? record.doc[field];
        if (value !== undefined) shown.push([property, value]);
      }
      return { ...Object.fromEntries(shown), ...(await beside?.(context, record)) };
    },
    async update(context, key, { wanted, changed }) {
      const before = await needed(context, key);
      // A property that was taken away is as it is in a new one.
      const defaults = (await resource.fresh?.({}, context, "")) ?? {};
      const values = [...changed].map((property) => {
        const field = fieldOf(property);
        return [field, wanted[property] ?? defaults[field] ?? ""] as const;
      });
      const record = await change(
        resource,
        context,
        before,
        declared.checkChange(Object.fromEntries(values)),
      );
      await also?.(context, record);
    },
    async remove(context, key) {
      await remove(resource, context, await needed(context, key));
    },
    ...(declared.listed ? { identifiers } : {}),
  };
}
