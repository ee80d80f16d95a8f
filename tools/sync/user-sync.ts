/** Synchronisation of users into a user pool, from an identity provider or from a file, in two tasks (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  listOf,
  name,
  pageNumber,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  secretInput,
  textOutput,
} from "../../src/action/fields.ts";
import { connectionUid, poolUid, startedTask } from "./sync-task-fields.ts";
import {
  customAttributes,
  peopleFilter,
  sorting,
  syncUserOutput,
  syncUsersOutput,
  task,
  taskStateOutput,
} from "./user-sync-fields.ts";

const family = "user-sync";

/** A bound of our own for a file in base64: what all arguments of a call may have together is little more. */
const FILE_LIMIT = 1_000_000;

const TASK = "TaskUid from CreateTaskRetrieveUserSync or …Attachment";
const MERGE_TASK = "TaskUid from CreateTaskMergeUserSync";
const ANY_TASK = "TaskUid from a CreateTask…UserSync… action";

/** How both ways of fetching go on. */
const merging = () => ({
  SkipMergeTask: z.boolean().describe("Only stage, to review first; else it merges by itself").optional(),
  AlwaysOverwriteUser: z.boolean().describe("Overwrite pool users whose data differs").optional(),
});

const createTaskRetrieveUserSync = defineAction({
  service: "id",
  name: "CreateTaskRetrieveUserSync",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  title: "Start a user sync from an identity provider",
  zh: "创建用户同步拉取任务",
  summary:
    "Starts a task that fetches all users of an identity provider and, unless SkipMergeTask is true, merges them into the user pool in bulk. With SkipMergeTask review them in ListRetrieveUserSyncUsers, then CreateTaskMergeUserSync. Follow it with GetTaskStateUserSync.",
  synonyms: [
    "import users; directory sync; bulk onboarding; pull users from Feishu; sync employees from DingTalk; fetch people of a directory; bring employees over from Feishu",
    "批量导入; 通讯录同步; 批量入职; 从飞书拉人; 从钉钉同步; 拉取员工; 同步通讯录; 从企业微信同步用户; 把员工拉过来; 起一个同步",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: () => ({ UserPoolUid: poolUid(), ConnectionUid: connectionUid(), ...merging() }),
  output: () => ({ TaskUid: textOutput(), Message: textOutput() }),
  lookup: startedTask,
});

const createTaskRetrieveUserSyncAttachment = defineAction({
  service: "id",
  name: "CreateTaskRetrieveUserSyncAttachment",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  title: "Start a user sync from a file",
  zh: "创建附件用户同步任务",
  summary:
    "Starts a task that reads users from a file and, unless SkipMergeTask is true, merges them into the user pool in bulk. With SkipMergeTask review them in ListRetrieveUserSyncUsers first. Follow it with GetTaskStateUserSync.",
  synonyms: [
    "import CSV; spreadsheet of users; upload users; sync users from Excel; file of employees to sync",
    "批量导入; 导入表格; 批量入职; 用 Excel 同步; 上传名单同步; 附件同步; 用文件同步用户",
  ],
  prerequisites: ["id:ListUserPools", "id:ListIdentityProviders"],
  input: () => ({
    UserPoolUid: poolUid(),
    AttachmentFileB64: secretInput("File, base64", FILE_LIMIT),
    UniqueUserIdentifier: name("Attribute that tells whether a user is the same, e.g. Email"),
    ConnectionUid: name("Provider to link them with (ListIdentityProviders)").optional(),
    OperationMode: name("What to do with the users, as the service names it").optional(),
    CustomAttributeMergeMode: name("How custom attributes are merged").optional(),
    ...merging(),
  }),
  output: () => ({
    TaskUid: textOutput(),
    Message: textOutput(),
    ErrorsStructured: rowsOutput({
      Index: countOutput(),
      Field: textOutput(),
      Error: textOutput(),
      ErrorType: textOutput(),
      DuplicatedUserUid: textOutput(),
      ExternalProviderUserIdentifier: textOutput(),
    }),
  }),
  secrets: { input: ["AttachmentFileB64"] },
  lookup: startedTask,
});

const createTaskMergeUserSync = defineAction({
  service: "id",
  name: "CreateTaskMergeUserSync",
  family,
  effect: "update",
  items: "uncountable",
  escalates: true,
  title: "Start merging the users of a user sync",
  zh: "创建用户同步合并任务",
  summary:
    "Starts a task that writes the staged users of a sync into the user pool: creates, overwrites and links them in bulk, without a way back. Review them in ListRetrieveUserSyncUsers first; see the outcome in ListMergeUserSyncResultUsers.",
  synonyms: [
    "apply import; commit sync; overwrite users; finish the user sync; merge the staged people; checked, now write",
    "确认导入; 批量覆盖用户; 合并用户; 确认合并; 写入用户池; 核对完合进去; 合到正式用户",
  ],
  exampleShows: ["TaskUid"],
  prerequisites: ["id:CreateTaskRetrieveUserSync", "id:ListRetrieveUserSyncUsers"],
  input: () => task(TASK),
  output: () => ({
    TaskUid: textOutput(),
    SourceTaskUid: textOutput(),
    State: textOutput(),
    Message: textOutput(),
  }),
  lookup: startedTask,
});

const getTaskStateUserSync = defineAction({
  service: "id",
  name: "GetTaskStateUserSync",
  family,
  effect: "read",
  title: "Get the state of a user sync",
  zh: "查看用户同步任务状态",
  summary:
    "Shows how far a user sync is: state, progress, the tasks it consists of and how many users were added, merged or failed. Name the task by TaskUid, or find it with TaskFilter.",
  synonyms: [
    "sync progress; import stuck; sync failed; how far is the user sync; is the sync done",
    "同步进度; 同步失败; 用户同步跑到哪了; 用户同步好了吗; 同步完了没",
  ],
  prerequisites: ["id:CreateTaskRetrieveUserSync", "id:CreateTaskMergeUserSync"],
  input: () => task(ANY_TASK),
  output: taskStateOutput,
  secrets: { output: ["TaskInfo.Result"] },
});

const listRetrieveUserSyncUsers = defineAction({
  service: "id",
  name: "ListRetrieveUserSyncUsers",
  family,
  effect: "read",
  title: "List the staged users of a user sync",
  zh: "列出用户同步待合并用户",
  summary:
    "Lists the users that a sync has fetched and not merged yet: as they are in the pool, as the provider has them, what will be done and what conflicts. Settle a conflict with UpdateRetrieveUserSyncUser; what a merge did is in ListMergeUserSyncResultUsers.",
  synonyms: [
    "preview import; duplicate email; review conflicts; check people before merging; people in the staging area",
    "同步预览; 数据冲突; 合并前检查; 待导入名单; 有冲突的用户; 待合并区; 拉过来的名单",
  ],
  prerequisites: ["id:CreateTaskRetrieveUserSync", "id:GetTaskStateUserSync"],
  input: () => ({
    ...task(TASK),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        ...peopleFilter(),
        UserAction: name("What will be done, spelled as answered").optional(),
        CurrentPreferredUsername: plainName().optional(),
        NewPreferredUsername: plainName().optional(),
      })
      .describe("Only users that match")
      .optional(),
    ...sorting(),
  }),
  output: syncUsersOutput,
  paging: "page-number",
});

