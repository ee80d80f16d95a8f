/** Inbound API keys: single keys of an inbound auth configuration (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, secretInput } from "../../src/action/fields.ts";
import { configId, inboundKey } from "./inbound-auth-fields.ts";

const family = "inbound-api-keys";

const createApiKey = defineAction({
  service: "id",
  name: "CreateApiKey",
  family,
  effect: "issue",
  title: "Create an inbound API key",
  zh: "创建入站 API Key",
  summary:
    "Adds a key to an inbound auth configuration: whoever carries it may call the agent or tool. The call answers nothing; GetInboundAuthConfig shows the key, sealed. Keys of IAM users are made with iam:CreateApiKey.",
  synonyms: [
    "let a client call my agent; new caller; second key for rotation; issue a key to a partner; another caller of our agent; key for somebody who calls our agent; hand out a key; another key for the caller",
    "发放密钥; 新增调用方; 给合作方发 key; 再发一把密钥; 调用智能体的密钥; 新的调用密钥; 发一把 key; 给调用方开 key; 对方要调我们的智能体",
  ],
  exampleShows: ["ApiKeyAuthConfig"],
  prerequisites: ["id:ListInboundAuthConfigs"],
  input: () => ({
    InboundAuthConfigId: configId(),
    ApiKeyAuthConfig: inboundKey().describe("The new key").optional(),
  }),
  secrets: {
    input: ["ApiKeyAuthConfig.ApiKey"],
    // Documented to answer nothing; a key in the answer would be sealed.
    output: ["**.ApiKey"],
  },
  output: () => ({}),
});

const checkApiKey = defineAction({
  service: "id",
  name: "CheckApiKey",
  family,
  // It tells whoever tries keys which of them work.
  effect: "reveal",
  title: "Check an inbound API key",
  zh: "校验入站 API Key",
  summary:
    "Tests whether a key is a valid inbound API key of this account; an invalid one is an error. Pass the handle of the key, never a guess.",
  synonyms: [
    "key rejected; does the key still work; verify; partner says key does not work; test a key; key expired; is this key any good; still valid; key of a caller; was the key revoked; look at a key somebody sent",
    "密钥是否有效; 密钥失效; key 不能用; 验证密钥; 验一下 key; key 还能用吗; 这把 key 有效吗; 还有效吗; 真的假的; 验 key; 调用方的 key",
  ],
  prerequisites: ["id:GetInboundAuthConfig"],
  input: () => ({ ApiKey: secretInput("The key to test") }),
  secrets: { input: ["ApiKey"] },
  output: () => ({}),
});

const deleteApiKey = defineAction({
  service: "id",
  name: "DeleteApiKey",
  family,
  effect: "delete",
  title: "Delete an inbound API key",
  zh: "删除入站 API Key",
  summary:
    "Takes one key out of an inbound auth configuration for good: its callers are refused from then on, the other keys stay. See GetInboundAuthConfig for the names of the keys.",
  synonyms: [
    "key leaked; lock out a caller; revoke; partner left; invalidate a caller's key; caller left the project; kill a key; key of a caller ended up in public; partner key",
    "密钥泄露; 吊销密钥; 合作方不再调用; key 作废; 调用密钥作废; 调用方的 key 泄露; 废掉 key; 对方不合作了; 删掉 key",
  ],
  prerequisites: ["id:GetInboundAuthConfig"],
  input: () => ({ InboundAuthConfigId: configId(), ApiKeyName: name("Name of the key") }),
  output: () => ({}),
});

export const inboundApiKeys = defineFamily({
  name: family,
  title: "Inbound API keys",
  zh: "入站 API Key",
  summary:
    "Single API keys with which callers get in at an agent or tool; each belongs to an inbound auth configuration.",
  actions: [createApiKey, checkApiKey, deleteApiKey],
});
