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

const BACKEND = { BackendDomain: "orders.internal" };
const wanted = (ServiceName: string, more: JsonObject = {}): JsonObject => ({
  ServiceName,
  PermissionSpaceId: space,
  Backend: BACKEND,
  ...more,
});
const create = (name: string, more: JsonObject = {}) => service.ok("id:CreateService", wanted(name, more));
const route = (RouteName: string, Path: string, more: JsonObject = {}): JsonObject => ({
  RouteName,
  Path,
  Method: "GET",
  ResourceType: "Order",
  ...more,
});

describe("gateway services", () => {
  it("are created as drafts, with the defaults of a backend and the name of the permission space", async () => {
    const made = await create("orders", { Tags: [{ Key: "team", Value: "shop" }] });
    expect(made).toMatchObject({
      ServiceName: "orders",
      Status: "draft",
      BackendType: "custom",
      Backend: {
        BackendDomain: "orders.internal",
        BackendPort: 443,
        EnableTls: true,
        Protocol: "HTTPS",
        TimeoutSeconds: 30,
      },
      PermissionSpaceName: "shop",
      ProjectName: "default",
      RouteCount: 0,
      CreatedAt: service.now().getTime(),
    });
    expect(made.HijackDomainPublic).toBeUndefined();
    expect(await service.ok("id:GetService", { ServiceId: made.ServiceId ?? null })).toEqual(made);
    expect(await service.ok("id:GetService", { ServiceName: "orders" })).toEqual(made);
  });

  it("need one of the two names, and both where both are given", async () => {
    await create("selected");
    expect(await service.outcome("id:GetService", {})).toBe("400 MissingParameter.ServiceName");
    const both = { ServiceName: "selected", ServiceId: "svc-other" };
    expect(await service.outcome("id:GetService", both)).toBe("404 NotFound");
  });

  it("have a name of their own in the account, which can be checked before", async () => {
    expect(await service.ok("id:CheckServiceName", { ServiceName: "taken" })).toEqual({ Available: true });
    await create("taken");
    expect(await service.ok("id:CheckServiceName", { ServiceName: "taken" })).toEqual({ Available: false });
    expect(await service.outcome("id:CreateService", wanted("taken"))).toBe("409 Duplicated");
  });

  it.each([
    ["a permission space that is not there", { PermissionSpaceId: "none" }, "404 NotFound"],
    ["another name of it", { PermissionSpaceName: "bank" }, "400 InvalidParameter.PermissionSpaceName"],
    ["no backend", { Backend: {} }, "400 MissingParameter.Backend.BackendDomain"],
    [
      "a port that is none",
      { Backend: { ...BACKEND, BackendPort: 70_000 } },
      "400 InvalidParameter.Backend.BackendPort",
    ],
    [
      "a protocol that is none",
      { Backend: { ...BACKEND, Protocol: "FTP" } },
      "400 InvalidParameter.Backend.Protocol",
    ],
  ])("are refused with %s", async (_what, more, outcome) => {
    expect(await service.outcome("id:CreateService", wanted("refused", more))).toBe(outcome);
  });

  it("are made with all of their routes or not at all", async () => {
    const twice = { Routes: [route("a", "/a"), route("b", "/a")] };
    expect(await service.outcome("id:CreateService", wanted("halves", twice))).toBe("409 Duplicated");
    expect(await service.ok("id:CheckServiceName", { ServiceName: "halves" })).toEqual({ Available: true });
    const made = await create("halves", { Routes: [route("a", "/a"), route("b", "/b")] });
    expect(made.RouteCount).toBe(2);
  });

  it("are reached once they are published, and their drafts of routes with them", async () => {
    await create("published", { Routes: [route("a", "/a"), route("b", "/b")] });
    await service.ok("id:DisableRoute", { ServiceName: "published", RouteName: "b" });
    const early = { ServiceName: "published", Status: "active" };
    expect(await service.outcome("id:UpdateService", early)).toBe("400 InvalidRequest");

    const answer = await service.ok("id:PublishService", { ServiceName: "published" });
    expect(answer).toMatchObject({ Status: "active" });
    expect(await service.ok("id:GetService", { ServiceName: "published" })).toMatchObject({
      Status: "active",
      HijackDomainPublic: answer.PublicDomain,
      HijackDomainPrivate: answer.PrivateDomain,
    });
    const listed = await service.ok("id:ListRoutes", { ServiceName: "published", SortBy: "RouteName" });
    expect(items(listed, "Items").map(({ RouteName, Status }) => [RouteName, Status])).toEqual([
      ["a", "active"],
      ["b", "inactive"],
    ]);
  });

  it("change description and status; a wrong status is refused", async () => {
    await create("changing");
    service.wait(5);
    const changed = await service.ok("id:UpdateService", { ServiceName: "changing", Description: "slow" });
    expect(changed).toMatchObject({ Description: "slow", Status: "draft" });
    expect(changed.UpdatedAt).not.toBe(changed.CreatedAt);
    const off = await service.ok("id:UpdateService", { ServiceName: "changing", Status: "inactive" });
    expect(off).toMatchObject({ Description: "slow", Status: "inactive" });
    expect(await service.outcome("id:UpdateService", { ServiceName: "changing", Status: "on" })).toBe(
      "400 InvalidParameter.Status",
    );
  });

  it("are not deleted while they have routes", async () => {
    await create("leaving", { Routes: [route("a", "/a")] });
    expect(await service.outcome("id:DeleteService", { ServiceName: "leaving" })).toBe("400 InvalidRequest");
    await service.ok("id:DeleteRoute", { ServiceName: "leaving", RouteName: "a" });
    expect(await service.ok("id:DeleteService", { ServiceName: "leaving" })).toEqual({});
    expect(await service.outcome("id:GetService", { ServiceName: "leaving" })).toBe("404 NotFound");
  });

  it("are opened for the own account only", async () => {
    expect(await service.outcome("id:RegisterService", {})).toBe("200");
    expect(await service.outcome("id:RegisterService", { AccountId: "1" })).toBe("400 InvalidRequest");
  });
});

