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

const create = async (UserGroupName: string, more: JsonObject = {}): Promise<JsonObject> =>
  objectIn(await service.ok("iam:CreateGroup", { UserGroupName, ...more }), "UserGroup");
const join = (UserGroupName: string, UserName: string) =>
  service.outcome("iam:AddUserToGroup", { UserGroupName, UserName });
const leave = (UserGroupName: string, UserName: string) =>
  service.outcome("iam:RemoveUserFromGroup", { UserGroupName, UserName });

describe("groups of iam", () => {
  it("are created, shown and listed", async () => {
    const group = await create("staff", { DisplayName: "Staff" });
    expect(group).toEqual({
      UserGroupName: "staff",
      DisplayName: "Staff",
      Description: "",
      UserGroupID: expect.any(Number),
      AccountID: Number(ACCOUNT),
      CreateDate: "20260301T120000Z",
      UpdateDate: "20260301T120000Z",
    });
    expect(await service.ok("iam:GetGroup", { UserGroupName: "staff" })).toEqual({ UserGroup: group });
    await create("robots", { Description: "no staff" });
    await create("others");
    const found = await service.ok("iam:ListGroups", { Query: "STAFF" });
    expect(found).toMatchObject({ Total: 2, Limit: 10, Offset: 0 });
    const page = await service.ok("iam:ListGroups", { Limit: 1, Offset: 2 });
    expect(items(page, "UserGroups").map((one) => one.UserGroupName)).toEqual(["others"]);
  });

  it("have a name of their own, of letters, digits and three signs", async () => {
    await create("staff");
    const outcome = (UserGroupName: string) => service.outcome("iam:CreateGroup", { UserGroupName });
    expect(await outcome("staff")).toBe("409 UserGroupAlreadyExists");
    expect(await outcome("st aff")).toBe("400 InvalidParameter");
    expect(await service.outcome("iam:GetGroup", { UserGroupName: "none" })).toBe("404 UserGroupNotExist");
  });

  it("keep their members when they are renamed", async () => {
    await create("staff", { Description: "note" });
    await service.ok("iam:CreateUser", { UserName: "alice" });
    await join("staff", "alice");
    await service.ok("iam:UpdateGroup", { UserGroupName: "staff", NewUserGroupName: "crew" });
    const { UserGroup } = await service.ok("iam:GetGroup", { UserGroupName: "crew" });
    expect(UserGroup).toMatchObject({ Description: "note" });
    const mine = await service.ok("iam:ListGroupsForUser", { UserName: "alice" });
    expect(items(mine, "UserGroups")).toMatchObject([{ UserGroupName: "crew", Description: "note" }]);
    expect(await join("staff", "alice")).toBe("404 UserGroupNotExist");
  });

  it("have a user once, and lose one who is in them", async () => {
    await create("staff");
    await service.ok("iam:CreateUser", { UserName: "alice" });
    expect(await join("staff", "nobody")).toBe("404 UserNotExist");
    expect(await join("nowhere", "alice")).toBe("404 UserGroupNotExist");
    expect([await join("staff", "alice"), await join("staff", "alice")]).toEqual([
      "200",
      "409 UserAlreadyInGroup",
    ]);
    expect([await leave("staff", "alice"), await leave("staff", "alice")]).toEqual([
      "200",
      "404 UserNotInGroup",
    ]);
  });

  it("list their users, and users their groups, page by page with the time of joining", async () => {
    await create("staff");
    await create("drivers", { DisplayName: "Staff who drive" });
    for (const name of ["ada", "bob", "cleo"]) {
      await service.ok("iam:CreateUser", { UserName: name, DisplayName: name.toUpperCase() });
      service.wait(1000);
      await join("staff", name);
    }
    await join("drivers", "cleo");
    const page = await service.ok("iam:ListUsersForGroup", { UserGroupName: "staff", Limit: 2, Offset: 1 });
    expect(page).toMatchObject({ Total: 3, Limit: 2, Offset: 1 });
    expect(items(page, "Users")).toEqual([
      {
        UserName: "bob",
        DisplayName: "BOB",
        Description: "",
        Id: expect.any(Number),
        JoinDate: "20260301T120002Z",
      },
      expect.objectContaining({ UserName: "cleo", JoinDate: "20260301T120003Z" }),
    ]);
    const own = await service.ok("iam:ListGroupsForUser", { UserName: "cleo", Query: "drive" });
    expect(own).toMatchObject({ Total: 1 });
    expect(items(own, "UserGroups")).toMatchObject([
      { UserGroupName: "drivers", JoinDate: "20260301T120003Z" },
    ]);
    expect(await service.outcome("iam:ListGroupsForUser", { UserName: "nobody" })).toBe("404 UserNotExist");
  });

  it("go without their users", async () => {
    await create("staff");
    await service.ok("iam:CreateUser", { UserName: "alice" });
    await join("staff", "alice");
    await service.ok("iam:DeleteGroup", { UserGroupName: "staff" });
    expect(await service.ok("iam:ListGroupsForUser", { UserName: "alice" })).toMatchObject({ Total: 0 });
    expect(await service.outcome("iam:DeleteGroup", { UserGroupName: "staff" })).toBe(
      "404 UserGroupNotExist",
    );
  });
});
