/** The actions on people whom a company's app may see: fetched by one task, brought in by another. */
import type { JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { countsOf, cutOf } from "../../resources/paging.ts";
import { create, need } from "../../resources/records.ts";
import type { Part, Place, StoredRecord, TaskRunner } from "../../types.ts";
import { pick, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { connectionIn } from "../people/connections.ts";
import { userOfIdentity } from "../people/user-uniqueness.ts";
import { poolIn } from "../people/user-views.ts";
import { engineTask, poolTask, poolTaskInfo, startPoolTask, statusOf } from "../user-pools/pool-tasks.ts";
import { absentFrom, applySession, departmentSession } from "./department-session.ts";
import { OUTSIDE_DEPARTMENTS, OUTSIDE_MEMBERS, outsidePeople } from "./outside-directory.ts";
import { rehearsed } from "./rehearsal.ts";
import { stage, stagedUser } from "./staged-user.ts";
import { mergeStaged } from "./user-merge.ts";

const RETRIEVE = "RetrieveAppVisibleUsers";
const COMMIT = "CommitAppVisibleUsers";
const RETRIEVE_RUNNER = "id.retrieve-app-visible-users";
const COMMIT_RUNNER = "id.commit-app-visible-users";
const DURATION_MS = 3000;

const sourceOf = (connectionUid: string): string => `connection:${connectionUid}`.slice(0, 64);

const retrieveRunner: TaskRunner = {
  kind: RETRIEVE_RUNNER,
  async run(context, { id, about }) {
    const poolUid = textOf(about, "UserPoolUid") ?? "";
    const connectionUid = textOf(about, "ConnectionUid") ?? "";
    const rules = { poolUid, connectionUid, identifiedBy: undefined, overwrite: false, mode: "federated" };
    const people = await outsidePeople(context, poolUid);
    for (const [index, given] of people.entries()) await stage(context, id, rules, given, index);
    const count = people.length;
    const counts = {
      VisibleUserCount: count,
      DeduplicatedUserCount: count,
      FetchedUserSuccessCount: count,
      FetchedUserFailureCount: 0,
      FailedDepartmentChildrenRequestCount: 0,
      FailedDepartmentMemberRequestCount: 0,
      SyncDepartments: about.SyncDepartments === true,
    };
    return about.SyncDepartments === true
      ? { ...counts, ...(await stageDepartments(context, poolUid, sourceOf(connectionUid))) }
      : counts;
  },
};

/** Departments wait in a sync session; their members are known by their ids outside until the people are in. */
async function stageDepartments(context: Place, UserPoolUid: string, Source: string): Promise<JsonObject> {
  const session = await create(departmentSession, context, {
    UserPoolUid,
    Source,
    Departments: OUTSIDE_DEPARTMENTS,
  });
  const { absent } = await absentFrom(context, session);
  const staged = await rehearsed(context, () => applySession(context, session));
  return {
    VisibleDepartmentCount: OUTSIDE_DEPARTMENTS.length,
    StagedDepartmentCount: OUTSIDE_DEPARTMENTS.length,
    StagedDepartmentMemberCount: Object.values(OUTSIDE_MEMBERS).flat().length,
    DepartmentDeletePreviewCount: absent.length,
    DepartmentMemberRemovePreviewCount: staged.members.Removed ?? 0,
    DepartmentSource: Source,
    DepartmentSyncSessionID: session.key,
  };
}

const commitRunner: TaskRunner = {
  kind: COMMIT_RUNNER,
  async run(context, { about }) {
    const poolUid = textOf(about, "UserPoolUid") ?? "";
    const staging = await need(poolTask, context, { TaskUid: textOf(about, "StagingTaskUid") ?? "" });
    const { items } = await context.store.list(stagedUser.kind, { parent: staging.key });
    const open = items.filter(({ doc }) => doc.Status !== "Success");
    const counts = await mergeStaged(context, open, { poolUid, replaceAttributes: false });
    const { outcome, about: fetched } = await engineTask(context, staging);
    const SessionId = textOf(outcome?.result ?? {}, "DepartmentSyncSessionID");
    if (SessionId === undefined) return counts;
    const session = await need(departmentSession, context, { SessionId });
    const Members = await membersNow(context, poolUid, textOf(fetched, "ConnectionUid") ?? "");
    await applySession(context, { ...session, doc: { ...session.doc, Members } });
    return counts;
  },
};

/** Memberships of the people who are in the pool by now. */
async function membersNow(context: Place, poolUid: string, connectionUid: string): Promise<JsonObject[]> {
  const members: JsonObject[] = [];
  for (const [DepartmentExternalID, identifiers] of Object.entries(OUTSIDE_MEMBERS)) {
    const uids: string[] = [];
    for (const identifier of identifiers) {
      const user = await userOfIdentity(context, poolUid, connectionUid, identifier);
      if (user !== undefined) uids.push(user.key);
    }
    members.push({ DepartmentExternalID, UserUids: uids });
  }
  return members;
}

/** @throws Fault NotFound for the pool, or for a task of this type in it */
async function taskIn(
  params: JsonObject,
  context: Place,
  parameter: string,
  type: string,
): Promise<StoredRecord> {
  const TaskUid = textOf(params, parameter) ?? "";
  const record = await need(poolTask, context, { TaskUid }, await poolIn(params, context));
  if (record.doc.Type !== type) throw faults.notFound(`${type} task ${TaskUid}`);
  return record;
}

export const appVisibleUsers: Part = {
  runners: [retrieveRunner, commitRunner],
  actions: family("id", {
    CreateTaskRetrieveAppVisibleUsers: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      await connectionIn(context, poolUid, textOf(params, "ConnectionUid") ?? "");
      // Strategy and ProviderParams say how to ask the outside, which the sandbox plays itself.
      const TaskUid = await startPoolTask(context, {
        poolUid,
        type: RETRIEVE,
        runner: RETRIEVE_RUNNER,
        durationMs: DURATION_MS,
        work: {},
        about: pick(params, ["ConnectionUid", "SyncDepartments", "Strategy", "ProviderParams"]),
      });
      return { TaskUid, Message: "" };
    }),
    GetTaskStateRetrieveAppVisibleUsers: answers(async (params, context) => {
      const record = await taskIn(params, context, "TaskUid", RETRIEVE);
      const task = await engineTask(context, record);
      return {
        TaskUid: record.key,
        State: statusOf(task),
        TaskInfo: await poolTaskInfo(context, record),
        ...(task.outcome === undefined ? {} : { RetrieveAppVisibleUsersTaskResult: task.outcome.result }),
      };
    }),
    CreateTaskCommitAppVisibleUsers: computes(async (params, context) => {
      const staging = await taskIn(params, context, "StagingTaskUid", RETRIEVE);
      const status = statusOf(await engineTask(context, staging));
      if (status !== "Success") throw faults.refused(`The task ${staging.key} is ${status}.`);
      const TaskUid = await startPoolTask(context, {
        poolUid: staging.parent ?? "",
        type: COMMIT,
        runner: COMMIT_RUNNER,
        durationMs: DURATION_MS,
        work: {},
        about: { StagingTaskUid: staging.key },
      });
      return { TaskUid, StagingTaskUid: staging.key, Message: "" };
    }),
    ListCommitAppVisibleUsers: answers(async (params, context, documented) => {
      const record = await taskIn(params, context, "TaskUid", COMMIT);
      const { about } = await engineTask(context, record);
      const statuses = textsOf(params, "Statuses");
      const cut = cutOf(documented, params, faults);
      const page = await context.store.list(stagedUser.kind, {
        parent: textOf(about, "StagingTaskUid") ?? "",
        ...(statuses.length === 0 ? {} : { anyOf: [["Status", statuses] as const] }),
        offset: cut.offset,
        limit: cut.limit,
      });
      const Data = page.items.map(({ doc }) => ({
        ...pick(doc, ["Status", "UserUid", "ErrorMessage"]),
        IdpUserId: doc.ExternalProviderUserIdentifier ?? "",
        FederatedIdentityUid: doc.Uid ?? "",
      }));
      return { Data, ...countsOf(page, cut) };
    }),
  }),
};
