/** What the namespace and permission actions of the id service take (reference, version 2025-10-30). */
import type { Facts } from "../../types.ts";
import { tagFilters } from "../facts.ts";

const entity = { Id: "string", Type: "string" } as const;
const matcher = { ...entity, Operator: "string" } as const;
const filter = { Id: "string", Name: "string", Description: "string", Trn: "string" } as const;
const definition = {
  Effect: "string",
  Principal: "string",
  PrincipalInfo: "string",
  Operation: "string",
  Resource: "string",
  ResourceInfo: "string",
  Condition: "string",
  ConditionInfo: "string",
} as const;
const list: Facts = {
  PageNumber: "int 1..",
  PageSize: "int 1..100",
  Filter: filter,
  SortField: "string",
  SortDirection: "string",
};

export const namespaceFacts = {
  create: {
    NamespaceName: "string 1..",
    Description: "string",
    ProjectName: "string",
    Associates: ["string 1.."],
    // The page says Values, the vendor's own client sends Value: both are taken.
    Tags: [{ "Key!": "string 1..128", Value: "string ..256", Values: "string ..256" }],
  },
  get: { NamespaceName: "string", NamespaceId: "string" },
  list: { ...list, ProjectName: "string", TagFilters: tagFilters },
  update: { "NamespaceName!": "string", Description: "string", Associates: ["string 1.."] },
  delete: { "NamespaceName!": "string" },
} satisfies Record<string, Facts>;

export const policyFacts = {
  create: {
    NamespaceName: "string",
    PolicyName: "string 1..",
    Policy: "string",
    Definition: definition,
    Description: "string",
    Status: "string",
  },
  get: { NamespaceName: "string", "PolicyName!": "string" },
  list: { ...list, NamespaceName: "string" },
  update: {
    NamespaceName: "string",
    "PolicyName!": "string",
    "Description!": "string 0..",
    "Status!": "string",
  },
  delete: { NamespaceName: "string", "PolicyName!": "string" },
  grant: {
    NamespaceName: "string",
    PolicyName: "string 1..",
    Description: "string",
    Effect: "string",
    Principal: matcher,
    Operation: matcher,
    Resource: matcher,
    OriginalCallers: [matcher],
    Definition: definition,
  },
  check: {
    "NamespaceName!": "string",
    Principal: entity,
    Operation: entity,
    Resource: entity,
    OriginalCallers: [entity],
    References: [{ Entity: entity, Parents: [entity] }],
    PermissionPointId: "string",
    Extra: { runID: "string", sessionID: "string" },
  },
} satisfies Record<string, Facts>;
