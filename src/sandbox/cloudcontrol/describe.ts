/** A resource type, as DescribeResourceType and ListResourceTypes show it. */
import type { JsonObject } from "../../action/json.ts";
import { trn } from "../ids.ts";
import type { CallContext } from "../types.ts";
import { pathsOf } from "./access.ts";
import type { Access, Properties, Property, ResourceType } from "./model.ts";
import { permissionsOf } from "./permissions.ts";

/** When the first types were published (reference page CreateResource). */
const PUBLISHED = "2025-09-25T16:37:12+08:00";

function pointers(properties: Properties, access: Access): readonly string[] {
  return pathsOf(properties, access).map((path) => `/properties/${path.join("/")}`);
}

function propertySchema(property: Property): JsonObject {
  const common = { type: property.type, description: property.description };
  switch (property.type) {
    case "string":
      return {
        ...common,
        ...(property.minLength === undefined ? {} : { minLength: property.minLength }),
        ...(property.maxLength === undefined ? {} : { maxLength: property.maxLength }),
        ...(property.options === undefined ? {} : { enum: property.options }),
        ...(property.pattern === undefined ? {} : { pattern: property.pattern.source }),
      };
    case "integer":
    case "number":
      return {
        ...common,
        ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
        ...(property.maximum === undefined ? {} : { maximum: property.maximum }),
      };
    case "boolean":
      return common;
    case "array":
      return { ...common, items: propertySchema(property.items), uniqueItems: true, insertionOrder: false };
    case "object":
      return {
        ...common,
        properties: propertySchemas(property.properties),
        ...(property.required === undefined ? {} : { required: property.required }),
      };
  }
}

function propertySchemas(properties: Properties): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, propertySchema(value)]));
}

function schemaOf(type: ResourceType): JsonObject {
  const { properties } = type;
  return {
    typeName: type.typeName,
    description: type.description,
    properties: propertySchemas(properties),
    additionalProperties: false,
    required: type.required,
    primaryIdentifier: type.primaryIdentifier.map((name) => `/properties/${name}`),
    createOnlyProperties: pointers(properties, "createOnly"),
    readOnlyProperties: pointers(properties, "readOnly"),
    writeOnlyProperties: pointers(properties, "writeOnly"),
    filterProperties: { filterableProperties: type.filterable.map((name) => `/properties/${name}`) },
    handlers: Object.fromEntries(
      Object.entries(permissionsOf(type.typeName)).map(([handler, permissions]) => [
        handler,
        { permissions },
      ]),
    ),
    tagging: { taggable: type.taggable },
  };
}

export function summaryOf(context: CallContext, type: ResourceType): JsonObject {
  return {
    TypeName: type.typeName,
    Description: type.description,
    PublisherName: "Volcengine",
    Trn: trn("cloudcontrol", context.region, "", `resourcetype/${type.typeName}`),
    Visibility: "Public",
  };
}

export function detailsOf(context: CallContext, type: ResourceType): JsonObject {
  return {
    ...summaryOf(context, type),
    Schema: schemaOf(type),
    CreateTime: PUBLISHED,
    UpdateTime: PUBLISHED,
  };
}
