/** What the actions on tags take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const tags: Reference = {
  TagResources: {
    input: { ResourceIds: ["string"], "ResourceType!": "string", Tags: [{ Key: "string", Value: "string" }] },
    output: {},
  },
  UntagResources: {
    input: { ResourceIds: ["string"], "ResourceType!": "string", TagKeys: ["string"] },
    output: {},
  },
  ListTagsForResources: {
    input: {
      MaxResults: "int",
      NextToken: "string",
      ResourceIds: ["string"],
      "ResourceType!": "string",
      TagFilters: [{ Key: "string", Values: ["string"] }],
    },
    output: {
      NextToken: "string",
      ResourceTags: [{ ResourceId: "string", ResourceType: "string", TagKey: "string", TagValue: "string" }],
    },
  },
};
