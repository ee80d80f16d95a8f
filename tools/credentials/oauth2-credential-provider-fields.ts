/** What OAuth2 credential providers are configured with. */
import * as z from "zod";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  plainName,
  plainText,
  secretInput,
  secretOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import {
  customParameters,
  customParametersOutput,
  maybeSecret,
  secretStorage,
  secretStorageOutput,
} from "./credential-fields.ts";

/** A bound of our own for free text that may be JSON. */
const METADATA_LIMIT = 65_536;

const texts = (describe: string) => listOf(plainName(), describe).optional();

export const vendor = () => z.int().describe("Number of the vendor; 0 is a custom one");

export const flow = () => z.enum(["USER_FEDERATION", "M2M"]);

const discovery = () =>
  z
    .strictObject({
      DiscoveryUrl: name("E.g. https://…/.well-known/openid-configuration").optional(),
      AuthorizationServerMetadata: z
        .strictObject({
          Issuer: plainName().optional(),
          AuthorizationEndpoint: plainName().optional(),
          TokenEndpoint: plainName().optional(),
          RevocationEndpoint: plainName().optional(),
          RegistrationEndpoint: plainName().optional(),
          ResponseTypes: texts("E.g. code"),
          CodeChallengeMethodsSupported: texts("E.g. S256"),
        })
        .describe("Its addresses one by one, without discovery")
        .optional(),
    })
    .describe("Where the authorization server is")
    .optional();

export const config = () =>
  z
    .strictObject({
      Flow: flow().describe("For a user who consents, or machine to machine").optional(),
      ClientId: name("Client id at the vendor").optional(),
      ClientSecret: secretInput("Its secret at the vendor").optional(),
      Scopes: texts("Scopes to ask for"),
      Oauth2Discovery: discovery(),
      RedirectUrl: name(
        "Callback, e.g. https://auth.id.cn-beijing.volces.com/api/v1/oauth2callback",
      ).optional(),
      CustomParameters: customParameters(),
      ForceAuthentication: z.boolean().describe("Ask for consent even if a token is stored").optional(),
      MaxExpires: z.int().describe("Upper limit of a token's life").optional(),
      Metadata: maybeSecret("Text or JSON of your own", METADATA_LIMIT).optional(),
      SecretStorage: secretStorage(),
    })
    .optional();

export const configSecrets = () => [
  "Config.ClientSecret",
  "Config.CustomParameters.Entries[].Value",
  "Config.Metadata",
  "Config.SecretStorage.EncryptionKey",
];

/** Where the cloud would send the client's secret, the user or the user's code. */
export const configEgress = () => [
  "Config.RedirectUrl",
  "Config.Oauth2Discovery.DiscoveryUrl",
  "Config.Oauth2Discovery.AuthorizationServerMetadata.Issuer",
  "Config.Oauth2Discovery.AuthorizationServerMetadata.AuthorizationEndpoint",
  "Config.Oauth2Discovery.AuthorizationServerMetadata.TokenEndpoint",
  "Config.Oauth2Discovery.AuthorizationServerMetadata.RevocationEndpoint",
  "Config.Oauth2Discovery.AuthorizationServerMetadata.RegistrationEndpoint",
];

export const clientMetadata = () =>
  z
    .strictObject({
      ClientName: name("Name that users see when they consent").optional(),
      ClientUri: name("Home page of the client").optional(),
      LogoUri: plainName().optional(),
      RedirectUris: texts("Callbacks to register"),
      GrantTypes: texts("E.g. authorization_code, refresh_token"),
      ResponseTypes: texts("E.g. code"),
      Scope: plainText().optional(),
      TokenEndpointAuthMethod: name("E.g. client_secret_post").optional(),
    })
    .describe("What to register the client with (RFC 7591)")
    .optional();

export const configOutput = () =>
  z
    .looseObject({
      Flow: textOutput(),
      ClientId: textOutput(),
      ClientSecret: secretOutput(),
      Scopes: textsOutput(),
      Oauth2Discovery: z
        .looseObject({
          DiscoveryUrl: textOutput(),
          AuthorizationServerMetadata: z
            .looseObject({
              Issuer: textOutput(),
              AuthorizationEndpoint: textOutput(),
              TokenEndpoint: textOutput(),
              RevocationEndpoint: textOutput(),
              RegistrationEndpoint: textOutput(),
              ResponseTypes: textsOutput(),
              CodeChallengeMethodsSupported: textsOutput(),
            })
            .nullish(),
        })
        .nullish(),
      RedirectUrl: textOutput(),
      CustomParameters: customParametersOutput(),
      ForceAuthentication: flagOutput(),
      MaxExpires: countOutput(),
      Metadata: secretOutput(),
      SecretStorage: secretStorageOutput(),
    })
    .nullish();

export const dcrClientOutput = () =>
  z
    .looseObject({
      ClientId: textOutput(),
      ClientIdIssuedAt: countOutput(),
      ClientSecret: secretOutput(),
      ClientSecretExpiresAt: countOutput(),
      RegistrationAccessToken: secretOutput(),
      RegistrationClientUri: secretOutput(),
      RegistrationEndpoint: textOutput(),
      ClientMetadata: z
        .looseObject({
          ClientName: textOutput(),
          ClientUri: textOutput(),
          LogoUri: textOutput(),
          RedirectUris: textsOutput(),
          GrantTypes: textsOutput(),
          ResponseTypes: textsOutput(),
          Scope: textOutput(),
          TokenEndpointAuthMethod: textOutput(),
        })
        .nullish(),
    })
    .nullish();
