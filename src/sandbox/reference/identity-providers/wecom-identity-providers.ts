/** What the actions on wecom identity providers take and answer (reference of id, version 2025-10-30). */

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
const identityProviderWeComAnswer = {
  AgentId: "string",
  AttributeMappings: [attributeMapping],
  AuthorizationEndpoint: "string",
  ClaimsPropagationConfig: claimsPropagationConfig,
  CorpId: "string",
  DetailedUserInfoEndpoint: "string",
  DomainVerifyContent: "string",
  DomainVerifyFileName: "string",
  EipRecord: { EipAddress: "string", EipId: "string" },
  Enabled: "boolean",
  Name: "string",
  OutboundEgressIps: ["string"],
  ProviderOptions: providerOption,
  RetrieveSensitiveUserInfoEnabled: "boolean",
  Secret: "string",
  SoleProviderConnection: "boolean",
  TokenEndpoint: "string",
  Uid: "string",
  UserEndpoint: "string",
} as const satisfies Facts;

export const wecomIdentityProviders: Reference = {
  CreateIdentityProviderWeCom: {
    input: {
      "AgentId!": "string",
      AttributeMappings: [attributeMapping],
      "AuthorizationEndpoint!": "string",
      ClaimsPropagationConfig: claimsPropagationConfig,
      "CorpId!": "string",
      "DetailedUserInfoEndpoint!": "string",
      DomainVerifyContent: "string",
      DomainVerifyFileName: "string",
      EipId: "string",
      "Enabled!": "boolean",
      "Name!": "string",
      ProviderOptions: providerOption,
      RetrieveSensitiveUserInfoEnabled: "boolean",
      "Secret!": "string",
      SoleProviderConnection: "string",
      "TokenEndpoint!": "string",
      "UserEndpoint!": "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderWeComAnswer,
  },
  GetIdentityProviderWeCom: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: identityProviderWeComAnswer,
  },
  ListIdentityProvidersWeCom: {
    input: { "UserPoolUid!": "string" },
    output: {
      Data: [
        {
          AgentId: "string",
          AuthorizationEndpoint: "string",
          ClaimsPropagationConfig: claimsPropagationConfig,
          CorpId: "string",
          DetailedUserInfoEndpoint: "string",
          DomainVerifyContent: "string",
          DomainVerifyFileName: "string",
          EipRecord: { EipAddress: "string", EipId: "string" },
          Enabled: "boolean",
          Name: "string",
          OutboundEgressIps: ["string"],
          ProviderOptions: providerOption,
          RetrieveSensitiveUserInfoEnabled: "boolean",
          Secret: "string",
          TokenEndpoint: "string",
          Uid: "string",
          UserEndpoint: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateIdentityProviderWeCom: {
    input: {
      AgentId: "string",
      AttributeMappings: [attributeMapping],
      AuthorizationEndpoint: "string",
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ConnectionUid!": "string",
      CorpId: "string",
      DetailedUserInfoEndpoint: "string",
      DomainVerifyContent: "string",
      DomainVerifyFileName: "string",
      EipId: "string",
      Enabled: "boolean",
      Name: "string",
      ProviderOptions: providerOption,
      RetrieveSensitiveUserInfoEnabled: "boolean",
      Secret: "string",
      TokenEndpoint: "string",
      UserEndpoint: "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderWeComAnswer,
  },
  DeleteIdentityProviderWeCom: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
