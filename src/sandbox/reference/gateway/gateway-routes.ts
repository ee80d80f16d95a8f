/** What the actions on gateway routes take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const extractor = {
  IsAuth: "boolean",
  Path: "string",
  ResourceType: "string",
  Source: "int",
} as const satisfies Facts;
const responseFilter = {
  Attributes: [{ Field: "string", Target: "string" }],
  FilterPath: "string",
  IdField: "string",
  IsAuth: "boolean",
  Mode: "int",
  ResourcePath: "string",
  ResourceType: "string",
} as const satisfies Facts;
const apiSpec = {
  ActionType: "string",
  ActionValue: "string",
  Extractors: [extractor],
  IdentifierType: "int",
  IdentifierValue: "string",
  ResponseFilters: [responseFilter],
} as const satisfies Facts;
const route = {
  ApiSpec: apiSpec,
  AuthResourceType: "string",
  Description: "string",
  Method: "string",
  Path: "string",
  PathMatchType: "string",
  PermissionPool: "string",
  Priority: "int",
  ResourceType: "string",
  RouteName: "string",
} as const satisfies Facts;
const routeAnswer = {
  ApiSpec: apiSpec,
  AuthResourceType: "string",
  CreatedAt: "int64",
  Description: "string",
  Method: "string",
  Path: "string",
  PathMatchType: "string",
  PermissionPool: "string",
  Priority: "int",
  ResourceType: "string",
  RouteName: "string",
  SourceTemplateId: "string",
  Status: "string",
  UpdatedAt: "int64",
} as const satisfies Facts;

export const gatewayRoutes: Reference = {
  CreateRoute: { input: { Route: route, "ServiceName!": "string" }, output: routeAnswer },
  CreateRouteFromTemplate: {
    input: {
      PermissionPool: "string",
      RouteName: "string",
      "RouteTemplateId!": "string",
      "ServiceName!": "string",
    },
    output: routeAnswer,
  },
  BatchCreateRoutes: {
    input: { Mode: "int", Routes: [route], "ServiceName!": "string" },
    output: {
      Created: [routeAnswer],
      Deleted: ["string"],
      Failed: [{ Code: "string", Message: "string", RouteName: "string" }],
      Skipped: ["string"],
      Updated: [routeAnswer],
    },
  },
  GetRoute: { input: { "RouteName!": "string", "ServiceName!": "string" }, output: routeAnswer },
  ListRoutes: {
    input: {
      Keyword: "string",
      Method: "string",
      PageNumber: "int",
      PageSize: "int",
      "ServiceName!": "string",
      SortBy: "string",
      SortOrder: "string",
      Status: "string",
    },
    output: { Items: [routeAnswer], PageInfo: { PageNumber: "int", PageSize: "int", TotalCount: "int64" } },
  },
  UpdateRoute: {
    input: {
      ApiSpec: apiSpec,
      AuthResourceType: "string",
      Description: "string",
      PermissionPool: "string",
      Priority: "int",
      ResourceType: "string",
      "RouteName!": "string",
      "ServiceName!": "string",
      Status: "string",
    },
    output: routeAnswer,
  },
  DeleteRoute: { input: { "RouteName!": "string", "ServiceName!": "string" }, output: {} },
  PublishRoute: { input: { "RouteName!": "string", "ServiceName!": "string" }, output: { Status: "string" } },
  DisableRoute: { input: { "RouteName!": "string", "ServiceName!": "string" }, output: routeAnswer },
  DescribeRouteTemplateOptions: {
    input: { "TemplateId!": "string" },
    output: {
      Routes: [
        {
          ApiSpec: apiSpec,
          Description: "string",
          Method: "string",
          Path: "string",
          RouteName: "string",
          RouteTemplateId: "string",
          SortOrder: "int",
        },
      ],
      Template: {
        BackendDomain: "string",
        BackendPort: "int",
        Description: "string",
        EnableTls: "boolean",
        IconUrl: "string",
        Protocol: "string",
        RouteCount: "int",
        TemplateId: "string",
        TemplateName: "string",
      },
    },
  },
};
