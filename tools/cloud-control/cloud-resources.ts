/**
 * Cloud Control: any resource type through one create, read, update, delete and list (cloudcontrol,
 * reference page CreateResource). It is a side door to the direct actions, so its writes always escalate.
 */
import * as z from "zod";
import type { Action, Nature } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  jsonObject,
  jsonOutput,
  listOf,
  maxResults,
  name,
  nextToken,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import type { JsonObject } from "../../src/action/json.ts";
import { patchOperation } from "./cloud-resource-patch.ts";
import {
  ACCESS_KEY_TYPE,
  EGRESS_PROPERTIES,
  PLAIN_TYPES,
  SECRET_PROPERTIES,
} from "./cloud-resource-types.ts";

const family = "cloud-resources";
const TYPE_NAME = /^Volcengine::[A-Za-z0-9]+::[A-Za-z0-9]+$/;

/** Properties of the identity types that list things which a create attaches, adds or makes. */
const COUNTED = [
  ...["PolicyUsers", "PolicyRoles", "PolicyUserGroups", "PermissionPolicies", "Policies", "AttachedPolicies"],
  ...["Groups", "Users", "Members", "Routes"],
];

const typeName = () =>
  z.string().max(200).regex(TYPE_NAME).describe("e.g. Volcengine::IAM::User; see ListResourceTypes");
const identifier = () => name("Identifier that the create or ListResources gave");
const clientToken = (max?: number) =>
  name("Makes a repeat safe for 24 hours; made for you when absent", max).optional();

const anywhereIn = (parameter: string, names: readonly string[]) =>
  names.map((property) => `${parameter}.**.${property}`);

/** Writes answer with a task, also when they are done at once. ResourceModel comes parsed. */
const task = () => ({
  TaskID: textOutput(),
  TypeName: textOutput(),
  Identifier: textOutput(),
  Operation: textOutput(),
  OperationStatus: textOutput(),
  ResourceModel: jsonOutput(),
  EventTime: textOutput(),
  ErrorCode: textOutput(),
  StatusMessage: textOutput(),
});

const write = {
  service: "cloudcontrol",
  family,
  escalates: true,
  output: task,
  jsonStrings: ["ResourceModel"],
  idempotencyToken: "ClientToken",
  follow: { action: "cloudcontrol:GetTask", with: "TaskId", from: "TaskID" },
} as const satisfies Partial<Action>;

const sealedModel = anywhereIn("ResourceModel", SECRET_PROPERTIES);

/** Names are compared without case: a spelling that the service might accept must not mint keys unnoticed. */
function isAccessKey(type: unknown): boolean {
  return typeof type === "string" && type.toLowerCase() === ACCESS_KEY_TYPE.toLowerCase();
}

/** INVARIANT: only a type that is known to be plain is read plainly; everything else reveals. */
function natureOfReading(params: JsonObject): Nature {
  const type = params.TypeName;
  const plain = typeof type === "string" && PLAIN_TYPES.has(type);
  return { effect: plain ? "read" : "reveal", escalates: false };
}

const REVEALS_BY_TYPE = { parameters: ["TypeName"], changes: "reveal" } as const;

const listResourceTypes = defineAction({
  service: "cloudcontrol",
  name: "ListResourceTypes",
  family,
  effect: "read",
  encoding: "GET query",
  title: "List Cloud Control resource types",
  zh: "列出云控制资源类型",
  summary:
    "Lists the resource types that Cloud Control can manage. Take a TypeName from here to DescribeResourceType.",
  synonyms: [
    "what can be managed; supported types; infrastructure as code; can it manage ECS or VPC",
    "支持哪些资源; 资源种类; 能管哪些资源; 支持 ECS 吗",
  ],
  input: () => ({ MaxResults: maxResults(), NextToken: nextToken().optional() }),
  output: () => ({
    TypeList: rowsOutput({
      TypeName: textOutput(),
      Description: textOutput(),
      PublisherName: textOutput(),
      Trn: textOutput(),
      Visibility: textOutput(),
    }),
    NextToken: textOutput(),
  }),
  paging: "next-token",
});

const describeResourceType = defineAction({
  service: "cloudcontrol",
  name: "DescribeResourceType",
  family,
  effect: "read",
  encoding: "GET query",
  title: "Describe a Cloud Control resource type",
  zh: "查看云控制资源类型结构",
  summary:
    "Shows the schema of a resource type: properties, which are required, read-only or fixed at creation, and what makes the Identifier. Call it before CreateResource or UpdateResource.",
  synonyms: [
    "property list; which fields are required; JSON schema; properties of an ECS instance",
    "属性说明; 必填字段; 资源有哪些参数; 属性结构; 字段说明",
  ],
  prerequisites: ["cloudcontrol:ListResourceTypes"],
  input: () => ({ TypeName: typeName() }),
  output: () => ({
    TypeName: textOutput(),
    Description: textOutput(),
    PublisherName: textOutput(),
    Schema: jsonOutput(),
    Trn: textOutput(),
    Visibility: textOutput(),
    CreateTime: textOutput(),
    UpdateTime: textOutput(),
  }),
});

