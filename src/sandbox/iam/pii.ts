/** Hides most of what says how to reach a person: the requests that read users may ask for it. */
import type { JsonObject } from "../../action/json.ts";
import { textOf } from "../values.ts";

/** The reference names the parameter and no values; 1 hides, everything else shows. */
const HIDE = 1;

/** A user as it is shown, with mail address and mobile number hidden where the request asks for it. */
export function redacted(user: JsonObject, params: JsonObject): JsonObject {
  if (params.PiiRedaction !== HIDE) return user;
  return {
    ...user,
    Email: hiddenAddress(textOf(user, "Email") ?? ""),
    MobilePhone: hiddenNumber(textOf(user, "MobilePhone") ?? ""),
  };
}

/** `abc**@**.com`: the first three characters and the last label. */
function hiddenAddress(address: string): string {
  if (address === "") return "";
  const [local = ""] = address.split("@");
  return `${local.slice(0, 3)}**@**.${address.split(".").at(-1)}`;
}

/** `+86130******00`: the first six characters and the last two. */
function hiddenNumber(number: string): string {
  const hidden = Math.max(number.length - 8, 0);
  return hidden === 0
    ? "*".repeat(number.length)
    : `${number.slice(0, 6)}${"*".repeat(hidden)}${number.slice(-2)}`;
}
