/** What the actions on permission sets take and answer (reference of cloudidentity, version 2023-01-01). */
import type { Reference } from "../types.ts";

export const permissionSets: Reference = {
  CreatePermissionSet: {
    input: { Description: "string ..255", "Name!": "string", RelayState: "string", SessionDuration: "int64" },
    output: { PermissionSetId: "string" },
  },
  GetPermissionSet: {
    input: { "PermissionSetId!": "string" },
    output: {
      CreatedTime: "string",
      Description: "string",
      Name: "string",
      PermissionSetId: "string",
      RelayState: "string",
      SessionDuration: "int64",
      UpdatedTime: "string",
    },
  },
  ListPermissionSets: {
    input: { Filter: "string ..254", PageNumber: "int", PageSize: "int 1..100", PermissionSetIds: "string" },
    output: {
      PageNumber: "int",
      PageSize: "int",
      PermissionSets: [
        {
          CreatedTime: "string",
          Description: "string",
          Name: "string",
          PermissionSetId: "string",
          RelayState: "string",
          SessionDuration: "int64",
          StatusNotifications: ["string"],
          UpdatedTime: "string",
        },
      ],
      Total: "int64",
    },
  },
  UpdatePermissionSet: {
    input: {
      Description: "string ..255",
      "PermissionSetId!": "string",
      RelayState: "string",
      SessionDuration: "int64",
    },
    output: {},
  },
  DeletePermissionSet: { input: { "PermissionSetId!": "string" }, output: {} },
  AddInlinePolicyToPermissionSet: {
    input: { "InlinePolicyDocument!": "string", "PermissionSetId!": "string" },
    output: {},
  },
  AddSystemPolicyToPermissionSet: {
    input: { "PermissionPolicyName!": "string", "PermissionSetId!": "string" },
    output: {},
  },
  UpdateInlinePolicyToPermissionSet: {
    input: { "InlinePolicyDocument!": "string", "PermissionSetId!": "string" },
    output: {},
  },
  RemovePermissionPolicyFromPermissionSet: {
    input: {
      PermissionPolicyName: "string",
      "PermissionPolicyType!": "string System|Inline",
      "PermissionSetId!": "string",
    },
    output: {},
  },
  ListPermissionPoliciesInPermissionSet: {
    input: {
      PageNumber: "int",
      PageSize: "int",
      PermissionPolicyType: "string System|Inline",
      "PermissionSetId!": "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      PermissionPolicies: [
        {
          CreatedTime: "string",
          PermissionPolicyDocument: "string",
          PermissionPolicyName: "string",
          PermissionPolicyType: "string System|Inline",
        },
      ],
      Total: "int64",
    },
  },
};
