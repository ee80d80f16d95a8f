/** The actions on shared OAuth2 credentials: what one account allowed, for all workloads that name it. */
import type { JsonObject } from "../../../action/json.ts";
import { lists } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { contains, equals } from "../../resources/filters.ts";
import { find, need, remove } from "../../resources/records.ts";
import type { Part, Place, StoredRecord } from "../../types.ts";
import { objectOf, pick, textOf, textsOf } from "../../values.ts";
import { duplicated, refused } from "../faults.ts";
import { authorizationServer } from "./authorization-servers.ts";
import { providerIn } from "./credential-provider.ts";
import { oauth2Grant, sharedCredential } from "./oauth2-grant.ts";
import { callbackOf } from "./oauth2-providers.ts";
import { begin, customParameters, oauth2Session } from "./oauth2-session.ts";

async function credentialIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  const provider = await providerIn(params, context, "oauth2");
  const Name = textOf(params, "Name") ?? "";
  return need(sharedCredential, context, { CredentialProviderId: provider.key, Name });
}

async function freeProvider(params: JsonObject, context: Place): Promise<StoredRecord> {
  const provider = await providerIn(params, context, "oauth2");
  const Name = textOf(params, "Name") ?? "";
  if ((await find(sharedCredential, context, { CredentialProviderId: provider.key, Name })) !== undefined) {
    throw duplicated(`${sharedCredential.noun} ${Name}`);
  }
  if (textOf(objectOf(provider.doc, "Config") ?? {}, "Flow") === "M2M") {
    throw refused("The provider is for M2M: nobody is asked there.");
  }
  return provider;
}

/** Integers where everything else has text: what is none is left out. */
const integer = (text: string | undefined): number | null =>
  text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : null;
const seconds = (doc: JsonObject, field: string): number => Date.parse(textOf(doc, field) ?? "") / 1000;

export const sharedOauth2Credentials: Part = {
  resources: [oauth2Session, oauth2Grant, sharedCredential],
  actions: family("id", {
    // It is there once somebody has allowed it: until then the call may be repeated.
    CreateSharedOauth2Credential: {
      ...computes(async (params, context) => {
        const provider = await freeProvider(params, context);
        const server = {
          authorizationEndpoint: textOf(context.brought ?? {}, "AuthorizationEndpoint") ?? "",
          provesKeys: context.brought?.ProvesKeys === true,
        };
        return begin(context, server, {
          provider,
          scopes: textsOf(objectOf(provider.doc, "Config") ?? {}, "Scopes"),
          redirectUri: callbackOf(provider.doc, context),
          custom: customParameters(provider.doc, {}),
          fields: {
            Shared: {
              ...pick(params, ["Name", "ProviderName", "Source"]),
              ...pick(provider.doc, ["PoolName"]),
            },
          },
        });
      }),
      async bring(params, outside) {
        const provider = await outside.read((store) => freeProvider(params, { ...outside, store }));
        const server = await authorizationServer(objectOf(provider.doc, "Config") ?? {}, outside.baseUrl);
        return { AuthorizationEndpoint: server.authorizationEndpoint, ProvesKeys: server.provesKeys };
      },
    },
    // The reference has integers for its names and times, where all else has text: only names that are numbers can be
    // asked for; times are seconds since 1970.
    GetSharedOauth2Credential: answers(async (params, context) => {
      const texts = Object.fromEntries(
        Object.entries(params).map(([field, value]) => [field, String(value)]),
      );
      const { doc } = await credentialIn(texts, context);
      return {
        Name: integer(textOf(doc, "Name")),
        ProviderName: integer(textOf(doc, "ProviderName")),
        PoolName: integer(textOf(doc, "PoolName")),
        CreatedAt: seconds(doc, "CreatedAt"),
        UpdatedAt: seconds(doc, "UpdatedAt"),
      };
    }),
    ListSharedOauth2Credentials: lists(sharedCredential, {
      filters: {
        "Filter.Name": contains("Name"),
        "Filter.PoolName": equals("PoolName"),
        "Filter.ProviderName": equals("ProviderName"),
        "Filter.Source": equals("Source"),
      },
      sort: {
        by: "SortField",
        direction: "SortDesc",
        fields: ["Name", "ProviderName", "CreatedAt", "UpdatedAt"],
      },
    }),
    DeleteSharedOauth2Credential: computes(async (params, context) => {
      await remove(sharedCredential, context, await credentialIn(params, context));
      return {};
    }),
  }),
};
