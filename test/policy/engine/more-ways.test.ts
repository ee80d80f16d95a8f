/** Further ways to what a deny forbids: by a field, by what holds it, by a resource, through another way. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { judging } from "../real.ts";

const P = { UserPoolUid: "p" };
const USER = "Volcengine::IAM::User";
const verdict = (rules: string, name: string, params: JsonObject) => judging(rules)(name, params).verdict;
/** Only the other action is allowed, and only the first is denied. */
const denying = (denied: string, other: string, params: JsonObject, more = "") =>
  verdict(
    `hosts: ["*.example.com"]\nallow:\n  - {id: a, actions: ["${other}"], approval: none${more}}\ndeny:\n  - {id: d, actions: ["${denied}"]}\n`,
    other,
    params,
  );

test.each<[string, string, JsonObject, string?]>([
  [
    "iam:SetSecurityConfig",
    "cloudcontrol:UpdateResource",
    {
      TypeName: USER,
      Identifier: "u",
      PatchDocument: [{ op: "replace", path: "/LoginProfile/SafeAuthFlag", value: false }],
    },
    `, types: ["${USER}"], only: [PatchDocument]`,
  ],
  [
    "iam:SetSecurityConfig",
    "cloudcontrol:CreateResource",
    { TypeName: USER, TargetState: { UserName: "u", LoginProfile: { SafeAuthFlag: false } } },
    `, types: ["${USER}"], only: [TargetState]`,
  ],
  ["id:DeleteUsers", "id:DeleteDepartment", { ...P, DepartmentUid: "d", MemberPolicy: "DELETE" }],
  ["id:CreateDepartment", "id:CreateTaskCommitAppVisibleUsers", P],
  ["id:DeleteDepartment", "id:CreateTaskCommitAppVisibleUsers", P],
  ["id:AddUsersToDepartment", "id:CreateTaskCommitAppVisibleUsers", P],
  ["id:RemoveUsersFromDepartment", "id:CreateTaskCommitAppVisibleUsers", P],
  ["id:AddUsersToGroup", "id:CreateTaskMergeUserSync", P],
  [
    "id:RemoveUsersFromDepartment",
    "id:BatchUpsertDepartments",
    { ...P, Source: "s", Departments: [{ ExternalID: "x", Action: "delete" }] },
  ],
  ["id:RemoveUsersFromGroup", "id:DeleteUsers", { ...P, UserUids: ["u"] }],
  ["id:RemoveUsersFromGroup", "id:DeleteUserPool", P],
  ["id:RemoveUsersFromDepartment", "id:DeleteUsers", { ...P, UserUids: ["u"] }],
  ["id:RemoveUsersFromDepartment", "id:DeleteUserPool", P],
  ["id:CreateRoute", "id:CreateService", { ServiceName: "s", Routes: [{ RouteName: "r" }] }],
  ["id:CreateRoute", "id:CreateServiceFromTemplate", { ServiceName: "s", RouteTemplateIds: ["r"] }],
  ["id:PublishService", "id:UpdateService", { ServiceName: "s", Status: "Published" }],
  ["id:PublishRoute", "id:UpdateRoute", { ServiceName: "s", RouteName: "r", Status: "Published" }],
  ["id:DisableRoute", "id:UpdateRoute", { ServiceName: "s", RouteName: "r", Status: "Disabled" }],
  ["id:DetachInboundAuthConfig", "id:DeleteInboundAuthConfig", { InboundAuthConfigId: "i" }],
  ["id:BindWorkloadPoolTrustAnchor", "id:CreateTrustAnchor", { Name: "a", WorkloadPoolName: ["prod"] }],
  ["id:UnBindWorkloadPoolTrustAnchor", "id:DeleteTrustAnchor", { Name: "a" }],
  [
    "id:AddWorkloadMetaData",
    "id:UpdateWorkloadIdentity",
    { Name: "i", MetaData: [{ Key: "k", Values: ["v"] }] },
  ],
  [
    "id:RemoveWorkloadMetaData",
    "id:UpdateWorkloadIdentity",
    { Name: "i", MetaData: [{ Key: "k", Values: [] }], MetaDataUpdateMode: "x" },
  ],
  ["id:DeleteSCIMToken", "id:DeleteUserPool", P],
  ["id:DeleteFaasService", "id:DeleteUserPool", P],
  ["id:DeleteEmailService", "id:DeleteUserPool", P],
  ["id:DeleteExternalProvider", "id:DeleteUserPool", P],
  ["id:DeleteSCIMToken", "id:DeleteIdentityProvider", { ...P, ConnectionUid: "c" }],
  ["id:DisableIdentityProviderForUser", "id:DeleteIdentityProvider", { ...P, ConnectionUid: "c" }],
  ["id:UnBindCredentialProvider", "id:DeleteApiKeyCredentialProvider", { Name: "n" }],
  ["iam:DeleteApiKey", "iam:DeleteUser", { UserName: "u" }],
  ["iam:DetachRolePolicy", "iam:DeleteServiceLinkedRole", { RoleName: "r" }],
  ["iam:TagResources", "iam:CreateRole", { RoleName: "r", Tags: [{ Key: "k", Value: "v" }] }],
  ["id:TagResources", "id:CreateWorkloadPool", { WorkloadPoolName: "w", Tags: [{ Key: "k", Value: "v" }] }],
  ["cloudidentity:DeleteAccountAssignment", "cloudidentity:DeletePermissionSet", { PermissionSetId: "s" }],
  ["cloudidentity:DeleteAccountAssignment", "cloudidentity:DeleteUser", { UserId: "u" }],
  [
    "cloudidentity:DeprovisionPermissionSet",
    "cloudidentity:DeleteAccountAssignment",
    {
      TargetId: "1",
      PermissionSetId: "s",
      PrincipalType: "User",
      PrincipalId: "u",
      DeprovisionStrategy: "DeprovisionForLastPermissionSetOnAccount",
    },
    ", when: {TargetId: {in: ['1']}}",
  ],
  ["id:GetInboundAuthConfig", "id:BatchGetInboundAuthConfig", { InboundAuthConfigIds: ["i"] }],
  ["id:GetInboundAuthConfig", "id:ListInboundAuthConfigs", {}],
  ["id:GetIdentityProviderOIDC", "id:ListIdentityProvidersOIDC", P],
])("a deny of %s denies %s %j", (denied, other, params, more) => {
  expect(denying(denied, other, params, more)).toBe("refuse");
});

