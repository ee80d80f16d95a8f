/** What the actions on account assignments take and answer (reference of cloudidentity, version 2023-01-01). */
import type { Reference } from "../types.ts";

export const accountAssignments: Reference = {
  CreateAccountAssignment: {
    input: {
      "PermissionSetId!": "string",
      "PrincipalId!": "string",
      "PrincipalType!": "string Group|User",
      "TargetId!": "string",
    },
    output: { TaskId: "string" },
  },
  DeleteAccountAssignment: {
    input: {
      DeprovisionStrategy: "string DeprovisionForLastPermissionSetOnAccount|None",
      "PermissionSetId!": "string",
      "PrincipalId!": "string",
      "PrincipalType!": "string User|Group",
      "TargetId!": "string",
    },
    output: { TaskId: "string" },
  },
  ListAccountAssignments: {
    input: {
      PageNumber: "int",
      PageSize: "int",
      PermissionSetId: "string",
      PrincipalId: "string",
      PrincipalType: "string User|Group",
      TargetId: "string",
    },
    output: {
      AccountAssignments: [
        {
          CreatedTime: "string",
          PermissionSetId: "string",
          PermissionSetName: "string",
          PrincipalId: "string",
          PrincipalName: "string",
          PrincipalType: "string",
          TargetId: "string",
          TargetName: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      Total: "int64",
    },
  },
  ProvisionPermissionSet: {
    input: { "PermissionSetId!": "string", "TargetId!": "string" },
    output: { TaskId: "string" },
  },
  DeprovisionPermissionSet: {
    input: { "PermissionSetId!": "string", "TargetId!": "string" },
    output: { TaskId: "string" },
  },
  ListPermissionSetProvisionings: {
    input: {
      PageNumber: "int",
      PageSize: "int",
      PermissionSetId: "string",
      ProvisioningStatus: "string Provisioned|ReprovisionRequired|ProvisionFailed|Running",
      TargetId: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      PermissionSetProvisionings: [
        {
          CreatedTime: "string",
          PermissionSetId: "string",
          PermissionSetName: "string",
          ProvisioningStatus: "string",
          TargetId: "string",
          TargetName: "string",
          UpdatedTime: "string",
        },
      ],
      Total: "int64",
    },
  },
};
