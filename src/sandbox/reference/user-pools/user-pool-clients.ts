/** What the actions on user pool clients take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const refreshToken = {
  CombinedLifetimeSeconds: "int",
  HasCombinedLifetime: "boolean",
  HasIdleLifetime: "boolean",
  IdleLifetimeSeconds: "int",
  Rotation: "boolean",
} as const satisfies Facts;
const userPoolClientAnswer = {
  AllowedCallbackUrls: ["string"],
  AllowedCors: ["string"],
  AllowedLogoutUrls: ["string"],
  AllowedWebOrigins: ["string"],
  ClientSecret: "string",
  ClientType: "string",
  CreateTime: "string",
  Description: "string",
  DevelopmentModeEnabled: "boolean",
  DismissLoginPageEnabled: "boolean",
  IdToken: { LifetimeSeconds: "int" },
  LoginPageUrl: "string",
  LogoUri: "string",
  Name: "string",
  RefreshToken: refreshToken,
  SkipConsentEnabled: "boolean",
  Uid: "string",
  UpdateTime: "string",
} as const satisfies Facts;

export const userPoolClients: Reference = {
  CreateUserPoolClient: {
    input: {
      AllowedCallbackUrls: ["string"],
      "ClientType!": "string",
      Description: "string",
      DevelopmentModeEnabled: "boolean",
      DeviceFlowEnabled: "boolean",
      DismissLoginPageEnabled: "boolean",
      LogoUri: "string",
      "Name!": "string",
      SkipConsentEnabled: "boolean",
      "UserPoolUid!": "string",
    },
    output: userPoolClientAnswer,
  },
  GetUserPoolClient: {
    input: { "ClientUid!": "string", "UserPoolUid!": "string" },
    output: userPoolClientAnswer,
  },
  ListUserPoolClients: {
    input: {
      Filter: { ClientTypes: ["string"], Description: "string", Name: "string" },
      "PageNumber!": "int",
      "PageSize!": "int",
      SortDirection: "string",
      SortField: "string",
      "UserPoolUid!": "string",
    },
    output: {
      Data: [
        {
          ClientType: "string",
          CreateTime: "string",
          Description: "string",
          LogoUri: "string",
          Name: "string",
          Uid: "string",
          UpdateTime: "string",
        },
      ],
      PageNumber: "int",
      PageSize: "int",
      TotalCount: "int",
    },
  },
  UpdateUserPoolClient: {
    input: {
      AllowedCallbackUrls: ["string"],
      AllowedCors: ["string"],
      AllowedLogoutUrls: ["string"],
      AllowedWebOrigins: ["string"],
      "ClientUid!": "string",
      Description: "string",
      DevelopmentModeEnabled: "boolean",
      DismissLoginPageEnabled: "boolean",
      IdToken: { LifeTimeSeconds: "int" },
      LogoUri: "string",
      Name: "string",
      RefreshToken: refreshToken,
      SkipConsentEnabled: "boolean",
      "UserPoolUid!": "string",
    },
    output: userPoolClientAnswer,
  },
  DeleteUserPoolClient: {
    input: { "ClientUid!": "string", "UserPoolUid!": "string" },
    output: { Message: "string" },
  },
};
