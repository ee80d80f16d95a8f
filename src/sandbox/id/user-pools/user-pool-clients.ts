/** The actions on clients of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { contains, oneOf } from "../../resources/filters.ts";
import type { Part } from "../../types.ts";
import { numberOf, objectOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { assertCallbacks, assertHttpUrl, assertOrigins } from "./urls.ts";
import { userPoolClient } from "./user-pool-client.ts";

const BY_UID = { ClientUid: "Uid" };

function assertLifetime(from: JsonObject, field: string, path: string): void {
  const seconds = numberOf(from, field);
  if (seconds !== undefined && seconds < 1) throw invalid(`${path}.${field}`, "It must be at least 1.");
}

/** The request spells IdToken.LifeTimeSeconds as no answer does. */
function lifetimesIn(fields: JsonObject, before: JsonObject): JsonObject {
  const idToken = objectOf(fields, "IdToken") ?? {};
  const refresh = { ...objectOf(before, "RefreshToken"), ...objectOf(fields, "RefreshToken") };
  assertLifetime(idToken, "LifeTimeSeconds", "IdToken");
  assertLifetime(refresh, "IdleLifetimeSeconds", "RefreshToken");
  assertLifetime(refresh, "CombinedLifetimeSeconds", "RefreshToken");
  const idle = numberOf(refresh, "IdleLifetimeSeconds") ?? 0;
  const combined = numberOf(refresh, "CombinedLifetimeSeconds") ?? 0;
  if (refresh.HasIdleLifetime === true && refresh.HasCombinedLifetime === true && idle > combined) {
    throw invalid("RefreshToken.IdleLifetimeSeconds", "It is more than CombinedLifetimeSeconds.");
  }
  const lifetime = numberOf(idToken, "LifeTimeSeconds");
  return {
    ...(fields.RefreshToken === undefined ? {} : { RefreshToken: refresh }),
    ...(lifetime === undefined ? {} : { IdToken: { LifetimeSeconds: lifetime } }),
  };
}

function checked(fields: JsonObject, { before }: Prepared): JsonObject {
  const { IdToken: _idToken, RefreshToken: _refreshToken, ...rest } = fields;
  const all = { ...before?.doc, ...rest };
  if (textOf(all, "Name") === "") throw invalid("Name", "It is empty.");
  const development = all.DevelopmentModeEnabled === true;
  // Together with what was there: who leaves development mode has to leave its addresses behind.
  assertCallbacks(all, "AllowedCallbackUrls", development);
  assertCallbacks(all, "AllowedLogoutUrls", development);
  assertOrigins(all, "AllowedWebOrigins");
  assertOrigins(all, "AllowedCors");
  assertHttpUrl(textOf(rest, "LogoUri"), "LogoUri");
  return { ...rest, ...lifetimesIn(fields, before?.doc ?? {}) };
}

export const userPoolClients: Part = {
  resources: [userPoolClient],
  actions: family("id", {
    CreateUserPoolClient: creates(userPoolClient, { prepare: checked }),
    GetUserPoolClient: gets(userPoolClient, BY_UID),
    ListUserPoolClients: lists(userPoolClient, {
      filters: {
        "Filter.Name": contains("Name"),
        "Filter.Description": contains("Description"),
        "Filter.ClientTypes": oneOf("ClientType"),
      },
      sort: { by: "SortField", direction: "SortDirection", fields: ["Name", "CreateTime", "UpdateTime"] },
    }),
    UpdateUserPoolClient: updates(userPoolClient, BY_UID, { prepare: checked }),
    DeleteUserPoolClient: removes(userPoolClient, BY_UID),
  }),
};
