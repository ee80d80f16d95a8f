/** What the actions on saml identity providers take and answer (reference of id, version 2025-10-30). */

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
const identityProviderSAMLAnswer = {
  AttributeMapping: "string",
  AttributeMappings: [attributeMapping],
  Certificate: "string",
  ClaimsPropagationConfig: claimsPropagationConfig,
  EipRecord: { EipAddress: "string", EipId: "string" },
  Enabled: "boolean",
  EnabledEncryption: "boolean",
  EnabledSign: "boolean",
  IdAttribute: "string",
  IdpMetadata: "string",
  Name: "string",
  Provider: "string",
  ProviderOptions: providerOption,
  ScimProvisioning: scimProvisioning2,
  SpMetadata: "string",
  Uid: "string",
} as const satisfies Facts;

export const samlIdentityProviders: Reference = {
  CreateIdentityProviderSAML: {
    input: {
      "AttributeMapping!": "string",
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      EipId: "string",
      "Enabled!": "boolean",
      "EnabledEncryption!": "boolean",
      "EnabledSign!": "boolean",
      "IdAttribute!": "string",
      "IdpMetadata!": "string",
      "Name!": "string ..255",
      Provider: "string",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning,
      "UserPoolUid!": "string",
    },
    output: identityProviderSAMLAnswer,
  },
  GetIdentityProviderSAML: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: identityProviderSAMLAnswer,
  },
  ListIdentityProvidersSAML: {
    input: { "UserPoolUid!": "string" },
    output: {
      Data: [
        {
          AttributeMapping: "string",
          Certificate: "string",
          ClaimsPropagationConfig: claimsPropagationConfig,
          EipRecord: { EipAddress: "string", EipId: "string" },
          Enabled: "boolean",
          EnabledEncryption: "boolean",
          EnabledSign: "boolean",
          IdAttribute: "string",
          IdpMetadata: "string",
          Name: "string",
          Provider: "string",
          ProviderOptions: providerOption,
          ScimProvisioning: scimProvisioning2,
          SpMetadata: "string",
          Uid: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateIdentityProviderSAML: {
    input: {
      AttributeMapping: "string",
      AttributeMappings: [attributeMapping],
      ClaimsPropagationConfig: claimsPropagationConfig,
      "ConnectionUid!": "string",
      EipId: "string",
      Enabled: "boolean",
      EnabledEncryption: "boolean",
      EnabledSign: "boolean",
      IdAttribute: "string",
      IdpMetadata: "string",
      Name: "string ..255",
      ProviderOptions: providerOption,
      ScimProvisioning: scimProvisioning,
      "UserPoolUid!": "string",
    },
    output: identityProviderSAMLAnswer,
  },
  DeleteIdentityProviderSAML: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
