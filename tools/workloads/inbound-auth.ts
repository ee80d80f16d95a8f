/** Inbound authentication: who may call an agent or a tool, by API key or JWT (id). */
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
  rowsOutput,
  text,
  textOutput,
  textsOutput,
} from "../../src/action/fields.ts";
import { configId, inboundKey, inboundKeysOutput, jwtConfig } from "./inbound-auth-fields.ts";

const family = "inbound-auth";

const config = () => ({
  InboundAuthConfigId: textOutput(),
  ConfigName: textOutput(),
  AuthType: textOutput(),
  InstanceId: textOutput(),
  Trn: textOutput(),
  Description: textOutput(),
  ApiKeyAuthConfigs: inboundKeysOutput(),
  JwtAuthConfig: z
    .looseObject({
      DiscoveryUrl: textOutput(),
      AllowedAudiences: textsOutput(),
      AllowedClients: textsOutput(),
    })
    .nullish(),
  CreatedAt: textOutput(),
  UpdatedAt: textOutput(),
});

const createInboundAuthConfig = defineAction({
  service: "id",
  name: "CreateInboundAuthConfig",
  family,
  effect: "issue",
  title: "Create an inbound auth configuration",
  zh: "创建入站认证配置",
  summary:
    "Says who may call an agent or tool: holders of API keys, which come back sealed, or of JWTs of an issuer. It takes hold of further instances with AttachInboundAuthConfig; further keys are added with CreateApiKey.",
  synonyms: [
    "protect my agent; require login; who may call the agent; lock down an agent; strangers cannot call; only valid callers; authenticate callers; API key or JWT for callers; only callers with a JWT",
    "API 鉴权; 入站鉴权; 保护智能体; 调用方认证; 防止陌生人调用; 谁能调用智能体; 加鉴权; 只有带 token 的能调; 门禁; 谁都能调不行",
  ],
  counts: ["ApiKeyAuthConfigs[]"],
  input: () => ({
    AuthType: name("API key or JWT, spelled as ListInboundAuthConfigs shows it"),
    ConfigName: plainName().optional(),
    InstanceId: name("Instance to guard at once").optional(),
    ApiKeyAuthConfigs: listOf(inboundKey(), "Keys that get in").optional(),
    JwtAuthConfig: jwtConfig(),
    Description: text("What it is for, for people").optional(),
  }),
  secrets: { input: ["ApiKeyAuthConfigs[].ApiKey"], output: ["ApiKeyAuthConfigs[].ApiKey"] },
  egress: ["JwtAuthConfig.DiscoveryUrl"],
  output: config,
});

const getInboundAuthConfig = defineAction({
  service: "id",
  name: "GetInboundAuthConfig",
  family,
  effect: "reveal",
  title: "Get an inbound auth configuration",
  zh: "查看入站认证配置",
  summary: "Shows one inbound auth configuration: instance, trusted JWT issuer, and its API keys, sealed.",
  synonyms: [
    "why 401; which issuer is trusted; caller rejected; unauthorized; 403 from the agent; see the inbound keys; how are callers checked; caller check settings",
    "调用被拒; 信任哪个签发方; 报 401; 鉴权怎么配的; 查看入站密钥; 调用怎么校验; 鉴权设置",
  ],
  prerequisites: ["id:ListInboundAuthConfigs"],
  input: () => ({ InboundAuthConfigId: configId() }),
  secrets: { output: ["ApiKeyAuthConfigs[].ApiKey"] },
  output: config,
});

const batchGetInboundAuthConfig = defineAction({
  service: "id",
  name: "BatchGetInboundAuthConfig",
  family,
  effect: "reveal",
  title: "Get several inbound auth configurations",
  zh: "批量查看入站认证配置",
  summary: "Shows the inbound auth configurations of the given ids, with their API keys, sealed.",
  synonyms: [
    "compare settings; several at once; several inbound auth settings; settings of many caller checks",
    "多个入站配置; 对比鉴权; 一次看多个鉴权; 几个鉴权一起看",
  ],
  prerequisites: ["id:ListInboundAuthConfigs"],
  input: () => ({
    InboundAuthConfigIds: listOf(plainName(), "Ids from ListInboundAuthConfigs").optional(),
  }),
  secrets: { output: ["InboundAuthConfigs[].ApiKeyAuthConfigs[].ApiKey"] },
  output: () => ({ InboundAuthConfigs: rowsOutput(config()) }),
});

const listInboundAuthConfigs = defineAction({
  service: "id",
  name: "ListInboundAuthConfigs",
  family,
  effect: "reveal",
  title: "List inbound auth configurations",
  zh: "列出入站认证配置",
  summary:
    "Lists inbound auth configurations with their API keys, sealed, page by page, of one instance or one kind. It is the way to find an InboundAuthConfigId.",
  synonyms: [
    "how are agents protected; unprotected agent; keys about to expire; agents without authentication; all caller checks; caller authentication setups",
    "鉴权盘点; 即将过期的密钥; 哪些智能体没鉴权; 所有鉴权配置; 所有入站鉴权; 调用方认证清单",
  ],
  input: () => ({
    PageNumber: pageNumber(),
    PageSize: pageSize(),
    InstanceId: name("Only what guards this instance").optional(),
    AuthType: name("Only this kind, spelled as an answer shows it").optional(),
  }),
  secrets: { output: ["InboundAuthConfigs[].ApiKeyAuthConfigs[].ApiKey"] },
  output: () => ({ InboundAuthConfigs: rowsOutput(config()), ...pageOutput("TotalCount") }),
  paging: "page-number",
});

