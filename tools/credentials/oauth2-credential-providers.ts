/** OAuth2 credential providers: clients at third parties, through which agents get access tokens (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  projectName,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { boundTo, names, numberOutput, poolName, source } from "./credential-fields.ts";
import {
  clientMetadata,
  config,
  configEgress,
  configOutput,
  configSecrets,
  dcrClientOutput,
  vendor,
} from "./oauth2-credential-provider-fields.ts";

const family = "oauth2-credential-providers";

const providerName = () => name("Name from ListOauth2CredentialProviders");

const shared = { service: "id", family, absentMeans: { PoolName: "default" } } as const;

const created = () => ({
  Name: name("Name of the new provider, unique in its pool"),
  Vendor: vendor(),
  PoolName: name("Pool to create it in; `default` when absent").optional(),
  Config: config(),
});

const times = () => ({ CreatedAt: textOutput(), UpdatedAt: textOutput() });
const changed = () => ({ Name: textOutput(), CredentialProviderTrn: textOutput(), SecretTrn: textOutput() });
const listed = () => ({
  Name: textOutput(),
  CredentialProviderTrn: textOutput(),
  Vendor: numberOutput(),
  ProjectName: textOutput(),
  ...times(),
});

const createOauth2CredentialProvider = defineAction({
  ...shared,
  name: "CreateOauth2CredentialProvider",
  effect: "create",
  title: "Create an OAuth2 credential provider",
  zh: "创建 OAuth2 凭据提供商",
  summary:
    "Stores an OAuth2 client that a third party gave you, so that agents get access tokens with GetResourceOauth2Token: machine to machine, or for a user who consents. Where you have no client yet, CreateOauth2CredentialProviderDcr registers one.",
  synonyms: [
    "connect GitHub; act for a user; outbound auth; third-party login; act on a user's repositories; post to Slack; Google Drive; Notion; Microsoft 365; hook up an OAuth app; integrate SaaS; let agents use Google; Jira",
    "用户委托; 飞书授权; 出站认证; 接入 GitHub; 替用户操作第三方; 接入飞书; 接入第三方应用; 三方授权; 智能体接 Slack; 智能体用 Google; 配第三方应用; 对接 GitHub",
  ],
  exampleShows: ["Config"],
  input: () => ({ ...created(), ProjectName: projectName().optional(), Source: source() }),
  secrets: { input: configSecrets() },
  egress: configEgress(),
  output: () => ({ ...changed(), CallbackUrl: textOutput() }),
  lookup: {
    action: "id:ListOauth2CredentialProviders",
    by: ["PoolName"],
    among: { list: "Oauth2CredentialProviders", by: { Name: "Name" } },
  },
});

const createOauth2CredentialProviderDcr = defineAction({
  ...shared,
  name: "CreateOauth2CredentialProviderDcr",
  effect: "create",
  title: "Create an OAuth2 provider by client registration",
  zh: "通过动态客户端注册创建 OAuth2 凭据提供商",
  summary:
    "Has the cloud register a new client at an authorization server (dynamic client registration) and stores it as a provider. With a client in hand use CreateOauth2CredentialProvider.",
  synonyms: [
    "self-registration; RFC 7591; MCP server login; no client id yet; dynamic registration; register client automatically; DCR; vendor gives no client id",
    "自动注册客户端; 没有 Client ID; 动态注册; 自动注册; MCP 服务器授权; 没有 client id 也能接; 自动申请客户端",
  ],
  exampleShows: ["Config"],
  input: () => ({ ...created(), ClientMetadata: clientMetadata(), ProjectName: projectName().optional() }),
  secrets: { input: configSecrets() },
  egress: [
    ...configEgress(),
    "ClientMetadata.RedirectUris[]",
    "ClientMetadata.ClientUri",
    "ClientMetadata.LogoUri",
  ],
  output: changed,
  lookup: {
    action: "id:ListOauth2CredentialProviders",
    by: ["PoolName"],
    among: { list: "Oauth2CredentialProviders", by: { Name: "Name" } },
  },
});

const getOauth2CredentialProvider = defineAction({
  ...shared,
  name: "GetOauth2CredentialProvider",
  effect: "reveal",
  title: "Get an OAuth2 credential provider",
  zh: "查看 OAuth2 凭据提供商",
  summary:
    "Shows one OAuth2 provider with its addresses and scopes, and the stored client secret and registration token, sealed. To see only that it exists use BatchGetOauth2CredentialProviders, which touches no secret.",
  synonyms: [
    "client secret lookup; which scopes; redirect mismatch; OAuth app of an agent; callback URL to register at the vendor; settings of a third-party app; scopes an agent has",
    "查看客户端密钥; 回调地址不匹配; 第三方应用配置; 授权范围; 第三方授权配置; 授权了哪些 scope",
  ],
  prerequisites: ["id:ListOauth2CredentialProviders"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  secrets: {
    output: [
      ...configSecrets(),
      "DcrClientInfo.ClientSecret",
      "DcrClientInfo.RegistrationAccessToken",
      // Some servers let whoever knows the address manage the client.
      "DcrClientInfo.RegistrationClientUri",
    ],
  },
  output: () => ({
    ...listed(),
    PoolName: textOutput(),
    SecretTrn: textOutput(),
    Config: configOutput(),
    DcrClientInfo: dcrClientOutput(),
  }),
});

const batchGetOauth2CredentialProviders = defineAction({
  ...shared,
  name: "BatchGetOauth2CredentialProviders",
  effect: "read",
  title: "Get several OAuth2 credential providers",
  zh: "批量查看 OAuth2 凭据提供商",
  summary:
    "Shows the OAuth2 providers of the given names with vendor and times, without configuration or secrets. Use it to check that a provider exists.",
  synonyms: [
    "exists?; which vendor; several at once; look at several OAuth providers; several third-party apps; one call; settings of five integrations",
    "是否存在; 哪个厂商; 多个 OAuth 提供商; 几个第三方对接; 一次性查多个; 多个 OAuth 配置",
  ],
  prerequisites: ["id:ListOauth2CredentialProviders"],
  input: () => ({ Names: names("Names of the providers"), PoolName: poolName() }),
  output: () => ({ Oauth2CredentialProviders: rowsOutput(listed()) }),
});

const listOauth2CredentialProviders = defineAction({
  ...shared,
  name: "ListOauth2CredentialProviders",
  effect: "read",
  title: "List OAuth2 credential providers",
  zh: "列出 OAuth2 凭据提供商",
  summary:
    "Lists the OAuth2 providers of a pool, page by page, without configuration or secrets. ListCredentialProviders lists them together with the API key ones, with filters.",
  synonyms: [
    "which logins are set up; connected apps; inventory; third-party apps agents can use; integrations of agents; apps connected for agents",
    "有哪些授权; 已接入的应用; 接了哪些第三方应用; 智能体对接了哪些应用; 第三方对接列表",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    PoolName: name("Pool to list; `default` when absent").optional(),
  }),
  output: () => ({ Oauth2CredentialProviders: rowsOutput(listed()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateOauth2CredentialProvider = defineAction({
  ...shared,
  name: "UpdateOauth2CredentialProvider",
  effect: "update",
  // A new address alone sends the stored client secret there; wider scopes widen what agents may do.
  escalates: true,
  title: "Update an OAuth2 credential provider",
  zh: "修改 OAuth2 凭据提供商",
  summary:
    "Changes client, secret, scopes or addresses of an OAuth2 provider. A changed endpoint gets the stored client secret and the users' codes, so check every address. What was there before is not kept.",
  synonyms: [
    "rotate client secret; change redirect URL; add scope; vendor rotated our client secret; more scopes; calendar scope as well; vendor changed the client secret; endpoint of the vendor changed",
    "轮换客户端密钥; 改回调地址; 增加授权范围; 多加一个 scope; 第三方 client secret 换了; 授权范围调整; 加 scope; 厂商换了密钥; 改授权地址",
  ],
  exampleShows: ["Config"],
  prerequisites: ["id:GetOauth2CredentialProvider"],
  input: () => ({ Name: providerName(), PoolName: poolName(), Config: config() }),
  secrets: { input: configSecrets() },
  egress: configEgress(),
  output: () => ({ ...changed(), ...times() }),
  lookup: {
    action: "id:ListOauth2CredentialProviders",
    by: ["PoolName"],
    among: { list: "Oauth2CredentialProviders", by: { Name: "Name" } },
  },
});

const deleteOauth2CredentialProvider = defineAction({
  ...shared,
  name: "DeleteOauth2CredentialProvider",
  effect: "delete",
  title: "Delete an OAuth2 credential provider",
  zh: "删除 OAuth2 凭据提供商",
  summary:
    "Deletes an OAuth2 provider with its stored client for good: agents get no more tokens through it. See ListCredentialProviderBindings and ListSharedOauth2Credentials for who uses it.",
  synonyms: [
    "disconnect app; revoke integration; clean up; stop using a SaaS; agents no longer use Slack; drop an integration",
    "断开第三方; 取消接入; 不再接入第三方应用; 第三方对接作废; 智能体不用了",
  ],
  prerequisites: ["id:ListCredentialProviderBindings", "id:ListSharedOauth2Credentials"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  output: () => ({}),
  takesAlong: [boundTo],
  lookup: {
    action: "id:ListOauth2CredentialProviders",
    by: ["PoolName"],
    among: { list: "Oauth2CredentialProviders", by: { Name: "Name" } },
  },
});

export const oauth2CredentialProviders = defineFamily({
  name: family,
  title: "OAuth2 credential providers",
  zh: "OAuth2 凭据提供商",
  summary:
    "An OAuth2 credential provider is a stored client at a third party, through which agents get access tokens, as themselves or for a user who consents.",
  actions: [
    createOauth2CredentialProvider,
    createOauth2CredentialProviderDcr,
    getOauth2CredentialProvider,
    batchGetOauth2CredentialProviders,
    listOauth2CredentialProviders,
    updateOauth2CredentialProvider,
    deleteOauth2CredentialProvider,
  ],
});
