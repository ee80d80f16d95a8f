import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { objectIn, type Service, startService } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

describe("the security configuration of a user", () => {
  const alice = { UserName: "alice" };

  it("is there once it was set, and keeps what is not given", async () => {
    const { Id } = objectIn(await service.ok("iam:CreateUser", alice), "User");
    expect(await service.outcome("iam:GetSecurityConfig", alice)).toBe("404 SecurityConfigNotExist");
    await service.ok("iam:SetSecurityConfig", {
      ...alice,
      SafeAuthType: "vmfa",
      SafeAuthExemptDuration: 30,
    });
    await service.ok("iam:SetSecurityConfig", { ...alice, SafeAuthType: "email,vmfa" });
    expect(await service.ok("iam:GetSecurityConfig", alice)).toEqual({
      UserID: Id,
      SafeAuthClose: 0,
      SafeAuthType: "email,vmfa",
      SafeAuthExemptDuration: 30,
    });
  });

  it("is refused for nobody, for other ways to confirm and for times out of 5 to 30 minutes", async () => {
    await service.ok("iam:CreateUser", alice);
    const set = (more: JsonObject) =>
      service.outcome("iam:SetSecurityConfig", { ...alice, SafeAuthType: "vmfa", ...more });
    expect(await set({ UserName: "nobody" })).toBe("404 UserNotExist");
    expect(await set({ SafeAuthType: "fax" })).toBe("400 InvalidParameter");
    expect(await set({ SafeAuthExemptDuration: 4 })).toBe("400 InvalidParameter");
    expect(await set({ SafeAuthExemptDuration: 31 })).toBe("400 InvalidParameter");
  });
});

describe("the allowed addresses of the account", () => {
  const get = () => service.ok("iam:GetAllowedIPAddresses");

  it("are none and off at first, and then what was set", async () => {
    expect(await get()).toEqual({ EnableIPList: false, IPList: [], Quota: 100 });
    const IPList = [
      { IP: "192.0.2.0/24", Description: "office" },
      { IP: "2001:db8::1", Description: "" },
    ];
    await service.ok("iam:UpdateAllowedIPAddresses", { EnableIPList: true, IPList });
    expect(await get()).toEqual({ EnableIPList: true, IPList, Quota: 100 });
    await service.ok("iam:UpdateAllowedIPAddresses", { EnableIPList: false });
    expect(await get()).toEqual({ EnableIPList: false, IPList, Quota: 100 });
  });

  it.each(["everywhere", "192.0.2.0/33", "192.0.2.0/", "2001:db8::/129", "192.0.2.1/24/7"])(
    "are not %s",
    async (IP) => {
      const params = { EnableIPList: true, IPList: [{ IP, Description: "" }] };
      expect(await service.outcome("iam:UpdateAllowedIPAddresses", params)).toBe("400 InvalidParameter");
      expect(await get()).toMatchObject({ EnableIPList: false });
    },
  );

  it("are there once each, and not more than the quota", async () => {
    const set = (addresses: readonly string[]) =>
      service.outcome("iam:UpdateAllowedIPAddresses", {
        EnableIPList: true,
        IPList: addresses.map((IP) => ({ IP, Description: "" })),
      });
    expect(await set(["192.0.2.1", "192.0.2.1"])).toBe("400 InvalidParameter");
    const many = Array.from({ length: 101 }, (_, index) => `192.0.2.${index}`);
    expect(await set(many)).toBe("400 InvalidParameter");
    expect(await set(many.slice(1))).toBe("200");
  });
});

describe("the summary of the account", () => {
  it("counts what is there", async () => {
    const summary = async () => objectIn(await service.ok("iam:GetAccountSummary"), "SummaryMap");
    expect(await summary()).toMatchObject({
      UsersUsage: 0,
      GroupsUsage: 0,
      PoliciesUsage: 0,
      RolesUsage: 0,
      PolicySize: 6144,
    });
    for (const UserName of ["a", "b"]) await service.ok("iam:CreateUser", { UserName });
    await service.ok("iam:CreateGroup", { UserGroupName: "g" });
    expect(await summary()).toMatchObject({ UsersUsage: 2, GroupsUsage: 1 });
    await service.ok("iam:DeleteUser", { UserName: "a" });
    expect(await summary()).toMatchObject({ UsersUsage: 1, GroupsUsage: 1 });
  });
});
