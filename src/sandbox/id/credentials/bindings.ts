/** The actions on bindings of credential providers, and the list of providers that counts them. */
import { isJsonObject, type JsonObject } from "../../../action/json.ts";
import { lists, sorting } from "../../resources/actions.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import { create, need, remove } from "../../resources/records.ts";
import type { Part, Place } from "../../types.ts";
import { objectOf, pick, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { poolNamed } from "../workloads/workload-pool.ts";
import { binding } from "./binding.ts";
import { credentialProvider, type ProviderType, providerIn } from "./credential-provider.ts";

const typeIn = (params: JsonObject): ProviderType =>
  textOf(params, "ProviderType") === "oauth2" ? "oauth2" : "api_key";

const fields = ["Name", "Source", "ProjectName", "Type"] as const;

/** Where both name a pool, they must name the same. */
async function poolOf(params: JsonObject, filter: JsonObject, context: Place): Promise<string | undefined> {
  const [one, other] = [textOf(params, "PoolName"), textOf(filter, "PoolName")];
  const pool = await poolNamed(context, one || other);
  return one && other && one !== other ? undefined : pool.key;
}

const SORT = { by: "SortField", direction: "SortDesc", fields: ["Name", "CreatedAt", "UpdatedAt"] };

/** API key and OAuth2 providers: the reference keeps those of roles in a list of their own. */
const listProviders = answers(async (params, context, documented) => {
  const filter = objectOf(params, "Filter") ?? {};
  const parent = await poolOf(params, filter, context);
  const config = (doc: JsonObject) => objectOf(doc, "Config") ?? {};
  const { items } = await context.store.list(credentialProvider.kind, {
    parent,
    sort: sorting(credentialProvider, params, SORT),
    where: (doc) =>
      parent !== undefined &&
      doc.Type !== "role" &&
      fields.every((field) => !filter[field] || filter[field] === doc[field]) &&
      (!filter.Flow || filter.Flow === config(doc).Flow) &&
      (filter.Vendor === undefined || filter.Vendor === doc.Vendor),
  });
  const rows: JsonObject[] = [];
  for (const { key, doc } of items) {
    const BindingResourceNumber = await context.store.count(binding.kind, key);
    const bound = BindingResourceNumber > 0;
    if (filter.BindingStatus !== undefined && filter.BindingStatus !== bound) continue;
    rows.push({ ...doc, ...pick(config(doc), ["Flow"]), BindingResourceNumber });
  }
  const page = pageOf(rows, cutOf(documented, params, faults));
  return { CredentialProviders: page.items.filter(isJsonObject), ...page.counts };
});

const bindings = lists(binding, {
  filters: {
    PoolName: equals("PoolName"),
    ProviderName: equals("ProviderName"),
    ProviderType: equals("ProviderType"),
    Resource: equals("Resource"),
  },
});

/** So it stands in the models of the vendor's SDK for Python. */
const misspelt: ReadonlyMap<string, string> = new Map([["Reousrce", "Resource"]]);

const bind = computes(async (params, context) => {
  const provider = await providerIn(params, context, typeIn(params));
  const { doc } = await create(binding, context, {
    CredentialProviderId: provider.key,
    ...pick(params, ["ProviderName", "ProviderType", "Resource"]),
    ...pick(provider.doc, ["PoolName"]),
  });
  return { ...doc, UpdateAt: doc.UpdatedAt ?? "" };
});

const unbind = computes(async (params, context) => {
  const provider = await providerIn(params, context, typeIn(params));
  const by = { CredentialProviderId: provider.key, Resource: textOf(params, "Resource") ?? "" };
  await remove(binding, context, await need(binding, context, by));
  return {};
});

export const credentialProviderBindings: Part = {
  resources: [credentialProvider, binding],
  actions: family("id", {
    ListCredentialProviders: listProviders,
    BindCredentialProvider: { ...bind, misspelt },
    UnBindCredentialProvider: { ...unbind, misspelt },
    ListCredentialProviderBindings: {
      ...bindings,
      async handle(params, context, documented) {
        const pool = await poolNamed(context, textOf(params, "PoolName"));
        return bindings.handle({ ...params, PoolName: pool.key }, context, documented);
      },
    },
  }),
};
