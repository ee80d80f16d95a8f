/** What services and routes of the gateway have in common: the shape of a route, asked for and answered. */
import * as z from "zod";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  plainName,
  plainText,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

export const serviceName = () => name("ServiceName from CreateService or ListServices");
export const permissionPool = () => name("Permission pool, by name").optional();
export const sortBy = () => name("Field to sort by, e.g. CreatedAt").optional();
export const sortOrder = () => name("Sort direction, e.g. Desc").optional();

/** JSON Pointers may be empty: the whole document. The numbers are the service's own and not documented. */
export const apiSpec = () =>
  z
    .strictObject({
      ActionType: name("Kind of operation, e.g. READ").optional(),
      ActionValue: name("Operation that policies are asked about, e.g. search").optional(),
      IdentifierType: z.int32().describe("Where the resource's id is found, the service's number").optional(),
      IdentifierValue: text("The id, or a JSON Pointer to it").optional(),
      Extractors: listOf(
        z.strictObject({
          Path: text("JSON Pointer to the value").optional(),
          ResourceType: plainName().optional(),
          Source: z.int32().describe("Part of the request, the service's number").optional(),
          IsAuth: z.boolean().describe("Whether policies are asked about it").optional(),
        }),
        "Resources to take out of a request",
      ).optional(),
      ResponseFilters: listOf(
        z.strictObject({
          FilterPath: text("JSON Pointer to the list to filter").optional(),
          ResourcePath: text("JSON Pointer to the resource in an item").optional(),
          ResourceType: plainName().optional(),
          IdField: name("Field with the resource's id").optional(),
          Mode: z.int32().describe("How to filter, the service's number").optional(),
          IsAuth: z.boolean().describe("Whether policies are asked about it").optional(),
          Attributes: listOf(
            z.strictObject({
              Field: text("JSON Pointer to a value").optional(),
              Target: name("Attribute it becomes").optional(),
            }),
            "Values that become attributes of the resource",
          ).optional(),
        }),
        "What to leave out of a response",
      ).optional(),
    })
    .describe("How a call becomes a question to the policies");

/** What may still be changed of a route after it is made. */
export const routeSettings = () => ({
  ResourceType: name("Type of resource behind it, e.g. Collection").optional(),
  AuthResourceType: name("Type of resource that policies are asked about").optional(),
  PermissionPool: permissionPool(),
  Priority: z.int32().describe("Lower numbers are tried first").optional(),
  ApiSpec: apiSpec().optional(),
  Description: plainText().optional(),
});

/** The reference marks no part as required; the service asks at least for the first four. */
export const route = () =>
  z.strictObject({
    RouteName: name("Name, unique in the service, up to 64 characters").optional(),
    Path: name("Request path, e.g. /v1/search").optional(),
    Method: name("HTTP methods, separated by commas, e.g. GET,POST").optional(),
    ...routeSettings(),
    PathMatchType: name("Exact or Prefix").optional(),
  });

/** 64 bits wide: might come as text. Milliseconds since 1970 where it is a time. */
export const longOutput = () => z.union([z.number(), z.string()]).nullish();

export const pageInfoOutput = () =>
  z.looseObject({ PageNumber: countOutput(), PageSize: countOutput(), TotalCount: longOutput() }).nullish();

export const apiSpecOutput = () =>
  z
    .looseObject({
      ActionType: textOutput(),
      ActionValue: textOutput(),
      IdentifierType: countOutput(),
      IdentifierValue: textOutput(),
      Extractors: rowsOutput({
        Path: textOutput(),
        ResourceType: textOutput(),
        Source: countOutput(),
        IsAuth: flagOutput(),
      }),
      ResponseFilters: rowsOutput({
        FilterPath: textOutput(),
        ResourcePath: textOutput(),
        ResourceType: textOutput(),
        IdField: textOutput(),
        Mode: countOutput(),
        IsAuth: flagOutput(),
        Attributes: rowsOutput({ Field: textOutput(), Target: textOutput() }),
      }),
    })
    .nullish();

/** A route that a document of an API was read as: not yet part of a service. */
export const draftRouteOutput = () => ({
  RouteName: textOutput(),
  Path: textOutput(),
  Method: textOutput(),
  PathMatchType: textOutput(),
  ResourceType: textOutput(),
  PermissionPool: textOutput(),
  ApiSpec: apiSpecOutput(),
});

export const routeOutput = () => ({
  ...draftRouteOutput(),
  AuthResourceType: textOutput(),
  Priority: countOutput(),
  Description: textOutput(),
  Status: textOutput(),
  SourceTemplateId: textOutput(),
  CreatedAt: longOutput(),
  UpdatedAt: longOutput(),
});

export const templateOutput = () => ({
  TemplateId: textOutput(),
  TemplateName: textOutput(),
  Description: textOutput(),
  BackendDomain: textOutput(),
  BackendPort: countOutput(),
  Protocol: textOutput(),
  EnableTls: flagOutput(),
  IconUrl: textOutput(),
  RouteCount: countOutput(),
});
