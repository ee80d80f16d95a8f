/** What the actions on credential provider bindings take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const bindCredentialProviderRequest = {
  PoolName: "string",
  "ProviderName!": "string",
  "ProviderType!": "string api_key|oauth2",
  "Resource!": "string",
} as const satisfies Facts;

export const credentialProviderBindings: Reference = {
  ListCredentialProviders: {
    input: {
      Filter: {
        BindingStatus: "boolean",
        Flow: "string USER_FEDERATION|M2M",
        Name: "string",
        PoolName: "string",
        ProjectName: "string",
        Source: "string",
        Type: "string api_key|oauth2",
        Vendor: "int",
      },
      "PageNumber!": "int",
      "PageSize!": "int",
      PoolName: "string",
      SortDesc: "boolean",
      SortField: "string",
    },
    output: {
      CredentialProviders: [
        {
          BindingResourceNumber: "int64",
          CreatedAt: "string",
          CredentialProviderTrn: "string",
          Flow: "string USER_FEDERATION|M2M",
          Name: "string",
          PoolName: "string",
          ProjectName: "string",
          Type: "string api_key|oauth2",
          UpdatedAt: "string",
          Vendor: "int",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  BindCredentialProvider: {
    input: bindCredentialProviderRequest,
    output: {
      CreatedAt: "string",
      ProviderName: "string",
      ProviderType: "string",
      Resource: "string",
      UpdateAt: "string",
    },
  },
  UnBindCredentialProvider: { input: bindCredentialProviderRequest, output: {} },
  ListCredentialProviderBindings: {
    input: {
      "PageNumber!": "int",
      "PageSize!": "int",
      PoolName: "string",
      ProviderName: "string",
      ProviderType: "string api_key|oauth2",
      Resource: "string",
    },
    output: {
      Bindings: [
        {
          CreatedAt: "string",
          ProviderName: "string",
          ProviderType: "string api_key|oauth2",
          Resource: "string",
          UpdatedAt: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
};
