import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { items } from "../client.ts";
import { objectIn, parsed, type Service, startService, textIn } from "../service.ts";

const TypeName = "Volcengine::ID::Service";
let service: Service;
let space: string;
beforeAll(async () => {
  service = await startService();
  space = textIn(await service.ok("id:CreateNamespace", { NamespaceName: "shop" }), "NamespaceId");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const route = (RouteName: string) => ({
  RouteName,
  Path: `/${RouteName}`,
  Method: "GET",
  ResourceType: "Order",
});
const state = (ServiceName: string, more: JsonObject = {}): JsonObject => ({
  ServiceName,
  PermissionSpaceId: space,
  Backend: { BackendDomain: "orders.internal", EnableTls: true },
  ...more,
});

async function ended(started: JsonObject): Promise<JsonObject> {
  service.wait(1000);
  return service.ok("cloudcontrol:GetTask", { TaskId: textIn(started, "TaskID") });
}
const create = async (TargetState: Json) =>
  ended(await service.ok("cloudcontrol:CreateResource", { TypeName, TargetState }));
const change = async (Identifier: string, PatchDocument: Json) =>
  ended(await service.ok("cloudcontrol:UpdateResource", { TypeName, Identifier, PatchDocument }));
async function shown(Identifier: string): Promise<JsonObject> {
  const found = await service.ok("cloudcontrol:GetResource", { TypeName, Identifier });
  return parsed(objectIn(found, "ResourceDescription").Properties);
}

describe("Volcengine::ID::Service", () => {
  it("makes a service that the id service shows, with its routes", async () => {
    const done = await create(state("orders", { Routes: [route("a"), route("b")], Status: "active" }));
    expect(done.OperationStatus).toBe("SUCCESS");
    const own = await service.ok("id:GetService", { ServiceName: "orders" });
    expect(own).toMatchObject({ ServiceId: done.Identifier, Status: "active", RouteCount: 2 });
    const model = parsed(done.ResourceModel);
    expect(model).toEqual(own);
    expect(model.Routes).toBeUndefined();
    const routes = items(await service.ok("id:ListRoutes", { ServiceName: "orders" }), "Items");
    expect(routes.map(({ Status }) => Status)).toEqual(["active", "active"]);
  });

  it("shows and changes what the id service made", async () => {
    const own = await service.ok("id:CreateService", state("invoices"));
    const id = textIn(own, "ServiceId");
    expect(await shown(id)).toEqual(own);
    const done = await change(id, [
      { op: "replace", path: "/Description", value: "of the shop" },
      { op: "replace", path: "/Tags", value: [{ Key: "env", Value: "prod" }] },
      { op: "replace", path: "/Status", value: "active" },
    ]);
    expect(done.OperationStatus).toBe("SUCCESS");
    expect(await service.ok("id:GetService", { ServiceId: id })).toMatchObject({
      Description: "of the shop",
      Tags: [{ Key: "env", Value: "prod" }],
      Status: "active",
      HijackDomainPublic: expect.any(String),
    });
  });

  it("is deleted with its routes, active ones too", async () => {
    const { Identifier = null } = await create(state("leaving", { Routes: [route("a")], Status: "active" }));
    const done = await ended(await service.ok("cloudcontrol:DeleteResource", { TypeName, Identifier }));
    expect(done.OperationStatus).toBe("SUCCESS");
    expect(await service.outcome("id:GetService", { ServiceName: "leaving" })).toBe("404 NotFound");
    expect(await service.stored("id.gateway-route")).not.toContain("leaving");
  });

  it("keeps what cannot be changed, and fails where the id service refuses", async () => {
    const { Identifier = null } = await create(state("fixed"));
    const patch = [{ op: "replace", path: "/Backend/BackendDomain", value: "other.internal" }];
    expect(
      await service.outcome("cloudcontrol:UpdateResource", { TypeName, Identifier, PatchDocument: patch }),
    ).toMatch(/NotUpdatable/);
    const taken = await create(state("fixed"));
    expect(taken).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "Duplicated" });
    const nowhere = await create(state("nowhere", { PermissionSpaceId: "none" }));
    expect(nowhere).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "NotFound" });
  });

  it("needs a name, a permission space and a backend", async () => {
    const { Backend: _backend, ...rest } = state("short");
    const given = { TypeName, TargetState: rest };
    expect(await service.outcome("cloudcontrol:CreateResource", given)).toMatch(/^400 InvalidParameter/);
  });
});
