/** What the actions on inbound auth take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const apiKeyMetadata = {
  Location: "string",
  ParameterName: "string",
  Prefix: "string",
} as const satisfies Facts;
const jwtAuthConfig = {
  AllowedAudiences: ["string"],
  AllowedClients: ["string"],
  DiscoveryUrl: "string",
} as const satisfies Facts;
const apiKeyAuthConfig = {
  ApiKey: "string",
  ApiKeyMetadata: [apiKeyMetadata],
  ApiKeyName: "string",
  ExpiryTimestamp: "int64",
} as const satisfies Facts;
const inboundAuthConfigAnswer = {
  ApiKeyAuthConfigs: [apiKeyAuthConfig],
  AuthType: "string",
  ConfigName: "string",
  CreatedAt: "string",
  Description: "string",
  InboundAuthConfigId: "string",
  InstanceId: "string",
  JwtAuthConfig: jwtAuthConfig,
  Trn: "string",
  UpdatedAt: "string",
} as const satisfies Facts;

export const inboundAuth: Reference = {
  CreateInboundAuthConfig: {
    input: {
      ApiKeyAuthConfigs: [apiKeyAuthConfig],
      "AuthType!": "string",
      ConfigName: "string",
      Description: "string",
      InstanceId: "string",
      JwtAuthConfig: jwtAuthConfig,
    },
    output: inboundAuthConfigAnswer,
  },
  GetInboundAuthConfig: { input: { "InboundAuthConfigId!": "string" }, output: inboundAuthConfigAnswer },
  BatchGetInboundAuthConfig: {
    input: { InboundAuthConfigIds: ["string"] },
    output: { InboundAuthConfigs: [inboundAuthConfigAnswer] },
  },
  ListInboundAuthConfigs: {
    input: { AuthType: "string", InstanceId: "string", "PageNumber!": "int", "PageSize!": "int" },
    output: {
      InboundAuthConfigs: [inboundAuthConfigAnswer],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateInboundAuthConfig: {
    input: {
      ApiKeyAuthConfig: apiKeyAuthConfig,
      Description: "string",
      "InboundAuthConfigId!": "string",
      JwtAuthConfig: jwtAuthConfig,
    },
    output: {},
  },
  DeleteInboundAuthConfig: { input: { "InboundAuthConfigId!": "string" }, output: {} },
  AttachInboundAuthConfig: {
    input: { "InboundAuthConfigId!": "string", "InstanceId!": "string" },
    output: {},
  },
  DetachInboundAuthConfig: {
    input: { "InboundAuthConfigId!": "string", "InstanceId!": "string" },
    output: {},
  },
};
