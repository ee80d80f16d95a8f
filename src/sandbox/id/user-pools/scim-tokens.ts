/** The actions on SCIM tokens of the connections of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds } from "../../ids.ts";
import { creates, lists, removes, selected } from "../../resources/actions.ts";
import { answers, type Definition, family } from "../../resources/family.ts";
import { noEffect } from "../../resources/filters.ts";
import { need } from "../../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import { invalid, refused } from "../faults.ts";
import { identityProvider } from "../providers/identity-provider.ts";
import { scimToken } from "./scim-token.ts";
import { userPool } from "./user-pool.ts";

/** How SCIM's user (RFC 7643, section 4.1) fills a pool's user where a connection says nothing else. */
const DEFAULTS = {
  UserIdAttribute: "userName",
  AdditionalMappings: [
    { ScimPath: "displayName", UserPoolPath: ["Name"] },
    { ScimPath: 'emails[primary eq "true"].value', UserPoolPath: ["Email"] },
    { ScimPath: 'phoneNumbers[primary eq "true"].value', UserPoolPath: ["PhoneNumber"] },
    { ScimPath: "userName", UserPoolPath: ["PreferredUsername"] },
  ],
};

function connectionIn(params: JsonObject, context: CallContext): Promise<StoredRecord> {
  return selected(identityProvider, { ConnectionUid: "Uid" }, params, context);
}

/** A token lives in a connection; the pool that the request names must be the connection's. */
function inPool(definition: Definition): Definition {
  return {
    ...definition,
    async handle(params, context, documented) {
      await connectionIn(params, context);
      return definition.handle(params, context, documented);
    },
  };
}

async function checked(fields: JsonObject, context: CallContext): Promise<JsonObject> {
  const connection = await connectionIn(fields, context);
  const scim = objectOf(connection.doc, "ScimProvisioning");
  if (scim?.Enabled !== true) throw refused("SCIM provisioning of the identity provider is off.");
  const { UserPoolUid: _pool, ExpiresAt: given, ...rest } = fields;
  if (given === undefined || given === "") return rest;
  const end = new Date(typeof given === "string" ? given : Number.NaN);
  if (Number.isNaN(end.getTime()))
    throw invalid("ExpiresAt", "It must be a time such as 2027-01-31T00:00:00Z.");
  if (end <= context.now) throw invalid("ExpiresAt", "It has passed.");
  return { ...rest, ExpiresAt: utcSeconds(end) };
}

export const scimTokens: Part = {
  resources: [scimToken],
  actions: family("id", {
    // The only answer that has the token itself.
    CreateSCIMToken: creates(scimToken, { prepare: (fields, { context }) => checked(fields, context) }),
    ListSCIMTokens: inPool(lists(scimToken, { filters: { UserPoolUid: noEffect } })),
    DeleteSCIMToken: inPool(removes(scimToken, { TokenUid: "Uid" })),
    GetSCIMProvisioningDefaults: answers(async (params, context) => {
      await need(userPool, context, { Uid: textOf(params, "UserPoolUid") ?? "" });
      return DEFAULTS;
    }),
  }),
};
