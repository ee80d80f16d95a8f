/** SCIM tokens: with them an outside directory writes users and groups into a user pool (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageOutput,
  rowsOutput,
  secretOutput,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";

const family = "scim-tokens";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const connectionUid = () => name("Identity provider with SCIM on: Uid from ListIdentityProviders");

const summarised = () => ({ Uid: textOutput(), CreatedAt: textOutput(), ExpiresAt: textOutput() });

const createSCIMToken = defineAction({
  service: "id",
  name: "CreateSCIMToken",
  family,
  effect: "issue",
  title: "Create a SCIM token of a user pool",
  zh: "创建用户池 SCIM 令牌",
  summary:
    "Issues a token with which an outside directory may create, change and remove all users of a pool over SCIM; give it an end. It comes back as a handle and cannot be read again. The organisation's own directory has CreateSCIMServerCredential.",
  synonyms: [
    "Okta provisioning; Entra ID sync; automatic user sync; onboarding from HR; Okta pushes users; identity provider writes users automatically; rotate SCIM token; Azure AD pushes accounts; bearer token for provisioning",
    "同步账号; 入职自动开户; 自动同步用户; 自动推送用户; Okta 同步; SCIM 密钥; 推送账号用的令牌; Azure AD 推人; 外部系统写用户; 对接 SCIM",
  ],
  prerequisites: ["id:ListIdentityProviders", "id:ListSCIMTokens"],
  input: () => ({
    UserPoolUid: poolUid(),
    ConnectionUid: connectionUid(),
    ExpiresAt: name("When it ends, e.g. 2027-01-31T00:00:00Z; up to the service when absent").optional(),
  }),
  output: () => ({ ...summarised(), Token: secretOutput() }),
  secrets: { output: ["Token"] },
  lookup: {
    action: "id:ListSCIMTokens",
    by: ["UserPoolUid", "ConnectionUid"],
    among: { list: "Data", by: {} },
    proves: "not happened",
  },
});

const listSCIMTokens = defineAction({
  service: "id",
  name: "ListSCIMTokens",
  family,
  effect: "read",
  title: "List the SCIM tokens of a user pool",
  zh: "列出用户池 SCIM 令牌",
  summary:
    "Lists the SCIM tokens of one identity provider of a user pool with their Uid and end, never the tokens themselves.",
  synonyms: [
    "when does provisioning expire; token rotation; old sync tokens; SCIM tokens about to expire; which provisioning secrets exist; who pushes users",
    "令牌过期; 令牌轮换; SCIM 令牌何时到期; 有哪些 SCIM 令牌; 推送用的令牌; 令牌还剩几天",
  ],
  prerequisites: ["id:ListIdentityProviders"],
  input: () => ({ UserPoolUid: poolUid(), ConnectionUid: connectionUid() }),
  // The answer counts pages, though no page can be asked for.
  output: () => ({ Data: rowsOutput(summarised()), ...pageOutput("TotalCount") }),
});

const deleteSCIMToken = defineAction({
  service: "id",
  name: "DeleteSCIMToken",
  family,
  effect: "delete",
  title: "Delete a SCIM token of a user pool",
  zh: "删除用户池 SCIM 令牌",
  summary:
    "Revokes a SCIM token for good: whoever syncs with it can no longer write users. To rotate, create the new one with CreateSCIMToken and put it in place first.",
  synonyms: [
    "stop user sync; leaked token; revoke SCIM; no longer push users; provisioning secret leaked; invalidate; Okta must not push any more",
    "吊销令牌; 停止同步; 作废 SCIM 令牌; SCIM 泄露; 推送令牌泄露; 不让推了; 令牌作废",
  ],
  prerequisites: ["id:ListSCIMTokens"],
  input: () => ({
    UserPoolUid: poolUid(),
    ConnectionUid: connectionUid(),
    TokenUid: name("Uid from ListSCIMTokens"),
  }),
  output: () => ({ Message: textOutput() }),
  lookup: {
    action: "id:ListSCIMTokens",
    by: ["UserPoolUid", "ConnectionUid"],
    among: { list: "Data", by: { TokenUid: "Uid" } },
  },
});

const getSCIMProvisioningDefaults = defineAction({
  service: "id",
  name: "GetSCIMProvisioningDefaults",
  family,
  effect: "read",
  title: "Get the SCIM mapping defaults of a user pool",
  zh: "查看用户池 SCIM 默认映射",
  summary:
    "Shows how SCIM fields map to user attributes of a pool by default, and which attribute identifies a user. Start from it for ScimProvisioning of an OIDC or SAML identity provider.",
  synonyms: [
    "attribute mapping; field mapping for sync; provisioning setup; which fields does SCIM fill; which attribute goes where",
    "属性映射; 字段对应; SCIM 字段; SCIM 属性映射; 推过来的字段怎么对应",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({
    UserIdAttribute: textOutput(),
    AdditionalMappings: rowsOutput({ ScimPath: textOutput(), UserPoolPath: textsOutput() }),
  }),
});

export const scimTokens = defineFamily({
  name: family,
  title: "SCIM tokens of user pools",
  zh: "用户池 SCIM 令牌",
  summary:
    "With a SCIM token an outside directory keeps the users of a pool up to date by itself: it may write all of them.",
  actions: [createSCIMToken, listSCIMTokens, deleteSCIMToken, getSCIMProvisioningDefaults],
});
