/** What the actions on inbound api keys take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const inboundApiKeys: Reference = {
  CreateApiKey: {
    input: {
      ApiKeyAuthConfig: {
        ApiKey: "string",
        ApiKeyMetadata: [{ Location: "string", ParameterName: "string", Prefix: "string" }],
        ApiKeyName: "string",
        ExpiryTimestamp: "int64",
      },
      "InboundAuthConfigId!": "string",
    },
    output: {},
  },
  CheckApiKey: { input: { "ApiKey!": "string" }, output: {} },
  DeleteApiKey: { input: { "ApiKeyName!": "string", "InboundAuthConfigId!": "string" }, output: {} },
};
