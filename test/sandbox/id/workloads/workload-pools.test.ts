import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { ACCOUNT, call, items, ok, outcome, sandbox } from "../../client.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

describe("CreateWorkloadPool", () => {
  it("answers the reference page's example with all of its fields", async () => {
    const reply = await call(box, "CreateWorkloadPool", {
      WorkloadPoolName: "example",
      Description: "example",
      ProjectName: "default",
      Tags: [{ Key: "app", Value: "test" }],
    });
    expect(reply.status).toBe(200);
    expect(reply.body.ResponseMetadata).toEqual({
      RequestId: expect.stringMatching(/^20260301200000[0-9A-F]{18}$/),
      Action: "CreateWorkloadPool",
      Version: "2025-10-30",
      Service: "id",
      Region: "cn-beijing",
    });
    const id = reply.result.WorkloadPoolId;
    expect(reply.result).toEqual({
      WorkloadPoolId: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      WorkloadPoolName: "example",
      Trn: `trn:id:cn-beijing:${ACCOUNT}:workloadpool/${id}`,
      Description: "example",
      ProjectName: "default",
      Tags: [{ Key: "app", Value: "test" }],
      DiscoveryUrl: `${box.url}/workload-pools/${id}/.well-known/openid-configuration`,
      CreatedAt: "2026-03-01T12:00:00Z",
      UpdatedAt: "2026-03-01T12:00:00Z",
    });
  });

  it("refuses a name that is taken, and the name of the default pool", async () => {
    await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "taken" });
    expect(await outcome(box, "CreateWorkloadPool", { WorkloadPoolName: "taken" })).toBe("409 Duplicated");
    expect(await outcome(box, "CreateWorkloadPool", { WorkloadPoolName: "default" })).toBe("409 Duplicated");
  });

  it("lets one of two simultaneous creates of one name through", async () => {
    const both = await Promise.all(
      [1, 2].map(() => outcome(box, "CreateWorkloadPool", { WorkloadPoolName: "race" })),
    );
    expect(both.sort()).toEqual(["200", "409 Duplicated"]);
  });

  it("makes a name where none is given", async () => {
    const made = await ok(box, "CreateWorkloadPool");
    expect(made.WorkloadPoolName).toMatch(/^pool-[0-9a-f]{8}$/);
  });

  it.each([
    [{ WorkloadPoolName: 7 }, "400 InvalidParameter.WorkloadPoolName"],
    [{ WorkloadPoolName: "" }, "400 InvalidParameter.WorkloadPoolName"],
    [{ Tags: [{ Value: "x" }] }, "400 MissingParameter.Tags.1.Key"],
    [{ Tags: [{ Key: "a" }, { Key: "k".repeat(129) }] }, "400 InvalidParameter.Tags.2.Key"],
    [{ Tags: [{ Key: "a", Value: "v".repeat(257) }] }, "400 InvalidParameter.Tags.1.Value"],
    [{ Tags: [{ Key: "a" }, { Key: "a" }] }, "400 InvalidParameter.Tags.2.Key"],
    [{ Tags: {} }, "400 InvalidParameter.Tags"],
    [{ Tags: [null] }, "400 InvalidParameter.Tags.1"],
    [{ Undeclared: 1 }, "400 InvalidParameter.Undeclared"],
  ])("refuses %j with %s and creates nothing", async (params, expected) => {
    const before = (await ok(box, "ListWorkloadPools", { PageNumber: 1, PageSize: 1 })).TotalCount;
    expect(await outcome(box, "CreateWorkloadPool", params)).toBe(expected);
    expect((await ok(box, "ListWorkloadPools", { PageNumber: 1, PageSize: 1 })).TotalCount).toBe(before);
  });
});

describe("the default pool", () => {
  it("is there from the start and is meant where no name is given", async () => {
    const byName = await ok(box, "GetWorkloadPool", { WorkloadPoolName: "default" });
    expect(byName.WorkloadPoolName).toBe("default");
    expect(await ok(box, "GetWorkloadPool")).toEqual(byName);
    expect(await ok(box, "GetWorkloadPool", { WorkloadPoolId: byName.WorkloadPoolId ?? "" })).toEqual(byName);
  });

  it("cannot be deleted, with or without its name", async () => {
    expect(await outcome(box, "DeleteWorkloadPool", { WorkloadPoolName: "default" })).toBe(
      "400 InvalidRequest",
    );
    expect(await outcome(box, "DeleteWorkloadPool")).toBe("400 InvalidRequest");
  });

  it("is what an update without a name changes", async () => {
    await ok(box, "UpdateWorkloadPool", { Description: "changed" });
    expect((await ok(box, "GetWorkloadPool")).Description).toBe("changed");
  });
});

