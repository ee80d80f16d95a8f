/** The actions on what a namespace protects. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, selected, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { invalid, missing } from "../faults.ts";
import { shownBy } from "./permission-actions.ts";
import { assertNoChildren, assertParent, permissionResource } from "./permission-resource.ts";

const BY_KEY = { ResourceKey: "ResourceKey" };

async function prepared(fields: JsonObject, { params, context }: Prepared): Promise<JsonObject> {
  const name = textOf(params, "NamespaceName");
  if (!name) throw missing("NamespaceName");
  const parent = textOf(fields, "ParentResourceKey");
  if (parent) await assertParent(context, name, textOf(params, "ResourceKey") ?? "", parent);
  const properties = textOf(fields, "Properties");
  if (properties) assertObject(properties);
  return fields;
}

/** @throws Fault InvalidParameter.Properties: it is JSON in a text */
function assertObject(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw invalid("Properties", "It must be JSON.");
  }
}

const deletes = removes(permissionResource, BY_KEY);

export const permissionResources: Part = {
  resources: [permissionResource],
  actions: family("id", {
    CreateResource: creates(permissionResource, { prepare: prepared }),
    GetResource: gets(permissionResource, BY_KEY),
    ListResources: lists(permissionResource, {
      filters: {
        ResourceType: equals("ResourceType"),
        ParentResourceKey: equals("ParentResourceKey"),
      },
      undocumented: shownBy("GetResource"),
    }),
    UpdateResource: updates(permissionResource, BY_KEY, { prepare: prepared }),
    DeleteResource: {
      ...deletes,
      async handle(params, context, documented) {
        await assertNoChildren(context, await selected(permissionResource, BY_KEY, params, context));
        return deletes.handle(params, context, documented);
      },
    },
  }),
};
