/** Volcengine::ID::Service, on the very records of the id service. */
import type { JsonObject } from "../../../action/json.ts";
import { createRoute, gatewayRoute } from "../../id/gateway/route.ts";
import { gatewayService, soundBackend, soundService } from "../../id/gateway/service.ts";
import { publish } from "../../id/gateway/services.ts";
import { readTags } from "../../id/tag-list.ts";
import * as records from "../../resources/records.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectsOf, pick, textOf } from "../../values.ts";
import type { Change, ResourceType } from "../model.ts";
import { idServiceProperties } from "./id-service-properties.ts";

const found = (context: Place, ServiceId: string) => records.find(gatewayService, context, { ServiceId });
const named = (context: Place, ServiceId: string) => records.need(gatewayService, context, { ServiceId });

/** The statuses as the id service reaches them: what is active was published. */
async function setStatus(context: Place, service: StoredRecord, status: string | undefined): Promise<void> {
  if (status === "active") await publish(context, service);
  else if (status) await records.change(gatewayService, context, service, { Status: status });
}

async function create(context: Place, wanted: JsonObject): Promise<string> {
  const { Routes: _routes, Status: _status, ...fields } = wanted;
  const service = await records.create(gatewayService, context, {
    ...(await soundService(fields, context)),
    Backend: soundBackend(fields),
    Tags: readTags(fields),
  });
  for (const route of objectsOf(wanted, "Routes")) await createRoute(context, service.key, route);
  await setStatus(context, service, textOf(wanted, "Status"));
  return textOf(service.doc, "ServiceId") ?? "";
}

async function read(context: Place, id: string): Promise<JsonObject | undefined> {
  const service = await found(context, id);
  if (service === undefined) return undefined;
  const RouteCount = await context.store.count(gatewayRoute.kind, service.key);
  return { ...pick(service.doc, Object.keys(idServiceProperties)), RouteCount };
}

async function update(context: Place, id: string, { wanted, changed }: Change): Promise<void> {
  const service = await records.change(gatewayService, context, await named(context, id), {
    ...(changed.has("Description") ? { Description: wanted.Description ?? "" } : {}),
    ...(changed.has("Tags") ? { Tags: readTags(wanted) } : {}),
  });
  if (changed.has("Status")) await setStatus(context, service, textOf(wanted, "Status"));
}

/** Unlike DeleteService it takes the routes along, whatever their status. */
async function remove(context: Place, id: string): Promise<void> {
  const service = await named(context, id);
  const { items } = await context.store.list(gatewayRoute.kind, { parent: service.key });
  for (const route of items) {
    const idle = await records.change(gatewayRoute, context, route, { Status: "inactive" });
    await records.remove(gatewayRoute, context, idle);
  }
  await records.remove(gatewayService, context, service);
}

export const idService: ResourceType = {
  typeName: "Volcengine::ID::Service",
  description: "A backend behind the permission gateway, whose calls are held against policies.",
  properties: idServiceProperties,
  required: ["ServiceName", "PermissionSpaceId", "Backend"],
  primaryIdentifier: ["ServiceId"],
  filterable: ["BackendType", "PermissionSpaceId", "ProjectName", "Status"],
  taggable: true,
  duration: { create: 500, update: 300, delete: 300 },
  create,
  read,
  update,
  remove,
  async identifiers(context) {
    const { items } = await context.store.list(gatewayService.kind);
    return items.map(({ doc }) => textOf(doc, "ServiceId") ?? "");
  },
};
