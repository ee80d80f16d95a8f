/** Permission namespaces: the rooms in which Cedar policies live (id, reference page CreateNamespace). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  entityFilter,
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  projectName,
  rowsOutput,
  tagFilters,
  tags,
  tagsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "namespaces";

const listed = () => ({
  NamespaceId: textOutput(),
  NamespaceName: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  ProjectName: textOutput(),
  Tags: tagsOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

// The create action documents a string where the others have a list.
const associatesOutput = () => z.union([z.string(), z.array(z.string())]).nullish();
const namespaceDetails = () => ({ ...listed(), Associates: associatesOutput() });
const verdict = () => ({ Success: flagOutput(), Message: textOutput() });

const createNamespace = defineAction({
  service: "id",
  name: "CreateNamespace",
  family,
  effect: "create",
  title: "Create a permission namespace",
  zh: "创建权限命名空间",
  summary:
    "Creates a permission namespace, the room for the Cedar policies of one application or team. Next put policies into it with CreatePolicy or GrantPermission and test them with CheckPermission.",
  synonyms: [
    "policy store; isolate an application; room for policies; authorization for a new app; space for an app's policies; separate permission space; own policy store for a team",
    "权限空间; 策略库; 新建应用权限; 应用的权限空间; 权限隔离; 给系统建权限空间; 独立的策略库; 新项目权限; 一套权限; 单独的权限空间; 开一个权限空间",
  ],
  input: () => ({
    NamespaceName: name("Name of the new namespace").optional(),
    Description: text("What it is for, for people").optional(),
    Associates: listOf(plainName(), "Entities tied to the namespace").optional(),
    ProjectName: projectName().optional(),
    Tags: tags().optional(),
  }),
  output: namespaceDetails,
  lookup: { action: "id:GetNamespace", by: ["NamespaceName"] },
});

const getNamespace = defineAction({
  service: "id",
  name: "GetNamespace",
  family,
  effect: "read",
  title: "Get a permission namespace",
  zh: "查看权限命名空间",
  summary: "Shows one permission namespace with its TRN, tags and associated entities.",
  synonyms: [
    "namespace details; namespace id; settings of a policy store",
    "权限空间详情; 命名空间 ID; 权限空间信息; 空间设置",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceName: plainName().optional(),
    NamespaceId: name("Instead of the name").optional(),
  }),
  alternatives: [{ of: ["NamespaceName", "NamespaceId"], required: false }],
  output: namespaceDetails,
});

const listNamespaces = defineAction({
  service: "id",
  name: "ListNamespaces",
  family,
  effect: "read",
  title: "List permission namespaces",
  zh: "列出权限命名空间",
  summary:
    "Lists permission namespaces, page by page, filtered by project, tags, name, id, TRN or description.",
  synonyms: [
    "policy stores; which applications have policies; find a namespace id; permission spaces; all permission spaces; policy stores of a project",
    "权限空间列表; 查找命名空间; 有哪些权限空间; 策略库列表; 一共几个权限空间",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: entityFilter("Only namespaces that match").optional(),
    ProjectName: name("Only namespaces of this project").optional(),
    TagFilters: tagFilters().optional(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({
    Namespaces: rowsOutput(listed()),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const updateNamespace = defineAction({
  service: "id",
  name: "UpdateNamespace",
  family,
  effect: "update",
  escalates: true,
  title: "Update a permission namespace",
  zh: "修改权限命名空间",
  summary:
    "Overwrites description or associated entities of a permission namespace. Changing the associates can change whom its policies reach: look at GetNamespace first.",
  synonyms: [
    "tie to an agent; bind a gateway; rename a permission space; rename a policy store; change description",
    "关联实体; 绑定应用; 修改描述; 修改权限空间; 改空间名; 改空间说明",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetNamespace"],
  input: () => ({
    NamespaceName: plainName(),
    Description: text("The new description").optional(),
    Associates: listOf(plainName(), "The new full list of associated entities").optional(),
  }),
  output: verdict,
  lookup: { action: "id:GetNamespace", by: ["NamespaceName"] },
});

const deleteNamespace = defineAction({
  service: "id",
  name: "DeleteNamespace",
  family,
  effect: "delete",
  // Policies that forbid may go with it.
  escalates: true,
  title: "Delete a permission namespace",
  zh: "删除权限命名空间",
  summary:
    "Deletes a permission namespace for good. See with ListPolicies what is still in it before you ask for this.",
  synonyms: [
    "remove a policy store; retire an application; clean up; space nobody uses; throw away a policy store",
    "删除权限空间; 下线应用; 权限空间不要了; 策略库下线; 没人用的空间; 空间清掉",
  ],
  prerequisites: ["id:ListPolicies"],
  input: () => ({ NamespaceName: plainName() }),
  output: verdict,
  lookup: { action: "id:GetNamespace", by: ["NamespaceName"] },
  takesAlong: [
    {
      what: "policies",
      zh: "策略",
      action: "id:ListPolicies",
      by: ["NamespaceName"],
      names: "Data[].PolicyName",
    },
    { what: "resources", zh: "资源", action: "id:ListResources", by: ["NamespaceName"] },
  ],
});

export const namespaces = defineFamily({
  name: family,
  title: "Namespaces",
  zh: "权限命名空间",
  summary: "A namespace holds the permission policies of one application. Create it before its policies.",
  actions: [createNamespace, getNamespace, listNamespaces, updateNamespace, deleteNamespace],
});
