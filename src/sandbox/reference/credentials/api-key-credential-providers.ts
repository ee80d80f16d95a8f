/** What the actions on api key credential providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const apiKeyMetadata = {
  Location: "string",
  ParameterName: "string",
  Prefix: "string",
} as const satisfies Facts;
const apiKeyCredentialProvider = {
  CreatedAt: "string",
  CredentialProviderTrn: "string",
  Name: "string",
  ProjectName: "string",
  UpdatedAt: "string",
} as const satisfies Facts;

export const apiKeyCredentialProviders: Reference = {
  CreateApiKeyCredentialProvider: {
    input: {
      "ApiKey!": "string",
      ApiKeyMetadata: [apiKeyMetadata],
      "Name!": "string",
      PoolName: "string",
      ProjectName: "string",
      SecretStorage: { EncryptionKey: "string", StorageType: "int" },
      Source: "string",
    },
    output: { CredentialProviderTrn: "string", Name: "string", SecretTrn: "string" },
  },
  GetApiKeyCredentialProvider: {
    input: { "Name!": "string", PoolName: "string" },
    output: {
      ApiKey: "string",
      ApiKeyMetadata: [apiKeyMetadata],
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      Name: "string",
      PoolName: "string",
      ProjectName: "string",
      SecretStorage: { EncryptionKey: "string", StorageType: "int" },
      SecretTrn: "string",
      UpdatedAt: "string",
    },
  },
  BatchGetApiKeyCredentialProviders: {
    input: { Names: ["string"], PoolName: "string" },
    output: { ApiKeyCredentialProviders: [apiKeyCredentialProvider] },
  },
  ListApiKeyCredentialProviders: {
    input: { "PageNumber!": "int64", "PageSize!": "int64", PoolName: "string" },
    output: {
      ApiKeyCredentialProviders: [apiKeyCredentialProvider],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateApiKeyCredentialProvider: {
    input: { ApiKey: "string", ApiKeyMetadata: [apiKeyMetadata], "Name!": "string", PoolName: "string" },
    output: {
      CreatedAt: "string",
      CredentialProviderTrn: "string",
      Name: "string",
      SecretTrn: "string",
      UpdatedAt: "string",
    },
  },
  DeleteApiKeyCredentialProvider: { input: { "Name!": "string", PoolName: "string" }, output: {} },
};
