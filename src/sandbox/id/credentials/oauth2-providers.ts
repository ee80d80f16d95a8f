/** The actions on OAuth2 credential providers. */
import type { JsonObject } from "../../../action/json.ts";
import { callbackAt } from "../../oauth2/addresses.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part, Place } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import { missing } from "../faults.ts";
import { authorizationServer, registerClient } from "./authorization-servers.ts";
import { assertFree, BY_NAME, batchGets, credentialProvider, inPool } from "./credential-provider.ts";

const IN_POOL = inPool("oauth2");

/** Where the vendor sends browsers back to: the provider's own address, or the service's. */
export function callbackOf(provider: JsonObject, { baseUrl }: Pick<Place, "baseUrl">): string {
  return textOf(objectOf(provider, "Config") ?? {}, "RedirectUrl") || callbackAt(baseUrl);
}

/** Names of client metadata by their names in a registration (RFC 7591). */
const METADATA = {
  client_name: "ClientName",
  client_uri: "ClientUri",
  logo_uri: "LogoUri",
  redirect_uris: "RedirectUris",
  grant_types: "GrantTypes",
  response_types: "ResponseTypes",
  scope: "Scope",
  token_endpoint_auth_method: "TokenEndpointAuthMethod",
} as const;

/** What the provider stores of a registration. */
function clientInfo(registered: JsonObject): JsonObject {
  const texts: Record<string, string> = {
    ClientId: "client_id",
    ClientSecret: "client_secret",
    RegistrationAccessToken: "registration_access_token",
    RegistrationClientUri: "registration_client_uri",
  };
  const numbers: Record<string, string> = {
    ClientIdIssuedAt: "client_id_issued_at",
    ClientSecretExpiresAt: "client_secret_expires_at",
  };
  const entries = (
    from: Readonly<Record<string, string>>,
    read: (name: string) => string | number | undefined,
  ) =>
    Object.entries(from).flatMap(([field, name]) => {
      const value = read(name);
      return value === undefined ? [] : [[field, value] as const];
    });
  const metadata = Object.entries(METADATA).flatMap(([name, field]) => {
    const value = registered[name];
    return value === undefined || value === null ? [] : [[field, value] as const];
  });
  return {
    ...Object.fromEntries(entries(texts, (name) => textOf(registered, name))),
    ...Object.fromEntries(entries(numbers, (name) => numberOf(registered, name))),
    ClientMetadata: Object.fromEntries(metadata),
  };
}

/** What is sent to the registration endpoint; what the call leaves out follows from the provider. */
function registration(params: JsonObject, callback: string): JsonObject {
  const given = objectOf(params, "ClientMetadata") ?? {};
  const config = objectOf(params, "Config") ?? {};
  const named = Object.entries(METADATA).flatMap(([name, field]) =>
    given[field] === undefined ? [] : [[name, given[field] ?? null] as const],
  );
  const scopes = textsOf(config, "Scopes");
  return {
    client_name: textOf(params, "Name") ?? "",
    redirect_uris: [callback],
    grant_types:
      textOf(config, "Flow") === "M2M" ? ["client_credentials"] : ["authorization_code", "refresh_token"],
    ...(scopes.length === 0 ? {} : { scope: scopes.join(" ") }),
    ...Object.fromEntries(named),
  };
}

export const oauth2Providers: Part = {
  actions: family("id", {
    CreateOauth2CredentialProvider: creates(credentialProvider, {
      ...IN_POOL,
      prepare(fields) {
        if (objectOf(fields, "Config") === undefined) throw missing("Config");
        return fields;
      },
      also: async ({ doc }, { context }) => ({ CallbackUrl: callbackOf(doc, context) }),
    }),
    CreateOauth2CredentialProviderDcr: {
      ...creates(credentialProvider, {
        ...IN_POOL,
        without: ["ClientMetadata"],
        prepare(fields, { context }) {
          const info = objectOf(context.brought ?? {}, "DcrClientInfo") ?? {};
          const client = { ClientId: info.ClientId ?? "", ClientSecret: info.ClientSecret ?? "" };
          return { ...fields, DcrClientInfo: info, Config: { ...objectOf(fields, "Config"), ...client } };
        },
      }),
      async bring(params, outside) {
        await outside.read((store) => assertFree(params, { ...outside, store }));
        const server = await authorizationServer(objectOf(params, "Config") ?? {}, outside.baseUrl);
        const metadata = registration(params, callbackOf(params, outside));
        const registered = await registerClient(server.registrationEndpoint, metadata);
        return {
          DcrClientInfo: {
            ...clientInfo({ ...metadata, ...registered }),
            RegistrationEndpoint: server.registrationEndpoint,
          },
        };
      },
    },
    GetOauth2CredentialProvider: gets(credentialProvider, BY_NAME, IN_POOL),
    BatchGetOauth2CredentialProviders: batchGets("oauth2", "Oauth2CredentialProviders"),
    ListOauth2CredentialProviders: lists(credentialProvider, IN_POOL),
    UpdateOauth2CredentialProvider: updates(credentialProvider, BY_NAME, {
      ...IN_POOL,
      // What the new configuration does not name stays: so a secret is changed without repeating the addresses.
      prepare: ({ Config, ...fields }, { params, before }) =>
        Config === undefined
          ? fields
          : {
              ...fields,
              Config: { ...objectOf(before?.doc ?? {}, "Config"), ...objectOf(params, "Config") },
            },
    }),
    DeleteOauth2CredentialProvider: removes(credentialProvider, BY_NAME, IN_POOL),
  }),
};
