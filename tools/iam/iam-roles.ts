/** IAM roles: rights without a person, that whoever is trusted takes on for a while (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainText,
  rowsOutput,
  tags,
  tagsOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-roles";

/** A bound of our own for a policy document: the reference states none. */
const DOCUMENT_LIMIT = 65_536;

const roleName = () => name("Name of the IAM role (ListRoles)");
const serviceName = () => name("Code of the cloud service, e.g. ecs or cloud_trail");
const trustPolicy = () =>
  text('JSON policy, who may assume it: Principal {"Service":["ecs"]} or {"IAM":["TRN"]}', DOCUMENT_LIMIT);
const sessionDuration = (absence: string) =>
  z.int().describe(`Longest session in seconds, 3600 to 43200; ${absence}`).optional();

const role = () => ({
  RoleName: textOutput(),
  DisplayName: textOutput(),
  RoleId: countOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  TrustPolicyDocument: textOutput(),
  MaxSessionDuration: countOutput(),
  IsServiceLinkedRole: countOutput(),
  Tags: tagsOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});
const oneRole = () => ({ Role: z.looseObject(role()).nullish() });

const createRole = defineAction({
  service: "iam",
  name: "CreateRole",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM role",
  zh: "创建 IAM 角色",
  summary:
    "Creates a role that the accounts, users or services of its trust policy can assume (AssumeRole). It has no rights yet: next AttachRolePolicy. A role that a cloud service asks for: CreateServiceLinkedRole.",
  synonyms: [
    "temporary credentials; cross-account access; delegate; let another account in; role for a service; role for ECS; role for an outside account; another company gets in",
    "跨账号访问; 临时授权; 委托; 建角色; 另一个账号访问; 给服务一个角色; 给另一个云账号用的角色; 让外部账号进来",
  ],
  exampleShows: ["TrustPolicyDocument"],
  input: () => ({
    RoleName: name("Name, unique in the account: letters, digits, . _ -; usually at most 64"),
    TrustPolicyDocument: trustPolicy().optional(),
    DisplayName: plainText().optional(),
    Description: plainText().optional(),
    MaxSessionDuration: sessionDuration("43200 when absent"),
    Tags: tags().optional(),
  }),
  output: oneRole,
  lookup: { action: "iam:GetRole", by: ["RoleName"] },
});

const getRole = defineAction({
  service: "iam",
  name: "GetRole",
  family,
  effect: "read",
  title: "Get an IAM role",
  zh: "查看 IAM 角色",
  summary:
    "Shows one IAM role with its TRN and its trust policy, which says who may assume it. What it may do: ListAttachedRolePolicies.",
  synonyms: [
    "who can assume; role ARN; trust relationship; who is trusted by a role; how long is a role session",
    "信任关系; 谁能扮演; 角色信任谁; 谁可以扮演这个角色; 角色详情; 角色的信任策略",
  ],
  prerequisites: ["iam:ListRoles"],
  input: () => ({
    RoleName: roleName(),
    // The vendor's own page knows the name alone.
    ID: z.int().describe("Id of the role, besides its name").optional(),
  }),
  output: oneRole,
});

const listRoles = defineAction({
  service: "iam",
  name: "ListRoles",
  family,
  effect: "read",
  title: "List IAM roles",
  zh: "列出 IAM 角色",
  summary:
    "Lists the IAM roles of the cloud account with their trust policies, page by page; search by name. IsServiceLinkedRole is 1 for those that a cloud service manages.",
  synonyms: [
    "find role TRN; who is trusted; audit; roles of the account",
    "角色列表; 信任关系; 有哪些角色; 所有角色; 账号里的角色",
  ],
  input: () => ({
    RoleName: name("Only the role of this name").optional(),
    Query: name("Search in names, display names and descriptions").optional(),
    Limit: limit(),
    Offset: offset(),
  }),
  output: () => ({
    RoleMetadata: rowsOutput(role()),
    Total: countOutput(),
    Limit: countOutput(),
    Offset: countOutput(),
  }),
  paging: "limit-offset",
});

const updateRole = defineAction({
  service: "iam",
  name: "UpdateRole",
  family,
  effect: "update",
  escalates: true,
  title: "Update an IAM role",
  zh: "修改 IAM 角色",
  summary:
    "Overwrites the given fields of an IAM role. TrustPolicyDocument replaces the whole trust policy, which says who may assume it: start from what GetRole shows. NewRoleName changes the TRN. Its rights are changed with AttachRolePolicy.",
  synonyms: [
    "trust another account; session length; rename; who may assume a role; allow another account to assume; add an account to the trust policy; longer role session",
    "修改信任; 会话时长; 改名; 信任策略; 允许其他账号扮演; 谁能扮演改一下; 角色最大会话; 信任关系里加一个账号; 信任另一个账号; 角色会话加长",
  ],
  exampleShows: ["Description"],
  prerequisites: ["iam:GetRole"],
  renames: { RoleName: "NewRoleName" },
  input: () => ({
    RoleName: name("The present name"),
    TrustPolicyDocument: trustPolicy().optional(),
    MaxSessionDuration: sessionDuration("stays when absent"),
    NewRoleName: name("The new name").optional(),
    DisplayName: plainText().optional(),
    Description: plainText().optional(),
  }),
  output: () => ({}),
  lookup: { action: "iam:GetRole", by: ["RoleName"], at: "Role" },
});

