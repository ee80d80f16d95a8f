/** The actions on permission points. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { namespaceWithId, permissionPoint } from "./permission-point.ts";

async function placed(fields: JsonObject, { params, context }: Prepared): Promise<JsonObject> {
  const { key } = await namespaceWithId(context, textOf(params, "NamespaceId") ?? "");
  return { ...fields, NamespaceId: params.NamespaceId ?? "", NamespaceName: key };
}

const EITHER = {
  PermissionPointId: "PermissionPointId",
  AuthPointId: "AuthPointId",
  NamespaceId: "NamespaceId",
};

export const permissionPoints: Part = {
  resources: [permissionPoint],
  actions: family("id", {
    CreatePermissionPoint: creates(permissionPoint, { prepare: placed }),
    GetPermissionPoint: gets(permissionPoint, EITHER),
    ListPermissionPoints: lists(permissionPoint, {
      filters: { NamespaceId: equals("NamespaceId"), AuthPointId: equals("AuthPointId") },
    }),
    // What is updated is named by its place; PermissionPointId, where it is given, has to fit.
    UpdatePermissionPoint: updates(permissionPoint, EITHER),
    DeletePermissionPoint: removes(permissionPoint, { PermissionPointId: "PermissionPointId" }),
  }),
};
