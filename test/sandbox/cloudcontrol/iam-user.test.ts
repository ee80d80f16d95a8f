import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT } from "../client.ts";
import { objectIn, parsed, type Service, startService, textIn } from "../service.ts";

const TypeName = "Volcengine::IAM::User";
const PASSWORD = "123456exNN";

/** The request of reference page CreateResource, with another password. */
const EXAMPLE = {
  UserName: "user-cc",
  DisplayName: "demo",
  Description: "this is a iam user created by ccapi",
  SecurityConfig: { SafeAuthType: "vmfa" },
  Policies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
  LoginProfile: { Password: PASSWORD, PasswordResetRequired: true },
  Tags: [{ Key: "usage", Value: "ccapi" }],
};

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const create = (TargetState: Json, more: JsonObject = {}): Promise<JsonObject> =>
  service.ok("cloudcontrol:CreateResource", { TypeName, TargetState, ...more });
const task = (started: JsonObject): Promise<JsonObject> =>
  service.ok("cloudcontrol:GetTask", { TaskId: textIn(started, "TaskID") });
async function ended(started: JsonObject): Promise<JsonObject> {
  service.wait(500);
  return task(started);
}
async function state(Identifier = "user-cc"): Promise<JsonObject> {
  const found = await service.ok("cloudcontrol:GetResource", { TypeName, Identifier });
  return parsed(objectIn(found, "ResourceDescription").Properties);
}
const update = (...PatchDocument: Json[]): Promise<JsonObject> =>
  service.ok("cloudcontrol:UpdateResource", { TypeName, Identifier: "user-cc", PatchDocument });
const updateOutcome = (...PatchDocument: Json[]): Promise<string> =>
  service.outcome("cloudcontrol:UpdateResource", { TypeName, Identifier: "user-cc", PatchDocument });
async function made(): Promise<void> {
  expect(await ended(await create(EXAMPLE))).toMatchObject({ OperationStatus: "SUCCESS" });
}

