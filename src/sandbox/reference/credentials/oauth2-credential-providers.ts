/** What the actions on oauth2 credential providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const oauth2CredentialProvider = {
  CreatedAt: "string",
  CredentialProviderTrn: "string",
  Name: "string",
  ProjectName: "string",
  UpdatedAt: "string",
  Vendor: "int",
} as const satisfies Facts;
const clientMetadata = {
  ClientName: "string",
  ClientUri: "string",
  GrantTypes: ["string"],
  LogoUri: "string",
  RedirectUris: ["string"],
  ResponseTypes: ["string"],
  Scope: "string",
  TokenEndpointAuthMethod: "string",
} as const satisfies Facts;
const authorizationServerMetadata = {
  AuthorizationEndpoint: "string",
  CodeChallengeMethodsSupported: ["string"],
  Issuer: "string",
  RegistrationEndpoint: "string",
  ResponseTypes: ["string"],
  RevocationEndpoint: "string",
  TokenEndpoint: "string",
} as const satisfies Facts;
const oauth2Discovery = {
  AuthorizationServerMetadata: authorizationServerMetadata,
  DiscoveryUrl: "string",
} as const satisfies Facts;
const config = {
  ClientId: "string",
  ClientSecret: "string",
  CustomParameters: { Entries: [{ Key: "string", Value: "string" }] },
  Flow: "string USER_FEDERATION|M2M",
  ForceAuthentication: "boolean",
  MaxExpires: "int64",
  Metadata: "string",
  Oauth2Discovery: oauth2Discovery,
  RedirectUrl: "string",
  Scopes: ["string"],
  SecretStorage: { EncryptionKey: "string", StorageType: "int" },
} as const satisfies Facts;

export const oauth2CredentialProviders: Reference = {
  CreateOauth2CredentialProvider: {
    input: {
      Config: config,
      "Name!": "string",
      PoolName: "string",
      ProjectName: "string",
      Source: "string",
      "Vendor!": "int",
    },
    output: { CallbackUrl: "string", CredentialProviderTrn: "string", Name: "string", SecretTrn: "string" },
  },
  CreateOauth2CredentialProviderDcr: {
    input: {
      ClientMetadata: clientMetadata,
      Config: config,
      "Name!": "string",
      PoolName: "string",
      ProjectName: "string",
      "Vendor!": "int",
    },
    output: { CredentialProviderTrn: "string", Name: "string", SecretTrn: "string" },
  },
  GetOauth2CredentialProvider: {
    input: { "Name!": "string", PoolName: "string" },
    output: {
      Config: config,
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      DcrClientInfo: {
        ClientId: "string",
        ClientIdIssuedAt: "int64",
        ClientMetadata: clientMetadata,
        ClientSecret: "string",
        ClientSecretExpiresAt: "int64",
        RegistrationAccessToken: "string",
        RegistrationClientUri: "string",
        RegistrationEndpoint: "string",
      },
      Name: "string",
      PoolName: "string",
      ProjectName: "string",
      SecretTrn: "string",
      UpdatedAt: "string",
      Vendor: "int",
    },
  },
  BatchGetOauth2CredentialProviders: {
    input: { Names: ["string"], PoolName: "string" },
    output: { Oauth2CredentialProviders: [oauth2CredentialProvider] },
  },
  ListOauth2CredentialProviders: {
    input: { "PageNumber!": "int", "PageSize!": "int", PoolName: "string" },
    output: {
      Oauth2CredentialProviders: [oauth2CredentialProvider],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateOauth2CredentialProvider: {
    input: { Config: config, "Name!": "string", PoolName: "string" },
    output: {
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      Name: "string",
      SecretTrn: "string",
      UpdatedAt: "string",
    },
  },
  DeleteOauth2CredentialProvider: { input: { "Name!": "string", PoolName: "string" }, output: {} },
};
