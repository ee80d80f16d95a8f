/** Tags of users and roles, on the very records. */
import type { JsonObject } from "../../action/json.ts";
import { answers, computes, family } from "../resources/family.ts";
import { tagged } from "../resources/filters.ts";
import { cutOf, pageOf } from "../resources/paging.ts";
import { change, nameOf, need } from "../resources/records.ts";
import type { Part, Place, Resource, StoredRecord } from "../types.ts";
import { objectsOf, textOf, textsOf } from "../values.ts";
import { invalid } from "./faults.ts";
import { assertTags } from "./names.ts";
import { iamRole } from "./role.ts";
import { iamUser } from "./user.ts";

/** The facts allow these two types and no other. */
const kindIn = (params: JsonObject): Resource => (params.ResourceType === "Role" ? iamRole : iamUser);

/** @throws Fault UserNotExist, RoleNotExist */
async function namedIn(params: JsonObject, context: Place): Promise<readonly StoredRecord[]> {
  const resource = kindIn(params);
  const records: StoredRecord[] = [];
  for (const name of new Set(textsOf(params, "ResourceNames"))) {
    records.push(await need(resource, context, { [resource.name ?? ""]: name }));
  }
  return records;
}

const tagsOf = (record: StoredRecord): readonly JsonObject[] => objectsOf(record.doc, "Tags");

async function targets(params: JsonObject, context: Place): Promise<readonly string[]> {
  const resource = kindIn(params);
  return textsOf(params, "ResourceNames").flatMap(
    (name) => resource.trn?.({ [resource.name ?? ""]: name }, context) ?? [],
  );
}

/** Pages of ListTagsForResources, in tags. The default is the reference's; it names no maximum. */
const SIZES = { default: 1000, max: 1000 };

export const tags: Part = {
  actions: family("iam", {
    TagResources: {
      ...computes(async (params, context) => {
        assertTags(params);
        const given = objectsOf(params, "Tags").map((tag) => ({ Value: "", ...tag }));
        if (given.length === 0) throw invalid("Tags", "There is none.");
        const keys = given.map((tag) => textOf(tag, "Key"));
        for (const record of await namedIn(params, context)) {
          const kept = tagsOf(record).filter((tag) => !keys.includes(textOf(tag, "Key")));
          await change(kindIn(params), context, record, { Tags: [...kept, ...given] });
        }
        return {};
      }),
      targets,
    },
    UntagResources: {
      // A key that is not there is as good as taken away.
      ...computes(async (params, context) => {
        const keys = textsOf(params, "TagKeys");
        for (const record of await namedIn(params, context)) {
          const kept = tagsOf(record).filter((tag) => !keys.includes(textOf(tag, "Key") ?? ""));
          await change(kindIn(params), context, record, { Tags: kept });
        }
        return {};
      }),
      targets,
    },
    ListTagsForResources: answers(async (params, context, documented) => {
      const resource = kindIn(params);
      const cut = cutOf(documented, params, resource.faults, SIZES);
      const records =
        textsOf(params, "ResourceNames").length === 0
          ? (await context.store.list(resource.kind)).items
          : await namedIn(params, context);
      const filters = params.TagFilters ?? [];
      const rows = records
        .filter(({ doc }) => tagged.test(doc, filters, params))
        .flatMap((record) =>
          tagsOf(record).map((tag) => ({
            ResourceType: params.ResourceType ?? "",
            ResourceName: nameOf(resource, record.doc),
            TagKey: tag.Key ?? "",
            TagValue: tag.Value ?? "",
          })),
        );
      const { items, counts } = pageOf(rows, cut);
      return { ResourceTags: items, ...counts };
    }),
  }),
};
