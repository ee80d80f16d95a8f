/** The actions that synchronise departments and their members from another system. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds } from "../../ids.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change, create, need } from "../../resources/records.ts";
import { cancel } from "../../tasks.ts";
import type { CallContext, Part, Place, StoredRecord, TaskRunner } from "../../types.ts";
import { numberOf, objectsOf, pick, textOf } from "../../values.ts";
import { notFound, refused } from "../faults.ts";
import { poolIn } from "../people/user-views.ts";
import { engineTask, poolTask, poolTaskInfo, startPoolTask } from "../user-pools/pool-tasks.ts";
import { applyDepartments } from "./department-plan.ts";
import {
  absentFrom,
  applySession,
  assertOpen,
  departmentSession,
  sessionIn,
  statusOf,
  THRESHOLD_PCT,
  targetOf,
} from "./department-session.ts";
import { applyMembers } from "./member-plan.ts";
import { rehearsed } from "./rehearsal.ts";

const RUNNER = "id.department-sync";
const COMMIT_MS = 5000;
/** The types of jobs, as tasks show them. */
const JOBS = { validate: "ValidateDepartmentSync", commit: "CommitDepartmentSync" } as const;

const runner: TaskRunner = {
  kind: RUNNER,
  async run(context, { work }) {
    if (work.Counts !== undefined) return pick(work, ["Counts"]);
    const session = await need(departmentSession, context, { SessionId: textOf(work, "SessionId") ?? "" });
    const { departments, members } = await applySession(context, session);
    await change(departmentSession, context, session, {
      Status: "Committed",
      CommittedAt: utcSeconds(context.now),
    });
    return { Departments: departments, Members: members };
  },
};

function startJob(context: Place, session: StoredRecord, type: string, work: JsonObject): Promise<string> {
  const { poolUid, source } = targetOf(session);
  return startPoolTask(context, {
    poolUid,
    type,
    runner: RUNNER,
    durationMs: type === JOBS.commit ? COMMIT_MS : 0,
    work,
    about: { SessionId: session.key, Source: source },
    subject: session.key,
  });
}

async function shownJob(context: Place, record: StoredRecord): Promise<JsonObject> {
  const info = await poolTaskInfo(context, record);
  const { about } = await engineTask(context, record);
  return {
    JobId: record.key,
    UserPoolUid: record.parent ?? "",
    ...pick(about, ["SessionId", "Source"]),
    Type: info.Type ?? "",
    Status: info.Status ?? "",
    CreatedAt: info.CreateTime ?? "",
    StartedAt: info.StartTime ?? "",
    UpdatedAt: info.UpdateTime ?? "",
    ...(info.FinishTime === undefined ? {} : { FinishedAt: info.FinishTime }),
    ...(info.ErrorMessage === undefined ? {} : { ErrorMessage: info.ErrorMessage }),
  };
}

/** Adds what was uploaded to a list of the session. A department of an id that is there already takes its place. */
async function upload(
  params: JsonObject,
  context: CallContext,
  field: "Departments" | "Members",
): Promise<JsonObject> {
  const session = await sessionIn(params, context);
  assertOpen(session, context);
  const received = objectsOf(params, field);
  const ids = new Set(received.map((one) => one.ExternalID));
  const before = objectsOf(session.doc, field);
  const kept = field === "Departments" ? before.filter((one) => !ids.has(one.ExternalID)) : before;
  const all = [...kept, ...received];
  await change(departmentSession, context, session, { [field]: all, Status: "Open" });
  return { Received: received.length, Total: all.length };
}

