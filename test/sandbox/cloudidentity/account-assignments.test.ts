import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";
import { ended, MEMBER, newGroup, newSet, newUser, started } from "./directory.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const assignments = async (by: { [key: string]: string } = {}) =>
  items(await service.ok("cloudidentity:ListAccountAssignments", by), "AccountAssignments");

describe("account assignments", () => {
  it("are there once their task has ended, and show names", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const PrincipalId = await newGroup(service, "ops");
    const one = { PermissionSetId, PrincipalId, PrincipalType: "Group", TargetId: MEMBER };
    const TaskId = await started(service, "CreateAccountAssignment", one);
    const status = async () => {
      const task = await service.ok("cloudidentity:GetTaskStatus", { TaskId });
      return [task.TaskType, task.Status, task.UpdatedTime];
    };
    expect(await status()).toEqual(["CreateAssignment", "Init", "2026-03-01T20:00:00+08:00"]);
    service.wait(1000);
    expect(await status()).toEqual(["CreateAssignment", "Running", "2026-03-01T20:00:00+08:00"]);
    expect(await assignments()).toEqual([]);
    service.wait(1000);
    expect(await status()).toEqual(["CreateAssignment", "Success", "2026-03-01T20:00:02+08:00"]);
    expect(await assignments()).toEqual([
      {
        ...one,
        PermissionSetName: "operators",
        PrincipalName: "ops",
        TargetName: "development",
        CreatedTime: "2026-03-01T20:00:02+08:00",
      },
    ]);
    expect(await ended(service, "DeleteAccountAssignment", one)).toBe("Success");
    expect(await assignments()).toEqual([]);
  });

  it("need a set, somebody of the right kind and an account of the organisation", async () => {
    const PrincipalId = await newUser(service, "ada");
    const good = {
      PermissionSetId: await newSet(service, "operators"),
      PrincipalId,
      PrincipalType: "User",
      TargetId: MEMBER,
    };
    const outcome = (change: { [key: string]: string }) =>
      service.outcome("cloudidentity:CreateAccountAssignment", { ...good, ...change });
    expect(await outcome({ PermissionSetId: "none" })).toBe("400 PermissionSetNotFound");
    expect(await outcome({ PrincipalId: "none" })).toBe("404 UserNotFound");
    expect(await outcome({ PrincipalType: "Group" })).toBe("404 UserGroupNotFound");
    expect(await outcome({ TargetId: "2199999999" })).toBe("400 AccountNotInOrg");
    const { message } = await service.reply("cloudidentity:CreateAccountAssignment", {
      ...good,
      TargetId: "2199999999",
    });
    expect(message).toContain(MEMBER);
  });

  it("are made once, and deleted once", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const PrincipalId = await newUser(service, "ada");
    const one = { PermissionSetId, PrincipalId, PrincipalType: "User", TargetId: MEMBER };
    const create = () => service.outcome("cloudidentity:CreateAccountAssignment", one);
    const remove = () => service.outcome("cloudidentity:DeleteAccountAssignment", one);
    expect(await remove()).toBe("400 AccountAssignmentNotFound");
    expect(await create()).toBe("200");
    expect(await create()).toBe("400 AccountAssignmentAlreadyExist");
    service.wait(2000);
    expect(await create()).toBe("400 AccountAssignmentAlreadyExist");
    expect(await remove()).toBe("200");
    expect(await remove()).toBe("400 ConcurrentException");
    service.wait(2000);
    expect(await remove()).toBe("400 AccountAssignmentNotFound");
  });

  it("wait for one another where the set is not deployed yet, and not any more once it is", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const [ada, eve, kim] = [
      await newUser(service, "ada"),
      await newUser(service, "eve"),
      await newUser(service, "kim"),
    ];
    const create = (PrincipalId: string) =>
      service.outcome("cloudidentity:CreateAccountAssignment", {
        PermissionSetId,
        PrincipalId,
        PrincipalType: "User",
        TargetId: MEMBER,
      });
    expect(await create(ada)).toBe("200");
    expect(await create(eve)).toBe("400 PermissionSetProvisionRunning");
    service.wait(2000);
    expect(await create(eve)).toBe("200");
    expect(await create(kim)).toBe("200");
    service.wait(2000);
    expect(await assignments()).toHaveLength(3);
  });

  it("are listed by set, principal and account", async () => {
    const [first, second] = [await newSet(service, "first"), await newSet(service, "second")];
    const [ada, ops] = [await newUser(service, "ada"), await newGroup(service, "ops")];
    const all: readonly (readonly [string, string, string, string])[] = [
      [first, "User", ada, MEMBER],
      [second, "Group", ops, MEMBER],
      [second, "User", ada, ACCOUNT],
    ];
    for (const [PermissionSetId, PrincipalType, PrincipalId, TargetId] of all) {
      const one = { PermissionSetId, PrincipalType, PrincipalId, TargetId };
      expect(await ended(service, "CreateAccountAssignment", one)).toBe("Success");
    }
    const sets = async (by: { [key: string]: string }) =>
      (await assignments(by)).map(({ PermissionSetName }) => PermissionSetName);
    expect(await sets({ PrincipalId: ada })).toEqual(["first", "second"]);
    expect(await sets({ PrincipalType: "Group" })).toEqual(["second"]);
    expect(await sets({ TargetId: ACCOUNT })).toEqual(["second"]);
    expect(await sets({ PermissionSetId: second, TargetId: MEMBER })).toEqual(["second"]);
    const page = await service.ok("cloudidentity:ListAccountAssignments", { PageNumber: 2, PageSize: 2 });
    expect(page).toMatchObject({ Total: 3, PageNumber: 2, PageSize: 2 });
  });

  it("go with their principal, and their tasks fail where it goes before", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const [ada, eve] = [await newUser(service, "ada"), await newUser(service, "eve")];
    const one = (PrincipalId: string) => ({
      PermissionSetId,
      PrincipalId,
      PrincipalType: "User",
      TargetId: MEMBER,
    });
    await ended(service, "CreateAccountAssignment", one(ada));
    await service.ok("cloudidentity:DeleteUser", { UserId: ada });
    expect(await assignments()).toEqual([]);
    const TaskId = await started(service, "CreateAccountAssignment", one(eve));
    await service.ok("cloudidentity:DeleteUser", { UserId: eve });
    service.wait(2000);
    const task = await service.ok("cloudidentity:GetTaskStatus", { TaskId });
    expect(textIn(task, "Status")).toBe("Failed");
  });
});

