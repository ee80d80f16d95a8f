/** Services of the permission gateway: backends whose calls are held against permission policies (id). */
import * as z from "zod";
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageSize,
  plainName,
  plainText,
  projectName,
  rowsOutput,
  tagFilters,
  tags,
  tagsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";
import {
  draftRouteOutput,
  longOutput,
  pageInfoOutput,
  route,
  serviceName,
  sortBy,
  sortOrder,
  templateOutput,
} from "./gateway-route-fields.ts";

const family = "gateway-services";

const service = () => ({
  ServiceId: textOutput(),
  ServiceName: textOutput(),
  Trn: textOutput(),
  Status: textOutput(),
  Description: textOutput(),
  BackendType: textOutput(),
  Backend: z
    .looseObject({
      BackendDomain: textOutput(),
      BackendPort: countOutput(),
      Protocol: textOutput(),
      EnableTls: flagOutput(),
      TimeoutSeconds: countOutput(),
    })
    .nullish(),
  HijackDomainPublic: textOutput(),
  HijackDomainPrivate: textOutput(),
  PermissionSpaceId: textOutput(),
  PermissionSpaceName: textOutput(),
  TemplateId: textOutput(),
  RouteCount: countOutput(),
  ProjectName: textOutput(),
  Tags: tagsOutput(),
  CreatedAt: longOutput(),
  UpdatedAt: longOutput(),
});

/** One service, by one of its two names. */
const selector = () => ({
  ServiceName: serviceName().optional(),
  ServiceId: name("ServiceId, instead of the name").optional(),
});
const oneService = {
  service: "id",
  family,
  alternatives: [{ of: ["ServiceName", "ServiceId"], required: true }],
} as const satisfies Partial<Action>;

const newService = () => ({
  ServiceName: name("Name, unique in the account, up to 64 characters (CheckServiceName)"),
  PermissionSpaceId: name("Id of the permission namespace that decides (ListNamespaces)"),
  PermissionSpaceName: name("Name of that namespace").optional(),
});
const labels = () => ({
  Description: text("What it is for, for people").optional(),
  ProjectName: projectName().optional(),
  Tags: tags().optional(),
});

const createService = defineAction({
  service: "id",
  name: "CreateService",
  family,
  effect: "create",
  escalates: true,
  title: "Create a gateway service",
  zh: "创建网关服务",
  summary:
    "Puts a backend of your own behind the permission gateway, whose calls are then held against the policies of a namespace. For a ready-made backend use CreateServiceFromTemplate. It serves nothing before PublishService.",
  synonyms: [
    "protect an API; reverse proxy; MCP server; onboard a backend; put a REST API behind the gateway; connect an internal system; backend for the gateway; new backend; publish an internal API through the gateway",
    "接入后端; 保护接口; 反向代理; 接到网关后面; 内部系统接入网关; 接口接入; 新增网关服务; 新后端; 接个后端; 内部接口走网关",
  ],
  prerequisites: ["id:ListNamespaces", "id:CheckServiceName"],
  counts: ["Routes[]"],
  aliases: [["PermissionSpaceId", "PermissionSpaceName"]],
  input: () => ({
    ...newService(),
    Backend: z
      .strictObject({
        BackendDomain: name("Where calls are sent on to, e.g. api.example.com").optional(),
        BackendPort: z.int32().describe("443 when absent").optional(),
        Protocol: name("HTTP or HTTPS").optional(),
        EnableTls: z.boolean().describe("Whether the gateway speaks TLS to it").optional(),
        TimeoutSeconds: z.int32().describe("30 when absent").optional(),
      })
      .optional(),
    Routes: listOf(route(), "Routes to make at once; later ones with CreateRoute").optional(),
    ...labels(),
  }),
  output: service,
  egress: ["Backend.BackendDomain"],
  lookup: { action: "id:GetService", by: ["ServiceName"] },
});

const createServiceFromTemplate = defineAction({
  service: "id",
  name: "CreateServiceFromTemplate",
  family,
  effect: "create",
  escalates: true,
  title: "Create a gateway service from a template",
  zh: "从模板创建网关服务",
  summary:
    "Puts a ready-made backend behind the permission gateway, with routes of its template; choose them with DescribeTemplateOptions and DescribeRouteTemplateOptions. It serves nothing before PublishService.",
  synonyms: [
    "built-in connector; predefined API; quick start; use a ready-made connector; blueprint; spin up a backend from the catalog",
    "预置服务; 快速接入; 用模板接入; 现成的连接器; 预置连接器; 按模板建后端; 选模板建服务",
  ],
  prerequisites: ["id:DescribeTemplateOptions", "id:DescribeRouteTemplateOptions", "id:ListNamespaces"],
  counts: ["RouteTemplateIds[]"],
  aliases: [["PermissionSpaceId", "PermissionSpaceName"]],
  input: () => ({
    TemplateId: name("TemplateId from DescribeTemplateOptions"),
    ...newService(),
    RouteTemplateIds: listOf(
      name("RouteTemplateId from DescribeRouteTemplateOptions"),
      "Routes of the template to make",
    ).optional(),
    ...labels(),
  }),
  output: service,
  lookup: { action: "id:GetService", by: ["ServiceName"] },
});

