/** Who belongs to what: what a request's References say, and the tree of resources that the namespace declares. */
import type { EntityJson, TypeAndId } from "@cedar-policy/cedar-wasm/nodejs";
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import { missing } from "../faults.ts";
import { isTypeName } from "./cedar.ts";
import { entityOf } from "./definition.ts";
import { permissionResource } from "./permission-resource.ts";

/** The entity in a field. @throws Fault MissingParameter, InvalidParameter */
export function named(params: JsonObject, field: string, parameter = field): TypeAndId {
  const given = objectOf(params, field);
  if (given === undefined) throw missing(parameter);
  return entityOf(given, parameter);
}

export const entityKey = ({ type, id }: TypeAndId): string => JSON.stringify([type, id]);

/** Parents by entity. */
export class Hierarchy {
  readonly #parents = new Map<string, { readonly uid: TypeAndId; readonly parents: TypeAndId[] }>();

  /** An entity that is named twice has the parents of both mentions. */
  add(uid: TypeAndId, parents: readonly TypeAndId[]): void {
    const known = this.#parents.get(entityKey(uid)) ?? { uid, parents: [] };
    this.#parents.set(entityKey(uid), known);
    known.parents.push(...parents);
  }

  /** As Cedar takes it. */
  entities(): EntityJson[] {
    return [...this.#parents.values()].map((entity) => ({ ...entity, attrs: {} }));
  }

  /** True where an entity is another one or lies in it, through any number of steps. */
  isIn(entity: TypeAndId, other: TypeAndId): boolean {
    const wanted = entityKey(other);
    const seen = new Set<string>();
    const next = [entity];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      const key = entityKey(at);
      if (key === wanted) return true;
      if (seen.has(key)) continue;
      seen.add(key);
      next.push(...(this.#parents.get(key)?.parents ?? []));
    }
    return false;
  }
}

/** Resources as the policies name them: `ResourceType::"ResourceKey"`. */
export async function declaredResources(
  context: Place,
  namespaceName: string,
): Promise<readonly { readonly uid: TypeAndId; readonly parentKey: string }[]> {
  const { items } = await context.store.list(permissionResource.kind, { parent: namespaceName });
  return items.map(({ doc }) => ({
    uid: { type: textOf(doc, "ResourceType") ?? "", id: textOf(doc, "ResourceKey") ?? "" },
    parentKey: textOf(doc, "ParentResourceKey") ?? "",
  }));
}

/** @throws Fault MissingParameter, InvalidParameter naming the part of References that cannot be read */
export async function hierarchyOf(
  context: Place,
  namespaceName: string,
  params: JsonObject,
  prefix = "",
): Promise<Hierarchy> {
  const hierarchy = new Hierarchy();
  const declared = await declaredResources(context, namespaceName);
  const byKey = new Map(declared.map(({ uid }) => [uid.id, uid]));
  for (const { uid, parentKey } of declared) {
    const parent = byKey.get(parentKey);
    // A type that Cedar does not take as one can be declared, but no policy can speak of it.
    if (parent !== undefined && isTypeName(uid.type) && isTypeName(parent.type)) hierarchy.add(uid, [parent]);
  }
  objectsOf(params, "References").forEach((reference, index) => {
    const at = `${prefix}References.${index + 1}`;
    const parents = objectsOf(reference, "Parents").map((parent, i) =>
      entityOf(parent, `${at}.Parents.${i + 1}`),
    );
    hierarchy.add(named(reference, "Entity", `${at}.Entity`), parents);
  });
  return hierarchy;
}
