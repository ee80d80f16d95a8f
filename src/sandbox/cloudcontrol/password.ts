import { passwordFault } from "../cloudidentity/users/passwords.ts";
import type { TextProperty } from "./model.ts";

export const passwordProperty: TextProperty = {
  type: "string",
  description:
    "Password for signing in: 8 to 32 characters, of at least three kinds out of capitals, small letters, digits and symbols.",
  access: "writeOnly",
  secret: true,
  minLength: 8,
  maxLength: 32,
  fault: passwordFault,
};