// Not a service of the gateway: the identity service itself is opened for an account.
const registerService = defineAction({
  service: "id",
  name: "RegisterService",
  family,
  effect: "create",
  escalates: true,
  title: "Activate the identity service for an account",
  zh: "开通身份服务",
  summary:
    "Opens the identity service for an account, once, before anything else of it can be used. It adds no backend to the gateway: that is CreateService.",
  synonyms: [
    "sign up; enable the product; service not activated; open the service for our account; first use; switch the product on; first time here; start using Agent Identity",
    "启用服务; 服务未开通; 开通产品; 首次使用; 注册服务; 第一次用; 开通 Agent Identity; 激活产品",
  ],
  input: () => ({ AccountId: name("Id of the account to open it for").optional() }),
  output: () => ({}),
});

const getService = defineAction({
  ...oneService,
  name: "GetService",
  effect: "read",
  title: "Get a gateway service",
  zh: "查看网关服务",
  summary:
    "Shows one gateway service: backend, domains, permission namespace, status. Its routes are in ListRoutes. Name it by ServiceName or ServiceId.",
  synonyms: [
    "is it published; which address to call; backend address; details of a backend; what domain has a backend; settings of a backend",
    "服务域名; 服务状态; 网关服务详情; 后端域名; 后端配置",
  ],
  prerequisites: ["id:ListServices"],
  input: selector,
  output: service,
});

const listServices = defineAction({
  service: "id",
  name: "ListServices",
  family,
  effect: "read",
  title: "List gateway services",
  zh: "列出网关服务",
  summary:
    "Lists the backends behind the permission gateway, page by page, filtered by word, status, kind of backend, permission namespace, project or tags.",
  synonyms: [
    "protected APIs; which systems are connected; find a ServiceId; backends behind the gateway; what is behind the gateway; services of a project",
    "服务列表; 已接入的系统; 网关后面有哪些系统; 接了哪些后端; 网关上的服务; 哪些后端",
  ],
  input: () => ({
    Keyword: name("Search in names").optional(),
    Status: name("Only inactive, active or draft ones (draft: changes not published)").optional(),
    BackendType: name("Only this kind, e.g. custom, viking, agentkit-mcp").optional(),
    PermissionSpaceId: name("Only those of this permission namespace").optional(),
    TemplateKeyword: name("Search in names of templates").optional(),
    ProjectName: name("Only services of this project").optional(),
    TagFilters: tagFilters().optional(),
    TagIds: listOf(name("TagId from DescribeTagOptions"), "Only services with these tags").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    SortBy: sortBy(),
    SortOrder: sortOrder(),
  }),
  output: () => ({ Items: rowsOutput(service()), PageInfo: pageInfoOutput() }),
  paging: "page-number",
});

