import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT, items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";
import { MEMBER, newGroup, newUser } from "./directory.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const STRATEGIES = {
  IdentitySourceStrategy: "Ignore",
  DuplicationStrategy: "KeepBoth",
  DuplicationSuffix: "-sso",
  DeletionStrategy: "Delete",
};
const user = (PrincipalId: string, more: JsonObject = {}): JsonObject => ({
  PrincipalId,
  PrincipalType: "User",
  TargetId: ACCOUNT,
  ...STRATEGIES,
  ...more,
});
/** Provisions, lets the time pass and answers the id. */
async function provisioned(params: JsonObject): Promise<string> {
  const made = await service.ok("cloudidentity:CreateUserProvisioning", params);
  service.wait(2000);
  return textIn(made, "UserProvisioningId");
}
const shown = (UserProvisioningId: string) =>
  service.ok("cloudidentity:GetUserProvisioning", { UserProvisioningId });
const iamUser = (UserName: string) => service.outcome("iam:GetUser", { UserName });
const events = async (by: JsonObject = {}) =>
  items(await service.ok("cloudidentity:ListUserProvisioningEvents", by), "UserProvisioningEvent");

describe("user provisionings", () => {
  it("make an IAM user in the sandbox's account, and take it out again", async () => {
    const ada = await newUser(service, "ada");
    const made = await service.ok("cloudidentity:CreateUserProvisioning", user(ada));
    expect(made).toMatchObject({ ...user(ada), ProvisionStatus: "Provisioning", Remark: "" });
    expect(await iamUser("ada")).toMatch(/^404/);
    service.wait(2000);
    const UserProvisioningId = textIn(made, "UserProvisioningId");
    expect(await shown(UserProvisioningId)).toMatchObject({
      ProvisionStatus: "Provisioned",
      PrincipalName: "ada",
      UpdatedTime: "2026-03-01T20:00:02+08:00",
    });
    expect(await iamUser("ada")).toBe("200");
    const remove = () => service.outcome("cloudidentity:DeleteUserProvisioning", { UserProvisioningId });
    expect(await remove()).toBe("200");
    expect(await shown(UserProvisioningId)).toMatchObject({ ProvisionStatus: "DeleteProvisioning" });
    expect(await remove()).toBe("400 ConcurrentException");
    service.wait(2000);
    expect(await remove()).toBe("404 UserProvisionNotFound");
    expect(await iamUser("ada")).toMatch(/^404/);
  });

  it("keep the IAM user where that was said, also when the person leaves", async () => {
    const ada = await newUser(service, "ada");
    await provisioned(user(ada, { DeletionStrategy: "Keep" }));
    await service.ok("cloudidentity:DeleteUser", { UserId: ada });
    expect(await iamUser("ada")).toBe("200");
    const eve = await newUser(service, "eve");
    await provisioned(user(eve));
    await service.ok("cloudidentity:DeleteUser", { UserId: eve });
    expect(await iamUser("eve")).toMatch(/^404/);
  });

  it("go beside an IAM user of the same name, or take it over", async () => {
    for (const UserName of ["ada", "eve"]) await service.ok("iam:CreateUser", { UserName });
    const [ada, eve] = [await newUser(service, "ada"), await newUser(service, "eve")];
    const made = await service.ok("cloudidentity:CreateUserProvisioning", user(ada));
    expect(made.Remark).toBe("ExistDuplicatedIamUser");
    service.wait(2000);
    expect(await iamUser("ada-sso")).toBe("200");
    await provisioned(user(eve, { DuplicationStrategy: "Takeover" }));
    expect(await iamUser("eve-sso")).toMatch(/^404/);
  });

  it("are refused where both names are taken, and where somebody is provisioned already", async () => {
    for (const UserName of ["ada", "ada-sso"]) await service.ok("iam:CreateUser", { UserName });
    const [ada, eve] = [await newUser(service, "ada"), await newUser(service, "eve")];
    const outcome = (params: JsonObject) => service.outcome("cloudidentity:CreateUserProvisioning", params);
    expect(await outcome(user(ada))).toBe("409 UserNameDuplicatedException");
    expect(await outcome(user(eve))).toBe("200");
    expect(await outcome(user(eve))).toBe("409 UserProvisioningAlreadyExists");
    expect(await outcome(user(eve, { TargetId: MEMBER }))).toBe("200");
    expect(await outcome(user(ada, { TargetId: "1" }))).toBe("400 AccountNotInOrg");
    expect(await outcome(user("none"))).toBe("404 UserNotFound");
    const { DuplicationSuffix: _suffix, ...rest } = user(ada);
    expect(await outcome(rest)).toBe("400 ParamMissing");
  });

  it("are listed by account", async () => {
    const ada = await newUser(service, "ada");
    await provisioned(user(ada));
    await provisioned(user(ada, { TargetId: MEMBER }));
    const targets = async (by: JsonObject) =>
      items(await service.ok("cloudidentity:ListUserProvisionings", by), "UserProvisionings").map(
        ({ TargetId }) => TargetId,
      );
    expect(await targets({})).toEqual([ACCOUNT, MEMBER]);
    expect(await targets({ AccountId: MEMBER })).toEqual([MEMBER]);
  });
});

