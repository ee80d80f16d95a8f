/** STS: who is calling (version 2018-01-01). */
import { trn } from "../ids.ts";
import type { SandboxAction } from "../types.ts";

/** The one user of the sandbox's account, to whom its key belongs. */
const USER = { name: "sandbox", id: "1000000" } as const;

const getCallerIdentity: SandboxAction = {
  model: "computed",
  service: "sts",
  name: "GetCallerIdentity",
  version: "2018-01-01",
  http: "POST form",
  input: {},
  reads: true,
  async handle(_params, context) {
    return {
      AccountId: Number(context.account),
      IdentityType: "User",
      IdentityId: USER.id,
      Trn: trn("iam", "", context.account, `user/${USER.name}`),
    };
  },
};

export const stsActions: readonly SandboxAction[] = [getCallerIdentity];
