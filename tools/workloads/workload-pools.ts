/** Workload pools: the containers of agent and tool identities (id, reference page CreateWorkloadPool). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  projectName,
  tagFilters,
  tags,
  tagsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "workload-pools";

const pool = () => ({
  WorkloadPoolId: textOutput(),
  WorkloadPoolName: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  DiscoveryUrl: textOutput(),
  ProjectName: textOutput(),
  Tags: tagsOutput(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});

const poolDetails = () => ({
  ...pool(),
  TrustAnchors: z.array(z.string()).nullish(),
  TotalWorkloads: countOutput(),
  TotalCredentials: countOutput(),
});

const createWorkloadPool = defineAction({
  service: "id",
  name: "CreateWorkloadPool",
  family,
  effect: "create",
  title: "Create a workload pool",
  zh: "创建工作负载池",
  summary:
    "Creates a pool that groups the identities of agents and tools. Create one per team, environment or product, then put identities into it with CreateWorkloadIdentity. The pool `default` always exists.",
  synonyms: [
    "separate environments; isolate agents; tenant; onboard a team; own pool for a team's bots; agents of staging and production apart; container for agents; home for agent identities; place to put agents",
    "隔离环境; 新建身份池; 划分智能体; 单独的池子; 测试环境智能体; 放智能体的池子; 智能体的容器; 智能体分区",
  ],
  input: () => ({
    WorkloadPoolName: name("Name of the new pool, unique in the account and region").optional(),
    Description: text("What the pool is for, for people").optional(),
    ProjectName: projectName().optional(),
    Tags: tags().optional(),
  }),
  output: pool,
  lookup: { action: "id:GetWorkloadPool", by: ["WorkloadPoolName"] },
});

const getWorkloadPool = defineAction({
  service: "id",
  name: "GetWorkloadPool",
  family,
  effect: "read",
  title: "Get a workload pool",
  zh: "查看工作负载池",
  summary:
    "Shows one workload pool with its TRN, tags, trust anchors and the number of identities in it. Name it by WorkloadPoolName or WorkloadPoolId; with neither, the pool `default`.",
  synonyms: [
    "OIDC discovery address; how many agents; pool details; agents in a pool; settings of a pool; trusted roots of a pool; number of identities",
    "身份池详情; 有多少智能体; 池子配置; 池里有多少身份; 池子里身份数; 池子信任哪些根",
  ],
  prerequisites: ["id:ListWorkloadPools"],
  input: () => ({
    WorkloadPoolName: name("Name of the pool").optional(),
    WorkloadPoolId: name("Id of the pool, instead of its name").optional(),
  }),
  alternatives: [{ of: ["WorkloadPoolName", "WorkloadPoolId"], required: false }],
  absentMeans: { WorkloadPoolName: "default" },
  output: () => ({ ...poolDetails(), AllowAutoCreateIdentity: z.boolean().nullish(), Url: textOutput() }),
});

const listWorkloadPools = defineAction({
  service: "id",
  name: "ListWorkloadPools",
  family,
  effect: "read",
  title: "List workload pools",
  zh: "列出工作负载池",
  summary: "Lists the workload pools of the account, page by page, filtered by name, id, project or tags.",
  synonyms: [
    "which environments; overview; inventory; pools of agents; every agent pool; pools we have",
    "有哪些身份池; 盘点; 池子列表; 全部身份池; 所有池子; 几个池子",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
    WorkloadPoolName: name("Only pools of this name").optional(),
    WorkloadPoolId: name("Only the pool of this id").optional(),
    ProjectName: name("Only pools of this project").optional(),
    TagFilters: tagFilters().optional(),
    SortBy: name("Field to sort by, e.g. CreatedAt").optional(),
    SortOrder: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({
    WorkloadPools: z.array(z.looseObject(poolDetails())).nullish(),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const updateWorkloadPool = defineAction({
  service: "id",
  name: "UpdateWorkloadPool",
  family,
  effect: "update",
  title: "Update a workload pool",
  zh: "修改工作负载池",
  summary:
    "Replaces the description of a workload pool; nothing else of a pool can be changed here. Without WorkloadPoolName it changes the pool `default`.",
  synonyms: [
    "rename note; correct a typo; edit description of a pool",
    "改备注; 修改说明; 池子描述; 备注写错了",
  ],
  prerequisites: ["id:GetWorkloadPool"],
  input: () => ({
    WorkloadPoolName: name("Name of the pool; `default` when absent").optional(),
    Description: text("The new description").optional(),
  }),
  absentMeans: { WorkloadPoolName: "default" },
  output: () => ({}),
  lookup: { action: "id:GetWorkloadPool", by: ["WorkloadPoolName"] },
});

const deleteWorkloadPool = defineAction({
  service: "id",
  name: "DeleteWorkloadPool",
  family,
  effect: "delete",
  title: "Delete a workload pool",
  zh: "删除工作负载池",
  summary:
    "Deletes a workload pool for good. Look at ListWorkloadIdentities first: a pool that is not empty may be refused. Without WorkloadPoolName it means the pool `default`.",
  synonyms: [
    "decommission; clean up; remove environment; drop a pool; environment no longer needed; pool is empty now; get rid of a pool; tear down",
    "清理身份池; 下线环境; 池子不用了; 环境下线; 池子空了; 撤掉池子; 销掉身份池",
  ],
  prerequisites: ["id:ListWorkloadIdentities"],
  input: () => ({ WorkloadPoolName: name("Name of the pool; `default` when absent").optional() }),
  absentMeans: { WorkloadPoolName: "default" },
  output: () => ({}),
  lookup: { action: "id:GetWorkloadPool", by: ["WorkloadPoolName"] },
  takesAlong: [
    {
      what: "workload identities",
      zh: "工作负载身份",
      action: "id:ListWorkloadIdentities",
      by: ["WorkloadPoolName"],
      names: "WorkloadIdentities[].Name",
    },
    {
      what: "credential providers",
      zh: "凭证提供方",
      action: "id:ListCredentialProviders",
      by: { WorkloadPoolName: "PoolName" },
      names: "CredentialProviders[].Name",
    },
  ],
});

export const workloadPools = defineFamily({
  name: family,
  title: "Workload pools",
  zh: "工作负载池",
  summary:
    "A workload pool groups the identities of agents and tools: one per team, environment or product. The pool `default` always exists.",
  actions: [createWorkloadPool, getWorkloadPool, listWorkloadPools, updateWorkloadPool, deleteWorkloadPool],
});
