/** The actions on the directory as a service: on, off, its name. */
import { acknowledged, shownAs } from "../../resources/answer.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change } from "../../resources/records.ts";
import type { Facts, Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { DISABLED, ENABLED, ensureInstance, instance, setStatus, theInstance } from "./instance.ts";

/** What GetServiceStatus shows of an instance. */
const SHOWN: Facts = {
  CreatedTime: "string",
  InstanceId: "string",
  InstanceName: "string",
  Region: "string",
  Status: "string",
};

export const serviceSettings: Part = {
  resources: [instance],
  actions: [
    ...family("cloudidentity", {
      GetServiceStatus: answers(async (_params, context) => ({
        Instances: [await shownAs(SHOWN, instance, await theInstance(context), context)],
        PrerequisiteCheckResult: "Success",
      })),
      // The reference is silent on a second time; it changes nothing.
      EnableService: computes(async (_params, context, { output }) => {
        await setStatus(context, ENABLED);
        return acknowledged(output);
      }),
      DisableService: computes(async (_params, context, { output }) => {
        await setStatus(context, DISABLED);
        return acknowledged(output);
      }),
    }),
    ...directory({
      UpdateInstanceName: computes(async (params, context, { output }) => {
        await change(instance, context, await theInstance(context), {
          InstanceName: textOf(params, "NewName") ?? "",
        });
        return acknowledged(output);
      }),
    }),
  ],
  prepare: ensureInstance,
};
