import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = (Name: string, more = {}) =>
  service.ok("id:CreateGroup", { UserPoolUid: pool, Name, ...more });

describe("groups of a user pool", () => {
  it("are created with an id, times and what was given", async () => {
    const group = await create("readers", { Description: "may read" });
    expect(group).toMatchObject({ Name: "readers", Description: "may read", UserPoolUid: pool });
    expect(group.Uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(group.CreateTime).toBe("2026-03-01T12:00:00Z");
    expect(await service.ok("id:GetGroup", { UserPoolUid: pool, GroupUid: group.Uid ?? null })).toEqual(
      group,
    );
  });

  it("have names of their own within a pool, and only there", async () => {
    await create("writers");
    expect(await service.outcome("id:CreateGroup", { UserPoolUid: pool, Name: "writers" })).toBe(
      "409 Duplicated",
    );
    const other = textIn(await service.ok("id:CreateUserPool", { Name: "guests" }), "Uid");
    expect(await service.outcome("id:CreateGroup", { UserPoolUid: other, Name: "writers" })).toBe("200");
  });

  it("need their pool, and are not found in another", async () => {
    const { Uid = null } = await create("movers");
    expect(await service.outcome("id:CreateGroup", { UserPoolUid: "nowhere", Name: "a" })).toBe(
      "404 NotFound",
    );
    const other = textIn(await service.ok("id:CreateUserPool", { Name: "others" }), "Uid");
    expect(await service.outcome("id:GetGroup", { UserPoolUid: other, GroupUid: Uid })).toBe("404 NotFound");
  });

  it("are listed page by page, sorted and filtered", async () => {
    const own = textIn(await service.ok("id:CreateUserPool", { Name: "paged" }), "Uid");
    for (const Name of ["c", "a", "b"]) await service.ok("id:CreateGroup", { UserPoolUid: own, Name });
    const page = await service.ok("id:ListGroups", {
      UserPoolUid: own,
      PageNumber: 2,
      PageSize: 2,
      SortField: "Name",
      SortDirection: "Desc",
    });
    expect(items(page, "Data").map(({ Name }) => Name)).toEqual(["a"]);
    expect(page).toMatchObject({ TotalCount: 3, PageNumber: 2, PageSize: 2 });
    const one = { UserPoolUid: own, PageNumber: 1, PageSize: 10, Filter: { Name: "B" } };
    expect(items(await service.ok("id:ListGroups", one), "Data").map(({ Name }) => Name)).toEqual(["b"]);
  });

  it("change what is given and keep the rest; the time of the change shows", async () => {
    const { Uid = null } = await create("planners", { Description: "plan" });
    service.wait(60_000);
    const changed = await service.ok("id:UpdateGroup", { UserPoolUid: pool, GroupUid: Uid, Precedence: 3 });
    expect(changed).toMatchObject({ Name: "planners", Description: "plan", Precedence: 3 });
    expect(changed.UpdateTime).not.toBe(changed.CreateTime);
  });

  it("go with their pool", async () => {
    const gone = textIn(await service.ok("id:CreateUserPool", { Name: "gone" }), "Uid");
    const { Uid = null } = await service.ok("id:CreateGroup", { UserPoolUid: gone, Name: "a" });
    await service.ok("id:DeleteUserPool", { UserPoolUid: gone });
    expect(await service.outcome("id:GetGroup", { UserPoolUid: gone, GroupUid: Uid })).toBe("404 NotFound");
    expect(await service.stored("id.pool-group")).not.toContain(String(Uid));
  });
});