export const departmentSync: Part = {
  resources: [departmentSession],
  runners: [runner],
  actions: family("id", {
    CreateDepartmentSyncSession: computes(async (params, context) => {
      const UserPoolUid = await poolIn(params, context);
      const session = await create(departmentSession, context, { UserPoolUid, ...pick(params, ["Source"]) });
      return session.doc;
    }),
    UploadDepartmentSyncDepartments: computes((params, context) => upload(params, context, "Departments")),
    UploadDepartmentSyncMembers: computes((params, context) => upload(params, context, "Members")),
    ValidateDepartmentSyncSession: computes(async (params, context) => {
      const session = await sessionIn(params, context);
      assertOpen(session, context);
      const { absent, part } = await absentFrom(context, session);
      const { departments, members } = await rehearsed(context, () => applySession(context, session));
      const sound = [departments, members].every(
        ({ Errors }) => Array.isArray(Errors) && Errors.length === 0,
      );
      const Status = sound ? "Validated" : "Invalid";
      const Plan = {
        Status,
        SourceDeptTotal: objectsOf(session.doc, "Departments").length,
        DeptCreated: departments.Created ?? 0,
        DeptUpdated: departments.Updated ?? 0,
        DeptDeleted: departments.Deleted ?? 0,
        DeptSkipped: departments.Skipped ?? 0,
        DepartmentErrors: departments.Errors ?? [],
        MemberAdded: members.Added ?? 0,
        MemberRemoved: members.Removed ?? 0,
        MemberUnchanged: members.Unchanged ?? 0,
        MemberErrors: members.Errors ?? [],
        DeleteAbsentCount: absent.length,
        DeletePct: part,
        ThresholdPct: THRESHOLD_PCT,
        NeedsReview: part * 100 > THRESHOLD_PCT,
      };
      await change(departmentSession, context, session, { Status: sound ? "Validated" : "Open" });
      const ValidateJobId = await startJob(context, session, JOBS.validate, { Counts: Plan });
      return { Plan, Status, ValidateJobId };
    }),
    // What was done is known when the job has ended: its task's Result has it.
    CommitDepartmentSyncSession: computes(async (params, context) => {
      const session = await sessionIn(params, context);
      assertOpen(session, context);
      const { absent, part } = await absentFrom(context, session);
      if (part * 100 > THRESHOLD_PCT && params.AllowExceedDeleteThreshold !== true) {
        throw refused(
          `${absent.length} departments would be deleted, more than ${THRESHOLD_PCT} % of the source's; AllowExceedDeleteThreshold permits it.`,
        );
      }
      const JobId = await startJob(context, session, JOBS.commit, { SessionId: session.key });
      const StartedAt = utcSeconds(context.now);
      await change(departmentSession, context, session, { Status: "Committing", StartedAt, JobId });
      return { JobId };
    }),
    CancelDepartmentSyncSession: computes(async (params, context) => {
      const session = await sessionIn(params, context);
      const status = statusOf(session, context);
      if (status === "Committed" || status === "Canceled") {
        throw refused(`The session ${session.key} is ${status}.`);
      }
      const job = textOf(session.doc, "JobId");
      if (status === "Committing" && job) await cancel(context, job, "TaskCancelled");
      await change(departmentSession, context, session, { Status: "Canceled" });
      return { Status: "Canceled" };
    }),
    GetDepartmentSyncSession: answers(async (params, context) => {
      const session = await sessionIn(params, context);
      return {
        ...session.doc,
        Status: statusOf(session, context),
        ReceivedDepartments: objectsOf(session.doc, "Departments").length,
        ReceivedMemberships: objectsOf(session.doc, "Members").length,
      };
    }),
    GetDepartmentSyncJob: answers(async (params, context) => {
      const by = { TaskUid: textOf(params, "JobId") ?? "" };
      const record = await need(poolTask, context, by, await poolIn(params, context));
      if (!Object.values<unknown>(JOBS).includes(record.doc.Type)) throw notFound(`job ${record.key}`);
      return shownJob(context, record);
    }),
    ListDepartmentSyncJobs: answers(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const { items } = await context.store.list(poolTask.kind, {
        parent: poolUid,
        anyOf: [["Type", Object.values(JOBS)]],
        sort: { descending: true },
      });
      const source = textOf(params, "Source") || undefined;
      const Jobs: JsonObject[] = [];
      for (const record of items) {
        const job = await shownJob(context, record);
        if (source === undefined || job.Source === source) Jobs.push(job);
      }
      return { Jobs: Jobs.slice(0, numberOf(params, "Limit") ?? DEFAULT_JOBS) };
    }),
    BatchUpsertDepartments: computes(async (params, context) => {
      const target = { poolUid: await poolIn(params, context), source: textOf(params, "Source") ?? "" };
      const work = () => applyDepartments(context, target, objectsOf(params, "Departments"));
      return params.DryRun === true ? rehearsed(context, work) : work();
    }),
    BatchSyncDepartmentMembers: computes(async (params, context) => {
      const target = { poolUid: await poolIn(params, context), source: textOf(params, "Source") ?? "" };
      const work = () => applyMembers(context, target, objectsOf(params, "Mappings"));
      return params.DryRun === true ? rehearsed(context, work) : work();
    }),
  }),
};

const DEFAULT_JOBS = 50;
