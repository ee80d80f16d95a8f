/** Tasks that assignments and deployments of permission sets start (cloudidentity). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, pageNumber, pageOutput, pageSize, rowsOutput, textOutput } from "../../src/action/fields.ts";

const family = "directory-tasks";

const task = () => ({
  TaskId: textOutput(),
  TaskType: textOutput(),
  Status: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

const getTaskStatus = defineAction({
  service: "cloudidentity",
  name: "GetTaskStatus",
  family,
  effect: "read",
  title: "Get the status of a directory task",
  zh: "查看云身份中心任务状态",
  summary:
    "Shows how far a task is that assigns, takes back, deploys or withdraws a permission set: Init, Running, Success or Failed. Those actions follow their task themselves; ask again here when one was still running.",
  synonyms: [
    "progress; is it done; still pending; did the assignment go through",
    "任务进度; 执行结果; 任务跑完了吗; 授权任务状态",
  ],
  prerequisites: ["cloudidentity:ListTasks"],
  input: () => ({ TaskId: name("TaskId from the action that started it, or from ListTasks") }),
  output: task,
});

const listTasks = defineAction({
  service: "cloudidentity",
  name: "ListTasks",
  family,
  effect: "read",
  title: "List directory tasks",
  zh: "列出云身份中心任务",
  summary:
    "Lists tasks of assigning and deploying permission sets, with account, set and user or group, page by page; filter by status to find failed ones. Failures of user provisioning are in ListUserProvisioningEvents.",
  synonyms: [
    "recent changes; what failed; history; what was changed lately in the directory",
    "失败任务; 操作历史; 身份中心任务列表; 下发任务; 最近改了什么",
  ],
  input: () => ({
    TaskStatus: z
      .enum(["Init", "Running", "Success", "Failed"])
      .describe("Only tasks in this status")
      .optional(),
    TaskType: z.int().describe("1 assign, 2 take back, 3 deploy, 4 withdraw").optional(),
    PrincipalType: z.enum(["User", "Group"]).describe("Only tasks for users, or for groups").optional(),
    Filter: name("Search in names of users and groups").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(100),
  }),
  output: () => ({
    Tasks: rowsOutput({
      ...task(),
      PermissionSetId: textOutput(),
      PermissionSetName: textOutput(),
      PrincipalId: textOutput(),
      PrincipalName: textOutput(),
      PrincipalType: textOutput(),
      TargetId: textOutput(),
      TargetName: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

export const directoryTasks = defineFamily({
  name: family,
  title: "Directory tasks",
  zh: "云身份中心任务",
  summary:
    "Assigning and deploying permission sets runs in the background as tasks. Here one sees whether they came to an end.",
  actions: [getTaskStatus, listTasks],
});
