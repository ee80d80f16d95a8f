/** The actions on what protects the account and its users, and the account's summary. */
import type { JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { iamGroup } from "../group.ts";
import { iamPolicy } from "../policy.ts";
import { iamRole } from "../role.ts";
import { iamUser } from "../user.ts";
import { onUser, userIn } from "../user-in.ts";
import { allowedAddresses, allowedOf, setAllowed } from "./allowed-addresses.ts";
import { configOf, securityConfig, setConfig } from "./security-config.ts";

/** What an account may have. The reference gives no numbers but the size of a policy; the sandbox holds nobody to these. */
const QUOTAS: JsonObject = {
  AccessKeysPerAccountQuota: 2,
  AccessKeysPerUserQuota: 2,
  AttachedPoliciesPerGroupQuota: 20,
  AttachedPoliciesPerRoleQuota: 20,
  AttachedPoliciesPerUserQuota: 20,
  AttachedSystemPoliciesPerGroupQuota: 20,
  AttachedSystemPoliciesPerRoleQuota: 20,
  AttachedSystemPoliciesPerUserQuota: 20,
  GroupsPerUserQuota: 10,
  GroupsQuota: 100,
  PoliciesQuota: 1000,
  PolicySize: 6144,
  RolesQuota: 1000,
  UsersQuota: 1000,
};

export const security: Part = {
  resources: [securityConfig, allowedAddresses],
  actions: family("iam", {
    GetAccountSummary: answers(async (_params, { store }) => {
      const own = await store.list(iamPolicy.kind, { equals: { PolicyType: "Custom" }, limit: 1 });
      return {
        SummaryMap: {
          ...QUOTAS,
          UsersUsage: await store.count(iamUser.kind),
          GroupsUsage: await store.count(iamGroup.kind),
          RolesUsage: await store.count(iamRole.kind),
          PoliciesUsage: own.total,
        },
      };
    }),
    GetSecurityConfig: onUser(
      answers(async (params, context) => {
        const user = await userIn(params, context);
        const config = await configOf(context, user);
        if (config === undefined) throw securityConfig.faults.notFound(String(user.doc.UserName));
        return config.doc;
      }),
    ),
    SetSecurityConfig: onUser(
      computes(async (params, context) => {
        await setConfig(context, await userIn(params, context), params);
        return {};
      }),
    ),
    GetAllowedIPAddresses: answers(async (_params, context) => allowedOf(context)),
    UpdateAllowedIPAddresses: computes(async (params, context) => {
      await setAllowed(context, params);
      return {};
    }),
  }),
};
