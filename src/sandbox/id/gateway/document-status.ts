/**
 * How far the reading of an API document has come. Documents are handed in at the console, which the sandbox does not
 * have: one that was read and one that could not be are always there, so that what comes after can be tried.
 */
import type { JsonObject } from "../../../action/json.ts";
import * as faults from "../faults.ts";

const READ_AT = "2025-11-03T02:00:00Z";

const DOCUMENTS: readonly JsonObject[] = [
  {
    DocumentId: "doc-orders",
    Status: "completed",
    FromCache: false,
    CreatedAt: READ_AT,
    CompletedAt: READ_AT,
    Routes: [
      {
        RouteName: "list-orders",
        Path: "/v1/orders",
        Method: "GET",
        PathMatchType: "Exact",
        ResourceType: "Order",
        ApiSpec: { ActionType: "READ", ActionValue: "list" },
      },
      {
        RouteName: "place-order",
        Path: "/v1/orders",
        Method: "POST",
        PathMatchType: "Exact",
        ResourceType: "Order",
        ApiSpec: { ActionType: "WRITE", ActionValue: "place" },
      },
    ],
  },
  {
    DocumentId: "doc-broken",
    Status: "failed",
    FromCache: false,
    CreatedAt: READ_AT,
    CompletedAt: READ_AT,
    Error: "The document is not an OpenAPI document.",
    Routes: [],
  },
];

/** @throws Fault NotFound */
export function documentStatus(id: string): JsonObject {
  const found = DOCUMENTS.find(({ DocumentId }) => DocumentId === id);
  if (found === undefined) throw faults.notFound(`document ${id}`);
  return found;
}
