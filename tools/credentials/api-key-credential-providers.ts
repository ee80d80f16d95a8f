/** API key credential providers: keys of third parties, stored for agents to call out with (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  projectName,
  rowsOutput,
  secretInput,
  secretOutput,
  textOutput,
} from "../../src/action/fields.ts";
import {
  apiKeyMetadata,
  apiKeyMetadataOutput,
  boundTo,
  names,
  poolName,
  secretStorage,
  secretStorageOutput,
  source,
} from "./credential-fields.ts";

const family = "api-key-credential-providers";

const providerName = () => name("Name from ListApiKeyCredentialProviders");

const shared = { service: "id", family, absentMeans: { PoolName: "default" } } as const;

const times = () => ({ CreatedAt: textOutput(), UpdatedAt: textOutput() });
const listed = () => ({
  Name: textOutput(),
  CredentialProviderTrn: textOutput(),
  ProjectName: textOutput(),
  ...times(),
});
const changed = () => ({ Name: textOutput(), CredentialProviderTrn: textOutput(), SecretTrn: textOutput() });

const createApiKeyCredentialProvider = defineAction({
  ...shared,
  name: "CreateApiKeyCredentialProvider",
  effect: "create",
  title: "Create an API key credential provider",
  zh: "创建 API Key 凭据提供商",
  summary:
    "Stores a third party's API key under a name, so that an agent's own code fetches it with GetResourceApiKey and nobody writes it down. For OAuth2 use CreateOauth2CredentialProvider, for cloud roles CreateRoleCredentialProvider.",
  synonyms: [
    "store api key; vault; hide key from code; outbound auth; save a third-party key; keep OpenAI key safe; secret vault for agents; key for an LLM; stash a token; new vault entry; put a secret away; hold a key for agents",
    "出站凭据托管; 保管密钥; 托管第三方密钥; 存第三方 key; 密钥不写在代码里; 大模型 key; 保存 API Key; 把 key 存进去; 密钥入库; 新增托管",
  ],
  input: () => ({
    Name: name("Name of the new provider, unique in its pool"),
    ApiKey: secretInput("The third party's key"),
    PoolName: name("Pool to create it in; `default` when absent").optional(),
    ApiKeyMetadata: apiKeyMetadata(),
    ProjectName: projectName().optional(),
    SecretStorage: secretStorage(),
    Source: source(),
  }),
  secrets: { input: ["ApiKey", "SecretStorage.EncryptionKey"] },
  output: changed,
  lookup: {
    action: "id:ListApiKeyCredentialProviders",
    by: ["PoolName"],
    among: { list: "ApiKeyCredentialProviders", by: { Name: "Name" } },
  },
});

const getApiKeyCredentialProvider = defineAction({
  ...shared,
  name: "GetApiKeyCredentialProvider",
  effect: "reveal",
  title: "Get an API key credential provider",
  zh: "查看 API Key 凭据提供商",
  summary:
    "Shows one API key provider together with the stored key, sealed. To see that it exists, or when it changed, use BatchGetApiKeyCredentialProviders, which touches no secret.",
  synonyms: [
    "look up stored key; export key; read secret; show a stored third-party key; what is in a vault entry; stored secret",
    "查看密钥; 取回密钥; 查看托管的 key; 托管条目; 看存的密钥",
  ],
  prerequisites: ["id:ListApiKeyCredentialProviders"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  secrets: { output: ["ApiKey", "SecretStorage.EncryptionKey"] },
  output: () => ({
    ...listed(),
    PoolName: textOutput(),
    SecretTrn: textOutput(),
    ApiKey: secretOutput(),
    ApiKeyMetadata: apiKeyMetadataOutput(),
    SecretStorage: secretStorageOutput(),
  }),
});

const batchGetApiKeyCredentialProviders = defineAction({
  ...shared,
  name: "BatchGetApiKeyCredentialProviders",
  effect: "read",
  title: "Get several API key credential providers",
  zh: "批量查看 API Key 凭据提供商",
  summary:
    "Shows the API key providers of the given names, without their keys. Use it to check that a provider exists or when its key was last changed.",
  synonyms: [
    "exists?; key age; several at once; look at several stored keys; several vault entries; one call",
    "密钥多久没换; 是否存在; 多个密钥提供商; 几个托管密钥一起查; 一次查多个",
  ],
  prerequisites: ["id:ListApiKeyCredentialProviders"],
  input: () => ({ Names: names("Names of the providers"), PoolName: poolName() }),
  output: () => ({ ApiKeyCredentialProviders: rowsOutput(listed()) }),
});

const listApiKeyCredentialProviders = defineAction({
  ...shared,
  name: "ListApiKeyCredentialProviders",
  effect: "read",
  title: "List API key credential providers",
  zh: "列出 API Key 凭据提供商",
  summary:
    "Lists the API key providers of a pool, page by page and without their keys. ListCredentialProviders lists them together with the OAuth2 ones, with filters.",
  synonyms: [
    "which keys are stored; inventory; audit secrets; third-party keys we keep; all vault entries; secrets we keep",
    "有哪些密钥; 盘点; 托管了哪些第三方密钥; 存了哪些 key; 密钥库列表; 所有托管密钥",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    PoolName: name("Pool to list; `default` when absent").optional(),
  }),
  output: () => ({ ApiKeyCredentialProviders: rowsOutput(listed()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateApiKeyCredentialProvider = defineAction({
  ...shared,
  name: "UpdateApiKeyCredentialProvider",
  effect: "update",
  // Every agent that may fetch the key acts with the new one from now on.
  escalates: true,
  title: "Update an API key credential provider",
  zh: "修改 API Key 凭据提供商",
  summary:
    "Replaces the stored key of an API key provider, or where requests carry it. Agents get the new key from then on; the old one cannot be brought back.",
  synonyms: [
    "rotate key; key leaked; replace expired key; vendor gave us a new key; swap the stored key; new value of a vault entry; key was rotated; overwrite the secret",
    "轮换密钥; 密钥泄露; 更换密钥; 第三方 key 到期; 换新的 key; 供应商换了密钥; key 换成新的; 换掉第三方 key; 托管的 key 换值; 更新密钥值; 新密钥填进去",
  ],
  exampleShows: ["ApiKey"],
  prerequisites: ["id:BatchGetApiKeyCredentialProviders"],
  input: () => ({
    Name: providerName(),
    PoolName: poolName(),
    ApiKey: secretInput("The new key").optional(),
    ApiKeyMetadata: apiKeyMetadata(),
  }),
  secrets: { input: ["ApiKey"] },
  output: () => ({ ...changed(), ...times() }),
  lookup: {
    action: "id:ListApiKeyCredentialProviders",
    by: ["PoolName"],
    among: { list: "ApiKeyCredentialProviders", by: { Name: "Name" } },
  },
});

const deleteApiKeyCredentialProvider = defineAction({
  ...shared,
  name: "DeleteApiKeyCredentialProvider",
  effect: "delete",
  title: "Delete an API key credential provider",
  zh: "删除 API Key 凭据提供商",
  summary:
    "Deletes an API key provider and its stored key for good: agents that fetch it fail from then on. See ListCredentialProviderBindings for who uses it. The key at the third party stays valid.",
  synonyms: [
    "remove stored key; clean up; decommission; vendor no longer used; drop a third-party key; throw a vault entry away; secret no longer wanted",
    "清理密钥; 停用凭据; 供应商不用了; 删掉托管的 key; 第三方密钥不用了; 清理第三方密钥; 从密钥托管里清掉; 托管条目删掉; key 不再用",
  ],
  prerequisites: ["id:ListCredentialProviderBindings", "id:ListApiKeyCredentialProviders"],
  input: () => ({ Name: providerName(), PoolName: poolName() }),
  output: () => ({}),
  takesAlong: [boundTo],
  lookup: {
    action: "id:ListApiKeyCredentialProviders",
    by: ["PoolName"],
    among: { list: "ApiKeyCredentialProviders", by: { Name: "Name" } },
  },
});

export const apiKeyCredentialProviders = defineFamily({
  name: family,
  title: "API key credential providers",
  zh: "API Key 凭据提供商",
  summary:
    "An API key credential provider stores a third party's key, so that agents fetch it when they call out instead of carrying it in code.",
  actions: [
    createApiKeyCredentialProvider,
    getApiKeyCredentialProvider,
    batchGetApiKeyCredentialProviders,
    listApiKeyCredentialProviders,
    updateApiKeyCredentialProvider,
    deleteApiKeyCredentialProvider,
  ],
});
