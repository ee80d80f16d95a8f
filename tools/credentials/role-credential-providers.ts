/** Role credential providers: which cloud role a workload or a user may assume (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  projectName,
  rowsOutput,
  secretOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";
import { boundTo, maybeSecret, numberOutput, poolName, sortDesc, sortField } from "./credential-fields.ts";

const family = "role-credential-providers";

/** A bound of our own for policy texts and metadata: the reference states none. */
const LONG_TEXT = 65_536;

const providerName = () => name("Name from ListRoleCredentialProviders");
const vendor = () => z.int().describe("Number of the vendor, as ListRoleCredentialProviders shows it");

const role = () => ({
  RoleName: name("Name of the IAM role").optional(),
  PolicyTemplate: text("Policy text for the session", LONG_TEXT).optional(),
});

const config = () =>
  z
    .strictObject({
      IdentityPool: z
        .strictObject({
          AgentPool: z.strictObject({ PoolName: name("Workload pool").optional() }).optional(),
          UserPool: z
            .strictObject({
              PoolId: name("Uid from ListUserPools").optional(),
              PoolName: plainName().optional(),
              ClientId: name("Uid from ListUserPoolClients").optional(),
              ClientName: plainName().optional(),
            })
            .optional(),
        })
        .describe("Whose identities it serves")
        .optional(),
      RoleMapping: z
        .strictObject({
          FromRole: z.strictObject(role()).describe("Always this role").optional(),
          FromRequest: z
            .strictObject({ AllowedRoles: listOf(z.strictObject(role()), "Roles it may choose").optional() })
            .describe("The role that the caller asks for")
            .optional(),
          FromRule: z
            .strictObject({
              Rules: listOf(
                z.strictObject({
                  Claim: name("Claim of the token").optional(),
                  MatchType: name("How to compare, as the service names it").optional(),
                  Value: plainText().optional(),
                  Role: name("Role where it matches").optional(),
                }),
                "Claims that decide the role",
              ).optional(),
              DefaultRole: name("Role where no rule matches").optional(),
            })
            .describe("The role by claims of the token")
            .optional(),
        })
        .describe("Which role they get")
        .optional(),
      Metadata: maybeSecret("Text or JSON of your own", LONG_TEXT).optional(),
    })
    .optional();

const roleOutput = () => ({ RoleName: textOutput(), PolicyTemplate: textOutput() });

const configOutput = () =>
  z
    .looseObject({
      IdentityPool: z
        .looseObject({
          AgentPool: z.looseObject({ PoolName: textOutput() }).nullish(),
          UserPool: z
            .looseObject({
              PoolId: textOutput(),
              PoolName: textOutput(),
              ClientId: textOutput(),
              ClientName: textOutput(),
            })
            .nullish(),
        })
        .nullish(),
      RoleMapping: z
        .looseObject({
          FromRole: z.looseObject(roleOutput()).nullish(),
          FromRequest: z.looseObject({ AllowedRoles: rowsOutput(roleOutput()) }).nullish(),
          FromRule: z
            .looseObject({
              Rules: rowsOutput({
                Claim: textOutput(),
                MatchType: textOutput(),
                Value: textOutput(),
                Role: textOutput(),
              }),
              DefaultRole: textOutput(),
            })
            .nullish(),
        })
        .nullish(),
      Metadata: secretOutput(),
    })
    .nullish();