const updateInboundAuthConfig = defineAction({
  service: "id",
  name: "UpdateInboundAuthConfig",
  family,
  effect: "update",
  escalates: true,
  title: "Update an inbound auth configuration",
  zh: "修改入站认证配置",
  summary:
    "Changes who may call: the trusted JWT issuer, audiences and clients, or one API key with its expiry. Every attached instance follows at once. To add a key use CreateApiKey, to take one away DeleteApiKey.",
  synonyms: [
    "rotate inbound key; trust another issuer; extend expiry; accept another audience; change allowed clients; another identity provider for callers; tighten caller check; add a client id",
    "轮换入站密钥; 更换签发方; 延长有效期; 密钥续期; 改鉴权; 换 issuer; 允许的受众; 换受众; 调用校验改一下; 加一个客户端",
  ],
  exampleShows: ["Description"],
  prerequisites: ["id:GetInboundAuthConfig"],
  input: () => ({
    InboundAuthConfigId: configId(),
    JwtAuthConfig: jwtConfig(),
    ApiKeyAuthConfig: inboundKey().describe("The key to change, by its name").optional(),
    Description: text("The new description").optional(),
  }),
  secrets: { input: ["ApiKeyAuthConfig.ApiKey"] },
  egress: ["JwtAuthConfig.DiscoveryUrl"],
  output: () => ({}),
});

const deleteInboundAuthConfig = defineAction({
  service: "id",
  name: "DeleteInboundAuthConfig",
  family,
  effect: "delete",
  // What it guarded may be open to anybody afterwards.
  escalates: true,
  title: "Delete an inbound auth configuration",
  zh: "删除入站认证配置",
  summary:
    "Deletes an inbound auth configuration with its keys for good. What it guarded may then be closed to everybody, or open to anybody: see GetInboundAuthConfig for the instance.",
  synonyms: [
    "remove protection; turn off login; drop authentication; unused caller authentication; throw away the caller check",
    "取消鉴权; 关闭认证; 删掉鉴权; 没用的鉴权配置; 鉴权配置作废; 调用方认证不要了",
  ],
  prerequisites: ["id:GetInboundAuthConfig"],
  input: () => ({ InboundAuthConfigId: configId() }),
  output: () => ({}),
});

const attachInboundAuthConfig = defineAction({
  service: "id",
  name: "AttachInboundAuthConfig",
  family,
  effect: "update",
  // Whoever the configuration lets in may call this instance as well from now on.
  escalates: true,
  title: "Attach inbound auth to an instance",
  zh: "关联入站认证配置",
  summary:
    "Puts an instance under an existing inbound auth configuration: whoever that lets in may call the instance. Undo it with DetachInboundAuthConfig.",
  synonyms: [
    "guard an endpoint; reuse login settings; put authentication before an endpoint; protect a runtime; use the same caller check for another instance; apply to a runtime",
    "启用鉴权; 绑定认证; 给实例加鉴权; 给运行时加认证; 套用鉴权; 复用鉴权; 另一个实例也用; 挂上鉴权",
  ],
  prerequisites: ["id:ListInboundAuthConfigs"],
  input: () => ({
    InboundAuthConfigId: configId(),
    InstanceId: name("Instance to guard"),
  }),
  output: () => ({}),
});

const detachInboundAuthConfig = defineAction({
  service: "id",
  name: "DetachInboundAuthConfig",
  family,
  effect: "delete",
  escalates: true,
  title: "Detach inbound auth from an instance",
  zh: "解除入站认证配置",
  summary:
    "Takes an inbound auth configuration off an instance; the configuration stays. The instance may then be closed to everybody, or open to anybody: see ListInboundAuthConfigs for what else guards it.",
  synonyms: [
    "unprotect; make public; endpoint without authentication; stop authenticating callers; take the caller check off; open to everybody",
    "取消关联; 停用鉴权; 实例不要鉴权; 去掉实例认证; 拿掉认证; 摘掉鉴权; 实例放开; 解开认证",
  ],
  prerequisites: ["id:ListInboundAuthConfigs"],
  input: () => ({
    InboundAuthConfigId: configId(),
    InstanceId: name("Instance to take it off"),
  }),
  output: () => ({}),
});

export const inboundAuth = defineFamily({
  name: family,
  title: "Inbound authentication",
  zh: "入站认证",
  summary:
    "An inbound auth configuration says who may call an agent or tool: holders of its API keys, or of JWTs that an issuer signed.",
  actions: [
    createInboundAuthConfig,
    getInboundAuthConfig,
    batchGetInboundAuthConfig,
    listInboundAuthConfigs,
    updateInboundAuthConfig,
    deleteInboundAuthConfig,
    attachInboundAuthConfig,
    detachInboundAuthConfig,
  ],
});