describe("what does not carry the field is another thing", () => {
  test.each<[string, string, JsonObject]>([
    ["id:CreateRoute", "id:CreateService", { ServiceName: "s", PermissionSpaceId: "n" }],
    ["id:PublishService", "id:UpdateService", { ServiceName: "s", Description: "d" }],
    ["id:BindWorkloadPoolTrustAnchor", "id:CreateTrustAnchor", { Name: "a" }],
    ["id:TagResources", "id:CreateWorkloadPool", { WorkloadPoolName: "w" }],
    ["id:AddWorkloadMetaData", "id:UpdateWorkloadIdentity", { Name: "i", Description: "d" }],
  ])("a deny of %s leaves %s %j", (denied, other, params) => {
    expect(denying(denied, other, params)).toBe("allow");
  });
});

describe("a deny of Cloud Control calls by type", () => {
  test.each([
    ["iam:AttachUserPolicy", { UserName: "u", PolicyName: "p", PolicyType: "System" }],
    ["iam:CreateLoginProfile", { UserName: "u" }],
  ])("of IAM::User denies %s, which they may do as well", (name, params) => {
    expect(
      verdict(
        `allow:\n  - {id: a, actions: ["${name}"], approval: none}\ndeny:\n  - {id: d, actions: ["cloudcontrol:UpdateResource"], types: ["${USER}"]}\n`,
        name,
        params,
      ),
    ).toBe("refuse");
  });
});
