/**
 * Permission resources: the things that the policies of a namespace protect (id). Four of these actions have
 * the names of Cloud Control's, which manage real cloud resources: titles and summaries keep them apart.
 */
import type { Action } from "../../src/action/action.ts";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  JSON_LIMIT,
  jsonOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  text,
  textOutput,
} from "../../src/action/fields.ts";
import { SECRET_PROPERTIES } from "../cloud-control/cloud-resource-types.ts";

const family = "permission-resources";

const namespace = () => name("Namespace it is in (ListNamespaces)").optional();
const resourceKey = () => name("Key from CreateResource or ListResources of this family");
const parentKey = (describe: string) => name(describe).optional();
const properties = () =>
  text("Attributes that conditions can ask for, as JSON in a string", JSON_LIMIT).optional();

/** Properties are anybody's JSON: parsed, so that what looks like a secret in it is sealed by its name. */
const shown = {
  service: "id",
  family,
  output: () => ({
    ResourceId: textOutput(),
    ResourceKey: textOutput(),
    ResourceName: textOutput(),
    ResourceType: textOutput(),
    ParentResourceKey: textOutput(),
    Path: textOutput(),
    Properties: jsonOutput(),
    Description: textOutput(),
    Enabled: flagOutput(),
    NamespaceId: textOutput(),
    CreateTime: textOutput(),
    UpdateTime: textOutput(),
  }),
  secrets: { output: SECRET_PROPERTIES.map((property) => `Properties.**.${property}`) },
  jsonStrings: ["Properties"],
} as const satisfies Partial<Omit<Action, "secrets">> & {
  readonly secrets: { readonly output: readonly string[] };
};

const createResource = defineAction({
  ...shown,
  name: "CreateResource",
  effect: "create",
  // Placed under a parent or given attributes, it falls under the policies that speak of those, as by an update.
  natureOf: (params) => ({
    effect: "create",
    escalates: params.ParentResourceKey !== undefined || params.Properties !== undefined,
  }),
  natureBy: { parameters: ["ParentResourceKey", "Properties"], changes: "rights" },
  title: "Create a permission resource",
  zh: "创建权限资源",
  summary:
    "Registers a thing that permission policies protect, e.g. an invoice folder, in a namespace. It makes nothing in the cloud (cloudcontrol's CreateResource does). Policies on its parent reach it too.",
  synonyms: [
    "protected object; register a document; resource tree; put a document under protection; add an object to the permission model; folder; new document to be protected",
    "资源登记; 受控资源; 资源层级; 登记文档; 受保护的资源; 登记受控对象; 登记文件夹; 新文档要管控",
  ],
  prerequisites: ["id:ListNamespaces", "id:ListResources"],
  input: () => ({
    NamespaceName: name("Namespace to put it in (ListNamespaces)").optional(),
    ResourceKey: name("Key that policies and checks use, unique in the namespace"),
    ResourceName: name("Name for people"),
    ResourceType: name("Type as the policies spell it, e.g. Invoice"),
    ParentResourceKey: parentKey("Key of the resource that it belongs to"),
    Properties: properties(),
    Description: text("What it is, for people").optional(),
  }),
  lookup: { action: "id:GetResource", by: ["NamespaceName", "ResourceKey"] },
});

const getResource = defineAction({
  ...shown,
  name: "GetResource",
  effect: "read",
  title: "Get a permission resource",
  zh: "查看权限资源",
  summary:
    "Shows one resource that permission policies protect, with its parent, path and attributes. For an actual cloud resource use cloudcontrol's GetResource.",
  synonyms: [
    "resource attributes; where in the tree; parent of a document",
    "资源属性; 资源路径; 资源详情; 受保护资源详情; 文档挂在哪",
  ],
  prerequisites: ["id:ListResources"],
  input: () => ({ NamespaceName: namespace(), ResourceKey: resourceKey() }),
});

// The reference lists no rows among the answer's fields: they pass as they come.
const listResources = defineAction({
  service: "id",
  name: "ListResources",
  family,
  effect: "read",
  title: "List permission resources",
  zh: "列出权限资源",
  summary:
    "Lists the resources that the policies of a namespace protect, page by page, filtered by type or parent. For actual cloud resources use cloudcontrol's ListResources.",
  synonyms: [
    "what is protected; children of a resource; protected documents; objects of a namespace; what lies below a folder; hierarchy",
    "资源树; 子资源; 有哪些资源; 受保护的文档; 有哪些受控资源; 文件夹下面; 层级里有什么",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceName: name("Namespace to list").optional(),
    ResourceType: name("Only resources of this type").optional(),
    ParentResourceKey: parentKey("Only what belongs to this resource"),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
  }),
  output: () => pageOutput("TotalCount"),
  paging: "page-number",
});

const updateResource = defineAction({
  ...shown,
  name: "UpdateResource",
  effect: "update",
  // Policies decide by parent and attributes.
  escalates: true,
  title: "Update a permission resource",
  zh: "修改权限资源",
  summary:
    "Overwrites name, description, parent or attributes of a resource that permission policies protect. A new parent or attribute can change who may reach it: read it with id:GetResource first. Cloud resources: cloudcontrol's UpdateResource.",
  synonyms: [
    "move a resource; change owner; reclassify; move a document to another folder; change parent; hang a document below another folder",
    "移动资源; 修改属性; 调整层级; 文档挪到另一个目录; 移动受保护资源; 换上级; 换归属; 挂到另一个父节点; 挪父节点",
  ],
  exampleShows: ["ResourceName"],
  prerequisites: ["id:GetResource"],
  input: () => ({
    NamespaceName: namespace(),
    ResourceKey: resourceKey(),
    ResourceName: name("The new name for people").optional(),
    ParentResourceKey: parentKey("Key of the new parent"),
    Properties: properties(),
    Description: text("The new description").optional(),
  }),
  lookup: { action: "id:GetResource", by: ["NamespaceName", "ResourceKey"] },
});

const deleteResource = defineAction({
  service: "id",
  name: "DeleteResource",
  family,
  effect: "delete",
  title: "Delete a permission resource",
  zh: "删除权限资源",
  summary:
    "Removes a resource from what permission policies protect, for good; nothing in the cloud is deleted (cloudcontrol's DeleteResource does that). See with id:ListResources what has it as parent.",
  synonyms: [
    "unregister; stop protecting; remove from the tree; document no longer protected; take a document out of the hierarchy",
    "移除资源; 注销资源; 不再保护; 文档下线; 从层级里去掉",
  ],
  prerequisites: ["id:GetResource", "id:ListResources"],
  input: () => ({ NamespaceName: namespace(), ResourceKey: resourceKey() }),
  output: () => ({ Success: flagOutput(), Message: textOutput() }),
  lookup: { action: "id:GetResource", by: ["NamespaceName", "ResourceKey"] },
  takesAlong: [
    {
      what: "resources below it",
      zh: "下级资源",
      action: "id:ListResources",
      by: { NamespaceName: "NamespaceName", ResourceKey: "ParentResourceKey" },
    },
  ],
});

export const permissionResources = defineFamily({
  name: family,
  title: "Permission resources",
  zh: "权限资源",
  summary:
    "The things that the policies of a namespace protect, as a tree with attributes. They describe; actual cloud resources are in cloud-resources.",
  actions: [createResource, getResource, listResources, updateResource, deleteResource],
});