describe("tasks", () => {
  it("are listed newest first, by kind, status and principal", async () => {
    const PermissionSetId = await newSet(service, "operators");
    const PrincipalId = await newUser(service, "ada");
    const at = { PermissionSetId, TargetId: MEMBER };
    await ended(service, "ProvisionPermissionSet", at);
    await started(service, "CreateAccountAssignment", { ...at, PrincipalId, PrincipalType: "User" });
    const types = async (by: { [key: string]: string | number }) =>
      items(await service.ok("cloudidentity:ListTasks", by), "Tasks").map((task) => task.TaskType);
    expect(await types({})).toEqual(["CreateAssignment", "Provision"]);
    expect(await types({ TaskType: 3 })).toEqual(["Provision"]);
    expect(await types({ TaskStatus: "Init" })).toEqual(["CreateAssignment"]);
    expect(await types({ TaskStatus: "Failed" })).toEqual([]);
    expect(await types({ Filter: "AD" })).toEqual(["CreateAssignment"]);
    expect(await types({ PrincipalType: "Group" })).toEqual([]);
    const [first] = items(await service.ok("cloudidentity:ListTasks", { PageSize: 1 }), "Tasks");
    expect(first).toMatchObject({ PermissionSetName: "operators", PrincipalName: "ada", TargetId: MEMBER });
    expect(await service.outcome("cloudidentity:ListTasks", { TaskType: 5 })).toBe("400 InvalidParam");
    expect(await service.outcome("cloudidentity:GetTaskStatus", { TaskId: "none" })).toBe("404 TaskNotFound");
  });
});