describe("creating a user", () => {
  it("is a task that is pending, in progress and then a success", async () => {
    const started = await create(EXAMPLE);
    const steady = {
      TypeName,
      Identifier: "user-cc",
      Operation: "CREATE",
      TaskID: expect.stringMatching(/^task-[0-9a-f-]{36}$/),
    };
    expect(started).toEqual({
      ...steady,
      OperationStatus: "PENDING",
      EventTime: "2026-03-01T20:00:00.000+08:00",
    });
    service.wait(250);
    expect(await task(started)).toMatchObject({ ...steady, OperationStatus: "IN_PROGRESS" });
    const missing = await service.outcome("cloudcontrol:GetResource", { TypeName, Identifier: "user-cc" });
    expect(missing).toBe("404 NotFound");
    service.wait(10_000);
    expect(await task(started)).toEqual({
      ...steady,
      OperationStatus: "SUCCESS",
      EventTime: "2026-03-01T20:00:00.500+08:00",
      ResourceModel: expect.any(String),
    });
  });

  it("gives the model that the reference page shows", async () => {
    const done = await ended(await create(EXAMPLE));
    expect(parsed(done.ResourceModel)).toEqual({
      AccountId: Number(ACCOUNT),
      CreateDate: "20260301T120000Z",
      Description: "this is a iam user created by ccapi",
      DisplayName: "demo",
      Email: "",
      EmailIsVerify: false,
      LoginProfile: {
        CreateDate: "20260301T120000Z",
        LastLoginDate: "00010101T000000Z",
        LastLoginIp: "",
        LastResetPasswordTime: 1772366400,
        LoginAllowed: false,
        LoginLocked: false,
        PasswordExpireAt: 0,
        PasswordResetRequired: true,
        SafeAuthExemptDuration: 10,
        SafeAuthExemptRequired: 1,
        SafeAuthExemptUnit: 0,
        SafeAuthFlag: false,
        SafeAuthType: "",
        UpdateDate: "20260301T120000Z",
      },
      MobilePhone: "",
      MobilePhoneIsVerify: false,
      Policies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
      SecurityConfig: { SafeAuthClose: 0, SafeAuthExemptDuration: 10, SafeAuthType: "vmfa" },
      Tags: [{ Key: "usage", Value: "ccapi" }],
      Trn: `trn:iam::${ACCOUNT}:user/user-cc`,
      UpdateDate: "20260301T120000Z",
      UserId: 1000001,
      UserName: "user-cc",
    });
    expect(await state()).toEqual(parsed(done.ResourceModel));
  });

  it("never shows and never stores the password, and shows no mail address or phone number", async () => {
    const started = await create({ ...EXAMPLE, Email: "a@example.com", MobilePhone: "12345" });
    const kept = await service.stored("sandbox:task");
    expect(kept).toContain("user-cc");
    expect(kept).not.toContain(PASSWORD);
    const done = JSON.stringify([await ended(started), await state()]);
    for (const hidden of [PASSWORD, "a@example.com", "12345"]) expect(done).not.toContain(hidden);
    const user = await service.stored("iam:user");
    expect(user).toContain("a@example.com");
    for (const kind of ["iam:user", "iam:login-profile", "cloudcontrol:task", "cloudcontrol:open-task"]) {
      expect(await service.stored(kind)).not.toContain(PASSWORD);
    }
  });

  it("fails as a task, with HTTP 200, where the name is taken", async () => {
    await made();
    const second = await ended(await create({ UserName: "user-cc" }));
    expect(second).toMatchObject({
      OperationStatus: "FAILED",
      ErrorCode: "UserAlreadyExists",
      StatusMessage: "UserAlreadyExists: User 'user-cc' already exists.",
    });
    expect(second).not.toHaveProperty("ResourceModel");
    expect(await state()).toMatchObject({ DisplayName: "demo" });
  });

  it("lets one of two simultaneous creates of one name through", async () => {
    const [first, second] = [await create({ UserName: "user-cc" }), await create({ UserName: "user-cc" })];
    expect(await ended(first)).toMatchObject({ OperationStatus: "SUCCESS" });
    expect(await task(second)).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "UserAlreadyExists" });
  });

  it.each([
    ["an unknown policy", { Policies: [{ PolicyName: "Nothing", PolicyType: "System" }] }, "PolicyNotExist"],
    ["an unknown group", { Groups: ["nowhere"] }, "UserGroupNotExist"],
    [
      "a tag key that comes twice",
      {
        Tags: [
          { Key: "k", Value: "1" },
          { Key: "k", Value: "2" },
        ],
      },
      "InvalidParameter",
    ],
  ])("fails with %s and leaves nothing behind", async (_what, part, ErrorCode) => {
    const failed = await ended(await create({ ...EXAMPLE, ...part }));
    expect(failed).toMatchObject({ OperationStatus: "FAILED", ErrorCode });
    for (const kind of ["iam:user", "iam:policy-attachment", "iam:group-member", "iam:login-profile"]) {
      expect(await service.stored(kind)).toBe("[]");
    }
    await made();
  });

  const invalid: readonly [string, Json, string][] = [
    ["no UserName", { DisplayName: "x" }, "TargetState.UserName"],
    ["an unknown property", { ...EXAMPLE, Nickname: "x" }, "TargetState.Nickname"],
    ["a property of the prototype", { ...EXAMPLE, constructor: "x" }, "TargetState.constructor"],
    ["an unknown nested property", { ...EXAMPLE, LoginProfile: { Pin: 1 } }, "TargetState.LoginProfile.Pin"],
    ["a wrong type", { ...EXAMPLE, Description: 5 }, "TargetState.Description"],
    ["null", { ...EXAMPLE, Description: null }, "TargetState.Description"],
    ["a read-only property", { ...EXAMPLE, UserId: 5 }, "TargetState.UserId"],
    [
      "a nested read-only property",
      { ...EXAMPLE, LoginProfile: { LoginLocked: true } },
      "TargetState.LoginProfile.LoginLocked",
    ],
    ["a name with a space", { UserName: "a b" }, "TargetState.UserName"],
    ["a name of 65 characters", { UserName: "a".repeat(65) }, "TargetState.UserName"],
    [
      "a policy without its type",
      { ...EXAMPLE, Policies: [{ PolicyName: "IAMReadOnlyAccess" }] },
      "TargetState.Policies.0.PolicyType",
    ],
    [
      "one policy twice",
      { ...EXAMPLE, Policies: [...EXAMPLE.Policies, ...EXAMPLE.Policies] },
      "TargetState.Policies.1",
    ],
    ["a list instead of an object", [EXAMPLE], "TargetState"],
    ["a string instead of an object", JSON.stringify(EXAMPLE), "TargetState"],
  ];
  it.each(invalid)("is refused at once with %s", async (_what, TargetState, where) => {
    const reply = await service.reply("cloudcontrol:CreateResource", { TypeName, TargetState });
    expect([reply.status, reply.code]).toEqual([400, "InvalidParameter"]);
    expect(reply.message).toContain(`Params ${where} is invalid`);
    expect(await service.stored("sandbox:task")).toBe("[]");
  });

  it.each([
    ["short", "Ab1!xyz"],
    ["long", `Ab1!${"x".repeat(29)}`],
    ["of two kinds of characters", "abcdefgh12345"],
  ])("refuses a password that is too %s, without quoting it", async (_what, Password) => {
    const TargetState = { UserName: "u", LoginProfile: { Password } };
    const reply = await service.reply("cloudcontrol:CreateResource", { TypeName, TargetState });
    expect([reply.status, reply.code]).toEqual([400, "InvalidParameter"]);
    expect(reply.message).toContain("TargetState.LoginProfile.Password");
    expect(reply.message).not.toContain(Password);
  });
});