const createResource = defineAction({
  ...write,
  name: "CreateResource",
  effect: "create",
  natureOf: (params) => ({
    effect: isAccessKey(params.TypeName) ? "issue" : "create",
    escalates: true,
  }),
  natureBy: { parameters: ["TypeName"], changes: "issue" },
  title: "Create a cloud resource",
  zh: "创建云资源",
  summary:
    "Creates a resource of any Cloud Control type; where there is an action of its own (iam:CreateUser), rather use that. Its properties: DescribeResourceType; passwords go as handles from generate_secret. The task is followed; if it still runs, go on with GetTask.",
  synonyms: [
    "provision; infrastructure as code; desired state; Terraform; spin up a server; new bucket; new VPC; create an ECS instance; cloud server; storage bucket",
    "新建资源; 资源编排; 基础设施即代码; 建一台 ECS; 建服务器; 建存储桶; 建 VPC; 开一台机器",
  ],
  prerequisites: ["cloudcontrol:DescribeResourceType"],
  counts: COUNTED.map((property) => `TargetState.${property}[]`),
  aliases: [["TargetState.PermissionSpaceId", "TargetState.PermissionSpaceName"]],
  input: () => ({
    TypeName: typeName(),
    TargetState: jsonObject("The properties to create it with: an object, never a string"),
    ClientToken: clientToken(128),
  }),
  secrets: { input: anywhereIn("TargetState", SECRET_PROPERTIES), output: sealedModel },
  egress: anywhereIn("TargetState", EGRESS_PROPERTIES),
  freeForm: ["TargetState"],
});

const getResource = defineAction({
  service: "cloudcontrol",
  name: "GetResource",
  family,
  effect: "read",
  natureOf: natureOfReading,
  natureBy: REVEALS_BY_TYPE,
  title: "Get a cloud resource",
  zh: "查看云资源",
  summary:
    "Shows the current properties of one resource of any Cloud Control type. Types that store a secret, and unknown ones, need more permission than a plain read.",
  synonyms: [
    "inspect; current state; read by identifier; details of a server; bucket settings",
    "资源状态; 资源属性; 资源详情; 看服务器配置; 查一台 ECS",
  ],
  prerequisites: ["cloudcontrol:ListResources"],
  input: () => ({ TypeName: typeName(), Identifier: identifier() }),
  output: () => ({
    TypeName: textOutput(),
    ResourceDescription: z.looseObject({ Identifier: textOutput(), Properties: jsonOutput() }).nullish(),
  }),
  secrets: { output: anywhereIn("ResourceDescription.Properties", SECRET_PROPERTIES) },
  jsonStrings: ["ResourceDescription.Properties"],
});

const listResources = defineAction({
  service: "cloudcontrol",
  name: "ListResources",
  family,
  effect: "read",
  natureOf: natureOfReading,
  natureBy: REVEALS_BY_TYPE,
  title: "List cloud resources",
  zh: "列出云资源",
  summary:
    "Lists the resources of one Cloud Control type with their identifiers. Types that store a secret, and unknown ones, need more permission than a plain read.",
  synonyms: [
    "inventory; what is there; find an identifier; all servers; all buckets",
    "资源清单; 盘点资源; 有哪些 ECS; 有哪些存储桶; 列出云服务器",
  ],
  prerequisites: ["cloudcontrol:ListResourceTypes"],
  input: () => ({
    TypeName: typeName(),
    Filter: jsonObject("Property values to match; the type's schema names the filterable ones").optional(),
    MaxResults: maxResults(),
    NextToken: nextToken().optional(),
  }),
  output: () => ({
    TypeName: textOutput(),
    ResourceDescriptions: rowsOutput({ Identifier: textOutput(), Properties: jsonOutput() }),
    NextToken: textOutput(),
  }),
  secrets: { output: anywhereIn("ResourceDescriptions[].Properties", SECRET_PROPERTIES) },
  freeForm: ["Filter"],
  jsonStrings: ["ResourceDescriptions[].Properties"],
  paging: "next-token",
});

