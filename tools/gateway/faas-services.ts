/** Functions of user pools: code of one's own that a pool calls at certain events (id). */
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { countOutput, name, rowsOutput, textOutput } from "../../src/action/fields.ts";

const family = "faas-services";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
/** A pool has one function for each type: together they name it. */
const selector = () => ({
  UserPoolUid: poolUid(),
  FunctionType: name("Event that it is called at, spelled as ListFaasServices shows it"),
});
const target = () => ({
  ...selector(),
  FunctionId: name("Id of the function, from the function service (veFaaS)"),
  TriggerName: name("Name of the function's trigger"),
});

const faasService = () => ({
  UserPoolUid: textOutput(),
  FunctionType: textOutput(),
  FunctionId: textOutput(),
  TriggerName: textOutput(),
});

/** The function gets users' data and may have a say in who signs in: adding, changing and removing it matter alike. */
const change = { service: "id", family, escalates: true } as const satisfies Partial<Action>;

const createFaasService = defineAction({
  ...change,
  name: "CreateFaasService",
  effect: "create",
  title: "Create a function hook of a user pool",
  zh: "创建用户池函数服务",
  summary:
    "Has a user pool call a function of yours at one kind of event. The function is sent users' data and can take part in sign-in. One per FunctionType: see ListFaasServices first.",
  synonyms: [
    "Lambda trigger; login webhook; custom code; event callback; run my own code at sign-up; run code after registration; hook into login; pre-token hook; serverless function; call my code; custom logic on sign-in",
    "触发器; 云函数; 登录钩子; 注册后执行代码; 登录时执行代码; 自动跑代码; 自己的代码; 事件回调; 函数触发; 挂函数; 登录时调我的函数; 自定义逻辑",
  ],
  prerequisites: ["id:ListUserPools", "id:ListFaasServices"],
  input: target,
  output: faasService,
  egress: ["FunctionId"],
  lookup: { action: "id:GetFaasService", by: ["UserPoolUid", "FunctionType"] },
});

const getFaasService = defineAction({
  service: "id",
  name: "GetFaasService",
  family,
  effect: "read",
  title: "Get a function hook of a user pool",
  zh: "查看用户池函数服务",
  summary: "Shows which function a user pool calls at one kind of event.",
  synonyms: [
    "trigger details; which code runs; settings of a hook",
    "触发器详情; 函数配置; 登录触发了什么代码; 钩子详情; 挂的哪个函数",
  ],
  prerequisites: ["id:ListFaasServices"],
  input: selector,
  output: faasService,
});

const listFaasServices = defineAction({
  service: "id",
  name: "ListFaasServices",
  family,
  effect: "read",
  title: "List the function hooks of a user pool",
  zh: "列出用户池函数服务",
  summary: "Lists the functions that a user pool calls, each with the kind of event; all in one answer.",
  synonyms: [
    "triggers; what happens at login; which code runs at login; hooks of a pool; functions hooked in",
    "触发器列表; 绑定的云函数; 有哪些触发器; 登录时跑哪些代码; 挂了哪些函数; 钩子列表",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({ Data: rowsOutput(faasService()), TotalCount: countOutput() }),
});

const updateFaasService = defineAction({
  ...change,
  name: "UpdateFaasService",
  effect: "update",
  title: "Update a function hook of a user pool",
  zh: "修改用户池函数服务",
  summary:
    "Has a user pool call another function at a kind of event that it already has one for. Users' data go there from now on: read what is set with GetFaasService first.",
  synonyms: [
    "switch the trigger; replace the code; another function version; point a hook at another function",
    "更换函数; 修改触发器; 换云函数; 触发器改一下; 换一个函数; 改钩子",
  ],
  prerequisites: ["id:GetFaasService"],
  input: target,
  output: faasService,
  egress: ["FunctionId"],
  lookup: { action: "id:GetFaasService", by: ["UserPoolUid", "FunctionType"] },
});

const deleteFaasService = defineAction({
  ...change,
  name: "DeleteFaasService",
  effect: "delete",
  title: "Delete a function hook of a user pool",
  zh: "删除用户池函数服务",
  summary:
    "Ends a user pool's calls of the function at one kind of event; the function itself stays. If it checked who may sign in, nothing does any more: read it with GetFaasService first.",
  synonyms: [
    "remove the trigger; unhook; no more custom code; hook fails all the time; take a hook out",
    "解绑函数; 移除触发器; 不再跑代码; 去掉触发器; 钩子拆掉; 函数老报错; 摘掉函数",
  ],
  prerequisites: ["id:GetFaasService"],
  input: selector,
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetFaasService", by: ["UserPoolUid", "FunctionType"] },
});

export const faasServices = defineFamily({
  name: family,
  title: "User pool functions",
  zh: "用户池函数服务",
  summary: "Functions of your own that a user pool calls at certain events, e.g. around sign-in.",
  actions: [createFaasService, getFaasService, listFaasServices, updateFaasService, deleteFaasService],
});
