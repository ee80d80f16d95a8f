import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

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

const create = (user: JsonObject) => service.ok("id:CreateUser", { UserPoolUid: pool, ...user });
const outcome = (user: JsonObject) => service.outcome("id:CreateUser", { UserPoolUid: pool, ...user });
const get = (UserUid: string, more = {}) => service.ok("id:GetUser", { UserPoolUid: pool, UserUid, ...more });
const update = (UserUid: string, more: JsonObject) =>
  service.ok("id:UpdateUser", { UserPoolUid: pool, UserUid, ...more });

describe("a user of a pool", () => {
  it("is created with an id, times and what was given; the password is neither shown nor kept", async () => {
    const user = await create({ Name: "alice", Email: "alice@example.com", Password: "correct horse" });
    expect(user).toMatchObject({
      Name: "alice",
      Email: "alice@example.com",
      EmailVerified: false,
      CreateTime: "2026-03-01T12:00:00Z",
      GroupUids: [],
      DepartmentUids: [],
      ExternalIdentities: [],
      NumLogins: 0,
    });
    expect(user.Sub).toBe(user.Uid);
    expect(JSON.stringify(user)).not.toContain("correct horse");
    expect(await get(textIn(user, "Uid"))).toEqual(user);
    expect(await service.stored("id.pool-user")).not.toContain("correct horse");
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).toMatchObject({ TotalUsers: 1 });
  });

  it("needs its pool, something to be called by, and values of their form", async () => {
    expect(await service.outcome("id:CreateUser", { UserPoolUid: "nowhere", Name: "a" })).toBe(
      "404 NotFound",
    );
    expect(await outcome({ Nickname: "al" })).toBe("400 MissingParameter.Name");
    expect(await outcome({ Email: "no address" })).toBe("400 InvalidParameter.Email");
    expect(await outcome({ PhoneNumber: "call me" })).toBe("400 InvalidParameter.PhoneNumber");
    expect(await outcome({ Name: "a", Password: "short" })).toBe("400 InvalidParameter.Password");
    expect(await outcome({ Name: "a", ExternalProviderConnectionUid: "c" })).toBe("404 NotFound");
    expect(await outcome({ Name: "a", ExternalProviderUserIdentifier: "x" })).toBe(
      "400 InvalidParameter.ExternalProviderUserIdentifier",
    );
  });

  it("shares nothing by which people sign in, within its pool; names may be shared", async () => {
    await create({ Name: "alice", Email: "Alice@example.com", PhoneNumber: "+8613800000000" });
    expect(await outcome({ Email: "alice@EXAMPLE.com" })).toBe("409 Duplicated");
    expect(await outcome({ Name: "b", PhoneNumber: "+8613800000000" })).toBe("409 Duplicated");
    expect(await outcome({ Name: "alice" })).toBe("200");
    await create({ PreferredUsername: "al" });
    expect(await outcome({ PreferredUsername: "al" })).toBe("409 Duplicated");
    const other = textIn(await service.ok("id:CreateUserPool", { Name: `other ${count}` }), "Uid");
    expect(await service.outcome("id:CreateUser", { UserPoolUid: other, Email: "alice@example.com" })).toBe(
      "200",
    );
  });

  it("changes what is given; a new address is not verified any more", async () => {
    const { Uid } = await create({ Name: "alice", Email: "a@example.com", EmailVerified: true });
    await create({ Email: "taken@example.com" });
    const uid = String(Uid);
    service.wait(1000);
    expect(await update(uid, { Nickname: "al", UserState: "DISABLED" })).toMatchObject({
      Name: "alice",
      Nickname: "al",
      EmailVerified: true,
      UserState: "DISABLED",
    });
    expect(await update(uid, { Email: "b@example.com" })).toMatchObject({ EmailVerified: false });
    expect(await update(uid, { Email: "b@example.com", EmailVerified: true })).toMatchObject({
      EmailVerified: true,
    });
    const taken = { UserPoolUid: pool, UserUid: uid, Email: "taken@example.com" };
    expect(await service.outcome("id:UpdateUser", taken)).toBe("409 Duplicated");
    expect(await get(uid)).toMatchObject({ Email: "b@example.com" });
  });

  it("has custom attributes that the pool knows, of their type and bounds, merged by name", async () => {
    const attribute = (Name: string, DataType: string, more = {}) =>
      service.ok("id:CreateUserPoolCustomAttribute", {
        UserPoolUid: pool,
        Name,
        DataType,
        Mutability: "Mutable",
        ...more,
      });
    await attribute("level", "Number", { Minimum: 1, Maximum: 9 });
    await attribute("site", "String", { Maximum: 5 });
    await attribute("badge", "String", { Mutability: "Immutable" });
    const { Uid } = await create({
      Name: "alice",
      CustomAttributesToUpsert: [
        { Name: "level", Value: "3" },
        { Name: "badge", Value: "b1" },
      ],
    });
    const upsert = (Name: string, Value: string) => ({
      UserPoolUid: pool,
      UserUid: String(Uid),
      CustomAttributesToUpsert: [{ Name, Value }],
    });
    await service.ok("id:UpdateUser", upsert("site", "north"));
    expect(await service.ok("id:UpdateUser", upsert("level", "4"))).toMatchObject({
      CustomAttributes: [
        { Name: "level", Value: "4" },
        { Name: "badge", Value: "b1" },
        { Name: "site", Value: "north" },
      ],
    });
    for (const [name, value] of [
      ["level", "ten"],
      ["level", "10"],
      ["site", "too long"],
      ["badge", "b2"],
      ["unknown", "x"],
    ] as const) {
      expect(await service.outcome("id:UpdateUser", upsert(name, value))).toBe(
        "400 InvalidParameter.CustomAttributesToUpsert",
      );
    }
    const filtered = await service.ok("id:ListUsers", {
      UserPoolUid: pool,
      Filter: {
        CustomAttributeFilter: {
          Relation: "Or",
          Conditions: [{ Name: "level", Operator: "GreaterThan", Value: "5" }],
          Groups: [
            {
              Conditions: [
                { Name: "site", Operator: "StartsWith", Value: "No" },
                { Name: "level", Operator: "LessThanOrEqual", Value: "4" },
              ],
            },
          ],
        },
      },
    });
    expect(filtered).toMatchObject({ TotalCount: 1 });
  });
});

