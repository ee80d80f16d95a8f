/** What the actions on token exchange identity providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const externalIdentityProviderConfiguration = {
  OAuthUserIdAttribute: "string",
  OAuthUserInfoUrl: "string",
  OIDCIssuerUrl: "string",
} as const satisfies Facts;
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
const identityProviderTokenExchangeAnswer = {
  AllowedAudiences: ["string"],
  AllowedClaimsAndValues: [{ Claim: "string", Values: ["string"] }],
  AllowedClients: ["string"],
  AllowedScopes: ["string"],
  AttributeMappings: [attributeMapping],
  ClaimsPropagationConfig: claimsPropagationConfig,
  EipRecord: { EipAddress: "string", EipId: "string" },
  Enabled: "boolean",
  ExternalIdentityProviderConfiguration: externalIdentityProviderConfiguration,
  Name: "string",
  Provider: "string",
  ProviderOptions: providerOption,
  ProviderType: "string",
  Uid: "string",
} as const satisfies Facts;

export const tokenExchangeIdentityProviders: Reference = {
  CreateIdentityProviderTokenExchange: {
    input: {
      AllowedAudiences: ["string"],
      AllowedClaimsAndValues: [{ Claim: "string", Values: ["string"] }],
      AllowedClients: ["string"],
      AllowedScopes: ["string"],
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      EipId: "string",
      "Enabled!": "boolean",
      ExternalIdentityProviderConfiguration: externalIdentityProviderConfiguration,
      "Name!": "string",
      Provider: "string",
      ProviderOptions: providerOption,
      "ProviderType!": "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderTokenExchangeAnswer,
  },
  GetIdentityProviderTokenExchange: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: identityProviderTokenExchangeAnswer,
  },
  ListIdentityProvidersTokenExchange: {
    input: { "UserPoolUid!": "string" },
    output: {
      Data: [identityProviderTokenExchangeAnswer],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateIdentityProviderTokenExchange: {
    input: {
      AllowedAudiences: ["string"],
      AllowedClaimsAndValues: [{ Claim: "string", Values: ["string"] }],
      AllowedClients: ["string"],
      AllowedScopes: ["string"],
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ConnectionUid!": "string",
      EipId: "string",
      Enabled: "boolean",
      ExternalIdentityProviderConfiguration: externalIdentityProviderConfiguration,
      Name: "string",
      Provider: "string",
      ProviderOptions: providerOption,
      ProviderType: "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderTokenExchangeAnswer,
  },
  DeleteIdentityProviderTokenExchange: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
