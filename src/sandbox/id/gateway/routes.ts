/** The actions on routes of a gateway service. */
import type { JsonObject } from "../../../action/json.ts";
import { gets, lists, removes, selected, updates } from "../../resources/actions.ts";
import { shownAs } from "../../resources/answer.ts";
import { answers, computes, type Definition, family } from "../../resources/family.ts";
import { contains, equals, where } from "../../resources/filters.ts";
import { change } from "../../resources/records.ts";
import type { Facts, Part, StoredRecord } from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { assertDistinct, createRoute, gatewayRoute } from "./route.ts";
import { batchOfRoutes } from "./route-batch.ts";
import { STATUSES, serviceNamed } from "./service.ts";
import { routeTemplateOf, shownTemplate, templateOf } from "./templates.ts";

const BY_NAME = { RouteName: "RouteName" };

const serviceIn = (params: JsonObject): string => textOf(params, "ServiceName") ?? "";

const creating: Definition = computes(async (params, context, { output }) => {
  const route = objectOf(params, "Route");
  if (route === undefined) throw faults.missing("Route");
  return shownAs(output, gatewayRoute, await createRoute(context, serviceIn(params), route), context);
});

/** The name and the permission pool may be others than the template's. */
const creatingFromTemplate: Definition = computes(async (params, context, { output }) => {
  const service = await serviceNamed(context, serviceIn(params));
  const template = templateOf(textOf(service.doc, "TemplateId") ?? "");
  const { RouteTemplateId, ...ready } = routeTemplateOf(template, textOf(params, "RouteTemplateId") ?? "");
  const PermissionPool = textOf(params, "PermissionPool");
  const route = {
    ...ready,
    RouteName: textOf(params, "RouteName") || ready.RouteName,
    ...(PermissionPool ? { PermissionPool } : {}),
  };
  const record = await createRoute(context, service.key, route, { SourceTemplateId: RouteTemplateId });
  return shownAs(output, gatewayRoute, record, context);
});

/** What is changed of an active route has to be published again, unless the status is given as well. */
const update = updates(gatewayRoute, BY_NAME, {
  prepare(fields, { before }) {
    const status = textOf(fields, "Status");
    if (status && !STATUSES.includes(status)) {
      throw faults.invalid("Status", `It must be one of ${STATUSES.join(", ")}.`);
    }
    const was = textOf(before?.doc ?? {}, "Status");
    return { ...fields, Status: status || (was === "active" ? "draft" : (was ?? "draft")) };
  },
  async also({ doc }, { context }) {
    await assertDistinct(context, doc);
    return undefined;
  },
});

/** Sets the status of a route and answers it. */
const settingStatus = (Status: string, shown: (record: StoredRecord, output: Facts) => JsonObject) =>
  computes(async (params, context, { output }) => {
    await serviceNamed(context, serviceIn(params));
    const record = await selected(gatewayRoute, BY_NAME, params, context);
    return shown(await change(gatewayRoute, context, record, { Status }), output);
  });

const list = lists(gatewayRoute, {
  countsWithin: "PageInfo",
  filters: {
    Keyword: contains("RouteName", "Path"),
    Method: where((doc, value) => {
      const methods = (textOf(doc, "Method") ?? "").split(",");
      return methods.includes("ANY") || methods.includes(String(value).toUpperCase());
    }),
    Status: equals("Status"),
  },
  sort: {
    by: "SortBy",
    direction: "SortOrder",
    fields: ["RouteName", "Path", "Status", "CreatedAt", "UpdatedAt"],
  },
});

export const gatewayRoutes: Part = {
  resources: [gatewayRoute],
  actions: family("id", {
    CreateRoute: creating,
    CreateRouteFromTemplate: creatingFromTemplate,
    BatchCreateRoutes: computes((params, context) => batchOfRoutes(context, params)),
    GetRoute: gets(gatewayRoute, BY_NAME),
    ListRoutes: list,
    UpdateRoute: update,
    DeleteRoute: removes(gatewayRoute, BY_NAME),
    PublishRoute: settingStatus("active", ({ doc }) => ({ Status: doc.Status ?? "" })),
    DisableRoute: settingStatus("inactive", ({ doc }) => doc),
    DescribeRouteTemplateOptions: answers(async (params) => {
      const template = templateOf(textOf(params, "TemplateId") ?? "");
      const Routes = template.routes.map((route, index) => ({ ...route, SortOrder: index + 1 }));
      return { Template: shownTemplate(template), Routes };
    }),
  }),
};
