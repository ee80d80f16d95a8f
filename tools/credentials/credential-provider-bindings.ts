/** Bindings of credential providers: which resource may use which stored credential (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainName,
  rowsOutput,
  textOutput,
} from "../../src/action/fields.ts";
import { numberOutput, poolName, sortDesc, sortField } from "./credential-fields.ts";

const family = "credential-provider-bindings";

const providerType = () => z.enum(["api_key", "oauth2"]);
const resource = () => name("TRN of the resource that uses it");

const shared = { service: "id", family, absentMeans: { PoolName: "default" } } as const;

const binding = () => ({
  ProviderName: plainName(),
  ProviderType: providerType(),
  Resource: resource(),
  PoolName: poolName(),
});

const bindingOutput = () => ({
  ProviderName: textOutput(),
  ProviderType: textOutput(),
  Resource: textOutput(),
  CreatedAt: textOutput(),
});

const listCredentialProviders = defineAction({
  ...shared,
  name: "ListCredentialProviders",
  effect: "read",
  title: "List credential providers",
  zh: "列出凭据提供商",
  summary:
    "Lists API key and OAuth2 providers together, page by page, with the number of resources that use each; filters by name, type, flow, vendor or whether anything is bound. Role providers are in ListRoleCredentialProviders.",
  synonyms: [
    "unused credentials; outbound inventory; all third-party access; every stored credential; API key and OAuth together; what do agents log in with; what is in the vault; all secrets of agents",
    "闲置凭据; 出站凭据清单; 盘点; 所有凭据; 全部第三方密钥; 托管了哪些凭据; 密钥托管清单; 全部凭据来源",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    PoolName: name("Pool to list; `default` when absent").optional(),
    Filter: z
      .strictObject({
        Name: plainName().optional(),
        Type: providerType().optional(),
        Flow: z.enum(["USER_FEDERATION", "M2M"]).optional(),
        Vendor: z.int().describe("0 is a custom one").optional(),
        BindingStatus: z.boolean().describe("Bound to something, or to nothing").optional(),
        Source: plainName().optional(),
        ProjectName: plainName().optional(),
        PoolName: plainName().optional(),
      })
      .describe("Only providers that match")
      .optional(),
    SortField: sortField(),
    SortDesc: sortDesc(),
  }),
  output: () => ({
    CredentialProviders: rowsOutput({
      Name: textOutput(),
      Type: textOutput(),
      Flow: textOutput(),
      Vendor: numberOutput(),
      PoolName: textOutput(),
      ProjectName: textOutput(),
      CredentialProviderTrn: textOutput(),
      BindingResourceNumber: countOutput(),
      CreatedAt: textOutput(),
      UpdatedAt: textOutput(),
    }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

const bindCredentialProvider = defineAction({
  ...shared,
  name: "BindCredentialProvider",
  effect: "update",
  // Whoever runs the resource can use the credential from now on.
  escalates: true,
  title: "Bind a credential provider to a resource",
  zh: "绑定凭据提供商",
  summary:
    "Lets a resource use the stored credential of an API key or OAuth2 provider. Take it back with UnBindCredentialProvider; ListCredentialProviderBindings shows what is bound.",
  synonyms: [
    "let agent use key; attach credential; give tool access; runtime may use a key; connect a key to an agent; runtime uses a stored key; MCP resource uses a key; associate; allow a tool to use a secret",
    "关联凭据; 允许智能体使用密钥; 给智能体用这个密钥; 绑定密钥; 允许使用凭据; 凭据给运行时用; 给 runtime 用; 给 MCP 用; 关联起来; 让工具用密钥",
  ],
  prerequisites: ["id:ListCredentialProviders"],
  input: binding,
  // `UpdateAt` is the reference's spelling here; other answers say `UpdatedAt`.
  output: () => ({ ...bindingOutput(), UpdateAt: textOutput() }),
  lookup: {
    action: "id:ListCredentialProviderBindings",
    by: ["ProviderName", "ProviderType", "Resource", "PoolName"],
    among: {
      list: "Bindings",
      by: { ProviderName: "ProviderName", ProviderType: "ProviderType", Resource: "Resource" },
    },
    tells: "there",
  },
});

const unBindCredentialProvider = defineAction({
  ...shared,
  name: "UnBindCredentialProvider",
  effect: "delete",
  title: "Unbind a credential provider from a resource",
  zh: "解绑凭据提供商",
  summary:
    "Ends a resource's use of a provider's credential; the provider and its secret stay. What runs on the resource may fail: see ListCredentialProviderBindings first.",
  synonyms: [
    "stop agent using key; detach credential; revoke tool access; agent must not use the key any more; stop a bot using a token; MCP resource should not use; end the association; keep the credential",
    "取消关联; 收回密钥使用权; 不让智能体再用密钥; 解绑密钥; 不再使用凭据; 不许再用凭据; 停止使用密钥; 断开关联; 凭据留着; 不让用了",
  ],
  prerequisites: ["id:ListCredentialProviderBindings"],
  input: binding,
  output: () => ({}),
  lookup: {
    action: "id:ListCredentialProviderBindings",
    by: ["ProviderName", "ProviderType", "Resource", "PoolName"],
    among: {
      list: "Bindings",
      by: { ProviderName: "ProviderName", ProviderType: "ProviderType", Resource: "Resource" },
    },
  },
});

const listCredentialProviderBindings = defineAction({
  ...shared,
  name: "ListCredentialProviderBindings",
  effect: "read",
  title: "List bindings of credential providers",
  zh: "列出凭据提供商绑定",
  summary:
    "Lists which resources use which API key or OAuth2 providers, page by page, filtered by provider, type or resource. Use it before deleting or changing a provider.",
  synonyms: [
    "who uses this key; impact check; dependency; which agents use this credential; who depends on a key; before deleting a key; what would break; resources that use a secret",
    "谁在用这个密钥; 影响面; 哪些智能体在用这个凭据; 密钥被谁使用; 绑定关系; 哪些资源在用; 删之前看看; 谁绑着",
  ],
  prerequisites: ["id:ListCredentialProviders"],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    ProviderName: name("Only this provider").optional(),
    ProviderType: providerType().optional(),
    Resource: name("Only the resource of this TRN").optional(),
    PoolName: name("Pool to list; `default` when absent").optional(),
  }),
  output: () => ({
    Bindings: rowsOutput({ ...bindingOutput(), UpdatedAt: textOutput() }),
    ...pageOutput("TotalCount"),
  }),
  paging: "page-number",
});

export const credentialProviderBindings = defineFamily({
  name: family,
  title: "Credential providers and their bindings",
  zh: "凭据提供商绑定",
  summary:
    "A binding lets a resource, such as an agent's runtime, use the credential that an API key or OAuth2 provider stores.",
  actions: [
    listCredentialProviders,
    bindCredentialProvider,
    unBindCredentialProvider,
    listCredentialProviderBindings,
  ],
});