const updateRetrieveUserSyncUser = defineAction({
  service: "id",
  name: "UpdateRetrieveUserSyncUser",
  family,
  effect: "update",
  // It settles into whose account a person from outside is merged, and what names them there.
  escalates: true,
  title: "Update a staged user of a user sync",
  zh: "修改用户同步待合并用户",
  summary:
    "Changes what a sync will do with one staged user: the action, or name, email, phone number and attributes to write. Nothing reaches the pool before CreateTaskMergeUserSync. Whoever is merged into an existing user gets that account.",
  synonyms: [
    "resolve conflict; skip a user; fix import row; skip somebody in the sync; decide about a duplicate; map to an existing user",
    "解决冲突; 跳过用户; 跳过冲突用户; 忽略某个用户; 处理冲突; 重复的怎么处理; 指定合到谁",
  ],
  exampleShows: ["SyncUser"],
  prerequisites: ["id:ListRetrieveUserSyncUsers"],
  input: () => ({
    ...task(TASK),
    UserSyncUid: name("Uid of the staged user, from ListRetrieveUserSyncUsers"),
    SyncUser: z
      .strictObject({
        UserAction: name("What to do, spelled as ListRetrieveUserSyncUsers shows it").optional(),
        NewName: plainText().optional(),
        NewPreferredUsername: plainText().optional(),
        NewEmail: plainText().optional(),
        NewPhoneNumber: plainText().optional(),
        NewCustomAttributes: customAttributes("The custom attributes to write").optional(),
        CustomAttributeOperations: listOf(
          z.strictObject({
            Name: plainName().optional(),
            Operation: name("As the service names it").optional(),
            Value: plainText().optional(),
          }),
          "Changes to single custom attributes",
        ).optional(),
      })
      .describe("What to change")
      .optional(),
  }),
  output: syncUserOutput,
});

