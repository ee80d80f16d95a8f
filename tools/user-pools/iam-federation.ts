/** IAM federation: which cloud roles the users of a user pool get credentials of (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  flagOutput,
  listOf,
  name,
  plainName,
  rowsOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "iam-federation";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const authenticatedRole = () => name("TRN of the role of users who signed in, where no rule fits");
const unauthenticatedRole = () => name("TRN of the role of visitors who did not sign in");
const uids = (describe: string) => listOf(plainName(), describe).optional();

const roleMappings = () =>
  listOf(
    z.strictObject({
      IdentityProvider: name("Identity provider the rules are for (ListIdentityProviders)").optional(),
      IdentityProviderType: plainName().optional(),
      Type: name("Kind of mapping, spelled as GetIamRoleAttachment shows it").optional(),
      AmbiguousRoleResolution: z
        .enum(["Deny", "UseDefaultRole"])
        .describe("Where no rule decides: no access, or the default role")
        .optional(),
      RulesConfiguration: listOf(
        z.strictObject({
          Claim: name("Claim of the user's token to look at, e.g. department").optional(),
          MatchType: name("How Claim and Value are compared").optional(),
          Value: plainName().optional(),
          Role: name("TRN of the role that the rule gives").optional(),
        }),
        "Rules that give roles by claims",
      ).optional(),
    }),
    "Roles by identity provider and claim",
  ).optional();

const attachment = () => ({
  Uid: textOutput(),
  UserPoolUid: textOutput(),
  DefaultAuthenticatedRoleTrn: textOutput(),
  DefaultUnauthenticatedRoleTrn: textOutput(),
  RoleMappings: rowsOutput({
    IdentityProvider: textOutput(),
    IdentityProviderType: textOutput(),
    Type: textOutput(),
    AmbiguousRoleResolution: textOutput(),
    RulesConfiguration: rowsOutput({
      Claim: textOutput(),
      MatchType: textOutput(),
      Value: textOutput(),
      Role: textOutput(),
    }),
  }),
});

const serviceConfig = () => ({
  UserPoolUid: textOutput(),
  Enabled: flagOutput(),
  AllowUnauthenticatedIdentities: flagOutput(),
  AllowedClientIds: textsOutput(),
  OAuthConnections: textsOutput(),
  OidcConnections: textsOutput(),
  SamlConnections: textsOutput(),
  IamOidcProviderRoleTrns: rowsOutput({
    IdentityProviderUid: textOutput(),
    IdentityProviderType: textOutput(),
    IdentityProviderAppId: textOutput(),
    RoleTrn: textOutput(),
  }),
});

const createIamOidcProvider = defineAction({
  service: "id",
  name: "CreateIamOidcProvider",
  family,
  effect: "create",
  escalates: true,
  title: "Create an IAM OIDC provider for a user pool",
  zh: "为用户池创建 IAM OIDC 身份提供商",
  summary:
    "Makes IAM of this account trust an identity provider of a user pool, so that its users can get cloud credentials. Which roles they get is set with CreateIamRoleAttachment. To have IAM trust any other issuer, use CreateOIDCProvider of IAM.",
  synonyms: [
    "trust pool users in IAM; federate users into the cloud account; pool users reach cloud resources; cloud account trusts our pool",
    "联合身份登录; 信任用户池; 用户池用户访问云; 用户池联合 IAM; 云账号信任用户池",
  ],
  prerequisites: ["id:ListIdentityProviders", "id:GetUserPoolIamCredentialsServiceConfig"],
  input: () => ({
    UserPoolUid: poolUid(),
    IdentityProviderId: name("Uid from ListIdentityProviders"),
    IdentityProviderType: name("Its ConnectionType in ListIdentityProviders"),
    AppId: name("Id of the application at that identity provider"),
  }),
  output: serviceConfig,
  lookup: {
    action: "id:GetUserPoolIamCredentialsServiceConfig",
    by: ["UserPoolUid"],
    among: {
      list: "IamOidcProviderRoleTrns",
      by: {
        IdentityProviderId: "IdentityProviderUid",
        IdentityProviderType: "IdentityProviderType",
        AppId: "IdentityProviderAppId",
      },
    },
  },
});

const createIamRoleAttachment = defineAction({
  service: "id",
  name: "CreateIamRoleAttachment",
  family,
  effect: "create",
  escalates: true,
  title: "Attach IAM roles to a user pool",
  zh: "为用户池绑定 IAM 角色",
  summary:
    "Gives the users of a pool IAM roles: one for who signed in, one for visitors who did not, and others by claim. Everybody who can register gets what the roles allow: look at SelfSignUpEnabled in GetUserPool, and keep the visitors' role next to empty.",
  synonyms: [
    "cloud permissions for app users; identity pool; role by claim; give app users a cloud role; map claims to roles; default role; guests and signed-in users get a cloud role; first setup of roles; rules that map to roles",
    "用户获取云资源权限; 角色映射; 应用用户的云角色; 按声明映射角色; 用户访问云资源; 默认角色; 游客角色; 登录用户拿云角色; 第一次配角色; 游客拿什么角色",
  ],
  prerequisites: ["id:GetUserPool", "iam:ListRoles", "id:GetIamRoleAttachment"],
  input: () => ({
    UserPoolUid: poolUid(),
    DefaultAuthenticatedRoleTrn: authenticatedRole(),
    DefaultUnauthenticatedRoleTrn: unauthenticatedRole(),
    RoleMappings: roleMappings(),
  }),
  output: attachment,
  lookup: { action: "id:GetIamRoleAttachment", by: ["UserPoolUid"] },
});

const getIamRoleAttachment = defineAction({
  service: "id",
  name: "GetIamRoleAttachment",
  family,
  effect: "read",
  title: "Get the IAM roles attached to a user pool",
  zh: "查看用户池绑定的 IAM 角色",
  summary:
    "Shows which IAM roles the users of a pool get: default, visitors', and by identity provider and claim. Whether credentials are handed out at all: GetUserPoolIamCredentialsServiceConfig.",
  synonyms: [
    "what can app users do in the cloud; role mapping rules; which cloud resources can app users use; cloud role of app users; which role do guests get; default role of a pool",
    "用户有哪些云权限; 映射规则; 用户能用哪些云资源; 应用用户的云权限; 默认角色是哪个; 游客是什么角色",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: attachment,
});

const updateIamRoleAttachment = defineAction({
  service: "id",
  name: "UpdateIamRoleAttachment",
  family,
  effect: "update",
  escalates: true,
  title: "Update the IAM roles attached to a user pool",
  zh: "修改用户池绑定的 IAM 角色",
  summary:
    "Changes which IAM roles the users of a pool get, for all of them at once. RoleMappings replaces every rule there was: read them with GetIamRoleAttachment and send all that should stay.",
  synonyms: [
    "change role mapping; restrict app users; anonymous access; another cloud role for app users; other default role; guests get less; change a rule",
    "调整用户云权限; 收紧权限; 换应用用户的云角色; 映射规则改一下; 换默认角色; 改游客角色; 加一条映射",
  ],
  exampleShows: ["DefaultAuthenticatedRoleTrn"],
  prerequisites: ["id:GetIamRoleAttachment", "iam:ListRoles"],
  input: () => ({
    UserPoolUid: poolUid(),
    DefaultAuthenticatedRoleTrn: authenticatedRole().optional(),
    DefaultUnauthenticatedRoleTrn: unauthenticatedRole().optional(),
    RoleMappings: roleMappings(),
  }),
  output: attachment,
  lookup: { action: "id:GetIamRoleAttachment", by: ["UserPoolUid"] },
});

const getUserPoolIamCredentialsServiceConfig = defineAction({
  service: "id",
  name: "GetUserPoolIamCredentialsServiceConfig",
  family,
  effect: "read",
  title: "Get the IAM credentials service of a user pool",
  zh: "查看用户池 IAM 凭证服务配置",
  summary:
    "Shows whether the users of a pool can get cloud credentials, from which clients and identity providers, and whether visitors can without signing in. It hands out none itself.",
  synonyms: [
    "are guests allowed; temporary keys for app users; federation settings; can app users get cloud keys; is exchanging for cloud keys on",
    "临时凭证; 匿名访问是否开启; 游客访问; 是否能换云凭证; 换密钥开了没; 允不允许匿名",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: serviceConfig,
});

const updateIamCredentialsServiceConfig = defineAction({
  service: "id",
  name: "UpdateIamCredentialsServiceConfig",
  family,
  effect: "update",
  escalates: true,
  title: "Update the IAM credentials service of a user pool",
  zh: "修改用户池 IAM 凭证服务配置",
  summary:
    "Turns cloud credentials for the users of a pool on or off and says which clients and identity providers they may come from. With AllowUnauthenticatedIdentities anybody on the internet gets the visitors' role. Lists replace what was there.",
  synonyms: [
    "stop handing out keys; guest access; disable federation; app users get temporary cloud keys; allow guests; let app users get cloud keys; turn the exchange on",
    "关闭临时凭证; 禁止匿名访问; 允许游客; 换云上临时凭证; 打开临时凭证; 匿名访问; 打开换密钥; 关掉换密钥",
  ],
  exampleShows: ["Enabled"],
  prerequisites: ["id:GetUserPoolIamCredentialsServiceConfig", "id:GetIamRoleAttachment"],
  input: () => ({
    UserPoolUid: poolUid(),
    Enabled: z.boolean().describe("Hand out cloud credentials or not").optional(),
    AllowUnauthenticatedIdentities: z.boolean().describe("Also to visitors who did not sign in").optional(),
    AllowedClientIds: uids("Uids of the clients they may come from (ListUserPoolClients)"),
    OAuthConnections: uids("Uids of OAuth identity providers (ListIdentityProviders)"),
    OidcConnections: uids("Uids of OIDC identity providers (ListIdentityProviders)"),
    SamlConnections: uids("Uids of SAML identity providers (ListIdentityProviders)"),
  }),
  output: serviceConfig,
  lookup: { action: "id:GetUserPoolIamCredentialsServiceConfig", by: ["UserPoolUid"] },
});

export const iamFederation = defineFamily({
  name: family,
  title: "IAM federation of user pools",
  zh: "用户池 IAM 联合身份",
  summary:
    "Lets the users of a pool act in the cloud account: which IAM roles they get, from which applications and identity providers, and whether visitors get one too.",
  actions: [
    createIamOidcProvider,
    createIamRoleAttachment,
    getIamRoleAttachment,
    updateIamRoleAttachment,
    getUserPoolIamCredentialsServiceConfig,
    updateIamCredentialsServiceConfig,
  ],
});
