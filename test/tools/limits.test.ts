import { describe, expect, it } from "vitest";
import { edges, type Limit, parse } from "./support.ts";

/** Smallest arguments that each action accepts: exactly the required parameters of the reference. */
const REQUIRED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "sts:GetCallerIdentity": {},
  "id:CreateWorkloadPool": {},
  "id:GetWorkloadPool": {},
  "id:ListWorkloadPools": { PageNumber: 1, PageSize: 10 },
  "id:UpdateWorkloadPool": {},
  "id:DeleteWorkloadPool": {},
  "id:CreateWorkloadIdentity": { Name: "agent" },
  "id:GetWorkloadIdentity": { Name: "agent" },
  "id:ListWorkloadIdentities": { PageNumber: 1, PageSize: 10 },
  "id:UpdateWorkloadIdentity": { Name: "agent" },
  "id:DeleteWorkloadIdentity": { Name: "agent" },
  "id:AddWorkloadMetaData": { WorkloadIdentity: "agent", WorkloadPoolName: "pool" },
  "id:RemoveWorkloadMetaData": { WorkloadIdentity: "agent", WorkloadPoolName: "pool" },
  "id:GetWorkloadAccessToken": {},
  "id:GetWorkloadAccessTokenForJWT": { UserToken: { $secret: "secret_example01" } },
  "id:GetWorkloadAccessTokenForUserId": { UserId: "user-1" },
  "id:CreateNamespace": {},
  "id:GetNamespace": {},
  "id:ListNamespaces": {},
  "id:UpdateNamespace": { NamespaceName: "space" },
  "id:DeleteNamespace": { NamespaceName: "space" },
  "id:CreatePolicy": {},
  "id:GetPolicy": { PolicyName: "rule" },
  "id:ListPolicies": {},
  "id:UpdatePolicy": { PolicyName: "rule", Description: "why", Status: "Enabled" },
  "id:DeletePolicy": { PolicyName: "rule" },
  "id:GrantPermission": {},
  "id:CheckPermission": { NamespaceName: "space" },
  "cloudidentity:CreateUser": { UserName: "ann" },
  "cloudidentity:GetUser": { UserId: "1" },
  "cloudidentity:ListUsers": {},
  "cloudidentity:UpdateUser": { UserId: "1" },
  "cloudidentity:DeleteUser": { UserId: "1" },
  "cloudidentity:CreateGroup": { GroupName: "team", JoinType: "Manual" },
  "cloudidentity:GetGroup": { GroupId: "1" },
  "cloudidentity:ListGroups": {},
  "cloudidentity:UpdateGroup": { GroupId: "1" },
  "cloudidentity:DeleteGroup": { GroupId: "1" },
  "cloudidentity:AddUserToGroup": { GroupId: "1", UserId: "1" },
  "cloudidentity:RemoveUserFromGroup": { GroupId: "1", UserId: "1" },
  "cloudidentity:ListGroupMembers": { GroupId: "1" },
  "cloudcontrol:ListResourceTypes": {},
  "cloudcontrol:DescribeResourceType": { TypeName: "Volcengine::IAM::User" },
  "cloudcontrol:CreateResource": { TypeName: "Volcengine::IAM::User", TargetState: {} },
  "cloudcontrol:GetResource": { TypeName: "Volcengine::IAM::User", Identifier: "ann" },
  "cloudcontrol:ListResources": { TypeName: "Volcengine::IAM::User" },
  "cloudcontrol:UpdateResource": { TypeName: "Volcengine::IAM::User", Identifier: "ann" },
  "cloudcontrol:DeleteResource": { TypeName: "Volcengine::IAM::User", Identifier: "ann" },
  "cloudcontrol:GetTask": { TaskId: "task-1" },
  "cloudcontrol:ListTasks": {},
};

