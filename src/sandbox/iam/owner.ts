/** Whose keys a request is about: those of a user, or of the account itself. */
import type { JsonObject } from "../../action/json.ts";
import type { Definition } from "../resources/family.ts";
import { recordAt } from "../resources/records.ts";
import type { CallContext, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { ACCOUNT_OWNER } from "./access-key.ts";
import { missing } from "./faults.ts";
import { named } from "./policy.ts";
import { iamTrn } from "./records.ts";
import { iamUser } from "./user.ts";

/** The user that the request is about, or undefined for the account. @throws Fault UserNotExist, MissingParameter */
export async function ownerOf(params: JsonObject, context: CallContext): Promise<StoredRecord | undefined> {
  const name = textOf(params, "UserName");
  if (name) return named(iamUser, context, name);
  switch (context.principal.kind) {
    case "account":
      return undefined;
    case "user":
      return recordAt(iamUser, context, context.principal.id);
    case "role-session":
      // A role has no keys of its own (description of ListAccessKeys).
      throw missing("UserName");
  }
}

/** What lists find the keys of an owner by. */
export const ownerKey = (owner: StoredRecord | undefined): string => owner?.key ?? ACCOUNT_OWNER;

/** Fields of a key that say whose it is; a user's goes with the user. */
export const ownedBy = (owner: StoredRecord | undefined): JsonObject =>
  owner === undefined ? { Owner: ACCOUNT_OWNER } : { Owner: owner.key, UserId: owner.key };

/** The same action, which works on the owner's TRN. */
export function onOwner(definition: Definition): Definition {
  return {
    ...definition,
    async targets(params, context) {
      const owner = await ownerOf(params, context);
      return [owner === undefined ? iamTrn(context, "root") : (iamUser.trn?.(owner.doc, context) ?? "")];
    },
  };
}
