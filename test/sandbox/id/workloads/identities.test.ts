import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { ACCOUNT, items, ok, outcome, sandbox } from "../../client.ts";

let box: Sandbox;
const pool = { WorkloadPoolName: "agents" };
beforeAll(async () => {
  box = await sandbox();
  await ok(box, "CreateWorkloadPool", pool);
});
afterAll(() => box.close());

describe("workload identities", () => {
  it("are made in their pool, with all of the reference's fields, and read back", async () => {
    const made = await ok(box, "CreateWorkloadIdentity", {
      ...pool,
      Name: "report-agent",
      Description: "Writes reports",
      Category: "Agent",
      AllowedResourceOauth2ReturnUrls: ["https://app.example.com/return"],
      MetaData: [{ Key: "team", Values: ["a", "b", "a"] }],
    });
    const { WorkloadPoolId } = await ok(box, "GetWorkloadPool", pool);
    expect(made).toEqual({
      ...pool,
      Name: "report-agent",
      Trn: `trn:id:cn-beijing:${ACCOUNT}:workloadpool/${WorkloadPoolId}/workloadidentity/report-agent`,
      Description: "Writes reports",
      Category: "Agent",
      Source: "Manual",
      AllowedResourceOauth2ReturnUrls: ["https://app.example.com/return"],
      MetaData: [{ Key: "team", Values: ["a", "b"] }],
      CreatedAt: "2026-03-01T12:00:00Z",
      UpdatedAt: "2026-03-01T12:00:00Z",
    });
    expect(await ok(box, "GetWorkloadIdentity", { ...pool, Name: "report-agent" })).toEqual(made);
  });

  it("go into the default pool where none is named; a name is taken once per pool", async () => {
    const made = await ok(box, "CreateWorkloadIdentity", { Name: "twin" });
    expect(made.WorkloadPoolName).toBe("default");
    expect(await outcome(box, "CreateWorkloadIdentity", { ...pool, Name: "twin" })).toBe("200");
    for (const place of [{}, { WorkloadPoolName: "default" }, { WorkloadPoolName: "" }, pool]) {
      expect(await outcome(box, "CreateWorkloadIdentity", { ...place, Name: "twin" })).toBe("409 Duplicated");
    }
    await ok(box, "DeleteWorkloadIdentity", { Name: "twin" });
    expect(await outcome(box, "GetWorkloadIdentity", { Name: "twin" })).toBe("404 NotFound");
    expect(await outcome(box, "GetWorkloadIdentity", { ...pool, Name: "twin" })).toBe("200");
  });

  it("need a name, and a pool that exists", async () => {
    expect(await outcome(box, "CreateWorkloadIdentity", pool)).toBe("400 MissingParameter.Name");
    const nowhere = { WorkloadPoolName: "nowhere", Name: "x" };
    for (const action of ["Create", "Get", "Update", "Delete"]) {
      expect(await outcome(box, `${action}WorkloadIdentity`, nowhere)).toBe("404 NotFound");
      if (action !== "Create") {
        expect(await outcome(box, `${action}WorkloadIdentity`, { Name: "absent" })).toBe("404 NotFound");
      }
    }
    const page = { PageNumber: 1, PageSize: 1 };
    expect(await outcome(box, "ListWorkloadIdentities", { ...page, WorkloadPoolName: "nowhere" })).toBe(
      "404 NotFound",
    );
  });

  it("keep names apart that could be mistaken for a pool and a name", async () => {
    await ok(box, "CreateWorkloadPool", { WorkloadPoolName: 'agents","x' });
    await ok(box, "CreateWorkloadIdentity", { WorkloadPoolName: 'agents","x', Name: "y" });
    expect(await outcome(box, "CreateWorkloadIdentity", { ...pool, Name: 'x","y' })).toBe("200");
  });

  it("are listed page by page, filtered and sorted, without their metadata", async () => {
    const shelf = { WorkloadPoolName: "shelf" };
    await ok(box, "CreateWorkloadPool", shelf);
    for (const Name of ["b", "c", "a"]) {
      const more = Name === "a" ? { Category: "Tool" } : {};
      await ok(box, "CreateWorkloadIdentity", { ...shelf, ...more, Name, MetaData: [{ Key: "k" }] });
    }
    const list = (params: JsonObject) =>
      ok(box, "ListWorkloadIdentities", { ...shelf, PageNumber: 1, PageSize: 100, ...params });
    const names = async (params: JsonObject) =>
      items(await list(params), "WorkloadIdentities").map((identity) => identity.Name);
    expect(await names({})).toEqual(["b", "c", "a"]);
    expect(await names({ SortBy: "Name", SortOrder: "desc" })).toEqual(["c", "b", "a"]);
    expect(await names({ Category: "Tool" })).toEqual(["a"]);
    expect(await names({ Name: "c", Source: "Manual" })).toEqual(["c"]);
    expect(await names({ PageSize: 2, PageNumber: 2 })).toEqual(["a"]);
    expect(await list({ PageSize: 2 })).toMatchObject({ TotalCount: 3, PageNumber: 1, PageSize: 2 });
    expect(items(await list({}), "WorkloadIdentities")[0]).not.toHaveProperty("MetaData");
    expect(await outcome(box, "ListWorkloadIdentities", { PageNumber: 1 })).toBe(
      "400 MissingParameter.PageSize",
    );
  });
});

