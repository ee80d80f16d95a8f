import type { Relation, Resource, ResourceGraph } from "../types.ts";

/** Who refers to whom among the declared resources. @throws Error where two have one kind */
export function resourceGraph(resources: readonly Resource[]): ResourceGraph {
  const kinds = new Set<string>();
  const relations = new Map<string, Relation[]>();
  const relate = (to: string, relation: Relation) => {
    relations.set(to, [...(relations.get(to) ?? []), relation]);
  };
  for (const from of resources) {
    if (kinds.has(from.kind)) throw new Error(`Two resources are of the kind ${from.kind}.`);
    kinds.add(from.kind);
    const { parent } = from;
    if (parent !== undefined)
      relate(parent.to.kind, { from, field: parent.field, onDelete: parent.onDelete });
  }
  for (const from of resources) {
    for (const { field, to, onDelete } of from.references ?? []) relate(to.kind, { from, field, onDelete });
  }
  // What refuses is asked first, so that nothing has to be taken back for it.
  const order = ({ onDelete }: Relation) => (onDelete === "refuse" ? 0 : 1);
  const sorted = new Map(
    [...relations].map(([kind, all]) => [kind, all.toSorted((a, b) => order(a) - order(b))]),
  );
  return {
    relationsTo: (kind) => sorted.get(kind) ?? [],
    containers: resources.filter(({ namedBy }) => namedBy !== undefined),
  };
}
