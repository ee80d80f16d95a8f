import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { items, ok, outcome, sandbox } from "../../client.ts";

let box: Sandbox;
const namespace = { NamespaceName: "docs" };
beforeEach(async () => {
  await box?.close();
  box = await sandbox();
  await ok(box, "CreateNamespace", namespace);
});
afterAll(() => box.close());

const entity = (text: string): JsonObject => {
  const [Type = "", Id = ""] = text.split(":");
  return { Type, Id };
};
const policy = (PolicyName: string, Policy: string, more: JsonObject = {}) =>
  ok(box, "CreatePolicy", { ...namespace, PolicyName, Policy, ...more });
const refusal = (params: JsonObject) =>
  outcome(box, "CreatePolicy", { ...namespace, PolicyName: "p", ...params });
const request = (principal: string, action: string, resource: string): JsonObject => ({
  ...namespace,
  Principal: entity(principal),
  Operation: entity(`Action:${action}`),
  Resource: entity(resource),
});
const check = (principal: string, action: string, resource: string, more: JsonObject = {}) =>
  ok(box, "CheckPermission", { ...request(principal, action, resource), ...more });
const allowed = async (...args: Parameters<typeof check>) => (await check(...args)).Allowed;

const READ = 'permit(principal == User::"alice", action == Action::"read", resource == Doc::"a");';

