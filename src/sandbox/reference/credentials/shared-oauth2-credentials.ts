/** What the actions on shared oauth2 credentials take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const sharedOauth2Credentials: Reference = {
  CreateSharedOauth2Credential: {
    input: { "Name!": "string", PoolName: "string", "ProviderName!": "string", Source: "string" },
    output: { AuthorizationUrl: "string" },
  },
  GetSharedOauth2Credential: {
    input: { "Name!": "int", PoolName: "int", "ProviderName!": "int" },
    output: { CreatedAt: "int", Name: "int", PoolName: "int", ProviderName: "int", UpdatedAt: "int" },
  },
  ListSharedOauth2Credentials: {
    input: {
      Filter: { Name: "string", PoolName: "string", ProviderName: "string", Source: "string" },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDesc: "boolean",
      SortField: "string",
    },
    output: {
      PageNumber: "int",
      PageSize: "int",
      SharedOauth2Credentials: [
        {
          CreatedAt: "string",
          Name: "string",
          ProviderName: "string",
          Source: "string",
          UpdatedAt: "string",
        },
      ],
      TotalCount: "int",
    },
  },
  DeleteSharedOauth2Credential: {
    input: { "Name!": "string", PoolName: "string", "ProviderName!": "string" },
    output: {},
  },
};
