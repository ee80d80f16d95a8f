/**
 * Ready-made backends. The service has its own, which the reference does not list; these are the sandbox's, with
 * addresses that lead nowhere.
 */
import type { JsonObject } from "../../../action/json.ts";
import * as faults from "../faults.ts";

export interface RouteTemplate {
  readonly RouteTemplateId: string;
  readonly RouteName: string;
  readonly Path: string;
  readonly Method: string;
  readonly Description: string;
  readonly ResourceType: string;
  readonly ApiSpec: JsonObject;
}

export interface ServiceTemplate {
  readonly TemplateId: string;
  readonly TemplateName: string;
  readonly BackendType: string;
  readonly Description: string;
  readonly BackendDomain: string;
  readonly BackendPort: number;
  readonly Protocol: string;
  readonly EnableTls: boolean;
  readonly routes: readonly RouteTemplate[];
}

const asks = (ActionType: string, ActionValue: string, IdentifierValue: string): JsonObject => ({
  ActionType,
  ActionValue,
  IdentifierType: 1,
  IdentifierValue,
});

const TEMPLATES: readonly ServiceTemplate[] = [
  {
    TemplateId: "tpl-knowledge",
    TemplateName: "Knowledge base",
    BackendType: "viking",
    Description: "Search and upkeep of a knowledge base",
    BackendDomain: "knowledge.sandbox.invalid",
    BackendPort: 443,
    Protocol: "HTTPS",
    EnableTls: true,
    routes: [
      {
        RouteTemplateId: "rt-knowledge-search",
        RouteName: "search",
        Path: "/api/knowledge/search",
        Method: "POST",
        Description: "Search in a collection",
        ResourceType: "Collection",
        ApiSpec: asks("READ", "search", "/collection"),
      },
      {
        RouteTemplateId: "rt-knowledge-add",
        RouteName: "add-document",
        Path: "/api/knowledge/documents",
        Method: "POST",
        Description: "Add a document to a collection",
        ResourceType: "Collection",
        ApiSpec: asks("WRITE", "add", "/collection"),
      },
      {
        RouteTemplateId: "rt-knowledge-delete",
        RouteName: "delete-document",
        Path: "/api/knowledge/documents",
        Method: "DELETE",
        Description: "Delete a document of a collection",
        ResourceType: "Collection",
        ApiSpec: asks("DELETE", "delete", "/collection"),
      },
    ],
  },
  {
    TemplateId: "tpl-mcp",
    TemplateName: "MCP server",
    BackendType: "agentkit-mcp",
    Description: "Tools that an MCP server offers",
    BackendDomain: "mcp.sandbox.invalid",
    BackendPort: 443,
    Protocol: "HTTPS",
    EnableTls: true,
    routes: [
      {
        RouteTemplateId: "rt-mcp-call",
        RouteName: "call-tool",
        Path: "/mcp",
        Method: "POST",
        Description: "Call a tool",
        ResourceType: "Tool",
        ApiSpec: asks("WRITE", "call", "/params/name"),
      },
    ],
  },
];

export function templatesOf(backendType: string | undefined): readonly ServiceTemplate[] {
  return TEMPLATES.filter((one) => !backendType || one.BackendType === backendType);
}

/** @throws Fault NotFound */
export function templateOf(id: string): ServiceTemplate {
  const found = TEMPLATES.find(({ TemplateId }) => TemplateId === id);
  if (found === undefined) throw faults.notFound(`service template ${id}`);
  return found;
}

/** @throws Fault NotFound: a route of another template is none */
export function routeTemplateOf({ routes, TemplateId }: ServiceTemplate, id: string): RouteTemplate {
  const found = routes.find(({ RouteTemplateId }) => RouteTemplateId === id);
  if (found === undefined) throw faults.notFound(`route template ${id} in service template ${TemplateId}`);
  return found;
}

export function shownTemplate({ routes, ...shown }: ServiceTemplate): JsonObject {
  return { ...shown, RouteCount: routes.length };
}
