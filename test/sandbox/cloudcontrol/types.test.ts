import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { resourceTypes } from "../../../src/sandbox/cloudcontrol/types/catalog.ts";
import { items } from "../client.ts";
import { objectIn, parsed, type Service, startService, textIn } from "../service.ts";

const IAM_USER = "Volcengine::IAM::User";
const IAM_GROUP = "Volcengine::IAM::Group";
const IAM_POLICY = "Volcengine::IAM::Policy";
const CI_USER = "Volcengine::CloudIdentity::User";
const CI_GROUP = "Volcengine::CloudIdentity::Group";
const STATEMENT = JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["id:*"], Resource: ["*"] }] });

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

/** Starts a change, lets it end and answers its task. */
async function ended(action: string, params: JsonObject): Promise<JsonObject> {
  const started = await service.ok(`cloudcontrol:${action}`, params);
  service.wait(500);
  return service.ok("cloudcontrol:GetTask", { TaskId: textIn(started, "TaskID") });
}
/** Creates and answers the identifier. */
async function create(TypeName: string, TargetState: JsonObject): Promise<string> {
  const done = await ended("CreateResource", { TypeName, TargetState });
  expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
  return textIn(done, "Identifier");
}
const failed = async (TypeName: string, TargetState: JsonObject): Promise<Json | undefined> =>
  (await ended("CreateResource", { TypeName, TargetState })).ErrorCode;
const update = (TypeName: string, Identifier: string, ...PatchDocument: Json[]): Promise<JsonObject> =>
  ended("UpdateResource", { TypeName, Identifier, PatchDocument });
async function state(TypeName: string, Identifier: string): Promise<JsonObject> {
  const found = await service.ok("cloudcontrol:GetResource", { TypeName, Identifier });
  return parsed(objectIn(found, "ResourceDescription").Properties);
}

describe("the resource types", () => {
  it("are listed, page by page", async () => {
    const names = (page: JsonObject) => items(page, "TypeList").map((type) => type.TypeName);
    const first = await service.ok("cloudcontrol:ListResourceTypes", { MaxResults: 3 });
    const all = [...names(first)];
    for (let page = first; page.NextToken !== undefined; all.push(...names(page))) {
      const NextToken = textIn(page, "NextToken");
      page = await service.ok("cloudcontrol:ListResourceTypes", { MaxResults: 3, NextToken });
    }
    expect(all).toEqual(resourceTypes.map(({ typeName }) => typeName));
    expect(all).toEqual([...new Set(all)].toSorted());
    expect(all).toEqual(expect.arrayContaining([CI_GROUP, CI_USER, IAM_GROUP, IAM_POLICY, IAM_USER]));
    expect(items(first, "TypeList")[0]).toEqual({
      TypeName: CI_GROUP,
      Description: expect.any(String),
      PublisherName: "Volcengine",
      Trn: expect.stringContaining(CI_GROUP),
      Visibility: "Public",
    });
  });

  it("describe what may be given, changed and seen", async () => {
    const described = await service.ok("cloudcontrol:DescribeResourceType", { TypeName: IAM_USER });
    const schema = objectIn(described, "Schema");
    expect(schema).toMatchObject({
      typeName: IAM_USER,
      required: ["UserName"],
      primaryIdentifier: ["/properties/UserName"],
      createOnlyProperties: ["/properties/UserName"],
      additionalProperties: false,
    });
    const lists = (field: string): readonly Json[] => {
      const value = schema[field];
      return Array.isArray(value) ? value.toSorted() : [];
    };
    expect(lists("writeOnlyProperties")).toEqual([
      "/properties/Email",
      "/properties/LoginProfile/Password",
      "/properties/MobilePhone",
    ]);
    expect(lists("readOnlyProperties")).toEqual([
      "/properties/AccessKey",
      "/properties/AccountId",
      "/properties/CreateDate",
      "/properties/LoginProfile/CreateDate",
      "/properties/LoginProfile/LastLoginDate",
      "/properties/LoginProfile/LastLoginIp",
      "/properties/LoginProfile/LastResetPasswordTime",
      "/properties/LoginProfile/LoginLocked",
      "/properties/LoginProfile/PasswordExpireAt",
      "/properties/LoginProfile/UpdateDate",
      "/properties/MobilePhoneIsVerify",
      "/properties/SecurityConfig/SafeAuthClose",
      "/properties/SecurityConfig/SafeAuthExemptDuration",
      "/properties/Trn",
      "/properties/UpdateDate",
      "/properties/UserId",
    ]);
    const group = await service.ok("cloudcontrol:DescribeResourceType", { TypeName: CI_GROUP });
    expect(objectIn(group, "Schema").readOnlyProperties).toContain("/properties/Members/*/UserName");
  });

  it.each([
    ["DescribeResourceType", {}],
    ["ListResources", {}],
    ["GetResource", { Identifier: "a" }],
    ["DeleteResource", { Identifier: "a" }],
    ["CreateResource", { TargetState: {} }],
  ])("that do not exist are an error of %s, and not a missing resource", async (action, params) => {
    const TypeName = "Volcengine::IAM::Nothing";
    const outcome = await service.outcome(`cloudcontrol:${action}`, { TypeName, ...params });
    expect(outcome).toBe("400 InvalidParameter");
  });
});

