import { describe, expect, it } from "vitest";
import { outputSchema } from "../../src/action/parse.ts";
import { action, parse } from "./support.ts";

// The example requests of the four reference pages that the project began from.
const REQUESTS = {
  "id:CreateWorkloadPool": {
    WorkloadPoolName: "example",
    Description: "example",
    ProjectName: "default",
    Tags: [{ Key: "app", Value: "test" }],
  },
  "id:CreateNamespace": { NamespaceName: "example", Description: "example" },
  "cloudidentity:CreateGroup": {
    GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
    JoinType: "Manual",
    DisplayName: "y9",
  },
  "cloudcontrol:CreateResource": {
    TypeName: "Volcengine::IAM::User",
    TargetState: {
      UserName: "user-cc",
      DisplayName: "demo",
      Description: "this is a iam user created by ccapi",
      SecurityConfig: { SafeAuthType: "vmfa" },
      Policies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
      LoginProfile: { Password: "123456ccNN", PasswordResetRequired: true },
      Tags: [{ Key: "usage", Value: "ccapi" }],
    },
    ClientToken: "abc",
  },
};

const ANSWERS = {
  "id:CreateWorkloadPool": {
    Trn: "example",
    WorkloadPoolId: "example",
    Tags: [{ Key: "app", Value: "test" }],
  },
  "id:CreateNamespace": { NamespaceId: "example", Tags: [{ Key: "env", Values: "prod" }], Associates: null },
  "cloudidentity:CreateGroup": { GroupId: "Mkg", Description: null, Source: "Manual", JoinType: "Manual" },
  "cloudcontrol:CreateResource": {
    TaskID: "task-1",
    OperationStatus: "SUCCESS",
    ResourceModel: { UserName: "user-cc", LoginProfile: { PasswordResetRequired: true } },
  },
};

describe("the reference pages' examples", () => {
  for (const [name, request] of Object.entries(REQUESTS)) {
    it(`${name} takes its page's request as it stands`, () => {
      expect(parse(name, request)).toEqual(request);
    });
  }

  for (const [name, answer] of Object.entries(ANSWERS)) {
    it(`${name} reads its page's answer, nulls and new fields included`, () => {
      expect(outputSchema(action(name)).parse({ ...answer, Added: 1 })).toEqual({ ...answer, Added: 1 });
    });
  }
});
