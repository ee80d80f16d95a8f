/** The actions on connections of any kind. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { lists, removes, selected } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { contains, equals, where } from "../../resources/filters.ts";
import { need } from "../../resources/records.ts";
import type { CallContext, Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { endpointsOf } from "../user-pools/endpoints.ts";
import { assertHttpUrl } from "../user-pools/urls.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { userPoolClient } from "../user-pools/user-pool-client.ts";
import { identityProvider } from "./identity-provider.ts";

const BY_UID = { ConnectionUid: "Uid" };
/** Nobody signs in through these with a browser. */
const NO_BROWSER: readonly string[] = ["LDAPAD", "TokenExchange"];
/** What the sandbox, which asks nobody, says that any Feishu app was granted. */
const TENANT_SCOPES = ["contact:contact.base:readonly", "contact:department.base:readonly"];
const USER_SCOPES = ["contact:user.base:readonly", "contact:user.email:readonly"];

const FILTERS = {
  "Filter.Name": contains("Name"),
  "Filter.ConnectionType": equals("ConnectionType"),
  "Filter.ExcludeConnectionType": where((doc, value) => doc.ConnectionType !== value),
  "Filter.EipId": where((doc, value) => doc.EipId === value || doc.EgressIpId === value),
};

async function debugUrl(params: JsonObject, context: CallContext): Promise<string> {
  const connection = await selected(identityProvider, BY_UID, params, context);
  const client = await selected(userPoolClient, { ClientUid: "Uid" }, params, context);
  const type = textOf(connection.doc, "ConnectionType") ?? "";
  if (NO_BROWSER.includes(type)) {
    throw faults.refused(`Nobody signs in with a browser through a connection of type ${type}.`);
  }
  const callback = textOf(params, "DebugCallbackUrl") ?? "";
  assertHttpUrl(callback, "DebugCallbackUrl");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: client.key,
    connection: connection.key,
    state: uuidFor(context, "sso-debug"),
    debug: "true",
    ...(callback === "" ? {} : { redirect_uri: callback }),
    ...(textOf(params, "ReturnFormat") ? { return_format: textOf(params, "ReturnFormat") ?? "" } : {}),
  });
  return `${endpointsOf(context.baseUrl, connection.parent ?? "").authorization}?${query}`;
}

/** An app that is stored, or one that is given whole. @throws Fault */
async function assertFeishuApp(params: JsonObject, context: CallContext): Promise<void> {
  await need(userPool, context, { Uid: textOf(params, "UserPoolUid") ?? "" });
  if (!textOf(params, "ConnectionUid")) {
    for (const field of ["ClientId", "ClientSecret"]) {
      if (!textOf(params, field)) throw faults.missing(field);
    }
    return;
  }
  const { doc } = await selected(identityProvider, BY_UID, params, context);
  if (!/feishu|lark/i.test(textOf(doc, "Provider") ?? "")) {
    throw faults.refused("The connection is not one to Feishu.");
  }
}

export const anyIdentityProviders: Part = {
  resources: [identityProvider],
  actions: family("id", {
    ListIdentityProviders: lists(identityProvider, { parentParameter: "UserPoolUID", filters: FILTERS }),
    ListAllIdentityProviders: lists(identityProvider, { filters: FILTERS }),
    DeleteIdentityProvider: removes(identityProvider, BY_UID),
    PrepareIdentityProviderSSODebug: computes(async (params, context) => ({
      DebugAuthorizeUrl: await debugUrl(params, context),
    })),
    GetIdentityProviderFeishuScopes: answers(async (params, context) => {
      await assertFeishuApp(params, context);
      return {
        Scopes: [...TENANT_SCOPES, ...USER_SCOPES],
        TenantScopes: TENANT_SCOPES,
        UserScopes: USER_SCOPES,
      };
    }),
  }),
};
