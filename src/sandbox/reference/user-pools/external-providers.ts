/** What the actions on external providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const externalProviderAnswer = {
  ProviderConfig: { SMTP: { Host: "string", Port: "int", UseTLS: "boolean" } },
  ProviderCredentials: { SMTP: { Username: "string" } },
  ProviderType: "string",
  ProviderUid: "string",
} as const satisfies Facts;

export const externalProviders: Reference = {
  GetExternalProvider: {
    input: { "ProviderUid!": "string", UserPoolUid: "string" },
    output: externalProviderAnswer,
  },
  UpsertExternalProvider: {
    input: {
      ProviderConfig: { SMTP: { Host: "string", Port: "int", UseTLS: "boolean" } },
      ProviderCredentials: { SMTP: { Password: "string", Username: "string" } },
      ProviderType: "string",
      ProviderUid: "string",
      UserPoolUid: "string",
    },
    output: externalProviderAnswer,
  },
  DeleteExternalProvider: {
    input: { "ProviderUid!": "string", UserPoolUid: "string" },
    output: { Message: "string" },
  },
};
