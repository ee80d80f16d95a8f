/** People whom a company's app at Feishu, DingTalk or WeCom may see, fetched and brought into a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { connectionUid, poolUid, startedTask, taskInfoOutput } from "./sync-task-fields.ts";

const family = "app-visible-users";

const retrieveTaskUid = () => name("TaskUid from CreateTaskRetrieveAppVisibleUsers");

const createTaskRetrieveAppVisibleUsers = defineAction({
  service: "id",
  name: "CreateTaskRetrieveAppVisibleUsers",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  title: "Start fetching the people an app can see",
  zh: "创建应用可见用户拉取任务",
  summary:
    "Starts a task that fetches, through a sign-in connection, the people its app at Feishu, DingTalk or WeCom may see, and stages them. Follow it with GetTaskStateRetrieveAppVisibleUsers, then bring them in with CreateTaskCommitAppVisibleUsers.",
  synonyms: [
    "import contacts; Lark contacts; preview employees; pull contacts from Feishu; people from DingTalk or WeCom; people in the visible range of the Feishu app",
    "通讯录同步; 飞书通讯录; 导入员工; 从飞书拉通讯录; 拉取通讯录; 钉钉通讯录; 从钉钉拉人; 企业微信通讯录; 可见范围里的人; 应用能看到的人",
  ],
  prerequisites: ["id:ListIdentityProviders", "id:GetIdentityProviderFeishuScopes"],
  input: () => ({
    UserPoolUid: poolUid(),
    ConnectionUid: connectionUid(),
    SyncDepartments: z.boolean().describe("Fetch departments and who is in them, too").optional(),
    Strategy: name("How to fetch, as the service names it").optional(),
    ProviderParams: z
      .strictObject({ DingTalkAgentId: name("Id of the app at DingTalk").optional() })
      .describe("What one vendor needs beyond the connection")
      .optional(),
  }),
  output: () => ({ TaskUid: textOutput(), Message: textOutput() }),
  lookup: startedTask,
});

const getTaskStateRetrieveAppVisibleUsers = defineAction({
  service: "id",
  name: "GetTaskStateRetrieveAppVisibleUsers",
  family,
  effect: "read",
  title: "Get the state of fetching the people an app can see",
  zh: "查看应用可见用户拉取任务状态",
  summary:
    "Shows how far such a task is, how many people and departments it staged, and how many departments and memberships would go. Look at these counts before CreateTaskCommitAppVisibleUsers.",
  synonyms: [
    "sync progress; import stuck; how many would be removed; is the fetch finished",
    "同步进度; 同步卡住; 通讯录拉取进度; 通讯录拉好了吗; 拉完了没",
  ],
  prerequisites: ["id:CreateTaskRetrieveAppVisibleUsers"],
  input: () => ({ UserPoolUid: poolUid(), TaskUid: retrieveTaskUid() }),
  output: () => ({
    TaskUid: textOutput(),
    State: textOutput(),
    RetrieveAppVisibleUsersTaskResult: z
      .looseObject({
        VisibleUserCount: countOutput(),
        VisibleDepartmentCount: countOutput(),
        DeduplicatedUserCount: countOutput(),
        FetchedUserSuccessCount: countOutput(),
        FetchedUserFailureCount: countOutput(),
        FailedDepartmentChildrenRequestCount: countOutput(),
        FailedDepartmentMemberRequestCount: countOutput(),
        SyncDepartments: flagOutput(),
        StagedDepartmentCount: countOutput(),
        StagedDepartmentMemberCount: countOutput(),
        DepartmentDeletePreviewCount: countOutput(),
        DepartmentMemberRemovePreviewCount: countOutput(),
        DepartmentSource: textOutput(),
        DepartmentSyncSessionID: textOutput(),
        StagingSummary: textOutput(),
      })
      .nullish(),
    TaskInfo: taskInfoOutput(),
  }),
  secrets: { output: ["TaskInfo.Result"] },
});

const createTaskCommitAppVisibleUsers = defineAction({
  service: "id",
  name: "CreateTaskCommitAppVisibleUsers",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  title: "Bring in the people an app can see",
  zh: "创建应用可见用户提交任务",
  summary:
    "Starts a task that writes the people staged by CreateTaskRetrieveAppVisibleUsers into the user pool, in bulk and without a way back. See the counts of GetTaskStateRetrieveAppVisibleUsers first, the outcome for each person in ListCommitAppVisibleUsers.",
  synonyms: [
    "import employees; onboard company; bulk create users; contacts into the pool; write the fetched people into the pool",
    "批量入职; 导入员工; 通讯录同步; 通讯录导入用户池; 确认导入员工; 写入员工; 暂存区写进用户池; 正式入库",
  ],
  prerequisites: ["id:CreateTaskRetrieveAppVisibleUsers", "id:GetTaskStateRetrieveAppVisibleUsers"],
  input: () => ({ UserPoolUid: poolUid(), StagingTaskUid: retrieveTaskUid() }),
  output: () => ({ TaskUid: textOutput(), StagingTaskUid: textOutput(), Message: textOutput() }),
  lookup: startedTask,
});

const listCommitAppVisibleUsers = defineAction({
  service: "id",
  name: "ListCommitAppVisibleUsers",
  family,
  effect: "read",
  title: "List what bringing in app visible users did",
  zh: "列出应用可见用户提交结果",
  summary:
    "Lists, person by person, what a task of CreateTaskCommitAppVisibleUsers did: the id at the provider, the pool user, state and error. Filter by state to find who failed.",
  synonyms: [
    "import errors; who was not imported; sync result; which employees are missing; outcome of writing people into the pool",
    "导入失败; 同步结果; 哪些员工没导进来; 通讯录导入结果; 入库结果; 写进去了哪些",
  ],
  prerequisites: ["id:CreateTaskCommitAppVisibleUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    TaskUid: name("TaskUid from CreateTaskCommitAppVisibleUsers"),
    Statuses: listOf(plainName(), "Only people in these states, spelled as answered").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
  }),
  output: () => ({
    Data: rowsOutput({
      IdpUserId: textOutput(),
      UserUid: textOutput(),
      FederatedIdentityUid: textOutput(),
      Status: textOutput(),
      ErrorMessage: textOutput(),
    }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

export const appVisibleUsers = defineFamily({
  name: family,
  title: "App visible users",
  zh: "应用可见用户",
  summary:
    "The people whom a company's app at Feishu, DingTalk or WeCom may see: fetched by one task, looked at, brought into the user pool by another.",
  actions: [
    createTaskRetrieveAppVisibleUsers,
    getTaskStateRetrieveAppVisibleUsers,
    createTaskCommitAppVisibleUsers,
    listCommitAppVisibleUsers,
  ],
});
