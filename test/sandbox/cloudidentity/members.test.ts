import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const createUser = async (UserName: string): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreateUser", { UserName }), "UserId");
const createGroup = async (GroupName: string, JoinType = "Manual"): Promise<string> =>
  textIn(await service.ok("cloudidentity:CreateGroup", { GroupName, JoinType }), "GroupId");
const memberNames = async (GroupId: string): Promise<readonly string[]> => {
  const page = await service.ok("cloudidentity:ListGroupMembers", { GroupId });
  return items(page, "Members").map((member) => textIn(member, "UserName"));
};

describe("memberships", () => {
  it("join a user to a group once", async () => {
    const [GroupId, UserId] = [await createGroup("g"), await createUser("ada")];
    await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    service.wait(60_000);
    await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    const page = await service.ok("cloudidentity:ListGroupMembers", { GroupId });
    expect(page).toEqual({
      PageNumber: 1,
      PageSize: 10,
      Total: 1,
      Members: [
        {
          UserId,
          UserName: "ada",
          DisplayName: "",
          Description: "",
          Email: "",
          Phone: "",
          Source: "Manual",
          IdentityType: "Create",
          JoinTime: "2026-03-01T20:00:00+08:00",
        },
      ],
    });
  });

  it("end with the removal, once", async () => {
    const [GroupId, UserId] = [await createGroup("g"), await createUser("ada")];
    await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    await service.ok("cloudidentity:RemoveUserFromGroup", { GroupId, UserId });
    expect(await memberNames(GroupId)).toEqual([]);
    const again = await service.outcome("cloudidentity:RemoveUserFromGroup", { GroupId, UserId });
    expect(again).toBe("404 UserNotFound");
  });

  it("need both sides", async () => {
    const [GroupId, UserId] = [await createGroup("g"), await createUser("ada")];
    for (const action of ["AddUserToGroup", "RemoveUserFromGroup"]) {
      const noGroup = await service.outcome(`cloudidentity:${action}`, { GroupId: "none", UserId });
      expect(noGroup).toBe("404 UserGroupNotFound");
      const noUser = await service.outcome(`cloudidentity:${action}`, { GroupId, UserId: "none" });
      expect(noUser).toBe("404 UserNotFound");
    }
  });

  it("go with their group or their user, and take neither along", async () => {
    const [first, second] = [await createGroup("first"), await createGroup("second")];
    const [ada, eve] = [await createUser("ada"), await createUser("eve")];
    for (const GroupId of [first, second]) {
      for (const UserId of [ada, eve]) await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    }
    await service.ok("cloudidentity:DeleteUser", { UserId: ada });
    expect(await memberNames(first)).toEqual(["eve"]);
    await service.ok("cloudidentity:DeleteGroup", { GroupId: first });
    expect(await service.outcome("cloudidentity:GetUser", { UserId: eve })).toBe("200");
    expect(await memberNames(second)).toEqual(["eve"]);
    await createGroup("first");
  });

  it("of an Auto group are everybody's and cannot be chosen", async () => {
    const early = await createUser("early");
    service.wait(1000);
    const GroupId = await createGroup("all", "Auto");
    service.wait(1000);
    await createUser("late");
    const page = await service.ok("cloudidentity:ListGroupMembers", { GroupId });
    expect(items(page, "Members").map(({ UserName, JoinTime }) => [UserName, JoinTime])).toEqual([
      ["early", "2026-03-01T20:00:01+08:00"],
      ["late", "2026-03-01T20:00:02+08:00"],
    ]);
    for (const action of ["AddUserToGroup", "RemoveUserFromGroup"]) {
      const chosen = await service.outcome(`cloudidentity:${action}`, { GroupId, UserId: early });
      expect(chosen).toBe("400 InvalidParam");
    }
    const second = { GroupName: "everybody", JoinType: "Auto" };
    expect(await service.outcome("cloudidentity:CreateGroup", second)).toBe("429 ReachedQuotaLimit");
    await service.ok("cloudidentity:DeleteUser", { UserId: early });
    expect(await memberNames(GroupId)).toEqual(["late"]);
  });
});
