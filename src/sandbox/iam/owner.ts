/** Whose keys a request is about: those of a user, or of the account itself. */
import type { JsonObject } from "../../action/json.ts";
import { recordAt } from "../resources/records.ts";
import type { CallContext } from "../types.ts";
import { textOf } from "../values.ts";
import { ACCOUNT_OWNER, accessKey } from "./access-key.ts";
import { userIn } from "./user-in.ts";

/** `Owner` for lists; `UserId` where a user owns it, so that it goes with the user. */
export interface Owner {
  readonly Owner: string;
  readonly UserId?: string;
}

const ofUser = (key: string): Owner => ({ Owner: key, UserId: key });

/**
 * The user of `UserName`; without one whoever signed the request, which is the account for a key of its own.
 * @throws Fault UserNotExist
 */
export async function ownerIn(params: JsonObject, context: CallContext): Promise<Owner> {
  if (textOf(params, "UserName")) return ofUser((await userIn(params, context)).key);
  const signer = await recordAt(accessKey, context, context.accessKeyId);
  const user = signer === undefined ? undefined : textOf(signer.doc, "UserId");
  return user === undefined ? { Owner: ACCOUNT_OWNER } : ofUser(user);
}
