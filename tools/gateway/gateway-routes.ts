/** Routes of gateway services: which calls go through, and what the policies are asked about each (id). */
import * as z from "zod";
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  listOf,
  name,
  pageNumber,
  pageSize,
  rowsOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import {
  apiSpecOutput,
  pageInfoOutput,
  permissionPool,
  route,
  routeOutput,
  routeSettings,
  serviceName,
  sortBy,
  sortOrder,
  templateOutput,
} from "./gateway-route-fields.ts";

const family = "gateway-routes";

const oneRoute = () => ({
  ServiceName: serviceName(),
  RouteName: name("RouteName from CreateRoute or ListRoutes"),
});

/** A route decides what is checked and what passes: whoever changes one can open a way around the policies. */
const change = { service: "id", family, escalates: true } as const satisfies Partial<Action>;

const createRoute = defineAction({
  ...change,
  name: "CreateRoute",
  effect: "create",
  title: "Create a gateway route",
  zh: "创建网关路由",
  summary:
    "Adds a route to a gateway service: which paths and methods it means and, in ApiSpec, what the policies are asked about a call. It takes effect with PublishRoute. Several at once: BatchCreateRoutes.",
  synonyms: [
    "map an endpoint; protect a path; URL rule; expose an API; expose a path; new endpoint; add an URL; forward a path; let a path through; open an endpoint",
    "接口映射; 新增接口; 路径规则; 新增路径; 加一个接口; 开放接口; 暴露接口; 新接口走网关; 转发路径; 放开一个路径; 加一条路径; 新开接口",
  ],
  exampleShows: ["Route"],
  prerequisites: ["id:ListServices", "id:ListRoutes"],
  input: () => ({ ServiceName: serviceName(), Route: route().optional() }),
  output: routeOutput,
  lookup: {
    action: "id:ListRoutes",
    by: ["ServiceName"],
    among: { list: "Items", by: { "Route.RouteName": "RouteName" } },
  },
});

const createRouteFromTemplate = defineAction({
  ...change,
  name: "CreateRouteFromTemplate",
  effect: "create",
  title: "Create a gateway route from a template",
  zh: "从模板创建网关路由",
  summary:
    "Adds a ready-made route to a gateway service that was made from a template; see DescribeRouteTemplateOptions. It takes effect with PublishRoute.",
  synonyms: [
    "built-in API; predefined endpoint; ready-made route; endpoint from the catalog",
    "预置接口; 模板路由; 用模板加路由; 现成的路由; 勾一个现成接口; 从目录里加接口",
  ],
  prerequisites: ["id:GetService", "id:DescribeRouteTemplateOptions"],
  input: () => ({
    ServiceName: serviceName(),
    RouteTemplateId: name("RouteTemplateId from DescribeRouteTemplateOptions"),
    RouteName: name("Name of the new route, instead of the template's").optional(),
    PermissionPool: permissionPool(),
  }),
  output: routeOutput,
  lookup: {
    action: "id:ListRoutes",
    by: ["ServiceName"],
    among: { list: "Items", by: { RouteName: "RouteName" } },
  },
});

const batchCreateRoutes = defineAction({
  ...change,
  name: "BatchCreateRoutes",
  // By its mode it may overwrite routes, and its answer has a list of those that it deleted.
  effect: "delete",
  items: "uncountable",
  title: "Create or replace many gateway routes",
  zh: "批量创建网关路由",
  summary:
    "Adds many routes to a gateway service at once. Depending on Mode it also overwrites or DELETES routes that are there: save ListRoutes first, and read Deleted and Failed in the answer. One route is safer with CreateRoute.",
  synonyms: [
    "bulk import; OpenAPI import; sync all endpoints; many endpoints at once; upload routes; import an OpenAPI file; all endpoints of a spec in one go",
    "导入路由; 批量导入接口; 覆盖路由; 一次加很多路由; 一次导入多个接口; openapi 文件导进网关; 把接口都导进来; 接口文档整批导入",
  ],
  exampleShows: ["Routes"],
  prerequisites: ["id:ListRoutes", "id:GetDocumentStatus"],
  input: () => ({
    ServiceName: serviceName(),
    Routes: listOf(route(), "The routes").optional(),
    Mode: z.int32().describe("What becomes of routes already there, the service's number").optional(),
  }),
  output: () => ({
    Created: rowsOutput(routeOutput()),
    Updated: rowsOutput(routeOutput()),
    Skipped: textsOutput(),
    Deleted: textsOutput(),
    Failed: rowsOutput({ RouteName: textOutput(), Code: textOutput(), Message: textOutput() }),
  }),
});

