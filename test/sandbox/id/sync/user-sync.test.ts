import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: string;
let ConnectionUid: string;
let count = 0;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  count += 1;
  pool = textIn(await service.ok("id:CreateUserPool", { Name: `pool ${count}` }), "Uid");
  const wecom = {
    Name: "office",
    AgentId: "1",
    CorpId: "corp",
    Secret: "secret",
    Enabled: true,
    AuthorizationEndpoint: "https://office.example/authorize",
    TokenEndpoint: "https://office.example/token",
    UserEndpoint: "https://office.example/user",
    DetailedUserInfoEndpoint: "https://office.example/detail",
  };
  ConnectionUid = textIn(await call("CreateIdentityProviderWeCom", wecom), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const call = (action: string, more: JsonObject = {}) =>
  service.ok(`id:${action}`, { UserPoolUid: pool, ...more });
const outcome = (action: string, more: JsonObject = {}) =>
  service.outcome(`id:${action}`, { UserPoolUid: pool, ...more });
const page = { PageNumber: 1, PageSize: 20 };
const total = async () => (await call("ListUsers")).TotalCount;
const file = (...lines: string[]) => Buffer.from(lines.join("\r\n")).toString("base64");

describe("a user sync from a connection", () => {
  it("fetches, then merges by itself, and links who came to the connection", async () => {
    const TaskUid = textIn(await call("CreateTaskRetrieveUserSync", { ConnectionUid }), "TaskUid");
    expect(await call("GetTaskStateUserSync", { TaskUid })).toMatchObject({
      State: "Running",
      SkipMerge: false,
    });
    expect(await total()).toBe(0);
    service.wait(60_000);
    const state = await call("GetTaskStateUserSync", { TaskUid });
    expect(state).toMatchObject({ State: "Success", MergeTaskResult: { AddedCount: 5, FailedCount: 0 } });
    const users = items(await call("ListUsers", { Filter: { Connection: ConnectionUid } }), "Data");
    expect(users).toHaveLength(5);
    expect(users[0]).toMatchObject({
      Name: "Sandbox Person One",
      ExternalIdentities: [{ ConnectionUid, LinkSource: "Sync", ConnectionType: "WeCom" }],
    });
    const again = textIn(await call("CreateTaskRetrieveUserSync", { ConnectionUid }), "TaskUid");
    service.wait(60_000);
    expect(await call("GetTaskStateUserSync", { TaskUid: again })).toMatchObject({
      MergeTaskResult: { AddedCount: 0, NoChangeCount: 5 },
    });
    expect(await total()).toBe(5);
  });

  it("waits for a person about who clashes with the pool, and does then what is said", async () => {
    const alice = textIn(await call("CreateUser", { Name: "alice", Email: "alice@example.com" }), "Uid");
    const start = { ConnectionUid, SkipMergeTask: true };
    const TaskUid = textIn(await call("CreateTaskRetrieveUserSync", start), "TaskUid");
    expect(await outcome("CreateTaskMergeUserSync", { TaskUid })).toBe("400 InvalidRequest");
    service.wait(60_000);
    const clash = { TaskUid, ...page, Filter: { ConflictFields: ["Email"] } };
    const [one = {}] = items(await call("ListRetrieveUserSyncUsers", clash), "Data");
    expect(one).toMatchObject({
      UserUid: alice,
      UserAction: "Ignore",
      Status: "Pending",
      CurrentUser: { Name: "alice" },
      NewUser: { Name: "Sandbox Person One" },
    });
    const update = (SyncUser: JsonObject) =>
      call("UpdateRetrieveUserSyncUser", { TaskUid, UserSyncUid: textIn(one, "Uid"), SyncUser });
    expect(await update({ UserAction: "Merge", NewName: "Alice" })).toMatchObject({
      UserAction: "Merge",
      NewUser: { Name: "Alice" },
    });
    const wrong = { TaskUid, UserSyncUid: textIn(one, "Uid"), SyncUser: { UserAction: "Eat" } };
    expect(await outcome("UpdateRetrieveUserSyncUser", wrong)).toBe(
      "400 InvalidParameter.SyncUser.UserAction",
    );
    const merge = await call("CreateTaskMergeUserSync", { TaskFilter: { Type: "RetrieveUserSync" } });
    expect(merge).toMatchObject({ SourceTaskUid: TaskUid });
    expect(await outcome("CreateTaskMergeUserSync", { TaskUid })).toBe("400 InvalidRequest");
    service.wait(60_000);
    expect(await call("GetTaskStateUserSync", { TaskUid: textIn(merge, "TaskUid") })).toMatchObject({
      RetrieveTaskUid: TaskUid,
      MergeTaskResult: { AddedCount: 4, MergedCount: 1 },
    });
    expect(await call("GetUser", { UserUid: alice })).toMatchObject({
      Name: "Alice",
      ExternalIdentities: [{ ConnectionUid }],
    });
    const results = { TaskUid: textIn(merge, "TaskUid"), ...page, Filter: { Status: "Success" } };
    expect(await call("ListMergeUserSyncResultUsers", results)).toMatchObject({ TotalCount: 5 });
  });

  it("stops when it is cancelled", async () => {
    const TaskUid = textIn(await call("CreateTaskRetrieveUserSync", { ConnectionUid }), "TaskUid");
    expect(await call("CancelTaskUserSync", { TaskUid })).toMatchObject({ State: "Canceled" });
    service.wait(60_000);
    expect(await total()).toBe(0);
    expect(await outcome("CancelTaskUserSync", { TaskUid })).toBe("400 InvalidRequest");
    expect(await outcome("GetTaskStateUserSync", { TaskUid: "gone" })).toBe("404 NotFound");
    expect(await outcome("CreateTaskRetrieveUserSync", { ConnectionUid: "gone" })).toBe("404 NotFound");
  });
});

describe("a user sync from a file", () => {
  it("takes rows apart by the identifier, and says which it cannot take", async () => {
    await call("CreateUser", { Name: "alice", Email: "alice@example.com" });
    const started = await call("CreateTaskRetrieveUserSyncAttachment", {
      UniqueUserIdentifier: "Email",
      AttachmentFileB64: file(
        "Name,Email",
        '"Alice, A.",alice@example.com',
        "bob,bob@example.com",
        "nobody,",
        "bob,BOB@example.com",
      ),
    });
    expect(started).toMatchObject({
      ErrorsStructured: [
        { Index: 2, ErrorType: "MissingParameter" },
        { Index: 3, ErrorType: "Duplicated" },
      ],
    });
    service.wait(60_000);
    expect(await call("GetTaskStateUserSync", { TaskUid: textIn(started, "TaskUid") })).toMatchObject({
      MergeTaskResult: { AddedCount: 1, MergedCount: 1 },
    });
    const users = items(await call("ListUsers"), "Data").map(({ Name }) => Name);
    expect(users).toEqual(["Alice, A.", "bob"]);
  });

  it("sets no passwords and knows its columns and modes", async () => {
    const start = (AttachmentFileB64: string, more = {}) =>
      outcome("CreateTaskRetrieveUserSyncAttachment", {
        UniqueUserIdentifier: "Email",
        AttachmentFileB64,
        ...more,
      });
    const rows = file("Email", "a@example.com");
    expect(await start(file("Email,Password", "a@example.com,correct horse"))).toBe(
      "400 InvalidParameter.AttachmentFileB64",
    );
    expect(await start(file("Email,Shoe", "a@example.com,44"))).toBe(
      "400 InvalidParameter.AttachmentFileB64",
    );
    expect(await start(rows, { OperationMode: "Burn" })).toBe("400 InvalidParameter.OperationMode");
    expect(await start(rows, { UniqueUserIdentifier: "Shoe" })).toBe(
      "400 InvalidParameter.UniqueUserIdentifier",
    );
  });
});

describe("people whom an app may see", () => {
  it("are fetched with their departments, counted, and brought in", async () => {
    const start = { ConnectionUid, SyncDepartments: true };
    const TaskUid = textIn(await call("CreateTaskRetrieveAppVisibleUsers", start), "TaskUid");
    expect(await outcome("CreateTaskCommitAppVisibleUsers", { StagingTaskUid: TaskUid })).toBe(
      "400 InvalidRequest",
    );
    service.wait(60_000);
    const state = await call("GetTaskStateRetrieveAppVisibleUsers", { TaskUid });
    expect(objectIn(state, "RetrieveAppVisibleUsersTaskResult")).toMatchObject({
      VisibleUserCount: 5,
      StagedDepartmentCount: 3,
      StagedDepartmentMemberCount: 5,
      DepartmentDeletePreviewCount: 0,
    });
    expect(await total()).toBe(0);
    const commit = await call("CreateTaskCommitAppVisibleUsers", { StagingTaskUid: TaskUid });
    service.wait(60_000);
    const listed = await call("ListCommitAppVisibleUsers", { TaskUid: textIn(commit, "TaskUid"), ...page });
    expect(items(listed, "Data").map(({ IdpUserId, Status }) => [IdpUserId, Status])).toContainEqual([
      "sandbox-person-1",
      "Success",
    ]);
    expect(await call("GetDepartment", { DepartmentUid: "0" })).toMatchObject({ MemberCount: 5 });
    const failed = { TaskUid: textIn(commit, "TaskUid"), ...page, Statuses: ["Failed"] };
    expect(await call("ListCommitAppVisibleUsers", failed)).toMatchObject({ TotalCount: 0 });
  });
});
