/** Permission points: the places at which calls are held against the policies of a namespace (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";

const family = "permission-points";

const namespaceId = () => name("NamespaceId from CreateNamespace or ListNamespaces");
const pointId = () => name("PermissionPointId from ListPermissionPoints");

/** All of it goes into a create and, anew, into an update. The service's own words are not documented. */
const setting = () => ({
  AuthPointName: name("Name for people"),
  AuthPointType: name("Kind of point, spelled as ListPermissionPoints shows it"),
  AuthPointLink: name("The link it guards, spelled as ListPermissionPoints shows it"),
  DecisionMode: name("What a decision does here, spelled as ListPermissionPoints shows it"),
  Enabled: z.boolean().describe("Whether calls are checked here"),
});

const point = () => ({
  PermissionPointId: textOutput(),
  AuthPointId: textOutput(),
  AuthPointName: textOutput(),
  AuthPointType: textOutput(),
  AuthPointLink: textOutput(),
  DecisionMode: textOutput(),
  Enabled: flagOutput(),
  NamespaceId: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const verdict = () => ({ Success: flagOutput(), Message: textOutput() });

const createPermissionPoint = defineAction({
  service: "id",
  name: "CreatePermissionPoint",
  family,
  effect: "create",
  // It may be made disabled or in a mode that refuses nothing, where another would have been.
  escalates: true,
  title: "Create a permission point",
  zh: "创建权限点",
  summary:
    "Creates a point at which calls are held against the policies of a namespace. It decides how strictly, by DecisionMode, and only while it is enabled; see ListPermissionPoints for values in use.",
  synonyms: [
    "enforcement point; PEP; turn on authorization; start enforcing policies; where calls are checked; checkpoint for calls; observe only",
    "鉴权点; 开启鉴权; 访问拦截; 开始鉴权; 新增鉴权点; 拦截点; 装一个鉴权点; 先只观察",
  ],
  prerequisites: ["id:ListNamespaces", "id:ListPermissionPoints"],
  input: () => ({
    NamespaceId: namespaceId(),
    AuthPointId: name("Id of the place to guard, unique in the namespace"),
    ...setting(),
  }),
  output: point,
  lookup: { action: "id:GetPermissionPoint", by: ["NamespaceId", "AuthPointId"] },
});

const getPermissionPoint = defineAction({
  service: "id",
  name: "GetPermissionPoint",
  family,
  effect: "read",
  title: "Get a permission point",
  zh: "查看权限点",
  summary:
    "Shows one permission point: what it guards, its decision mode and whether it is enabled. Name it by PermissionPointId, or by AuthPointId with NamespaceId.",
  synonyms: [
    "is it enforced; is authorization on; is enforcement on; mode of an enforcement point",
    "鉴权点详情; 鉴权是否生效; 是否拦截; 鉴权点什么模式",
  ],
  prerequisites: ["id:ListPermissionPoints"],
  input: () => ({
    PermissionPointId: pointId().optional(),
    AuthPointId: name("Instead of PermissionPointId, together with NamespaceId").optional(),
    NamespaceId: namespaceId().optional(),
  }),
  alternatives: [{ of: ["PermissionPointId", "AuthPointId"], required: false }],
  output: point,
});

const listPermissionPoints = defineAction({
  service: "id",
  name: "ListPermissionPoints",
  family,
  effect: "read",
  title: "List permission points",
  zh: "列出权限点",
  summary:
    "Lists permission points with mode and state, page by page, filtered by namespace or AuthPointId. It shows where policies are enforced at all.",
  synonyms: [
    "what is enforced; unprotected calls; where are policies enforced; all enforcement points",
    "鉴权点列表; 哪些地方鉴权; 哪些地方做了鉴权; 拦截点列表; 所有鉴权点",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceId: name("Only points of this namespace (ListNamespaces)").optional(),
    AuthPointId: name("Only the point of this id").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
  }),
  output: () => ({ PermissionPoints: rowsOutput(point()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updatePermissionPoint = defineAction({
  service: "id",
  name: "UpdatePermissionPoint",
  family,
  effect: "update",
  escalates: true,
  title: "Update a permission point",
  zh: "修改权限点",
  summary:
    "Overwrites a permission point as a whole: every setting must be given again, so read it with GetPermissionPoint first. Enabled false, or a milder DecisionMode, lets through what policies would refuse.",
  synonyms: [
    "turn off checks; dry run; enforce mode; log only; monitor mode; audit mode; do not block yet; only record denials; start blocking; enforce now; from observing to blocking",
    "关闭鉴权; 观察模式; 强制模式; 只记录不拦截; 先观察; 开始拦截; 放行模式; 审计模式; 切到强制; 强制拦截; 从只记录改成拦截; 真正拦截",
  ],
  prerequisites: ["id:GetPermissionPoint"],
  input: () => ({
    PermissionPointId: pointId().optional(),
    NamespaceId: namespaceId(),
    AuthPointId: name("AuthPointId of the point, from ListPermissionPoints"),
    ...setting(),
  }),
  output: verdict,
  lookup: { action: "id:GetPermissionPoint", by: ["PermissionPointId"] },
});

const deletePermissionPoint = defineAction({
  service: "id",
  name: "DeletePermissionPoint",
  family,
  effect: "delete",
  escalates: true,
  title: "Delete a permission point",
  zh: "删除权限点",
  summary:
    "Deletes a permission point for good: what it guarded is no longer held against the policies there. Read it with GetPermissionPoint first; UpdatePermissionPoint can disable it instead.",
  synonyms: [
    "remove enforcement; stop checking; enforcement point no longer needed",
    "移除鉴权点; 取消鉴权; 不再鉴权; 删鉴权点; 鉴权点拆掉",
  ],
  prerequisites: ["id:GetPermissionPoint"],
  input: () => ({ PermissionPointId: pointId().optional() }),
  output: verdict,
  lookup: { action: "id:GetPermissionPoint", by: ["PermissionPointId"] },
});

export const permissionPoints = defineFamily({
  name: family,
  title: "Permission points",
  zh: "权限点",
  summary:
    "A permission point is where calls are held against the policies of a namespace, and how strictly. Without one, policies decide nothing there.",
  actions: [
    createPermissionPoint,
    getPermissionPoint,
    listPermissionPoints,
    updatePermissionPoint,
    deletePermissionPoint,
  ],
});
