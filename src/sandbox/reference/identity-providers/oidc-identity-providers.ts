/** What the actions on oidc identity providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const claimRule = {
  ClaimType: "string",
  Required: "boolean",
  SourceClaimPath: "string",
  TargetClaim: "string",
} as const satisfies Facts;
const attributeMapping = {
  AdditionalConfig: "string",
  MappingType: "string",
  SourceAttributeName: "string",
  TargetAttributeName: "string",
} as const satisfies Facts;
const scimProvisioning = {
  AdditionalMappings: [{ ScimPath: "string", UserPoolPath: ["string"] }],
  Enabled: "boolean",
  UserIdAttribute: "string",
} as const satisfies Facts;
const claimsPropagationConfig = { ClaimRules: [claimRule], Mode: "string" } as const satisfies Facts;
const scimProvisioning2 = {
  AdditionalMappings: [{ ScimPath: "string", UserPoolPath: ["string"] }],
  BaseUrl: "string",
  Enabled: "boolean",
  UserIdAttribute: "string",
} as const satisfies Facts;
const providerOption = {
  AutoLinking: "string",
  IsAutoCreation: "boolean",
  IsAutoUpdate: "boolean",
  IsCreationAllowed: "boolean",
  IsLinkingAllowed: "boolean",
  UserLinkingPromptEnabled: "boolean",
} as const satisfies Facts;
const data = {
  ClaimsPropagationConfig: claimsPropagationConfig,
  ClientId: "string",
  ClientSecret: "string",
  EipRecord: { EipAddress: "string", EipId: "string" },
  Enabled: "boolean",
  IsIdTokenMapping: "boolean",
  Issuer: "string",
  Name: "string",
  Provider: "string",
  ProviderOptions: providerOption,
  ScimProvisioning: scimProvisioning2,
  ScopesList: ["string"],
  Uid: "string",
  UsePkce: "boolean",
} as const satisfies Facts;

export const oidcIdentityProviders: Reference = {
  CreateIdentityProviderOIDC: {
    input: {
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ClientId!": "string",
      "ClientSecret!": "string",
      EipId: "string",
      "Enabled!": "boolean",
      "IsIdTokenMapping!": "boolean",
      "Issuer!": "string",
      "Name!": "string",
      PassvaultOauth2CredentialProviderOptions: {
        CreatePassvaultOauth2CredentialProvider: "boolean",
        WorkloadPoolName: "string",
      },
      Provider: "string",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning,
      ScopesList: ["string"],
      SoleProviderConnection: "boolean",
      "UsePkce!": "boolean",
      "UserPoolUid!": "string",
    },
    output: {
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      ClientId: "string",
      ClientSecret: "string",
      EipRecord: { EipAddress: "string", EipId: "string" },
      Enabled: "boolean",
      IsIdTokenMapping: "boolean",
      Issuer: "string",
      Name: "string",
      Provider: "string",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning2,
      ScopesList: ["string"],
      SoleProviderConnection: "boolean",
      Uid: "string",
      UsePkce: "boolean",
    },
  },
  GetIdentityProviderOIDC: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: {
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      ClientId: "string",
      ClientSecret: "string",
      EipRecord: { EipAddress: "string", EipId: "string" },
      Enabled: "boolean",
      IsIdTokenMapping: "boolean",
      Issuer: "string",
      Name: "string",
      Provider: "string",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning2,
      ScopesList: ["string"],
      Uid: "string",
      UsePkce: "boolean",
    },
  },
  ListIdentityProvidersOIDC: {
    input: { "UserPoolUid!": "string" },
    output: { Data: [data], PageNumber: "int", PageSize: "int", TotalCount: "int" },
  },
  UpdateIdentityProviderOIDC: {
    input: {
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ClientId!": "string",
      ClientSecret: "string",
      "ConnectionUid!": "string",
      EipId: "string",
      Enabled: "boolean",
      "IsIdTokenMapping!": "boolean",
      Issuer: "string",
      Name: "string",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning,
      ScopesList: ["string"],
      "UsePkce!": "boolean",
      "UserPoolUid!": "string",
    },
    output: data,
  },
  DeleteIdentityProviderOIDC: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
