import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

describe("tasks of a user pool", () => {
  it("are none in a new pool", async () => {
    const page = { UserPoolUid: pool, PageNumber: 1, PageSize: 10 };
    expect(await service.ok("id:ListTasks", page)).toEqual({
      Data: [],
      TotalCount: 0,
      PageNumber: 1,
      PageSize: 10,
    });
    const one = { UserPoolUid: pool, TaskUid: "nothing" };
    expect(await service.outcome("id:GetTask", one)).toBe("404 NotFound");
    expect(await service.outcome("id:CancelTask", one)).toBe("404 NotFound");
  });

  it("are sorted by what they have, in pools that there are", async () => {
    const list = (more: JsonObject) =>
      service.outcome("id:ListTasks", { UserPoolUid: pool, PageNumber: 1, PageSize: 10, ...more });
    expect(await list({ SortField: "CreateTime", SortDirection: "Desc" })).toBe("200");
    expect(await list({ SortField: "Mood" })).toBe("400 InvalidParameter.SortField");
    expect(await list({ SortDirection: "Sideways" })).toBe("400 InvalidParameter.SortDirection");
    expect(await list({ UserPoolUid: "nowhere" })).toBe("404 NotFound");
  });

  it("are followed, filtered and cancelled, whatever started them", async () => {
    const hr = { UserPoolUid: pool, Source: "hr" };
    const SessionId = textIn(await service.ok("id:CreateDepartmentSyncSession", hr), "SessionId");
    const Departments = [{ ExternalID: "e", Name: "Eng" }];
    await service.ok("id:UploadDepartmentSyncDepartments", { ...hr, SessionId, Departments });
    await service.ok("id:ValidateDepartmentSyncSession", { ...hr, SessionId });
    const started = await service.ok("id:CommitDepartmentSyncSession", { ...hr, SessionId });
    const one = { UserPoolUid: pool, TaskUid: textIn(started, "JobId") };
    expect(await service.ok("id:GetTask", one)).toMatchObject({ TaskUid: one.TaskUid, Status: "Running" });

    const other = textIn(await service.ok("id:CreateUserPool", { Name: "other" }), "Uid");
    expect(await service.outcome("id:GetTask", { ...one, UserPoolUid: other })).toBe("404 NotFound");
    const list = async (Filter: JsonObject) => {
      const page = { UserPoolUid: pool, PageNumber: 1, PageSize: 10, SortDirection: "Desc" };
      return items(await service.ok("id:ListTasks", { ...page, Filter }), "Data").map(
        ({ TaskUid }) => TaskUid,
      );
    };
    expect(await list({})).toHaveLength(2);
    expect(await list({ Status: "Running" })).toEqual([one.TaskUid]);
    expect(await list({ TaskUid: one.TaskUid, Type: "Another" })).toEqual([]);

    await service.ok("id:CancelTask", one);
    service.wait(3_600_000);
    expect(await service.ok("id:GetTask", one)).toMatchObject({ Status: "Canceled", CancelRequested: true });
    expect(await service.outcome("id:CancelTask", one)).toBe("400 InvalidRequest");
    expect(await list({ Status: "Success" })).toHaveLength(1);
    const tree = await service.ok("id:GetDepartmentTree", { UserPoolUid: pool, RootDepartmentUid: "0" });
    expect(JSON.stringify(tree)).not.toContain("Eng");
  });
});
