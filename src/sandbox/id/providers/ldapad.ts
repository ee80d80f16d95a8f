/** LDAP and Active Directory: an agent in the company's network checks the passwords. */
import { uuidFor } from "../../ids.ts";
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { connectionActions } from "./connection-kind.ts";

const ldapad = connectionActions({
  type: "LDAPAD",
  options: false,
  // Whoever has the address is the agent.
  prepare: (fields, { before, context }) =>
    before === undefined
      ? { ...fields, Provider: "LDAPAD", AgentToken: `sandbox-token-${uuidFor(context, "agent-token")}` }
      : fields,
});

export const ldapadIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderLDAPADAgent: ldapad.create,
    GetIdentityProviderLDAPADAgent: ldapad.get,
    ListIdentityProviderLDAPADAgent: ldapad.list,
    DeleteIdentityProviderLDAPADAgent: ldapad.remove,
  }),
};
