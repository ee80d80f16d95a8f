import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";

const TypeName = "Volcengine::IAM::User";
const DAY_MS = 24 * 60 * 60 * 1000;

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const params = (UserName: string, more: JsonObject = {}): JsonObject => ({
  TypeName,
  TargetState: { UserName, LoginProfile: { Password: "Example-pass-1" } },
  ...more,
});
const create = (UserName: string, more: JsonObject = {}): Promise<JsonObject> =>
  service.ok("cloudcontrol:CreateResource", params(UserName, more));
const tasks = async (more: JsonObject = {}): Promise<readonly JsonObject[]> =>
  items(await service.ok("cloudcontrol:ListTasks", more), "ResourceTaskStatusSummaries");

describe("a ClientToken", () => {
  it("makes a repeat the same task, however far that has come", async () => {
    const first = await create("a", { ClientToken: "t" });
    expect(await create("a", { ClientToken: "t" })).toEqual(first);
    service.wait(500);
    expect(await create("a", { ClientToken: "t" })).toMatchObject({
      TaskID: first.TaskID,
      OperationStatus: "SUCCESS",
    });
    expect(await tasks()).toHaveLength(1);
  });

  it("does not depend on the order of keys", async () => {
    const first = await create("a", { ClientToken: "t" });
    const again = await service.ok("cloudcontrol:CreateResource", {
      ClientToken: "t",
      TargetState: { LoginProfile: { Password: "Example-pass-1" }, UserName: "a" },
      TypeName,
    });
    expect(again.TaskID).toBe(first.TaskID);
  });

  it.each<[string, string, JsonObject]>([
    ["another name", "CreateResource", params("b")],
    [
      "another password",
      "CreateResource",
      { TypeName, TargetState: { UserName: "a", LoginProfile: { Password: "Another-pass-1" } } },
    ],
    ["another action", "DeleteResource", { TypeName, Identifier: "a" }],
  ])("is refused with %s", async (_what, action, request) => {
    await create("a", { ClientToken: "t" });
    const conflict = await service.outcome(`cloudcontrol:${action}`, { ...request, ClientToken: "t" });
    expect(conflict).toBe("409 ResourceConflict");
  });

  it("repeats a delete that is done already", async () => {
    await create("a");
    service.wait(500);
    const request = { TypeName, Identifier: "a", ClientToken: "t" };
    const first = await service.ok("cloudcontrol:DeleteResource", request);
    service.wait(500);
    expect(await service.ok("cloudcontrol:DeleteResource", request)).toMatchObject({
      TaskID: first.TaskID,
      OperationStatus: "SUCCESS",
    });
  });

  it("is not used up by a request that was refused", async () => {
    const refused = { TypeName, TargetState: {}, ClientToken: "t" };
    expect(await service.outcome("cloudcontrol:CreateResource", refused)).toBe("400 InvalidParameter");
    expect(await create("a", { ClientToken: "t" })).toMatchObject({ OperationStatus: "PENDING" });
  });

  it("is forgotten after 24 hours, and not before", async () => {
    const first = await create("a", { ClientToken: "t" });
    service.wait(DAY_MS - 1);
    expect((await create("a", { ClientToken: "t" })).TaskID).toBe(first.TaskID);
    service.wait(1);
    const later = await create("a", { ClientToken: "t" });
    expect(later.TaskID).not.toBe(first.TaskID);
    service.wait(500);
    expect(await create("a", { ClientToken: "t" })).toMatchObject({
      TaskID: later.TaskID,
      ErrorCode: "UserAlreadyExists",
    });
  });

  it("has at most 128 characters", async () => {
    const long = params("a", { ClientToken: "t".repeat(129) });
    expect(await service.outcome("cloudcontrol:CreateResource", long)).toBe("400 InvalidParameter");
  });
});

