/** The rule for passwords: 8 to 32 characters of at least three kinds (type Volcengine::CloudIdentity::User). */
import type { TextProperty } from "./model.ts";

const KINDS = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
const KINDS_NEEDED = 3;

export const passwordProperty: TextProperty = {
  type: "string",
  description:
    "Password for signing in: 8 to 32 characters, of at least three kinds out of capitals, small letters, digits and symbols.",
  access: "writeOnly",
  secret: true,
  minLength: 8,
  maxLength: 32,
  fault: (value) =>
    KINDS.filter((kind) => kind.test(value)).length < KINDS_NEEDED
      ? "It needs three kinds of characters out of capitals, small letters, digits and symbols."
      : undefined,
};
