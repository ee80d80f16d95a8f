/** Workload identities: the agents and tools themselves, and their metadata (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "workload-identities";

const pool = () => name("Pool the identity is in; `default` when absent").optional();
const identityName = () => name("Name of the identity, unique in its pool");
const returnUrls = () => listOf(plainName(), "URLs an OAuth2 flow of this identity may return to").optional();
const metaData = (describe: string) =>
  listOf(
    z.strictObject({ Key: plainName().optional(), Values: listOf(plainText(), "Its values").optional() }),
    describe,
  ).optional();

const metaDataOutput = () => rowsOutput({ Key: textOutput(), Values: textsOutput() });

const listed = () => ({
  Name: textOutput(),
  WorkloadPoolName: textOutput(),
  Trn: textOutput(),
  Category: textOutput(),
  Source: textOutput(),
  Description: textOutput(),
  AllowedResourceOauth2ReturnUrls: textsOutput(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});

const identity = () => ({ ...listed(), MetaData: metaDataOutput() });

const changedMetaData = () => ({
  WorkloadIdentity: textOutput(),
  WorkloadPoolName: textOutput(),
  MetaData: metaDataOutput(),
});

const createWorkloadIdentity = defineAction({
  service: "id",
  name: "CreateWorkloadIdentity",
  family,
  effect: "create",
  title: "Create a workload identity",
  zh: "创建工作负载身份",
  summary:
    "Creates the identity that one agent or tool acts under. The pool must exist (CreateWorkloadPool). Afterwards give it rights with CreatePolicy and fetch its token with GetWorkloadAccessToken.",
  synonyms: [
    "register an agent; onboard a bot; service account; machine identity; give my bot an identity; new chatbot; identity for a service; agent needs its own id; new agent goes live; a name for an agent",
    "注册智能体; 新建机器人; 服务账号; 给智能体一个身份; 新 agent 上线; 登记 agent; 机器身份; 数字员工身份; 智能体独立身份; 新智能体上线; 办个身份",
  ],
  prerequisites: ["id:CreateWorkloadPool"],
  input: () => ({
    Name: name("Name of the new identity, unique in its pool"),
    WorkloadPoolName: name("Pool to create it in; `default` when absent").optional(),
    Category: name("Kind of workload, as the service names it").optional(),
    Description: text("What the workload does, for people").optional(),
    MetaData: metaData("Your own facts about it, each a key with values"),
    AllowedResourceOauth2ReturnUrls: returnUrls(),
  }),
  absentMeans: { WorkloadPoolName: "default" },
  egress: ["AllowedResourceOauth2ReturnUrls[]"],
  output: identity,
  lookup: { action: "id:GetWorkloadIdentity", by: ["Name", "WorkloadPoolName"] },
});

const getWorkloadIdentity = defineAction({
  service: "id",
  name: "GetWorkloadIdentity",
  family,
  effect: "read",
  title: "Get a workload identity",
  zh: "查看工作负载身份",
  summary: "Shows one workload identity with its TRN, metadata and allowed return URLs.",
  synonyms: [
    "who is this agent; agent details; look up a bot; agent's redirect URLs; what is known of a bot; when was an agent registered; return addresses of an agent",
    "智能体详情; 查智能体; agent 信息; 智能体什么时候注册的; 智能体允许跳回哪里",
  ],
  prerequisites: ["id:ListWorkloadIdentities"],
  input: () => ({ Name: identityName(), WorkloadPoolName: pool() }),
  absentMeans: { WorkloadPoolName: "default" },
  output: identity,
});

const listWorkloadIdentities = defineAction({
  service: "id",
  name: "ListWorkloadIdentities",
  family,
  effect: "read",
  title: "List workload identities",
  zh: "列出工作负载身份",
  summary:
    "Lists the workload identities of a pool, page by page and without their metadata, filtered by name, category, source or TRN. Use it before deleting a pool.",
  synonyms: [
    "which agents exist; inventory of bots; find an agent; registered agents; all bots; how many agents run; agents of a pool; who is in the pool; list our agents; names of agents",
    "有哪些智能体; 盘点; 所有智能体; agent 列表; 多少个智能体; 注册了哪些 agent; 池里的智能体; 智能体名单",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    WorkloadPoolName: name("Pool to list; `default` when absent").optional(),
    Name: name("Only identities of this name").optional(),
    Category: name("Only identities of this category").optional(),
    Source: name("Only identities of this source").optional(),
    Trn: name("Only the identity of this TRN").optional(),
    SortBy: name("Field to sort by, e.g. CreatedAt").optional(),
    SortOrder: name("Sort direction, e.g. Desc").optional(),
  }),
  absentMeans: { WorkloadPoolName: "default" },
  output: () => ({
    WorkloadIdentities: rowsOutput(listed()),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const updateWorkloadIdentity = defineAction({
  service: "id",
  name: "UpdateWorkloadIdentity",
  family,
  effect: "update",
  title: "Update a workload identity",
  zh: "修改工作负载身份",
  summary:
    "Overwrites description, allowed return URLs or metadata of a workload identity. For single metadata values use AddWorkloadMetaData or RemoveWorkloadMetaData.",
  synonyms: [
    "allow callback; redirect not allowed; label an agent; agent description; OAuth return URL of an agent; where users are sent back after consent; add a return address",
    "回调地址; 改标签; 修改 agent 描述; 允许的回调; 智能体的回跳地址; OAuth 回跳; 跳转地址; 授权后跳回; 同意后回到哪里",
  ],
  exampleShows: ["WorkloadPoolName", "Description"],
  prerequisites: ["id:GetWorkloadIdentity"],
  input: () => ({
    Name: identityName(),
    WorkloadPoolName: pool(),
    Description: text("The new description").optional(),
    MetaData: metaData("The new metadata, each a key with values"),
    MetaDataUpdateMode: name("How MetaData meets what is stored, as the service names it").optional(),
    AllowedResourceOauth2ReturnUrls: returnUrls(),
  }),
  absentMeans: { WorkloadPoolName: "default" },
  egress: ["AllowedResourceOauth2ReturnUrls[]"],
  output: () => ({}),
  lookup: { action: "id:GetWorkloadIdentity", by: ["Name", "WorkloadPoolName"] },
});

const deleteWorkloadIdentity = defineAction({
  service: "id",
  name: "DeleteWorkloadIdentity",
  family,
  effect: "delete",
  title: "Delete a workload identity",
  zh: "删除工作负载身份",
  summary:
    "Deletes a workload identity for good: the agent or tool behind it gets no more tokens. Check who it is with GetWorkloadIdentity first.",
  synonyms: [
    "retire an agent; kill switch; offboard a bot; chatbot decommissioned; remove a bot; agent no longer used; agent is no longer running; throw an agent away; deregister",
    "下线智能体; 停用机器人; 删除 agent; 清理机器人身份; 智能体不用了; 智能体下架; 注销智能体; 智能体身份作废",
  ],
  prerequisites: ["id:GetWorkloadIdentity"],
  input: () => ({ Name: identityName(), WorkloadPoolName: pool() }),
  absentMeans: { WorkloadPoolName: "default" },
  output: () => ({}),
  lookup: { action: "id:GetWorkloadIdentity", by: ["Name", "WorkloadPoolName"] },
});

const addWorkloadMetaData = defineAction({
  service: "id",
  name: "AddWorkloadMetaData",
  family,
  effect: "update",
  title: "Add metadata to a workload identity",
  zh: "添加工作负载元数据",
  summary:
    "Adds keys and values to the metadata of a workload identity and keeps the rest. Here the pool must be named.",
  synonyms: [
    "label; annotate; attribute for policies; tag an agent; owner of an agent; environment mark; extra information about an agent; note the owner; key-value",
    "打标签; 加属性; 标记智能体; agent 标签; 环境标记; 附加信息; 补一条信息; 记录负责人; 键值",
  ],
  exampleShows: ["MetaData"],
  prerequisites: ["id:ListWorkloadIdentities"],
  input: () => ({
    WorkloadIdentity: name("Name of the identity"),
    WorkloadPoolName: name("Pool the identity is in"),
    MetaData: metaData("What to add, each a key with values"),
  }),
  output: changedMetaData,
  lookup: {
    action: "id:GetWorkloadIdentity",
    by: { WorkloadIdentity: "Name", WorkloadPoolName: "WorkloadPoolName" },
  },
});

const removeWorkloadMetaData = defineAction({
  service: "id",
  name: "RemoveWorkloadMetaData",
  family,
  effect: "delete",
  title: "Remove metadata from a workload identity",
  zh: "移除工作负载元数据",
  summary:
    "Takes keys and values out of the metadata of a workload identity and keeps the rest. Here the pool must be named; see GetWorkloadIdentity for what is there.",
  synonyms: [
    "unlabel; clear attribute; drop a tag of an agent; owner information is outdated; remove keys; take off a mark",
    "去掉标签; 删属性; 清除智能体标记; 删掉附加信息; 过时的信息; 去掉几个键; 摘标记",
  ],
  exampleShows: ["MetaData"],
  prerequisites: ["id:GetWorkloadIdentity"],
  input: () => ({
    WorkloadIdentity: name("Name of the identity"),
    WorkloadPoolName: name("Pool the identity is in"),
    MetaData: metaData("What to remove, each a key with values"),
  }),
  output: changedMetaData,
});

export const workloadIdentities = defineFamily({
  name: family,
  title: "Workload identities",
  zh: "工作负载身份",
  summary:
    "A workload identity is what an agent or a tool is known by. It lives in a workload pool and proves itself with workload access tokens.",
  actions: [
    createWorkloadIdentity,
    getWorkloadIdentity,
    listWorkloadIdentities,
    updateWorkloadIdentity,
    deleteWorkloadIdentity,
    addWorkloadMetaData,
    removeWorkloadMetaData,
  ],
});
