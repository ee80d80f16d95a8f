/** Keys, policies, attachments and roles, as their actions show them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT, items } from "../client.ts";
import { objectIn, type Service, startService } from "../service.ts";
import { named, policy, statement, userWith } from "./people.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await userWith(service, "ada");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const document = JSON.stringify({ Statement: [statement("id:*")] });

describe("access keys", () => {
  it("are two at most, and shown without their secrets", async () => {
    await service.ok("iam:CreateAccessKey", { UserName: "ada" });
    expect(await service.outcome("iam:CreateAccessKey", { UserName: "ada" })).toBe("429 QuotaExceeded");
    const list = await service.ok("iam:ListAccessKeys", { UserName: "ada" });
    expect(items(list, "AccessKeyMetadata")).toHaveLength(2);
    expect(items(list, "AccessKeyMetadata")[0]).toMatchObject({ UserName: "ada", Status: "active" });
    expect(JSON.stringify(list)).not.toContain("sandbox-secret");
  });

  it("belong to whom they are said to belong", async () => {
    const { AccessKeyId = null } =
      items(await service.ok("iam:ListAccessKeys", { UserName: "ada" }), "AccessKeyMetadata")[0] ?? {};
    expect(await service.outcome("iam:DeleteAccessKey", { AccessKeyId })).toBe("403 AccessKeyNotExist");
    const wrong = { UserName: "ada", AccessKeyId, Status: "sleeping" };
    expect(await service.outcome("iam:UpdateAccessKey", wrong)).toBe("400 InvalidParameter");
  });
});

describe("policies", () => {
  it("are created, changed, renamed and deleted", async () => {
    const made = await service.ok("iam:CreatePolicy", { PolicyName: "one", PolicyDocument: document });
    expect(made.Policy).toMatchObject({
      PolicyName: "one",
      PolicyType: "Custom",
      PolicyTrn: `trn:iam::${ACCOUNT}:policy/one`,
      AttachmentCount: 0,
    });
    expect(await service.outcome("iam:CreatePolicy", { PolicyName: "one", PolicyDocument: document })).toBe(
      "409 PolicyAlreadyExist",
    );
    const changed = await service.ok("iam:UpdatePolicy", { PolicyName: "one", NewPolicyName: "two" });
    expect(changed.Policy).toMatchObject({ PolicyName: "two", PolicyDocument: document });
    await service.ok("iam:DeletePolicy", { PolicyName: "two" });
    expect(await service.outcome("iam:GetPolicy", named("two"))).toBe("404 PolicyNotExist");
  });

  it.each([
    ["no JSON", "all"],
    ["no statement", '{"Statement":[]}'],
    ["another effect", '{"Statement":[{"Effect":"Maybe","Action":"*","Resource":"*"}]}'],
    ["no action", '{"Statement":[{"Effect":"Allow","Resource":"*"}]}'],
    [
      "both kinds of actions",
      '{"Statement":[{"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"}]}',
    ],
    ["no resource", '{"Statement":[{"Effect":"Allow","Action":"*"}]}'],
    ["a principal", '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}'],
    ["an action without a service", '{"Statement":[{"Effect":"Allow","Action":"GetUser","Resource":"*"}]}'],
  ])("are refused with %s", async (_what, PolicyDocument) => {
    expect(await service.outcome("iam:CreatePolicy", { PolicyName: "bad", PolicyDocument })).toBe(
      "400 InvalidParameter",
    );
  });

  it("of the system are there from the start and stay as they are", async () => {
    expect(await service.ok("iam:GetPolicy", named("System/AdministratorAccess"))).toMatchObject({
      Policy: { PolicyType: "System", PolicyTrn: "trn:iam::system:policy/AdministratorAccess" },
    });
    for (const action of ["iam:DeletePolicy", "iam:UpdatePolicy"]) {
      expect(await service.outcome(action, { PolicyName: "AdministratorAccess" })).toBe(
        "409 ResourceConflict",
      );
    }
  });

  it("are listed by scope, word and page; those of services only when asked for", async () => {
    await policy(service, "listed", statement("id:*"));
    const list = async (params: object) =>
      items(await service.ok("iam:ListPolicies", { ...params, Limit: 100 }), "PolicyMetadata").map(
        ({ PolicyName }) => PolicyName,
      );
    expect(await list({ Scope: "Custom", Query: "LIST" })).toEqual(["listed"]);
    expect(await list({ Scope: "System" })).not.toContain("listed");
    expect(await list({})).not.toContain("ServiceRolePolicyForEcs");
    expect(await list({ WithServiceRolePolicy: 1 })).toContain("ServiceRolePolicyForEcs");
    expect(await service.outcome("iam:ListPolicies", { Scope: "Mine" })).toBe("400 InvalidParameter");
    expect(await service.ok("iam:ListPolicies", { Limit: 1, Offset: 1 })).toMatchObject({
      Limit: 1,
      Offset: 1,
    });
  });
});

describe("attachments", () => {
  it("tie policies to users, groups and roles, and keep the policy from being deleted", async () => {
    await policy(service, "tied", statement("id:*"));
    await service.ok("iam:CreateGroup", { UserGroupName: "staff" });
    await service.ok("iam:CreateRole", { RoleName: "worker" });
    const holders = [
      ["User", { UserName: "ada" }],
      ["UserGroup", { UserGroupName: "staff" }],
      ["Role", { RoleName: "worker" }],
    ] as const;
    for (const [kind, holder] of holders) {
      await service.ok(`iam:Attach${kind}Policy`, { ...holder, ...named("tied") });
      const plural = `iam:ListAttached${kind}Policies`;
      expect(items(await service.ok(plural, holder), "AttachedPolicyMetadata")).toMatchObject([
        { PolicyName: "tied", PolicyType: "Custom", PolicyScope: [{ PolicyScopeType: "Global" }] },
      ]);
    }
    const all = await service.ok("iam:ListEntitiesForPolicy", named("tied"));
    expect(all).toMatchObject({
      Total: 3,
      PolicyUsers: [{ UserName: "ada" }],
      PolicyUserGroups: [{ UserGroupName: "staff" }],
      PolicyRoles: [{ RoleName: "worker" }],
    });
    const roles = await service.ok("iam:ListEntitiesForPolicy", { ...named("tied"), EntityFilter: "Role" });
    expect(roles).toMatchObject({ Total: 1, PolicyRoles: [{ RoleName: "worker" }] });
    expect(await service.ok("iam:GetPolicy", named("tied"))).toMatchObject({
      Policy: { AttachmentCount: 3 },
    });
    expect(await service.outcome("iam:DeletePolicy", { PolicyName: "tied" })).toBe("409 ResourceConflict");
    for (const [kind, holder] of holders)
      await service.ok(`iam:Detach${kind}Policy`, { ...holder, ...named("tied") });
    const again = { UserName: "ada", ...named("tied") };
    expect(await service.outcome("iam:DetachUserPolicy", again)).toBe("404 PolicyAttachmentNotExist");
    expect(await service.outcome("iam:DeletePolicy", { PolicyName: "tied" })).toBe("200");
  });

  it("need both ends", async () => {
    const attach = (UserName: string, one: string) =>
      service.outcome("iam:AttachUserPolicy", { UserName, ...named(one) });
    expect(await attach("nobody", "System/ReadOnlyAccess")).toBe("404 UserNotExist");
    expect(await attach("ada", "nothing")).toBe("404 PolicyNotExist");
    const odd = { ...named("System/ReadOnlyAccess"), EntityFilter: "users" };
    expect(await service.outcome("iam:ListEntitiesForPolicy", odd)).toBe("400 InvalidPolicyEntityFilter");
  });
});

describe("roles", () => {
  const trust = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: ["ecs"] } }],
  });

  it("are created, found by name and number, renamed and deleted", async () => {
    const made = await service.ok("iam:CreateRole", { RoleName: "reader", TrustPolicyDocument: trust });
    const { RoleId = null } = objectIn(made, "Role");
    expect(made.Role).toMatchObject({ Trn: `trn:iam::${ACCOUNT}:role/reader`, MaxSessionDuration: 43_200 });
    expect(await service.ok("iam:GetRole", { RoleName: "reader", ID: RoleId })).toEqual(made);
    expect(await service.outcome("iam:CreateRole", { RoleName: "reader" })).toBe("409 RoleAlreadyExists");
    await service.ok("iam:UpdateRole", {
      RoleName: "reader",
      NewRoleName: "writer",
      MaxSessionDuration: 3600,
    });
    expect(await service.outcome("iam:GetRole", { RoleName: "reader" })).toBe("404 RoleNotExist");
    expect((await service.ok("iam:GetRole", { RoleName: "writer" })).Role).toMatchObject({
      Trn: `trn:iam::${ACCOUNT}:role/writer`,
      MaxSessionDuration: 3600,
      TrustPolicyDocument: trust,
    });
    const found = await service.ok("iam:ListRoles", { Query: "WRIT" });
    expect(items(found, "RoleMetadata")).toMatchObject([{ RoleName: "writer" }]);
    await service.ok("iam:DeleteRole", { RoleName: "writer" });
  });

  it.each([
    [{ RoleName: "a b" }, "400 InvalidRoleName"],
    [{ RoleName: "r", TrustPolicyDocument: document }, "400 InvalidTrustPolicyDoc"],
    [{ RoleName: "r", MaxSessionDuration: 60 }, "400 InvalidParameter"],
  ])("refuse %j", async (params, outcome) => {
    expect(await service.outcome("iam:CreateRole", params)).toBe(outcome);
  });

  it("of a service follow its template, once, and only go as such", async () => {
    const { ServiceLinkedRoleTemplate } = await service.ok("iam:GetServiceLinkedRoleTemplate", {
      ServiceName: "ecs",
    });
    expect(ServiceLinkedRoleTemplate).toMatchObject([{ RoleName: "ServiceRoleForEcs", ServiceName: "ecs" }]);
    await service.ok("iam:CreateServiceLinkedRole", { ServiceName: "ecs" });
    expect(await service.outcome("iam:CreateServiceLinkedRole", { ServiceName: "ecs" })).toBe(
      "400 RoleAlreadyExists",
    );
    const about = { RoleName: "ServiceRoleForEcs" };
    expect((await service.ok("iam:GetRole", about)).Role).toMatchObject({ IsServiceLinkedRole: 1 });
    expect(
      items(await service.ok("iam:ListAttachedRolePolicies", about), "AttachedPolicyMetadata"),
    ).toHaveLength(1);
    expect(await service.outcome("iam:DeleteRole", about)).toBe("409 ResourceConflict");
    expect(await service.outcome("iam:DeleteServiceLinkedRole", about)).toBe("200");
    expect(await service.outcome("iam:GetServiceLinkedRoleTemplate", { ServiceName: "moon" })).toBe(
      "404 ServiceLinkedRoleTemplateNotExist",
    );
  });
});
