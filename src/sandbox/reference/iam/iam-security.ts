/** What the actions on iam security take and answer (reference of iam, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const iamSecurity: Reference = {
  GetAccountSummary: {
    http: "POST json",
    input: {},
    output: {
      SummaryMap: {
        AccessKeysPerAccountQuota: "int64",
        AccessKeysPerUserQuota: "int64",
        AttachedPoliciesPerGroupQuota: "int64",
        AttachedPoliciesPerRoleQuota: "int64",
        AttachedPoliciesPerUserQuota: "int64",
        AttachedSystemPoliciesPerGroupQuota: "int64",
        AttachedSystemPoliciesPerRoleQuota: "int64",
        AttachedSystemPoliciesPerUserQuota: "int64",
        GroupsPerUserQuota: "int64",
        GroupsQuota: "int64",
        GroupsUsage: "int64",
        PoliciesQuota: "int64",
        PoliciesUsage: "int64",
        PolicySize: "int64",
        RolesQuota: "int64",
        RolesUsage: "int64",
        UsersQuota: "int64",
        UsersUsage: "int64",
      },
    },
  },
  GetSecurityConfig: {
    http: "POST json",
    input: { "UserName!": "string" },
    output: { SafeAuthClose: "int", SafeAuthExemptDuration: "int", SafeAuthType: "string", UserID: "int" },
  },
  SetSecurityConfig: {
    http: "POST json",
    input: { SafeAuthExemptDuration: "int", "SafeAuthType!": "string", "UserName!": "string" },
    output: {},
  },
  GetAllowedIPAddresses: {
    http: "POST json",
    input: {},
    output: { EnableIPList: "boolean", IPList: [{ Description: "string", IP: "string" }], Quota: "int" },
  },
  UpdateAllowedIPAddresses: {
    http: "POST json",
    input: { "EnableIPList!": "boolean", IPList: [{ Description: "string", IP: "string" }] },
    output: {},
  },
};
