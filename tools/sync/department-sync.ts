/** Synchronisation of departments and their members from another system into a user pool (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  plainName,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";
import { escalatesWith } from "../people/pool-users-fields.ts";
import {
  bulkOf,
  departments,
  departmentsOutput,
  isPrimary,
  jobOutput,
  MOVES,
  membersOutput,
  planOutput,
  poolUid,
  role,
  session,
  sessionId,
  source,
  userUids,
} from "./department-sync-fields.ts";

const family = "department-sync";

const dryRun = () => z.boolean().describe("true: only tell what would change").optional();
const receivedOutput = () => ({ Received: countOutput(), Total: countOutput() });

const createDepartmentSyncSession = defineAction({
  service: "id",
  name: "CreateDepartmentSyncSession",
  family,
  effect: "create",
  title: "Create a department sync session",
  zh: "创建部门同步会话",
  summary:
    "Opens a session in which all departments of a source, and who is in them, are uploaded (UploadDepartmentSyncDepartments), checked and applied at once. It expires by itself. For a few departments, use BatchUpsertDepartments, which needs no session.",
  synonyms: [
    "org chart import; HR sync; reorganisation; HR system keeps departments; full sync of the org chart; start a staged upload; new upload run for the org tree; workday",
    "组织架构同步; 通讯录同步; 部门导入; 全量同步组织架构; HR 系统同步; 人事系统; 开一个同步会话; 分批上传组织架构; 新一轮同步",
  ],
  prerequisites: ["id:ListUserPools", "id:ListDepartments"],
  input: () => ({ UserPoolUid: poolUid(), Source: source() }),
  output: () => ({ SessionId: textOutput(), ExpiresAt: textOutput() }),
});

const uploadDepartmentSyncDepartments = defineAction({
  service: "id",
  name: "UploadDepartmentSyncDepartments",
  family,
  effect: "update",
  items: "Departments[]",
  ...escalatesWith("update", MOVES),
  title: "Upload departments to a sync session",
  zh: "上传部门同步的部门",
  summary:
    "Adds departments to an open sync session, in parts if they are many. Upload all of the source: those that are missing may be deleted at the commit. Nothing changes in the pool before CommitDepartmentSyncSession.",
  synonyms: [
    "org chart import; HR sync; send the nodes of the org tree; upload the list of org units",
    "组织架构同步; 部门导入; 上传部门; 上传组织架构; 把部门节点传上去; 传部门数据; 上传节点",
  ],
  exampleShows: ["Departments"],
  prerequisites: ["id:CreateDepartmentSyncSession"],
  input: () => ({ ...session(), Departments: departments().optional() }),
  output: receivedOutput,
});

const uploadDepartmentSyncMembers = defineAction({
  service: "id",
  name: "UploadDepartmentSyncMembers",
  family,
  effect: "update",
  items: "Members[]",
  escalates: true,
  title: "Upload department members to a sync session",
  zh: "上传部门同步的成员",
  summary:
    "Adds to an open sync session which pool users are in which department, with role, in parts if they are many. Whoever is left out may lose the membership at the commit. Nothing changes in the pool before CommitDepartmentSyncSession.",
  synonyms: [
    "org chart import; assign people to departments; send who belongs to which org unit",
    "组织架构同步; 人员归属; 上传部门成员; 上传人员归属; 把人员关系传上去; 传成员关系",
  ],
  exampleShows: ["Members"],
  prerequisites: ["id:CreateDepartmentSyncSession", "id:UploadDepartmentSyncDepartments", "id:ListUsers"],
  counts: ["Members[].UserUids[]"],
  input: () => ({
    ...session(),
    Members: bulkOf(
      z.strictObject({
        DepartmentExternalID: name("Id of the department in the source", 512).optional(),
        UserUids: userUids().optional(),
        Role: role().optional(),
        IsPrimary: isPrimary().optional(),
      }),
      "Who is in which department",
    ).optional(),
  }),
  output: receivedOutput,
});

const validateDepartmentSyncSession = defineAction({
  service: "id",
  name: "ValidateDepartmentSyncSession",
  family,
  effect: "update",
  title: "Validate a department sync session",
  zh: "校验部门同步会话",
  summary:
    "Checks what was uploaded and answers the plan: how many departments and memberships a commit would create, change and delete, and whether that exceeds the threshold. The pool stays as it is. If it takes long, follow ValidateJobId with GetDepartmentSyncJob.",
  synonyms: [
    "dry run; preview reorganisation; how many would be deleted; what would the sync delete; check before commit; show what it would add and delete; before applying a staged upload; check the staged org upload",
    "同步预览; 预览变更; 提交前检查; 会删掉多少部门; 预演; 试运行; 看会加哪些删哪些; 应用前看看; 上传后先检查",
  ],
  prerequisites: ["id:UploadDepartmentSyncDepartments", "id:UploadDepartmentSyncMembers"],
  input: session,
  output: () => ({ Status: textOutput(), ValidateJobId: textOutput(), Plan: planOutput() }),
  lookup: {
    action: "id:GetDepartmentSyncSession",
    by: ["UserPoolUid", "SessionId"],
    sets: { Status: ["Validated"] },
  },
});

const commitDepartmentSyncSession = defineAction({
  service: "id",
  name: "CommitDepartmentSyncSession",
  family,
  effect: "delete",
  items: "uncountable",
  escalates: true,
  title: "Commit a department sync session",
  zh: "提交部门同步会话",
  summary:
    "Applies a session to the pool: creates, changes and deletes departments and memberships in bulk, with the rights that come with them, without a way back. Read the plan of ValidateDepartmentSyncSession first. If it takes long, follow JobId with GetDepartmentSyncJob.",
  synonyms: [
    "apply org chart; bulk delete departments; reorganisation; make the sync take effect; apply the staged upload; really do it; validation looks fine",
    "组织架构同步; 批量删除部门; 同步生效; 正式提交; 应用变更; 校验没问题; 真正执行; 让上传生效",
  ],
  prerequisites: ["id:ValidateDepartmentSyncSession"],
  input: () => ({
    ...session(),
    AllowExceedDeleteThreshold: z
      .boolean()
      .describe("Delete more than the pool's threshold allows; read the plan first")
      .optional(),
  }),
  output: () => ({
    JobId: textOutput(),
    Departments: z.looseObject(departmentsOutput()).nullish(),
    Members: z.looseObject(membersOutput()).nullish(),
  }),
  lookup: {
    action: "id:GetDepartmentSyncSession",
    by: ["UserPoolUid", "SessionId"],
    tells: "changed",
    sets: { Status: ["Committing", "Committed"] },
  },
});

const cancelDepartmentSyncSession = defineAction({
  service: "id",
  name: "CancelDepartmentSyncSession",
  family,
  effect: "update",
  title: "Cancel a department sync session",
  zh: "取消部门同步会话",
  summary:
    "Drops an open session with everything uploaded to it; the pool stays as it is. What CommitDepartmentSyncSession has applied is not taken back.",
  synonyms: [
    "abort import; discard upload; throw the upload away; staged upload was wrong; drop the upload run",
    "中止同步; 放弃导入; 放弃同步; 作废会话; 传错了不要了; 会话作废; 别应用了; 丢掉",
  ],
  prerequisites: ["id:GetDepartmentSyncSession"],
  input: () => ({ UserPoolUid: poolUid(), SessionId: sessionId() }),
  output: () => ({ Status: textOutput() }),
  lookup: {
    action: "id:GetDepartmentSyncSession",
    by: ["UserPoolUid", "SessionId"],
    sets: { Status: ["Canceled"] },
  },
});

const getDepartmentSyncSession = defineAction({
  service: "id",
  name: "GetDepartmentSyncSession",
  family,
  effect: "read",
  title: "Get a department sync session",
  zh: "查看部门同步会话",
  summary:
    "Shows one sync session: source, state, how many departments and memberships have arrived, its deletion threshold, when it expires. What a commit would do is the plan of ValidateDepartmentSyncSession.",
  synonyms: [
    "sync expired; upload complete; how many org units were received; is the session still open",
    "同步进度; 会话过期; 同步会话状态; 上传完了吗; 组织架构同步卡住; 同步会话卡住; 收到多少部门; 会话还在吗",
  ],
  prerequisites: ["id:CreateDepartmentSyncSession", "id:ListDepartmentSyncJobs"],
  input: () => ({ UserPoolUid: poolUid(), SessionId: sessionId() }),
  output: () => ({
    SessionId: textOutput(),
    UserPoolUid: textOutput(),
    Source: textOutput(),
    Status: textOutput(),
    ErrorMessage: textOutput(),
    ReceivedDepartments: countOutput(),
    ReceivedMemberships: countOutput(),
    DeleteThresholdPctSnapshot: countOutput(),
    CreatedAt: textOutput(),
    StartedAt: textOutput(),
    UpdatedAt: textOutput(),
    CommittedAt: textOutput(),
    ExpiresAt: textOutput(),
  }),
});

const getDepartmentSyncJob = defineAction({
  service: "id",
  name: "GetDepartmentSyncJob",
  family,
  effect: "read",
  title: "Get a department sync job",
  zh: "查看部门同步任务",
  summary:
    "Shows one job that validates or commits a sync session: state, times and error. Its id comes from ValidateDepartmentSyncSession, CommitDepartmentSyncSession or ListDepartmentSyncJobs.",
  synonyms: [
    "sync stuck; sync failed; state of the org chart sync; org chart sync stuck; did applying finish; error of the org upload",
    "同步进度; 同步失败; 部门同步到哪了; 部门同步失败原因; 组织架构同步卡住; 组织架构同步失败; 应用完了吗; 同步任务报错",
  ],
  prerequisites: ["id:ListDepartmentSyncJobs"],
  input: () => ({
    UserPoolUid: poolUid(),
    JobId: name("JobId of a commit, or ValidateJobId", 128),
  }),
  output: jobOutput,
});

const listDepartmentSyncJobs = defineAction({
  service: "id",
  name: "ListDepartmentSyncJobs",
  family,
  effect: "read",
  title: "List department sync jobs",
  zh: "列出部门同步任务",
  summary:
    "Lists the department sync jobs of a user pool with session, state and error, all or those of one source. There are no further pages: raise Limit to see more.",
  synonyms: [
    "sync history; last import; past org chart syncs; earlier org uploads",
    "同步历史; 同步记录; 历次部门同步; 以前的同步任务",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    Source: text("Only jobs of this source", 64).optional(),
    Limit: limit(200),
  }),
  output: () => ({ Jobs: rowsOutput(jobOutput()) }),
});

const batchUpsertDepartments = defineAction({
  service: "id",
  name: "BatchUpsertDepartments",
  family,
  effect: "delete",
  items: "Departments[]",
  ...escalatesWith("delete", MOVES),
  title: "Create, change or delete departments in bulk",
  zh: "批量写入部门",
  summary:
    "Creates, changes or deletes many departments of one source at once, each by its Action. Deleted ones do not come back: try with DryRun first. For a whole source with its members, checked before it applies, use CreateDepartmentSyncSession; for one, CreateDepartment.",
  synonyms: [
    "org chart import; bulk delete departments; many departments at once; push the whole org chart; add missing and overwrite existing",
    "部门导入; 批量建部门; 批量删除部门; 一次建很多部门; 批量改部门; 整棵架构写进去; 缺的补上已有的覆盖",
  ],
  exampleShows: ["Departments"],
  prerequisites: ["id:ListDepartments"],
  input: () => ({
    UserPoolUid: poolUid(),
    Source: source(),
    Departments: departments().optional(),
    DryRun: dryRun(),
  }),
  output: departmentsOutput,
});

const batchSyncDepartmentMembers = defineAction({
  service: "id",
  name: "BatchSyncDepartmentMembers",
  family,
  effect: "delete",
  items: "uncountable",
  escalates: true,
  title: "Replace the members of departments in bulk",
  zh: "批量同步部门成员",
  summary:
    "Makes the given users the members of the given departments of one source: adds who is missing and removes everybody else, with the rights that come with it. Try with DryRun first. To add only: AddUsersToDepartment.",
  synonyms: [
    "move people; reassign teams; bulk transfer; members of many departments; align who is in which department; add missing and remove extra members; try run first",
    "人员调动; 批量调岗; 批量调整部门成员; 覆盖部门成员; 谁在哪个部门整批对齐; 多的踢掉少的补上; 人员关系对齐; 先试跑",
  ],
  exampleShows: ["Mappings"],
  prerequisites: ["id:ListDepartmentMembers", "id:ListUsers"],
  input: () => ({
    UserPoolUid: poolUid(),
    Source: source(),
    Mappings: bulkOf(
      z.strictObject({
        ExternalDepartmentID: name("Id of the department in the source", 512).optional(),
        UserUids: userUids().optional(),
        Members: bulkOf(
          z.strictObject({
            UserUid: plainName(128).optional(),
            Role: role().optional(),
            IsPrimary: isPrimary().optional(),
          }),
          "Instead of UserUids, where roles matter",
        ).optional(),
      }),
      "All members of each department",
    ).optional(),
    DryRun: dryRun(),
  }),
  output: membersOutput,
});

export const departmentSync = defineFamily({
  name: family,
  title: "Department sync",
  zh: "部门同步",
  summary:
    "Keeps the departments of a user pool and who is in them equal to another system: upload to a session, validate, commit. Smaller changes go in one batch, without a session.",
  actions: [
    createDepartmentSyncSession,
    uploadDepartmentSyncDepartments,
    uploadDepartmentSyncMembers,
    validateDepartmentSyncSession,
    commitDepartmentSyncSession,
    cancelDepartmentSyncSession,
    getDepartmentSyncSession,
    getDepartmentSyncJob,
    listDepartmentSyncJobs,
    batchUpsertDepartments,
    batchSyncDepartmentMembers,
  ],
});
