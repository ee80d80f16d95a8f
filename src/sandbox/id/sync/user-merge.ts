/** Merges staged people into the pool. */
import type { JsonObject } from "../../../action/json.ts";
import { change, keep, need } from "../../resources/records.ts";
import { Fault, type Place, type StoredRecord } from "../../types.ts";
import { objectOf, objectsOf, textOf } from "../../values.ts";
import { connectionIn, identityAt } from "../people/connections.ts";
import { poolUser } from "../people/pool-user.ts";
import { assertUnique } from "../people/user-uniqueness.ts";
import { createUser, updateUser } from "../people/user-writes.ts";
import { stagedUser } from "./staged-user.ts";

export interface Merging {
  readonly poolUid: string;
  readonly replaceAttributes: boolean;
}

/** Merges each by itself; what became of it stays with it. Answers MergeTaskResult. */
export async function mergeStaged(
  context: Place,
  staged: readonly StoredRecord[],
  merging: Merging,
): Promise<JsonObject> {
  const counts = { AddedCount: 0, MergedCount: 0, NoChangeCount: 0, FailedCount: 0 };
  for (const [index, one] of staged.entries()) {
    // Whom nobody decided about waits for another merge.
    if (one.doc.UserAction === "Ignore") {
      counts.NoChangeCount += 1;
      continue;
    }
    try {
      const UserUid = await context.store.attempt(() => merged(context, one, merging, index));
      const action = textOf(one.doc, "UserAction");
      if (action === "Add") counts.AddedCount += 1;
      else if (action === "Merge") counts.MergedCount += 1;
      else counts.NoChangeCount += 1;
      await change(stagedUser, context, one, { Status: "Success", ErrorMessage: "", UserUid });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      counts.FailedCount += 1;
      await change(stagedUser, context, one, { Status: "Failed", ErrorMessage: error.message });
    }
  }
  return counts;
}

/** What would be written: all that the other side knows, with what was changed in between. */
function writes(doc: JsonObject): JsonObject {
  const { CustomAttributes, ...fields } = objectOf(doc, "NewUser") ?? {};
  return {
    ...objectOf(doc, "Given"),
    ...fields,
    ...(CustomAttributes === undefined ? {} : { CustomAttributesToUpsert: CustomAttributes }),
  };
}

async function merged(context: Place, one: StoredRecord, merging: Merging, index: number): Promise<string> {
  const { poolUid } = merging;
  const connectionUid = textOf(one.doc, "ConnectionUid") || undefined;
  const given = writes(one.doc);
  switch (textOf(one.doc, "UserAction")) {
    case "Add": {
      const user = { poolUid, given, connectionUid, source: "Sync", label: ` ${one.key} ${index}` } as const;
      return (await createUser(context, user)).key;
    }
    case "Merge": {
      const before = await need(poolUser, context, { Uid: textOf(one.doc, "UserUid") ?? "" }, poolUid);
      const fields = merging.replaceAttributes ? withRemovals(given, before.doc) : given;
      const user = await updateUser(context, before, fields);
      await link(context, user, connectionUid, textOf(given, "ExternalProviderUserIdentifier"));
      return user.key;
    }
    default:
      return textOf(one.doc, "UserUid") ?? "";
  }
}

/** An empty value takes an attribute away. */
function withRemovals(given: JsonObject, before: JsonObject): JsonObject {
  const wanted = objectsOf(given, "CustomAttributesToUpsert");
  const gone = objectsOf(before, "CustomAttributes").filter(
    ({ Name }) => !wanted.some((one) => one.Name === Name),
  );
  const removals = gone.map(({ Name = "" }) => ({ Name, Value: "" }));
  return { ...given, CustomAttributesToUpsert: [...wanted, ...removals] };
}

/** Lets the account at the connection sign in as the user, if it does not yet. */
export async function link(
  context: Place,
  user: StoredRecord,
  connectionUid: string | undefined,
  identifier: string | undefined,
): Promise<void> {
  if (connectionUid === undefined || !identifier) return;
  const identities = objectsOf(user.doc, "ExternalIdentities");
  const linked = identities.some(
    (one) => one.ConnectionUid === connectionUid && one.ExternalProviderUserIdentifier === identifier,
  );
  if (linked) return;
  const connection = await connectionIn(context, user.parent ?? "", connectionUid);
  const identity = identityAt(context, connectionUid, connection, identifier, "Sync");
  const ExternalIdentities = [...identities, identity];
  await assertUnique(context, { ...user.doc, ExternalIdentities }, (field) => field === "ExternalIdentities");
  await keep(poolUser, context, user, { ExternalIdentities });
}
