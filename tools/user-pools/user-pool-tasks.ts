/** Tasks of a user pool: bulk work on its users that goes on in the background (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  secretOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "user-pool-tasks";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const taskUid = () => name("TaskUid from ListTasks or from the call that started it");

const summarised = () => ({
  TaskUid: textOutput(),
  Type: textOutput(),
  Status: textOutput(),
  Progress: countOutput(),
  CancelRequested: flagOutput(),
  ErrorCode: textOutput(),
  ErrorMessage: textOutput(),
  CreateTime: textOutput(),
  StartTime: textOutput(),
  FinishTime: textOutput(),
  UpdateTime: textOutput(),
});

const getTask = defineAction({
  service: "id",
  name: "GetTask",
  family,
  effect: "read",
  title: "Get a user pool task",
  zh: "查看用户池任务",
  summary:
    "Shows how a background task of a user pool is going, e.g. a sync of users: status, progress and error. Its Result is sealed; GetTaskStateUserSync says more of a user sync. Not for tasks of Cloud Control or of the directory.",
  synonyms: [
    "is the import finished; bulk job stuck; job failed; background job state; did the bulk job finish; how far is the import; background job",
    "同步进度; 批量作业失败; 后台任务进度; 批量任务状态; 跑到多少了; 后台导入",
  ],
  prerequisites: ["id:ListTasks"],
  input: () => ({ UserPoolUid: poolUid(), TaskUid: taskUid() }),
  output: () => ({
    ...summarised(),
    Numerator: countOutput(),
    Denominator: countOutput(),
    Result: secretOutput(),
  }),
  // Free text of whatever kind of task: what was made for new users, passwords too, may be in it.
  secrets: { output: ["Result"] },
});

const listTasks = defineAction({
  service: "id",
  name: "ListTasks",
  family,
  effect: "read",
  title: "List user pool tasks",
  zh: "列出用户池任务",
  summary:
    "Lists the background tasks of one user pool with type, status and progress, page by page. For tasks of Cloud Control or of the organisation's directory, use the lists of those services.",
  synonyms: [
    "running jobs; sync history; what is going on in the pool; all background jobs; what ran in the pool",
    "同步记录; 后台作业; 后台任务; 正在跑的任务; 任务记录; 跑过哪些任务",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        Status: plainName().optional(),
        Type: plainName().optional(),
        TaskUid: plainName().optional(),
      })
      .describe("Only tasks that match, spelled as in the list")
      .optional(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({ Data: rowsOutput(summarised()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const cancelTask = defineAction({
  service: "id",
  name: "CancelTask",
  family,
  effect: "update",
  title: "Cancel a user pool task",
  zh: "取消用户池任务",
  summary:
    "Asks a running task of a user pool to stop. What it has done so far stays done; see with GetTask when it has stopped. For a user sync there is CancelTaskUserSync.",
  synonyms: [
    "stop an import; abort bulk job; job hangs; stop a running job; kill a job; stop the background job",
    "中止作业; 停止批量操作; 停掉任务; 任务跑挂了; 取消后台任务; 停掉后台导入",
  ],
  prerequisites: ["id:ListTasks"],
  input: () => ({ UserPoolUid: poolUid(), TaskUid: taskUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetTask", by: ["UserPoolUid", "TaskUid"], sets: { CancelRequested: [true] } },
});

export const userPoolTasks = defineFamily({
  name: family,
  title: "User pool tasks",
  zh: "用户池任务",
  summary:
    "Bulk work on the users of a pool runs as a task in the background. Cloud Control and the organisation's directory have tasks of their own.",
  actions: [getTask, listTasks, cancelTask],
});