describe("updating a user", () => {
  it("applies the patch when the task ends", async () => {
    await made();
    const started = await update(
      { op: "test", path: "/DisplayName", value: "demo" },
      { op: "replace", path: "/DisplayName", value: "Demo 2" },
      { op: "remove", path: "/Description" },
      { op: "add", path: "/Tags/-", value: { Key: "team", Value: "idp" } },
      { op: "add", path: "/Policies/-", value: { PolicyName: "IAMFullAccess", PolicyType: "System" } },
      { op: "remove", path: "/Policies/0" },
      { op: "replace", path: "/SecurityConfig/SafeAuthType", value: "email" },
      { op: "replace", path: "/LoginProfile/LoginAllowed", value: true },
    );
    expect(started).toMatchObject({ Operation: "UPDATE", OperationStatus: "PENDING", Identifier: "user-cc" });
    const before = await state();
    expect(before).toMatchObject({ DisplayName: "demo" });
    const done = await ended(started);
    expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
    const after = await state();
    expect(parsed(done.ResourceModel)).toEqual(after);
    expect(after).toEqual({
      ...before,
      DisplayName: "Demo 2",
      Description: "",
      Tags: [
        { Key: "usage", Value: "ccapi" },
        { Key: "team", Value: "idp" },
      ],
      Policies: [{ PolicyName: "IAMFullAccess", PolicyType: "System" }],
      SecurityConfig: { SafeAuthClose: 0, SafeAuthExemptDuration: 10, SafeAuthType: "email" },
      LoginProfile: { ...objectIn(before, "LoginProfile"), LoginAllowed: true },
    });
  });

  it("sets a new password without having shown the old one", async () => {
    await made();
    service.wait(60_000);
    const Password = "Another-1-password";
    await ended(await update({ op: "add", path: "/LoginProfile/Password", value: Password }));
    expect(objectIn(await state(), "LoginProfile")).toMatchObject({
      LastResetPasswordTime: 1772366460,
      CreateDate: "20260301T120000Z",
      PasswordResetRequired: true,
    });
    expect(await service.stored("sandbox:task")).not.toContain(Password);
    const short = { op: "add", path: "/LoginProfile/Password", value: "short" };
    expect(await updateOutcome(short)).toBe("400 InvalidParameter");
  });

  it("cannot be used to guess or to copy what is write-only", async () => {
    await made();
    const password = "/LoginProfile/Password";
    expect(await updateOutcome({ op: "test", path: password, value: PASSWORD })).toBe("400 InvalidRequest");
    const copy = { op: "copy", from: password, path: "/Description" };
    expect(await updateOutcome(copy)).toBe("400 InvalidRequest");
  });

  it("replaces a login profile without its read-only parts, and takes it away", async () => {
    await made();
    const value = { LoginAllowed: true };
    expect(await ended(await update({ op: "replace", path: "/LoginProfile", value }))).toMatchObject({
      OperationStatus: "SUCCESS",
    });
    expect(objectIn(await state(), "LoginProfile")).toMatchObject({
      LoginAllowed: true,
      CreateDate: "20260301T120000Z",
    });
    await ended(await update({ op: "remove", path: "/LoginProfile" }));
    expect(await state()).not.toHaveProperty("LoginProfile");
  });

  it.each<[string, JsonObject]>([
    ["the create-only name", { op: "replace", path: "/UserName", value: "other" }],
    ["the create-only name, away", { op: "remove", path: "/UserName" }],
    ["a read-only property", { op: "replace", path: "/AccountId", value: 1 }],
    [
      "a read-only property, with what it is already",
      { op: "add", path: "/MobilePhoneIsVerify", value: false },
    ],
    ["a nested read-only property", { op: "replace", path: "/SecurityConfig/SafeAuthClose", value: 1 }],
    [
      "a read-only part through its parent",
      { op: "add", path: "/SecurityConfig", value: { SafeAuthClose: 1 } },
    ],
    ["a read-only property, moved", { op: "move", from: "/Trn", path: "/Description" }],
    ["everything", { op: "replace", path: "", value: { UserName: "other" } }],
  ])("is refused for %s", async (_what, step) => {
    await made();
    expect(await updateOutcome(step)).toBe("422 NotUpdatable");
  });

  it.each<[string, Json, string]>([
    ["a test that does not hold", { op: "test", path: "/DisplayName", value: "x" }, "400 InvalidRequest"],
    ["a path that is not there", { op: "replace", path: "/Nickname", value: "x" }, "400 InvalidRequest"],
    ["a step that is no object", "remove everything", "400 InvalidRequest"],
    ["an unknown property", { op: "add", path: "/Nickname", value: "x" }, "400 InvalidParameter"],
    ["a wrong type", { op: "replace", path: "/DisplayName", value: 5 }, "400 InvalidParameter"],
    ["something that is no resource", { op: "replace", path: "", value: [] }, "400 InvalidRequest"],
  ])("is refused with %s", async (_what, step, outcome) => {
    await made();
    expect(await updateOutcome(step)).toBe(outcome);
    expect(await state()).toMatchObject({ DisplayName: "demo" });
  });

  it("needs a patch and a user", async () => {
    expect(await updateOutcome()).toBe("404 NotFound");
    const noPatch = { TypeName, Identifier: "user-cc" };
    expect(await service.outcome("cloudcontrol:UpdateResource", noPatch)).toBe("400 MissingParameter");
  });

  it("fails as a whole where one part cannot be done", async () => {
    await made();
    const failed = await ended(
      await update(
        { op: "replace", path: "/DisplayName", value: "changed" },
        { op: "replace", path: "/Policies", value: [{ PolicyName: "Nothing", PolicyType: "Custom" }] },
      ),
    );
    expect(failed).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "PolicyNotExist" });
    expect(await state()).toMatchObject({
      DisplayName: "demo",
      Policies: [{ PolicyName: "IAMReadOnlyAccess", PolicyType: "System" }],
    });
  });

  it("waits for a change that still runs", async () => {
    await made();
    const change = { op: "replace", path: "/DisplayName", value: "first" };
    const started = await update(change);
    expect(await updateOutcome(change)).toBe("409 ConcurrentModification");
    const remove = { TypeName, Identifier: "user-cc" };
    expect(await service.outcome("cloudcontrol:DeleteResource", remove)).toBe("409 ConcurrentModification");
    await ended(started);
    expect(await updateOutcome(change)).toBe("200");
  });
});

describe("deleting a user", () => {
  it("takes everything along that hangs on the user", async () => {
    await made();
    const started = await service.ok("cloudcontrol:DeleteResource", { TypeName, Identifier: "user-cc" });
    expect(started).toMatchObject({ Operation: "DELETE", OperationStatus: "PENDING" });
    const done = await ended(started);
    expect(done).toMatchObject({ OperationStatus: "SUCCESS", Identifier: "user-cc" });
    expect(done).not.toHaveProperty("ResourceModel");
    for (const action of ["GetResource", "DeleteResource"]) {
      const gone = await service.outcome(`cloudcontrol:${action}`, { TypeName, Identifier: "user-cc" });
      expect(gone).toBe("404 NotFound");
    }
    for (const kind of ["iam:user", "iam:policy-attachment", "iam:login-profile", "iam:security-config"]) {
      expect(await service.stored(kind)).toBe("[]");
    }
    await made();
  });
});
