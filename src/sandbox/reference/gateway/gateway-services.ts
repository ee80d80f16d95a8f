/** What the actions on gateway services take and answer (reference of id, version 2025-10-30). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const extractor = {
  IsAuth: "boolean",
  Path: "string",
  ResourceType: "string",
  Source: "int",
} as const satisfies Facts;
const backend = {
  BackendDomain: "string",
  BackendPort: "int",
  EnableTls: "boolean",
  Protocol: "string",
  TimeoutSeconds: "int",
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
const serviceAnswer = {
  Backend: backend,
  BackendType: "string",
  CreatedAt: "int64",
  Description: "string",
  HijackDomainPrivate: "string",
  HijackDomainPublic: "string",
  PermissionSpaceId: "string",
  PermissionSpaceName: "string",
  ProjectName: "string",
  RouteCount: "int",
  ServiceId: "string",
  ServiceName: "string",
  Status: "string",
  Tags: [{ Key: "string", Value: "string" }],
  TemplateId: "string",
  Trn: "string",
  UpdatedAt: "int64",
} as const satisfies Facts;

export const gatewayServices: Reference = {
  CreateService: {
    input: {
      Backend: backend,
      Description: "string",
      "PermissionSpaceId!": "string",
      PermissionSpaceName: "string",
      ProjectName: "string",
      Routes: [
        {
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
        },
      ],
      "ServiceName!": "string",
      Tags: [{ Key: "string", Value: "string" }],
    },
    output: serviceAnswer,
  },
  CreateServiceFromTemplate: {
    input: {
      Description: "string",
      "PermissionSpaceId!": "string",
      PermissionSpaceName: "string",
      ProjectName: "string",
      RouteTemplateIds: ["string"],
      "ServiceName!": "string",
      Tags: [{ Key: "string", Value: "string" }],
      "TemplateId!": "string",
    },
    output: serviceAnswer,
  },
  RegisterService: { input: { AccountId: "string" }, output: {} },
  GetService: { input: { ServiceId: "string", ServiceName: "string" }, output: serviceAnswer },
  ListServices: {
    input: {
      BackendType: "string",
      Keyword: "string",
      PageNumber: "int",
      PageSize: "int",
      PermissionSpaceId: "string",
      ProjectName: "string",
      SortBy: "string",
      SortOrder: "string",
      Status: "string",
      TagFilters: [{ Key: "string", Values: ["string"] }],
      TagIds: ["string"],
      TemplateKeyword: "string",
    },
    output: { Items: [serviceAnswer], PageInfo: { PageNumber: "int", PageSize: "int", TotalCount: "int64" } },
  },
  UpdateService: {
    input: { Description: "string", ServiceId: "string", ServiceName: "string", Status: "string" },
    output: serviceAnswer,
  },
  DeleteService: { input: { ServiceId: "string", ServiceName: "string" }, output: {} },
  PublishService: {
    input: { ServiceId: "string", ServiceName: "string" },
    output: { ApigServiceId: "string", PrivateDomain: "string", PublicDomain: "string", Status: "string" },
  },
  CheckServiceName: { input: { "ServiceName!": "string" }, output: { Available: "boolean" } },
  DescribeTemplateOptions: {
    input: { BackendType: "string", Keyword: "string" },
    output: {
      Items: [
        {
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
      ],
    },
  },
  DescribeTagOptions: {
    input: { Keyword: "string" },
    output: { Items: [{ TagId: "string", TagName: "string" }] },
  },
  GetDocumentStatus: {
    http: "GET query",
    input: { "DocumentId!": "string" },
    output: {
      CompletedAt: "string",
      CreatedAt: "string",
      DocumentId: "string",
      Error: "string",
      FromCache: "boolean",
      Routes: [
        {
          ApiSpec: apiSpec,
          Method: "string",
          Path: "string",
          PathMatchType: "string",
          PermissionPool: "string",
          ResourceType: "string",
          RouteName: "string",
        },
      ],
      Status: "string",
    },
  },
};
