/** What the tasks that bring people into a user pool answer about themselves (id). */

import * as z from "zod";
import type { Lookup } from "../../src/action/action.ts";
import { countOutput, flagOutput, name, secretOutput, textOutput } from "../../src/action/fields.ts";

export const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
export const connectionUid = () => name("Uid from ListIdentityProviders");

/** State and progress of one task. Its result is free text and may carry what the provider answered. */
export const taskInfoOutput = () =>
  z
    .looseObject({
      TaskUid: textOutput(),
      Type: textOutput(),
      Status: textOutput(),
      Progress: countOutput(),
      Numerator: countOutput(),
      Denominator: countOutput(),
      Result: secretOutput(),
      ErrorCode: textOutput(),
      ErrorMessage: textOutput(),
      CancelRequested: flagOutput(),
      CreateTime: textOutput(),
      StartTime: textOutput(),
      UpdateTime: textOutput(),
      FinishTime: textOutput(),
    })
    .nullish();

/** A task does not say which call started it. */
export const startedTask: Lookup = {
  action: "id:ListTasks",
  by: ["UserPoolUid"],
  among: { list: "Data", by: {} },
  tells: "there",
  proves: "not happened",
};
