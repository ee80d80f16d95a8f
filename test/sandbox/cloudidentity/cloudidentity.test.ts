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

describe("groups", () => {
  it("are created as the reference page's example", async () => {
    const reply = await service.reply("cloudidentity:CreateGroup", {
      GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
      JoinType: "Manual",
      DisplayName: "y9",
    });
    expect(reply.result).toEqual({
      GroupId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      GroupName: "FP.hyEQBzZBPeBRKDbwDTz.o4t4FrBcml4Os5YWiN8",
      DisplayName: "y9",
      Description: "",
      JoinType: "Manual",
      Source: "Manual",
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:00+08:00",
    });
    const GroupId = textIn(reply.result, "GroupId");
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toEqual(reply.result);
  });

  it("have names that differ", async () => {
    await createGroup("one");
    const again = { GroupName: "one", JoinType: "Manual" };
    expect(await service.outcome("cloudidentity:CreateGroup", again)).toBe("409 GroupAlreadyExists");
  });

  it.each([
    ["no JoinType", { GroupName: "g" }, "400 ParamMissing"],
    ["no GroupName", { JoinType: "Manual" }, "400 ParamMissing"],
    ["an empty GroupName", { GroupName: "", JoinType: "Manual" }, "400 ParamMissing"],
  ])("are refused with %s", async (_what, params, outcome) => {
    expect(await service.outcome("cloudidentity:CreateGroup", params)).toBe(outcome);
  });

  it.each([
    ["another JoinType", { GroupName: "g", JoinType: "Sometimes" }],
    ["64 characters of GroupName", { GroupName: "g".repeat(64), JoinType: "Manual" }],
    ["129 characters of Description", { GroupName: "g", JoinType: "Manual", Description: "d".repeat(129) }],
    ["a parameter that does not exist", { GroupName: "g", JoinType: "Manual", Colour: "red" }],
  ])("are refused with %s", async (_what, params) => {
    expect(await service.outcome("cloudidentity:CreateGroup", params)).toMatch(/^400 Invalid/);
  });

  it("keep what an update does not mention", async () => {
    const made = await service.ok("cloudidentity:CreateGroup", {
      GroupName: "g",
      JoinType: "Manual",
      DisplayName: "before",
      Description: "stays",
    });
    const GroupId = textIn(made, "GroupId");
    service.wait(5000);
    expect(await service.ok("cloudidentity:UpdateGroup", { GroupId, DisplayName: "after" })).toEqual({});
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toEqual({
      ...made,
      DisplayName: "after",
      UpdatedTime: "2026-03-01T20:00:05+08:00",
    });
    await service.ok("cloudidentity:UpdateGroup", { GroupId, Description: "" });
    expect(await service.ok("cloudidentity:GetGroup", { GroupId })).toMatchObject({ Description: "" });
  });

  it.each(["GetGroup", "UpdateGroup", "DeleteGroup", "ListGroupMembers"])(
    "that do not exist are not found by %s",
    async (action) => {
      const missing = { GroupId: "none" };
      expect(await service.outcome(`cloudidentity:${action}`, missing)).toBe("404 UserGroupNotFound");
    },
  );

  it("are listed page by page, searched and filtered", async () => {
    for (const name of ["alpha", "beta", "gamma"]) await createGroup(name);
    await service.ok("cloudidentity:CreateGroup", {
      GroupName: "delta",
      DisplayName: "The ALPHA team",
      JoinType: "Auto",
    });
    const names = async (params: { [key: string]: string | number }) => {
      const page = await service.ok("cloudidentity:ListGroups", params);
      return [page.Total, ...items(page, "Groups").map((group) => group.GroupName)];
    };
    expect(await names({})).toEqual([4, "alpha", "beta", "gamma", "delta"]);
    expect(await names({ PageNumber: 2, PageSize: 3 })).toEqual([4, "delta"]);
    expect(await names({ PageNumber: 9 })).toEqual([4]);
    expect(await names({ QueryString: "alpha" })).toEqual([2, "alpha", "delta"]);
    expect(await names({ JoinType: "Auto" })).toEqual([1, "delta"]);
    expect(await service.outcome("cloudidentity:ListGroups", { PageSize: 101 })).toBe("400 InvalidParam");
    expect(await service.outcome("cloudidentity:ListGroups", { PageNumber: 0 })).toBe("400 InvalidParam");
  });
});

