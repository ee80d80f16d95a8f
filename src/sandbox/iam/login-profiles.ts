/** The actions on login profiles. */
import type { JsonObject } from "../../action/json.ts";
import { factsIn, shownAs } from "../resources/answer.ts";
import { answers, computes, type Documented, family } from "../resources/family.ts";
import { remove } from "../resources/records.ts";
import type { Part, Place, StoredRecord } from "../types.ts";
import { assertPassword, changeProfile, createProfile, loginProfile, profileOf } from "./login-profile.ts";
import { onUser, userIn } from "./user-in.ts";

async function shown({ output }: Documented, record: StoredRecord, context: Place): Promise<JsonObject> {
  return { LoginProfile: await shownAs(factsIn(output, "LoginProfile"), loginProfile, record, context) };
}

/** The profile of the user that a request names. @throws Fault UserNotExist, LoginProfileNotExist */
async function profileIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  const user = await userIn(params, context);
  const profile = await profileOf(context, user);
  if (profile === undefined) throw loginProfile.faults.notFound(String(user.doc.UserName));
  return profile;
}

export const loginProfiles: Part = {
  resources: [loginProfile],
  actions: family("iam", {
    CreateLoginProfile: onUser(
      computes(async (params, context, documented) => {
        assertPassword(params);
        const user = await userIn(params, context);
        return shown(documented, await createProfile(context, user, params), context);
      }),
    ),
    GetLoginProfile: onUser(
      answers(async (params, context, documented) =>
        shown(documented, await profileIn(params, context), context),
      ),
    ),
    UpdateLoginProfile: onUser(
      computes(async (params, context, documented) => {
        assertPassword(params);
        const profile = await changeProfile(context, await profileIn(params, context), params);
        return shown(documented, profile, context);
      }),
    ),
    DeleteLoginProfile: onUser(
      computes(async (params, context) => {
        await remove(loginProfile, context, await profileIn(params, context));
        return {};
      }),
    ),
  }),
};