const deleteRole = defineAction({
  service: "iam",
  name: "DeleteRole",
  family,
  effect: "delete",
  title: "Delete an IAM role",
  zh: "删除 IAM 角色",
  summary:
    "Deletes an IAM role for good; whatever assumes it fails from then on. See GetRole and ListAttachedRolePolicies first. A role of a cloud service: DeleteServiceLinkedRole.",
  synonyms: [
    "revoke delegation; clean up; end cross-account access; partner left, role not needed",
    "收回委托; 清理; 角色不用了; 删角色; 合作结束删角色",
  ],
  prerequisites: ["iam:GetRole", "iam:ListAttachedRolePolicies"],
  input: () => ({ RoleName: roleName() }),
  output: () => ({}),
  lookup: { action: "iam:GetRole", by: ["RoleName"], at: "Role" },
  takesAlong: [
    {
      what: "attached policies",
      zh: "已绑定的策略",
      action: "iam:ListAttachedRolePolicies",
      by: ["RoleName"],
      names: "AttachedPolicyMetadata[].PolicyName",
    },
  ],
});

const createServiceLinkedRole = defineAction({
  service: "iam",
  name: "CreateServiceLinkedRole",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM service-linked role",
  zh: "创建 IAM 服务关联角色",
  summary:
    "Lets a cloud service act in the account with the rights that its template states: read GetServiceLinkedRoleTemplate first. It answers with nothing; GetRole by the template's RoleName shows the role.",
  synonyms: [
    "authorize service; cross-service access; product asks for authorization; let a product use my resources",
    "跨服务授权; 开通产品; 给云产品授权; 云服务授权; 服务角色",
  ],
  prerequisites: ["iam:GetServiceLinkedRoleTemplate"],
  input: () => ({ ServiceName: serviceName(), Tags: tags().optional() }),
  output: () => ({}),
});

const deleteServiceLinkedRole = defineAction({
  service: "iam",
  name: "DeleteServiceLinkedRole",
  family,
  effect: "delete",
  title: "Delete an IAM service-linked role",
  zh: "删除 IAM 服务关联角色",
  summary:
    "Takes a cloud service's role away, which it can then act with no longer. It may be refused while the service still uses the role: check with GetRole whose it is. Other roles: DeleteRole.",
  synonyms: [
    "revoke service authorization; stop using a product",
    "取消服务授权; 停用产品; 取消云产品授权; 删服务角色",
  ],
  prerequisites: ["iam:ListRoles", "iam:GetRole"],
  input: () => ({ RoleName: name("Name of the service-linked role (ListRoles)") }),
  output: () => ({}),
  lookup: { action: "iam:GetRole", by: ["RoleName"], at: "Role" },
  takesAlong: [
    {
      what: "attached policies",
      zh: "已绑定的策略",
      action: "iam:ListAttachedRolePolicies",
      by: ["RoleName"],
      names: "AttachedPolicyMetadata[].PolicyName",
    },
  ],
});

const getServiceLinkedRoleTemplate = defineAction({
  service: "iam",
  name: "GetServiceLinkedRoleTemplate",
  family,
  effect: "read",
  title: "Get the template of an IAM service-linked role",
  zh: "查看 IAM 服务关联角色模板",
  summary:
    "Shows the role that a cloud service would get by CreateServiceLinkedRole: its name, trust policy and the policies with their rights. It creates nothing.",
  synonyms: [
    "what will the service be able to do; preview; before authorizing",
    "授权前查看; 权限预览; 服务角色有什么权限",
  ],
  input: () => ({ ServiceName: serviceName() }),
  output: () => ({
    ServiceLinkedRoleTemplate: rowsOutput({
      ServiceName: textOutput(),
      RoleName: textOutput(),
      DisplayName: textOutput(),
      Description: textOutput(),
      TrustPolicyDocument: textOutput(),
      Policy: rowsOutput({
        PolicyName: textOutput(),
        PolicyType: textOutput(),
        PolicyTrn: textOutput(),
        PolicyDocument: textOutput(),
        Description: textOutput(),
        Category: textOutput(),
        AttachmentCount: countOutput(),
        IsServiceRolePolicy: countOutput(),
        CreateDate: textOutput(),
        UpdateDate: textOutput(),
      }),
    }),
  }),
});

export const iamRoles = defineFamily({
  name: family,
  title: "IAM roles",
  zh: "IAM 角色",
  summary:
    "A role carries rights that trusted accounts, users or services take on for a while. Its trust policy says who, its attached policies say what.",
  actions: [
    createRole,
    getRole,
    listRoles,
    updateRole,
    deleteRole,
    createServiceLinkedRole,
    deleteServiceLinkedRole,
    getServiceLinkedRoleTemplate,
  ],
});