const provider = () => ({
  Name: textOutput(),
  PoolName: textOutput(),
  CredentialProviderTrn: textOutput(),
  Vendor: numberOutput(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});
const details = () => ({ ...provider(), ProjectName: textOutput(), Config: configOutput() });

const createRoleCredentialProvider = defineAction({
  service: "id",
  name: "CreateRoleCredentialProvider",
  family,
  effect: "create",
  escalates: true,
  title: "Create a role credential provider",
  zh: "创建角色凭据提供商",
  summary:
    "Lets the identities of a workload pool or user pool assume IAM roles: a fixed one, one that they ask for, or one that claims decide. They get the keys with GetRoleCredentials. The roles must exist and trust the identity service.",
  synonyms: [
    "cloud keys without AK/SK; assume role; temporary keys for agents; agents reach cloud resources; object storage without keys; agents take on a role; role source",
    "免密钥访问云资源; 扮演角色; 临时凭证; 智能体访问云资源; 访问对象存储不用 AK SK; 扮演云角色; 角色来源; 智能体用角色",
  ],
  exampleShows: ["Config"],
  prerequisites: ["iam:ListRoles", "id:ListWorkloadPools", "id:ListUserPools"],
  aliases: [
    ["Config.IdentityPool.UserPool.PoolId", "Config.IdentityPool.UserPool.PoolName"],
    ["Config.IdentityPool.UserPool.ClientId", "Config.IdentityPool.UserPool.ClientName"],
  ],
  input: () => ({
    Name: name("Name of the new provider, unique in its pool"),
    Vendor: vendor(),
    PoolName: name("Pool to create it in; `default` when absent").optional(),
    Config: config(),
    ProjectName: projectName().optional(),
  }),
  absentMeans: { PoolName: "default" },
  secrets: { input: ["Config.Metadata"] },
  output: provider,
  lookup: { action: "id:GetRoleCredentialProvider", by: ["Name", "PoolName"] },
});

const getRoleCredentialProvider = defineAction({
  service: "id",
  name: "GetRoleCredentialProvider",
  family,
  effect: "read",
  title: "Get a role credential provider",
  zh: "查看角色凭据提供商",
  summary:
    "Shows one role provider: which pools it serves and which IAM roles they may get. It holds no keys, those come from GetRoleCredentials.",
  synonyms: [
    "who may assume which role; role mapping rules; which cloud roles an agent may take on; role source settings",
    "谁能扮演哪个角色; 角色映射; 智能体能扮演哪个角色; 角色来源详情",
  ],
  prerequisites: ["id:ListRoleCredentialProviders"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  absentMeans: { PoolName: "default" },
  secrets: { output: ["Config.Metadata"] },
  output: details,
});

const listRoleCredentialProviders = defineAction({
  service: "id",
  name: "ListRoleCredentialProviders",
  family,
  effect: "read",
  title: "List role credential providers",
  zh: "列出角色凭据提供商",
  summary:
    "Lists role providers with their role mappings, page by page, filtered by name, pool, project or vendor. ListCredentialProviders has only the API key and OAuth2 ones.",
  synonyms: [
    "audit cloud access of agents; which roles are reachable; role providers; cloud roles of agents",
    "云权限盘点; 可扮演的角色; 智能体的云角色",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        Name: plainName().optional(),
        PoolName: plainName().optional(),
        ProjectName: plainName().optional(),
        CredentialProviderId: plainName().optional(),
        Vendor: z.int().optional(),
      })
      .describe("Only providers that match")
      .optional(),
    SortField: sortField(),
    SortDesc: sortDesc(),
  }),
  secrets: { output: ["RoleCredentialProviders[].Config.Metadata"] },
  output: () => ({
    RoleCredentialProviders: rowsOutput({ ...details(), CredentialProviderId: textOutput() }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

// The reference lets an update say nothing but which provider: the service may take more than it documents.
const updateRoleCredentialProvider = defineAction({
  service: "id",
  name: "UpdateRoleCredentialProvider",
  family,
  effect: "update",
  escalates: true,
  title: "Update a role credential provider",
  zh: "修改角色凭据提供商",
  summary:
    "Touches a role provider. The API documents no parameter for a new configuration: to change pools or roles, delete the provider and create it anew with CreateRoleCredentialProvider.",
  synonyms: [
    "change role mapping; switch role; let agents assume another role; different role for agents",
    "调整角色映射; 更换角色; 换一个云角色; 换角色",
  ],
  prerequisites: ["id:GetRoleCredentialProvider"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  absentMeans: { PoolName: "default" },
  output: () => ({}),
  lookup: { action: "id:GetRoleCredentialProvider", by: ["Name", "PoolName"] },
});

const deleteRoleCredentialProvider = defineAction({
  service: "id",
  name: "DeleteRoleCredentialProvider",
  family,
  effect: "delete",
  title: "Delete a role credential provider",
  zh: "删除角色凭据提供商",
  summary:
    "Deletes a role provider for good: its identities get no more cloud keys through it, and keys already handed out last until they expire. Keep what GetRoleCredentialProvider shows if you may need it again.",
  synonyms: [
    "stop cloud access; cut off agents; agents no longer reach the cloud; role source no longer needed",
    "禁止访问云资源; 收回角色; 智能体不再访问云; 不给智能体角色",
  ],
  prerequisites: ["id:GetRoleCredentialProvider"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  absentMeans: { PoolName: "default" },
  output: () => ({}),
  lookup: { action: "id:GetRoleCredentialProvider", by: ["Name", "PoolName"] },
  takesAlong: [boundTo],
});

export const roleCredentialProviders = defineFamily({
  name: family,
  title: "Role credential providers",
  zh: "角色凭据提供商",
  summary:
    "A role credential provider says which IAM roles the identities of a pool may assume; GetRoleCredentials hands out the temporary keys.",
  actions: [
    createRoleCredentialProvider,
    getRoleCredentialProvider,
    listRoleCredentialProviders,
    updateRoleCredentialProvider,
    deleteRoleCredentialProvider,
  ],
});
