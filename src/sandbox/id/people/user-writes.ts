/** Makes and changes single users, for every action that does. */
import type { JsonObject } from "../../../action/json.ts";
import { change, create } from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { missing } from "../faults.ts";
import { connectionIn, identifierIn, identityAt, type LinkSource } from "./connections.ts";
import { poolUser } from "./pool-user.ts";
import { isNameless, userFields } from "./user-fields.ts";
import { UserProblem, wrongField } from "./user-problem.ts";
import { assertUnique } from "./user-uniqueness.ts";

export interface NewUser {
  readonly poolUid: string;
  /** The parameters of CreateUser. */
  readonly given: JsonObject;
  /** Where they come from; such users are federated. */
  readonly connectionUid?: string | undefined;
  readonly source?: LinkSource;
  /** Tells several of one request apart. */
  readonly label: string;
}

/** @throws Fault NotFound for the pool or the connection, UserProblem for what is wrong with the user */
export async function createUser(context: Place, user: NewUser): Promise<StoredRecord> {
  const { poolUid, given, connectionUid, label, source = "Create" } = user;
  const fields = await userFields(context, poolUid, given);
  const doc = {
    UserPoolUid: poolUid,
    ...fields,
    ...(await federation(context, poolUid, given, connectionUid, source)),
  };
  // The reference requires no single field; a native user whom nothing names could never sign in.
  if (connectionUid === undefined && isNameless(doc)) throw new UserProblem(missing("Name"), "Name");
  await assertUnique(context, doc);
  return create(poolUser, context, doc, label);
}

async function federation(
  context: Place,
  poolUid: string,
  given: JsonObject,
  connectionUid: string | undefined,
  source: LinkSource,
): Promise<JsonObject> {
  const identifier = identifierIn(given);
  if (connectionUid === undefined) {
    if (identifier === undefined) return {};
    throw wrongField("ExternalProviderUserIdentifier", "It needs an ExternalProviderConnectionUid.");
  }
  const connection = await connectionIn(context, poolUid, connectionUid);
  if (identifier === undefined) {
    throw new UserProblem(missing("ExternalProviderUserIdentifier"), "ExternalProviderUserIdentifier");
  }
  const identity = identityAt(context, connectionUid, connection, identifier, source);
  return { Connection: connectionUid, ExternalIdentities: [identity] };
}

/** Puts what was given over a user. @throws UserProblem */
export async function updateUser(
  context: Place,
  user: StoredRecord,
  given: JsonObject,
): Promise<StoredRecord> {
  const fields = await userFields(context, textOf(user.doc, "UserPoolUid") ?? "", given, user.doc);
  const doc = { ...user.doc, ...fields };
  await assertUnique(context, doc, (field) => doc[field] !== user.doc[field]);
  return change(poolUser, context, user, fields);
}
