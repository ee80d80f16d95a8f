/** Which cloud roles the users of a pool get, and through which of its connections, as resources of the id service. */
import { uuidFor } from "../../ids.ts";
import { find } from "../../resources/records.ts";
import type { Place, Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { identityProvider } from "../providers/identity-provider.ts";
import { userPool } from "./user-pool.ts";
import { userPoolClient } from "./user-pool-client.ts";

/** The roles of a pool: one set, made by a create of its own. */
export const iamRoleAttachment: Resource = {
  kind: "id.iam-role-attachment",
  noun: "IAM role attachment of user pool",
  key: ["UserPoolUid"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  fresh: (_given, context) => ({ Uid: uuidFor(context, "iam-role-attachment"), RoleMappings: [] }),
  faults,
};

/** That IAM trusts a connection of the pool. */
export const iamTrust: Resource = {
  kind: "id.iam-trust",
  noun: "IAM OIDC provider of identity provider",
  key: ["IdentityProviderUid", "IdentityProviderAppId"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  references: [{ field: "IdentityProviderUid", to: identityProvider, onDelete: "cascade" }],
  faults,
};

/** The role of whoever signed in, where the pool has one. */
async function defaultRole(context: Place, UserPoolUid: string): Promise<{ readonly RoleTrn?: string }> {
  const attached = await find(iamRoleAttachment, context, { UserPoolUid });
  const RoleTrn = attached === undefined ? undefined : textOf(attached.doc, "DefaultAuthenticatedRoleTrn");
  return RoleTrn === undefined ? {} : { RoleTrn };
}

/** Whether and to whom cloud credentials are handed out. Every pool has it, off, from the beginning. */
export const iamCredentialsConfig: Resource = {
  kind: "id.iam-credentials-config",
  noun: "IAM credentials service of user pool",
  key: ["UserPoolUid"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  references: [
    { field: "AllowedClientIds", to: userPoolClient, onDelete: "unlink" },
    { field: "OAuthConnections", to: identityProvider, onDelete: "unlink" },
    { field: "OidcConnections", to: identityProvider, onDelete: "unlink" },
    { field: "SamlConnections", to: identityProvider, onDelete: "unlink" },
  ],
  fresh: () => ({
    Enabled: false,
    AllowUnauthenticatedIdentities: false,
    AllowedClientIds: [],
    OAuthConnections: [],
    OidcConnections: [],
    SamlConnections: [],
  }),
  derived: {
    async IamOidcProviderRoleTrns({ key }, context) {
      const { items } = await context.store.list(iamTrust.kind, { parent: key });
      const role = await defaultRole(context, key);
      return items.map(({ doc }) => ({ ...doc, ...role }));
    },
  },
  faults,
};
