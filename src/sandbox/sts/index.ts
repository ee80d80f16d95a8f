/** The sts service of the sandbox (version 2018-01-01). */
import { answers, family } from "../resources/family.ts";
import type { Part, Principal } from "../types.ts";
import { assumeRole } from "./assume-role.ts";

/** The reference does not show which there are. */
const IDENTITY_TYPES: Readonly<Record<Principal["kind"], string>> = {
  account: "User",
  user: "User",
  "role-session": "AssumedRole",
};

export const sts: Part = {
  actions: family("sts", {
    AssumeRole: assumeRole,
    GetCallerIdentity: answers(async (_params, { account, principal }) => ({
      AccountId: Number(account),
      IdentityType: IDENTITY_TYPES[principal.kind],
      IdentityId: principal.id,
      Trn: principal.trn,
    })),
  }),
};
