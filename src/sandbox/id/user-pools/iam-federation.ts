/** The actions that let the users of a pool act in the cloud account. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { oidcProvider } from "../../iam/providers/oidc-provider.ts";
import { roleAt } from "../../iam/role.ts";
import { creates, gets, type Prepared, updates } from "../../resources/actions.ts";
import { shownAs } from "../../resources/answer.ts";
import { answers, computes, type Documented, family } from "../../resources/family.ts";
import { change, create, find, need } from "../../resources/records.ts";
import type { CallContext, Part, Resource, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { identityProvider } from "../providers/identity-provider.ts";
import { issuerOf } from "./endpoints.ts";
import { iamCredentialsConfig, iamRoleAttachment, iamTrust } from "./iam-trust.ts";
import { orDefaults, upsert } from "./singletons.ts";
import { userPoolClient } from "./user-pool-client.ts";

const BY_POOL = { UserPoolUid: "UserPoolUid" };
/** The lists of connections, by what is in them. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ["OAuth", "OAuthConnections"],
  ["OIDC", "OidcConnections"],
  ["SAML", "SamlConnections"],
]);

async function assertRole(trn: string | undefined, field: string, context: CallContext): Promise<void> {
  if (trn === undefined) return;
  if (!/^trn:iam::\d+:role\/./.test(trn)) throw faults.invalid(field, "It is not the TRN of a role.");
  if ((await roleAt(context, trn)) === undefined) throw faults.notFound(`role ${trn}`);
}

/** A rule may name a connection by its Uid or its name: the reference does not say which. */
async function assertConnection(name: string, pool: string, context: CallContext): Promise<void> {
  if ((await find(identityProvider, context, { Uid: name }, pool)) !== undefined) return;
  await need(identityProvider, context, { Name: name }, pool);
}

async function rolesChecked(fields: JsonObject, { before, context }: Prepared): Promise<JsonObject> {
  const pool = before?.key ?? textOf(fields, "UserPoolUid") ?? "";
  for (const field of ["DefaultAuthenticatedRoleTrn", "DefaultUnauthenticatedRoleTrn"]) {
    await assertRole(textOf(fields, field), field, context);
  }
  for (const mapping of objectsOf(fields, "RoleMappings")) {
    const connection = textOf(mapping, "IdentityProvider");
    if (connection) await assertConnection(connection, pool, context);
    for (const rule of objectsOf(mapping, "RulesConfiguration")) {
      await assertRole(textOf(rule, "Role"), "RoleMappings.RulesConfiguration.Role", context);
    }
  }
  return fields;
}

/** What is named has to be in this pool, and a connection of the list's kind. */
async function configChecked(params: JsonObject, context: CallContext): Promise<void> {
  const pool = textOf(params, "UserPoolUid");
  for (const Uid of textsOf(params, "AllowedClientIds")) await need(userPoolClient, context, { Uid }, pool);
  for (const [type, field] of LISTS) {
    for (const Uid of textsOf(params, field)) {
      const { doc } = await need(identityProvider, context, { Uid }, pool);
      if (doc.ConnectionType !== type)
        throw faults.invalid(field, `${Uid} is not a connection of type ${type}.`);
    }
  }
}

async function config(params: JsonObject, context: CallContext, { output }: Documented): Promise<JsonObject> {
  const pool = textOf(params, "UserPoolUid") ?? "";
  const doc = await orDefaults(iamCredentialsConfig, context, pool);
  const record = { kind: iamCredentialsConfig.kind, key: pool, parent: pool, doc };
  return shownAs(output, iamCredentialsConfig, record, context);
}

/** Names of IAM's providers are unlike in the whole account: the connection's own id makes this one so. */
const nameFor = (connection: StoredRecord): string => `userpool-${connection.key}`;

/**
 * IAM trusts the connection's own issuer, or that of the pool where the connection speaks no OpenID Connect. Each
 * further application of the connection is another client of the one provider.
 */
async function trustInIam(connection: StoredRecord, appId: string, context: CallContext): Promise<void> {
  const OIDCProviderName = nameFor(connection);
  const known = await find(oidcProvider, context, { OIDCProviderName });
  if (known !== undefined) {
    const clients = new Set([...textsOf(known.doc, "ClientIDs"), appId]);
    await change(oidcProvider, context, known, { ClientIDs: [...clients] });
    return;
  }
  await create(oidcProvider, context, {
    OIDCProviderName,
    IssuerURL: textOf(connection.doc, "Issuer") || issuerOf(context.baseUrl, connection.parent ?? ""),
    ClientIDs: [appId],
    Thumbprints: [],
  });
}

async function createTrust(params: JsonObject, context: CallContext): Promise<void> {
  const pool = textOf(params, "UserPoolUid") ?? "";
  const Uid = textOf(params, "IdentityProviderId") ?? "";
  const appId = textOf(params, "AppId") ?? "";
  const connection = await need(identityProvider, context, { Uid }, pool);
  const type = textOf(connection.doc, "ConnectionType") ?? "";
  const list = LISTS.get(type);
  if (textOf(params, "IdentityProviderType") !== type) {
    throw faults.invalid("IdentityProviderType", `The connection is of type ${type}.`);
  }
  if (list === undefined) throw faults.refused(`IAM cannot trust a connection of type ${type}.`);
  await create(iamTrust, context, {
    UserPoolUid: pool,
    IdentityProviderUid: Uid,
    IdentityProviderAppId: appId,
    IdentityProviderType: type,
  });
  await trustInIam(connection, appId, context);
  const before = await orDefaults(iamCredentialsConfig, context, pool);
  const members: readonly Json[] = [...new Set([...textsOf(before, list), Uid])];
  await upsert(iamCredentialsConfig, context, { UserPoolUid: pool, [list]: members });
}

const resources: readonly Resource[] = [iamRoleAttachment, iamTrust, iamCredentialsConfig];

export const iamFederation: Part = {
  resources,
  actions: family("id", {
    CreateIamOidcProvider: computes(async (params, context, documented) => {
      await createTrust(params, context);
      return config(params, context, documented);
    }),
    CreateIamRoleAttachment: creates(iamRoleAttachment, { prepare: rolesChecked }),
    GetIamRoleAttachment: gets(iamRoleAttachment, BY_POOL),
    UpdateIamRoleAttachment: updates(iamRoleAttachment, BY_POOL, { prepare: rolesChecked }),
    GetUserPoolIamCredentialsServiceConfig: answers(config),
    UpdateIamCredentialsServiceConfig: computes(async (params, context, documented) => {
      await configChecked(params, context);
      await upsert(iamCredentialsConfig, context, params);
      return config(params, context, documented);
    }),
  }),
};