describe("Volcengine::CloudIdentity::User", () => {
  it("is the user of the direct API, both ways", async () => {
    const Password = "Example-pass-1";
    const UserId = await create(CI_USER, { UserName: "ada", Email: "ada@example.com", Password });
    const direct = await service.ok("cloudidentity:GetUser", { UserId });
    expect(direct).toEqual(await state(CI_USER, UserId));
    expect(direct).toMatchObject({ UserName: "ada", Email: "ada@example.com", Source: "Manual" });
    expect(await service.stored("cloudidentity.user")).not.toContain(Password);

    await service.ok("cloudidentity:UpdateUser", { UserId, DisplayName: "Ada" });
    expect(await state(CI_USER, UserId)).toMatchObject({ DisplayName: "Ada" });
    await update(CI_USER, UserId, { op: "replace", path: "/UserName", value: "lovelace" });
    expect(await service.ok("cloudidentity:GetUser", { UserId })).toMatchObject({ UserName: "lovelace" });

    const made = await service.ok("cloudidentity:CreateUser", { UserName: "eve" });
    expect(await state(CI_USER, textIn(made, "UserId"))).toMatchObject({ UserName: "eve" });
    await service.ok("cloudidentity:DeleteUser", { UserId });
    const gone = await service.outcome("cloudcontrol:GetResource", { TypeName: CI_USER, Identifier: UserId });
    expect(gone).toBe("404 NotFound");
  });

  it("is seen by the direct API as soon as its time has come, without a look at the task", async () => {
    await service.ok("cloudcontrol:CreateResource", { TypeName: CI_USER, TargetState: { UserName: "ada" } });
    expect(await service.ok("cloudidentity:ListUsers")).toMatchObject({ Total: 0 });
    service.wait(300);
    expect(await service.ok("cloudidentity:ListUsers")).toMatchObject({ Total: 1 });
  });

  it("ends an update and a delete in the first answer", async () => {
    const Identifier = await create(CI_USER, { UserName: "ada", Description: "note" });
    const changed = await service.ok("cloudcontrol:UpdateResource", {
      TypeName: CI_USER,
      Identifier,
      PatchDocument: [{ op: "remove", path: "/Description" }],
    });
    expect(changed).toMatchObject({ OperationStatus: "SUCCESS", Operation: "UPDATE" });
    expect(parsed(changed.ResourceModel)).toMatchObject({ Description: "" });
    const deleted = await service.ok("cloudcontrol:DeleteResource", { TypeName: CI_USER, Identifier });
    expect(deleted).toMatchObject({ OperationStatus: "SUCCESS", Operation: "DELETE" });
  });

  it("fails with the direct API's codes", async () => {
    await service.ok("cloudidentity:CreateUser", { UserName: "ada" });
    expect(await failed(CI_USER, { UserName: "ada" })).toBe("UserNameAlreadyExists");
    expect(await failed(CI_USER, {})).toBe("ParamMissing");
    expect(await failed(CI_USER, { UserName: "u".repeat(55) })).toBe("InvalidParam");
  });
});

