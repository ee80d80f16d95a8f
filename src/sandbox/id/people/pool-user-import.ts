/** The actions that bring users into a pool by file, and those on how users sign in from outside. */
import type { JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change } from "../../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import { missing, notFound } from "../faults.ts";
import { inBulk } from "./bulk.ts";
import { connectionIn, identifierIn, identityAt } from "./connections.ts";
import { usersOf } from "./memberships.ts";
import { poolUser } from "./pool-user.ts";
import { userRows } from "./user-rows.ts";
import { assertUnique, isNative, nativesSharing, SIGN_IN_FIELDS } from "./user-uniqueness.ts";
import { poolIn, userIn } from "./user-views.ts";
import { createUser } from "./user-writes.ts";

const FILE = "UsersCsvB64";

export const poolUserImport: Part = {
  actions: family("id", {
    CreateUsersCSV: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const file = textOf(params, FILE);
      if (!file) throw missing(FILE);
      const connectionUid = textOf(params, "ExternalProviderConnectionUid") || undefined;
      return inBulk(context, {
        items: await userRows(context, poolUid, FILE, file),
        identifier: identifierIn,
        each: async (given, index) => {
          const user = { poolUid, given, connectionUid, label: String(index) };
          return (await createUser(context, user)).key;
        },
      });
    }),
    // The reference has no field for the template in its answer.
    GetUserCSVTemplate: answers(async (params, context) => {
      await poolIn(params, context);
      return {};
    }),
    BatchConvertFederatedUsersToNativeUsers: computes(async (params, context) => {
      const poolUid = await poolIn(params, context);
      const ConflictUsers: JsonObject[] = [];
      const SuccessfulUids: string[] = [];
      for (const user of await usersOf(context, poolUid, textsOf(params, "UserUids"))) {
        const conflicts = isNative(user.doc) ? [] : await conflictsOf(context, user);
        ConflictUsers.push(...conflicts);
        if (conflicts.length > 0) continue;
        if (!isNative(user.doc)) await makeNative(context, user);
        SuccessfulUids.push(user.key);
      }
      return { ConflictUsers, SuccessfulUids };
    }),
    LinkIdentityProviderToUser: computes(async (params, context) => {
      const { user, connectionUid, identifier } = await linkIn(params, context);
      const connection = await connectionIn(context, user.parent ?? "", connectionUid);
      const identity = identityAt(context, connectionUid, connection, identifier, "Link");
      const others = objectsOf(user.doc, "ExternalIdentities").filter((one) => !isLink(one, params));
      const fields = { ExternalIdentities: [...others, identity] };
      await assertUnique(context, { ...user.doc, ...fields }, (field) => field === "ExternalIdentities");
      await change(poolUser, context, user, fields);
      return { Message: "" };
    }),
    DisableIdentityProviderForUser: computes(async (params, context) => {
      const { user, connectionUid, identifier } = await linkIn(params, context);
      const all = objectsOf(user.doc, "ExternalIdentities");
      const ExternalIdentities = all.filter((one) => !isLink(one, params));
      if (ExternalIdentities.length === all.length) {
        throw notFound(`link of the user ${user.key} to ${identifier} at ${connectionUid}`);
      }
      await change(poolUser, context, user, { ExternalIdentities });
      return { Message: "" };
    }),
  }),
};

/** With whom the user would clash as a native one, field by field. */
async function conflictsOf(context: CallContext, user: StoredRecord): Promise<readonly JsonObject[]> {
  const conflicts: JsonObject[] = [];
  for (const Field of SIGN_IN_FIELDS) {
    const others = await nativesSharing(context, user.doc, Field);
    if (others.length > 0) conflicts.push({ Field, UserUids: [user.key, ...others.map(({ key }) => key)] });
  }
  return conflicts;
}

/** They sign in at the pool from now on, and no more through where they came from. */
async function makeNative(context: CallContext, user: StoredRecord): Promise<void> {
  const home = textOf(user.doc, "Connection");
  const ExternalIdentities = objectsOf(user.doc, "ExternalIdentities").filter(
    (identity) => textOf(identity, "ConnectionUid") !== home,
  );
  await change(poolUser, context, user, { Connection: "", ExternalIdentities });
}

async function linkIn(params: JsonObject, context: CallContext) {
  return {
    user: await userIn(params, context, "UserPoolUserUid"),
    connectionUid: textOf(params, "ConnectionUid") ?? "",
    identifier: textOf(params, "ExternalProviderUserId") ?? "",
  };
}

const isLink = (identity: JsonObject, params: JsonObject): boolean =>
  identity.ConnectionUid === params.ConnectionUid &&
  identity.ExternalProviderUserIdentifier === params.ExternalProviderUserId;
