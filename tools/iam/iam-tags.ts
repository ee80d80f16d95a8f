/** Tags on IAM users and roles (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  maxResults,
  nextToken,
  plainName,
  plainText,
  rowsOutput,
  tagFilters,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-tags";

const resourceType = () => z.enum(["User", "Role"]);
const resourceNames = () => listOf(plainName(), "Names of the users or roles");

const tagResources = defineAction({
  service: "iam",
  name: "TagResources",
  family,
  effect: "update",
  items: "ResourceNames[]",
  title: "Tag IAM users or roles",
  zh: "为 IAM 用户或角色附加标签",
  summary:
    "Puts tags on IAM users or roles, at most 50 each, for finding and grouping them. For what the id service holds, such as pools, use id:TagResources.",
  synonyms: [
    "label; cost center; owner; mark a sub-user; label a role",
    "打标签; 分类; 给用户打标签; 给角色打标签; 加标签; 子用户贴标签; 角色贴标签",
  ],
  exampleShows: ["Tags"],
  prerequisites: ["iam:ListUsers", "iam:ListRoles", "iam:ListTagsForResources"],
  input: () => ({
    ResourceType: resourceType(),
    ResourceNames: resourceNames(),
    // Optional by the reference, though a call without tags does nothing.
    Tags: listOf(
      z.strictObject({ Key: plainName(), Value: plainText().optional() }),
      "Tags to attach to each of them",
    ).optional(),
  }),
  output: () => ({}),
  lookup: {
    action: "iam:ListTagsForResources",
    by: ["ResourceType", "ResourceNames"],
    among: {
      list: "ResourceTags",
      by: { "ResourceNames[]": "ResourceName", "Tags[].Key": "TagKey", "Tags[].Value": "TagValue" },
    },
    tells: "there",
  },
});

const untagResources = defineAction({
  service: "iam",
  name: "UntagResources",
  family,
  effect: "delete",
  items: "ResourceNames[]",
  title: "Untag IAM users or roles",
  zh: "移除 IAM 用户或角色的标签",
  summary:
    "Takes the tags of the given keys, whatever their values, from IAM users or roles. See ListTagsForResources first.",
  synonyms: [
    "remove label; clean up labels; drop a tag; take a tag off a sub-user",
    "删除标签; 去标签; 移除标签; 子用户去标签",
  ],
  prerequisites: ["iam:ListTagsForResources"],
  input: () => ({
    ResourceType: resourceType(),
    ResourceNames: resourceNames(),
    TagKeys: listOf(plainName(), "Keys of the tags to take away"),
  }),
  output: () => ({}),
  lookup: {
    action: "iam:ListTagsForResources",
    by: ["ResourceType", "ResourceNames"],
    among: { list: "ResourceTags", by: { "ResourceNames[]": "ResourceName", "TagKeys[]": "TagKey" } },
  },
});

const listTagsForResources = defineAction({
  service: "iam",
  name: "ListTagsForResources",
  family,
  effect: "read",
  title: "List the tags of IAM users or roles",
  zh: "列出 IAM 用户或角色的标签",
  summary:
    "Lists the tags of IAM users or roles, one row for each tag, page by page. Choose by names or by tags, not by both; with neither, all of the type.",
  synonyms: [
    "find by label; who is tagged; labels of a role",
    "按标签查找; 标签查询; 有什么标签; 用户的标签; 角色有哪些标签",
  ],
  prerequisites: ["iam:ListUsers", "iam:ListRoles"],
  input: () => ({
    ResourceType: resourceType(),
    ResourceNames: listOf(plainName(), "Only these users or roles; not with TagFilters").optional(),
    TagFilters: tagFilters().optional(),
    MaxResults: maxResults(),
    NextToken: nextToken().optional(),
  }),
  output: () => ({
    ResourceTags: rowsOutput({
      ResourceName: textOutput(),
      ResourceType: textOutput(),
      TagKey: textOutput(),
      TagValue: textOutput(),
    }),
    NextToken: textOutput(),
  }),
  paging: "next-token",
});

export const iamTags = defineFamily({
  name: family,
  title: "IAM tags",
  zh: "IAM 标签",
  summary: "Tags on IAM users and roles, by which they can be found and grouped.",
  actions: [tagResources, untagResources, listTagsForResources],
});
