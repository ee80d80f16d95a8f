/** The actions that synchronise users from an identity provider or a file. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change, need } from "../../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import { invalid, refused } from "../faults.ts";
import { connectionIn } from "../people/connections.ts";
import { userRows } from "../people/user-rows.ts";
import { poolIn } from "../people/user-views.ts";
import { engineTask, statusOf } from "../user-pools/pool-tasks.ts";
import { assessed, identifyingField, stagedUser, USER_ACTIONS } from "./staged-user.ts";
import { stagedPage } from "./user-sync-lists.ts";
import {
  cancelSync,
  MERGE,
  RETRIEVE,
  rulesOf,
  shownState,
  startMerge,
  startRetrieval,
  syncTaskIn,
  userSyncRunners,
} from "./user-sync-tasks.ts";

const FILE = "AttachmentFileB64";
const ANY = [...RETRIEVE, ...MERGE];
/** The reference names no modes of either kind; an absent one is the first. */
const OPERATION_MODES = ["Upsert", "Create", "Update"];
const ATTRIBUTE_MODES = ["Merge", "Replace"];

/** A mode in lower case. @throws Fault for one that is none */
function modeIn(params: JsonObject, field: string, modes: readonly string[]): string {
  const given = (textOf(params, field) || modes[0] || "").toLowerCase();
  if (modes.some((mode) => mode.toLowerCase() === given)) return given;
  throw invalid(field, `It must be one of ${modes.join(", ")}.`);
}

export const userSync: Part = {
  resources: [stagedUser],
  runners: userSyncRunners,
  actions: family("id", {
    CreateTaskRetrieveUserSync: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const connectionUid = textOf(params, "ConnectionUid") ?? "";
      await connectionIn(context, poolUid, connectionUid);
      const overwrite = params.AlwaysOverwriteUser === true;
      const TaskUid = await startRetrieval(context, {
        type: "RetrieveUserSync",
        rules: { poolUid, connectionUid, identifiedBy: undefined, overwrite, mode: "upsert" },
        skipMerge: params.SkipMergeTask === true,
        replaceAttributes: false,
      });
      return { TaskUid, Message: "" };
    }),
    CreateTaskRetrieveUserSyncAttachment: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const connectionUid = textOf(params, "ConnectionUid") || undefined;
      if (connectionUid !== undefined) await connectionIn(context, poolUid, connectionUid);
      const identifiedBy = identifyingField(textOf(params, "UniqueUserIdentifier") ?? "");
      if (identifiedBy === undefined) throw invalid("UniqueUserIdentifier", "It names no field of users.");
      const mode = modeIn(params, "OperationMode", OPERATION_MODES);
      const rows = await userRows(context, poolUid, FILE, textOf(params, FILE) ?? "");
      if (rows.some(({ Password }) => Password !== undefined)) {
        throw invalid(FILE, "A sync does not set passwords.");
      }
      const { sound, ErrorsStructured } = sorted(rows, identifiedBy);
      const TaskUid = await startRetrieval(context, {
        type: "RetrieveUserSyncAttachment",
        rules: { poolUid, connectionUid, identifiedBy, overwrite: params.AlwaysOverwriteUser === true, mode },
        skipMerge: params.SkipMergeTask === true,
        replaceAttributes: modeIn(params, "CustomAttributeMergeMode", ATTRIBUTE_MODES) === "replace",
        rows: sound,
      });
      return { TaskUid, Message: "", ErrorsStructured };
    }),
    CreateTaskMergeUserSync: computes(async (params, context) => {
      const retrieve = await syncTaskIn(params, context, RETRIEVE);
      const task = await engineTask(context, retrieve);
      const status = statusOf(task);
      if (status !== "Success") throw refused(`The task ${retrieve.key} is ${status}.`);
      const TaskUid = await startMerge(context, retrieve, task.about);
      return { TaskUid, SourceTaskUid: retrieve.key, State: "Running", Message: "" };
    }),
    GetTaskStateUserSync: answers(async (params, context) =>
      shownState(context, await syncTaskIn(params, context, ANY)),
    ),
    ListRetrieveUserSyncUsers: answers(async (params, context, documented) =>
      stagedPage(params, context, documented, await syncTaskIn(params, context, RETRIEVE), false),
    ),
    UpdateRetrieveUserSyncUser: computes(async (params, context) => {
      const retrieve = await syncTaskIn(params, context, RETRIEVE);
      const by = { Uid: textOf(params, "UserSyncUid") ?? "" };
      const staged = await need(stagedUser, context, by, retrieve.key);
      if (staged.doc.Status === "Success") throw refused(`The staged user ${staged.key} is merged.`);
      const changed = await restaged(context, retrieve, staged, objectOf(params, "SyncUser") ?? {});
      return changed.doc;
    }),
    ListMergeUserSyncResultUsers: answers(async (params, context, documented) =>
      stagedPage(params, context, documented, await syncTaskIn(params, context, ANY), true),
    ),
    CancelTaskUserSync: computes(async (params, context) =>
      cancelSync(context, await syncTaskIn(params, context, ANY)),
    ),
  }),
};