describe("CheckPermission", () => {
  it("allows what a policy permits and nothing else", async () => {
    expect(await check("User:alice", "read", "Doc:a")).toEqual({
      Allowed: false,
      Message: "No policy permits this.",
    });
    await policy("alice-reads", READ);
    expect(await check("User:alice", "read", "Doc:a")).toEqual({
      Allowed: true,
      Message: "Permitted by alice-reads.",
    });
    expect(await allowed("User:bob", "read", "Doc:a")).toBe(false);
    expect(await allowed("Robot:alice", "read", "Doc:a")).toBe(false);
    expect(await allowed("User:alice", "write", "Doc:a")).toBe(false);
    expect(await allowed("User:alice", "read", "Doc:b")).toBe(false);
  });

  it("lets forbid win over permit", async () => {
    await policy("everybody", "permit(principal, action, resource);");
    await policy("not-bob", 'forbid(principal == User::"bob", action, resource);');
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(true);
    expect(await check("User:bob", "read", "Doc:a")).toEqual({
      Allowed: false,
      Message: "Forbidden by not-bob.",
    });
  });

  it("follows the hierarchy that References describe, through any number of steps", async () => {
    await policy(
      "staff",
      'permit(principal in Group::"staff", action in Action::"any", resource in Folder::"root");',
    );
    const References = [
      { Entity: entity("User:alice"), Parents: [entity("Group:writers")] },
      { Entity: entity("Group:writers"), Parents: [entity("Group:staff")] },
      { Entity: entity("Action:read"), Parents: [entity("Action:any")] },
      { Entity: entity("Doc:a"), Parents: [entity("Folder:inner")] },
      // Mentioned twice: both parents count.
      { Entity: entity("Doc:a"), Parents: [entity("Folder:root")] },
    ];
    expect(await allowed("User:alice", "read", "Doc:a", { References })).toBe(true);
    expect(await allowed("User:bob", "read", "Doc:a", { References })).toBe(false);
    expect(await allowed("User:alice", "read", "Doc:a", { References: References.slice(1) })).toBe(false);
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(false);
  });

  it("gives the policies the original callers", async () => {
    await policy(
      "via-agent",
      READ.replace(";", ' when { context.originalCallers.contains(Agent::"helper") };'),
    );
    await policy(
      "no-strangers",
      'forbid(principal, action, resource) when { context.originalCallers.contains(Agent::"stranger") };',
    );
    const via = (...names: string[]) =>
      allowed("User:alice", "read", "Doc:a", {
        OriginalCallers: names.map((name) => entity(`Agent:${name}`)),
      });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(false);
    expect(await via()).toBe(false);
    expect(await via("other")).toBe(false);
    expect(await via("other", "helper")).toBe(true);
    expect(await via("helper", "stranger")).toBe(false);
  });

  it("leaves out disabled policies, also ones that forbid, and those of other namespaces", async () => {
    await policy("alice-reads", READ, { Status: "Disabled" });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(false);
    const update = { ...namespace, PolicyName: "alice-reads", Description: "" };
    await ok(box, "UpdatePolicy", { ...update, Status: "Enabled" });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(true);

    await policy("nobody", "forbid(principal, action, resource);");
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(false);
    await ok(box, "UpdatePolicy", { ...update, PolicyName: "nobody", Status: "disabled" });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(true);

    await ok(box, "CreateNamespace", { NamespaceName: "elsewhere" });
    expect(await allowed("User:alice", "read", "Doc:a", { NamespaceName: "elsewhere" })).toBe(false);
    await ok(box, "DeletePolicy", { ...namespace, PolicyName: "alice-reads" });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(false);
  });

  it("says which policy Cedar left out because it failed", async () => {
    await policy("broken", "forbid(principal, action, resource) when { context.absent };");
    await policy("alice-reads", READ);
    expect(await check("User:alice", "read", "Doc:a")).toEqual({
      Allowed: true,
      Message: expect.stringMatching(
        /^Permitted by alice-reads\. Left out, because they failed: broken \(.*`absent`.*\)\.$/,
      ),
    });
  });

  it("refuses a request that cannot be evaluated", async () => {
    const bad = (more: JsonObject) =>
      outcome(box, "CheckPermission", { ...request("User:alice", "read", "Doc:a"), ...more });
    expect(await bad({ NamespaceName: "absent" })).toBe("404 NotFound");
    expect(await bad({ NamespaceName: null })).toBe("400 MissingParameter.NamespaceName");
    expect(await bad({ Principal: null })).toBe("400 MissingParameter.Principal");
    expect(await bad({ Operation: { Type: "Action" } })).toBe("400 MissingParameter.Operation.Id");
    expect(await bad({ Resource: { Id: "a" } })).toBe("400 MissingParameter.Resource.Type");
    expect(await bad({ Principal: { Type: "My User", Id: "a" } })).toBe(
      "400 InvalidParameter.Principal.Type",
    );
    expect(await bad({ OriginalCallers: [{ Id: "a" }] })).toBe("400 MissingParameter.OriginalCallers.1.Type");
    expect(await bad({ PermissionPointId: "point" })).toBe("404 NotFound");
    const circle = [
      { Entity: entity("G:a"), Parents: [entity("G:b")] },
      { Entity: entity("G:b"), Parents: [entity("G:a")] },
    ];
    expect(await bad({ References: circle })).toBe("400 InvalidParameter.References");
    expect(await bad({ References: [{ Parents: [] }] })).toBe("400 MissingParameter.References.1.Entity");
  });

  it("takes any text as an id", async () => {
    const Id = 'quote " backslash \\ newline \n ?resource \u{1F600}';
    await ok(box, "GrantPermission", {
      ...namespace,
      Principal: { Type: "User", Id },
      Operation: entity("Action:read"),
      Resource: { Type: "App::Doc", Id },
    });
    expect(
      await allowed("User:x", "read", "App:x", {
        Principal: { Type: "User", Id },
        Resource: { Type: "App::Doc", Id },
      }),
    ).toBe(true);
  });
});

