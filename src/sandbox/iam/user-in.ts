/** Requests that name a user. */
import type { JsonObject } from "../../action/json.ts";
import type { Definition } from "../resources/family.ts";
import { find, need } from "../resources/records.ts";
import type { Place, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { iamUser } from "./user.ts";

/** @throws Fault UserNotExist */
export function userIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  return need(iamUser, context, { UserName: textOf(params, "UserName") ?? "" });
}

/** The same action, which works on the user of its UserName. */
export function onUser(definition: Definition): Definition {
  return {
    ...definition,
    async targets(params, context) {
      const user = await find(iamUser, context, { UserName: textOf(params, "UserName") ?? "" });
      const doc = user?.doc ?? { UserName: textOf(params, "UserName") ?? "*" };
      return [iamUser.trn?.(doc, context) ?? "*"];
    },
  };
}
