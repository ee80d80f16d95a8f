/** The actions on custom attributes of a user pool. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, type Prepared, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part, StoredRecord } from "../../types.ts";
import { numberOf, textOf } from "../../values.ts";
import { invalid, quotaExceeded } from "../faults.ts";
import { rewriteValues, userPoolAttribute } from "./user-pool-attribute.ts";

const BY_UID = { Uid: "Uid" };
/** Custom attributes of one pool. The reference gives no number; other directories allow 50. */
const MOST = 50;
/** The reference names no data types; these four are told apart here, in any case. */
const TYPES: ReadonlySet<string> = new Set(["string", "number", "boolean", "datetime"]);
/** Those that have bounds: of the value, or of a text's length. */
const BOUNDED: ReadonlySet<string> = new Set(["string", "number"]);

function assertShape(doc: JsonObject): void {
  const type = (textOf(doc, "DataType") ?? "").toLowerCase();
  if (!TYPES.has(type)) throw invalid("DataType", "It must be one of String, Number, Boolean, DateTime.");
  if (textOf(doc, "Name") === "") throw invalid("Name", "It is empty.");
  if (textOf(doc, "Mutability") === "") throw invalid("Mutability", "It is empty.");
  const low = numberOf(doc, "Minimum");
  const high = numberOf(doc, "Maximum");
  const bound = low === undefined ? "Maximum" : "Minimum";
  if ((low !== undefined || high !== undefined) && !BOUNDED.has(type)) {
    throw invalid(bound, "Only texts and numbers have bounds.");
  }
  if (type === "string" && Math.min(low ?? 0, high ?? 0) < 0) {
    throw invalid(bound, "The length of a text is at least 0.");
  }
  if (low !== undefined && high !== undefined && low > high) {
    throw invalid("Minimum", "It is more than Maximum.");
  }
}

async function assertRoom(fields: JsonObject, { context }: Prepared): Promise<JsonObject> {
  assertShape(fields);
  const held = await context.store.count(userPoolAttribute.kind, textOf(fields, "UserPoolUid"));
  if (held >= MOST) throw quotaExceeded(`${MOST} custom attributes of a user pool`);
  return fields;
}

function changed(fields: JsonObject, { before }: Prepared): JsonObject {
  assertShape({ ...before?.doc, ...fields });
  return fields;
}

/** The users' values go by the name. */
async function renamed(record: StoredRecord, { before, context }: Prepared): Promise<undefined> {
  const old = before === undefined ? undefined : textOf(before.doc, "Name");
  const Name = textOf(record.doc, "Name");
  if (old === undefined || Name === undefined || old === Name) return;
  await rewriteValues(context, record.parent ?? "", old, (value) => ({ ...value, Name }));
}

export const userPoolAttributes: Part = {
  resources: [userPoolAttribute],
  actions: family("id", {
    CreateUserPoolCustomAttribute: creates(userPoolAttribute, { prepare: assertRoom }),
    UpdateUserPoolCustomAttribute: updates(userPoolAttribute, BY_UID, { prepare: changed, also: renamed }),
    DeleteUserPoolCustomAttribute: removes(userPoolAttribute, BY_UID),
  }),
};
