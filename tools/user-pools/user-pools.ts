/** User pools: the directories of an application's own users, and how those sign up and sign in (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  listOf,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  plainText,
  rowsOutput,
  tagFilters,
  tags,
  tagsOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "user-pools";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const poolUids = () => listOf(plainName(), "Uids from ListUserPools").optional();
const flag = (describe: string) => z.boolean().describe(describe).optional();

/** What can be set when a pool is made and changed later. */
const settings = () => ({
  Description: plainText().optional(),
  SelfSignUpEnabled: flag("Anybody may register"),
  EmailAnonymousSignUpEnabled: z.boolean().optional(),
  SmsAnonymousSignUpEnabled: z.boolean().optional(),
  SignUpAutoVerificationEnabled: flag("Addresses are verified in the course of the sign-up"),
  UnconfirmedUserSignInEnabled: flag("Users may sign in before they are confirmed"),
  PasswordSignInEnabled: z.boolean().optional(),
  EmailPasswordlessSignInEnabled: flag("Sign-in with a code sent by e-mail"),
  SmsPasswordlessSignInEnabled: flag("Sign-in with a code sent by SMS"),
  AuthenticationMethodOrder: listOf(plainName(), "Ways to sign in, in the order offered").optional(),
  SelfAccountRecoveryEnabled: flag("Users may reset a forgotten password themselves"),
  SelfAccountRecoveryVerificationAttributes: listOf(
    plainName(),
    "Attributes that prove who resets a password",
  ).optional(),
  Brand: z
    .strictObject({ Name: plainText().optional(), LogoUri: text("URL of the logo").optional() })
    .describe("How the login page presents itself")
    .optional(),
});

/** Every visitor of the login page fetches the logo: whoever serves it sees them. */
const egress = ["Brand.LogoUri"];

const summarised = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  Domain: textOutput(),
  ProjectName: textOutput(),
  Tags: tagsOutput(),
  TotalClients: countOutput(),
  TotalConnections: countOutput(),
  TotalUsers: countOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const customAttributes = () =>
  rowsOutput({
    Uid: textOutput(),
    Name: textOutput(),
    DataType: textOutput(),
    Minimum: countOutput(),
    Maximum: countOutput(),
    Mutability: textOutput(),
    CreateTime: textOutput(),
    UpdateTime: textOutput(),
  });

const pool = () => ({
  ...summarised(),
  // The reference has text here for a new pool and a list everywhere else.
  CustomAttributes: z.union([customAttributes(), z.string()]),
  Enabled: flagOutput(),
  CustomDomain: textOutput(),
  IssuerUrl: textOutput(),
  DiscoveryUrl: textOutput(),
  TokenUrl: textOutput(),
  TokenSigningKeyUrl: textOutput(),
  SignInAttributes: textsOutput(),
  RequiredSignUpAttributes: textsOutput(),
  SelfSignUpEnabled: flagOutput(),
  EmailAnonymousSignUpEnabled: flagOutput(),
  SmsAnonymousSignUpEnabled: flagOutput(),
  SignUpAutoVerificationEnabled: flagOutput(),
  UnconfirmedUserSignInEnabled: flagOutput(),
  PasswordSignInEnabled: flagOutput(),
  EmailPasswordlessSignInEnabled: flagOutput(),
  SmsPasswordlessSignInEnabled: flagOutput(),
  AuthenticationMethodOrder: textsOutput(),
  SelfAccountRecoveryEnabled: flagOutput(),
  SelfAccountRecoveryVerificationAttributes: textsOutput(),
  Brand: z.looseObject({ Name: textOutput(), LogoUri: textOutput() }).nullish(),
  OauthLoginCallbackUrl: textOutput(),
  OauthSignUpCallbackUrl: textOutput(),
  OidcLoginCallbackUrl: textOutput(),
  OidcSignUpCallbackUrl: textOutput(),
  SamlLoginCallbackUrl: textOutput(),
  SamlSignUpCallbackUrl: textOutput(),
});

