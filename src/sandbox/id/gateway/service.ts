/** Services of the permission gateway, as a resource of id: backends whose calls are held against policies. */
import type { JsonObject } from "../../../action/json.ts";
import { trn, uuidFor } from "../../ids.ts";
import { find } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { namespace } from "../permissions/namespace.ts";

/** Store kind of the routes, which live in services. */
export const ROUTE = "id.gateway-route";

/** `draft`: never published. `active`: published. `inactive`: taken out of service. */
export const STATUSES: readonly string[] = ["draft", "active", "inactive"];

export const gatewayService: Resource = {
  kind: "id.gateway-service",
  noun: "gateway service",
  key: ["ServiceName"],
  indexed: [
    "ServiceName",
    "ServiceId",
    "Status",
    "BackendType",
    "PermissionSpaceId",
    "ProjectName",
    "CreatedAt",
    "UpdatedAt",
  ],
  // Its calls would be held against nothing: a namespace in use stays. The gateway calls it a permission space.
  references: [{ field: "PermissionSpaceName", to: namespace, onDelete: "refuse" }],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: (at) => at.getTime() },
  fresh(_given, context, label) {
    const id = `svc-${uuidFor(context, `gateway-service${label}`).replaceAll("-", "").slice(0, 16)}`;
    return {
      ServiceId: id,
      Trn: trn("id", context.region, context.account, `service/${id}`),
      Description: "",
      ProjectName: "default",
      Tags: [],
      Status: "draft",
      BackendType: "custom",
    };
  },
  derived: { RouteCount: ({ key }, { store }) => store.count(ROUTE, key) },
  trn: (doc, { region, account }) =>
    textOf(doc, "Trn") ?? trn("id", region, account, `service/${textOf(doc, "ServiceId") ?? "*"}`),
  faults,
};

/** Parameters that name a service. */
export const BY_NAME_OR_ID = { ServiceName: "ServiceName", ServiceId: "ServiceId" };

/** @throws Fault NotFound */
export async function serviceNamed(context: Place, name: string): Promise<StoredRecord> {
  const service = await find(gatewayService, context, { ServiceName: name });
  if (service === undefined) throw faults.notFound(`gateway service ${name}`);
  return service;
}

/**
 * What is stored of the fields that every new service is given.
 * @throws Fault where the name is too long, the permission space does not exist or has another name, a tag comes twice
 */
export async function soundService(fields: JsonObject, context: Place): Promise<JsonObject> {
  const name = textOf(fields, "ServiceName") ?? "";
  if (name.length > 64) throw faults.invalid("ServiceName", "It must have 1 to 64 characters.");
  const id = textOf(fields, "PermissionSpaceId") ?? "";
  const space = (await find(namespace, context, { NamespaceId: id }))?.doc;
  if (space === undefined) throw faults.notFound(`permission space ${id}`);
  const given = textOf(fields, "PermissionSpaceName");
  if (given && given !== space.NamespaceName) {
    throw faults.invalid("PermissionSpaceName", "It is not the name of the permission space of that id.");
  }
  return { ...fields, PermissionSpaceName: space.NamespaceName ?? "" };
}

/**
 * A backend with its defaults. The reference requires none of its parts; a service without a place to send calls to
 * would be of no use, and the Cloud Control type of services insists on it.
 * @throws Fault MissingParameter, InvalidParameter
 */
export function soundBackend(fields: JsonObject): JsonObject {
  const backend = objectOf(fields, "Backend") ?? {};
  const domain = textOf(backend, "BackendDomain") ?? "";
  if (domain === "") throw faults.missing("Backend.BackendDomain");
  if (/[\s/]/.test(domain)) throw faults.invalid("Backend.BackendDomain", "It must be a domain name.");
  const protocol = textOf(backend, "Protocol") || (backend.EnableTls === false ? "HTTP" : "HTTPS");
  if (protocol !== "HTTP" && protocol !== "HTTPS") {
    throw faults.invalid("Backend.Protocol", "It must be HTTP or HTTPS.");
  }
  const port = numberOf(backend, "BackendPort") ?? 443;
  if (port < 1 || port > 65_535) throw faults.invalid("Backend.BackendPort", "It must be 1 to 65535.");
  const timeout = numberOf(backend, "TimeoutSeconds") ?? 30;
  if (timeout < 1) throw faults.invalid("Backend.TimeoutSeconds", "It must be at least 1.");
  return {
    BackendDomain: domain,
    BackendPort: port,
    EnableTls: backend.EnableTls ?? protocol === "HTTPS",
    Protocol: protocol,
    TimeoutSeconds: timeout,
  };
}
