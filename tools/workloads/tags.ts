/** Tags of Agent Identity resources; IAM has tags of its own (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  maxResults,
  name,
  nextToken,
  plainName,
  rowsOutput,
  tagFilters,
  tags as tagsToSet,
  textOutput,
} from "../../src/action/fields.ts";

const family = "tags";

const resourceType = () => name("Kind of the resources, as in their TRNs, e.g. permissionnamespace");
const resourceIds = (describe: string) => listOf(plainName(), describe).optional();

const tagResources = defineAction({
  service: "id",
  name: "TagResources",
  family,
  effect: "update",
  items: "ResourceIds[]",
  title: "Tag Agent Identity resources",
  zh: "为 Agent Identity 资源绑定标签",
  summary:
    "Sets tags on resources of Agent Identity, such as pools or namespaces; a key that is there gets the new value. Tags of IAM resources are set with iam:TagResources.",
  synonyms: [
    "label; cost allocation; ownership; mark resources; cost center; label a workload pool; label a user pool; label an agent; tag a credential provider; project tag; mark as production",
    "打标签; 分账; 标记负责人; 归属标记; 成本中心; 加标签; 给用户池打标签; 给工作负载池打标签; 智能体打标签; 贴标签; 标上项目",
  ],
  exampleShows: ["ResourceIds", "Tags"],
  prerequisites: ["id:ListTagsForResources"],
  input: () => ({
    ResourceType: resourceType(),
    ResourceIds: resourceIds("Ids of the resources"),
    Tags: tagsToSet().optional(),
  }),
  output: () => ({}),
  lookup: {
    action: "id:ListTagsForResources",
    by: ["ResourceType", "ResourceIds"],
    among: {
      list: "ResourceTags",
      by: { "ResourceIds[]": "ResourceId", "Tags[].Key": "TagKey", "Tags[].Value": "TagValue" },
    },
    tells: "there",
  },
});

const untagResources = defineAction({
  service: "id",
  name: "UntagResources",
  family,
  effect: "delete",
  items: "ResourceIds[]",
  title: "Untag Agent Identity resources",
  zh: "为 Agent Identity 资源解绑标签",
  summary:
    "Takes tags off resources of Agent Identity, by their keys. What is found or allowed by these tags may no longer be: see ListTagsForResources first.",
  synonyms: [
    "remove label; clean up labels; drop a tag; take a tag off; remove a label; clear tags; label off a user pool; tag of a workload pool is wrong; cost center tag gone",
    "去标签; 清理标签; 删标签; 移除标签; 去掉标签; 摘标签; 清标签; 用户池的标签去掉; 撕掉标签; 标签打错了; 池子的标签不要",
  ],
  exampleShows: ["ResourceIds", "TagKeys"],
  prerequisites: ["id:ListTagsForResources"],
  input: () => ({
    ResourceType: resourceType(),
    ResourceIds: resourceIds("Ids of the resources"),
    TagKeys: listOf(plainName(), "Keys of the tags to take off").optional(),
  }),
  output: () => ({}),
  lookup: {
    action: "id:ListTagsForResources",
    by: ["ResourceType", "ResourceIds"],
    among: { list: "ResourceTags", by: { "ResourceIds[]": "ResourceId", "TagKeys[]": "TagKey" } },
  },
});

const listTagsForResources = defineAction({
  service: "id",
  name: "ListTagsForResources",
  family,
  effect: "read",
  title: "List tags of Agent Identity resources",
  zh: "列出 Agent Identity 资源标签",
  summary:
    "Lists the tags of Agent Identity resources of one kind, one row for each resource and tag, page by page; filter by ids or by tags to find resources.",
  synonyms: [
    "find by label; untagged resources; who owns it; which tags; owner of resources; which tags does it have; show labels; tags on a pool; labels of our pools; what is tagged with",
    "按标签查找; 资源归属; 资源归谁; 有什么标签; 列出标签; 打了哪些标签; 池子上的标签; 用户池有哪些标签; 标签有哪些",
  ],
  input: () => ({
    ResourceType: resourceType(),
    ResourceIds: resourceIds("Only these resources"),
    TagFilters: tagFilters().optional(),
    MaxResults: maxResults(),
    NextToken: nextToken().optional(),
  }),
  output: () => ({
    ResourceTags: rowsOutput({
      ResourceId: textOutput(),
      ResourceType: textOutput(),
      TagKey: textOutput(),
      TagValue: textOutput(),
    }),
    NextToken: textOutput(),
  }),
  paging: "next-token",
});

export const tags = defineFamily({
  name: family,
  title: "Tags of Agent Identity resources",
  zh: "Agent Identity 资源标签",
  summary: "Keys and values on resources of Agent Identity, to group and find them. IAM has tags of its own.",
  actions: [tagResources, untagResources, listTagsForResources],
});
