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

describe("ResetPassword", () => {
  const reset = async (params: { [key: string]: string | boolean }) => {
    const UserId = await createUser("ada");
    const all = { UserId, GenerateRandomPassword: false, PasswordResetRequired: false, ...params };
    return service.reply("cloudidentity:ResetPassword", all);
  };

  it("answers a password that it made, and keeps none", async () => {
    const { result } = await reset({ GenerateRandomPassword: true });
    const password = textIn(result, "Password");
    expect(password).toMatch(/^Sandbox-[0-9a-f]{16}$/);
    expect(await service.stored("cloudidentity.user")).not.toContain(password);
  });

  it("takes the given one where it obeys the rule", async () => {
    expect((await reset({ Password: "Example-pass-1" })).result).toEqual({ Password: "Example-pass-1" });
  });

  it.each([
    ["none at all", {}, "ParamMissing"],
    ["two kinds of characters", { Password: "abcdefgh1" }, "InvalidParam"],
    ["seven characters", { Password: "Exam-p1" }, "InvalidParameter"],
    [
      "one beside a generated one",
      { Password: "Example-pass-1", GenerateRandomPassword: true },
      "InvalidParam",
    ],
  ])("refuses %s", async (_what, params, code) => {
    expect(await reset(params)).toMatchObject({ status: 400, code });
  });

  it("needs its user", async () => {
    const params = { UserId: "none", GenerateRandomPassword: true, PasswordResetRequired: true };
    expect(await service.outcome("cloudidentity:ResetPassword", params)).toBe("404 UserNotFound");
  });
});
