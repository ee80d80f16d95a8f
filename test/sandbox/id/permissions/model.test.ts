import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let namespaceId: string;
const docs = { NamespaceName: "docs" };
beforeAll(async () => {
  service = await startService();
  namespaceId = textIn(await service.ok("id:CreateNamespace", docs), "NamespaceId");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

describe("actions of a namespace", () => {
  const read = { ...docs, ActionKey: "read", ActionName: "Read", ResourceType: "Doc" };

  it("are created once for a type of resource, shown, listed and changed", async () => {
    const made = await service.ok("id:CreateAction", read);
    expect(made).toMatchObject({ ActionKey: "read", Enabled: true, NamespaceId: namespaceId });
    expect(await service.outcome("id:CreateAction", read)).toBe("409 Duplicated");
    expect(await service.outcome("id:CreateAction", { ...read, ResourceType: "Folder" })).toBe("200");
    const ActionId = made.ActionId ?? null;
    expect(await service.ok("id:UpdateAction", { ActionId, Description: "look" })).toMatchObject({
      Description: "look",
    });
    const listed = await service.ok("id:ListActions", { ...docs, ResourceType: "Doc" });
    expect(listed).toMatchObject({ TotalCount: 1, Data: [{ ActionId }] });
    await service.ok("id:DeleteAction", { ActionId });
    expect(await service.outcome("id:GetAction", { ActionId })).toBe("404 NotFound");
  });

  it("need a namespace", async () => {
    expect(await service.outcome("id:CreateAction", { ...read, NamespaceName: "none" })).toBe("404 NotFound");
    const { NamespaceName: _, ...without } = read;
    expect(await service.outcome("id:CreateAction", without)).toBe("400 MissingParameter.NamespaceName");
  });
});

describe("resources of a namespace", () => {
  const create = (ResourceKey: string, ParentResourceKey = "") =>
    service.ok("id:CreateResource", {
      ...docs,
      ResourceKey,
      ParentResourceKey,
      ResourceName: ResourceKey,
      ResourceType: "Folder",
    });
  const update = (ResourceKey: string, more: JsonObject) =>
    service.outcome("id:UpdateResource", { ...docs, ResourceKey, ...more });

  it("make a tree with paths, in which nothing lies in itself", async () => {
    await create("root");
    await create("hr", "root");
    expect(await create("pay", "hr")).toMatchObject({ Path: "/root/hr/pay", ParentResourceKey: "hr" });
    expect(await update("root", { ParentResourceKey: "pay" })).toBe("400 InvalidParameter.ParentResourceKey");
    expect(await update("pay", { ParentResourceKey: "pay" })).toBe("400 InvalidParameter.ParentResourceKey");
    expect(await update("pay", { ParentResourceKey: "nowhere" })).toBe("404 NotFound");
    expect(await update("pay", { Properties: "{" })).toBe("400 InvalidParameter.Properties");
    expect(await update("pay", { ParentResourceKey: "root" })).toBe("200");
    expect(await service.ok("id:GetResource", { ...docs, ResourceKey: "pay" })).toMatchObject({
      Path: "/root/pay",
    });
  });

  it("are listed by parent, and not deleted while they have children", async () => {
    const listed = await service.ok("id:ListResources", { ...docs, ParentResourceKey: "root" });
    expect(items(listed, "Data").map(({ ResourceKey }) => ResourceKey)).toEqual(["hr", "pay"]);
    const remove = (ResourceKey: string) => service.outcome("id:DeleteResource", { ...docs, ResourceKey });
    expect(await remove("root")).toBe("400 InvalidRequest");
    expect(await remove("pay")).toBe("200");
  });

  it("lie in what their parents are granted", async () => {
    await service.ok("id:CreatePolicy", {
      ...docs,
      PolicyName: "below-root",
      Policy: 'permit(principal == User::"alice", action, resource in Folder::"root");',
    });
    const check = (Id: string) =>
      service.ok("id:CheckPermission", {
        ...docs,
        Principal: { Type: "User", Id: "alice" },
        Operation: { Type: "Action", Id: "read" },
        Resource: { Type: "Folder", Id },
      });
    expect(await check("hr")).toMatchObject({ Allowed: true });
    expect(await check("elsewhere")).toMatchObject({ Allowed: false });
    await service.ok("id:DeletePolicy", { ...docs, PolicyName: "below-root" });
  });

  it("go with their namespace, which policies alone keep", async () => {
    const own = { NamespaceName: "gone" };
    await service.ok("id:CreateNamespace", own);
    for (const [key, parent] of [
      ["a", ""],
      ["b", "a"],
    ] as const) {
      const resource = { ResourceKey: key, ResourceName: key, ResourceType: "T", ParentResourceKey: parent };
      await service.ok("id:CreateResource", { ...own, ...resource });
    }
    await service.ok("id:CreatePolicy", {
      ...own,
      PolicyName: "p",
      Policy: "permit(principal, action, resource);",
    });
    expect(await service.outcome("id:DeleteNamespace", own)).toBe("400 InvalidRequest");
    await service.ok("id:DeletePolicy", { ...own, PolicyName: "p" });
    expect(await service.outcome("id:DeleteNamespace", own)).toBe("200");
    expect(await service.stored("id.permission-resource")).not.toContain("gone");
  });
});

describe("a permission point", () => {
  const point = (AuthPointId: string, DecisionMode: string, Enabled = true): JsonObject => ({
    NamespaceId: namespaceId,
    AuthPointId,
    AuthPointName: AuthPointId,
    AuthPointType: "Gateway",
    AuthPointLink: "https://a.example",
    DecisionMode,
    Enabled,
  });
  const check = (PermissionPointId: string) =>
    service.ok("id:CheckPermission", {
      ...docs,
      PermissionPointId,
      Principal: { Type: "User", Id: "nobody" },
      Operation: { Type: "Action", Id: "read" },
      Resource: { Type: "Doc", Id: "a" },
    });
  const made = async (...args: Parameters<typeof point>) =>
    textIn(await service.ok("id:CreatePermissionPoint", point(...args)), "PermissionPointId");

  it("is one for each place, named by either of its ids", async () => {
    const PermissionPointId = await made("door", "Enforce");
    expect(await service.outcome("id:CreatePermissionPoint", point("door", "Enforce"))).toBe(
      "409 Duplicated",
    );
    const byPlace = { NamespaceId: namespaceId, AuthPointId: "door" };
    expect(await service.ok("id:GetPermissionPoint", byPlace)).toMatchObject({ PermissionPointId });
    const listed = await service.ok("id:ListPermissionPoints", byPlace);
    expect(listed).toMatchObject({ TotalCount: 1, PermissionPoints: [{ PermissionPointId }] });
    const changed = { ...point("door", "Enforce"), PermissionPointId, AuthPointName: "front" };
    await service.ok("id:UpdatePermissionPoint", changed);
    expect(await service.ok("id:GetPermissionPoint", { PermissionPointId })).toMatchObject({
      AuthPointName: "front",
    });
  });

  it("enforces, observes, or does not check at all", async () => {
    expect(await check(await made("strict", "Enforce"))).toMatchObject({ Allowed: false });
    expect(await check(await made("watch", "Observe"))).toEqual({
      Allowed: true,
      Message: "Only observed. No policy permits this.",
    });
    expect(await check(await made("off", "Enforce", false))).toMatchObject({ Allowed: true });
    expect(await service.outcome("id:CheckPermission", { ...docs, PermissionPointId: "nowhere" })).toBe(
      "404 NotFound",
    );
  });
});
