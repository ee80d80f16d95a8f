/** What the actions on iam federation take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const rulesConfiguration = {
  Claim: "string",
  MatchType: "string",
  Role: "string",
  Value: "string",
} as const satisfies Facts;
const iamOidcProviderRoleTrn = {
  IdentityProviderAppId: "string",
  IdentityProviderType: "string",
  IdentityProviderUid: "string",
  RoleTrn: "string",
} as const satisfies Facts;
const roleMapping = {
  AmbiguousRoleResolution: "string Deny|UseDefaultRole",
  IdentityProvider: "string",
  IdentityProviderType: "string",
  RulesConfiguration: [rulesConfiguration],
  Type: "string",
} as const satisfies Facts;
const iamOidcProviderAnswer = {
  AllowUnauthenticatedIdentities: "boolean",
  AllowedClientIds: ["string"],
  Enabled: "boolean",
  IamOidcProviderRoleTrns: [iamOidcProviderRoleTrn],
  OAuthConnections: ["string"],
  OidcConnections: ["string"],
  SamlConnections: ["string"],
  UserPoolUid: "string",
} as const satisfies Facts;
const iamRoleAttachmentAnswer = {
  DefaultAuthenticatedRoleTrn: "string",
  DefaultUnauthenticatedRoleTrn: "string",
  RoleMappings: [roleMapping],
  Uid: "string",
  UserPoolUid: "string",
} as const satisfies Facts;

export const iamFederation: Reference = {
  CreateIamOidcProvider: {
    input: {
      "AppId!": "string",
      "IdentityProviderId!": "string",
      "IdentityProviderType!": "string",
      "UserPoolUid!": "string",
    },
    output: iamOidcProviderAnswer,
  },
  CreateIamRoleAttachment: {
    input: {
      "DefaultAuthenticatedRoleTrn!": "string",
      "DefaultUnauthenticatedRoleTrn!": "string",
      RoleMappings: [roleMapping],
      "UserPoolUid!": "string",
    },
    output: iamRoleAttachmentAnswer,
  },
  GetIamRoleAttachment: { input: { "UserPoolUid!": "string" }, output: iamRoleAttachmentAnswer },
  UpdateIamRoleAttachment: {
    input: {
      DefaultAuthenticatedRoleTrn: "string",
      DefaultUnauthenticatedRoleTrn: "string",
      RoleMappings: [roleMapping],
      "UserPoolUid!": "string",
    },
    output: iamRoleAttachmentAnswer,
  },
  GetUserPoolIamCredentialsServiceConfig: {
    input: { "UserPoolUid!": "string" },
    output: iamOidcProviderAnswer,
  },
  UpdateIamCredentialsServiceConfig: {
    input: {
      AllowUnauthenticatedIdentities: "boolean",
      AllowedClientIds: ["string"],
      Enabled: "boolean",
      OAuthConnections: ["string"],
      OidcConnections: ["string"],
      SamlConnections: ["string"],
      "UserPoolUid!": "string",
    },
    output: iamOidcProviderAnswer,
  },
};
