/** What the actions on namespaces take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const namespaces: Reference = {
  CreateNamespace: {
    input: {
      Associates: ["string"],
      Description: "string",
      NamespaceName: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
    },
    output: {
      Associates: "string",
      CreateTime: "string",
      Description: "string",
      NamespaceId: "string",
      NamespaceName: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
      Trn: "string",
      UpdateTime: "string",
    },
  },
  GetNamespace: {
    input: { NamespaceId: "string", NamespaceName: "string" },
    output: {
      Associates: ["string"],
      CreateTime: "string",
      Description: "string",
      NamespaceId: "string",
      NamespaceName: "string",
      ProjectName: "string",
      Tags: [{ Key: "string", Value: "string" }],
      Trn: "string",
      UpdateTime: "string",
    },
  },
  ListNamespaces: {
    input: {
      Filter: { Description: "string", Id: "string", Name: "string", Trn: "string" },
      PageNumber: "int",
      PageSize: "int",
      ProjectName: "string",
      SortDirection: "string",
      SortField: "string",
      TagFilters: [{ Key: "string", Values: ["string"] }],
    },
    output: {
      Namespaces: [
        {
          CreateTime: "string",
          Description: "string",
          NamespaceId: "string",
          NamespaceName: "string",
          ProjectName: "string",
          Tags: [{ Key: "string", Value: "string" }],
          Trn: "string",
          UpdateTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateNamespace: {
    input: { Associates: ["string"], Description: "string", "NamespaceName!": "string" },
    output: { Message: "string", Success: "boolean" },
  },
  DeleteNamespace: {
    input: { "NamespaceName!": "string" },
    output: { Message: "string", Success: "boolean" },
  },
};
