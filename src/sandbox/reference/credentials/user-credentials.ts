/** What the actions on user credentials take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const userCredentialRequest = {
  "CredentialId!": "string",
  "IdentityToken!": "string",
  PoolName: "string",
} as const satisfies Facts;

export const userCredentials: Reference = {
  CreateUserCredential: {
    input: {
      "CredentialData!": "string",
      CredentialId: "string",
      "IdentityToken!": "string",
      PoolName: "string",
    },
    output: { CredentialId: "string" },
  },
  GetUserCredential: {
    input: userCredentialRequest,
    output: { CreatedAt: "string", CredentialData: "string", CredentialId: "string", UpdatedAt: "string" },
  },
  UpdateUserCredential: {
    input: {
      CredentialData: "string",
      "CredentialId!": "string",
      "IdentityToken!": "string",
      PoolName: "string",
    },
    output: { CreatedAt: "string", CredentialId: "string", UpdatedAt: "string" },
  },
  DeleteUserCredential: { input: userCredentialRequest, output: {} },
};
