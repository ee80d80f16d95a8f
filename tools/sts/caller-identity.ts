/** Who the cloud credentials belong to (sts). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { countOutput, textOutput } from "../../src/action/fields.ts";

const family = "caller-identity";

const getCallerIdentity = defineAction({
  service: "sts",
  name: "GetCallerIdentity",
  family,
  effect: "read",
  title: "Get the caller's identity",
  zh: "获取调用者身份",
  summary:
    "Shows account, identity and TRN of the credentials that this server signs with. Call it first when it matters which account you work in.",
  synonyms: [
    "whoami; which account am I in; current user; test credentials; whose credentials are these; whose access key is this; am I logged in; which identity; which user do these keys belong to",
    "我是谁; 当前账号; 用的是哪个账号; 这把密钥是谁的; 当前身份; 连的是哪个账号; 现在用的是谁的密钥; AK 属于哪个用户; 密钥属于谁",
  ],
  input: () => ({}),
  output: () => ({
    AccountId: countOutput(),
    IdentityId: textOutput(),
    IdentityType: textOutput(),
    Trn: textOutput(),
  }),
});

export const callerIdentity = defineFamily({
  name: family,
  title: "Caller identity",
  zh: "调用者身份",
  summary: "Who the cloud credentials of this server belong to.",
  actions: [getCallerIdentity],
});
