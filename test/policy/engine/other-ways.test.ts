/** Denied here, done there: each row is another way to what the deny forbids. */
import { describe, expect, test } from "vitest";
import { natureOf } from "../../../src/action/action.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import { realAction, realPolicy } from "../real.ts";

/** Everything that a row names is allowed but for the deny. */
function denying(denied: string, other: string, when = "") {
  const policy = realPolicy(`hosts: ["*.example.com"]
allow:
  - {id: all, actions: ["${denied}", "${other}"], approval: none}
deny:
  - {id: guard, actions: ["${denied}"]${when}}
`);
  return (params: JsonObject) => {
    const action = realAction(other);
    return policy.decide({ action, ...natureOf(action, params), params });
  };
}

const POOL = { UserPoolUid: "p" };
const DEPARTMENT = { ...POOL, DepartmentUid: "d" };

test.each<[string, string, JsonObject]>([
  ["id:DeleteUsers", "id:DeleteUserPool", POOL],
  ["id:DeleteUsers", "id:DeleteDepartment", { ...DEPARTMENT, ForceDeleteMembers: true }],
  ["id:DeleteGroup", "id:DeleteUserPool", POOL],
  ["id:RemoveUsersFromGroup", "id:DeleteGroup", { ...POOL, GroupUid: "g" }],
  ["id:RemoveUsersFromDepartment", "id:DeleteDepartment", DEPARTMENT],
  ["id:DeleteUserPoolClient", "id:DeleteUserPool", POOL],
  ["id:DeleteIdentityProvider", "id:DeleteIdentityProviderSAML", { ...POOL, ConnectionUid: "c" }],
  ["id:DeleteIdentityProviderSAML", "id:DeleteIdentityProvider", { ...POOL, ConnectionUid: "c" }],
  ["id:DeleteWorkloadIdentity", "id:DeleteWorkloadPool", { WorkloadPoolName: "w" }],
  ["id:DeleteResource", "id:DeleteNamespace", { NamespaceName: "n" }],
  [
    "id:CreateIamRoleAttachment",
    "id:UpdateGroup",
    { ...POOL, GroupUid: "g", IamRoleTrn: "trn:iam::2100000000:role/r" },
  ],
  [
    "id:UpdateIamRoleAttachment",
    "id:CreateDepartment",
    { ...POOL, Name: "d", IamRoleTrn: "trn:iam::2100000000:role/r" },
  ],
  [
    "id:CreateApiKey",
    "id:UpdateInboundAuthConfig",
    { InboundAuthConfigId: "i", ApiKeyAuthConfig: { ApiKeyName: "k" } },
  ],
  ["id:UpdateUser", "id:UpdateUsers", { ...POOL, Users: [] }],
  ["id:UpdateUser", "id:UpdateRetrieveUserSyncUser", POOL],
  ["iam:SetSecurityConfig", "iam:UpdateLoginProfile", { UserName: "u", SafeAuthFlag: false }],
  ["iam:DeleteAccessKey", "iam:DeleteUser", { UserName: "u" }],
  ["iam:DetachUserPolicy", "iam:DeletePolicy", { PolicyName: "p" }],
  ["iam:RemoveUserFromGroup", "iam:DeleteGroup", { UserGroupName: "g" }],
  ["cloudidentity:RemoveUserFromGroup", "cloudidentity:DeleteGroup", { GroupId: "g" }],
  [
    "cloudidentity:RemovePermissionPolicyFromPermissionSet",
    "cloudidentity:DeletePermissionSet",
    { PermissionSetId: "s" },
  ],
])("a deny of %s denies %s %j", (denied, other, params) => {
  expect(denying(denied, other)(params)).toMatchObject({ verdict: "refuse", rules: ["guard"] });
});

describe("what does not carry it is another thing", () => {
  test.each<[string, string, JsonObject]>([
    ["id:DeleteUsers", "id:DeleteDepartment", DEPARTMENT],
    ["id:DeleteUsers", "id:DeleteDepartment", { ...DEPARTMENT, ForceDeleteMembers: false }],
    ["id:CreateIamRoleAttachment", "id:UpdateGroup", { ...POOL, GroupUid: "g", Description: "d" }],
    ["iam:SetSecurityConfig", "iam:UpdateLoginProfile", { UserName: "u", LoginAllowed: true }],
    ["iam:DeleteUser", "iam:DeleteGroup", { UserGroupName: "g" }],
  ])("a deny of %s leaves %s %j", (denied, other, params) => {
    expect(denying(denied, other)(params).verdict).toBe("allow");
  });
  test("but for a value that cannot be decided", () => {
    const call = denying("id:DeleteUsers", "id:DeleteDepartment");
    expect(call({ ...DEPARTMENT, ForceDeleteMembers: "true" }).verdict).toBe("refuse");
    expect(call({ ...DEPARTMENT, forcedeletemembers: true }).verdict).toBe("refuse");
  });
});

describe("where the deny holds goes over to the other way", () => {
  const inPool = denying("id:DeleteUsers", "id:DeleteUserPool", ", when: {UserPoolUid: p}");
  test("the pool that it is about, and no other", () => {
    expect(inPool({ UserPoolUid: "p" }).verdict).toBe("refuse");
    expect(inPool({ UserPoolUid: "q" }).verdict).toBe("allow");
    expect(inPool({}).verdict).toBe("refuse");
  });
  test("what absence means is judged", () => {
    const inDefault = denying(
      "id:DeleteWorkloadIdentity",
      "id:DeleteWorkloadPool",
      ", when: {WorkloadPoolName: default}",
    );
    expect(inDefault({ WorkloadPoolName: "default" }).verdict).toBe("refuse");
    expect(inDefault({ WorkloadPoolName: "w" }).verdict).toBe("allow");
  });
  test("which users it is about does not: the other way is denied whole", () => {
    const some = denying("id:DeleteUsers", "id:DeleteUserPool", ", when: {UserUids: u1}");
    expect(some({ UserPoolUid: "q" }).verdict).toBe("refuse");
  });
});