describe("UpdateWorkloadIdentity", () => {
  const agent = { ...pool, Name: "changing" };
  const read = () => ok(box, "GetWorkloadIdentity", agent);
  const update = (params: JsonObject) => ok(box, "UpdateWorkloadIdentity", { ...agent, ...params });
  beforeAll(() =>
    ok(box, "CreateWorkloadIdentity", {
      ...agent,
      Description: "old",
      MetaData: [{ Key: "a", Values: ["1"] }],
    }),
  );

  it("changes what is given and leaves the rest", async () => {
    expect(await update({ AllowedResourceOauth2ReturnUrls: ["https://a.example.com"] })).toEqual({});
    expect(await read()).toMatchObject({
      Description: "old",
      AllowedResourceOauth2ReturnUrls: ["https://a.example.com"],
      MetaData: [{ Key: "a", Values: ["1"] }],
    });
    await update({ Description: "" });
    expect((await read()).Description).toBe("");
  });

  it("replaces or merges metadata, as its mode says", async () => {
    await update({ MetaData: [{ Key: "b", Values: ["2"] }] });
    expect((await read()).MetaData).toEqual([{ Key: "b", Values: ["2"] }]);
    await update({
      MetaDataUpdateMode: "Merge",
      MetaData: [
        { Key: "b", Values: ["3", "2"] },
        { Key: "c", Values: ["4"] },
      ],
    });
    expect((await read()).MetaData).toEqual([
      { Key: "b", Values: ["2", "3"] },
      { Key: "c", Values: ["4"] },
    ]);
    const wrong = { ...agent, MetaDataUpdateMode: "Shuffle", MetaData: [] };
    expect(await outcome(box, "UpdateWorkloadIdentity", wrong)).toBe(
      "400 InvalidParameter.MetaDataUpdateMode",
    );
    await update({ MetaDataUpdateMode: "Replace", MetaData: [] });
    expect((await read()).MetaData).toEqual([]);
  });
});

describe("AddWorkloadMetaData and RemoveWorkloadMetaData", () => {
  const agent = { ...pool, WorkloadIdentity: "labelled" };
  beforeAll(() => ok(box, "CreateWorkloadIdentity", { ...pool, Name: "labelled" }));

  it("answer the metadata as it then is", async () => {
    const added = await ok(box, "AddWorkloadMetaData", {
      ...agent,
      MetaData: [
        { Key: "a", Values: ["1", "2"] },
        { Key: "b", Values: ["3"] },
        { Key: "a", Values: ["4"] },
      ],
    });
    const a = { Key: "a", Values: ["1", "2", "4"] };
    expect(added).toEqual({ ...agent, MetaData: [a, { Key: "b", Values: ["3"] }] });
    const removed = await ok(box, "RemoveWorkloadMetaData", {
      ...agent,
      MetaData: [{ Key: "a", Values: ["2", "absent"] }, { Key: "b" }, { Key: "absent" }],
    });
    expect(removed.MetaData).toEqual([{ Key: "a", Values: ["1", "4"] }]);
    const emptied = await ok(box, "RemoveWorkloadMetaData", {
      ...agent,
      MetaData: [{ Key: "a", Values: ["1", "4"] }],
    });
    expect(emptied.MetaData).toEqual([]);
    expect((await ok(box, "GetWorkloadIdentity", { ...pool, Name: "labelled" })).MetaData).toEqual([]);
  });

  it("need the pool's name and the identity", async () => {
    expect(await outcome(box, "AddWorkloadMetaData", { WorkloadIdentity: "labelled" })).toBe(
      "400 MissingParameter.WorkloadPoolName",
    );
    expect(await outcome(box, "RemoveWorkloadMetaData", { ...pool, WorkloadIdentity: "absent" })).toBe(
      "404 NotFound",
    );
  });
});
