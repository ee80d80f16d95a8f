/**
 * The actions on users. A user that is deleted takes keys, attachments, memberships, login profile and security
 * configuration along: the reference names no error for a user that still has some.
 */
import type { JsonObject } from "../../action/json.ts";
import { creates, lists, removes, updates } from "../resources/actions.ts";
import { factsIn, shownAs } from "../resources/answer.ts";
import { answers, type Definition, family } from "../resources/family.ts";
import { contains, noEffect } from "../resources/filters.ts";
import { find, need, recordAt } from "../resources/records.ts";
import type { Part, Place, StoredRecord } from "../types.ts";
import { objectsOf, textOf } from "../values.ts";
import { accessKey } from "./access-key.ts";
import { invalid, missing } from "./faults.ts";
import { checkedUser } from "./names.ts";
import { redacted } from "./pii.ts";
import { iamUser } from "./user.ts";
import { onUser } from "./user-in.ts";

const BY_NAME = { UserName: "UserName" };

/** @throws Fault MissingParameter, InvalidParameter, UserNotExist */
async function chosen(params: JsonObject, context: Place): Promise<StoredRecord> {
  const given = ["UserName", "ID", "AccessKeyID"].filter(
    (parameter) => params[parameter] !== undefined && params[parameter] !== "",
  );
  const [by, another] = given;
  if (by === undefined) throw missing("UserName");
  if (another !== undefined) throw invalid(another, `It cannot be given together with ${by}.`);
  if (by === "UserName") return need(iamUser, context, { UserName: textOf(params, by) ?? "" });
  if (by === "ID") return need(iamUser, context, { Id: String(params[by]) });
  const key = await recordAt(accessKey, context, textOf(params, by) ?? "");
  const user =
    key?.doc.UserId === undefined ? undefined : await find(iamUser, context, { Id: String(key.doc.UserId) });
  if (user === undefined) throw invalid(by, "It is not the key of a user.");
  return user;
}

const getUser: Definition = {
  ...answers(async (params, context, { output }) => {
    const record = await chosen(params, context);
    return { User: redacted(await shownAs(factsIn(output, "User"), iamUser, record, context), params) };
  }),
  async targets(params, context) {
    return [iamUser.trn?.((await chosen(params, context)).doc, context) ?? "*"];
  },
};

const everyUser = lists(iamUser, {
  // PiiRedaction hides parts of who is listed and selects nobody.
  filters: { Query: contains("UserName", "DisplayName", "Description"), PiiRedaction: noEffect },
});

const listUsers: Definition = {
  ...everyUser,
  async handle(params, context, documented) {
    const page = await everyUser.handle(params, context, documented);
    return { ...page, UserMetadata: objectsOf(page, "UserMetadata").map((user) => redacted(user, params)) };
  },
};

export const users: Part = {
  actions: family("iam", {
    CreateUser: creates(iamUser, { within: "User", prepare: checkedUser }),
    GetUser: getUser,
    ListUsers: listUsers,
    UpdateUser: updates(iamUser, BY_NAME, {
      within: "User",
      renamed: {
        NewUserName: "UserName",
        NewDisplayName: "DisplayName",
        NewDescription: "Description",
        NewEmail: "Email",
        NewMobilePhone: "MobilePhone",
      },
      prepare: (fields, { before }) => unverified(checkedUser(fields), before?.doc ?? {}),
    }),
    DeleteUser: onUser(removes(iamUser, BY_NAME)),
  }),
};

/** An address or number that changed has yet to be confirmed. The reference is silent; anything else would be a hole. */
function unverified(fields: JsonObject, before: JsonObject): JsonObject {
  const changed = (field: string) => fields[field] !== undefined && fields[field] !== before[field];
  return {
    ...fields,
    ...(changed("Email") ? { EmailIsVerify: false } : {}),
    ...(changed("MobilePhone") ? { MobilePhoneIsVerify: false } : {}),
  };
}