const getRoute = defineAction({
  service: "id",
  name: "GetRoute",
  family,
  effect: "read",
  title: "Get a gateway route",
  zh: "查看网关路由",
  summary:
    "Shows one route of a gateway service: path, methods, status, and what the policies are asked about a call.",
  synonyms: [
    "endpoint details; is a path protected; what does a path check; is an endpoint protected; path, method and priority; how is an endpoint matched",
    "路由详情; 接口鉴权配置; 路径是否保护; 路径鉴权; 匹配路径; 方法和优先级; 接口怎么匹配",
  ],
  prerequisites: ["id:ListRoutes"],
  input: oneRoute,
  output: routeOutput,
});

const listRoutes = defineAction({
  service: "id",
  name: "ListRoutes",
  family,
  effect: "read",
  title: "List gateway routes",
  zh: "列出网关路由",
  summary: "Lists the routes of one gateway service, page by page, filtered by word, method or status.",
  synonyms: [
    "endpoints of an API; which paths; unpublished changes; protected paths; endpoints of a backend; endpoints of a service; what does a service expose",
    "接口列表; 路由列表; 有哪些接口; 哪些路径受保护; 路径列表; 服务下的接口; 对外的路径",
  ],
  prerequisites: ["id:ListServices"],
  input: () => ({
    ServiceName: serviceName(),
    Keyword: name("Search in names and paths").optional(),
    Method: name("Only routes for this HTTP method, e.g. POST").optional(),
    Status: name("Only routes of this status, as answers spell it").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    SortBy: sortBy(),
    SortOrder: sortOrder(),
  }),
  output: () => ({ Items: rowsOutput(routeOutput()), PageInfo: pageInfoOutput() }),
  paging: "page-number",
});