describe("CreatePolicy", () => {
  it("answers the policy, and GetPolicy the same", async () => {
    const made = await policy("alice-reads", READ, { Description: "d" });
    const { NamespaceId, Trn } = await ok(box, "GetNamespace", namespace);
    expect(made).toEqual({
      PolicyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      PolicyName: "alice-reads",
      NamespaceId,
      Trn: `${Trn}/policy/${made.PolicyId}`,
      Policy: READ,
      Description: "d",
      CreateTime: "2026-03-01T12:00:00Z",
      UpdateTime: "2026-03-01T12:00:00Z",
    });
    expect(await ok(box, "GetPolicy", { ...namespace, PolicyName: "alice-reads" })).toEqual(made);
  });

  it.each([
    ["nonsense"],
    ["permit(principal, action, resource)"],
    ["permit(principal, action);"],
    ['permit(principal, action == Operation::"x", resource);'],
    ["permit(principal == ?principal, action, resource);"],
    ["permit(principal, action, resource); permit(principal, action, resource);"],
    ["// nothing"],
  ])("refuses what is not one Cedar policy: %s", async (Policy) => {
    expect(await refusal({ Policy })).toBe("400 InvalidParameter.Policy");
    expect(items(await ok(box, "ListPolicies", namespace), "Data")).toEqual([]);
  });

  it("refuses a taken name, an unknown namespace or status, and neither or both forms", async () => {
    await policy("taken", READ);
    expect(await refusal({ PolicyName: "taken", Policy: READ })).toBe("409 Duplicated");
    expect(await refusal({ NamespaceName: "absent", Policy: READ })).toBe("404 NotFound");
    expect(await refusal({ NamespaceName: null, Policy: READ })).toBe("400 MissingParameter.NamespaceName");
    expect(await refusal({ Policy: READ, Status: "Maybe" })).toBe("400 InvalidParameter.Status");
    expect(await refusal({})).toBe("400 MissingParameter.Policy");
    expect(await refusal({ Policy: READ, Definition: { Effect: "permit" } })).toBe(
      "400 InvalidParameter.Definition",
    );
  });

  it("writes Cedar from a definition", async () => {
    const define = async (PolicyName: string, Definition: JsonObject) =>
      (await ok(box, "CreatePolicy", { ...namespace, PolicyName, Definition })).Policy;
    expect(
      await define("one", {
        Effect: "Allow",
        Principal: 'User::"alice"',
        Operation: 'action in [Action::"read", Action::"list"]',
        Resource: "*",
        Condition: 'resource in Folder::"f"',
      }),
    ).toBe(
      'permit (principal == User::"alice", action in [Action::"read", Action::"list"], resource) when { resource in Folder::"f" };',
    );
    expect(await define("two", { Effect: "forbid", Condition: "unless { true }" })).toBe(
      "forbid (principal, action, resource) unless { true };",
    );
    expect(await refusal({ Definition: {} })).toBe("400 MissingParameter.Definition.Effect");
    expect(await refusal({ Definition: { Effect: "perhaps" } })).toBe(
      "400 InvalidParameter.Definition.Effect",
    );
    const breakout = { Effect: "forbid", Principal: "principal, action, resource); permit(principal" };
    expect(await refusal({ Definition: breakout })).toBe("400 InvalidParameter.Definition");
    const listed = items(await ok(box, "ListPolicies", namespace), "Data");
    expect(listed.map((p) => p.Definition)).toMatchObject([{ Effect: "Allow" }, { Effect: "forbid" }]);
  });
});

