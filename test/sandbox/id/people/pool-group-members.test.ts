import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
let count = 0;
let users: readonly string[];
let readers: string;
let writers: string;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  count += 1;
  pool = textIn(await service.ok("id:CreateUserPool", { Name: `pool ${count}` }), "Uid");
  const made = await service.ok("id:CreateUsers", {
    UserPoolUid: pool,
    Users: ["a", "b", "c"].map((Name) => ({ Name })),
  });
  users = items(made, "SuccessfulUidsStructured").map((one) => textIn(one, "Uid"));
  readers = textIn(await service.ok("id:CreateGroup", { UserPoolUid: pool, Name: "readers" }), "Uid");
  writers = textIn(await service.ok("id:CreateGroup", { UserPoolUid: pool, Name: "writers" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const call = (action: string, more: JsonObject) => service.ok(`id:${action}`, { UserPoolUid: pool, ...more });
const outcome = (action: string, more: JsonObject) =>
  service.outcome(`id:${action}`, { UserPoolUid: pool, ...more });
const names = (page: JsonObject) => items(page, "Data").map(({ Name }) => Name);
const user = (place: number) => users[place] ?? "";

describe("members of a group", () => {
  it("show in the group and with the user, and count", async () => {
    await call("AddUsersToGroup", { GroupUid: readers, UserUids: [user(0), user(2), user(0)] });
    await call("AddUsersToGroup", { GroupUid: readers, UserUids: [user(0)] });
    await call("AddUsersToGroup", { GroupUid: writers, UserUids: [user(0)] });
    expect(names(await call("ListUsersInGroup", { GroupUid: readers }))).toEqual(["a", "c"]);
    const filtered = { GroupUid: readers, Filter: { Name: "c" } };
    expect(await call("ListUsersInGroup", filtered)).toMatchObject({ TotalCount: 1 });
    const also = { GroupUid: readers, Filter: { GroupUid: writers } };
    expect(names(await call("ListUsersInGroup", also))).toEqual(["a"]);
    expect(await call("GetUser", { UserUid: user(0) })).toMatchObject({ GroupUids: [readers, writers] });
    expect(items(await call("ListGroups", { PageNumber: 1, PageSize: 10 }), "Data")).toMatchObject([
      { Name: "readers", TotalCountOfGroupMember: 2 },
      { Name: "writers", TotalCountOfGroupMember: 1 },
    ]);
  });

  it("are listed the other way round, for one user and for several", async () => {
    await call("AddUsersToGroup", { GroupUid: readers, UserUids: [user(0), user(1)] });
    await call("AddUsersToGroup", { GroupUid: writers, UserUids: [user(0)] });
    const mine = { UserUid: user(0), PageNumber: 1, SortField: "Name", SortDirection: "Desc" };
    expect(names(await call("ListGroupsForUser", mine))).toEqual(["writers", "readers"]);
    expect(names(await call("ListGroupsForUser", { ...mine, Filter: { Name: "READ" } }))).toEqual([
      "readers",
    ]);
    const exact = { ...mine, Filter: { Name: "read", NameMatchMode: 1 } };
    expect(names(await call("ListGroupsForUser", exact))).toEqual([]);
    expect(await call("ListGroupsForUsers", { UserUids: [user(1), user(2)] })).toMatchObject({
      Data: [
        { UserUid: user(1), Groups: [{ Name: "readers", TotalCountOfGroupMember: 2 }] },
        { UserUid: user(2), Groups: [] },
      ],
    });
  });

  it("leave, and change over to one group out of all others", async () => {
    await call("AddUsersToGroup", { GroupUid: readers, UserUids: [user(0), user(1)] });
    await call("RemoveUsersFromGroup", { GroupUid: readers, UserUids: [user(1), user(2)] });
    expect(names(await call("ListUsersInGroup", { GroupUid: readers }))).toEqual(["a"]);
    await call("ChangeUsersGroup", { NewGroupUid: writers, UserUids: [user(0), user(1)] });
    expect(names(await call("ListUsersInGroup", { GroupUid: readers }))).toEqual([]);
    expect(names(await call("ListUsersInGroup", { GroupUid: writers }))).toEqual(["a", "b"]);
  });

  it("are all of them users of the pool, or nobody joins", async () => {
    const some = { GroupUid: readers, UserUids: [user(0), "gone"] };
    expect(await outcome("AddUsersToGroup", some)).toBe("404 NotFound");
    expect(await outcome("AddUsersToGroup", { GroupUid: "gone", UserUids: [user(0)] })).toBe("404 NotFound");
    expect(names(await call("ListUsersInGroup", { GroupUid: readers }))).toEqual([]);
  });

  it("lose the group when it goes, and are in none then", async () => {
    await call("AddUsersToGroup", { GroupUid: readers, UserUids: [user(0)] });
    const without = { Filter: { NotInAnyGroup: true } };
    expect(names(await call("ListUsers", without))).toEqual(["b", "c"]);
    await call("DeleteGroup", { GroupUid: readers });
    expect(names(await call("ListUsers", without))).toEqual(["a", "b", "c"]);
    expect(await call("GetUser", { UserUid: user(0) })).toMatchObject({ GroupUids: [] });
    await call("AddUsersToGroup", { GroupUid: writers, UserUids: [user(0)] });
    await call("DeleteUsers", { UserUids: [user(0)] });
    expect(names(await call("ListUsersInGroup", { GroupUid: writers }))).toEqual([]);
  });

  it("cannot come from a file that no parameter brings", async () => {
    expect(await call("CreateUserGroupsCsv", { UserIdentifierType: "Email" })).toMatchObject({
      SuccessCount: 0,
      FailureCount: 0,
    });
    expect(await outcome("CreateUserGroupsCsv", { UserIdentifierType: "Shoe" })).toBe(
      "400 InvalidParameter.UserIdentifierType",
    );
    expect(await call("GetUserGroupsCsvTemplate", {})).toEqual({});
  });
});
