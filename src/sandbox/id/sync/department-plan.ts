/** Brings the departments of one source into a pool: what another system has, by its own ids. */
import type { JsonObject } from "../../../action/json.ts";
import { Fault, type Place, type StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { department, ROOT_UID } from "../people/department.ts";
import { pathTo } from "../people/department-tree.ts";
import { shownDepartment } from "../people/department-views.ts";
import {
  changeDepartment,
  createDepartment,
  departmentOfOrigin,
  removeDepartment,
} from "../people/department-writes.ts";

/** The reference names no operations or states; these are what Items show. */
type Operation = "Create" | "Update" | "Delete" | "Skip";
const COMPARED = ["Name", "Description", "Precedence", "ParentDepartmentUid"];

export interface Target {
  readonly poolUid: string;
  readonly source: string;
}

/** Departments of the source that the pool has. */
export async function departmentsOfSource(
  context: Pick<Place, "store">,
  { poolUid, source }: Target,
): Promise<readonly StoredRecord[]> {
  const { items } = await context.store.list(department.kind, {
    parent: poolUid,
    equals: { Source: source },
  });
  return items.filter(({ doc }) => (textOf(doc, "ExternalID") ?? "") !== "");
}

/**
 * Does what is wanted of departments, parents first; each succeeds or fails by itself. An absent Action is `Upsert`,
 * the other one `Delete`: the reference names none.
 * @param absent what the pool has of the source and must go
 */
export async function applyDepartments(
  context: Place,
  target: Target,
  wanted: readonly JsonObject[],
  absent: readonly StoredRecord[] = [],
): Promise<JsonObject> {
  const items: JsonObject[] = [];
  const upserts = wanted.filter((one) => !isDeletion(one));
  for (const one of parentsFirst(upserts)) items.push(await attempted(context, target, one, upsert));
  for (const one of wanted.filter(isDeletion)) items.push(await attempted(context, target, one, erase));
  for (const record of await deepestFirst(context, absent)) {
    const one = { ExternalID: textOf(record.doc, "ExternalID") ?? "" };
    items.push(await attempted(context, target, one, erase));
  }
  const done = (operation: Operation) =>
    items.filter(({ Operation, Status }) => Operation === operation && Status === "Success").length;
  return {
    Created: done("Create"),
    Updated: done("Update"),
    Deleted: done("Delete"),
    Skipped: done("Skip"),
    Errors: items.flatMap(({ Status, ExternalID, Message }) =>
      Status === "Failed" ? [`${String(ExternalID)}: ${String(Message)}`] : [],
    ),
    Items: items,
  };
}

const isDeletion = (one: JsonObject): boolean => textOf(one, "Action")?.toLowerCase() === "delete";

/** In an order in which no parent comes after its child; those in a circle come last and will not find theirs. */
function parentsFirst(wanted: readonly JsonObject[]): readonly JsonObject[] {
  const ids = new Set(wanted.map((one) => textOf(one, "ExternalID") ?? ""));
  const ordered: JsonObject[] = [];
  const placed = new Set<string>();
  let rest = wanted;
  for (let before = -1; before !== ordered.length; ) {
    before = ordered.length;
    const ready = rest.filter((one) => {
      const above = textOf(one, "ExternalParentID") ?? "";
      return !ids.has(above) || placed.has(above);
    });
    ordered.push(...ready);
    for (const one of ready) placed.add(textOf(one, "ExternalID") ?? "");
    rest = rest.filter((one) => !ready.includes(one));
  }
  return [...ordered, ...rest];
}

async function deepestFirst(
  context: Place,
  records: readonly StoredRecord[],
): Promise<readonly StoredRecord[]> {
  const deep: { readonly record: StoredRecord; readonly depth: number }[] = [];
  for (const record of records) deep.push({ record, depth: (await pathTo(context, record)).length });
  return deep.toSorted((a, b) => b.depth - a.depth).map(({ record }) => record);
}

type Work = (context: Place, target: Target, one: JsonObject) => Promise<JsonObject>;

async function attempted(context: Place, target: Target, one: JsonObject, work: Work): Promise<JsonObject> {
  const ExternalID = textOf(one, "ExternalID") ?? "";
  try {
    const done = await context.store.attempt(() => work(context, target, one));
    return { ExternalID, Status: "Success", Message: "", ...done };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      ExternalID,
      Status: "Failed",
      Operation: isDeletion(one) ? "Delete" : "Skip",
      Message: error.message,
    };
  }
}

async function upsert(context: Place, target: Target, one: JsonObject): Promise<JsonObject> {
  const { poolUid, source } = target;
  const external = textOf(one, "ExternalID") ?? "";
  const name = textOf(one, "Name") ?? "";
  const action = (textOf(one, "Action") || "Upsert").toLowerCase();
  if (action !== "upsert") throw invalid("Departments.Action", "It must be Upsert or Delete.");
  if (external === "" || name === "") throw invalid("Departments", "It needs an ExternalID and a Name.");
  const fields = {
    ...pick(one, ["Name", "Description", "Precedence"]),
    ParentDepartmentUid: await parentUid(context, target, textOf(one, "ExternalParentID") ?? ""),
  };
  const known = await departmentOfOrigin(context, poolUid, source, external);
  if (known === undefined) {
    const given = { ...fields, Source: source, ExternalID: external };
    const made = await createDepartment(context, poolUid, given, ` ${source} ${external}`);
    return { Operation: "Create", DepartmentUid: made.key, After: await shownDepartment(context, made) };
  }
  const Before = await shownDepartment(context, known);
  const after: JsonObject = { ...known.doc, ...fields };
  if (COMPARED.every((field) => known.doc[field] === after[field])) {
    return { Operation: "Skip", DepartmentUid: known.key, Before, After: Before };
  }
  const changed = await changeDepartment(context, known, fields);
  const After = await shownDepartment(context, changed);
  return { Operation: "Update", DepartmentUid: known.key, Before, After };
}

async function parentUid(context: Place, { poolUid, source }: Target, external: string): Promise<string> {
  if (external === "") return ROOT_UID;
  const above = await departmentOfOrigin(context, poolUid, source, external);
  if (above === undefined)
    throw invalid("Departments.ExternalParentID", `There is no department ${external}.`);
  return above.key;
}

/** Memberships end with the department; what other sources put below it keeps it. */
async function erase(context: Place, { poolUid, source }: Target, one: JsonObject): Promise<JsonObject> {
  const known = await departmentOfOrigin(context, poolUid, source, textOf(one, "ExternalID") ?? "");
  if (known === undefined) return { Operation: "Skip" };
  const Before = await shownDepartment(context, known);
  await removeDepartment(context, known, { children: false, members: true, policy: "" });
  return { Operation: "Delete", DepartmentUid: known.key, Before };
}