const createUserPool = defineAction({
  service: "id",
  name: "CreateUserPool",
  family,
  effect: "create",
  escalates: true,
  title: "Create a user pool",
  zh: "创建用户池",
  summary:
    "Creates a pool of users who sign in to your own applications; employees in the organisation's directory are elsewhere. Decide who may register and how people sign in. Next: CreateUserPoolClient for each application, CreateUser for people.",
  synonyms: [
    "customer accounts; login for my app; CIAM; user registration; accounts for my app's customers; sign-in for an app; consumer login; separate store of end users; new app with its own users; user base",
    "C 端用户登录; 应用账号体系; 小程序账号体系; 给 App 做登录; 会员体系; 客户账号; 单独一批用户; 新 App 的用户; 用户库",
  ],
  input: () => ({
    Name: plainName(),
    SignInAttributes: listOf(
      plainName(),
      "Attributes that serve as sign-in name; UpdateUserPool can not change them",
    ).optional(),
    RequiredSignUpAttributes: listOf(
      plainName(),
      "Attributes that a sign-up must give; UpdateUserPool can not change them",
    ).optional(),
    ...settings(),
    ProjectName: text("Project it belongs to; `default` when absent", 255).optional(),
    Tags: tags().optional(),
  }),
  output: pool,
  egress,
  lookup: { action: "id:ListUserPools", by: ["ProjectName"], among: { list: "Data", by: { Name: "Name" } } },
});