describe("GetWorkloadPool, UpdateWorkloadPool, DeleteWorkloadPool", () => {
  it("say NotFound for what is not there", async () => {
    const absent = { WorkloadPoolName: "absent" };
    expect(await outcome(box, "GetWorkloadPool", absent)).toBe("404 NotFound");
    expect(await outcome(box, "GetWorkloadPool", { WorkloadPoolId: "absent" })).toBe("404 NotFound");
    expect(await outcome(box, "UpdateWorkloadPool", absent)).toBe("404 NotFound");
    expect(await outcome(box, "DeleteWorkloadPool", absent)).toBe("404 NotFound");
  });

  it("find nothing where name and id are those of two pools", async () => {
    const one = await ok(box, "CreateWorkloadPool", { WorkloadPoolName: "one" });
    const both = { WorkloadPoolName: "default", WorkloadPoolId: one.WorkloadPoolId ?? "" };
    expect(await outcome(box, "GetWorkloadPool", both)).toBe("404 NotFound");
  });

  it("delete a pool only once nothing is in it", async () => {
    const pool = { WorkloadPoolName: "to-delete" };
    await ok(box, "CreateWorkloadPool", pool);
    await ok(box, "CreateWorkloadIdentity", { ...pool, Name: "agent" });
    expect((await ok(box, "GetWorkloadPool", pool)).TotalWorkloads).toBe(1);
    expect(await outcome(box, "DeleteWorkloadPool", pool)).toBe("400 InvalidRequest");
    await ok(box, "DeleteWorkloadIdentity", { ...pool, Name: "agent" });
    expect(await ok(box, "DeleteWorkloadPool", pool)).toEqual({});
    expect(await outcome(box, "GetWorkloadPool", pool)).toBe("404 NotFound");
    await ok(box, "CreateWorkloadPool", pool);
  });
});

describe("ListWorkloadPools", () => {
  const page = { PageNumber: 1, PageSize: 100 };
  const names = async (params = {}) =>
    items(
      await ok(box, "ListWorkloadPools", { ...page, ProjectName: "listing", ...params }),
      "WorkloadPools",
    ).map((pool) => pool.WorkloadPoolName);

  beforeAll(async () => {
    for (const [name, env] of [
      ["b", "prod"],
      ["a", "dev"],
      ["c", "prod"],
    ]) {
      await ok(box, "CreateWorkloadPool", {
        WorkloadPoolName: `list-${name}`,
        ProjectName: "listing",
        Tags: [
          { Key: "env", Value: env ?? "" },
          { Key: name ?? "", Value: "" },
        ],
      });
    }
  });

  it("requires page number and size, and bounds them", async () => {
    expect(await outcome(box, "ListWorkloadPools")).toBe("400 MissingParameter.PageNumber");
    expect(await outcome(box, "ListWorkloadPools", { PageNumber: 1 })).toBe("400 MissingParameter.PageSize");
    for (const [PageNumber, PageSize, wrong] of [
      [0, 1, "PageNumber"],
      [1.5, 1, "PageNumber"],
      [1, 101, "PageSize"],
      [1, 0, "PageSize"],
    ] as const) {
      expect(await outcome(box, "ListWorkloadPools", { PageNumber, PageSize })).toBe(
        `400 InvalidParameter.${wrong}`,
      );
    }
  });

  it("pages in order of creation and counts all", async () => {
    expect(await names()).toEqual(["list-b", "list-a", "list-c"]);
    const second = await ok(box, "ListWorkloadPools", { PageNumber: 2, PageSize: 2, ProjectName: "listing" });
    expect(second).toMatchObject({ PageNumber: 2, PageSize: 2, TotalCount: 3 });
    expect(items(second, "WorkloadPools")).toHaveLength(1);
    expect(await names({ PageNumber: 3 })).toEqual([]);
  });

  it("filters by name, by project and by tags, all of which must match", async () => {
    expect(await names({ WorkloadPoolName: "list-a" })).toEqual(["list-a"]);
    expect(await names({ ProjectName: "elsewhere" })).toEqual([]);
    expect(await names({ TagFilters: [{ Key: "env", Values: ["prod"] }] })).toEqual(["list-b", "list-c"]);
    expect(await names({ TagFilters: [{ Key: "env", Values: ["prod", "dev"] }, { Key: "a" }] })).toEqual([
      "list-a",
    ]);
    expect(await names({ TagFilters: [{ Key: "absent" }] })).toEqual([]);
  });

  it("sorts either way and refuses an unknown field or order", async () => {
    expect(await names({ SortBy: "WorkloadPoolName" })).toEqual(["list-a", "list-b", "list-c"]);
    expect(await names({ SortBy: "WorkloadPoolName", SortOrder: "Desc" })).toEqual([
      "list-c",
      "list-b",
      "list-a",
    ]);
    expect(await names({ SortOrder: "DESC" })).toEqual(["list-c", "list-a", "list-b"]);
    expect(await outcome(box, "ListWorkloadPools", { ...page, SortBy: "Colour" })).toBe(
      "400 InvalidParameter.SortBy",
    );
    expect(await outcome(box, "ListWorkloadPools", { ...page, SortOrder: "up" })).toBe(
      "400 InvalidParameter.SortOrder",
    );
  });
});
