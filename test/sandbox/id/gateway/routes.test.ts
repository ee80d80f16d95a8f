import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";

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

async function home(ServiceName: string): Promise<void> {
  const Backend = { BackendDomain: "orders.internal" };
  await service.ok("id:CreateService", { ServiceName, PermissionSpaceId: space, Backend });
}
const route = (RouteName: string, Path: string, more: JsonObject = {}): JsonObject => ({
  RouteName,
  Path,
  Method: "GET",
  ResourceType: "Order",
  ...more,
});
const creating = (ServiceName: string, Route: JsonObject) =>
  service.outcome("id:CreateRoute", { ServiceName, Route });
const names = async (ServiceName: string, more: JsonObject = {}) =>
  items(await service.ok("id:ListRoutes", { ServiceName, ...more }), "Items").map(
    ({ RouteName }) => RouteName,
  );

describe("routes of a gateway service", () => {
  it("are created as drafts and count in their service", async () => {
    await home("made");
    const ApiSpec = { ActionType: "READ", ActionValue: "list", Extractors: [{ Path: "/id", IsAuth: true }] };
    const made = await service.ok("id:CreateRoute", {
      ServiceName: "made",
      Route: route("orders", "/v1/orders", { Method: "get,Post", ApiSpec }),
    });
    expect(made).toMatchObject({
      Method: "GET,POST",
      PathMatchType: "Exact",
      Priority: 0,
      Status: "draft",
      ApiSpec,
      CreatedAt: service.now().getTime(),
    });
    expect(await service.ok("id:GetRoute", { ServiceName: "made", RouteName: "orders" })).toEqual(made);
    expect(await service.ok("id:GetService", { ServiceName: "made" })).toMatchObject({ RouteCount: 1 });
  });

  it.each([
    ["nothing", {}, "400 MissingParameter.Route.RouteName"],
    ["no path", { RouteName: "a" }, "400 MissingParameter.Route.Path"],
    ["a path without /", route("a", "orders"), "400 InvalidParameter.Route.Path"],
    ["a method that is none", route("a", "/a", { Method: "GET,FETCH" }), "400 InvalidParameter.Route.Method"],
    ["a method twice", route("a", "/a", { Method: "GET,get" }), "400 InvalidParameter.Route.Method"],
    [
      "another kind of match",
      route("a", "/a", { PathMatchType: "Regex" }),
      "400 InvalidParameter.Route.PathMatchType",
    ],
    ["a long name", route("a".repeat(65), "/a"), "400 InvalidParameter.Route.RouteName"],
  ])("are refused with %s", async (_what, given, outcome) => {
    if ((await service.outcome("id:GetService", { ServiceName: "strict" })) !== "200") await home("strict");
    expect(await creating("strict", given)).toBe(outcome);
    expect(await names("strict")).toEqual([]);
  });

  it("need their service", async () => {
    expect(await creating("nowhere", route("a", "/a"))).toBe("404 NotFound");
    expect(await service.outcome("id:CreateRoute", { ServiceName: "nowhere" })).toBe(
      "400 MissingParameter.Route",
    );
    expect(await service.outcome("id:ListRoutes", { ServiceName: "nowhere" })).toBe("404 NotFound");
  });

  it("do not share name, nor path and method at the same priority", async () => {
    await home("distinct");
    expect(await creating("distinct", route("a", "/x", { Method: "GET,POST" }))).toBe("200");
    expect(await creating("distinct", route("a", "/y"))).toBe("409 Duplicated");
    expect(await creating("distinct", route("b", "/x", { Method: "POST" }))).toBe("409 Duplicated");
    expect(await creating("distinct", route("b", "/x", { Method: "ANY" }))).toBe("409 Duplicated");
    expect(await creating("distinct", route("b", "/x", { Method: "PUT" }))).toBe("200");
    expect(await creating("distinct", route("c", "/x", { PathMatchType: "Prefix" }))).toBe("200");
    expect(await creating("distinct", route("d", "/x", { Priority: 1 }))).toBe("200");
    const same = { ServiceName: "distinct", RouteName: "d", Priority: 0 };
    expect(await service.outcome("id:UpdateRoute", same)).toBe("409 Duplicated");
    expect(await service.ok("id:GetRoute", { ServiceName: "distinct", RouteName: "d" })).toMatchObject({
      Priority: 1,
    });
  });

  it("go from draft to active and back; what is changed has to be published again", async () => {
    await home("live");
    const one = { ServiceName: "live", RouteName: "a" };
    await service.ok("id:CreateRoute", { ServiceName: "live", Route: route("a", "/a") });
    expect(await service.ok("id:PublishRoute", one)).toEqual({ Status: "active" });
    const changed = await service.ok("id:UpdateRoute", { ...one, Description: "orders" });
    expect(changed).toMatchObject({ Description: "orders", Status: "draft", Path: "/a" });
    await service.ok("id:PublishRoute", one);
    expect(await service.outcome("id:DeleteRoute", one)).toBe("400 InvalidRequest");
    expect(await service.ok("id:DisableRoute", one)).toMatchObject({ Status: "inactive", RouteName: "a" });
    expect(await service.ok("id:UpdateRoute", { ...one, Priority: 2 })).toMatchObject({ Status: "inactive" });
    expect(await service.outcome("id:UpdateRoute", { ...one, Status: "gone" })).toBe(
      "400 InvalidParameter.Status",
    );
    expect(await service.ok("id:DeleteRoute", one)).toEqual({});
    expect(await service.outcome("id:PublishRoute", one)).toBe("404 NotFound");
  });

  it("are listed by word, method and status, page by page", async () => {
    await home("listed");
    const add = (given: JsonObject) => service.ok("id:CreateRoute", { ServiceName: "listed", Route: given });
    await add(route("c", "/orders", { Method: "POST" }));
    await add(route("a", "/orders"));
    await add(route("b", "/users", { Method: "ANY" }));
    await service.ok("id:PublishRoute", { ServiceName: "listed", RouteName: "b" });
    expect(await names("listed", { SortBy: "RouteName" })).toEqual(["a", "b", "c"]);
    expect(await names("listed", { Keyword: "ORDER" })).toEqual(["c", "a"]);
    expect(await names("listed", { Method: "post" })).toEqual(["c", "b"]);
    expect(await names("listed", { Status: "active" })).toEqual(["b"]);
    const page = await service.ok("id:ListRoutes", { ServiceName: "listed", PageNumber: 2, PageSize: 2 });
    expect(objectIn(page, "PageInfo")).toEqual({ PageNumber: 2, PageSize: 2, TotalCount: 3 });
  });
});

