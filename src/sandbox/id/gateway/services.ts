/** The actions on gateway services. */
import { createHash } from "node:crypto";
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, removes, selected, updates } from "../../resources/actions.ts";
import { answers, computes, type Definition, family } from "../../resources/family.ts";
import { contains, equals, tagged, where } from "../../resources/filters.ts";
import { change, find } from "../../resources/records.ts";
import type { CallContext, Part, Place, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { documentStatus } from "./document-status.ts";
import { createRoute, gatewayRoute } from "./route.ts";
import { BY_NAME_OR_ID, gatewayService, STATUSES, soundBackend, soundService } from "./service.ts";
import { routeTemplateOf, shownTemplate, templateOf, templatesOf } from "./templates.ts";

const create = creates(gatewayService, {
  without: ["Routes"],
  prepare: async (fields, { context }) => ({
    ...(await soundService(fields, context)),
    Backend: soundBackend(fields),
  }),
  async also({ key }, { params, context }) {
    for (const route of objectsOf(params, "Routes")) await createRoute(context, key, route);
    return undefined;
  },
});

/** Without RouteTemplateIds it gets every route of the template; the reference is silent. */
const createFromTemplate = creates(gatewayService, {
  without: ["RouteTemplateIds"],
  async prepare(fields, { context }) {
    const { BackendDomain, BackendPort, EnableTls, Protocol, BackendType } = templateOf(
      textOf(fields, "TemplateId") ?? "",
    );
    const Backend = soundBackend({ Backend: { BackendDomain, BackendPort, EnableTls, Protocol } });
    return { ...(await soundService(fields, context)), Backend, BackendType };
  },
  async also({ key }, { params, context }) {
    const template = templateOf(textOf(params, "TemplateId") ?? "");
    const wanted = textsOf(params, "RouteTemplateIds");
    const ids = wanted.length > 0 ? wanted : template.routes.map(({ RouteTemplateId }) => RouteTemplateId);
    for (const id of ids) {
      const { RouteTemplateId, ...route } = routeTemplateOf(template, id);
      await createRoute(context, key, route, { SourceTemplateId: RouteTemplateId });
    }
    return undefined;
  },
});

/** A service that was never published has no domains to be reached at, and cannot be made active by its status. */
const update = updates(gatewayService, BY_NAME_OR_ID, {
  prepare(fields, { before }) {
    const status = textOf(fields, "Status");
    if (status && !STATUSES.includes(status)) {
      throw faults.invalid("Status", `It must be one of ${STATUSES.join(", ")}.`);
    }
    if (status === "active" && before?.doc.HijackDomainPublic === undefined) {
      throw faults.refused("The service has not been published; PublishService makes it active.");
    }
    return status ? fields : { ...fields, Status: before?.doc.Status ?? "draft" };
  },
});

/** Brings a service and the drafts among its routes into effect. What is inactive stays so. */
export async function publish(context: Place, service: StoredRecord): Promise<StoredRecord> {
  const drafts = await context.store.list(gatewayRoute.kind, {
    parent: service.key,
    equals: { Status: "draft" },
  });
  for (const route of drafts.items) await change(gatewayRoute, context, route, { Status: "active" });
  const host = `${textOf(service.doc, "ServiceId")}.${context.region}.gateway.sandbox.invalid`;
  return change(gatewayService, context, service, {
    Status: "active",
    ApigServiceId: `apig-${textOf(service.doc, "ServiceId")}`,
    HijackDomainPublic: host,
    HijackDomainPrivate: `private.${host}`,
  });
}

const publishing: Definition = computes(async (params, context) => {
  const service = await selected(gatewayService, BY_NAME_OR_ID, params, context);
  const { doc } = await publish(context, service);
  return {
    ApigServiceId: doc.ApigServiceId ?? "",
    Status: doc.Status ?? "",
    PublicDomain: doc.HijackDomainPublic ?? "",
    PrivateDomain: doc.HijackDomainPrivate ?? "",
  };
});

const tagName = (tag: JsonObject): string => `${textOf(tag, "Key") ?? ""}:${textOf(tag, "Value") ?? ""}`;
const tagId = (tag: JsonObject): string =>
  `tag-${createHash("sha256").update(tagName(tag)).digest("hex").slice(0, 16)}`;

async function tagOptions({ store }: CallContext, keyword: string): Promise<JsonObject> {
  const { items } = await store.list(gatewayService.kind);
  const names = new Map(
    items.flatMap(({ doc }) => objectsOf(doc, "Tags")).map((tag) => [tagId(tag), tagName(tag)]),
  );
  const found = [...names].filter(([, name]) => name.toLowerCase().includes(keyword.toLowerCase()));
  return { Items: found.map(([TagId, TagName]) => ({ TagId, TagName })) };
}

/** `draft` is in the words of the Cloud Control type: inactive, active, draft. */
const list = lists(gatewayService, {
  countsWithin: "PageInfo",
  filters: {
    BackendType: equals("BackendType"),
    Keyword: contains("ServiceName"),
    PermissionSpaceId: equals("PermissionSpaceId"),
    ProjectName: equals("ProjectName"),
    Status: equals("Status"),
    TagFilters: tagged,
    TagIds: where((doc, value) =>
      objectsOf(doc, "Tags").some((tag) => textsOf({ value }, "value").includes(tagId(tag))),
    ),
    TemplateKeyword: where((doc, value) => {
      const named = templatesOf(undefined).find(({ TemplateId }) => TemplateId === doc.TemplateId);
      return named?.TemplateName.toLowerCase().includes(String(value).toLowerCase()) === true;
    }),
  },
  sort: {
    by: "SortBy",
    direction: "SortOrder",
    fields: ["ServiceName", "Status", "CreatedAt", "UpdatedAt"],
  },
});

export const gatewayServices: Part = {
  resources: [gatewayService],
  actions: family("id", {
    CreateService: create,
    CreateServiceFromTemplate: createFromTemplate,
    // The id service is open from the start here; opening it again changes nothing.
    RegisterService: answers(async (params, { account }) => {
      const wanted = textOf(params, "AccountId");
      if (wanted && wanted !== account) throw faults.refused("It can be opened for the own account only.");
      return {};
    }),
    GetService: gets(gatewayService, BY_NAME_OR_ID),
    ListServices: list,
    UpdateService: update,
    DeleteService: removes(gatewayService, BY_NAME_OR_ID),
    PublishService: publishing,
    CheckServiceName: answers(async (params, context) => {
      const ServiceName = textOf(params, "ServiceName") ?? "";
      return { Available: (await find(gatewayService, context, { ServiceName })) === undefined };
    }),
    DescribeTemplateOptions: answers(async (params) => {
      const keyword = (textOf(params, "Keyword") ?? "").toLowerCase();
      const found = templatesOf(textOf(params, "BackendType"));
      return {
        Items: found
          .filter(({ TemplateName }) => TemplateName.toLowerCase().includes(keyword))
          .map(shownTemplate),
      };
    }),
    DescribeTagOptions: answers((params, context) => tagOptions(context, textOf(params, "Keyword") ?? "")),
    GetDocumentStatus: answers(async (params) => documentStatus(textOf(params, "DocumentId") ?? "")),
  }),
};
