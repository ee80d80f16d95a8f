import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { objectIn, type Service, startService } from "../service.ts";

const Password = "Example-pass-1";
const alice = { UserName: "alice" };

let service: Service;
beforeEach(async () => {
  service = await startService();
  await service.ok("iam:CreateUser", alice);
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const profile = async (action: string, more: JsonObject = {}): Promise<JsonObject> =>
  objectIn(await service.ok(`iam:${action}LoginProfile`, { ...alice, ...more }), "LoginProfile");
const outcome = (action: string, more: JsonObject = {}) =>
  service.outcome(`iam:${action}LoginProfile`, { ...alice, ...more });

describe("login profiles of iam", () => {
  it("are shown with defaults, and without the password, which is not kept", async () => {
    const created = await profile("Create", { Password, LoginAllowed: true });
    expect(created).toEqual({
      UserName: "alice",
      UserId: expect.any(Number),
      LoginAllowed: true,
      LoginLocked: false,
      PasswordResetRequired: false,
      PasswordExpireAt: 0,
      LastResetPasswordTime: 1772366400,
      LastLoginDate: "00010101T000000Z",
      LastLoginIp: "",
      SafeAuthFlag: false,
      SafeAuthType: "",
      SafeAuthExemptRequired: 1,
      SafeAuthExemptUnit: 0,
      SafeAuthExemptDuration: 10,
      CreateDate: "20260301T120000Z",
      UpdateDate: "20260301T120000Z",
    });
    expect(await profile("Get")).toEqual(created);
    expect(await service.stored("iam:login-profile")).not.toContain(Password);
  });

  it("change what is given and keep the rest; a new password has a new time", async () => {
    const created = await profile("Create", { Password, LoginAllowed: true });
    service.wait(60_000);
    const one = await profile("Update", { SafeAuthFlag: true, SafeAuthType: "phone,vmfa" });
    expect(one).toMatchObject({ LoginAllowed: true, SafeAuthFlag: true, SafeAuthType: "phone,vmfa" });
    expect(one.LastResetPasswordTime).toBe(created.LastResetPasswordTime);
    const two = await profile("Update", { Password: "Another-pass-2" });
    expect(Number(two.LastResetPasswordTime) - Number(created.LastResetPasswordTime)).toBe(60);
  });

  it.each<[string, JsonObject]>([
    ["a password that is too short", { Password: "Ab-1" }],
    ["a password of two kinds of characters", { Password: "abcdefgh1" }],
    ["a protection that there is not", { SafeAuthType: "phone,fax" }],
    ["a unit that there is not", { SafeAuthExemptUnit: 3 }],
    ["more days than a week", { SafeAuthExemptUnit: 2, SafeAuthExemptDuration: 8 }],
    ["fewer minutes than five", { SafeAuthExemptDuration: 4 }],
    ["neither yes nor no", { SafeAuthExemptRequired: 2 }],
  ])("are refused with %s", async (_what, more) => {
    expect(await outcome("Create", { Password, ...more })).toBe("400 InvalidParameter");
    await profile("Create", { Password });
    expect(await outcome("Update", more)).toBe("400 InvalidParameter");
  });

  it("are held to the unit that they have", async () => {
    await profile("Create", { Password, SafeAuthExemptUnit: 1, SafeAuthExemptDuration: 168 });
    expect(await outcome("Update", { SafeAuthExemptUnit: 2 })).toBe("400 InvalidParameter");
    await profile("Update", { SafeAuthExemptUnit: 2, SafeAuthExemptDuration: 7 });
  });

  it("are one per user, who has to exist", async () => {
    expect(await outcome("Get")).toBe("404 LoginProfileNotExist");
    expect(await outcome("Create", { UserName: "nobody", Password })).toBe("404 UserNotExist");
    await profile("Create", { Password });
    expect(await outcome("Create", { Password })).toBe("409 LoginProfileAlreadyExists");
    expect([await outcome("Delete"), await outcome("Delete")]).toEqual(["200", "404 LoginProfileNotExist"]);
    expect(await service.outcome("iam:GetUser", alice)).toBe("200");
  });
});
