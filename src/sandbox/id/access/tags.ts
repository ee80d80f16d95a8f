/** Tags of the records that carry any. A record is named by the id in its TRN, or by the whole TRN. */
import type { JsonObject } from "../../../action/json.ts";
import { trn } from "../../ids.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { tagged } from "../../resources/filters.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { readTags } from "../tag-list.ts";

/** Store kinds by the word that stands for them in TRNs. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ["workloadpool", "id.workload-pool"],
  ["userpool", "id.user-pool"],
  ["permissionnamespace", "id.namespace"],
  ["service", "id.gateway-service"],
]);

/** @throws Fault InvalidParameter for a type whose records carry no tags */
function kindOf(params: JsonObject): string {
  const kind = KINDS.get((textOf(params, "ResourceType") ?? "").toLowerCase());
  if (kind === undefined) {
    throw faults.invalid("ResourceType", `It must be one of ${[...KINDS.keys()].join(", ")}.`);
  }
  return kind;
}

const idOf = ({ doc }: StoredRecord): string => (textOf(doc, "Trn") ?? "").split("/").at(-1) ?? "";

/** The records of the ids. @throws Fault MissingParameter, NotFound */
async function named(params: JsonObject, context: CallContext): Promise<readonly StoredRecord[]> {
  const { items } = await context.store.list(kindOf(params));
  const wanted = textsOf(params, "ResourceIds");
  if (wanted.length === 0) throw faults.missing("ResourceIds");
  const known = new Map(
    items.flatMap((one) => [
      [idOf(one), one],
      [textOf(one.doc, "Trn") ?? "", one],
    ]),
  );
  return wanted.map((id) => {
    const found = known.get(id);
    if (found === undefined) throw faults.notFound(`${textOf(params, "ResourceType")} ${id}`);
    return found;
  });
}

async function retag(
  params: JsonObject,
  context: CallContext,
  change: (tags: ReadonlyMap<string, string>) => ReadonlyMap<string, string>,
): Promise<JsonObject> {
  for (const record of await named(params, context)) {
    const before = objectsOf(record.doc, "Tags").map(
      (tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""] as const,
    );
    const Tags = [...change(new Map(before))].map(([Key, Value]) => ({ Key, Value }));
    await context.store.update({ ...record, doc: { ...record.doc, Tags } });
  }
  return {};
}

/** TRNs of what is tagged. */
async function targets(params: JsonObject, context: Pick<CallContext, "account" | "region">) {
  const type = (textOf(params, "ResourceType") ?? "").toLowerCase();
  return textsOf(params, "ResourceIds").map((id) =>
    id.startsWith("trn:") ? id : trn("id", context.region, context.account, `${type}/${id}`),
  );
}

export const tags: Part = {
  actions: family("id", {
    TagResources: {
      ...computes(async (params, context) => {
        const given = readTags(params);
        if (given.length === 0) throw faults.missing("Tags");
        return retag(params, context, (before) => {
          const set = given.map((tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""] as const);
          return new Map([...before, ...set]);
        });
      }),
      targets,
    },
    UntagResources: {
      ...computes(async (params, context) => {
        const keys = textsOf(params, "TagKeys");
        if (keys.length === 0) throw faults.missing("TagKeys");
        return retag(
          params,
          context,
          (before) => new Map([...before].filter(([key]) => !keys.includes(key))),
        );
      }),
      targets,
    },
    // One row for each resource and tag. Resources that are not there have none.
    ListTagsForResources: answers(async (params, context, documented) => {
      const filters = params.TagFilters ?? [];
      const { items } = await context.store.list(kindOf(params), {
        where: (doc) => tagged.test(doc, filters, params),
      });
      const wanted = textsOf(params, "ResourceIds");
      const rows = items
        .filter(
          (one) => wanted.length === 0 || [idOf(one), one.doc.Trn].some((id) => wanted.includes(`${id}`)),
        )
        .flatMap((one) =>
          objectsOf(one.doc, "Tags").map((tag) => ({
            ResourceType: textOf(params, "ResourceType") ?? "",
            ResourceId: idOf(one),
            TagKey: textOf(tag, "Key") ?? "",
            TagValue: textOf(tag, "Value") ?? "",
          })),
        );
      const page = pageOf(rows, cutOf(documented, params, faults));
      return { ResourceTags: page.items, ...page.counts };
    }),
  }),
};