const getUserPool = defineAction({
  service: "id",
  name: "GetUserPool",
  family,
  effect: "read",
  title: "Get a user pool",
  zh: "查看用户池",
  summary:
    "Shows one user pool in full: how people sign up and sign in, its custom attributes, its addresses for OAuth2, OIDC and SAML, and how many users, clients and connections it has.",
  synonyms: [
    "pool settings; callback URL for my identity provider; issuer; how is sign-in configured; password policy; all settings; is SMS login on; is self sign-up allowed; what is switched on; who may register",
    "登录配置; 回调地址; 密码策略; 用户池配置; 用户池详情; 全部设置; 开没开短信登录; 能不能自助注册; 登录设置; 开关状态; 有没有开",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: pool,
});

const listUserPools = defineAction({
  service: "id",
  name: "ListUserPools",
  family,
  effect: "read",
  title: "List user pools",
  zh: "列出用户池",
  summary:
    "Lists the user pools of the account with Uid, domain and number of users, page by page. Filter by name to find a UserPoolUid, which nearly every action on pools takes.",
  synonyms: [
    "find a pool id; which pools exist; all user pools; pools with user counts",
    "查找用户池 ID; 有哪些用户池; 用户池列表; 几个用户池; 所有用户池; 各个池子多少用户",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        Name: plainName().optional(),
        Uid: plainName().optional(),
        Trn: plainName().optional(),
        Description: plainText().optional(),
        TagFilters: tagFilters().optional(),
      })
      .describe("Only pools that match")
      .optional(),
    ProjectName: text("Only pools of this project", 255).optional(),
    TagFilters: tagFilters().optional(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({ Data: rowsOutput(summarised()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateUserPool = defineAction({
  service: "id",
  name: "UpdateUserPool",
  family,
  effect: "update",
  escalates: true,
  title: "Update a user pool",
  zh: "修改用户池",
  summary:
    "Changes name, brand and the rules for sign-up, sign-in and account recovery of a user pool, for all its users at once. Lists replace what was there: read it with GetUserPool first. Sign-in attributes stay as they were made.",
  synonyms: [
    "disable registration; allow self sign-up; turn off password login; passwordless; forgot password; stop strangers signing up; invite only; password policy; require MFA at sign-in; session of users; login methods; registration off; invite-only sign-up; logo of the login page; brand name; look of the sign-in page; people sign up by themselves",
    "关闭注册; 免密登录; 验证码登录; 不让自己注册; 自助注册; 密码强度; 密码策略; 开启多因素; 登录方式设置; 找回密码; 只能邀请注册; 登录失败锁定; 注册要审核; 品牌; 换logo; 登录页外观; 登录页品牌名称; 自己注册; 开放注册; 改池子名字; 登录页样式",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetUserPool"],
  input: () => ({ UserPoolUid: poolUid(), Name: plainName().optional(), ...settings() }),
  output: pool,
  egress,
  lookup: { action: "id:GetUserPool", by: ["UserPoolUid"] },
});

const deleteUserPool = defineAction({
  service: "id",
  name: "DeleteUserPool",
  family,
  effect: "delete",
  title: "Delete a user pool",
  zh: "删除用户池",
  summary:
    "Deletes a user pool for good: nobody can sign in through it any more, and its users, clients and connections go with it. Look at TotalUsers and TotalClients in GetUserPool first.",
  synonyms: [
    "shut down an app's login; decommission; with everybody in it; throw a pool away",
    "下线应用登录; 清空用户; 用户池不用了; 整个池子不要了; 里面的人也不用留",
  ],
  prerequisites: ["id:GetUserPool", "id:ListUserPoolClients"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetUserPool", by: ["UserPoolUid"] },
  takesAlong: [
    { what: "users", zh: "用户", action: "id:ListUsers", by: ["UserPoolUid"], names: "Data[].Name" },
    { what: "groups", zh: "用户组", action: "id:ListGroups", by: ["UserPoolUid"], names: "Data[].Name" },
    {
      what: "clients",
      zh: "客户端",
      action: "id:ListUserPoolClients",
      by: ["UserPoolUid"],
      names: "Data[].Name",
    },
    {
      what: "identity providers",
      zh: "身份提供方",
      action: "id:ListIdentityProviders",
      by: { UserPoolUid: "UserPoolUID" },
      names: "Data[].Name",
    },
  ],
});

const getUserPoolMaus = defineAction({
  service: "id",
  name: "GetUserPoolMaus",
  family,
  effect: "read",
  title: "Get monthly active users of user pools",
  zh: "查看用户池月活跃用户数",
  summary: "Shows how many users were active in each user pool in one month, e.g. to foresee the bill.",
  synonyms: [
    "usage statistics; billing; how many people sign in; active users of the month; MAU; how many active users; for the invoice; active people per month",
    "用量统计; 计费; 月活; 活跃人数; 多少活跃用户; 每月活跃; 账单人数",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUids: poolUids(), Month: name("E.g. 2026-01").optional() }),
  output: () => ({
    Month: textOutput(),
    UserPoolMaus: rowsOutput({ UserPoolUid: textOutput(), Mau: countOutput() }),
  }),
});

const listUserPoolWellKnownEndpoints = defineAction({
  service: "id",
  name: "ListUserPoolWellKnownEndpoints",
  family,
  effect: "read",
  title: "List the OIDC endpoints of user pools",
  zh: "列出用户池公开端点",
  summary:
    "Lists the public addresses an application needs to sign users in by OIDC: issuer, discovery, authorization, token, user info, keys, revocation and logout, for one or more user pools.",
  synonyms: [
    "well-known; openid-configuration; JWKS; integrate my app; issuer URL; token endpoint; discovery document; authorize URL; URLs my app needs; jwks uri; logout endpoint",
    "接入登录; OIDC 配置; 发现文档; 令牌端点; 授权地址; 公钥地址; 接入地址; jwks 地址; 端点地址",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUids: poolUids() }),
  output: () => ({
    Data: rowsOutput({
      UserPoolUid: textOutput(),
      CustomDomain: textOutput(),
      IssuerUrl: textOutput(),
      DiscoveryUrl: textOutput(),
      AuthorizationEndpoint: textOutput(),
      TokenEndpoint: textOutput(),
      UserinfoEndpoint: textOutput(),
      JwksUri: textOutput(),
      IntrospectionEndpoint: textOutput(),
      RevocationEndpoint: textOutput(),
      EndSessionEndpoint: textOutput(),
    }),
  }),
});

const getTenantServiceStatus = defineAction({
  service: "id",
  name: "GetTenantServiceStatus",
  family,
  effect: "read",
  title: "Get the status of the identity service",
  zh: "查看身份服务开通状态",
  summary:
    "Shows whether the identity service is open for an account. Look here when every action on user pools is refused.",
  synonyms: [
    "service not activated; not enabled; subscription; overdue; is the product activated; has the service been activated; is Agent Identity switched on; is the account overdue",
    "未开通; 欠费停服; 欠费; 服务停了; 产品开通了吗; 开通了没; 有没有开通; 服务激活了吗; 是不是欠费",
  ],
  input: () => ({ AccountId: name("Account to ask about; the caller's own when absent").optional() }),
  output: () => ({ Status: textOutput() }),
});

export const userPools = defineFamily({
  name: family,
  title: "User pools",
  zh: "用户池",
  summary:
    "A user pool holds the users of your own applications and says how they sign up and sign in. Clients, identity providers, groups and departments belong to a pool.",
  actions: [
    createUserPool,
    getUserPool,
    listUserPools,
    updateUserPool,
    deleteUserPool,
    getUserPoolMaus,
    listUserPoolWellKnownEndpoints,
    getTenantServiceStatus,
  ],
});