describe("users", () => {
  it("are created, shown, changed and deleted", async () => {
    const fields = { UserName: "ada", DisplayName: "Ada", Email: "ada@example.com", Phone: "100" };
    const made = await service.ok("cloudidentity:CreateUser", fields);
    const shown = {
      ...fields,
      UserId: expect.any(String),
      Description: "",
      Source: "Manual",
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:00+08:00",
    };
    expect(made).toEqual(shown);
    const UserId = textIn(made, "UserId");
    expect(await service.ok("cloudidentity:GetUser", { UserId })).toEqual({
      ...made,
      IdentityType: "Create",
    });
    await service.ok("cloudidentity:UpdateUser", { UserId, Email: "", Description: "first" });
    expect(await service.ok("cloudidentity:GetUser", { UserId })).toMatchObject({
      DisplayName: "Ada",
      Email: "",
      Description: "first",
    });
    expect(await service.ok("cloudidentity:DeleteUser", { UserId })).toEqual({});
    expect(await service.outcome("cloudidentity:GetUser", { UserId })).toBe("404 UserNotFound");
    expect(await service.outcome("cloudidentity:DeleteUser", { UserId })).toBe("404 UserNotFound");
    await createUser("ada");
  });

  it("have names that differ, also after a change of name; the conflict is a 404", async () => {
    const taken = "404 UserNameAlreadyExists";
    const first = await createUser("first");
    const second = await createUser("second");
    expect(await service.outcome("cloudidentity:CreateUser", { UserName: "first" })).toBe(taken);
    const rename = { UserId: second, UserName: "first" };
    expect(await service.outcome("cloudidentity:UpdateUser", rename)).toBe(taken);
    await service.ok("cloudidentity:UpdateUser", { UserId: first, UserName: "first" });
    await service.ok("cloudidentity:UpdateUser", { UserId: first, UserName: "renamed" });
    expect(await service.outcome("cloudidentity:UpdateUser", rename)).toBe("200");
    await createUser("second");
    expect(await service.outcome("cloudidentity:CreateUser", { UserName: "renamed" })).toBe(taken);
  });

  it("are refused where a field is too long or missing", async () => {
    const outcome = (params: { [key: string]: string }) =>
      service.outcome("cloudidentity:CreateUser", params);
    expect(await outcome({})).toBe("400 ParamMissing");
    expect(await outcome({ UserName: "u".repeat(55) })).toMatch(/^400 Invalid/);
    expect(await outcome({ UserName: "u", Phone: "1".repeat(21) })).toMatch(/^400 Invalid/);
    expect(await outcome({ UserName: "u".repeat(54) })).toBe("200");
  });

  it("are listed by name, source and search", async () => {
    for (const name of ["ada", "adam", "eve"]) await createUser(name);
    const names = async (params: { [key: string]: string | number }) => {
      const page = await service.ok("cloudidentity:ListUsers", params);
      return [page.Total, ...items(page, "Users").map((user) => user.UserName)];
    };
    expect(await names({ PageSize: 2 })).toEqual([3, "ada", "adam"]);
    expect(await names({ UserName: "ada" })).toEqual([1, "ada"]);
    expect(await names({ QueryString: "AD" })).toEqual([2, "ada", "adam"]);
    expect(await names({ Source: "Sync" })).toEqual([0]);
    expect(await service.outcome("cloudidentity:ListUsers", { PageSize: 0 })).toMatch(/^400 Invalid/);
  });
});

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

describe("GetServiceStatus", () => {
  it("shows one enabled instance, always the same", async () => {
    const first = await service.ok("cloudidentity:GetServiceStatus");
    expect(first).toEqual({
      Instances: [
        {
          InstanceId: expect.any(String),
          InstanceName: "sandbox",
          Region: "cn-beijing",
          Status: "Enable",
          CreatedTime: "2026-03-01T20:00:00+08:00",
        },
      ],
      PrerequisiteCheckResult: "Success",
    });
    service.wait(1000);
    expect(await service.ok("cloudidentity:GetServiceStatus")).toEqual(first);
  });
});
