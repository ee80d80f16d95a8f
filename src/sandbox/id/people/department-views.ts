/** Departments as answers show them, with what follows from where they lie and who is in them. */
import type { JsonObject } from "../../../action/json.ts";
import { need } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { userPool } from "../user-pools/user-pool.ts";
import { department, ROOT_UID } from "./department.ts";
import { belowOf, parentOf, pathTo } from "./department-tree.ts";
import { poolUser } from "./pool-user.ts";
import { poolIn } from "./user-views.ts";

/** The top of a pool's organization: it bears the pool's name and is as old as the pool. */
export async function rootOf(context: Place, poolUid: string): Promise<StoredRecord> {
  const { doc } = await need(userPool, context, { Uid: poolUid });
  return {
    kind: department.kind,
    key: ROOT_UID,
    parent: poolUid,
    doc: {
      Uid: ROOT_UID,
      UserPoolUid: poolUid,
      Name: textOf(doc, "Name") ?? "",
      Description: "",
      Precedence: 0,
      Source: "Manual",
      CreateTime: textOf(doc, "CreateTime") ?? "",
      UpdateTime: textOf(doc, "CreateTime") ?? "",
    },
  };
}

/** @throws Fault NotFound for a department that the pool does not have */
export function departmentOf(context: Place, poolUid: string, uid: string): Promise<StoredRecord> {
  return uid === ROOT_UID ? rootOf(context, poolUid) : need(department, context, { Uid: uid }, poolUid);
}

/** @throws Fault NotFound for the pool, or for the department in it */
export async function departmentIn(
  params: JsonObject,
  context: Place,
  parameter = "DepartmentUid",
): Promise<StoredRecord> {
  return departmentOf(context, await poolIn(params, context), textOf(params, parameter) ?? "");
}

/** From the root down to this one. */
export async function wholePath(context: Place, record: StoredRecord): Promise<readonly StoredRecord[]> {
  const root = await rootOf(context, record.parent ?? "");
  return record.key === ROOT_UID ? [root] : [root, ...(await pathTo(context, record))];
}

async function membersIn(context: Place, poolUid: string, uids: readonly string[]): Promise<number> {
  const anyOf = [["DepartmentUids", uids] as const];
  return (await context.store.list(poolUser.kind, { parent: poolUid, anyOf, limit: 0 })).total;
}

/** MemberCount: people in it or anywhere below, each once. */
export async function shownDepartment(context: Place, record: StoredRecord): Promise<JsonObject> {
  const { key, parent: poolUid = "" } = record;
  const below = await belowOf(context, poolUid, key);
  const path = await wholePath(context, record);
  const uids = below.map((one) => one.key);
  return {
    ...record.doc,
    Path: path.map((one) => `/${one.key}`).join(""),
    NamePath: path.map(({ doc }) => `/${textOf(doc, "Name") ?? ""}`).join(""),
    DirectChildrenCount: below.filter((one) => parentOf(one) === key).length,
    DirectMemberCount: await membersIn(context, poolUid, [key]),
    MemberCount: await membersIn(context, poolUid, [key, ...uids]),
  };
}

export async function shownDepartments(
  context: Place,
  records: readonly StoredRecord[],
): Promise<readonly JsonObject[]> {
  const shown: JsonObject[] = [];
  for (const record of records) shown.push(await shownDepartment(context, record));
  return shown;
}
