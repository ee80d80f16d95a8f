/** Shared OAuth2 credentials: one account's consent, used by many (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  secretOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { numberOutput, poolName, sortDesc, sortField, source } from "./credential-fields.ts";

const family = "shared-oauth2-credentials";

const shared = { service: "id", family, absentMeans: { PoolName: "default" } } as const;

const credentialName = () => name("Name from ListSharedOauth2Credentials");
const providerName = () => name("OAuth2 provider it belongs to");

// The reference of GetSharedOauth2Credential calls names and times integers, where all else has them as text: both pass.
const textOrNumber = (text: z.ZodType, describe: string) => z.union([text, z.int()]).describe(describe);

const createSharedOauth2Credential = defineAction({
  ...shared,
  name: "CreateSharedOauth2Credential",
  effect: "issue",
  title: "Create a shared OAuth2 credential",
  zh: "创建共享 OAuth2 凭据",
  summary:
    "Starts a credential that one account grants and all workloads of the provider may use, by naming it as CredentialName in GetResourceOauth2Token. It answers an address to give to the owner of the account, who has to consent there.",
  synonyms: [
    "service account login; team account; one consent for all; authorize a team account; one authorization for all agents; agents share a login; everybody uses one login; consent once for the team; bot account",
    "公共账号授权; 团队共用账号; 共用授权; 公用账号; 所有智能体共用; 团队授权一次; 全团队一份授权; 一人授权大家用; 共用一份",
  ],
  prerequisites: ["id:ListOauth2CredentialProviders"],
  input: () => ({
    Name: name("Name of the new credential"),
    ProviderName: providerName(),
    PoolName: poolName(),
    Source: source(),
  }),
  // Whoever opens the address may consent with an account of theirs: it is for the owner alone.
  secrets: { forUser: ["AuthorizationUrl"] },
  output: () => ({ AuthorizationUrl: secretOutput() }),
});

const getSharedOauth2Credential = defineAction({
  ...shared,
  name: "GetSharedOauth2Credential",
  effect: "read",
  title: "Get a shared OAuth2 credential",
  zh: "查看共享 OAuth2 凭据",
  summary: "Shows one shared OAuth2 credential with its provider and times, without its token.",
  synonyms: [
    "was consent given; when renewed; is the team account connected; is the shared login still valid",
    "是否已授权; 授权时间; 公共账号授权状态; 共用授权还有效吗",
  ],
  prerequisites: ["id:ListSharedOauth2Credentials"],
  input: () => ({
    Name: textOrNumber(plainName(), "Name from ListSharedOauth2Credentials"),
    ProviderName: textOrNumber(plainName(), "OAuth2 provider it belongs to"),
    PoolName: textOrNumber(plainName(), "Pool it is in; `default` when absent").optional(),
  }),
  output: () => ({
    Name: numberOutput(),
    ProviderName: numberOutput(),
    PoolName: numberOutput(),
    CreatedAt: numberOutput(),
    UpdatedAt: numberOutput(),
  }),
});

const listSharedOauth2Credentials = defineAction({
  service: "id",
  family,
  name: "ListSharedOauth2Credentials",
  effect: "read",
  title: "List shared OAuth2 credentials",
  zh: "列出共享 OAuth2 凭据",
  summary:
    "Lists shared OAuth2 credentials, page by page and without their tokens, filtered by name, provider, pool or source. Use it before deleting an OAuth2 provider.",
  synonyms: [
    "which team accounts; granted consents; shared authorizations; authorizations the whole team shares; common logins",
    "有哪些公共授权; 已授权账号; 共享授权列表; 全团队共用的授权; 公用授权清单; 共用一份的",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    Filter: z
      .strictObject({
        Name: plainName().optional(),
        ProviderName: plainName().optional(),
        PoolName: plainName().optional(),
        Source: plainName().optional(),
      })
      .describe("Only credentials that match")
      .optional(),
    SortField: sortField(),
    SortDesc: sortDesc(),
  }),
  output: () => ({
    SharedOauth2Credentials: rowsOutput({
      Name: textOutput(),
      ProviderName: textOutput(),
      Source: textOutput(),
      CreatedAt: textOutput(),
      UpdatedAt: textOutput(),
    }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const deleteSharedOauth2Credential = defineAction({
  ...shared,
  name: "DeleteSharedOauth2Credential",
  effect: "delete",
  title: "Delete a shared OAuth2 credential",
  zh: "删除共享 OAuth2 凭据",
  summary:
    "Deletes a shared OAuth2 credential for good: every workload that names it gets no more tokens, and its owner would have to consent anew. See GetSharedOauth2Credential first.",
  synonyms: [
    "withdraw consent; disconnect team account; take back the team's authorization; team login no longer needed",
    "撤销授权; 解除公共账号; 撤回公共账号授权; 取消共用授权; 共用授权作废; 公用账号不用了",
  ],
  prerequisites: ["id:ListSharedOauth2Credentials"],
  input: () => ({ Name: credentialName(), ProviderName: providerName(), PoolName: poolName() }),
  output: () => ({}),
  lookup: { action: "id:GetSharedOauth2Credential", by: ["Name", "ProviderName", "PoolName"] },
});

export const sharedOauth2Credentials = defineFamily({
  name: family,
  title: "Shared OAuth2 credentials",
  zh: "共享 OAuth2 凭据",
  summary:
    "A shared OAuth2 credential is the consent of one account, such as a team's, that all workloads of a provider may use.",
  actions: [
    createSharedOauth2Credential,
    getSharedOauth2Credential,
    listSharedOauth2Credentials,
    deleteSharedOauth2Credential,
  ],
});
