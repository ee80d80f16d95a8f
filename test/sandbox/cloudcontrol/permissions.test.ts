/** Who may do what through Cloud Control: no more than directly. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { permissionsOf } from "../../../src/sandbox/cloudcontrol/permissions.ts";
import { resourceTypes } from "../../../src/sandbox/cloudcontrol/types/catalog.ts";
import { ACCOUNT } from "../client.ts";
import { policy, statement, userWith } from "../iam/people.ts";
import { type Key, parsed, type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const trn = (path: string): string => `trn:iam::${ACCOUNT}:${path}`;
const DENIED = "403 AccessDenied";
const creating = (name: string, TargetState: JsonObject) => ({
  TypeName: `Volcengine::IAM::${name}`,
  TargetState,
});
const changing = (name: string, Identifier: string, path: string, value: Json) => ({
  TypeName: `Volcengine::IAM::${name}`,
  Identifier,
  PatchDocument: [{ op: "add", path, value }],
});
async function agentWho(...statements: JsonObject[]): Promise<Key> {
  await policy(service, "own", statement("cloudcontrol:*"), ...statements);
  return userWith(service, "agent", "own");
}

describe("Cloud Control", () => {
  it.each(resourceTypes.map(({ typeName }) => typeName))(
    "shows what the handlers of %s need",
    async (TypeName) => {
      const { Schema } = await service.ok("cloudcontrol:DescribeResourceType", { TypeName });
      expect(Schema).toMatchObject({ handlers: { create: { permissions: permissionsOf(TypeName).create } } });
    },
  );

  it("is of no use to somebody who may call nothing else", async () => {
    const agent = await agentWho();
    await userWith(service, "ada");
    const TypeName = "Volcengine::IAM::User";
    const tries: readonly (readonly [string, JsonObject])[] = [
      ["CreateResource", creating("User", { UserName: "eve" })],
      ["CreateResource", creating("Accesskey", {})],
      ["CreateResource", creating("Accesskey", { UserName: "ada" })],
      ["UpdateResource", changing("User", "agent", "/Policies", [])],
      ["DeleteResource", { TypeName, Identifier: "ada" }],
      ["GetResource", { TypeName, Identifier: "ada" }],
      ["ListResources", { TypeName }],
    ];
    for (const [action, params] of tries) {
      expect([action, await service.outcome(`cloudcontrol:${action}`, params, agent)]).toEqual([
        action,
        DENIED,
      ]);
    }
    expect(await service.outcome("cloudcontrol:ListResourceTypes", {}, agent)).toBe("200");
  });

  it("works on what the policies name, and not on the rest", async () => {
    const agent = await agentWho(statement("iam:*", trn("user/dev-*")));
    const named = async (UserName: string) =>
      service.outcome("cloudcontrol:CreateResource", creating("User", { UserName }), agent);
    expect(await named("dev-1")).toBe("200");
    expect(await named("ops-1")).toBe(DENIED);
  });

  it("holds a Deny of the action that it stands for", async () => {
    const deny = { Effect: "Deny" };
    await userWith(service, "ada");
    const agent = await agentWho(statement("*"), statement("iam:DeleteUser", trn("user/ada"), deny));
    const remove = (Identifier: string) =>
      service.outcome(
        "cloudcontrol:DeleteResource",
        { TypeName: "Volcengine::IAM::User", Identifier },
        agent,
      );
    expect(await remove("ada")).toBe(DENIED);
    await userWith(service, "ben");
    expect(await remove("ben")).toBe("200");
  });

  it("gives nobody a policy whom a Deny keeps from it, from neither end", async () => {
    const deny = { Effect: "Deny" };
    const agent = await agentWho(
      statement("*"),
      statement("iam:AttachUserPolicy", trn("user/agent"), deny),
      statement("iam:AddUserToGroup", trn("usergroup/admins"), deny),
    );
    await service.ok("iam:CreateGroup", { UserGroupName: "admins" });
    const all = [{ PolicyName: "AdministratorAccess", PolicyType: "System" }];
    const tries = [
      changing("User", "agent", "/Policies", all),
      changing("Policy", "own|Custom", "/PolicyUsers", [{ Name: "agent" }]),
      changing("User", "agent", "/Groups", ["admins"]),
      changing("Group", "admins", "/Users", [{ UserName: "agent" }]),
      changing("User", "agent", "", { UserName: "agent", Groups: ["admins"] }),
    ];
    for (const params of tries) {
      expect(await service.outcome("cloudcontrol:UpdateResource", params, agent)).toBe(DENIED);
    }
    const note = changing("Policy", "own|Custom", "/Description", "a note");
    expect(await service.outcome("cloudcontrol:UpdateResource", note, agent)).toBe("200");
  });

  it("shows the secret of a new key to those alone who may make one", async () => {
    const agent = await agentWho();
    const { TaskID = "" } = await service.ok("cloudcontrol:CreateResource", creating("Accesskey", {}));
    service.wait(1000);
    const task = await service.ok("cloudcontrol:GetTask", { TaskId: TaskID });
    expect(textIn(parsed(task.ResourceModel), "SecretAccessKey")).toMatch(/^sandbox-secret-/);
    expect(await service.outcome("cloudcontrol:GetTask", { TaskId: TaskID }, agent)).toBe(DENIED);
  });
});