describe("calls on many users", () => {
  it("create those that are sound and say of the others what is wrong", async () => {
    const first = await create({ Email: "taken@example.com" });
    const answer = await service.ok("id:CreateUsers", {
      UserPoolUid: pool,
      Users: [{ Name: "a" }, { Email: "taken@example.com" }, { Email: "bad" }, { Name: "b" }],
    });
    expect(answer).toMatchObject({
      SuccessCount: 2,
      FailureCount: 2,
      SuccessfulUidsStructured: [{ Index: 0 }, { Index: 3 }],
      ErrorsStructured: [
        { Index: 1, Field: "Email", ErrorType: "Duplicated", DuplicatedUserUid: first.Uid },
        { Index: 2, Field: "Email", ErrorType: "InvalidParameter" },
      ],
    });
    expect(await service.ok("id:ListUsers", { UserPoolUid: pool })).toMatchObject({ TotalCount: 3 });
  });

  it("update and delete likewise", async () => {
    const a = textIn(await create({ Name: "a", Email: "a@example.com" }), "Uid");
    const b = textIn(await create({ Name: "b" }), "Uid");
    expect(
      await service.ok("id:UpdateUsers", {
        UserPoolUid: pool,
        Users: [
          { UserUid: a, Nickname: "x" },
          { UserUid: b, Email: "a@example.com" },
          { UserUid: "gone", Name: "c" },
          { Name: "d" },
        ],
      }),
    ).toMatchObject({
      SuccessfulUids: [a],
      ErrorsStructured: [
        { Index: 1, Field: "Email", DuplicatedUserUid: a },
        { Index: 2, ErrorType: "NotFound" },
        { Index: 3, ErrorType: "MissingParameter" },
      ],
    });
    expect(await service.ok("id:DeleteUsers", { UserPoolUid: pool, UserUids: [a, "gone"] })).toMatchObject({
      SuccessfulUids: [a],
      FailureCount: 1,
    });
    expect(await service.outcome("id:GetUser", { UserPoolUid: pool, UserUid: a })).toBe("404 NotFound");
  });
});