const updateService = defineAction({
  ...oneService,
  name: "UpdateService",
  effect: "update",
  // The status decides whether calls go through the gateway at all.
  escalates: true,
  title: "Update a gateway service",
  zh: "修改网关服务",
  summary:
    "Changes description or status of a gateway service; name, backend and permission namespace are for good. A status can take it out of service: look at GetService first. To bring changes into effect use PublishService.",
  synonyms: [
    "disable an API; take offline; pause a backend; maintenance of a backend; change upstream; disable a gateway service; change the backend address; rename a backend; backend moved",
    "停用服务; 下线; 后端维护; 停用网关服务; 改后端地址; 服务暂停; 后端换地址; 后端迁移; 改超时",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetService"],
  input: () => ({
    ...selector(),
    Status: name("inactive, active or draft, spelled as GetService shows it").optional(),
    Description: text("The new description").optional(),
  }),
  output: service,
  lookup: { action: "id:GetService", by: ["ServiceName", "ServiceId"] },
});

const deleteService = defineAction({
  ...oneService,
  name: "DeleteService",
  effect: "delete",
  escalates: true,
  title: "Delete a gateway service",
  zh: "删除网关服务",
  summary:
    "Removes a backend from the permission gateway for good; callers that use its domains fail. Its routes may have to go first: see ListRoutes, DisableRoute and DeleteRoute.",
  synonyms: [
    "disconnect a backend; retire an API; stop protecting; remove a backend from the gateway; backend is gone; with all of its routes; tear down a backend",
    "移除后端; 取消接入; 后端不接网关了; 删网关服务; 后端下掉; 连同路由一起删; 后端迁走了; 清掉服务",
  ],
  prerequisites: ["id:GetService", "id:ListRoutes"],
  input: selector,
  output: () => ({}),
  lookup: { action: "id:GetService", by: ["ServiceName", "ServiceId"] },
  takesAlong: [
    { what: "routes", zh: "路由", action: "id:ListRoutes", by: ["ServiceName"], names: "Items[].RouteName" },
  ],
});

const publishService = defineAction({
  ...oneService,
  name: "PublishService",
  effect: "update",
  escalates: true,
  title: "Publish a gateway service",
  zh: "发布网关服务",
  summary:
    "Brings a gateway service and its pending changes into effect: callers reach the backend at the domains in the answer. See with ListRoutes first what they will let through.",
  synonyms: [
    "go live; deploy an API; make reachable; sync to APIGateway; changes take effect; deploy the gateway; put online; bring online; make a backend public; gets a domain; everything is configured; edits are not effective",
    "上线; 生效; 服务上线; 让改动生效; 部署服务; 网关服务生效; 推上线; 对外开放; 配好了上线; 开放出去; 改完没反应; 没生效",
  ],
  prerequisites: ["id:GetService", "id:ListRoutes"],
  input: selector,
  output: () => ({
    ApigServiceId: textOutput(),
    Status: textOutput(),
    PublicDomain: textOutput(),
    PrivateDomain: textOutput(),
  }),
  lookup: { action: "id:GetService", by: ["ServiceName", "ServiceId"], sets: { Status: ["active"] } },
});

const checkServiceName = defineAction({
  service: "id",
  name: "CheckServiceName",
  family,
  effect: "read",
  title: "Check a gateway service name",
  zh: "校验网关服务名称",
  summary: "Tells whether a name is still free for CreateService. It reserves nothing.",
  synonyms: [
    "name taken; duplicate name; is it available; is a name free; is the name still free; already in use",
    "重名; 名称是否可用; 名字被占用; 名称重复; 名字能不能用; 名字有人用吗; 名字还能用吗",
  ],
  input: () => ({ ServiceName: plainName() }),
  output: () => ({ Available: flagOutput() }),
});

const describeTemplateOptions = defineAction({
  service: "id",
  name: "DescribeTemplateOptions",
  family,
  effect: "read",
  title: "List gateway service templates",
  zh: "列出网关服务模板",
  summary:
    "Lists the ready-made backends for CreateServiceFromTemplate, with their addresses. Their routes are in DescribeRouteTemplateOptions.",
  synonyms: [
    "available connectors; built-in services; ready-made connectors; which templates; blueprints; catalog of connectors",
    "预置模板; 可接入的服务; 现成的连接器; 有哪些模板; 可以接哪些系统; 模板清单; 现成的服务",
  ],
  input: () => ({
    Keyword: name("Search in names").optional(),
    BackendType: name("Only this kind, e.g. viking, agentkit-mcp").optional(),
  }),
  output: () => ({ Items: rowsOutput(templateOutput()) }),
});

const describeTagOptions = defineAction({
  service: "id",
  name: "DescribeTagOptions",
  family,
  effect: "read",
  title: "List tags for filtering gateway services",
  zh: "列出网关服务标签选项",
  summary: "Lists the tags that ListServices can filter by with TagIds.",
  synonyms: ["labels", "categories", "find a TagId", "分类", "标签筛选", "服务分类", "筛选标签"],
  input: () => ({ Keyword: plainText().optional() }),
  output: () => ({ Items: rowsOutput({ TagId: textOutput(), TagName: textOutput() }) }),
});

// No action of the reference uploads such a document: its id comes from the console.
const getDocumentStatus = defineAction({
  service: "id",
  name: "GetDocumentStatus",
  family,
  effect: "read",
  encoding: "GET query",
  title: "Get the routes read from an API document",
  zh: "查看接口文档解析状态",
  summary:
    "Tells how far the reading of an API document, handed in at the console, has come, and which routes were found. It makes none: hand those that fit to BatchCreateRoutes.",
  synonyms: [
    "import OpenAPI; Swagger; parse API spec; is the Swagger file parsed; uploaded API document",
    "导入接口文档; swagger 解析; 上传的接口文档; 解析进度",
  ],
  input: () => ({ DocumentId: name("Id that the console gave the document") }),
  output: () => ({
    DocumentId: textOutput(),
    Status: textOutput(),
    Error: textOutput(),
    FromCache: flagOutput(),
    Routes: rowsOutput(draftRouteOutput()),
    CreatedAt: textOutput(),
    CompletedAt: textOutput(),
  }),
});

export const gatewayServices = defineFamily({
  name: family,
  title: "Gateway services",
  zh: "网关服务",
  summary:
    "A gateway service is a backend behind the permission gateway: calls to it are held against the policies of a namespace. Create, add routes, publish.",
  actions: [
    createService,
    createServiceFromTemplate,
    registerService,
    getService,
    listServices,
    updateService,
    deleteService,
    publishService,
    checkServiceName,
    describeTemplateOptions,
    describeTagOptions,
    getDocumentStatus,
  ],
});
