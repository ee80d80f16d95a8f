/** Clients of a user pool: the applications that sign its users in by OAuth2 and OIDC (id). */
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
  secretOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "user-pool-clients";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const clientUid = () => name("Uid from CreateUserPoolClient or ListUserPoolClients");
const flag = (describe: string) => z.boolean().describe(describe).optional();
const urls = (describe: string) => listOf(plainName(), describe).optional();
const seconds = () => z.int32().optional();

/** What can be set when a client is made and changed later. */
const settings = () => ({
  Description: plainText().optional(),
  AllowedCallbackUrls: urls("URLs that users, with their code, may be sent back to after sign-in"),
  SkipConsentEnabled: flag("Users are not asked whether the application may act for them"),
  DismissLoginPageEnabled: flag("The pool's own login page is left out"),
  DevelopmentModeEnabled: flag("Looser rules for development; not for production"),
  LogoUri: text("URL of the logo on the login page").optional(),
});

const summarised = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  ClientType: textOutput(),
  Description: textOutput(),
  LogoUri: textOutput(),
  CreateTime: textOutput(),
  UpdateTime: textOutput(),
});

const client = () => ({
  ...summarised(),
  ClientSecret: secretOutput(),
  AllowedCallbackUrls: textsOutput(),
  AllowedLogoutUrls: textsOutput(),
  AllowedWebOrigins: textsOutput(),
  AllowedCors: textsOutput(),
  LoginPageUrl: textOutput(),
  SkipConsentEnabled: flagOutput(),
  DismissLoginPageEnabled: flagOutput(),
  DevelopmentModeEnabled: flagOutput(),
  IdToken: z.looseObject({ LifetimeSeconds: countOutput() }).nullish(),
  RefreshToken: z
    .looseObject({
      HasIdleLifetime: flagOutput(),
      IdleLifetimeSeconds: countOutput(),
      HasCombinedLifetime: flagOutput(),
      CombinedLifetimeSeconds: countOutput(),
      Rotation: flagOutput(),
    })
    .nullish(),
});

const createUserPoolClient = defineAction({
  service: "id",
  name: "CreateUserPoolClient",
  family,
  effect: "issue",
  title: "Create a user pool client",
  zh: "创建用户池客户端",
  summary:
    "Registers an application that signs users of a pool in, and issues its client secret, which comes back as a handle. Its id is Uid in the answer; the addresses to use are in ListUserPoolWellKnownEndpoints. Limit the callbacks to URLs of that application.",
  synonyms: [
    "register an app; OAuth client; client id; add login to my site; website signs users in; app needs a client id; mobile app; single page app; mini program; backend service logs in; new application gets login",
    "应用接入; 新建应用; 单点登录接入; 前端应用接入; 网站接入登录; 要 client id; 新应用; 小程序接入; 注册应用; 小程序; 给应用办个 client; 新网站要登录",
  ],
  prerequisites: ["id:ListUserPools", "id:CreateUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    Name: name("Name of the application"),
    ClientType: name("E.g. WEB_APPLICATION"),
    ...settings(),
    DeviceFlowEnabled: flag("Allow the OAuth2 device flow, for devices without a browser"),
  }),
  output: client,
  secrets: { output: ["ClientSecret"] },
  // Every visitor of the login page fetches the logo: whoever serves it sees them.
  egress: ["AllowedCallbackUrls[]", "LogoUri"],
  lookup: {
    action: "id:ListUserPoolClients",
    by: ["UserPoolUid"],
    among: { list: "Data", by: { Name: "Name" } },
  },
});

const getUserPoolClient = defineAction({
  service: "id",
  name: "GetUserPoolClient",
  family,
  effect: "reveal",
  title: "Get a user pool client",
  zh: "查看用户池客户端",
  summary:
    "Shows one application of a user pool with allowed URLs and token lifetimes, and its stored client secret as a handle. To find a client or see what there is, ListUserPoolClients is enough and touches no secret.",
  synonyms: [
    "client secret lost; app credentials; redirect_uri mismatch; client id and secret; where is the client secret; what may an app do",
    "查看应用密钥; 回调地址不匹配; 应用的 secret; 应用配置; client id 在哪; secret 找不到了; 应用详情",
  ],
  prerequisites: ["id:ListUserPoolClients"],
  input: () => ({ UserPoolUid: poolUid(), ClientUid: clientUid() }),
  output: client,
  secrets: { output: ["ClientSecret"] },
});