describe("many routes at once", () => {
  async function batch(ServiceName: string, Mode: number | undefined) {
    await home(ServiceName);
    for (const one of [route("kept", "/kept"), route("same", "/same")]) {
      await service.ok("id:CreateRoute", { ServiceName, Route: one });
    }
    await service.ok("id:PublishRoute", { ServiceName, RouteName: "kept" });
    const Routes = [
      route("same", "/new"),
      route("fresh", "/fresh"),
      route("bad", "nopath"),
      route("clash", "/fresh"),
    ];
    const answer = await service.ok("id:BatchCreateRoutes", {
      ServiceName,
      Routes,
      ...(Mode === undefined ? {} : { Mode }),
    });
    const of = (field: string) => items(answer, field).map(({ RouteName }) => RouteName);
    const failed = items(answer, "Failed").map(({ RouteName, Code }) => [RouteName, Code]);
    return { answer, created: of("Created"), updated: of("Updated"), failed };
  }
  const FAILED = [
    ["bad", "InvalidParameter.Route.Path"],
    ["clash", "Duplicated"],
  ];

  it("skip what is there, unless told otherwise; each failure stands alone", async () => {
    const { answer, created, updated, failed } = await batch("skipping", undefined);
    expect({ created, updated, failed }).toEqual({ created: ["fresh"], updated: [], failed: FAILED });
    expect(answer).toMatchObject({ Skipped: ["same"], Deleted: [] });
    expect(await names("skipping", { SortBy: "RouteName" })).toEqual(["fresh", "kept", "same"]);
  });

  it("overwrite what has the same name", async () => {
    const { created, updated, failed } = await batch("overwriting", 1);
    expect({ created, updated, failed }).toEqual({ created: ["fresh"], updated: ["same"], failed: FAILED });
    const same = await service.ok("id:GetRoute", { ServiceName: "overwriting", RouteName: "same" });
    expect(same.Path).toBe("/new");
    expect(await names("overwriting", { SortBy: "RouteName" })).toEqual(["fresh", "kept", "same"]);
  });

  it("delete what is not given, even what is active, where they replace", async () => {
    const { answer } = await batch("replacing", 2);
    expect(answer).toMatchObject({ Deleted: ["kept"], Skipped: [] });
    expect(await names("replacing", { SortBy: "RouteName" })).toEqual(["fresh", "same"]);
  });

  it("know three modes and need their service", async () => {
    await home("modes");
    const outcome = (more: JsonObject) => service.outcome("id:BatchCreateRoutes", { Routes: [], ...more });
    expect(await outcome({ ServiceName: "modes", Mode: 3 })).toBe("400 InvalidParameter.Mode");
    expect(await outcome({ ServiceName: "nowhere" })).toBe("404 NotFound");
  });
});
