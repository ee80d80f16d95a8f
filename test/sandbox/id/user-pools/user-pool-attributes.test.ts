import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const poolNamed = async (Name: string) => textIn(await service.ok("id:CreateUserPool", { Name }), "Uid");
const attribute = (UserPoolUid: string, Name: string, more: JsonObject = {}) => ({
  UserPoolUid,
  Name,
  DataType: "String",
  Mutability: "Mutable",
  ...more,
});
const CREATE = "id:CreateUserPoolCustomAttribute";

describe("custom attributes of a user pool", () => {
  it("are shown by their pool, with what they allow", async () => {
    const pool = await poolNamed("shown");
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).not.toHaveProperty("CustomAttributes");
    const made = await service.ok(CREATE, attribute(pool, "staff-number", { Minimum: 4, Maximum: 8 }));
    const [shown] = items(await service.ok("id:GetUserPool", { UserPoolUid: pool }), "CustomAttributes");
    expect(shown).toEqual({
      ...made,
      CreateTime: "2026-03-01T12:00:00Z",
      UpdateTime: "2026-03-01T12:00:00Z",
    });
  });

  it.each([
    [{ DataType: "Picture" }, "400 InvalidParameter.DataType"],
    [{ Minimum: 3, Maximum: 2 }, "400 InvalidParameter.Minimum"],
    [{ Minimum: -1 }, "400 InvalidParameter.Minimum"],
    [{ DataType: "Boolean", Maximum: 1 }, "400 InvalidParameter.Maximum"],
    [{ DataType: "number", Minimum: -1 }, "200"],
    [{ DataType: "DateTime" }, "200"],
  ])("with %j: %s", async (more, outcome) => {
    const pool = await poolNamed(`with ${JSON.stringify(more)}`);
    expect(await service.outcome(CREATE, attribute(pool, "a", more))).toBe(outcome);
  });

  it("keep their bounds sound when they change, and their type for good", async () => {
    const pool = await poolNamed("changed");
    const { Uid = null } = await service.ok(CREATE, attribute(pool, "a", { Minimum: 4, Maximum: 8 }));
    const change = { UserPoolUid: pool, Uid };
    const update = "id:UpdateUserPoolCustomAttribute";
    expect(await service.outcome(update, { ...change, Maximum: 3 })).toBe("400 InvalidParameter.Minimum");
    expect(await service.ok(update, { ...change, Name: "b", Maximum: 9 })).toMatchObject({
      Name: "b",
      DataType: "String",
      Minimum: 4,
      Maximum: 9,
    });
  });

  it("have names of their own within a pool, and end at fifty", async () => {
    const pool = await poolNamed("full");
    for (let count = 0; count < 50; count += 1) await service.ok(CREATE, attribute(pool, `a${count}`));
    expect(await service.outcome(CREATE, attribute(pool, "one more"))).toBe("429 QuotaExceeded");
    const other = await poolNamed("other");
    await service.ok(CREATE, attribute(other, "a0"));
    expect(await service.outcome(CREATE, attribute(other, "a0"))).toBe("409 Duplicated");
  });

  it("go one by one, and only out of their own pool", async () => {
    const pool = await poolNamed("emptied");
    const other = await poolNamed("bystander");
    const { Uid = null } = await service.ok(CREATE, attribute(pool, "a"));
    const remove = "id:DeleteUserPoolCustomAttribute";
    expect(await service.outcome(remove, { UserPoolUid: other, Uid })).toBe("404 NotFound");
    expect(await service.outcome(remove, { UserPoolUid: pool, Uid })).toBe("200");
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).not.toHaveProperty("CustomAttributes");
  });

  it("take the users' values along when they are renamed, and when they go", async () => {
    const pool = await poolNamed("valued");
    const { Uid = null } = await service.ok(CREATE, attribute(pool, "badge"));
    await service.ok(CREATE, attribute(pool, "desk"));
    const user = await service.ok("id:CreateUser", {
      UserPoolUid: pool,
      Name: "alice",
      Email: "alice@example.com",
      CustomAttributesToUpsert: [
        { Name: "badge", Value: "7" },
        { Name: "desk", Value: "12" },
      ],
    });
    const values = async () => {
      const at = { UserPoolUid: pool, UserUid: textIn(user, "Uid") };
      const shown = items(await service.ok("id:GetUser", at), "CustomAttributes");
      return shown.map(({ Name, Value }) => `${Name}=${Value}`).toSorted();
    };
    await service.ok("id:UpdateUserPoolCustomAttribute", { UserPoolUid: pool, Uid, Name: "pass" });
    expect(await values()).toEqual(["desk=12", "pass=7"]);
    await service.ok("id:DeleteUserPoolCustomAttribute", { UserPoolUid: pool, Uid });
    expect(await values()).toEqual(["desk=12"]);
  });
});