describe("a provisioned group", () => {
  it("goes on without those who fail, who are tried again", async () => {
    const GroupId = await newGroup(service, "ops");
    for (const name of ["ada", "eve"]) {
      const UserId = await newUser(service, name);
      await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    }
    for (const UserName of ["eve", "eve-sso"]) await service.ok("iam:CreateUser", { UserName });
    const id = await provisioned({ ...user(GroupId), PrincipalType: "Group" });
    expect(await shown(id)).toMatchObject({ ProvisionStatus: "ProvisionFailed", PrincipalName: "ops" });
    expect(await iamUser("ada")).toBe("200");
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      EventStatus: "ProvisionFailed",
      FailureReason: expect.stringContaining("UserNameDuplicatedException"),
      UserName: "eve",
      TargetName: "sandbox",
      UserProvisioningId: id,
    });
    expect(await events({ EventStatus: ["DeleteProvisionFailed"] })).toEqual([]);
    expect(await events({ QueryString: "EV" })).toHaveLength(1);

    const UserProvisioningEventId = event?.UserProvisioningEventId ?? null;
    await service.ok("cloudidentity:RetryUserProvisioningEvent", { UserProvisioningEventId });
    service.wait(2000);
    expect(await events()).toHaveLength(1);
    await service.ok("iam:DeleteUser", { UserName: "eve-sso" });
    await service.ok("cloudidentity:RetryUserProvisioningEvent", { UserProvisioningEventId });
    service.wait(2000);
    expect(await events()).toEqual([]);
    expect(await shown(id)).toMatchObject({ ProvisionStatus: "Provisioned" });
    expect(await iamUser("eve-sso")).toBe("200");
  });

  it("has events that can be dismissed, once", async () => {
    const GroupId = await newGroup(service, "ops");
    // A name that iam does not take.
    const UserId = await newUser(service, "ada lovelace");
    await service.ok("cloudidentity:AddUserToGroup", { GroupId, UserId });
    await provisioned({ ...user(GroupId), PrincipalType: "Group" });
    const UserProvisioningEventId = (await events())[0]?.UserProvisioningEventId ?? null;
    const dismiss = () =>
      service.outcome("cloudidentity:DeleteUserProvisioningEvent", { UserProvisioningEventId });
    expect(await dismiss()).toBe("200");
    expect(await dismiss()).toBe("404 UserProvisioningEventNotFound");
    expect(await events()).toEqual([]);
  });
});

describe("policies of a user provisioning", () => {
  it("are attached to its IAM users, those of later too, and detached", async () => {
    const ada = await newUser(service, "ada");
    const made = await service.ok("cloudidentity:CreateUserProvisioning", user(ada));
    const UserProvisioningId = textIn(made, "UserProvisioningId");
    const outcome = (action: string, PolicyName: string) =>
      service.outcome(`cloudidentity:${action}PolicyToUserProvision`, { UserProvisioningId, PolicyName });
    const attachments = () => service.stored("iam:policy-attachment");
    expect(await outcome("Attach", "ReadOnlyAccess")).toBe("200");
    service.wait(2000);
    await shown(UserProvisioningId);
    expect(await attachments()).toContain("System/ReadOnlyAccess");
    expect(await outcome("Attach", "TOSFullAccess")).toBe("200");
    expect(await attachments()).toContain("System/TOSFullAccess");
    expect(await outcome("Detach", "ReadOnlyAccess")).toBe("200");
    expect(await attachments()).not.toContain("System/ReadOnlyAccess");
    expect(await outcome("Detach", "ReadOnlyAccess")).toBe("404 PolicyNotFound");
    expect(await outcome("Attach", "NoSuchAccess")).toBe("404 PolicyNotFound");
  });
});
