/** The ways to sign in to the directory's portal, and the actions on them. */
import type { JsonObject } from "../../../action/json.ts";
import { acknowledged } from "../../resources/answer.ts";
import { answers, computes } from "../../resources/family.ts";
import { change } from "../../resources/records.ts";
import { Fault, type Part, type Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { invalid } from "../faults.ts";
import { theProvider } from "../sso/identity-provider.ts";
import { instance, theInstance } from "./instance.ts";

const LOGIN_TYPES = ["Password", "SAMLSSO"];
const NONE = "None";

/** @throws Fault InvalidParam */
function typeIn(params: JsonObject): string {
  const type = textOf(params, "LoginType") ?? "";
  if (!LOGIN_TYPES.includes(type)) throw invalid("LoginType", `It must be ${LOGIN_TYPES.join(" or ")}.`);
  return type;
}

/** Passwords, until something else is said. */
const current = async (context: Place): Promise<string> =>
  textOf((await theInstance(context)).doc, "LoginType") ?? "Password";

async function setLogin(context: Place, LoginType: string): Promise<void> {
  await change(instance, context, await theInstance(context), { LoginType });
}

/**
 * The configuration of the portal shows one way to sign in. So enabling one disables the other; with the last one
 * disabled there is no configuration, which the reference has a code for.
 */
export const portalSettings: Part = {
  actions: directory({
    GetPortalLoginConfig: answers(async (_params, context) => {
      const LoginType = await current(context);
      if (LoginType === NONE) {
        throw new Fault(400, "LoginSettingNotFound", "No way to sign in to the portal is enabled.");
      }
      const Subdomain = (textOf((await theInstance(context)).doc, "InstanceId") ?? "").slice(0, 8);
      return { LoginType, Subdomain, PortalURL: `${context.baseUrl}/portal/${Subdomain}` };
    }),
    ListPortalLoginSettings: answers(async (_params, context) => {
      const enabled = await current(context);
      const PortalLoginSettings = LOGIN_TYPES.map((LoginType) => ({
        LoginType,
        Status: LoginType === enabled ? "Enable" : "Disabled",
      }));
      return { PortalLoginSettings };
    }),
    EnablePortalLoginSetting: computes(async (params, context, { output }) => {
      const type = typeIn(params);
      if (type === "SAMLSSO") await theProvider(context);
      await setLogin(context, type);
      return acknowledged(output);
    }),
    DisablePortalLoginSetting: computes(async (params, context, { output }) => {
      if (typeIn(params) === (await current(context))) await setLogin(context, NONE);
      return acknowledged(output);
    }),
  }),
};