describe("Volcengine::CloudIdentity::Group", () => {
  it("has members that the direct API shares", async () => {
    const [ada, eve] = [
      await create(CI_USER, { UserName: "ada" }),
      await create(CI_USER, { UserName: "eve" }),
    ];
    const target = { GroupName: "g", JoinType: "Manual", Members: [{ UserId: ada }] };
    const GroupId = await create(CI_GROUP, target);
    const members = async () =>
      items(await service.ok("cloudidentity:ListGroupMembers", { GroupId }), "Members").map(
        (m) => m.UserName,
      );
    expect(await members()).toEqual(["ada"]);
    expect(items(await state(CI_GROUP, GroupId), "Members")).toMatchObject([
      { UserId: ada, UserName: "ada" },
    ]);
    await update(CI_GROUP, GroupId, { op: "add", path: "/Members/-", value: { UserId: eve } });
    expect(await members()).toEqual(["ada", "eve"]);
    await update(CI_GROUP, GroupId, { op: "replace", path: "/Members", value: [{ UserId: eve }] });
    expect(await members()).toEqual(["eve"]);
    await update(CI_GROUP, GroupId, { op: "replace", path: "/DisplayName", value: "G" });
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toMatchObject({ DisplayName: "G" });
    expect(await members()).toEqual(["eve"]);
  });

  it("does not let read-only parts of a member be given", async () => {
    const [ada, eve] = [
      await create(CI_USER, { UserName: "ada" }),
      await create(CI_USER, { UserName: "eve" }),
    ];
    const Identifier = await create(CI_GROUP, {
      GroupName: "g",
      JoinType: "Manual",
      Members: [{ UserId: ada }],
    });
    for (const step of [
      { op: "replace", path: "/Members/0/UserName", value: "eve" },
      { op: "add", path: "/Members/-", value: { UserId: eve, UserName: "ada" } },
    ]) {
      const request = { TypeName: CI_GROUP, Identifier, PatchDocument: [step] };
      expect(await service.outcome("cloudcontrol:UpdateResource", request)).toBe("422 NotUpdatable");
    }
  });

  it("fails as a whole where a member does not exist", async () => {
    const target = { GroupName: "g", JoinType: "Manual", Members: [{ UserId: "none" }] };
    expect(await failed(CI_GROUP, target)).toBe("UserNotFound");
    expect(await service.ok("cloudidentity:ListGroups")).toMatchObject({ Total: 0 });
    await service.ok("cloudidentity:CreateGroup", { GroupName: "g", JoinType: "Manual" });
  });

  it("is listed with a filter, page by page", async () => {
    for (const GroupName of ["a", "b", "c"]) {
      await service.ok("cloudidentity:CreateGroup", { GroupName, JoinType: "Manual" });
    }
    await service.ok("cloudidentity:CreateGroup", { GroupName: "all", JoinType: "Auto" });
    const list = (more: JsonObject) =>
      service.ok("cloudcontrol:ListResources", { TypeName: CI_GROUP, ...more });
    const names = (page: JsonObject) =>
      items(page, "ResourceDescriptions").map((one) => parsed(one.Properties).GroupName);
    const Filter = { JoinType: "Manual" };
    const first = await list({ Filter, MaxResults: 2 });
    const second = await list({ Filter, MaxResults: 2, NextToken: textIn(first, "NextToken") });
    expect([names(first), names(second)]).toEqual([["a", "b"], ["c"]]);
    expect(names(await list({}))).toEqual(["a", "b", "c", "all"]);
    for (const wrong of [{ Filter: { GroupName: "a" } }, { Filter: "a" }, { Filter: { toString: "a" } }]) {
      const params = { TypeName: CI_GROUP, ...wrong };
      expect(await service.outcome("cloudcontrol:ListResources", params)).toBe("400 InvalidParameter");
    }
  });
});

describe("Volcengine::IAM::Group", () => {
  it("and the user's Groups are two sides of one thing", async () => {
    await create(IAM_USER, { UserName: "ada" });
    const target = {
      UserGroupName: "staff",
      Users: [{ UserName: "ada" }],
      AttachedPolicies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
    };
    expect(await create(IAM_GROUP, target)).toBe("staff");
    expect(await state(IAM_USER, "ada")).toMatchObject({ Groups: ["staff"] });
    await create(IAM_USER, { UserName: "eve", Groups: ["staff"] });
    expect(await state(IAM_GROUP, "staff")).toMatchObject({
      Users: [{ UserName: "ada" }, { UserName: "eve", UserID: 1000003 }],
      AttachedPolicies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
    });
    await update(IAM_USER, "ada", { op: "remove", path: "/Groups" });
    await update(IAM_GROUP, "staff", { op: "replace", path: "/Description", value: "everybody" });
    await update(IAM_GROUP, "staff", { op: "remove", path: "/AttachedPolicies/0" });
    expect(await state(IAM_GROUP, "staff")).toMatchObject({
      Description: "everybody",
      Users: [{ UserName: "eve" }],
      AttachedPolicies: [],
    });
    await ended("DeleteResource", { TypeName: IAM_GROUP, Identifier: "staff" });
    expect(await state(IAM_USER, "eve")).not.toHaveProperty("Groups");
  });

  it("fails where it exists, or a user or policy does not", async () => {
    await create(IAM_GROUP, { UserGroupName: "staff" });
    expect(await failed(IAM_GROUP, { UserGroupName: "staff" })).toBe("UserGroupAlreadyExists");
    const noUser = { UserGroupName: "g", Users: [{ UserName: "nobody" }] };
    expect(await failed(IAM_GROUP, noUser)).toBe("UserNotExist");
    const noPolicy = { UserGroupName: "g", AttachedPolicies: [{ PolicyName: "no", PolicyType: "Custom" }] };
    expect(await failed(IAM_GROUP, noPolicy)).toBe("PolicyNotExist");
    const missing = { TypeName: IAM_GROUP, Identifier: "g" };
    expect(await service.outcome("cloudcontrol:GetResource", missing)).toBe("404 NotFound");
  });
});