const updateResource = defineAction({
  ...write,
  name: "UpdateResource",
  effect: "update",
  title: "Update a cloud resource",
  zh: "修改云资源",
  summary:
    "Changes a resource of any Cloud Control type with JSON Patch operations; see GetResource for what is there and DescribeResourceType for what may change. The task is followed; if it still runs, go on with GetTask.",
  synonyms: [
    "modify properties; drift; change settings; resize a server; change a bucket",
    "更新配置; 变更属性; 改服务器配置; 改云资源; 扩容",
  ],
  exampleShows: ["PatchDocument"],
  prerequisites: ["cloudcontrol:GetResource"],
  counts: ["PatchDocument[]", "PatchDocument[].value[]"],
  input: () => ({
    TypeName: typeName(),
    Identifier: identifier(),
    PatchDocument: listOf(patchOperation(), "JSON Patch (RFC 6902) operations, in order").optional(),
    ClientToken: clientToken(),
  }),
  // A patch may set a secret itself or an object around it.
  secrets: {
    input: ["PatchDocument[].value", ...anywhereIn("PatchDocument[].value", SECRET_PROPERTIES)],
    output: sealedModel,
  },
  // From anywhere: policies also judge a patch laid out as the objects that its pointers describe.
  egress: EGRESS_PROPERTIES.map((property) => `**.${property}`),
  freeForm: ["PatchDocument"],
  lookup: {
    action: "cloudcontrol:GetResource",
    by: ["TypeName", "Identifier"],
    at: "ResourceDescription.Properties",
  },
});

const deleteResource = defineAction({
  ...write,
  name: "DeleteResource",
  effect: "delete",
  title: "Delete a cloud resource",
  zh: "删除云资源",
  summary:
    "Deletes a resource of any Cloud Control type for good. Read it with GetResource first. The task is followed; if it still runs, go on with GetTask.",
  synonyms: [
    "remove; tear down; destroy; clean up; delete a server; delete a bucket; storage bucket",
    "销毁; 释放资源; 清理; 删服务器; 删存储桶; 释放 ECS; 用云控制删除",
  ],
  prerequisites: ["cloudcontrol:GetResource"],
  input: () => ({ TypeName: typeName(), Identifier: identifier(), ClientToken: clientToken() }),
  secrets: { output: sealedModel },
  lookup: {
    action: "cloudcontrol:GetResource",
    by: ["TypeName", "Identifier"],
    at: "ResourceDescription.Properties",
  },
});

// A task is asked for by id, so that its resource type is not known before the answer. Its model may be
// anybody's and of any type: it is sealed whole, and GetResource, which is judged by type, shows the rest.
const getTask = defineAction({
  service: "cloudcontrol",
  name: "GetTask",
  family,
  effect: "read",
  title: "Get a Cloud Control task",
  zh: "查看云控制任务",
  summary:
    "Shows how a create, update or delete is going: PENDING, IN_PROGRESS, SUCCESS or FAILED, with the resource's Identifier. Its ResourceModel is withheld: use GetResource.",
  synonyms: [
    "is it done; how far is it; why did it fail; request finished",
    "任务进度; 失败原因; 异步任务; 云资源创建好了吗; 请求完成了吗",
  ],
  input: () => ({ TaskId: name("TaskID from the change's answer") }),
  output: task,
  secrets: { output: ["ResourceModel"] },
  jsonStrings: ["ResourceModel"],
});

const listTasks = defineAction({
  service: "cloudcontrol",
  name: "ListTasks",
  family,
  effect: "read",
  title: "List Cloud Control tasks",
  zh: "列出云控制任务",
  summary:
    "Lists recent Cloud Control tasks with type, status and Identifier, also those of others. Their ResourceModels are withheld: use GetResource.",
  synonyms: [
    "recent changes; failed operations; history; requests that failed",
    "变更记录; 失败的任务; 云资源操作记录",
  ],
  input: () => ({
    ResourceTaskStatusFilter: z
      .strictObject({
        TaskStatus: listOf(name("e.g. FAILED"), "Only these statuses").optional(),
        TaskType: listOf(name("e.g. CREATE"), "Only these operations").optional(),
      })
      .optional(),
    MaxResults: maxResults(),
    NextToken: nextToken().optional(),
  }),
  output: () => ({ ResourceTaskStatusSummaries: rowsOutput(task()), NextToken: textOutput() }),
  secrets: { output: ["ResourceTaskStatusSummaries[].ResourceModel"] },
  jsonStrings: ["ResourceTaskStatusSummaries[].ResourceModel"],
  paging: "next-token",
});

export const cloudResources = defineFamily({
  name: family,
  title: "Cloud resources",
  zh: "云资源",
  summary:
    "Cloud Control manages any supported resource type through one create, get, list, update and delete. Writes run as tasks.",
  actions: [
    listResourceTypes,
    describeResourceType,
    createResource,
    getResource,
    listResources,
    updateResource,
    deleteResource,
    getTask,
    listTasks,
  ],
});
