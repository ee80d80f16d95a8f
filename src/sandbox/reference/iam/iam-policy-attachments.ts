/** What the actions on iam policy attachments take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const attachUserPolicyRequest = {
  "PolicyName!": "string 1..64",
  "PolicyType!": "string System|Custom",
  "UserName!": "string 1..64",
} as const satisfies Facts;
const attachRolePolicyRequest = {
  "PolicyName!": "string 1..64",
  "PolicyType!": "string System|Custom",
  "RoleName!": "string 1..64",
} as const satisfies Facts;
const attachUserGroupPolicyRequest = {
  "PolicyName!": "string 1..64",
  "PolicyType!": "string System|Custom",
  "UserGroupName!": "string 1..64",
} as const satisfies Facts;
const policyScope = {
  AttachDate: "string",
  PolicyScopeType: "string",
  ProjectDisplayName: "string",
  ProjectName: "string",
} as const satisfies Facts;
const attachedPolicyMetadata = {
  AttachDate: "string",
  Description: "string",
  PolicyName: "string",
  PolicyScope: [policyScope],
  PolicyTrn: "string",
  PolicyType: "string",
} as const satisfies Facts;

export const iamPolicyAttachments: Reference = {
  AttachUserPolicy: { input: attachUserPolicyRequest, output: {} },
  DetachUserPolicy: { input: attachUserPolicyRequest, output: {} },
  ListAttachedUserPolicies: {
    input: { "UserName!": "string" },
    output: { AttachedPolicyMetadata: [attachedPolicyMetadata] },
  },
  AttachUserGroupPolicy: { input: attachUserGroupPolicyRequest, output: {} },
  DetachUserGroupPolicy: { input: attachUserGroupPolicyRequest, output: {} },
  ListAttachedUserGroupPolicies: {
    input: { "UserGroupName!": "string" },
    output: { AttachedPolicyMetadata: [attachedPolicyMetadata] },
  },
  AttachRolePolicy: { input: attachRolePolicyRequest, output: {} },
  DetachRolePolicy: { input: attachRolePolicyRequest, output: {} },
  ListAttachedRolePolicies: {
    input: { "RoleName!": "string" },
    output: { AttachedPolicyMetadata: [attachedPolicyMetadata] },
  },
  ListEntitiesForPolicy: {
    input: {
      EntityFilter: "string",
      Limit: "int",
      Offset: "int",
      "PolicyName!": "string",
      "PolicyType!": "string System|Custom",
    },
    output: {
      Limit: "int",
      Offset: "int",
      PolicyRoles: [
        {
          AttachDate: "string",
          Description: "string",
          DisplayName: "string",
          Id: "int",
          PolicyScope: [policyScope],
          RoleName: "string",
        },
      ],
      PolicyUserGroups: [
        {
          AttachDate: "string",
          Description: "string",
          DisplayName: "string",
          Id: "int",
          PolicyScope: [policyScope],
          UserGroupName: "string",
        },
      ],
      PolicyUsers: [
        {
          AttachDate: "string",
          Description: "string",
          DisplayName: "string",
          Id: "int",
          PolicyScope: [policyScope],
          UserName: "string",
        },
      ],
      Total: "int",
    },
  },
};
