/** The actions on role credential providers. */
import type { JsonObject } from "../../../action/json.ts";
import { iamTrn } from "../../iam/records.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import { contains, equals } from "../../resources/filters.ts";
import type { Part, Place } from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import { notFound } from "../faults.ts";
import { poolNamed } from "../workloads/workload-pool.ts";
import { BY_NAME, credentialProvider, inPool } from "./credential-provider.ts";
import { assertMapping, rolesOf } from "./role-mapping.ts";

const IN_POOL = inPool("role");
const { defaultParent: _all, ...IN_ANY_POOL } = IN_POOL;

/** @throws Fault where it serves a pool that is not there, or its mapping says nothing or too much */
async function assertConfig(config: JsonObject, context: Place): Promise<void> {
  const pools = objectOf(config, "IdentityPool") ?? {};
  const agents = objectOf(pools, "AgentPool");
  if (agents !== undefined) await poolNamed(context, textOf(agents, "PoolName"));
  const uid = textOf(objectOf(pools, "UserPool") ?? {}, "PoolId");
  if (uid && (await context.store.get("id.user-pool", uid)) === undefined) throw notFound(`user pool ${uid}`);
  const mapping = objectOf(config, "RoleMapping");
  if (mapping !== undefined) assertMapping(mapping);
}

export const roleProviders: Part = {
  actions: family("id", {
    CreateRoleCredentialProvider: {
      ...creates(credentialProvider, {
        ...IN_POOL,
        async prepare(fields, { context }) {
          await assertConfig(objectOf(fields, "Config") ?? {}, context);
          return fields;
        },
      }),
      // Whoever may ask the provider acts as these roles: nobody hands on a role that is not theirs to hand on.
      async needs(params, context) {
        const roles = rolesOf(objectOf(objectOf(params, "Config") ?? {}, "RoleMapping") ?? {});
        return roles.map((name) => ({
          action: "iam:PassRole",
          resources: [iamTrn(context, `role/${name}`)],
        }));
      },
    },
    GetRoleCredentialProvider: gets(credentialProvider, BY_NAME, IN_POOL),
    ListRoleCredentialProviders: lists(credentialProvider, {
      ...IN_ANY_POOL,
      filters: {
        "Filter.Name": contains("Name"),
        "Filter.PoolName": equals("PoolName"),
        "Filter.ProjectName": equals("ProjectName"),
        "Filter.CredentialProviderId": equals("CredentialProviderId"),
        "Filter.Vendor": equals("Vendor"),
      },
      sort: { by: "SortField", direction: "SortDesc", fields: ["Name", "CreatedAt", "UpdatedAt"] },
    }),
    // The reference gives it nothing to change: the time of the change is all.
    UpdateRoleCredentialProvider: updates(credentialProvider, BY_NAME, IN_POOL),
    DeleteRoleCredentialProvider: removes(credentialProvider, BY_NAME, IN_POOL),
  }),
};
