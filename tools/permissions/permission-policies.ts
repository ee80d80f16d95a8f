/** Permission policies: Cedar rules inside a namespace, and the question whether they allow something (id). */
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
  plainText,
  rowsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "permission-policies";

/** A bound of our own for one Cedar text: the reference states none. */
const CEDAR_LIMIT = 65_536;

const namespace = () => name("Namespace the policy is in").optional();

const part = () => plainText(CEDAR_LIMIT).optional();
const definition = () =>
  z
    .strictObject({
      Effect: name("permit or forbid").optional(),
      Principal: part(),
      PrincipalInfo: part(),
      Operation: part(),
      Resource: part(),
      ResourceInfo: part(),
      Condition: part(),
      ConditionInfo: part(),
    })
    .describe("The rule in parts, each Cedar text")
    .optional();

const definitionOutput = () =>
  z
    .looseObject({
      Effect: textOutput(),
      Principal: textOutput(),
      PrincipalInfo: textOutput(),
      Operation: textOutput(),
      Resource: textOutput(),
      ResourceInfo: textOutput(),
      Condition: textOutput(),
      ConditionInfo: textOutput(),
    })
    .nullish();

/** An entity as the service names it: a Cedar type and an id. */
const entity = () => z.strictObject({ Type: plainName().optional(), Id: plainName().optional() });
const scope = () =>
  z.strictObject({
    Type: plainName().optional(),
    Id: plainName().optional(),
    Operator: plainName().optional(),
  });

