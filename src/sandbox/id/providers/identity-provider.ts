/**
 * Sign-in connections of user pools, of every kind in one resource: their names are unlike within a pool whatever
 * they speak, and a Uid tells one from all others.
 */
import type { Json, JsonObject } from "../../../action/json.ts";
import { utcSeconds, uuidFor } from "../../ids.ts";
import { change, recordAt } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { egressIp } from "../gateway/egress-ip.ts";
import { poolUser } from "../people/pool-user.ts";
import { issuerOf } from "../user-pools/endpoints.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { userPoolClient } from "../user-pools/user-pool-client.ts";
import { spMetadata } from "./saml-metadata.ts";

/** The reference names no connection types; these are its own names of the kinds. */
export type ConnectionType = "OAuth" | "OIDC" | "SAML" | "WeCom" | "LDAPAD" | "TokenExchange";

const DEFAULT_OPTIONS = {
  IsCreationAllowed: true,
  IsAutoCreation: true,
  IsAutoUpdate: false,
  IsLinkingAllowed: false,
  AutoLinking: "",
  UserLinkingPromptEnabled: false,
};

async function addressOf({ doc }: StoredRecord, context: Place): Promise<Json | undefined> {
  const id = textOf(doc, "EgressIpId");
  const eip = id ? await recordAt(egressIp, context, id) : undefined;
  return eip === undefined ? undefined : await egressIp.derived?.EipAddress?.(eip, context);
}

async function eipRecord(record: StoredRecord, context: Place): Promise<JsonObject | undefined> {
  const EipAddress = await addressOf(record, context);
  return EipAddress === undefined ? undefined : { EipId: textOf(record.doc, "EipId") ?? "", EipAddress };
}

/** Where the provider writes users to, once it may. */
async function scimProvisioning(
  { doc, key, parent }: StoredRecord,
  { baseUrl }: Place,
): Promise<JsonObject | undefined> {
  const scim = objectOf(doc, "ScimProvisioning");
  if (scim === undefined) return undefined;
  return { ...scim, BaseUrl: `${issuerOf(baseUrl, parent ?? "")}/scim/v2/${key}` };
}

/** Users lose their links to it. Whoever came in through it alone stays, and cannot sign in. */
async function unlinkUsers({ key, parent }: StoredRecord, context: Place): Promise<void> {
  const here = (identity: JsonObject) => textOf(identity, "ConnectionUid") === key;
  const { items } = await context.store.list(poolUser.kind, {
    parent,
    where: (doc) => doc.Connection === key || objectsOf(doc, "ExternalIdentities").some(here),
  });
  for (const user of items) {
    await change(poolUser, context, user, {
      ...(user.doc.Connection === key ? { Connection: "" } : {}),
      ExternalIdentities: objectsOf(user.doc, "ExternalIdentities").filter((one) => !here(one)),
    });
  }
}

export const identityProvider: Resource = {
  kind: "id.identity-provider",
  noun: "identity provider",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  unique: ["Name"],
  indexed: ["ConnectionType", "Provider", "EipId"],
  references: [
    // `EipId` is what the caller named; this is the one that it meant.
    { field: "EgressIpId", to: egressIp, onDelete: "refuse" },
    // Of a token exchange.
    { field: "AllowedClients", to: userPoolClient, onDelete: "unlink" },
  ],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh: (_given, context, label) => ({
    Uid: uuidFor(context, `identity-provider${label}`),
    AttributeMappings: [],
    Provider: "Custom",
    SoleProviderConnection: false,
  }),
  removing: unlinkUsers,
  derived: {
    EipRecord: eipRecord,
    OutboundEgressIps: async (record, context) => {
      const address = await addressOf(record, context);
      return address === undefined ? [] : [address];
    },
    ScimProvisioning: scimProvisioning,
    SpMetadata: async (record, { baseUrl }) => spMetadata(record, issuerOf(baseUrl, record.parent ?? "")),
    UserPoolName: async ({ parent }, context) => {
      const pool = await recordAt(userPool, context, parent ?? "");
      return pool === undefined ? undefined : textOf(pool.doc, "Name");
    },
    AgentHandlerUrl: async ({ doc, key, parent }, { baseUrl }) =>
      `${issuerOf(baseUrl, parent ?? "")}/ldapad/${key}?token=${textOf(doc, "AgentToken") ?? ""}`,
  },
  faults,
};

/** The options as they are after a change of some. */
export function withOptions(fields: JsonObject, before: JsonObject | undefined): JsonObject {
  const given = objectOf(fields, "ProviderOptions");
  if (given === undefined && before !== undefined) return {};
  const old = before === undefined ? DEFAULT_OPTIONS : objectOf(before, "ProviderOptions");
  return { ProviderOptions: { ...old, ...given } };
}
