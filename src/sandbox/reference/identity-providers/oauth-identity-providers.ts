/** What the actions on oauth identity providers take and answer (reference of id, version 2025-10-30). */

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
const claimsPropagationConfig = { ClaimRules: [claimRule], Mode: "string" } as const satisfies Facts;
const providerOption = {
  AutoLinking: "string",
  IsAutoCreation: "boolean",
  IsAutoUpdate: "boolean",
  IsCreationAllowed: "boolean",
  IsLinkingAllowed: "boolean",
  UserLinkingPromptEnabled: "boolean",
} as const satisfies Facts;
const identityProviderOAuthAnswer = {
  AttributeMappings: [attributeMapping],
  AuthorizationEndpoint: "string",
  ClaimsPropagationConfig: claimsPropagationConfig,
  ClientId: "string",
  ClientSecret: "string",
  EipRecord: { EipAddress: "string", EipId: "string" },
  Enabled: "boolean",
  ExtraProviderConfiguration: { DingDingExtraProviderConfiguration: { AgentId: "string" } },
  IdAttribute: "string",
  Name: "string",
  Provider: "string",
  ProviderOptions: providerOption,
  ScopesList: ["string"],
  SoleProviderConnection: "boolean",
  TokenEndpoint: "string",
  Uid: "string",
  UsePkce: "boolean",
  UserEndpoint: "string",
} as const satisfies Facts;

export const oauthIdentityProviders: Reference = {
  CreateIdentityProviderOAuth: {
    input: {
      AttributeMappings: [attributeMapping],
      "AuthorizationEndpoint!": "string",
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ClientId!": "string",
      "ClientSecret!": "string",
      EipId: "string",
      "Enabled!": "boolean",
      ExtraProviderConfiguration: { DingDingExtraProviderConfiguration: { AgentId: "string" } },
      "IdAttribute!": "string",
      "Name!": "string",
      PassvaultOauth2CredentialProviderOptions: {
        CreatePassvaultOauth2CredentialProvider: "boolean",
        WorkloadPoolName: "string",
      },
      Provider: "string",
      ProviderOptions: providerOption,
      ScopesList: ["string"],
      SoleProviderConnection: "boolean",
      "TokenEndpoint!": "string",
      "UsePkce!": "boolean",
      "UserEndpoint!": "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderOAuthAnswer,
  },
  GetIdentityProviderOAuth: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: identityProviderOAuthAnswer,
  },
  ListIdentityProvidersOAuth: {
    input: { "UserPoolUid!": "string" },
    output: {
      Data: [
        {
          AuthorizationEndpoint: "string",
          ClaimsPropagationConfig: claimsPropagationConfig,
          ClientId: "string",
          ClientSecret: "string",
          EipRecord: { EipAddress: "string", EipId: "string" },
          Enabled: "boolean",
          IdAttribute: "string",
          Name: "string",
          Provider: "string",
          ProviderOptions: providerOption,
          ScopesList: ["string"],
          TokenEndpoint: "string",
          Uid: "string",
          UsePkce: "boolean",
          UserEndpoint: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateIdentityProviderOAuth: {
    input: {
      AttributeMappings: [attributeMapping],
      AuthorizationEndpoint: "string",
      ClaimsPropagationConfig: claimsPropagationConfig,
      ClientId: "string",
      ClientSecret: "string",
      "ConnectionUid!": "string",
      EipId: "string",
      Enabled: "boolean",
      ExtraProviderConfiguration: { DingDingExtraProviderConfiguration: { AgentId: "string" } },
      IdAttribute: "string",
      Name: "string",
      ProviderOptions: providerOption,
      ScopesList: ["string"],
      TokenEndpoint: "string",
      UsePkce: "boolean",
      UserEndpoint: "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderOAuthAnswer,
  },
  DeleteIdentityProviderOAuth: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