const policy = () => ({
  PolicyId: textOutput(),
  PolicyName: textOutput(),
  NamespaceId: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  Policy: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const verdict = () => ({ Success: flagOutput(), Message: textOutput() });

const createPolicy = defineAction({
  service: "id",
  name: "CreatePolicy",
  family,
  effect: "create",
  escalates: true,
  title: "Create a permission policy",
  zh: "创建权限策略",
  summary:
    "Creates a Cedar policy in a namespace: who may do what on which resource. Give the Cedar text as Policy, or its parts as Definition. Entity types and ids are free text, never checked to exist: use the same ones in CheckPermission, and test there.",
  synonyms: [
    "write a rule; access control; forbid; RBAC; ABAC; draft a rule; Cedar; who may read what; prohibit; permit; only finance may see; write a policy; managers may approve; interns may not; forbid by a Cedar rule",
    "新建规则; 访问控制; 授权规则; 写一条规则; 写策略; 起草规则; 禁止; 允许谁看; 只有某人能看; 谁可以做什么; 加条规则; 不允许看; 允许审批; 写一条 Cedar; 只在工作时间能; 规定谁能",
  ],
  exampleShows: ["NamespaceName", "PolicyName", "Definition"],
  prerequisites: ["id:CreateNamespace"],
  input: () => ({
    NamespaceName: name("Namespace to put it in (CreateNamespace)").optional(),
    PolicyName: name("Name of the new policy").optional(),
    Policy: text(
      'E.g. permit(principal == Agent::"bot", action == Action::"read", resource);',
      CEDAR_LIMIT,
    ).optional(),
    Definition: definition(),
    Description: text("What the policy is for, for people").optional(),
    Status: name("Status to start in, as the service names it").optional(),
  }),
  output: policy,
  lookup: { action: "id:GetPolicy", by: ["NamespaceName", "PolicyName"] },
});

const getPolicy = defineAction({
  service: "id",
  name: "GetPolicy",
  family,
  effect: "read",
  title: "Get a permission policy",
  zh: "查看权限策略",
  summary: "Shows one permission policy of a namespace with its Cedar text.",
  synonyms: [
    "read a rule; policy source; text of a rule; show a Cedar policy; wording of a Cedar rule",
    "策略内容; 规则详情; 规则怎么写的; 策略原文; 这条规则的原文",
  ],
  prerequisites: ["id:ListPolicies"],
  input: () => ({ NamespaceName: namespace(), PolicyName: plainName() }),
  output: policy,
});

const listPolicies = defineAction({
  service: "id",
  name: "ListPolicies",
  family,
  effect: "read",
  title: "List permission policies",
  zh: "列出权限策略",
  summary:
    "Lists the permission policies of a namespace with Cedar text and status, page by page, filtered by name, id, TRN or description.",
  synonyms: [
    "which rules exist; audit rules; find a policy; all Cedar rules; rules in force; number of rules in a space",
    "规则列表; 查看授权; 策略审计; 都有哪些规则; 现有规则; 几条授权规则; 空间里的规则",
  ],
  prerequisites: ["id:ListNamespaces"],
  input: () => ({
    NamespaceName: name("Namespace to list").optional(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: entityFilter("Only policies that match").optional(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({
    Data: rowsOutput({ ...policy(), Status: textOutput(), Definition: definitionOutput() }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const updatePolicy = defineAction({
  service: "id",
  name: "UpdatePolicy",
  family,
  effect: "update",
  escalates: true,
  title: "Update a permission policy",
  zh: "修改权限策略",
  summary:
    "Overwrites description and status of a permission policy; both must be given. The Cedar text cannot be changed: delete the policy and create it anew.",
  synonyms: [
    "turn off a rule; disable a policy; activate; edit a rule; change Cedar; switch off a rule; pause a rule; switch a Cedar rule off for a while; narrow a rule",
    "停用策略; 启用策略; 改规则; 规则先关掉; 暂停规则; 规则改一下; 规则停几天; 收紧规则",
  ],
  prerequisites: ["id:GetPolicy"],
  input: () => ({
    NamespaceName: namespace(),
    PolicyName: plainName(),
    Description: text("The new description"),
    Status: name("The new status, spelled as ListPolicies shows it"),
  }),
  output: verdict,
  lookup: { action: "id:GetPolicy", by: ["NamespaceName", "PolicyName"] },
  toldBy: {
    action: "id:ListPolicies",
    by: ["NamespaceName"],
    among: { list: "Data", by: { PolicyName: "PolicyName" } },
  },
});

const deletePolicy = defineAction({
  service: "id",
  name: "DeletePolicy",
  family,
  effect: "delete",
  // A policy can forbid: without it something may be allowed.
  escalates: true,
  title: "Delete a permission policy",
  zh: "删除权限策略",
  summary:
    "Deletes a permission policy for good. Deleting one that forbids widens access: read it with GetPolicy first.",
  synonyms: [
    "revoke; take back a grant; remove a rule; rule no longer wanted; take a permission away; no longer allowed; Cedar rule is wrong; throw a rule away",
    "撤销授权; 收回权限; 移除规则; 规则不要了; 删规则; 取消权限; 不再允许; 规则写错了删掉; 规则废掉",
  ],
  prerequisites: ["id:GetPolicy"],
  input: () => ({ NamespaceName: namespace(), PolicyName: plainName() }),
  output: verdict,
  lookup: { action: "id:GetPolicy", by: ["NamespaceName", "PolicyName"] },
});

const grantPermission = defineAction({
  service: "id",
  name: "GrantPermission",
  family,
  effect: "create",
  escalates: true,
  title: "Grant a permission",
  zh: "授予权限",
  summary:
    "Creates a policy from a principal, an operation and a resource, without writing Cedar. It does what CreatePolicy does; take it back with DeletePolicy.",
  synonyms: [
    "give access; let an agent use a tool; authorize; allow; let someone read; allow an agent to call a tool; authorization without Cedar; quick permission; without a policy document; may use",
    "放行; 给予访问; 赋权; 允许智能体调用工具; 允许访问; 给权限; 授权调用; 快速授权; 不写策略; 让它能用",
  ],
  exampleShows: ["NamespaceName", "PolicyName", "Effect", "Principal", "Operation", "Resource"],
  prerequisites: ["id:CreateNamespace"],
  input: () => ({
    NamespaceName: name("Namespace to put the policy in").optional(),
    PolicyName: name("Name of the new policy").optional(),
    Effect: name("permit or forbid").optional(),
    Principal: scope()
      .describe("Who, e.g. Type Agent, Id bot; the application names it so when it asks")
      .optional(),
    Operation: scope().describe("May do what, e.g. Type Action, Id read").optional(),
    Resource: scope().describe("On what, e.g. Type Invoice, Id 42").optional(),
    OriginalCallers: listOf(scope(), "Agents the call may come through").optional(),
    Definition: definition(),
    Description: text("What the grant is for, for people").optional(),
  }),
  output: policy,
  lookup: { action: "id:GetPolicy", by: ["NamespaceName", "PolicyName"] },
});

const checkPermission = defineAction({
  service: "id",
  name: "CheckPermission",
  family,
  effect: "read",
  title: "Check a permission",
  zh: "校验权限",
  summary:
    "Asks whether the policies of a namespace allow a principal an operation on a resource. It changes nothing: test policies with it. Entities are compared with those in the policies by type and id; whether they exist is not checked.",
  synonyms: [
    "is it allowed; why denied; can it do this; test a rule; authorization decision; may this user do that; is somebody allowed; decision; ask before acting; yes or no; may the agent open; can he delete; allowed to read",
    "鉴权; 能不能访问; 拒绝原因; 能不能; 有没有权限; 被拒绝; 能否访问; 是否允许; 拒绝访问; 能不能删; 能不能打开; 问一句; 让不让; 可以操作吗",
  ],
  prerequisites: ["id:ListNamespaces"],
  exampleShows: ["Principal", "Operation", "Resource"],
  input: () => ({
    NamespaceName: plainName(),
    Principal: entity().describe("Who, as the policies name it, e.g. Type Agent, Id bot").optional(),
    Operation: entity().describe("Would do what, e.g. Type Action, Id read").optional(),
    Resource: entity().describe("On what, e.g. Type Invoice, Id 42").optional(),
    OriginalCallers: listOf(entity(), "The chain of agents it comes through").optional(),
    References: listOf(
      z.strictObject({ Entity: entity().optional(), Parents: listOf(entity(), "Its parents").optional() }),
      "Which entities belong to which",
    ).optional(),
    PermissionPointId: name("Permission point to check at").optional(),
    Extra: z
      .strictObject({ runID: plainName().optional(), sessionID: plainName().optional() })
      .describe("Ids of the run, for the service's records")
      .optional(),
  }),
  output: () => ({ Allowed: flagOutput(), Message: textOutput() }),
});

export const permissionPolicies = defineFamily({
  name: family,
  title: "Permission policies",
  zh: "权限策略",
  summary:
    "Cedar policies inside a namespace say which principal may do what on which resource; CheckPermission asks them.",
  actions: [
    createPolicy,
    getPolicy,
    listPolicies,
    updatePolicy,
    deletePolicy,
    grantPermission,
    checkPermission,
  ],
});