const listUserPoolClients = defineAction({
  service: "id",
  name: "ListUserPoolClients",
  family,
  effect: "read",
  title: "List user pool clients",
  zh: "列出用户池客户端",
  summary:
    "Lists the applications of a user pool by name and type, without their secrets, page by page. Use it to find a ClientUid.",
  synonyms: [
    "which apps use this pool; registered apps; applications of a pool; all apps; applications that log in here",
    "应用列表; 接入了哪些应用; 池里有哪些应用; 所有应用; 哪些系统接了登录",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        Name: plainName().optional(),
        Description: plainText().optional(),
        ClientTypes: listOf(plainName(), "E.g. WEB_APPLICATION").optional(),
      })
      .describe("Only clients that match")
      .optional(),
    SortField: name("Field to sort by, e.g. CreateTime").optional(),
    SortDirection: name("Sort direction, e.g. Desc").optional(),
  }),
  output: () => ({ Data: rowsOutput(summarised()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateUserPoolClient = defineAction({
  service: "id",
  name: "UpdateUserPoolClient",
  family,
  effect: "update",
  escalates: true,
  title: "Update a user pool client",
  zh: "修改用户池客户端",
  summary:
    "Changes an application of a user pool: callback and logout URLs, origins, consent, token lifetimes. A list replaces the old one, and what is left out may be reset: read it with GetUserPoolClient and send all that should stay. The secret does not change.",
  synonyms: [
    "add redirect URI; CORS error at login; session length; token expiry; callback URL not allowed; logout URL; refresh token lifetime; redirect_uri mismatch; access token lifetime; add a sign-out URL; app is rejected after login",
    "添加回调地址; 跨域; 登录有效期; 回调地址不匹配; 登出地址; token 有效期; 改应用配置; 允许的回调; token 过期时间; 调长有效期; 加退出地址; 登录后报错; 改有效时间",
  ],
  exampleShows: ["AllowedCallbackUrls"],
  prerequisites: ["id:GetUserPoolClient", "id:ListUserPoolClients"],
  input: () => ({
    UserPoolUid: poolUid(),
    ClientUid: clientUid(),
    Name: plainName().optional(),
    ...settings(),
    AllowedLogoutUrls: urls("URLs that users may be sent to after sign-out"),
    AllowedWebOrigins: urls("Origins whose pages may receive tokens, e.g. https://app.example.com"),
    AllowedCors: urls("Origins whose pages may call the pool, e.g. https://app.example.com"),
    // The reference spells it so in requests and LifetimeSeconds in answers.
    IdToken: z.strictObject({ LifeTimeSeconds: seconds() }).describe("How long ID tokens live").optional(),
    RefreshToken: z
      .strictObject({
        HasIdleLifetime: flag("They end when not used for IdleLifetimeSeconds"),
        IdleLifetimeSeconds: seconds(),
        HasCombinedLifetime: flag("They end CombinedLifetimeSeconds after sign-in at the latest"),
        CombinedLifetimeSeconds: seconds(),
        Rotation: flag("Each use replaces the token by a new one"),
      })
      .describe("How long refresh tokens live")
      .optional(),
  }),
  output: client,
  secrets: { output: ["ClientSecret"] },
  egress: ["AllowedCallbackUrls[]", "AllowedLogoutUrls[]", "AllowedWebOrigins[]", "AllowedCors[]", "LogoUri"],
  lookup: {
    action: "id:ListUserPoolClients",
    by: ["UserPoolUid"],
    among: { list: "Data", by: { ClientUid: "Uid" } },
  },
});

const deleteUserPoolClient = defineAction({
  service: "id",
  name: "DeleteUserPoolClient",
  family,
  effect: "delete",
  title: "Delete a user pool client",
  zh: "删除用户池客户端",
  summary:
    "Deletes an application of a user pool for good: nobody can sign in through it any more, and its id and secret are void. The pool's users stay. Make sure with ListUserPoolClients that it is the right one.",
  synonyms: [
    "retire an app; revoke client secret; block an application; application no longer uses the pool; decommission an app; retire an application; app was shut down; cut an app off",
    "下线应用; 吊销应用密钥; 应用不接了; 删应用; 应用不用了; 应用停了; 不让应用登录",
  ],
  prerequisites: ["id:ListUserPoolClients"],
  input: () => ({ UserPoolUid: poolUid(), ClientUid: clientUid() }),
  output: () => ({ Message: textOutput() }),
  names: [{ action: "id:GetUserPool", by: ["UserPoolUid"] }],
  lookup: {
    action: "id:ListUserPoolClients",
    by: ["UserPoolUid"],
    among: { list: "Data", by: { ClientUid: "Uid" } },
  },
});

export const userPoolClients = defineFamily({
  name: family,
  title: "User pool clients",
  zh: "用户池客户端",
  summary:
    "A client is an application that signs the users of a pool in by OAuth2 or OIDC. It has a secret and a list of URLs that users may be sent back to.",
  actions: [
    createUserPoolClient,
    getUserPoolClient,
    listUserPoolClients,
    updateUserPoolClient,
    deleteUserPoolClient,
  ],
});
