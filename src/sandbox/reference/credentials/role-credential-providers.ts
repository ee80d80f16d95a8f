/** What the actions on role credential providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const rule = {
  Claim: "string",
  MatchType: "string",
  Role: "string",
  Value: "string",
} as const satisfies Facts;
const userPool = {
  ClientId: "string",
  ClientName: "string",
  PoolId: "string",
  PoolName: "string",
} as const satisfies Facts;
const fromRule = { DefaultRole: "string", Rules: [rule] } as const satisfies Facts;
const identityPool = { AgentPool: { PoolName: "string" }, UserPool: userPool } as const satisfies Facts;
const roleMapping = {
  FromRequest: { AllowedRoles: [{ PolicyTemplate: "string", RoleName: "string" }] },
  FromRole: { PolicyTemplate: "string", RoleName: "string" },
  FromRule: fromRule,
} as const satisfies Facts;
const config = {
  IdentityPool: identityPool,
  Metadata: "string",
  RoleMapping: roleMapping,
} as const satisfies Facts;

export const roleCredentialProviders: Reference = {
  CreateRoleCredentialProvider: {
    input: { Config: config, "Name!": "string", PoolName: "string", ProjectName: "string", "Vendor!": "int" },
    output: {
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      Name: "string",
      PoolName: "string",
      UpdatedAt: "string",
      Vendor: "int",
    },
  },
  GetRoleCredentialProvider: {
    input: { "Name!": "string", PoolName: "string" },
    output: {
      Config: config,
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      Name: "string",
      PoolName: "string",
      ProjectName: "string",
      UpdatedAt: "string",
      Vendor: "int64",
    },
  },
  ListRoleCredentialProviders: {
    input: {
      Filter: {
        CredentialProviderId: "string",
        Name: "string",
        PoolName: "string",
        ProjectName: "string",
        Vendor: "int",
      },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDesc: "boolean",
      SortField: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      RoleCredentialProviders: [
        {
          Config: config,
          CreatedAt: "string",
          CredentialProviderId: "string",
          CredentialProviderTrn: "string",
          Name: "string",
          PoolName: "string",
          ProjectName: "string",
          UpdatedAt: "string",
          Vendor: "int",
        },
      ],
      TotalCount: "int",
    },
  },
  UpdateRoleCredentialProvider: { input: { "Name!": "string", PoolName: "string" }, output: {} },
  DeleteRoleCredentialProvider: { input: { "Name!": "string", PoolName: "string" }, output: {} },
};
