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

const call = (action: string, more: JsonObject = {}) =>
  service.ok(`id:${action}`, { UserPoolUid: pool, Source: "hr", ...more });
const outcome = (action: string, more: JsonObject = {}) =>
  service.outcome(`id:${action}`, { UserPoolUid: pool, Source: "hr", ...more });
const plain = (action: string, more: JsonObject = {}) =>
  service.ok(`id:${action}`, { UserPoolUid: pool, ...more });
const user = async (Name: string) => textIn(await plain("CreateUser", { Name }), "Uid");
const tree = async () => {
  const drawn = (nodes: readonly JsonObject[]): string =>
    nodes
      .map((node) => {
        const { Department = null } = node;
        const of = items({ all: [Department] }, "all")[0] ?? {};
        return `${of.Name}${of.DirectMemberCount === 0 ? "" : of.DirectMemberCount}(${drawn(items(node, "Children"))})`;
      })
      .join("");
  const { Roots = [] } = await plain("GetDepartmentTree", { RootDepartmentUid: "0" });
  const [root] = items({ Roots }, "Roots");
  return drawn(items(root ?? {}, "Children"));
};
const eng = { ExternalID: "e", Name: "Eng" };
const back = { ExternalID: "b", Name: "Back", ExternalParentID: "e" };

describe("departments in a batch", () => {
  it("are made parents first, changed where they differ, and deleted where asked", async () => {
    const first = await call("BatchUpsertDepartments", { Departments: [back, eng] });
    expect(first).toMatchObject({ Created: 2, Updated: 0, Errors: [] });
    expect(await tree()).toBe("Eng(Back())");
    const second = await call("BatchUpsertDepartments", {
      Departments: [
        eng,
        { ...back, Name: "Backend" },
        { ExternalID: "x", Name: "X", ExternalParentID: "gone" },
      ],
    });
    expect(second).toMatchObject({ Created: 0, Updated: 1, Skipped: 1 });
    expect(items(second, "Items")).toMatchObject([
      { Operation: "Skip", ExternalID: "e" },
      { Status: "Failed", ExternalID: "x" },
      { Status: "Success", Operation: "Update", Before: { Name: "Back" }, After: { Name: "Backend" } },
    ]);
    const third = await call("BatchUpsertDepartments", {
      Departments: [{ ExternalID: "b", Action: "Delete" }],
    });
    expect(third).toMatchObject({ Deleted: 1 });
    expect(await tree()).toBe("Eng()");
  });

  it("change nothing in a dry run", async () => {
    const wanted = { Departments: [eng, back], DryRun: true };
    expect(await call("BatchUpsertDepartments", wanted)).toMatchObject({ Created: 2 });
    expect(await tree()).toBe("");
  });

  it("get exactly the members that are named", async () => {
    const [x, y] = [await user("x"), await user("y")];
    await call("BatchUpsertDepartments", { Departments: [eng] });
    const sync = (mapping: JsonObject, more = {}) =>
      call("BatchSyncDepartmentMembers", { Mappings: [{ ExternalDepartmentID: "e", ...mapping }], ...more });
    expect(await sync({ UserUids: [x, y] }, { DryRun: true })).toMatchObject({ Added: 2 });
    expect(await tree()).toBe("Eng()");
    expect(await sync({ UserUids: [x, y] })).toMatchObject({ Added: 2, Removed: 0 });
    const next = await sync({ Members: [{ UserUid: y, Role: "head" }] });
    expect(next).toMatchObject({
      Added: 0,
      Removed: 1,
      MappingResults: [
        {
          Status: "Success",
          MemberDiffs: [
            { UserUid: y, Action: "Update", BeforeRole: "", AfterRole: "head" },
            { UserUid: x, Action: "Remove" },
          ],
        },
      ],
    });
    expect(await sync({ UserUids: ["gone"] })).toMatchObject({ MappingResults: [{ Status: "Failed" }] });
    expect(await tree()).toBe("Eng1()");
  });
});

describe("a department sync session", () => {
  const open = async () => textIn(await call("CreateDepartmentSyncSession"), "SessionId");
  const upload = (SessionId: string, ...Departments: JsonObject[]) =>
    call("UploadDepartmentSyncDepartments", { SessionId, Departments });
  const state = (SessionId: string) => plain("GetDepartmentSyncSession", { SessionId });

  it("is filled in parts, planned, and applied by a job that takes time", async () => {
    const x = await user("x");
    const id = await open();
    expect(await upload(id, eng)).toEqual({ Received: 1, Total: 1 });
    expect(await upload(id, back, eng)).toEqual({ Received: 2, Total: 2 });
    const Members = [{ DepartmentExternalID: "b", UserUids: [x], Role: "head" }];
    await call("UploadDepartmentSyncMembers", { SessionId: id, Members });
    const validated = await call("ValidateDepartmentSyncSession", { SessionId: id });
    expect(validated).toMatchObject({
      Status: "Validated",
      Plan: { DeptCreated: 2, MemberAdded: 1, NeedsReview: false, DepartmentErrors: [] },
    });
    expect(await tree()).toBe("");
    const JobId = textIn(await call("CommitDepartmentSyncSession", { SessionId: id }), "JobId");
    expect(await state(id)).toMatchObject({ Status: "Committing", ReceivedDepartments: 2 });
    expect(await tree()).toBe("");
    service.wait(60_000);
    expect(await tree()).toBe("Eng(Back1())");
    expect(await state(id)).toMatchObject({ Status: "Committed" });
    expect(await plain("GetDepartmentSyncJob", { JobId })).toMatchObject({
      Status: "Success",
      SessionId: id,
    });
    expect(items(await call("ListDepartmentSyncJobs"), "Jobs").map(({ Type }) => Type)).toEqual([
      "CommitDepartmentSync",
      "ValidateDepartmentSync",
    ]);
    expect(await outcome("CommitDepartmentSyncSession", { SessionId: id })).toBe("400 InvalidRequest");
  });

  it("deletes what the source no longer has, beyond a threshold only when that is allowed", async () => {
    await call("BatchUpsertDepartments", { Departments: [eng, back] });
    await plain("CreateDepartment", { Name: "By hand", ParentDepartmentUid: "0" });
    const id = await open();
    await upload(id, eng);
    expect(await call("ValidateDepartmentSyncSession", { SessionId: id })).toMatchObject({
      Plan: { DeptDeleted: 1, DeleteAbsentCount: 1, DeletePct: 0.5, NeedsReview: true },
    });
    expect(await outcome("CommitDepartmentSyncSession", { SessionId: id })).toBe("400 InvalidRequest");
    await call("CommitDepartmentSyncSession", { SessionId: id, AllowExceedDeleteThreshold: true });
    service.wait(60_000);
    expect(await tree()).toBe("Eng()By hand()");
  });

  it("can be cancelled before and while it is applied, ends by itself, and belongs to its source", async () => {
    const id = await open();
    await upload(id, eng);
    expect(await outcome("UploadDepartmentSyncMembers", { SessionId: id, Source: "other" })).toBe(
      "400 InvalidRequest",
    );
    await call("CommitDepartmentSyncSession", { SessionId: id });
    expect(await plain("CancelDepartmentSyncSession", { SessionId: id })).toEqual({ Status: "Canceled" });
    service.wait(60_000);
    expect(await tree()).toBe("");
    const late = await open();
    service.wait(25 * 60 * 60 * 1000);
    expect(await state(late)).toMatchObject({ Status: "Expired" });
    expect(await outcome("UploadDepartmentSyncDepartments", { SessionId: late, Departments: [eng] })).toBe(
      "400 InvalidRequest",
    );
  });
});
