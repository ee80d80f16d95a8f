import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService } from "../../service.ts";

let service: Service;
const docs = { NamespaceName: "docs" };
const POLICIES: Readonly<Record<string, string>> = {
  alice: 'permit(principal == User::"alice", action == Action::"read", resource == Doc::"a");',
  staff:
    'permit(principal in Group::"staff", action in [Action::"read", Action::"write"], resource in Folder::"root");',
  users: "permit(principal is User, action, resource);",
  never: 'forbid(principal, action == Action::"delete", resource is Doc);',
  evenings:
    'permit(principal == User::"alice", action == Action::"print", resource) when { context.note == "a (b) ; c" };',
};

beforeAll(async () => {
  service = await startService();
  await service.ok("id:CreateNamespace", docs);
  for (const [PolicyName, Policy] of Object.entries(POLICIES)) {
    await service.ok("id:CreatePolicy", { ...docs, PolicyName, Policy });
  }
  for (const [ResourceKey, ResourceType, ParentResourceKey] of [
    ["root", "Folder", ""],
    ["a", "Doc", "root"],
  ] as const) {
    await service.ok("id:CreateResource", {
      ...docs,
      ResourceKey,
      ResourceType,
      ParentResourceKey,
      ResourceName: ResourceKey,
    });
  }
  await service.ok("id:CreateAction", {
    ...docs,
    ActionKey: "list",
    ActionName: "List",
    ResourceType: "Doc",
  });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const entity = (text: string): JsonObject => {
  const [Type = "", Id = ""] = text.split(":");
  return { Type, Id };
};
const name = (row: JsonObject, field: string): string => {
  const value = row[field];
  if (!isJsonObject(value)) throw new Error(`${field} is not an object`);
  const { Type, Id } = value;
  return `${Type}:${Id}`;
};
/** `policy effect action counterpart`, one a row. */
async function about(kind: "Subject" | "Object", whom: string, more: JsonObject = {}): Promise<string[]> {
  const { Results = [] } = await service.ok(`id:BatchGet${kind}Permissions`, {
    ...docs,
    Tasks: [{ [kind]: entity(whom), ...more }],
  });
  const [first] = items({ Results }, "Results");
  const other = kind === "Subject" ? "Resource" : "Subject";
  return items(first ?? {}, "Data").map(
    (row) => `${row.PolicyName} ${row.Effect} ${name(row, "Action")} ${name(row, other)}`,
  );
}

describe("what the policies say about a subject", () => {
  it("is a row for each policy, action and resource that applies", async () => {
    expect(await about("Subject", "User:alice")).toEqual([
      "alice permit Action:read Doc:a",
      "users permit Action:list Folder:root",
      "users permit Action:list Doc:a",
      "never forbid Action:delete Doc:a",
    ]);
    expect(await about("Subject", "Robot:r")).toEqual(["never forbid Action:delete Doc:a"]);
  });

  it("follows the hierarchy, on both sides", async () => {
    const References = [{ Entity: entity("Robot:r"), Parents: [entity("Group:staff")] }];
    expect(await about("Subject", "Robot:r", { References, Filter: { Effects: ["permit"] } })).toEqual([
      "staff permit Action:read Folder:root",
      "staff permit Action:read Doc:a",
      "staff permit Action:write Folder:root",
      "staff permit Action:write Doc:a",
    ]);
  });

  it("has conditional policies where they are asked for, with their conditions", async () => {
    const { Results = [] } = await service.ok("id:BatchGetSubjectPermissions", {
      ...docs,
      Tasks: [
        { Subject: entity("User:alice"), IncludeConditionalPolicies: true, Filter: { Actions: ["print"] } },
      ],
    });
    expect(Results).toMatchObject([
      {
        TaskIndex: 0,
        TotalCount: 2,
        Data: [
          { PolicyName: "evenings", Conditional: true, Condition: 'when { context.note == "a (b) ; c" }' },
          {},
        ],
      },
    ]);
  });

  it("is filtered and paged, each task by itself", async () => {
    expect(await about("Subject", "User:alice", { Filter: { ObjectTypes: ["Folder"] } })).toEqual([
      "users permit Action:list Folder:root",
    ]);
    expect(await about("Subject", "User:alice", { PageNumber: 2, PageSize: 3 })).toEqual([
      "never forbid Action:delete Doc:a",
    ]);
    const none = await service.outcome("id:BatchGetSubjectPermissions", { ...docs, Tasks: [{}] });
    expect(none).toBe("400 MissingParameter.Tasks.1.Subject");
  });
});

describe("what the policies say about an object", () => {
  it("names the subjects of the policies, and * where everybody is meant", async () => {
    expect(await about("Object", "Doc:a")).toEqual([
      "alice permit Action:read User:alice",
      "staff permit Action:read Group:staff",
      "staff permit Action:write Group:staff",
      "users permit Action:list User:*",
      "never forbid Action:delete *:*",
    ]);
    expect(
      await about("Object", "Doc:a", { Filter: { SubjectTypes: ["Group"], Actions: ["read"] } }),
    ).toEqual(["staff permit Action:read Group:staff"]);
  });
});