describe("GrantPermission", () => {
  const grant = (more: JsonObject) =>
    ok(box, "GrantPermission", { ...request("User:alice", "read", "Doc:a"), PolicyName: "grant", ...more });

  it("stores a policy that permits just this", async () => {
    const made = await grant({});
    expect(made).toMatchObject({ PolicyName: "grant", Policy: expect.stringContaining('User::"alice"') });
    expect(await allowed("User:alice", "read", "Doc:a")).toBe(true);
    expect(await allowed("User:alice", "write", "Doc:a")).toBe(false);
    expect(await ok(box, "GetPolicy", { ...namespace, PolicyName: "grant" })).toEqual(made);
  });

  it("takes operators: a group, or all of a type", async () => {
    await grant({
      Principal: { ...entity("Group:staff"), Operator: "in" },
      Resource: { Type: "Doc" },
    });
    const References = [{ Entity: entity("User:bob"), Parents: [entity("Group:staff")] }];
    expect(await allowed("User:bob", "read", "Doc:anything", { References })).toBe(true);
    expect(await allowed("User:bob", "read", "Folder:anything", { References })).toBe(false);
    expect(await allowed("User:bob", "read", "Doc:anything")).toBe(false);
  });

  it("can forbid, and can bind to a chain of callers that must all be in it", async () => {
    await policy("everybody", "permit(principal, action, resource);");
    await grant({ Effect: "Deny", OriginalCallers: [entity("Agent:one"), entity("Agent:two")] });
    const via = (...names: string[]) =>
      allowed("User:alice", "read", "Doc:a", {
        OriginalCallers: names.map((name) => entity(`Agent:${name}`)),
      });
    expect(await via("one")).toBe(true);
    expect(await via("two", "one")).toBe(false);
  });

  it("never grants to everyone by leaving something out", async () => {
    const bad = (more: JsonObject) =>
      outcome(box, "GrantPermission", { ...request("User:alice", "read", "Doc:a"), ...more });
    expect(await bad({ Principal: null })).toBe("400 MissingParameter.Principal");
    expect(await bad({ Operation: null })).toBe("400 MissingParameter.Operation");
    expect(await bad({ Resource: null })).toBe("400 MissingParameter.Resource");
    expect(await bad({ Principal: {} })).toBe("400 MissingParameter.Principal.Type");
    expect(await bad({ Principal: { Type: "User", Operator: "==" } })).toBe(
      "400 MissingParameter.Principal.Id",
    );
    expect(await bad({ Operation: { Type: "Operation", Id: "x" } })).toBe(
      "400 InvalidParameter.Operation.Type",
    );
    expect(await bad({ Resource: { ...entity("Doc:a"), Operator: "like" } })).toBe(
      "400 InvalidParameter.Resource.Operator",
    );
    expect(await bad({ OriginalCallers: [{ ...entity("Agent:a"), Operator: "in" }] })).toBe(
      "400 InvalidParameter.OriginalCallers.1.Operator",
    );
    expect(await bad({ Definition: { Effect: "permit" } })).toBe("400 InvalidParameter.Definition");
    expect(await bad({ NamespaceName: "absent" })).toBe("404 NotFound");
    expect(items(await ok(box, "ListPolicies", namespace), "Data")).toEqual([]);
  });
});

describe("ListPolicies, UpdatePolicy, DeletePolicy", () => {
  it("list with status, by namespace or all, filtered and paged", async () => {
    await policy("b", READ, { Description: "first" });
    await policy("a", READ, { Status: "DISABLED" });
    await ok(box, "CreateNamespace", { NamespaceName: "other" });
    await policy("c", READ, { NamespaceName: "other" });
    const names = async (params: JsonObject) =>
      items(await ok(box, "ListPolicies", params), "Data").map((p) => p.PolicyName);
    expect(await names(namespace)).toEqual(["b", "a"]);
    expect(await names({})).toEqual(["b", "a", "c"]);
    expect(await names({ ...namespace, SortField: "PolicyName" })).toEqual(["a", "b"]);
    expect(await names({ Filter: { Description: "fir" } })).toEqual(["b"]);
    expect(await names({ PageNumber: 2, PageSize: 2 })).toEqual(["c"]);
    const statuses = items(await ok(box, "ListPolicies", namespace), "Data").map((p) => p.Status);
    expect(statuses).toEqual(["Enabled", "Disabled"]);
    expect(await outcome(box, "ListPolicies", { NamespaceName: "absent" })).toBe("404 NotFound");
  });

  it("update description and status, which are both required", async () => {
    await policy("p", READ);
    const update = { ...namespace, PolicyName: "p" };
    expect(await outcome(box, "UpdatePolicy", { ...update, Status: "Enabled" })).toBe(
      "400 MissingParameter.Description",
    );
    expect(await outcome(box, "UpdatePolicy", { ...update, Description: "d" })).toBe(
      "400 MissingParameter.Status",
    );
    const both = { ...update, Description: "d", Status: "Disabled" };
    expect(await ok(box, "UpdatePolicy", both)).toMatchObject({ Success: true });
    expect(await ok(box, "GetPolicy", update)).toMatchObject({ Description: "d" });
    expect(await outcome(box, "UpdatePolicy", { ...both, PolicyName: "absent" })).toBe("404 NotFound");
  });

  it("delete once", async () => {
    await policy("p", READ);
    const name = { ...namespace, PolicyName: "p" };
    expect(await ok(box, "DeletePolicy", name)).toMatchObject({ Success: true });
    expect(await outcome(box, "DeletePolicy", name)).toBe("404 NotFound");
    expect(await outcome(box, "GetPolicy", name)).toBe("404 NotFound");
  });
});
