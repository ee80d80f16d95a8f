/** Passwords of users. None is kept: nobody signs in to the sandbox. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { passwordProblem } from "../../passwords.ts";
import { computes, type Definition } from "../../resources/family.ts";
import { change } from "../../resources/records.ts";
import type { Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { invalid, missing } from "../faults.ts";
import { beijingSeconds } from "../times.ts";
import { user, userOf } from "./user.ts";

/** The reference is silent on a password beside GenerateRandomPassword; two answers to one question are refused. */
function passwordFrom(params: JsonObject, context: Place): string {
  const given = textOf(params, "Password");
  if (params.GenerateRandomPassword === true) {
    if (given !== undefined) throw invalid("Password", "It cannot be given where one is to be generated.");
    return `Sandbox-${uuidFor(context, "password").replaceAll("-", "").slice(0, 16)}`;
  }
  if (given === undefined) throw missing("Password");
  const fault = passwordProblem(given);
  if (fault !== undefined) throw invalid("Password", fault);
  return given;
}

/** Answers the new password, whoever chose it. */
export const resetPassword: Definition = computes(async (params, context) => {
  const record = await userOf(context, textOf(params, "UserId") ?? "");
  const Password = passwordFrom(params, context);
  await change(user, context, record, {
    PasswordResetRequired: params.PasswordResetRequired === true,
    LastResetPasswordTime: beijingSeconds(context.now),
  });
  return { Password };
});