/** Rows that can be told apart, and what is wrong with the others. */
function sorted(rows: readonly JsonObject[], identifiedBy: string) {
  const seen = new Set<Json>();
  const sound: JsonObject[] = [];
  const ErrorsStructured: JsonObject[] = [];
  for (const [Index, row] of rows.entries()) {
    const value = textOf(row, identifiedBy) ?? "";
    const wrong =
      value === "" ? "MissingParameter" : seen.has(value.toLowerCase()) ? "Duplicated" : undefined;
    seen.add(value.toLowerCase());
    if (wrong === undefined) sound.push(row);
    else {
      const why = wrong === "Duplicated" ? "Another row has this value." : "The row has no value.";
      ErrorsStructured.push({ Index, Field: identifiedBy, Error: why, ErrorType: wrong });
    }
  }
  return { sound, ErrorsStructured };
}

/** A staged user with other values, and what then clashes; what is to happen is as a person said, or as before. */
async function restaged(
  context: CallContext,
  retrieve: StoredRecord,
  staged: StoredRecord,
  wished: JsonObject,
): Promise<StoredRecord> {
  const action = textOf(wished, "UserAction");
  if (action !== undefined && !USER_ACTIONS.some((one) => one === action)) {
    throw invalid("SyncUser.UserAction", `It must be one of ${USER_ACTIONS.join(", ")}.`);
  }
  const before = objectOf(staged.doc, "NewUser") ?? {};
  const fields = ["Name", "Email", "PhoneNumber", "PreferredUsername"].flatMap((field) => {
    const value = textOf(wished, `New${field}`);
    return value === undefined ? [] : [[field, value] as const];
  });
  const CustomAttributes = attributesAfter(before, wished);
  const NewUser = {
    ...before,
    ...Object.fromEntries(fields),
    ...(CustomAttributes.length === 0 ? {} : { CustomAttributes }),
  };
  const { about } = await engineTask(context, retrieve);
  const given = { ...objectOf(staged.doc, "Given"), ...NewUser };
  const { UserAction: _proposed, ...now } = await assessed(context, rulesOf(about), given);
  const chosen = action === undefined ? {} : { UserAction: action };
  const user = action === "Merge" && now.UserUid === "" ? { UserUid: staged.doc.UserUid ?? "" } : {};
  return change(stagedUser, context, staged, { ...now, ...user, ...chosen, NewUser });
}

/** The operations on single attributes are `Set`, also when absent, and `Delete`; the reference names none. */
function attributesAfter(before: JsonObject, wanted: JsonObject): readonly JsonObject[] {
  const start = wanted.NewCustomAttributes === undefined ? before : wanted;
  const field = wanted.NewCustomAttributes === undefined ? "CustomAttributes" : "NewCustomAttributes";
  const values = new Map(objectsOf(start, field).map((one) => [textOf(one, "Name") ?? "", one.Value ?? ""]));
  for (const one of objectsOf(wanted, "CustomAttributeOperations")) {
    const name = textOf(one, "Name") ?? "";
    const operation = modeIn(one, "Operation", ["Set", "Delete"]);
    if (operation === "delete") values.delete(name);
    else values.set(name, one.Value ?? "");
  }
  return [...values].map(([Name, Value]) => ({ Name, Value }));
}
