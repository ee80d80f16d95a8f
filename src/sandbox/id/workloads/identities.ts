/** The actions on workload identities. */
import type { JsonObject } from "../../../action/json.ts";
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { computes, type Definition, family } from "../../resources/family.ts";
import { equals } from "../../resources/filters.ts";
import { change } from "../../resources/records.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { identityFacts } from "../facts.ts";
import { invalid } from "../faults.ts";
import { mergeMetaData, removeMetaData } from "./metadata.ts";
import { identityNamed, workloadIdentity } from "./workload-identity.ts";
import { DEFAULT_POOL } from "./workload-pool.ts";

const BY_NAME = { Name: "Name" };
const IN_POOL = { defaultParent: DEFAULT_POOL };

/**
 * Metadata that an update brings. The reference names no modes: here `Replace` (also when absent) puts the
 * given entries in the place of all, `Merge` adds them to what is there.
 */
function updatedMetaData(doc: JsonObject, params: JsonObject): JsonObject {
  const mode = (textOf(params, "MetaDataUpdateMode") || "Replace").toLowerCase();
  if (mode !== "replace" && mode !== "merge") {
    throw invalid("MetaDataUpdateMode", "It must be Replace or Merge.");
  }
  if (params.MetaData === undefined) return {};
  return { MetaData: mergeMetaData(mode === "merge" ? doc : {}, params) };
}

function metaData(compute: (doc: JsonObject, params: JsonObject) => readonly JsonObject[]): Definition {
  return {
    ...computes(async (params, context) => {
      const wanted = textOf(params, "WorkloadIdentity") ?? "";
      const { identity } = await identityNamed(context, textOf(params, "WorkloadPoolName"), wanted);
      const MetaData = compute(identity.doc, params);
      const { doc } = await change(workloadIdentity, context, identity, { MetaData });
      return { ...doc, WorkloadIdentity: wanted };
    }),
    input: identityFacts.metaData,
  };
}

export const workloadIdentities: Part = {
  resources: [workloadIdentity],
  actions: family("id", {
    CreateWorkloadIdentity: {
      ...creates(workloadIdentity, {
        ...IN_POOL,
        prepare: (fields) => ({ ...fields, MetaData: mergeMetaData({}, fields) }),
      }),
      input: identityFacts.create,
    },
    GetWorkloadIdentity: gets(workloadIdentity, BY_NAME, IN_POOL),
    ListWorkloadIdentities: {
      ...lists(workloadIdentity, {
        ...IN_POOL,
        filters: {
          Name: equals("Name"),
          Category: equals("Category"),
          Source: equals("Source"),
          Trn: equals("Trn"),
        },
        sort: { by: "SortBy", direction: "SortOrder", fields: ["Name", "CreatedAt", "UpdatedAt"] },
      }),
      input: identityFacts.list,
    },
    UpdateWorkloadIdentity: {
      ...updates(workloadIdentity, BY_NAME, {
        ...IN_POOL,
        without: ["MetaData", "MetaDataUpdateMode"],
        prepare: (fields, { params, before }) => ({
          ...fields,
          ...updatedMetaData(before?.doc ?? {}, params),
        }),
      }),
      input: identityFacts.update,
    },
    DeleteWorkloadIdentity: removes(workloadIdentity, BY_NAME, IN_POOL),
    AddWorkloadMetaData: metaData(mergeMetaData),
    RemoveWorkloadMetaData: metaData(removeMetaData),
  }),
};
