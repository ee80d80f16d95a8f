/** Who the cloud credentials belong to (sts). */
import { defineAction } from "../src/action/define.ts";
import { countOutput, textOutput } from "../src/action/fields.ts";

export const getCallerIdentity = defineAction({
  service: "sts",
  name: "GetCallerIdentity",
  family: "caller-identity",
  effect: "read",
  title: "Get the caller's identity",
  summary:
    "Shows account, identity and TRN of the credentials that this server signs with. Call it first when it matters which account you work in.",
  input: () => ({}),
  output: () => ({
    AccountId: countOutput(),
    IdentityId: textOutput(),
    IdentityType: textOutput(),
    Trn: textOutput(),
  }),
});
