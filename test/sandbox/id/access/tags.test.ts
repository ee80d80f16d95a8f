import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let pool: JsonObject;
let other: JsonObject;
beforeAll(async () => {
  service = await startService();
  const env = { Tags: [{ Key: "env", Value: "test" }] };
  pool = await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents", ...env });
  other = await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "tools" });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const poolId = (of: JsonObject) => textIn(of, "WorkloadPoolId");
const tagsOf = async (WorkloadPoolName: string) =>
  (await service.ok("id:GetWorkloadPool", { WorkloadPoolName })).Tags;
const rows = async (params: JsonObject) =>
  items(
    await service.ok("id:ListTagsForResources", { ResourceType: "workloadpool", ...params }),
    "ResourceTags",
  ).map(({ ResourceId, TagKey, TagValue }) => [ResourceId, TagKey, TagValue]);

describe("tags of Agent Identity resources", () => {
  it("are set on several resources, by id or TRN; a key that is there gets the new value", async () => {
    await service.ok("id:TagResources", {
      ResourceType: "workloadpool",
      ResourceIds: [poolId(pool), textIn(other, "Trn")],
      Tags: [
        { Key: "env", Value: "prod" },
        { Key: "team", Value: "shop" },
      ],
    });
    const both = [
      { Key: "env", Value: "prod" },
      { Key: "team", Value: "shop" },
    ];
    expect(await tagsOf("agents")).toEqual(both);
    expect(await tagsOf("tools")).toEqual(both);
  });

  it("are taken off by their keys", async () => {
    const untag = { ResourceType: "workloadpool", ResourceIds: [poolId(other)], TagKeys: ["env", "none"] };
    await service.ok("id:UntagResources", untag);
    expect(await tagsOf("tools")).toEqual([{ Key: "team", Value: "shop" }]);
  });

  it("are listed one row a tag, by ids and by what a resource is tagged with", async () => {
    expect(await rows({ ResourceIds: [poolId(other)] })).toEqual([[poolId(other), "team", "shop"]]);
    expect(await rows({ TagFilters: [{ Key: "env", Values: ["prod"] }] })).toEqual([
      [poolId(pool), "env", "prod"],
      [poolId(pool), "team", "shop"],
    ]);
    const first = await service.ok("id:ListTagsForResources", {
      ResourceType: "workloadpool",
      MaxResults: 2,
    });
    expect(items(first, "ResourceTags")).toHaveLength(2);
    expect(await rows({ MaxResults: 2, NextToken: first.NextToken ?? null })).toEqual([
      [poolId(other), "team", "shop"],
    ]);
  });

  it("change on all resources or on none", async () => {
    const one = { ResourceType: "workloadpool", ResourceIds: [poolId(pool), "none"] };
    const tag = { ...one, Tags: [{ Key: "env", Value: "dev" }] };
    expect(await service.outcome("id:TagResources", tag)).toBe("404 NotFound");
    expect(await rows({ TagFilters: [{ Key: "env", Values: ["dev"] }] })).toEqual([]);
  });

  it("are found on user pools, namespaces and gateway services too", async () => {
    const user = await service.ok("id:CreateUserPool", { Name: "staff" });
    const space = await service.ok("id:CreateNamespace", { NamespaceName: "shop" });
    const gateway = await service.ok("id:CreateService", {
      ServiceName: "orders",
      PermissionSpaceId: space.NamespaceId ?? null,
      Backend: { BackendDomain: "orders.internal" },
    });
    const Tags = [{ Key: "cost", Value: "7" }];
    for (const [ResourceType, id] of [
      ["userpool", user.Uid],
      ["permissionnamespace", space.NamespaceId],
      ["service", gateway.ServiceId],
    ]) {
      await service.ok("id:TagResources", { ResourceType: `${ResourceType}`, ResourceIds: [`${id}`], Tags });
      const listed = await service.ok("id:ListTagsForResources", { ResourceType: `${ResourceType}` });
      expect(items(listed, "ResourceTags")).toEqual([
        { ResourceType, ResourceId: id, TagKey: "cost", TagValue: "7" },
      ]);
    }
  });

  it.each([
    ["a type whose records carry none", { ResourceType: "trustanchor" }, "400 InvalidParameter.ResourceType"],
    ["no resources", { ResourceIds: [] }, "400 MissingParameter.ResourceIds"],
    ["no tags", { Tags: [] }, "400 MissingParameter.Tags"],
    ["a key twice", { Tags: [{ Key: "a" }, { Key: "a" }] }, "400 InvalidParameter.Tags.2.Key"],
  ])("are refused with %s", async (_what, more, outcome) => {
    const given = { ResourceType: "workloadpool", ResourceIds: [poolId(pool)], Tags: [{ Key: "a" }] };
    expect(await service.outcome("id:TagResources", { ...given, ...more })).toBe(outcome);
  });
});
