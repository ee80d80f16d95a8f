/** Permission actions: the operations on a type of resource that policies can speak of (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "permission-actions";

const actionId = () => name("ActionId from CreateAction or ListActions");

const operation = () => ({
  ActionId: textOutput(),
  ActionKey: textOutput(),
  ActionName: textOutput(),
  ResourceType: textOutput(),
  Description: textOutput(),
  Enabled: flagOutput(),
  NamespaceId: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const createAction = defineAction({
  service: "id",
  name: "CreateAction",
  family,
  effect: "create",
  title: "Create a permission action",
  zh: "创建权限操作",
  summary:
    "Declares an operation, such as read or approve, that can be done to one type of permission resource. It grants nothing by itself: rights come from CreatePolicy or GrantPermission.",
  synonyms: [
    "verb; define operations; permission model; define a verb; new operation; refund, approve and other verbs",
    "定义动作; 权限项; 操作类型; 加一个动作; 新增操作; 审批动作; 登记一个动作; 退款动作",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceName: name("Namespace to declare it in").optional(),
    ResourceType: name("Type of resource it is done to, e.g. Invoice"),
    ActionKey: name("Key that policies and checks use, e.g. read"),
    ActionName: name("Name for people"),
    Description: text("What it lets one do, for people").optional(),
  }),
  output: operation,
  lookup: {
    action: "id:ListActions",
    by: ["NamespaceName", "ResourceType"],
    among: { list: "Data", by: { ActionKey: "ActionKey", ResourceType: "ResourceType" } },
  },
});

const getAction = defineAction({
  service: "id",
  name: "GetAction",
  family,
  effect: "read",
  title: "Get a permission action",
  zh: "查看权限操作",
  summary: "Shows one declared operation by its id: key, resource type, and whether it is enabled.",
  synonyms: ["operation details", "look up a verb", "操作详情", "是否启用", "动作详情"],
  prerequisites: ["id:ListActions"],
  input: () => ({ ActionId: actionId().optional() }),
  output: operation,
});

// The reference lists no rows among the answer's fields: they pass as they come.
const listActions = defineAction({
  service: "id",
  name: "ListActions",
  family,
  effect: "read",
  title: "List permission actions",
  zh: "列出权限操作",
  summary:
    "Lists the operations declared in a permission namespace, page by page, filtered by resource type; find an ActionId here.",
  synonyms: [
    "available verbs; which operations exist; verbs of the permission model",
    "有哪些操作; 动作列表; 定义了哪些动作; 操作列表",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceName: name("Namespace to list").optional(),
    ResourceType: name("Only operations on this type of resource").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
  }),
  output: () => pageOutput("TotalCount"),
  paging: "page-number",
});

const updateAction = defineAction({
  service: "id",
  name: "UpdateAction",
  family,
  effect: "update",
  title: "Update a permission action",
  zh: "修改权限操作",
  summary:
    "Replaces the description of a declared operation; its key, name and resource type stay as they were created.",
  synonyms: [
    "describe an operation; explain a verb; rename an operation",
    "修改描述; 操作说明; 动作说明; 改动作",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:ListActions"],
  input: () => ({ ActionId: actionId(), Description: text("The new description").optional() }),
  output: operation,
  lookup: { action: "id:GetAction", by: ["ActionId"] },
});

const deleteAction = defineAction({
  service: "id",
  name: "DeleteAction",
  family,
  effect: "delete",
  title: "Delete a permission action",
  zh: "删除权限操作",
  summary:
    "Deletes a declared operation for good. See with ListPolicies whether policies still name it; they are not changed by this.",
  synonyms: [
    "remove a verb; retire an operation; clean up the model; drop an operation",
    "移除动作; 下线操作; 不要的动作; 删动作",
  ],
  prerequisites: ["id:GetAction", "id:ListPolicies"],
  input: () => ({ ActionId: actionId() }),
  output: () => ({ Success: flagOutput(), Message: textOutput() }),
  lookup: { action: "id:GetAction", by: ["ActionId"] },
});

export const permissionActions = defineFamily({
  name: family,
  title: "Permission actions",
  zh: "权限操作",
  summary:
    "Declares which operations exist for a type of resource, for the policies of a namespace to name. They grant nothing by themselves.",
  actions: [createAction, getAction, listActions, updateAction, deleteAction],
});
