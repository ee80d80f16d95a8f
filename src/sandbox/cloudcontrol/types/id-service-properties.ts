/** The properties of Volcengine::ID::Service. */
import { STATUSES } from "../../id/gateway/service.ts";
import type { ObjectProperty, Properties, Property } from "../model.ts";

const text = (description: string): Property => ({ type: "string", description });
const flag = (description: string): Property => ({ type: "boolean", description });
const number = (description: string): Property => ({ type: "integer", description });
const shown = (description: string): Property => ({ type: "string", description, access: "readOnly" });
const object = (
  description: string,
  properties: Properties,
  required: readonly string[],
): ObjectProperty => ({
  type: "object",
  description,
  properties,
  required,
});
const list = (description: string, items: Property): Property => ({ type: "array", description, items });

const attribute = object(
  "A value of the response that becomes an attribute of the resource.",
  { Field: text("JSON Pointer to the value."), Target: text("The attribute.") },
  ["Field", "Target"],
);
const extractor = object(
  "A resource to take out of a request.",
  {
    Path: text("JSON Pointer to it."),
    ResourceType: text("Type of the resource."),
    Source: number("Part of the request that it is in."),
    IsAuth: flag("Whether policies are asked about it."),
  },
  ["Path", "IsAuth", "Source", "ResourceType"],
);
const responseFilter = object(
  "What to leave out of a response.",
  {
    FilterPath: text("JSON Pointer to the list."),
    ResourcePath: text("JSON Pointer to the resource in an item."),
    ResourceType: text("Type of the resource."),
    IdField: text("Field with its id."),
    Mode: number("How to filter."),
    IsAuth: flag("Whether policies are asked about it."),
    Attributes: list("Attributes of the resource.", attribute),
  },
  ["Mode", "IsAuth", "ResourceType"],
);
const apiSpec = object(
  "How a call becomes a question to the policies.",
  {
    ActionType: text("Kind of operation, e.g. READ."),
    ActionValue: text("The operation, e.g. search."),
    IdentifierType: number("Where the resource's id is found."),
    IdentifierValue: text("The id, or a JSON Pointer to it."),
    Extractors: list("Resources to take out of a request.", extractor),
    ResponseFilters: list("What to leave out of a response.", responseFilter),
  },
  ["ActionType", "ActionValue", "IdentifierType", "IdentifierValue"],
);
const route = object(
  "Which calls are meant, and what is asked about them.",
  {
    RouteName: { type: "string", description: "Name, unique in the service.", minLength: 1, maxLength: 64 },
    Path: { type: "string", description: "Path of the request.", minLength: 1, maxLength: 256 },
    Method: text("HTTP methods, separated by commas."),
    PathMatchType: text("Exact or Prefix."),
    ResourceType: text("Type of the resource behind it."),
    AuthResourceType: text("Type of the resource that policies are asked about."),
    PermissionPool: text("Permission pool, by name."),
    Priority: number("Lower numbers are tried first."),
    Description: text("Note on the route."),
    ApiSpec: apiSpec,
  },
  ["Path", "Method", "RouteName", "ResourceType"],
);

export const idServiceProperties: Properties = {
  ServiceId: shown("Id, given by the service."),
  ServiceName: {
    type: "string",
    description: "Name, unique in the account.",
    access: "createOnly",
    minLength: 1,
    maxLength: 64,
  },
  PermissionSpaceId: {
    type: "string",
    description: "Id of the permission space that decides.",
    access: "createOnly",
  },
  PermissionSpaceName: { type: "string", description: "Name of that space.", access: "createOnly" },
  ProjectName: { type: "string", description: "The project, default when absent.", access: "createOnly" },
  Backend: {
    ...object(
      "Where calls are sent on to.",
      {
        BackendDomain: text("Domain name of the backend."),
        BackendPort: number("Port, 443 when absent."),
        Protocol: text("HTTP or HTTPS."),
        EnableTls: flag("Whether TLS is spoken to it."),
        TimeoutSeconds: number("Patience in seconds, 30 when absent."),
      },
      ["EnableTls", "BackendDomain"],
    ),
    access: "createOnly",
  },
  // Given at creation and never shown: reading answers their number.
  Routes: { type: "array", description: "Routes to create with it.", access: "createOnly", items: route },
  Description: { type: "string", description: "Note on the service.", maxLength: 256 },
  Status: {
    type: "string",
    description: "draft: not in effect yet. active: published. inactive: out of service.",
    options: STATUSES,
  },
  Tags: list(
    "Tags of the service.",
    object("A tag.", { Key: text("Its key."), Value: text("Its value.") }, ["Key"]),
  ),
  BackendType: shown("Kind of backend, e.g. custom."),
  TemplateId: shown("Template that it was made from."),
  HijackDomainPublic: shown("Domain that callers use."),
  HijackDomainPrivate: shown("Domain that callers in the private network use."),
  Trn: shown("Its TRN."),
  RouteCount: { type: "integer", description: "Number of its routes.", access: "readOnly" },
  CreatedAt: {
    type: "integer",
    description: "When it was created, in milliseconds since 1970.",
    access: "readOnly",
  },
  UpdatedAt: {
    type: "integer",
    description: "When it was last changed, in milliseconds since 1970.",
    access: "readOnly",
  },
};
