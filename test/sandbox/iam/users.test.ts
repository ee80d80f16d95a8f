import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT, items } from "../client.ts";
import { objectIn, type Service, startService } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = async (UserName: string, more: JsonObject = {}): Promise<JsonObject> =>
  objectIn(await service.ok("iam:CreateUser", { UserName, ...more }), "User");
const get = async (params: JsonObject): Promise<JsonObject> =>
  objectIn(await service.ok("iam:GetUser", params), "User");
const names = (page: JsonObject) => items(page, "UserMetadata").map(({ UserName }) => UserName);

describe("users of iam", () => {
  it("are created with a number, a TRN, times and what was given", async () => {
    const Tags = [{ Key: "team", Value: "data" }];
    const user = await create("alice", { DisplayName: "Alice", Email: "alice@example.com", Tags });
    expect(user).toEqual({
      UserName: "alice",
      DisplayName: "Alice",
      Description: "",
      Email: "alice@example.com",
      EmailIsVerify: false,
      MobilePhone: "",
      MobilePhoneIsVerify: false,
      Tags,
      Id: expect.any(Number),
      AccountId: Number(ACCOUNT),
      Trn: `trn:iam::${ACCOUNT}:user/alice`,
      CreateDate: "20260301T120000Z",
      UpdateDate: "20260301T120000Z",
    });
    expect(await get({ UserName: "alice" })).toEqual(user);
    expect(await get({ ID: user.Id ?? null })).toEqual(user);
  });

  it("are found by one of three parameters, and not by two", async () => {
    const { Id = null } = await create("alice");
    const outcome = (params: JsonObject) => service.outcome("iam:GetUser", params);
    expect(await outcome({})).toBe("400 MissingParameter");
    expect(await outcome({ UserName: "alice", ID: Id })).toBe("400 InvalidParameter");
    expect(await outcome({ UserName: "nobody" })).toBe("404 UserNotExist");
    expect(await outcome({ ID: 7 })).toBe("404 UserNotExist");
    expect(await outcome({ AccessKeyID: "SANDBOXNOTHING" })).toBe("400 InvalidParameter");
  });

  it("are listed by Limit and Offset, and by a text in name, display name or note", async () => {
    for (const name of ["ada", "bob", "cleo"]) await create(name, { DisplayName: `person ${name}` });
    await create("robot", { Description: "runs BOB's jobs" });
    const page = await service.ok("iam:ListUsers", { Limit: 2, Offset: 1 });
    expect(page).toMatchObject({ Total: 4, Limit: 2, Offset: 1 });
    expect(names(page)).toEqual(["bob", "cleo"]);
    const found = await service.ok("iam:ListUsers", { Query: "bob" });
    expect(found).toMatchObject({ Total: 2, Limit: 10, Offset: 0 });
    expect(names(found)).toEqual(["bob", "robot"]);
  });

  it("hide how to reach them from who asks for it to be hidden", async () => {
    await create("alice", { Email: "alice@example.com", MobilePhone: "+8613012345600" });
    const hidden = { Email: "ali**@**.com", MobilePhone: "+86130******00" };
    expect(await get({ UserName: "alice", PiiRedaction: 1 })).toMatchObject(hidden);
    const page = await service.ok("iam:ListUsers", { PiiRedaction: 1 });
    expect(items(page, "UserMetadata")).toMatchObject([hidden]);
    expect(await get({ UserName: "alice", PiiRedaction: 0 })).toMatchObject({ Email: "alice@example.com" });
  });

  it.each<[string, JsonObject, string]>([
    ["a name that is taken", { UserName: "alice" }, "409 UserAlreadyExists"],
    ["a name with a space", { UserName: "al ice" }, "400 InvalidUserName"],
    ["a name of 65 characters", { UserName: "a".repeat(65) }, "400 InvalidUserName"],
    ["a mail address that is none", { UserName: "b", Email: "nowhere" }, "400 InvalidParameter"],
    [
      "a tag twice",
      {
        UserName: "b",
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      "400 InvalidParameter",
    ],
  ])("are refused with %s", async (_what, params, outcome) => {
    await create("alice");
    expect(await service.outcome("iam:CreateUser", params)).toBe(outcome);
  });

  it("are renamed with everything that they have", async () => {
    const { Id = null } = await create("alice", { Email: "alice@example.com" });
    await service.ok("iam:CreateGroup", { UserGroupName: "staff" });
    await service.ok("iam:AddUserToGroup", { UserGroupName: "staff", UserName: "alice" });
    await service.ok("iam:CreateLoginProfile", { UserName: "alice", Password: "Example-pass-1" });
    await service.ok("iam:CreateApiKey", { UserName: "alice", Name: "first" });
    service.wait(60_000);
    const changed = objectIn(
      await service.ok("iam:UpdateUser", { UserName: "alice", NewUserName: "alicia", NewDisplayName: "A" }),
      "User",
    );
    expect(changed).toMatchObject({
      Id,
      UserName: "alicia",
      DisplayName: "A",
      Email: "alice@example.com",
      Trn: `trn:iam::${ACCOUNT}:user/alicia`,
      UpdateDate: "20260301T120100Z",
    });
    expect(await service.outcome("iam:GetUser", { UserName: "alice" })).toBe("404 UserNotExist");
    const inGroup = await service.ok("iam:ListUsersForGroup", { UserGroupName: "staff" });
    expect(items(inGroup, "Users")).toMatchObject([{ UserName: "alicia", Id }]);
    const profile = await service.ok("iam:GetLoginProfile", { UserName: "alicia" });
    expect(profile.LoginProfile).toMatchObject({ UserName: "alicia", UserId: Id });
    expect(await service.ok("iam:ListApiKeys", { UserName: "alicia" })).toMatchObject({ Total: 1 });
  });

  it("do not take the name of another", async () => {
    await create("alice");
    await create("bob");
    const rename = { UserName: "bob", NewUserName: "alice" };
    expect(await service.outcome("iam:UpdateUser", rename)).toBe("409 UserAlreadyExists");
    expect(await get({ UserName: "bob" })).toMatchObject({ UserName: "bob" });
  });

  it("take everything that is theirs along", async () => {
    await create("alice");
    await service.ok("iam:CreateGroup", { UserGroupName: "staff" });
    await service.ok("iam:AddUserToGroup", { UserGroupName: "staff", UserName: "alice" });
    await service.ok("iam:CreateLoginProfile", { UserName: "alice", Password: "Example-pass-1" });
    await service.ok("iam:SetSecurityConfig", { UserName: "alice", SafeAuthType: "vmfa" });
    await service.ok("iam:CreateApiKey", { UserName: "alice" });
    await service.ok("iam:DeleteUser", { UserName: "alice" });
    expect(await service.outcome("iam:DeleteUser", { UserName: "alice" })).toBe("404 UserNotExist");
    for (const kind of ["group-member", "login-profile", "security-config", "api-key"]) {
      expect(await service.stored(`iam:${kind}`)).toBe("[]");
    }
    expect(await service.ok("iam:ListUsersForGroup", { UserGroupName: "staff" })).toMatchObject({ Total: 0 });
  });
});
