import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../../src/action/action.ts";
import { confirmationOf } from "../../../src/gate/approval/confirmation.ts";
import { actions } from "../../../tools/index.ts";

const typed = (action: string, params: Parameters<typeof confirmationOf>[0]["params"]) =>
  confirmationOf({ action, effect: "delete", params });

describe("what is typed to approve that something goes", () => {
  it.each<[string, Parameters<typeof confirmationOf>[0]["params"], string]>([
    ["id:DeleteWorkloadPool", { WorkloadPoolName: "agents" }, "agents"],
    ["id:DeleteWorkloadIdentity", { WorkloadPoolName: "agents", Name: "bot" }, "bot"],
    ["id:DeletePolicy", { NamespaceName: "crm", PolicyName: "readers" }, "readers"],
    ["id:DeleteRoute", { ServiceName: "api", RouteName: "v1" }, "v1"],
    ["id:UnBindCredentialProvider", { ProviderName: "github", Resource: "bot" }, "github"],
    ["cloudcontrol:DeleteResource", { TypeName: "Volcengine::IAM::User", Identifier: "bot" }, "bot"],
    ["cloudidentity:DeleteUser", { UserId: "u-1" }, "u-1"],
    ["cloudidentity:RemoveUserFromGroup", { GroupId: "g-1", UserId: "u-1" }, "u-1"],
    ["iam:RemoveUserFromGroup", { UserGroupName: "ops", UserName: "bot" }, "bot"],
    ["iam:DeleteGroup", { UserGroupName: "ops" }, "ops"],
    ["iam:DetachUserPolicy", { UserName: "bot", PolicyName: "ReadOnly", PolicyType: "System" }, "ReadOnly"],
    ["iam:RemoveClientIDFromOIDCProvider", { OIDCProviderName: "gh", ClientID: "c-1" }, "c-1"],
    ["id:DeleteUserPoolClient", { UserPoolUid: "p-1", ClientUid: "c-1" }, "c-1"],
    ["id:DeleteUserPoolDomain", { UserPoolUid: "p-1", Domain: "auth.example.com" }, "auth.example.com"],
    ["id:DeleteIdentityProviderSAML", { UserPoolUid: "p-1", ConnectionUid: "i-1" }, "i-1"],
    ["id:DeleteUserPool", { UserPoolUid: "p-1" }, "p-1"],
  ])("of %s with %j is %j", (action, params, expected) => {
    expect(typed(action, params)).toBe(expected);
  });

  it.each<[string, Parameters<typeof confirmationOf>[0]["params"], string]>([
    ["id:DeleteUsers", { UserPoolUid: "p-1", UserUids: ["u-1", "u-2", "u-3"] }, "3"],
    ["id:RemoveUsersFromGroup", { UserPoolUid: "p-1", GroupUid: "g-1", UserUids: ["u-1"] }, "1"],
    ["id:UntagResources", { ResourceType: "pool", ResourceIds: ["a", "b"], TagKeys: ["x"] }, "2"],
  ])("of a list is the number of things: %s", (action, params, expected) => {
    expect(typed(action, params)).toBe(expected);
  });

  it.each<[string, Parameters<typeof confirmationOf>[0]["params"]]>([
    ["no parameter names it", {}],
    ["the name is a secret's mark", { WorkloadPoolName: { $fingerprint: "0123456789abcdef" } }],
    ["the name hides something", { WorkloadPoolName: "agents\u202e" }],
    ["the name only looks like what it is typed as", { WorkloadPoolName: "аgents" }],
    ["the name has space around it", { WorkloadPoolName: " agents" }],
    ["the name is empty", { WorkloadPoolName: "" }],
    ["the name is too long to type", { WorkloadPoolName: "x".repeat(121) }],
  ])("is the action's own name where %s", (_, params) => {
    expect(typed("id:DeleteWorkloadPool", params)).toBe("id:DeleteWorkloadPool");
  });

  it("is nothing where nothing goes", () => {
    const params = { WorkloadPoolName: "agents" };
    expect(confirmationOf({ action: "id:UpdateWorkloadPool", effect: "update", params })).toBeUndefined();
  });

  it("is there for every action that takes something away", () => {
    const deletes = actions.filter(({ effect }) => effect === "delete").map(qualifiedName);
    expect(deletes.length).toBeGreaterThan(50);
    for (const action of deletes) expect(typed(action, {})).toBe(action);
  });
});
