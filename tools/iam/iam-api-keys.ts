/** IAM API keys: single secrets with which a program acts as an IAM user (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  limit,
  name,
  offset,
  plainName,
  rowsOutput,
  secretOutput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "iam-api-keys";

const owner = () => name("IAM user who has the key; the caller's own when absent").optional();
const keyId = () => name("Id from iam CreateApiKey or ListApiKeys");
const boundary = (absence: string) =>
  text(`JSON policy, the most the key may do (main account's keys only); ${absence}`, 2048).optional();

const apiKey = () => ({
  Id: textOutput(),
  Name: textOutput(),
  Status: textOutput(),
  PermissionsBoundary: textOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});

const createApiKey = defineAction({
  service: "iam",
  name: "CreateApiKey",
  family,
  effect: "issue",
  title: "Create an IAM API key",
  zh: "创建 IAM API 密钥",
  summary:
    "Issues one secret with which a program acts as an IAM user, for services that take a key instead of signed requests. It comes back once, as a handle whose value nobody is shown. For signing: iam CreateAccessKey.",
  synonyms: [
    "bearer key; rotate key; token for a program; API key of a sub-user",
    "轮换密钥; 程序调用; IAM 用户的 API Key; 给程序发 key; 子用户的 API Key",
  ],
  prerequisites: ["iam:ListUsers", "iam:ListApiKeys"],
  input: () => ({
    UserName: name("IAM user to get the key; the caller's own when absent").optional(),
    Name: name("What the key is for", 128).optional(),
    PermissionsBoundary: boundary("none when absent"),
  }),
  output: () => ({ ApiKey: z.looseObject({ ...apiKey(), Secret: secretOutput() }).nullish() }),
  secrets: { output: ["ApiKey.Secret"] },
  lookup: {
    action: "iam:ListApiKeys",
    by: ["UserName"],
    among: { list: "ApiKeys", by: {} },
    proves: "not happened",
  },
});

const listApiKeys = defineAction({
  service: "iam",
  name: "ListApiKeys",
  family,
  effect: "read",
  title: "List IAM API keys",
  zh: "列出 IAM API 密钥",
  summary:
    "Lists the API keys of one IAM user with name, status and permissions boundary, never their secrets. Key pairs for signing are in ListAccessKeys.",
  synonyms: [
    "key audit; old keys; token inventory; API keys of a sub-user",
    "密钥盘点; 长期未轮换; IAM API Key 列表; 子用户的 API Key 有哪些",
  ],
  prerequisites: ["iam:ListUsers"],
  // The reference lets Offset reach 100 only: beyond that, a larger Limit shows the rest.
  input: () => ({
    UserName: name("IAM user to list; the caller's own when absent").optional(),
    Limit: limit(1000),
    Offset: offset(100),
  }),
  output: () => ({ ApiKeys: rowsOutput(apiKey()), Total: countOutput() }),
  paging: "limit-offset",
});

const updateApiKey = defineAction({
  service: "iam",
  name: "UpdateApiKey",
  family,
  effect: "update",
  // It can switch a key on again, or widen what the key may do.
  escalates: true,
  title: "Update an IAM API key",
  zh: "修改 IAM API 密钥",
  summary:
    "Switches an IAM API key off or on again, renames it or replaces its permissions boundary. Inactive is the reversible step before DeleteApiKey: whatever uses the key fails at once.",
  synonyms: [
    "disable key; leaked key; restrict key; switch an API key of a sub-user off",
    "禁用密钥; 密钥泄露; 权限边界; IAM API Key 停用; 限制 API Key; 子用户 API Key 先停",
  ],
  exampleShows: ["Status"],
  prerequisites: ["iam:ListApiKeys"],
  input: () => ({
    Id: keyId(),
    UserName: owner(),
    Status: z.enum(["active", "inactive"]).optional(),
    Name: plainName(128).optional(),
    PermissionsBoundary: boundary("stays when absent"),
  }),
  output: () => ({}),
  lookup: { action: "iam:ListApiKeys", by: ["UserName"], among: { list: "ApiKeys", by: { Id: "Id" } } },
});

const deleteApiKey = defineAction({
  service: "iam",
  name: "DeleteApiKey",
  family,
  effect: "delete",
  title: "Delete an IAM API key",
  zh: "删除 IAM API 密钥",
  summary:
    "Deletes an IAM API key for good; whatever uses it fails at once. Check the Id with ListApiKeys and switch it off with UpdateApiKey for a while first.",
  synonyms: [
    "revoke key; leaked key; clean up old keys; API key of a sub-user thrown away",
    "吊销密钥; 密钥泄露; IAM API Key 删除; 作废; 子用户 API Key 废掉",
  ],
  prerequisites: ["iam:ListApiKeys"],
  input: () => ({ Id: keyId(), UserName: owner() }),
  output: () => ({}),
  lookup: { action: "iam:ListApiKeys", by: ["UserName"], among: { list: "ApiKeys", by: { Id: "Id" } } },
});

export const iamApiKeys = defineFamily({
  name: family,
  title: "IAM API keys",
  zh: "IAM API 密钥",
  summary:
    "Single secrets of an IAM user for services that take a key instead of signed requests. Not the keys of inbound authentication, nor stored keys of third parties.",
  actions: [createApiKey, listApiKeys, updateApiKey, deleteApiKey],
});
