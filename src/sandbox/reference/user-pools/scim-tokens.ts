/** What the actions on scim tokens take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const scimTokens: Reference = {
  CreateSCIMToken: {
    input: { "ConnectionUid!": "string", ExpiresAt: "string", "UserPoolUid!": "string" },
    output: { CreatedAt: "string", ExpiresAt: "string", Token: "string", Uid: "string" },
  },
  ListSCIMTokens: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: {
      Data: [{ CreatedAt: "string", ExpiresAt: "string", Uid: "string" }],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  DeleteSCIMToken: {
    input: { "ConnectionUid!": "string", "TokenUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
  GetSCIMProvisioningDefaults: {
    input: { "UserPoolUid!": "string" },
    output: {
      AdditionalMappings: [{ ScimPath: "string", UserPoolPath: ["string"] }],
      UserIdAttribute: "string",
    },
  },
};
