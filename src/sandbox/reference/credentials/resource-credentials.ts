/** What the actions on resource credentials take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const resourceCredentials: Reference = {
  GetResourceApiKey: {
    input: { "IdentityToken!": "string", PoolName: "string", "ProviderName!": "string" },
    output: {
      ApiKey: "string",
      ApiKeyMetadata: [{ Location: "string", ParameterName: "string", Prefix: "string" }],
    },
  },
  GetResourceOauth2Token: {
    input: {
      CredentialName: "string",
      CustomParameters: { Entries: [{ Key: "string", Value: "string" }] },
      CustomState: "string",
      Flow: "string",
      ForceAuthentication: "boolean",
      "IdentityToken!": "string",
      PoolName: "string",
      "ProviderName!": "string",
      RedirectUrl: "string",
      ResourceOauth2ReturnUrl: "string",
      Scopes: ["string"],
      SessionUri: "string",
    },
    output: { AccessToken: "string", AuthorizationUrl: "string", ExpiresIn: "int64", SessionUri: "string" },
  },
  CompleteResourceTokenAuth: {
    input: {
      PoolName: "string",
      "SessionUri!": "string",
      UserIdentifier: { IdentityToken: "string", UserID: "string", UserToken: "string" },
    },
    output: {},
  },
  Oauth2Callback: {
    input: { Code: "string", Error: "string", "IdentityToken!": "string", "State!": "string" },
    output: { AccessToken: "string" },
  },
  GetRoleCredentials: {
    input: {
      DurationSeconds: "int",
      "IdentityToken!": "string",
      PoolName: "string",
      "ProviderName!": "string",
      RequestedRoleTrn: "string",
      RoleSessionName: "string",
      WithOIDC: "boolean",
    },
    output: {
      VolcEngResponse: {
        AssumedRoleUser: { AssumedRoleId: "string", Trn: "string" },
        Credentials: {
          AccessKeyId: "string",
          CurrentTime: "string",
          Expiration: "string",
          SecretAccessKey: "string",
          SessionToken: "string",
        },
        OIDCTokenInfo: {
          ClientIds: ["string"],
          ExpirationTime: "string",
          IssuanceTime: "string",
          Issuer: "string",
          Subject: "string",
        },
      },
    },
  },
};
