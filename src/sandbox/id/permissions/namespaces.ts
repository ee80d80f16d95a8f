/** The actions on permission namespaces. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { contains, equals, tagged } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { textsOf } from "../../values.ts";
import { readTags } from "../tag-list.ts";
import { namespaceFacts } from "./facts.ts";
import { namespace } from "./namespace.ts";

const BY_NAME = { NamespaceName: "NamespaceName" };

export const namespaces: Part = {
  resources: [namespace],
  actions: family("id", {
    CreateNamespace: {
      ...creates(namespace, {
        prepare: (fields) => ({ ...fields, Tags: readTags(fields) }),
        // This answer alone has the associates as one text.
        also: async ({ doc }) => ({ Associates: textsOf(doc, "Associates").join(",") }),
      }),
      input: namespaceFacts.create,
    },
    GetNamespace: gets(namespace, { NamespaceName: "NamespaceName", NamespaceId: "NamespaceId" }),
    ListNamespaces: {
      ...lists(namespace, {
        filters: {
          "Filter.Id": equals("NamespaceId"),
          "Filter.Trn": equals("Trn"),
          "Filter.Name": contains("NamespaceName"),
          "Filter.Description": contains("Description"),
          TagFilters: tagged,
          ProjectName: equals("ProjectName"),
        },
        sort: {
          by: "SortField",
          direction: "SortDirection",
          fields: ["NamespaceName", "CreateTime", "UpdateTime"],
        },
      }),
      input: namespaceFacts.list,
    },
    UpdateNamespace: { ...updates(namespace, BY_NAME), input: namespaceFacts.update },
    DeleteNamespace: removes(namespace, BY_NAME),
  }),
};
