/** What the actions on ldapad identity providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const identityProviderLDAPADAgentAnswer = {
  AgentHandlerUrl: "string",
  Enabled: "boolean",
  EnabledSyncUserAttributesOnLogin: "boolean",
  Name: "string",
  Uid: "string",
} as const satisfies Facts;

export const ldapadIdentityProviders: Reference = {
  CreateIdentityProviderLDAPADAgent: {
    input: {
      "Enabled!": "boolean",
      "EnabledSyncUserAttributesOnLogin!": "boolean",
      "Name!": "string",
      "UserPoolUid!": "string",
    },
    output: identityProviderLDAPADAgentAnswer,
  },
  GetIdentityProviderLDAPADAgent: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: identityProviderLDAPADAgentAnswer,
  },
  ListIdentityProviderLDAPADAgent: {
    input: { "UserPoolUid!": "string" },
    output: {
      Data: [identityProviderLDAPADAgentAnswer],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  DeleteIdentityProviderLDAPADAgent: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