describe("ListTasks", () => {
  it("shows the newest first, by status and by kind of operation", async () => {
    await create("a");
    service.wait(500);
    await create("a");
    service.wait(500);
    await service.ok("cloudcontrol:DeleteResource", { TypeName, Identifier: "a" });
    service.wait(100);
    await create("b");
    const shown = async (filter: JsonObject) =>
      (await tasks({ ResourceTaskStatusFilter: filter })).map((task) => [
        task.Operation,
        task.Identifier,
        task.OperationStatus,
      ]);
    expect(await shown({})).toEqual([
      ["CREATE", "b", "PENDING"],
      ["DELETE", "a", "IN_PROGRESS"],
      ["CREATE", "a", "FAILED"],
      ["CREATE", "a", "SUCCESS"],
    ]);
    expect(await shown({ TaskStatus: ["FAILED", "PENDING"] })).toEqual([
      ["CREATE", "b", "PENDING"],
      ["CREATE", "a", "FAILED"],
    ]);
    expect(await shown({ TaskType: ["DELETE"] })).toEqual([["DELETE", "a", "IN_PROGRESS"]]);
    for (const filter of [{ TaskStatus: ["DONE"] }, { TaskType: ["create"] }]) {
      const unknown = { ResourceTaskStatusFilter: filter };
      expect(await service.outcome("cloudcontrol:ListTasks", unknown)).toBe("400 InvalidParameter");
    }
  });

  it("pages with a token that belongs to its filter", async () => {
    for (const name of ["a", "b", "c"]) await create(name);
    const first = await service.ok("cloudcontrol:ListTasks", { MaxResults: 2 });
    const NextToken = textIn(first, "NextToken");
    expect(items(first, "ResourceTaskStatusSummaries").map((task) => task.Identifier)).toEqual(["c", "b"]);
    const second = await service.ok("cloudcontrol:ListTasks", { MaxResults: 2, NextToken });
    expect(items(second, "ResourceTaskStatusSummaries").map((task) => task.Identifier)).toEqual(["a"]);
    expect(second).not.toHaveProperty("NextToken");
    for (const wrong of [
      { MaxResults: 0 },
      { MaxResults: 101 },
      { NextToken: "made-up" },
      { NextToken, ResourceTaskStatusFilter: { TaskType: ["CREATE"] } },
    ]) {
      expect(await service.outcome("cloudcontrol:ListTasks", wrong)).toBe("400 InvalidParameter");
    }
  });
});

describe("a task", () => {
  it("that does not exist is not found", async () => {
    const missing = await service.reply("cloudcontrol:GetTask", { TaskId: "task-none" });
    expect([missing.status, missing.code, missing.message]).toEqual([
      404,
      "EntityNotFound",
      "taskID task-none was not found",
    ]);
  });

  it("gives the same result whoever looks first, also a call that fails", async () => {
    const type = "Volcengine::CloudIdentity::User";
    const TargetState = { UserName: "ada" };
    const started = await service.ok("cloudcontrol:CreateResource", { TypeName: type, TargetState });
    service.wait(300);
    // Both settle the task, throw, and with the transaction lose what they settled.
    const missing = { TypeName, Identifier: "none" };
    expect(await service.outcome("cloudcontrol:GetResource", missing)).toBe("404 NotFound");
    const clash = await service.outcome("cloudidentity:CreateUser", { UserName: "ada" });
    expect(clash).toBe("404 UserNameAlreadyExists");
    service.wait(60_000);
    const page = await service.ok("cloudidentity:ListUsers");
    expect(items(page, "Users")).toMatchObject([{ CreatedTime: "2026-03-01T20:00:00+08:00" }]);
    const done = await service.ok("cloudcontrol:GetTask", { TaskId: textIn(started, "TaskID") });
    expect(done).toMatchObject({
      OperationStatus: "SUCCESS",
      EventTime: "2026-03-01T20:00:00.300+08:00",
      Identifier: items(page, "Users")[0]?.UserId,
    });
  });

  it("makes its own ids, also where one look ends several", async () => {
    const names = ["ada", "eve", "joe"];
    for (const UserName of names) {
      const TargetState = { UserName };
      await service.ok("cloudcontrol:CreateResource", {
        TypeName: "Volcengine::CloudIdentity::User",
        TargetState,
      });
    }
    service.wait(300);
    const shown = await tasks();
    expect(shown.map((task) => task.OperationStatus)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
    expect(new Set(shown.map((task) => task.Identifier)).size).toBe(3);
  });

  it("happens in the order in which tasks are due", async () => {
    await create("a");
    service.wait(500);
    await service.ok("cloudcontrol:UpdateResource", {
      TypeName,
      Identifier: "a",
      PatchDocument: [{ op: "replace", path: "/Description", value: "changed" }],
    });
    const recreated = await create("a");
    service.wait(60_000);
    expect(await service.ok("cloudcontrol:GetTask", { TaskId: textIn(recreated, "TaskID") })).toMatchObject({
      OperationStatus: "FAILED",
    });
    const statuses = (await tasks()).map((task) => task.OperationStatus);
    expect(statuses).toEqual(["FAILED", "SUCCESS", "SUCCESS"]);
  });
});
