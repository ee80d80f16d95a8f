/** What the actions on identity providers take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const filter = {
  ConnectionType: "string",
  EipId: "string",
  ExcludeConnectionType: "string",
  Name: "string",
} as const satisfies Facts;

export const identityProviders: Reference = {
  ListIdentityProviders: {
    input: { Filter: filter, "PageNumber!": "int", "PageSize!": "int", "UserPoolUID!": "string" },
    output: {
      Data: [
        {
          AttributeMappings: [
            {
              AdditionalConfig: "string",
              MappingType: "string",
              SourceAttributeName: "string",
              TargetAttributeName: "string",
            },
          ],
          ConnectionType: "string",
          CreateTime: "string",
          Enabled: "boolean",
          Name: "string",
          Provider: "string",
          Uid: "string",
          UpdateTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  ListAllIdentityProviders: {
    input: { Filter: filter, "PageNumber!": "int", "PageSize!": "int" },
    output: {
      Data: [
        {
          ConnectionType: "string",
          CreateTime: "string",
          Enabled: "boolean",
          Name: "string",
          Provider: "string",
          Uid: "string",
          UpdateTime: "string",
          UserPoolName: "string",
          UserPoolUid: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  DeleteIdentityProvider: {
    input: { "ConnectionUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
  PrepareIdentityProviderSSODebug: {
    input: {
      "ClientUid!": "string",
      "ConnectionUid!": "string",
      DebugCallbackUrl: "string",
      ReturnFormat: "string",
      "UserPoolUid!": "string",
    },
    output: { DebugAuthorizeUrl: "string" },
  },
  GetIdentityProviderFeishuScopes: {
    input: { ClientId: "string", ClientSecret: "string", ConnectionUid: "string", "UserPoolUid!": "string" },
    output: { Scopes: ["string"], TenantScopes: ["string"], UserScopes: ["string"] },
  },
};