describe("the list of users", () => {
  const list = async (more: JsonObject = {}) => {
    const page = await service.ok("id:ListUsers", { UserPoolUid: pool, ...more });
    return `${items(page, "Data")
      .map(({ Name }) => Name)
      .join("")} of ${page.TotalCount}`;
  };
  const filter = (Filter: JsonObject) => list({ Filter });
  const fill = () =>
    service.ok("id:CreateUsers", {
      UserPoolUid: pool,
      Users: [
        { Name: "c", Email: "c@example.com", Gender: "f", UserMetadata: "kept" },
        { Name: "a", PhoneNumber: "+8613800000001" },
        { Name: "d", PreferredUsername: "dora", FamilyName: "Long" },
        { Name: "b", Email: "B@example.com", FamilyName: "Short" },
      ],
    });

  it("pages by number and by token, sorted by what is indexed", async () => {
    await fill();
    expect(await list()).toBe("cadb of 4");
    expect(await list({ PageNumber: 2, PageSize: 3 })).toBe("b of 4");
    expect(await list({ SortField: "Name", PageNumber: 1, PageSize: 2 })).toBe("ab of 4");
    expect(await list({ SortField: "Name", SortDirection: "Desc", PageNumber: 2, PageSize: 3 })).toBe(
      "a of 4",
    );
    const first = await service.ok("id:ListUsers", { UserPoolUid: pool, MaxResults: 3 });
    expect(items(first, "Data")).toHaveLength(3);
    expect(await list({ MaxResults: 3, NextToken: first.NextToken ?? null })).toBe("b of 4");
    const by = { UserPoolUid: pool, SortField: "Gender" };
    expect(await service.outcome("id:ListUsers", by)).toBe("400 InvalidParameter.SortField");
  });

  it("is filtered by values, by their absence, and by several things together", async () => {
    await fill();
    expect(await filter({ Email: "b@example.com" })).toBe("b of 1");
    expect(await filter({ Name: "a" })).toBe("a of 1");
    expect(await filter({ PhoneNumber: "+8613800000001", Name: "c" })).toBe(" of 0");
    expect(await filter({ EmailIsNullOrEmpty: true })).toBe("ad of 2");
    expect(await filter({ EmailIsNullOrEmpty: true, PhoneNumberIsNullOrEmpty: true })).toBe("d of 1");
    expect(await filter({ EmailPhoneNameIsNullOrEmpty: true })).toBe(" of 0");
    expect(await filter({ FamilyName: "Long" })).toBe("d of 1");
    expect(await filter({ FamilyNameIsNullOrEmpty: true, Gender: "f" })).toBe("c of 1");
    const [uid] = items(await service.ok("id:ListUsers", { UserPoolUid: pool }), "Data").map(
      ({ Uid }) => Uid,
    );
    expect(await filter({ UserUidsOr: [uid ?? null, "gone"] })).toBe("c of 1");
    expect(await filter({ NotInAnyGroup: true, NotInAnyDepartment: true })).toBe("cadb of 4");
    expect(await filter({ EmailIsDuplicated: true })).toBe(" of 0");
  });

  it("is searched in any field, and exactly", async () => {
    await fill();
    expect(await filter({ UniversalSearch: [{ Search: "EXAMPLE" }] })).toBe("cb of 2");
    expect(await filter({ UniversalSearch: [{ Search: "o", Fields: ["FamilyName"] }] })).toBe("db of 2");
    expect(await filter({ UniversalSearch: [{ Search: "example" }, { Search: "short" }] })).toBe("b of 1");
    const exact = (Search: string) => ({
      UniversalSearch: [{ Search, Fields: ["Email"], ExactMatch: true }],
    });
    expect(await filter(exact("b@example.com"))).toBe("b of 1");
    expect(await filter(exact("example"))).toBe(" of 0");
    const wrong = { UserPoolUid: pool, Filter: { UniversalSearch: [{ Search: "x", Fields: ["Password"] }] } };
    expect(await service.outcome("id:ListUsers", wrong)).toBe(
      "400 InvalidParameter.Filter.UniversalSearch.Fields",
    );
  });

  it("masks addresses and leaves out what the request does not want", async () => {
    await fill();
    const masked = await service.ok("id:ListUsers", {
      UserPoolUid: pool,
      ResponseValueMask: { Email: true, PhoneNumber: true },
      ResponseValueNull: { UserMetadata: true },
    });
    const [c, a] = items(masked, "Data");
    expect(c?.Email).toBe("c***@example.com");
    expect(c).not.toHaveProperty("UserMetadata");
    expect(a?.PhoneNumber).toBe("+86***01");
    expect(await get(textIn(c ?? {}, "Uid"), { ResponseValueMask: { Email: true } })).toMatchObject({
      Email: "c***@example.com",
      UserMetadata: "kept",
    });
  });
});