const listMergeUserSyncResultUsers = defineAction({
  service: "id",
  name: "ListMergeUserSyncResultUsers",
  family,
  effect: "read",
  title: "List the merged users of a user sync",
  zh: "列出用户同步合并结果",
  summary:
    "Lists, user by user, what CreateTaskMergeUserSync did and what went wrong. Filter by Statuses to find who failed. Users not merged yet are in ListRetrieveUserSyncUsers.",
  synonyms: [
    "import errors; who was not imported; sync report; which users clashed; which people are missing; outcome for each person",
    "导入失败; 同步报告; 哪些人没导进来; 谁没导入; 合并失败的人; 同步结果; 合并成功了哪些; 每个人的结果",
  ],
  prerequisites: ["id:CreateTaskMergeUserSync", "id:GetTaskStateUserSync"],
  input: () => ({
    ...task(MERGE_TASK),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z.strictObject(peopleFilter()).describe("Only users that match").optional(),
    ...sorting(),
  }),
  output: syncUsersOutput,
  paging: "page-number",
});

const cancelTaskUserSync = defineAction({
  service: "id",
  name: "CancelTaskUserSync",
  family,
  effect: "update",
  title: "Cancel a user sync",
  zh: "取消用户同步任务",
  summary:
    "Asks a running user sync to stop. What it has merged already stays. See with GetTaskStateUserSync first which task it is, and afterwards whether it has stopped.",
  synonyms: ["stop import", "abort sync", "wrong file", "停止同步", "中止导入", "停掉用户同步", "同步跑错了"],
  exampleShows: ["TaskUid"],
  prerequisites: ["id:GetTaskStateUserSync"],
  input: () => task(ANY_TASK),
  output: taskStateOutput,
  secrets: { output: ["TaskInfo.Result"] },
  lookup: {
    action: "id:GetTaskStateUserSync",
    by: ["UserPoolUid", "TaskUid", "TaskFilter"],
    at: "TaskInfo",
    sets: { CancelRequested: [true] },
  },
});

export const userSync = defineFamily({
  name: family,
  title: "User sync",
  zh: "用户同步",
  summary:
    "Brings many users into a user pool, from an identity provider or a file: one task fetches and stages them, another merges them. Review them in between.",
  actions: [
    createTaskRetrieveUserSync,
    createTaskRetrieveUserSyncAttachment,
    createTaskMergeUserSync,
    getTaskStateUserSync,
    listRetrieveUserSyncUsers,
    updateRetrieveUserSyncUser,
    listMergeUserSyncResultUsers,
    cancelTaskUserSync,
  ],
});
