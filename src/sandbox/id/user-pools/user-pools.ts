/** The actions on user pools. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, type Prepared, removes, updates } from "../../resources/actions.ts";
import { answers, family } from "../../resources/family.ts";
import { contains, equals, tagged } from "../../resources/filters.ts";
import { need } from "../../resources/records.ts";
import { type CallContext, Fault, type Part, type StoredRecord } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { endpointsOf } from "./endpoints.ts";
import { assertHttpUrl } from "./urls.ts";
import { userPool } from "./user-pool.ts";

const BY_UID = { UserPoolUid: "Uid" };
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;

/** Half a brand leaves the other half as it is. */
function branded(fields: JsonObject, { before }: Prepared): JsonObject {
  const given = objectOf(fields, "Brand");
  if (given === undefined) return fields;
  assertHttpUrl(textOf(given, "LogoUri"), "Brand.LogoUri");
  const old = before === undefined ? { Name: textOf(fields, "Name") ?? "" } : objectOf(before.doc, "Brand");
  return { ...fields, Brand: { LogoUri: "", ...old, ...given } };
}

/** The named pools; all of them where none is named. @throws Fault NotFound */
async function poolsIn(params: JsonObject, context: CallContext): Promise<readonly StoredRecord[]> {
  const uids = textsOf(params, "UserPoolUids");
  if (uids.length === 0) return (await context.store.list(userPool.kind)).items;
  const pools: StoredRecord[] = [];
  for (const Uid of new Set(uids)) pools.push(await need(userPool, context, { Uid }));
  return pools;
}

/** The month that it is in Beijing, as the cloud counts. */
const thisMonth = (now: Date): string =>
  new Date(now.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 7);

export const userPools: Part = {
  resources: [userPool],
  actions: family("id", {
    CreateUserPool: creates(userPool, { prepare: branded }),
    GetUserPool: gets(userPool, BY_UID),
    ListUserPools: lists(userPool, {
      filters: {
        "Filter.Name": contains("Name"),
        "Filter.Description": contains("Description"),
        "Filter.Uid": equals("Uid"),
        "Filter.Trn": equals("Trn"),
        "Filter.TagFilters": tagged,
        TagFilters: tagged,
        ProjectName: equals("ProjectName"),
      },
      sort: { by: "SortField", direction: "SortDirection", fields: ["Name", "CreateTime", "UpdateTime"] },
    }),
    UpdateUserPool: updates(userPool, BY_UID, { prepare: branded }),
    // The reference is silent on what is still in the pool. All of it goes along: there is no flag to insist with,
    // and the pool is the only place that its users and clients have.
    DeleteUserPool: removes(userPool, BY_UID),

    GetUserPoolMaus: {
      ...answers(async (params, context) => {
        const month = textOf(params, "Month") || thisMonth(context.now);
        if (!MONTH.test(month)) throw faults.invalid("Month", "It must be a month such as 2026-01.");
        const pools = await poolsIn(params, context);
        // Nobody signs in at the sandbox, so nobody was active.
        return { Month: month, UserPoolMaus: pools.map(({ key }) => ({ UserPoolUid: key, Mau: 0 })) };
      }),
      takes: new Set(["Month", "UserPoolUids"]),
    },

    ListUserPoolWellKnownEndpoints: {
      ...answers(async (params, context) => {
        const shown: JsonObject[] = [];
        for (const pool of await poolsIn(params, context)) {
          const to = endpointsOf(context.baseUrl, pool.key);
          const custom = await userPool.derived?.CustomDomain?.(pool, context);
          shown.push({
            UserPoolUid: pool.key,
            IssuerUrl: to.issuer,
            DiscoveryUrl: to.discovery,
            JwksUri: to.keys,
            AuthorizationEndpoint: to.authorization,
            TokenEndpoint: to.token,
            UserinfoEndpoint: to.userInfo,
            IntrospectionEndpoint: to.introspection,
            RevocationEndpoint: to.revocation,
            EndSessionEndpoint: to.endSession,
            ...(custom === undefined ? {} : { CustomDomain: custom }),
          });
        }
        return { Data: shown };
      }),
      takes: new Set(["UserPoolUids"]),
    },

    // The reference names no states. The sandbox's service is always open, for its own account.
    GetTenantServiceStatus: answers(async (params, { account }) => {
      const asked = textOf(params, "AccountId") || account;
      if (asked !== account) {
        throw new Fault(403, "AccessDenied", `Account ${asked} is not the one that asks.`);
      }
      return { Status: "Enabled" };
    }),
  }),
};
