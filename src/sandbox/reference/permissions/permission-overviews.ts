/** What the actions on permission overviews take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const reference = {
  Entity: { Id: "string", Type: "string" },
  Parents: [{ Id: "string", Type: "string" }],
} as const satisfies Facts;
const filter = {
  Actions: ["string"],
  Effects: ["string"],
  ObjectTypes: ["string"],
  SubjectTypes: ["string"],
} as const satisfies Facts;

export const permissionOverviews: Reference = {
  BatchGetObjectPermissions: {
    input: {
      NamespaceName: "string",
      Tasks: [
        {
          Filter: filter,
          IncludeConditionalPolicies: "boolean",
          Object: { Id: "string", Type: "string" },
          PageNumber: "int",
          PageSize: "int",
          References: [reference],
        },
      ],
    },
    output: {
      Results: [
        {
          Data: [
            {
              Action: { Id: "string", Type: "string" },
              Condition: "string",
              Conditional: "boolean",
              Effect: "string",
              PolicyId: "string",
              PolicyName: "string",
              Subject: { Id: "string", Type: "string" },
            },
          ],
          PageNumber: "int",
          PageSize: "int",
          TaskIndex: "int",
          TotalCount: "int",
        },
      ],
    },
  },
  BatchGetSubjectPermissions: {
    input: {
      NamespaceName: "string",
      Tasks: [
        {
          Filter: filter,
          IncludeConditionalPolicies: "boolean",
          PageNumber: "int",
          PageSize: "int",
          References: [reference],
          Subject: { Id: "string", Type: "string" },
        },
      ],
    },
    output: {
      Results: [
        {
          Data: [
            {
              Action: { Id: "string", Type: "string" },
              Condition: "string",
              Conditional: "boolean",
              Effect: "string",
              PolicyId: "string",
              PolicyName: "string",
              Resource: { Id: "string", Type: "string" },
            },
          ],
          PageNumber: "int",
          PageSize: "int",
          TaskIndex: "int",
          TotalCount: "int",
        },
      ],
    },
  },
};
