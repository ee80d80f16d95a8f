import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Service, startService } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
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

describe("a disabled service", () => {
  it("refuses everything else in its own words, and is as it was once it is enabled again", async () => {
    const user = await service.ok("cloudidentity:CreateUser", { UserName: "ada" });
    await service.ok("cloudidentity:DisableService");
    const status = await service.ok("cloudidentity:GetServiceStatus");
    expect(status).toMatchObject({ Instances: [{ Status: "PendingDisable" }] });
    const refused = "400 ServiceStatusException";
    expect(await service.outcome("cloudidentity:CreateUser", { UserName: "eve" })).toBe(refused);
    expect(await service.outcome("cloudidentity:ListUsers")).toBe(refused);
    expect(await service.outcome("cloudidentity:UpdateInstanceName", { NewName: "n" })).toBe(refused);
    await service.ok("cloudidentity:EnableService");
    const { UserId = null } = user;
    expect(await service.ok("cloudidentity:GetUser", { UserId })).toMatchObject(user);
    expect(await service.outcome("cloudidentity:CreateUser", { UserName: "eve" })).toBe("200");
  });

  it("is disabled or enabled twice without a difference", async () => {
    for (const action of ["DisableService", "DisableService", "EnableService", "EnableService"]) {
      expect(await service.ok(`cloudidentity:${action}`)).toEqual({});
    }
  });
});

describe("UpdateInstanceName", () => {
  it("shows in the status, the rest of which stays", async () => {
    const before = await service.ok("cloudidentity:GetServiceStatus");
    await service.ok("cloudidentity:UpdateInstanceName", { NewName: "staff" });
    const after = await service.ok("cloudidentity:GetServiceStatus");
    expect(after).toMatchObject({ Instances: [{ InstanceName: "staff" }] });
    expect(JSON.stringify(after)).toBe(JSON.stringify(before).replace('"sandbox"', '"staff"'));
  });
});
