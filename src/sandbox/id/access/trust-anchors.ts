/** Trust anchors: outside issuers whose proofs a workload pool accepts. A pool keeps the names of its anchors. */
import { isJsonObject, type Json, type JsonObject } from "../../../action/json.ts";
import { trn, utcSeconds } from "../../ids.ts";
import { creates, gets, lists, removes, selected, updates } from "../../resources/actions.ts";
import { shownAs } from "../../resources/answer.ts";
import { computes, type Definition, family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import { change, need } from "../../resources/records.ts";
import type { Part, Place, Resource, StoredRecord } from "../../types.ts";
import { objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { identityNamed } from "../workloads/workload-identity.ts";
import { poolNamed, workloadPool } from "../workloads/workload-pool.ts";

const trustAnchor: Resource = {
  kind: "id.trust-anchor",
  noun: "trust anchor",
  key: ["Name"],
  indexed: ["Name", "CreatedAt", "UpdatedAt"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  fresh: (given, context) => ({
    AccountId: context.account,
    Description: "",
    IdentityNameTemplate: "",
    TrustAnchorCfg: [],
    Trn: trn("id", context.region, context.account, `trustanchor/${textOf(given, "Name")}`),
  }),
  // No pool trusts what is not there any more.
  async removing({ key }, context) {
    const { items } = await context.store.list(workloadPool.kind, {
      where: (doc) => textsOf(doc, "TrustAnchors").includes(key),
    });
    for (const pool of items) {
      const TrustAnchors = textsOf(pool.doc, "TrustAnchors").filter((one) => one !== key);
      await change(workloadPool, context, pool, { TrustAnchors });
    }
  },
  trn: (doc, { region, account }) => trn("id", region, account, `trustanchor/${textOf(doc, "Name") ?? "*"}`),
  faults,
};

const BY_NAME = { Name: "Name" };

async function bind(context: Place, pool: StoredRecord, names: readonly string[]): Promise<StoredRecord> {
  const TrustAnchors = [...new Set([...textsOf(pool.doc, "TrustAnchors"), ...names])];
  return change(workloadPool, context, pool, { TrustAnchors });
}

/**
 * The settings that an update gives as one text, where all else has a list: JSON, either the list or an object.
 * @throws Fault InvalidParameter
 */
function settingsIn(text: string): readonly JsonObject[] {
  const wrong = () => faults.invalid("TrustAnchorCfg", "It must be JSON: settings by their names.");
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw wrong();
  }
  if (!Array.isArray(read) && !isJsonObject(read)) throw wrong();
  const pairs = Array.isArray(read) ? objectsOf({ read }, "read") : paired(read);
  const sound = pairs.every((one) => textOf(one, "Key") && typeof one.Value === "string");
  if (!sound || (Array.isArray(read) && read.length > pairs.length)) throw wrong();
  return pairs.map(({ Key = "", Value = "" }) => ({ Key, Value }));
}

const paired = (read: JsonObject): readonly JsonObject[] =>
  Object.entries(read).map(([Key, Value]: [string, Json | undefined]) => ({ Key, Value: Value ?? null }));

const update = updates(trustAnchor, BY_NAME, {
  prepare(fields) {
    const text = textOf(fields, "TrustAnchorCfg");
    return text === undefined ? fields : { ...fields, TrustAnchorCfg: settingsIn(text) };
  },
});

const binding: Definition = computes(async (params, context, { output }) => {
  const pool = await poolNamed(context, textOf(params, "WorkloadPoolName"));
  const names = textsOf(params, "TrustAnchorNames");
  if (names.length === 0) throw faults.missing("TrustAnchorNames");
  for (const Name of names) await need(trustAnchor, context, { Name });
  return shownAs(output, workloadPool, await bind(context, pool, names), context);
});

/**
 * The reference names a workload identity and no anchor, so that the call can only be about all of them: the pool of
 * this identity trusts none any more.
 */
const unbinding: Definition = computes(async (params, context, { output }) => {
  const WorkloadIdentity = textOf(params, "WorkloadIdentity") ?? "";
  const { pool, identity } = await identityNamed(
    context,
    textOf(params, "WorkloadPoolName"),
    WorkloadIdentity,
  );
  const changed = await change(workloadPool, context, pool, { TrustAnchors: [] });
  const shown = await shownAs(output, workloadPool, changed, context);
  return { ...shown, WorkloadIdentity, MetaData: identity.doc.MetaData ?? [] };
});

export const trustAnchors: Part = {
  resources: [trustAnchor],
  actions: family("id", {
    CreateTrustAnchor: creates(trustAnchor, {
      without: ["WorkloadPoolName"],
      async also({ key }, { params, context }) {
        for (const name of textsOf(params, "WorkloadPoolName")) {
          await bind(context, await poolNamed(context, name), [key]);
        }
        return undefined;
      },
    }),
    GetTrustAnchor: gets(trustAnchor, BY_NAME),
    ListTrustAnchors: lists(trustAnchor, {
      within: "TrustAnchors",
      filters: { Name: equals("Name") },
      sort: { by: "SortBy", direction: "SortOrder", fields: ["Name", "CreatedAt", "UpdatedAt"] },
    }),
    UpdateTrustAnchor: update,
    DeleteTrustAnchor: {
      ...removes(trustAnchor, BY_NAME),
      async handle(params, context, documented) {
        const { key } = await selected(trustAnchor, BY_NAME, params, context);
        await removes(trustAnchor, BY_NAME).handle(params, context, documented);
        return { Name: key };
      },
    },
    BindWorkloadPoolTrustAnchor: binding,
    UnBindWorkloadPoolTrustAnchor: unbinding,
  }),
};
