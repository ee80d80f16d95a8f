/** What the actions on iam tags take and answer (reference of iam, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const iamTags: Reference = {
  TagResources: {
    input: {
      "ResourceNames!": ["string"],
      "ResourceType!": "string User|Role",
      Tags: [{ "Key!": "string", Value: "string" }],
    },
    output: {},
  },
  UntagResources: {
    input: { "ResourceNames!": ["string"], "ResourceType!": "string User|Role", "TagKeys!": ["string"] },
    output: {},
  },
  ListTagsForResources: {
    input: {
      MaxResults: "int",
      NextToken: "string",
      ResourceNames: ["string"],
      "ResourceType!": "string User|Role",
      TagFilters: [{ Key: "string", Values: ["string"] }],
    },
    output: {
      NextToken: "string",
      ResourceTags: [
        { ResourceName: "string", ResourceType: "string User|Role", TagKey: "string", TagValue: "string" },
      ],
    },
  },
};
