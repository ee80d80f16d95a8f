/** Credentials handed out to a workload: API keys, OAuth2 tokens and cloud keys of the resources it calls (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  listOf,
  name,
  plainName,
  secretInput,
  secretOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import {
  apiKeyMetadataOutput,
  customParameters,
  identityToken,
  maybeSecret,
  poolName,
  token,
} from "./credential-fields.ts";

const family = "resource-credentials";

const shared = { service: "id", family, effect: "issue" } as const;
const inPool = { absentMeans: { PoolName: "default" } } as const;

const getResourceApiKey = defineAction({
  ...shared,
  ...inPool,
  name: "GetResourceApiKey",
  title: "Get a resource's API key",
  zh: "获取资源 API Key",
  summary:
    "Hands a workload the key that an API key provider stores, as a secret handle, and says where requests carry it. It takes a token from GetWorkloadAccessToken. Administrators look at providers with BatchGetApiKeyCredentialProviders instead.",
  synonyms: [
    "call third-party API; fetch key at run time; outbound call; agent needs the stored key; at runtime; actual secret; running agent wants the OpenAI key; plain key",
    "调用第三方接口; 运行时取密钥; 智能体取 key; 取出密钥; 运行时要用 key; 明文密钥; 智能体运行中拿 key; 取 OpenAI key",
  ],
  prerequisites: ["id:GetWorkloadAccessToken", "id:ListApiKeyCredentialProviders"],
  harmlessTwice: true,
  input: () => ({
    ProviderName: name("Name of the API key provider"),
    IdentityToken: identityToken(),
    PoolName: poolName(),
  }),
  secrets: { input: ["IdentityToken"], output: ["ApiKey"] },
  output: () => ({ ApiKey: secretOutput(), ApiKeyMetadata: apiKeyMetadataOutput() }),
});

const getResourceOauth2Token = defineAction({
  ...shared,
  ...inPool,
  name: "GetResourceOauth2Token",
  title: "Get a resource's OAuth2 token",
  zh: "获取资源 OAuth2 令牌",
  summary:
    "Hands a workload an access token through an OAuth2 provider, sealed. In the flow USER_FEDERATION the first call gives an AuthorizationUrl, to be shown to the user for their consent, and a SessionUri: call again with it, after CompleteResourceTokenAuth if used.",
  synonyms: [
    "act for user at GitHub; consent link; 3LO; client credentials; access token for Google; read a calendar; call GitHub as the user; Slack token; running agent needs an access token; consent page; agent reads the user's mail",
    "用户授权链接; 飞书文档; 代表用户访问; 第三方访问令牌; 读日历; 调用 GitHub; 飞书 token; 智能体要访问用户的日历; 授权页; 运行时拿 token",
  ],
  prerequisites: ["id:GetWorkloadAccessTokenForJWT", "id:ListOauth2CredentialProviders"],
  harmlessTwice: true,
  input: () => ({
    ProviderName: name("Name of the OAuth2 provider"),
    IdentityToken: identityToken(),
    PoolName: poolName(),
    Flow: name("M2M or USER_FEDERATION; the provider's when absent").optional(),
    Scopes: listOf(plainName(), "Scopes to ask for; the provider's when absent").optional(),
    SessionUri: secretInput("From the first call").optional(),
    ResourceOauth2ReturnUrl: name(
      "Page the user comes back to; the workload identity must allow it",
    ).optional(),
    RedirectUrl: name("Callback registered at the vendor; the provider's when absent").optional(),
    CustomState: maybeSecret("Your state for the return page").optional(),
    CustomParameters: customParameters(),
    CredentialName: name("Shared credential to use (CreateSharedOauth2Credential)").optional(),
    ForceAuthentication: z.boolean().describe("Ask for consent even if a token is stored").optional(),
  }),
  secrets: {
    input: ["IdentityToken", "SessionUri", "CustomState", "CustomParameters.Entries[].Value"],
    output: ["AccessToken", "SessionUri"],
    forUser: ["AuthorizationUrl"],
  },
  egress: ["RedirectUrl", "ResourceOauth2ReturnUrl"],
  output: () => ({
    AccessToken: secretOutput(),
    ExpiresIn: countOutput(),
    AuthorizationUrl: secretOutput(),
    SessionUri: secretOutput(),
  }),
});

const completeResourceTokenAuth = defineAction({
  ...shared,
  ...inPool,
  name: "CompleteResourceTokenAuth",
  title: "Complete a user's OAuth2 authorization",
  zh: "完成资源令牌授权",
  summary:
    "Confirms that the user who consented is the one the workload acts for; then GetResourceOauth2Token gives the token. Confirm only who is signed in to your own page: otherwise somebody else's account is bound to this user.",
  synonyms: [
    "session binding; verify consenting user; finish consent; user clicked allow; user has consented; user agreed; session URI; confirm consent",
    "绑定会话; 校验授权用户; 用户点了同意; 用户授权完成; 确认授权; 用户同意了; session uri; 授权收尾",
  ],
  prerequisites: ["id:GetResourceOauth2Token"],
  input: () => ({
    SessionUri: secretInput("Of the started flow"),
    UserIdentifier: z
      .strictObject({
        UserToken: token("The user's JWT").optional(),
        UserID: name("Id of the user; proves nothing").optional(),
        IdentityToken: identityToken().optional(),
      })
      .describe("Who consented: give one of them")
      .optional(),
    PoolName: poolName(),
  }),
  secrets: {
    input: ["SessionUri", "UserIdentifier.UserToken", "UserIdentifier.IdentityToken"],
    // Documented to answer nothing; a token in the answer would be sealed.
    output: ["**.AccessToken"],
  },
  output: () => ({}),
});

const oauth2Callback = defineAction({
  ...shared,
  name: "Oauth2Callback",
  title: "Deliver an OAuth2 callback",
  zh: "处理 OAuth2 回调",
  summary:
    "Hands the code and state that an authorization server sent back to the identity service, which trades them for an access token, sealed. Usually the service's own callback address does this: use it only where the redirect came to you.",
  synonyms: [
    "authorization code; redirect came back; exchange code; code from the redirect; code and state; vendor sent the browser back",
    "授权码; 换取令牌; 授权码换 token; 用户同意之后回调; 第三方回调; code 和 state; 跳回来; 换 token",
  ],
  prerequisites: ["id:GetResourceOauth2Token"],
  input: () => ({
    State: secretInput("State of the redirect"),
    Code: secretInput("Code of the redirect").optional(),
    Error: text("Error of the redirect, instead of a code").optional(),
    IdentityToken: identityToken(),
  }),
  secrets: { input: ["Code", "State", "IdentityToken"], output: ["AccessToken"] },
  output: () => ({ AccessToken: secretOutput() }),
});

const getRoleCredentials = defineAction({
  ...shared,
  ...inPool,
  name: "GetRoleCredentials",
  title: "Get temporary cloud keys for a workload",
  zh: "获取角色临时凭据",
  summary:
    "Hands a workload temporary cloud keys of the IAM role that a role credential provider maps it to, sealed. They work outside this server until they expire. It takes a token from GetWorkloadAccessToken; sts:AssumeRole does the same for your own credentials.",
  synonyms: [
    "temporary AK/SK; STS for agents; access TOS bucket; agent gets cloud keys; AK/SK for an agent; running agent wants AK/SK; session token of a role; short-lived keys at runtime",
    "临时密钥; 访问云资源; 智能体拿临时密钥; 智能体临时 AK SK; 对象存储访问凭证; 运行时拿临时 AK SK; 角色来源换密钥",
  ],
  prerequisites: ["id:GetWorkloadAccessToken", "id:ListRoleCredentialProviders"],
  harmlessTwice: true,
  input: () => ({
    ProviderName: name("Name of the role credential provider"),
    IdentityToken: identityToken(),
    PoolName: poolName(),
    RequestedRoleTrn: name("Role to ask for, where the provider lets the caller choose").optional(),
    RoleSessionName: name("Name of the session, for audit logs").optional(),
    DurationSeconds: z.int().describe("How long the keys are valid").optional(),
    WithOIDC: z.boolean().describe("Answer what the OIDC token says as well").optional(),
  }),
  secrets: {
    input: ["IdentityToken"],
    output: ["VolcEngResponse.Credentials.SecretAccessKey", "VolcEngResponse.Credentials.SessionToken"],
  },
  output: () => ({
    VolcEngResponse: z
      .looseObject({
        AssumedRoleUser: z.looseObject({ AssumedRoleId: textOutput(), Trn: textOutput() }).nullish(),
        Credentials: z
          .looseObject({
            AccessKeyId: textOutput(),
            SecretAccessKey: secretOutput(),
            SessionToken: secretOutput(),
            CurrentTime: textOutput(),
            Expiration: textOutput(),
          })
          .nullish(),
        OIDCTokenInfo: z
          .looseObject({
            Issuer: textOutput(),
            Subject: textOutput(),
            ClientIds: textsOutput(),
            IssuanceTime: textOutput(),
            ExpirationTime: textOutput(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});

export const resourceCredentials = defineFamily({
  name: family,
  title: "Credentials of resources",
  zh: "资源凭据",
  summary:
    "What a workload gets for its access token: API keys and OAuth2 tokens of third parties and temporary cloud keys, always as secret handles.",
  actions: [
    getResourceApiKey,
    getResourceOauth2Token,
    completeResourceTokenAuth,
    oauth2Callback,
    getRoleCredentials,
  ],
});
