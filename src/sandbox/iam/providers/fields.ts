/** Rules that the fields of several kinds of identity providers share. */
import type { JsonObject } from "../../../action/json.ts";
import { beijingSeconds } from "../../cloudidentity/times.ts";
import { numberOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";

/** Providers show Beijing time, unlike the rest of iam. */
export const providerTimes = {
  created: "CreateDate",
  updated: "UpdateDate",
  format: beijingSeconds,
} as const;

export const ROLE_SSO = 1;
export const USER_SSO = 2;
/** Of providers for user sign-on: on, on with every other way to sign in closed, off. */
export const STATUSES: readonly number[] = [1, 2, 3];

const NAME = /^[A-Za-z0-9._-]{1,128}$/;

/** @throws Fault InvalidParameter. The reference is silent about the characters; these are safe in a TRN. */
export function assertProviderName(fields: JsonObject, parameter: string): void {
  if (NAME.test(textOf(fields, parameter) ?? "")) return;
  throw invalid(parameter, "It takes 1 to 128 letters, digits and the characters . _ -.");
}

/** @throws Fault InvalidParameter where the field is given and none of the options */
export function assertOption(fields: JsonObject, parameter: string, options: readonly number[]): void {
  const given = numberOf(fields, parameter);
  if (given === undefined || options.includes(given)) return;
  throw invalid(parameter, `It must be one of ${options.join(", ")}.`);
}

/** @throws Fault InvalidParameter where a field is given and no address of the web */
export function assertAddresses(fields: JsonObject, parameters: readonly string[]): void {
  for (const parameter of parameters) {
    const given = textOf(fields, parameter);
    if (given === undefined) continue;
    if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
      throw invalid(parameter, "It must be an http or https address.");
    }
  }
}