describe("lists of gateway services", () => {
  const named = async (params: JsonObject) =>
    items(await service.ok("id:ListServices", params), "Items").map(({ ServiceName }) => ServiceName);

  it("are filtered by word, status, kind, permission space, project, template and tags", async () => {
    const bank = textIn(await service.ok("id:CreateNamespace", { NamespaceName: "bank" }), "NamespaceId");
    const own = { PermissionSpaceId: bank, ProjectName: "money" };
    await create("list-a", { ...own, Tags: [{ Key: "env", Value: "prod" }] });
    await create("list-b", { ...own, Tags: [{ Key: "env", Value: "test" }] });
    await service.ok("id:CreateServiceFromTemplate", {
      ServiceName: "list-c",
      ...own,
      TemplateId: "tpl-mcp",
    });
    await service.ok("id:PublishService", { ServiceName: "list-b" });

    const of = (more: JsonObject) => named({ PermissionSpaceId: bank, SortBy: "ServiceName", ...more });
    expect(await of({})).toEqual(["list-a", "list-b", "list-c"]);
    expect(await of({ SortOrder: "Desc", PageNumber: 2, PageSize: 2 })).toEqual(["list-a"]);
    expect(await of({ Keyword: "T-B" })).toEqual(["list-b"]);
    expect(await of({ Status: "active" })).toEqual(["list-b"]);
    expect(await of({ BackendType: "agentkit-mcp" })).toEqual(["list-c"]);
    expect(await of({ TemplateKeyword: "mcp" })).toEqual(["list-c"]);
    expect(await of({ ProjectName: "default" })).toEqual([]);
    expect(await of({ TagFilters: [{ Key: "env", Values: ["test"] }] })).toEqual(["list-b"]);

    const tag = await service.ok("id:DescribeTagOptions", { Keyword: "env:prod" });
    const [option] = items(tag, "Items");
    expect(option?.TagName).toBe("env:prod");
    expect(await of({ TagIds: [option?.TagId ?? ""] })).toEqual(["list-a"]);
  });

  it("say in PageInfo where the page lies", async () => {
    const page = await service.ok("id:ListServices", { Keyword: "list-", PageNumber: 2, PageSize: 2 });
    expect(objectIn(page, "PageInfo")).toEqual({ PageNumber: 2, PageSize: 2, TotalCount: 3 });
    expect(await service.outcome("id:ListServices", { PageSize: 101 })).toBe("400 InvalidParameter.PageSize");
  });
});