describe("Volcengine::IAM::Policy", () => {
  const target = { PolicyName: "agents", PolicyType: "Custom", PolicyDocument: STATEMENT };

  it("is attached from either side, and deleted only when nobody has it", async () => {
    expect(await create(IAM_POLICY, target)).toBe("agents|Custom");
    await create(IAM_USER, {
      UserName: "ada",
      Policies: [{ PolicyName: "agents", PolicyType: "Custom" }],
    });
    await create(IAM_GROUP, { UserGroupName: "staff" });
    await update(IAM_POLICY, "agents|Custom", {
      op: "add",
      path: "/PolicyUserGroups",
      value: [{ Name: "staff" }],
    });
    expect(await state(IAM_POLICY, "agents|Custom")).toMatchObject({
      PolicyDocument: STATEMENT,
      AttachmentCount: 2,
      PolicyUsers: [{ Name: "ada" }],
      PolicyUserGroups: [{ Name: "staff" }],
    });
    expect(await state(IAM_GROUP, "staff")).toMatchObject({ AttachedPolicies: [{ PolicyName: "agents" }] });
    const remove = { TypeName: IAM_POLICY, Identifier: "agents|Custom" };
    expect(await ended("DeleteResource", remove)).toMatchObject({
      OperationStatus: "FAILED",
      ErrorCode: "ResourceConflict",
    });
    await update(IAM_POLICY, "agents|Custom", { op: "remove", path: "/PolicyUserGroups" });
    await update(IAM_USER, "ada", { op: "replace", path: "/Policies", value: [] });
    expect(await ended("DeleteResource", remove)).toMatchObject({ OperationStatus: "SUCCESS" });
  });

  it("keeps the scope and the age of an attachment", async () => {
    await create(IAM_POLICY, target);
    await create(IAM_USER, { UserName: "ada" });
    const scope = [{ ProjectName: "apollo" }];
    await update(IAM_POLICY, "agents|Custom", {
      op: "add",
      path: "/PolicyUsers",
      value: [{ Name: "ada", PolicyScope: scope }],
    });
    const [before] = items(await state(IAM_POLICY, "agents|Custom"), "PolicyUsers");
    expect(before).toMatchObject({ Name: "ada", PolicyScope: scope });
    service.wait(60_000);
    await create(IAM_USER, { UserName: "eve" });
    await update(IAM_POLICY, "agents|Custom", { op: "add", path: "/PolicyUsers/-", value: { Name: "eve" } });
    const holders = items(await state(IAM_POLICY, "agents|Custom"), "PolicyUsers");
    expect(holders.map((holder) => holder.Name)).toEqual(["ada", "eve"]);
    expect(holders[0]).toEqual(before);
  });

  it.each<[string, JsonObject, string]>([
    ["a policy of the system", { ...target, PolicyType: "System" }, "InvalidPolicyType"],
    ["a document that is not JSON", { ...target, PolicyDocument: "allow all" }, "InvalidParameter"],
    ["a document without a statement", { ...target, PolicyDocument: "{}" }, "InvalidParameter"],
    ["a user who does not exist", { ...target, PolicyUsers: [{ Name: "nobody" }] }, "UserNotExist"],
    ["a role", { ...target, PolicyRoles: [{ Name: "nothing" }] }, "RoleNotExist"],
  ])("fails for %s", async (_what, wanted, code) => {
    expect(await failed(IAM_POLICY, wanted)).toBe(code);
    expect(await service.stored("iam:policy")).not.toContain(wanted.PolicyName);
  });

  it("has a name that is its own", async () => {
    await create(IAM_POLICY, target);
    expect(await failed(IAM_POLICY, target)).toBe("PolicyAlreadyExist");
  });
});
