import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
let count = 0;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  count += 1;
  pool = textIn(await service.ok("id:CreateUserPool", { Name: `pool ${count}` }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const call = (action: string, more: JsonObject) => service.ok(`id:${action}`, { UserPoolUid: pool, ...more });
const outcome = (action: string, more: JsonObject) =>
  service.outcome(`id:${action}`, { UserPoolUid: pool, ...more });
const make = async (Name: string, ParentDepartmentUid = "0", more = {}) =>
  textIn(await call("CreateDepartment", { Name, ParentDepartmentUid, ...more }), "Uid");
const user = async (Name: string) => textIn(await call("CreateUser", { Name }), "Uid");
const join = (DepartmentUid: string, ...UserUids: string[]) =>
  call("AddUsersToDepartment", { DepartmentUid, UserUids });
const page = { PageNumber: 1, PageSize: 10 };
const below = async (ParentDepartmentUid: string, more = {}) =>
  items(await call("ListDepartments", { ParentDepartmentUid, ...page, ...more }), "Data").map(
    ({ Name }) => Name,
  );

describe("departments of a user pool", () => {
  it("lie below the root, which every pool has, and know their path", async () => {
    const eng = await make("Engineering");
    const back = await call("CreateDepartment", { Name: "Backend", ParentDepartmentUid: eng });
    expect(back).toMatchObject({
      ParentDepartmentUid: eng,
      Path: `/0/${eng}/${back.Uid}`,
      NamePath: `/pool ${count}/Engineering/Backend`,
      Source: "Manual",
      MemberCount: 0,
      DirectChildrenCount: 0,
    });
    const path = await call("GetDepartmentPath", { DepartmentUid: textIn(back, "Uid") });
    expect(items(path, "Path").map(({ Uid }) => Uid)).toEqual(["0", eng, back.Uid]);
    expect(await call("GetDepartment", { DepartmentUid: "0" })).toMatchObject({ DirectChildrenCount: 1 });
    const several = await call("BatchGetDepartments", { DepartmentUids: [eng, "gone"] });
    const byUid = objectIn(several, "DepartmentsByUid");
    expect(Object.keys(byUid)).toEqual([eng]);
    expect(objectIn(byUid, eng)).toMatchObject({ Name: "Engineering", DirectChildrenCount: 1 });
  });

  it("need their parent, a name of their own among siblings, and an outside id of their own", async () => {
    expect(await outcome("CreateDepartment", { Name: "a", ParentDepartmentUid: "gone" })).toBe(
      "404 NotFound",
    );
    const a = await make("a", "0", { Source: "hr", ExternalID: "1" });
    expect(await outcome("CreateDepartment", { Name: "a", ParentDepartmentUid: "0" })).toBe("409 Duplicated");
    expect(await outcome("CreateDepartment", { Name: "a", ParentDepartmentUid: a })).toBe("200");
    const same = { Name: "b", ParentDepartmentUid: "0", ExternalID: "1" };
    expect(await outcome("CreateDepartment", { ...same, Source: "hr" })).toBe("409 Duplicated");
    expect(await outcome("CreateDepartment", { ...same, Source: "other" })).toBe("200");
  });

  it("are listed below one, filtered, sorted and paged", async () => {
    for (const Name of ["Sales North", "Sales South", "Law"]) await make(Name, "0", { Source: "hr" });
    expect(await below("0")).toEqual(["Sales North", "Sales South", "Law"]);
    expect(await below("0", { SortField: "Name", PageSize: 2 })).toEqual(["Law", "Sales North"]);
    expect(await below("0", { Filter: { Name: "sales" } })).toEqual(["Sales North", "Sales South"]);
    expect(await below("0", { Filter: { Name: "law", NameMatchMode: 1, Source: "hr" } })).toEqual(["Law"]);
    const odd = { ParentDepartmentUid: "0", ...page, Filter: { NameMatchMode: 7 } };
    expect(await outcome("ListDepartments", odd)).toBe("400 InvalidParameter.Filter.NameMatchMode");
  });

  it("move with all that is below, but never below themselves", async () => {
    const [a, b] = [await make("a"), await make("b")];
    const c = await make("c", a);
    expect(await outcome("UpdateDepartment", { DepartmentUid: a, ParentDepartmentUid: c })).toBe(
      "400 InvalidRequest",
    );
    expect(await outcome("UpdateDepartment", { DepartmentUid: a, ParentDepartmentUid: a })).toBe(
      "400 InvalidRequest",
    );
    expect(await outcome("UpdateDepartment", { DepartmentUid: "0", Name: "top" })).toBe("400 InvalidRequest");
    await call("UpdateDepartment", { DepartmentUid: a, ParentDepartmentUid: b, Name: "aa" });
    expect(await call("GetDepartment", { DepartmentUid: c })).toMatchObject({ Path: `/0/${b}/${a}/${c}` });
  });

  it("show as a tree, to a depth, and what a filter leaves of it", async () => {
    const a = await make("a");
    const b = await make("b", a);
    await make("c", b);
    await make("other");
    const tree = async (more: JsonObject) => {
      const drawn = (nodes: readonly JsonObject[]): string =>
        nodes
          .map((node) => `${objectIn(node, "Department").Name}(${drawn(items(node, "Children"))})`)
          .join("");
      return drawn(items(await call("GetDepartmentTree", { RootDepartmentUid: "0", ...more }), "Roots"));
    };
    const top = `pool ${count}`;
    expect(await tree({})).toBe(`${top}(a(b(c()))other())`);
    expect(await tree({ MaxDepth: 2 })).toBe(`${top}(a()other())`);
    expect(await tree({ RootDepartmentUid: b })).toBe("b(c())");
    expect(await tree({ Filter: { Name: "b" } })).toBe(`${top}(a(b()))`);
    expect(await tree({ Filter: { Name: "b" }, FilterResultMode: 1 })).toBe(`${top}(a(b(c())))`);
  });

  it("count the people in them and below, each once", async () => {
    const a = await make("a");
    const b = await make("b", a);
    const [x, y] = [await user("x"), await user("y")];
    await join(a, x);
    await join(b, x, y);
    expect(await call("GetDepartmentPath", { DepartmentUid: b })).toMatchObject({
      Path: [
        { MemberCount: 2, DirectMemberCount: 0 },
        { MemberCount: 2, DirectMemberCount: 1 },
        { MemberCount: 2, DirectMemberCount: 2 },
      ],
    });
    const within = (DepartmentUidRecursive: boolean) =>
      call("ListUsers", { Filter: { DepartmentUid: a, DepartmentUidRecursive } });
    expect(await within(false)).toMatchObject({ TotalCount: 1 });
    expect(await within(true)).toMatchObject({ TotalCount: 2 });
  });

  it("go only when they are empty, unless the request says what becomes of what is in them", async () => {
    const a = await make("a");
    const b = await make("b", a);
    const x = await user("x");
    await join(b, x);
    const remove = (DepartmentUid: string, more = {}) =>
      outcome("DeleteDepartment", { DepartmentUid, ...more });
    expect(await remove("0", { ForceDeleteChildren: true })).toBe("400 InvalidRequest");
    expect(await remove(a)).toBe("400 InvalidRequest");
    expect(await remove(a, { ForceDeleteChildren: true })).toBe("400 InvalidRequest");
    expect(await remove(b, { MemberPolicy: "Burn" })).toBe("400 InvalidParameter.MemberPolicy");
    expect(await remove(b, { MemberPolicy: "MoveToParent" })).toBe("200");
    expect(await call("GetUser", { UserUid: x })).toMatchObject({ DepartmentUids: [a] });
    await make("c", a);
    expect(await remove(a, { ForceDeleteChildren: true, ForceDeleteMembers: true })).toBe("200");
    expect(await call("GetUser", { UserUid: x })).toMatchObject({ DepartmentUids: [] });
    expect(await below("0")).toEqual([]);
  });
});

describe("members of a department", () => {
  const places = async (UserUid: string) =>
    items(await call("ListDepartmentsForUser", { UserUid }), "Departments").map((one) => [
      objectIn(one, "Department").Name,
      one.Role,
      one.IsPrimary,
    ]);

  it("have one primary department: the first, until another one is", async () => {
    const [a, b] = [await make("a"), await make("b")];
    const x = await user("x");
    await join(a, x);
    await join(b, x);
    expect(await places(x)).toEqual([
      ["a", "", true],
      ["b", "", false],
    ]);
    const member = { DepartmentUid: b, UserUid: x };
    await call("UpdateDepartmentMember", { ...member, IsPrimary: true, Role: "head" });
    expect(await places(x)).toEqual([
      ["a", "", false],
      ["b", "head", true],
    ]);
    await call("UpdateDepartmentMember", { ...member, IsPrimary: false });
    expect(await places(x)).toEqual([
      ["a", "", true],
      ["b", "head", false],
    ]);
    await call("DeleteDepartment", { DepartmentUid: a, ForceDeleteMembers: true });
    expect(await places(x)).toEqual([["b", "head", true]]);
  });

  it("are listed with roles, as users, and for several users", async () => {
    const a = await make("a");
    const [x, y] = [await user("x"), await user("y")];
    await join(a, x, y);
    await call("UpdateDepartmentMember", { DepartmentUid: a, UserUid: y, Role: "head" });
    const members = async (more = {}) =>
      items(await call("ListDepartmentMembers", { DepartmentUid: a, ...page, ...more }), "Members");
    expect(await members()).toEqual([
      { UserUid: x, Role: "", IsPrimary: true },
      { UserUid: y, Role: "head", IsPrimary: true },
    ]);
    expect(await members({ Role: "head" })).toHaveLength(1);
    expect(await members({ IsPrimary: false })).toHaveLength(0);
    const listed = await call("ListUsersInDepartment", { DepartmentUid: a, ...page, Filter: { Name: "y" } });
    expect(items(listed, "Data")).toMatchObject([{ Uid: y, DepartmentUids: [a] }]);
    expect(await call("BatchListDepartmentsForUsers", { UserUids: [y] })).toMatchObject({
      Users: [{ UserUid: y, Departments: [{ Role: "head", Department: { Uid: a, MemberCount: 2 } }] }],
    });
  });

  it("change over without their role, and only from where they are", async () => {
    const [a, b] = [await make("a"), await make("b")];
    const [x, y] = [await user("x"), await user("y")];
    await join(a, x);
    await call("UpdateDepartmentMember", { DepartmentUid: a, UserUid: x, Role: "head" });
    const over = (UserUids: string[]) => ({ OriginDepartmentUid: a, NewDepartmentUid: b, UserUids });
    expect(await outcome("ChangeUsersDepartment", over([x, y]))).toBe("404 NotFound");
    expect(await places(x)).toEqual([["a", "head", true]]);
    await call("ChangeUsersDepartment", over([x]));
    expect(await places(x)).toEqual([["b", "", true]]);
    await call("RemoveUsersFromDepartment", { DepartmentUid: b, UserUids: [x] });
    expect(await places(x)).toEqual([]);
    expect(await outcome("UpdateDepartmentMember", { DepartmentUid: b, UserUid: x })).toBe("404 NotFound");
  });
});