const updateRoute = defineAction({
  ...change,
  name: "UpdateRoute",
  effect: "update",
  title: "Update a gateway route",
  zh: "修改网关路由",
  summary:
    "Changes what the policies are asked about the calls of a route, its priority, status or description; path and methods stay. A looser ApiSpec lets more through: read it with GetRoute first. PublishRoute brings it into effect.",
  synonyms: [
    "change an endpoint; adjust checks; route priority; edit a path; change route; change the path; raise the priority; rewrite",
    "修改接口鉴权; 调整优先级; 改路径; 路由优先级; 优先级调高; 换路径; 改匹配",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetRoute"],
  input: () => ({
    ...oneRoute(),
    ...routeSettings(),
    Status: name("The new status, spelled as GetRoute shows it").optional(),
  }),
  output: routeOutput,
  lookup: { action: "id:GetRoute", by: ["ServiceName", "RouteName"] },
});

const deleteRoute = defineAction({
  ...change,
  name: "DeleteRoute",
  effect: "delete",
  title: "Delete a gateway route",
  zh: "删除网关路由",
  summary:
    "Removes a route from a gateway service for good, and with it what the policies were asked there; a wider route may then match its calls. See ListRoutes first; DisableRoute can be taken back.",
  synonyms: [
    "remove an endpoint; unmap a path; drop an endpoint; unused path; nobody calls an endpoint; retire a path; old endpoint",
    "移除接口; 下线接口; 没用的接口; 去掉接口; 删路径; 没人调的接口; 老接口下掉; 路径不要了",
  ],
  prerequisites: ["id:GetRoute", "id:ListRoutes"],
  input: oneRoute,
  output: () => ({}),
  lookup: { action: "id:GetRoute", by: ["ServiceName", "RouteName"] },
});

const publishRoute = defineAction({
  ...change,
  name: "PublishRoute",
  effect: "update",
  title: "Publish a gateway route",
  zh: "发布网关路由",
  summary:
    "Brings one route and its pending changes into effect for callers. Read it with GetRoute first; DisableRoute takes it back. The service as a whole: PublishService.",
  synonyms: [
    "go live; enable an endpoint; deploy; make a route live; route takes effect; draft goes live; bring a path online; edits are not effective",
    "接口上线; 路由生效; 路由上线; 让路由生效; 草稿上线; 接口生效; 放出去; 改完没反应",
  ],
  prerequisites: ["id:GetRoute"],
  input: oneRoute,
  output: () => ({ Status: textOutput() }),
  lookup: { action: "id:GetRoute", by: ["ServiceName", "RouteName"], sets: { Status: ["active"] } },
});

const disableRoute = defineAction({
  ...change,
  name: "DisableRoute",
  effect: "delete",
  title: "Disable a gateway route",
  zh: "停用网关路由",
  summary:
    "Takes a route out of effect and keeps it; PublishRoute brings it back. A wider route may match its calls meanwhile: see ListRoutes first.",
  synonyms: [
    "block an endpoint; take offline; pause; turn off an endpoint; stop serving a path; pause a route; not public for now; out of service for now; suspend; keep the settings; maintenance of an endpoint; switch off temporarily",
    "禁用接口; 暂停路由; 路由下线; 暂停接口; 关闭接口; 先停掉路由; 先别对外; 暂时不开放; 临时下线; 先停一停; 暂停对外; 配置留着; 接口先关",
  ],
  prerequisites: ["id:GetRoute", "id:ListRoutes"],
  input: oneRoute,
  output: routeOutput,
  lookup: {
    action: "id:GetRoute",
    by: ["ServiceName", "RouteName"],
    tells: "changed",
    sets: { Status: ["inactive"] },
  },
});

const describeRouteTemplateOptions = defineAction({
  service: "id",
  name: "DescribeRouteTemplateOptions",
  family,
  effect: "read",
  title: "List the route templates of a service template",
  zh: "列出网关路由模板",
  summary:
    "Lists the ready-made routes of one service template, for CreateServiceFromTemplate and CreateRouteFromTemplate.",
  synonyms: [
    "built-in endpoints; which APIs does a connector have; routes a template offers; routes to choose from; endpoints of a template; what can be picked from a template; ready-made endpoints",
    "预置路由; 模板接口; 模板里的路由; 可选路由; 路由选项; 模板里有哪些接口; 现成接口; 可以勾选的接口; 模板带的接口",
  ],
  prerequisites: ["id:DescribeTemplateOptions"],
  input: () => ({ TemplateId: name("TemplateId from DescribeTemplateOptions") }),
  output: () => ({
    Template: z.looseObject(templateOutput()).nullish(),
    Routes: rowsOutput({
      RouteTemplateId: textOutput(),
      RouteName: textOutput(),
      Path: textOutput(),
      Method: textOutput(),
      Description: textOutput(),
      SortOrder: countOutput(),
      ApiSpec: apiSpecOutput(),
    }),
  }),
});

export const gatewayRoutes = defineFamily({
  name: family,
  title: "Gateway routes",
  zh: "网关路由",
  summary:
    "A route of a gateway service says which calls it means and what the policies are asked about them. Changes take effect when published.",
  actions: [
    createRoute,
    createRouteFromTemplate,
    batchCreateRoutes,
    getRoute,
    listRoutes,
    updateRoute,
    deleteRoute,
    publishRoute,
    disableRoute,
    describeRouteTemplateOptions,
  ],
});
