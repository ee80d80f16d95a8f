/** The actions on workload pools (reference page CreateWorkloadPool). */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { type Definition, family } from "../../resources/family.ts";
import { equals, tagged } from "../../resources/filters.ts";
import { create, recordAt } from "../../resources/records.ts";
import type { Part } from "../../types.ts";
import { poolFacts } from "../facts.ts";
import { readTags } from "../tag-list.ts";
import { issuerPages } from "./documents.ts";
import { DEFAULT_POOL, workloadPool } from "./workload-pool.ts";

const BY_NAME = { WorkloadPoolName: "WorkloadPoolName" };

/** Where nothing names a pool, `default` is meant. */
function defaulting(definition: Definition): Definition {
  const meant = (params: Parameters<Definition["handle"]>[0]) =>
    params.WorkloadPoolName || params.WorkloadPoolId ? params : { ...params, WorkloadPoolName: DEFAULT_POOL };
  const { targets, handle } = definition;
  return {
    ...definition,
    ...(targets === undefined ? {} : { targets: (params, context) => targets(meant(params), context) }),
    handle: (params, context, documented) => handle(meant(params), context, documented),
  };
}

export const workloadPools: Part = {
  resources: [workloadPool],
  pages: [issuerPages],
  actions: family("id", {
    CreateWorkloadPool: {
      ...creates(workloadPool, {
        prepare: (fields) => ({
          ...fields,
          ...(fields.Tags === undefined ? {} : { Tags: readTags(fields) }),
        }),
      }),
      input: poolFacts.create,
    },
    GetWorkloadPool: defaulting(gets(workloadPool, { ...BY_NAME, WorkloadPoolId: "WorkloadPoolId" })),
    ListWorkloadPools: {
      ...lists(workloadPool, {
        filters: {
          WorkloadPoolName: equals("WorkloadPoolName"),
          WorkloadPoolId: equals("WorkloadPoolId"),
          ProjectName: equals("ProjectName"),
          TagFilters: tagged,
        },
        sort: {
          by: "SortBy",
          direction: "SortOrder",
          fields: ["WorkloadPoolName", "CreatedAt", "UpdatedAt"],
        },
      }),
      input: poolFacts.list,
    },
    UpdateWorkloadPool: defaulting(updates(workloadPool, BY_NAME)),
    DeleteWorkloadPool: defaulting(removes(workloadPool, BY_NAME)),
  }),
  /** Makes sure that the pool `default` is there. */
  async prepare(context) {
    if ((await recordAt(workloadPool, context, DEFAULT_POOL)) !== undefined) return;
    await create(workloadPool, context, {
      WorkloadPoolName: DEFAULT_POOL,
      Description: "The default workload pool",
    });
  },
};
