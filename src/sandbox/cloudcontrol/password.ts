/** A password, as a property of resource types. */
import { PASSWORD_LENGTH, passwordProblem } from "../passwords.ts";
import type { TextProperty } from "./model.ts";

export const passwordProperty: TextProperty = {
  type: "string",
  description:
    "Password for signing in: 8 to 32 characters, of at least three kinds out of capitals, small letters, digits and symbols.",
  access: "writeOnly",
  secret: true,
  minLength: PASSWORD_LENGTH.min,
  maxLength: PASSWORD_LENGTH.max,
  fault: passwordProblem,
};
