import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { ACCOUNT, items, ok, outcome, sandbox } from "../../client.ts";

let box: Sandbox;
beforeAll(async () => {
  box = await sandbox();
});
afterAll(() => box.close());

describe("CreateNamespace", () => {
  it("answers the namespace, its tags as Key and Value in whichever way they were spelt", async () => {
    const made = await ok(box, "CreateNamespace", {
      NamespaceName: "example",
      Description: "example",
      ProjectName: "project_example",
      Associates: ["tom", "jerry"],
      Tags: [
        { Key: "env", Values: "prod" },
        { Key: "app", Value: "test" },
      ],
    });
    expect(made).toEqual({
      NamespaceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      NamespaceName: "example",
      Trn: `trn:id:cn-beijing:${ACCOUNT}:permissionnamespace/${made.NamespaceId}`,
      Description: "example",
      ProjectName: "project_example",
      Associates: "tom,jerry",
      Tags: [
        { Key: "env", Value: "prod" },
        { Key: "app", Value: "test" },
      ],
      CreateTime: "2026-03-01T12:00:00Z",
      UpdateTime: "2026-03-01T12:00:00Z",
    });
    const read = await ok(box, "GetNamespace", { NamespaceName: "example" });
    expect(read).toEqual({ ...made, Associates: ["tom", "jerry"] });
    expect(await ok(box, "GetNamespace", { NamespaceId: String(made.NamespaceId) })).toEqual(read);
  });

  it("refuses a taken name, bad tags and a bad associate", async () => {
    const NamespaceName = "twice";
    await ok(box, "CreateNamespace", { NamespaceName });
    expect(await outcome(box, "CreateNamespace", { NamespaceName })).toBe("409 Duplicated");
    expect(await outcome(box, "CreateNamespace", { Tags: [{ Key: "env", Values: ["prod"] }] })).toBe(
      "400 InvalidParameter.Tags.1.Values",
    );
    expect(await outcome(box, "CreateNamespace", { Associates: [1] })).toBe(
      "400 InvalidParameter.Associates.1",
    );
  });
});

describe("GetNamespace, UpdateNamespace, DeleteNamespace", () => {
  it("need a namespace that exists", async () => {
    expect(await outcome(box, "GetNamespace")).toBe("400 MissingParameter.NamespaceName");
    expect(await outcome(box, "GetNamespace", { NamespaceName: "absent" })).toBe("404 NotFound");
    expect(await outcome(box, "GetNamespace", { NamespaceId: "absent" })).toBe("404 NotFound");
    expect(await outcome(box, "UpdateNamespace", { NamespaceName: "absent" })).toBe("404 NotFound");
    expect(await outcome(box, "UpdateNamespace", {})).toBe("400 MissingParameter.NamespaceName");
    expect(await outcome(box, "DeleteNamespace", { NamespaceName: "absent" })).toBe("404 NotFound");
  });

  it("change what is given, and delete only what holds no policies", async () => {
    const name = { NamespaceName: "changing" };
    await ok(box, "CreateNamespace", { ...name, Description: "old", Associates: ["a"] });
    expect(await ok(box, "UpdateNamespace", { ...name, Description: "new" })).toMatchObject({
      Success: true,
    });
    expect(await ok(box, "GetNamespace", name)).toMatchObject({ Description: "new", Associates: ["a"] });
    await ok(box, "UpdateNamespace", { ...name, Associates: [] });
    expect(await ok(box, "GetNamespace", name)).toMatchObject({ Description: "new", Associates: [] });

    const Policy = "permit(principal, action, resource);";
    await ok(box, "CreatePolicy", { ...name, PolicyName: "all", Policy });
    expect(await outcome(box, "DeleteNamespace", name)).toBe("400 InvalidRequest");
    expect(await ok(box, "DeletePolicy", { ...name, PolicyName: "all" })).toMatchObject({ Success: true });
    expect(await ok(box, "DeleteNamespace", name)).toMatchObject({ Success: true });
    expect(await outcome(box, "GetNamespace", name)).toBe("404 NotFound");
  });
});

describe("ListNamespaces", () => {
  const ProjectName = "listing";
  const names = async (params: JsonObject = {}) =>
    items(await ok(box, "ListNamespaces", { ProjectName, ...params }), "Namespaces").map(
      (n) => n.NamespaceName,
    );
  let id: string;

  beforeAll(async () => {
    for (const name of ["beta", "alpha", "gamma"]) {
      const made = await ok(box, "CreateNamespace", {
        NamespaceName: name,
        ProjectName,
        Description: `about ${name}`,
        Tags: [{ Key: "first", Value: name[0] ?? "" }],
      });
      id = String(made.NamespaceId);
    }
  });

  it("pages by ten where no size is given, and counts all", async () => {
    expect(await ok(box, "ListNamespaces", { ProjectName })).toMatchObject({
      PageNumber: 1,
      PageSize: 10,
      TotalCount: 3,
    });
    expect(await names({ PageNumber: 2, PageSize: 2 })).toEqual(["gamma"]);
    expect(await outcome(box, "ListNamespaces", { PageSize: 101 })).toBe("400 InvalidParameter.PageSize");
    expect(await outcome(box, "ListNamespaces", { PageNumber: 0 })).toBe("400 InvalidParameter.PageNumber");
  });

  it("filters by id, by parts of name and description, and by tags", async () => {
    expect(await names({ Filter: { Id: id } })).toEqual(["gamma"]);
    expect(await names({ Filter: { Name: "a" } })).toEqual(["beta", "alpha", "gamma"]);
    expect(await names({ Filter: { Name: "lph" } })).toEqual(["alpha"]);
    expect(await names({ Filter: { Description: "about b" } })).toEqual(["beta"]);
    expect(await names({ Filter: { Name: "alpha", Id: id } })).toEqual([]);
    expect(await names({ TagFilters: [{ Key: "first", Values: ["g", "b"] }] })).toEqual(["beta", "gamma"]);
    expect(await names({ Filter: {} })).toHaveLength(3);
  });

  it("sorts", async () => {
    expect(await names({ SortField: "NamespaceName" })).toEqual(["alpha", "beta", "gamma"]);
    expect(await names({ SortField: "NamespaceName", SortDirection: "DESC" })).toEqual([
      "gamma",
      "beta",
      "alpha",
    ]);
    expect(await outcome(box, "ListNamespaces", { SortField: "Trn" })).toBe("400 InvalidParameter.SortField");
  });
});
