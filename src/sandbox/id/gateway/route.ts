/** Routes of a gateway service: which calls they mean and what the policies are asked about them. */
import type { JsonObject } from "../../../action/json.ts";
import { create } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { gatewayService, ROUTE } from "./service.ts";

export const gatewayRoute: Resource = {
  kind: ROUTE,
  noun: "route",
  key: ["ServiceName", "RouteName"],
  name: "RouteName",
  // Whoever deletes a service has to delete its routes before: Cloud Control does so as well.
  parent: { to: gatewayService, field: "ServiceName", onDelete: "refuse" },
  indexed: ["RouteName", "Path", "Status", "CreatedAt", "UpdatedAt"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: (at) => at.getTime() },
  fresh: () => ({ Description: "", PathMatchType: "Exact", Priority: 0, Status: "draft" }),
  async removing({ doc }) {
    if (doc.Status === "active") {
      throw faults.refused(`The route ${textOf(doc, "RouteName")} is active; disable it first.`);
    }
  },
  faults,
};

const METHODS: ReadonlySet<string> = new Set([
  "GET",
  "POST",
  "PUT",
  "DELETE",
  "PATCH",
  "HEAD",
  "OPTIONS",
  "ANY",
]);

const methodsOf = (doc: JsonObject): readonly string[] =>
  (textOf(doc, "Method") ?? "").split(",").map((one) => one.trim().toUpperCase());

/**
 * The fields of a new route, with the methods in capitals.
 * @throws Fault MissingParameter, InvalidParameter
 */
function soundRoute(route: JsonObject): JsonObject {
  for (const field of ["RouteName", "Path", "Method", "ResourceType"]) {
    if (!textOf(route, field)) throw faults.missing(`Route.${field}`);
  }
  if ((textOf(route, "RouteName") ?? "").length > 64) {
    throw faults.invalid("Route.RouteName", "It must have 1 to 64 characters.");
  }
  const path = textOf(route, "Path") ?? "";
  if (!path.startsWith("/") || path.length > 256) {
    throw faults.invalid("Route.Path", "It must begin with / and have up to 256 characters.");
  }
  const methods = methodsOf(route);
  if (!methods.every((one) => METHODS.has(one)) || new Set(methods).size < methods.length) {
    throw faults.invalid("Route.Method", "It must be HTTP methods, separated by commas, each once.");
  }
  const match = textOf(route, "PathMatchType") ?? "Exact";
  if (match !== "Exact" && match !== "Prefix") {
    throw faults.invalid("Route.PathMatchType", "It must be Exact or Prefix.");
  }
  return { ...route, Method: methods.join(","), PathMatchType: match };
}

/**
 * Refuses two routes of one service that mean the same calls at the same priority: nothing would say which is tried.
 * @throws Fault Duplicated
 */
export async function assertDistinct(context: Place, doc: JsonObject): Promise<void> {
  const methods = methodsOf(doc);
  const meets = (other: JsonObject) =>
    methodsOf(other).some((one) => one === "ANY" || methods.includes("ANY") || methods.includes(one));
  const { items } = await context.store.list(ROUTE, {
    parent: textOf(doc, "ServiceName") ?? "",
    equals: { Path: textOf(doc, "Path") ?? "" },
    where: (other) =>
      other.RouteName !== doc.RouteName &&
      other.PathMatchType === doc.PathMatchType &&
      other.Priority === doc.Priority &&
      meets(other),
  });
  const [other] = items;
  if (other !== undefined) {
    throw faults.duplicated(
      `route ${textOf(other.doc, "RouteName")} with the path ${textOf(doc, "Path")} and this priority`,
    );
  }
}

/** @throws Fault as `soundRoute` and `assertDistinct`, and where the name is taken or the service is not there */
export async function createRoute(
  context: Place,
  service: string,
  route: JsonObject,
  more: JsonObject = {},
): Promise<StoredRecord> {
  const record = await create(gatewayRoute, context, { ...soundRoute(route), ...more, ServiceName: service });
  await assertDistinct(context, record.doc);
  return record;
}