describe("templates", () => {
  it("are listed by word and by kind of backend, with their routes", async () => {
    const all = items(await service.ok("id:DescribeTemplateOptions"), "Items");
    expect(all.map(({ TemplateId }) => TemplateId)).toEqual(["tpl-knowledge", "tpl-mcp"]);
    const one = await service.ok("id:DescribeTemplateOptions", { Keyword: "KNOW", BackendType: "viking" });
    expect(items(one, "Items")).toEqual([all[0]]);
    const { Template, Routes } = await service.ok("id:DescribeRouteTemplateOptions", {
      TemplateId: "tpl-knowledge",
    });
    expect(Template).toEqual(all[0]);
    expect(Routes).toHaveLength(3);
    expect(await service.outcome("id:DescribeRouteTemplateOptions", { TemplateId: "none" })).toBe(
      "404 NotFound",
    );
  });

  it("give a service its backend and the chosen routes, or all of them", async () => {
    const from = (ServiceName: string, more: JsonObject = {}) =>
      service.ok("id:CreateServiceFromTemplate", {
        ServiceName,
        PermissionSpaceId: space,
        TemplateId: "tpl-knowledge",
        ...more,
      });
    const all = await from("kb-all");
    expect(all).toMatchObject({ BackendType: "viking", TemplateId: "tpl-knowledge", RouteCount: 3 });
    const some = await from("kb-some", { RouteTemplateIds: ["rt-knowledge-search"] });
    expect(some.RouteCount).toBe(1);
    const added = await service.ok("id:CreateRouteFromTemplate", {
      ServiceName: "kb-some",
      RouteTemplateId: "rt-knowledge-add",
      RouteName: "grow",
    });
    expect(added).toMatchObject({
      RouteName: "grow",
      SourceTemplateId: "rt-knowledge-add",
      Path: "/api/knowledge/documents",
      Status: "draft",
    });
    const wrong = { ServiceName: "kb-some", RouteTemplateId: "rt-mcp-call" };
    expect(await service.outcome("id:CreateRouteFromTemplate", wrong)).toBe("404 NotFound");
  });
});

describe("documents that were handed in", () => {
  it("show the routes that were found, or why there are none", async () => {
    const read = await service.ok("id:GetDocumentStatus", { DocumentId: "doc-orders" });
    expect(read).toMatchObject({ Status: "completed" });
    expect(items(read, "Routes").map(({ RouteName }) => RouteName)).toEqual(["list-orders", "place-order"]);
    const broken = await service.ok("id:GetDocumentStatus", { DocumentId: "doc-broken" });
    expect(broken).toMatchObject({ Status: "failed", Error: "The document is not an OpenAPI document." });
    expect(await service.outcome("id:GetDocumentStatus", { DocumentId: "x" })).toBe("404 NotFound");
  });
});

describe("a permission space", () => {
  it("is not deleted while a service is held against it", async () => {
    const own = textIn(await service.ok("id:CreateNamespace", { NamespaceName: "held" }), "NamespaceId");
    await service.ok("id:CreateService", wanted("holder", { PermissionSpaceId: own }));
    expect(await service.outcome("id:DeleteNamespace", { NamespaceName: "held" })).toBe("400 InvalidRequest");
    await service.ok("id:DeleteService", { ServiceName: "holder" });
    expect(await service.outcome("id:DeleteNamespace", { NamespaceName: "held" })).toBe("200");
  });
});
