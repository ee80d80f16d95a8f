/** What the actions on pool user import take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const linkIdentityProviderToUserRequest = {
  "ConnectionUid!": "string",
  "ExternalProviderUserId!": "string",
  "UserPoolUid!": "string",
  "UserPoolUserUid!": "string",
} as const satisfies Facts;

export const poolUserImport: Reference = {
  CreateUsersCSV: {
    http: "POST form",
    input: { ExternalProviderConnectionUid: "string", "UserPoolUid!": "string", UsersCsvB64: "string" },
    output: {
      Errors: ["string"],
      ErrorsStructured: [
        {
          DuplicatedUserUid: "string",
          Error: "string",
          ErrorType: "string",
          ExternalProviderUserIdentifier: "string",
          Field: "string",
          Index: "int",
        },
      ],
      FailureCount: "int",
      SuccessCount: "int",
      SuccessfulUids: ["string"],
      SuccessfulUidsStructured: [{ ExternalProviderUserIdentifier: "string", Index: "int", Uid: "string" }],
    },
  },
  GetUserCSVTemplate: { input: { "UserPoolUid!": "string" }, output: {} },
  BatchConvertFederatedUsersToNativeUsers: {
    input: { "UserPoolUid!": "string 1..", UserUids: ["string"] },
    output: { ConflictUsers: [{ Field: "string", UserUids: ["string"] }], SuccessfulUids: ["string"] },
  },
  LinkIdentityProviderToUser: { input: linkIdentityProviderToUserRequest, output: { Message: "string" } },
  DisableIdentityProviderForUser: { input: linkIdentityProviderToUserRequest, output: { Message: "string" } },
};
