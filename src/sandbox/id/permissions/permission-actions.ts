/** The actions on what can be done in a namespace. */
import type { JsonObject } from "../../../action/json.ts";
import { documented } from "../../reference/index.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import type { Facts, Part } from "../../types.ts";
import { missing } from "../faults.ts";
import { permissionAction } from "./permission-action.ts";

const BY_ID = { ActionId: "ActionId" };

/** The reference gives an absent namespace no meaning. @throws Fault MissingParameter.NamespaceName */
export function inNamespace(fields: JsonObject): JsonObject {
  if (!fields.NamespaceName) throw missing("NamespaceName");
  return fields;
}

/** What a list shows of a thing, where its reference lists no rows: what a Get shows. */
export const shownBy = (name: string): Facts =>
  documented.find((one) => one.service === "id" && one.name === name)?.output ?? {};

export const permissionActions: Part = {
  resources: [permissionAction],
  actions: family("id", {
    CreateAction: creates(permissionAction, { prepare: inNamespace }),
    GetAction: gets(permissionAction, BY_ID),
    ListActions: lists(permissionAction, {
      filters: { ResourceType: equals("ResourceType") },
      undocumented: shownBy("GetAction"),
    }),
    UpdateAction: updates(permissionAction, BY_ID),
    DeleteAction: removes(permissionAction, BY_ID),
  }),
};