/** Every limit and enumeration that the reference states for these actions. */
const LIMITS: Readonly<Record<string, Limit>> = {
  "id:ListWorkloadPools PageNumber": { min: 1, kind: "number" },
  "id:ListWorkloadPools PageSize": { max: 100, kind: "number" },
  "id:ListWorkloadIdentities PageNumber": { min: 1, kind: "number" },
  "id:ListWorkloadIdentities PageSize": { max: 100, kind: "number" },
  "cloudidentity:CreateUser UserName": { min: 1, max: 54 },
  "cloudidentity:CreateUser DisplayName": { max: 64 },
  "cloudidentity:CreateUser Description": { max: 255 },
  "cloudidentity:CreateUser Email": { max: 128 },
  "cloudidentity:CreateUser Phone": { max: 20 },
  "cloudidentity:UpdateUser UserName": { min: 1, max: 54 },
  "cloudidentity:UpdateUser DisplayName": { max: 64 },
  "cloudidentity:UpdateUser Description": { max: 255 },
  "cloudidentity:UpdateUser Email": { max: 128 },
  "cloudidentity:UpdateUser Phone": { max: 20 },
  "cloudidentity:ListUsers PageNumber": { min: 1, kind: "number" },
  "cloudidentity:ListUsers PageSize": { min: 1, max: 100, kind: "number" },
  "cloudidentity:ListUsers Source": { oneOf: ["Sync", "Manual"] },
  "cloudidentity:CreateGroup GroupName": { max: 63 },
  "cloudidentity:CreateGroup JoinType": { oneOf: ["Manual", "Auto"] },
  "cloudidentity:CreateGroup DisplayName": { max: 64 },
  "cloudidentity:CreateGroup Description": { max: 128 },
  "cloudidentity:UpdateGroup DisplayName": { max: 64 },
  "cloudidentity:UpdateGroup Description": { max: 128 },
  "cloudidentity:ListGroups JoinType": { oneOf: ["Manual", "Auto"] },
  "cloudidentity:ListGroupMembers PageSize": { min: 1, max: 100, kind: "number" },
  "cloudcontrol:CreateResource ClientToken": { min: 1, max: 128 },
};

describe("limits of the reference", () => {
  for (const [place, limit] of Object.entries(LIMITS)) {
    const [name = "", parameter = ""] = place.split(" ");

    it(`${place}: ${JSON.stringify(limit)}`, () => {
      const { good, bad } = edges(limit);
      for (const value of good) {
        expect(parse(name, { ...REQUIRED[name], [parameter]: value })).toMatchObject({ [parameter]: value });
      }
      for (const value of bad) {
        expect(parse(name, { ...REQUIRED[name], [parameter]: value })).toEqual(
          expect.stringContaining(parameter),
        );
      }
    });
  }
});

describe("parameters that name one thing", () => {
  for (const [name, one, other] of [
    ["id:GetNamespace", "NamespaceName", "NamespaceId"],
    ["id:GetWorkloadPool", "WorkloadPoolName", "WorkloadPoolId"],
  ] as const) {
    it(`${name} takes ${one} or ${other}, never both`, () => {
      expect(parse(name, { [one]: "a" })).toEqual({ [one]: "a" });
      expect(parse(name, { [other]: "b" })).toEqual({ [other]: "b" });
      expect(parse(name, { [one]: "a", [other]: "b" })).toEqual(expect.stringContaining("give only one"));
    });
  }
});

describe("lists of objects", () => {
  it("send Value in tags, and take no Values there", () => {
    const tags = [{ Key: "env", Value: "prod" }];
    expect(parse("id:CreateNamespace", { Tags: tags })).toEqual({ Tags: tags });
    expect(parse("id:CreateNamespace", { Tags: [{ Key: "env", Values: "prod" }] })).toEqual(
      expect.stringContaining("Values"),
    );
  });

  it("keep metadata as keys with lists of values", () => {
    const MetaData = [{ Key: "team", Values: ["a", "b"] }];
    expect(parse("id:CreateWorkloadIdentity", { Name: "agent", MetaData })).toEqual({
      Name: "agent",
      MetaData,
    });
    const single = [{ Key: "team", Values: "a" }];
    expect(parse("id:CreateWorkloadIdentity", { Name: "agent", MetaData: single })).toEqual(
      expect.stringContaining("MetaData.0.Values"),
    );
  });

  it("describe what CheckPermission asks, down to the entity hierarchy", () => {
    const args = {
      NamespaceName: "space",
      Principal: { Type: "User", Id: "ann" },
      Operation: { Type: "Action", Id: "read" },
      Resource: { Type: "Document", Id: "plan" },
      OriginalCallers: [{ Type: "Agent", Id: "helper" }],
      References: [{ Entity: { Type: "User", Id: "ann" }, Parents: [{ Type: "Group", Id: "staff" }] }],
      PermissionPointId: "point",
      Extra: { runID: "run", sessionID: "session" },
    };
    expect(parse("id:CheckPermission", args)).toEqual(args);
    expect(parse("id:CheckPermission", { ...args, Principal: { Type: "User", Name: "ann" } })).toEqual(
      expect.stringContaining("Name"),
    );
  });
});
