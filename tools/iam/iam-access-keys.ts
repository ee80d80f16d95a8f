/** Access keys: long-lived pairs with which programs of an IAM user sign requests (iam). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, rowsOutput, secretOutput, textOutput } from "../../src/action/fields.ts";

const family = "iam-access-keys";

const owner = () =>
  name("IAM user who has the key; the caller's own when absent (a role has none)").optional();
const accessKeyId = () => name("AccessKeyId from ListAccessKeys");

const key = () => ({
  AccessKeyId: textOutput(),
  UserName: textOutput(),
  Status: textOutput(),
  CreateDate: textOutput(),
  UpdateDate: textOutput(),
});

const createAccessKey = defineAction({
  service: "iam",
  name: "CreateAccessKey",
  family,
  effect: "issue",
  title: "Create an IAM access key",
  zh: "创建 IAM 访问密钥",
  summary:
    "Issues a key pair that acts with all rights of an IAM user until it is deleted. The secret comes back once, as a handle whose value nobody is shown. Name the user: without UserName it is a key of the caller's own.",
  synonyms: [
    "rotate key; AK/SK; credentials for a program; AK SK; key for CI; new AK; program calls the API; fresh key pair; second AK",
    "轮换密钥; 程序调用; 发 AK SK; 新 AK; 给程序一对密钥; 申请 AK; 生成 AK; 再来一对 AK; 新密钥对",
  ],
  prerequisites: ["iam:ListUsers", "iam:ListAccessKeys"],
  input: () => ({
    UserName: name("IAM user to get the key; the caller's own when absent (a role has none)").optional(),
  }),
  output: () => ({ AccessKey: z.looseObject({ ...key(), SecretAccessKey: secretOutput() }).nullish() }),
  secrets: { output: ["AccessKey.SecretAccessKey"] },
  lookup: {
    action: "iam:ListAccessKeys",
    by: ["UserName"],
    among: { list: "AccessKeyMetadata", by: {} },
    proves: "not happened",
  },
});

const listAccessKeys = defineAction({
  service: "iam",
  name: "ListAccessKeys",
  family,
  effect: "read",
  title: "List IAM access keys",
  zh: "列出 IAM 访问密钥",
  summary:
    "Lists the access keys of one IAM user with status and age, never their secrets. When each was last used: GetAccessKeyLastUsed.",
  synonyms: [
    "old keys; key audit; AK/SK; how many AKs; keys of a user; stale keys; is an AK active; AKs somebody has",
    "密钥盘点; 长期未轮换; 有哪些 AK; AK 列表; 用户的 AK; 名下 AK; AK 状态",
  ],
  prerequisites: ["iam:ListUsers"],
  input: () => ({
    UserName: name("IAM user to list; the caller's own when absent (a role has none)").optional(),
  }),
  output: () => ({ AccessKeyMetadata: rowsOutput(key()) }),
});

const updateAccessKey = defineAction({
  service: "iam",
  name: "UpdateAccessKey",
  family,
  effect: "update",
  // Switching a key on again opens a way in.
  escalates: true,
  title: "Update an IAM access key",
  zh: "修改 IAM 访问密钥状态",
  summary:
    "Switches an access key off or on again. Off is the reversible step before DeleteAccessKey: whatever still signs with the key fails at once. See GetAccessKeyLastUsed first.",
  synonyms: [
    "disable key; leaked key; rotate key; key leaked, switch it off; block a key; deactivate a key; activate a key; suspend an AK; pause a key for a week; may need it again; switch back on",
    "禁用密钥; 密钥泄露; 轮换; 停用 AK; AK 泄露; 禁用 AK; 启用 AK; 冻结密钥; 先停用 AK; AK 停一停; 以后可能还用; 恢复 AK",
  ],
  prerequisites: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
  input: () => ({ AccessKeyId: accessKeyId(), Status: name("active or inactive"), UserName: owner() }),
  output: () => ({}),
  lookup: {
    action: "iam:ListAccessKeys",
    by: ["UserName"],
    among: { list: "AccessKeyMetadata", by: { AccessKeyId: "AccessKeyId" } },
  },
});

const deleteAccessKey = defineAction({
  service: "iam",
  name: "DeleteAccessKey",
  family,
  effect: "delete",
  title: "Delete an IAM access key",
  zh: "删除 IAM 访问密钥",
  summary:
    "Deletes an access key for good; whatever signs with it fails at once. See GetAccessKeyLastUsed first and switch it off with UpdateAccessKey for a while. Never the key that this server signs with.",
  synonyms: [
    "revoke key; leaked key; clean up old keys; remove an AK; AK was pushed to GitHub; kill an AK for good; throw an AK away",
    "吊销密钥; 密钥泄露; 删 AK; AK 不用了; AK 泄露; AK 传到 github; 彻底废掉 AK; 清掉旧 AK",
  ],
  prerequisites: ["iam:ListAccessKeys", "iam:GetAccessKeyLastUsed"],
  input: () => ({ AccessKeyId: accessKeyId(), UserName: owner() }),
  output: () => ({}),
  lookup: {
    action: "iam:ListAccessKeys",
    by: ["UserName"],
    among: { list: "AccessKeyMetadata", by: { AccessKeyId: "AccessKeyId" } },
  },
});

const getAccessKeyLastUsed = defineAction({
  service: "iam",
  name: "GetAccessKeyLastUsed",
  family,
  effect: "read",
  title: "Get the last use of an IAM access key",
  zh: "查看 IAM 访问密钥最近使用情况",
  summary:
    "Shows when an access key of one IAM user was last used, for which cloud service and in which region. A RequestTime of the year 0001 or an empty one means never. Whose key it is: GetUser by AccessKeyID.",
  synonyms: [
    "unused key; is this key still needed; key audit; stale keys; when was a key last used; when was an AK last used and for which service",
    "闲置密钥; 僵尸密钥; 很久没用的 AK; 半年没用; 多久没用过; AK 最后一次使用; AK 最近用在哪; 上次什么时候用",
  ],
  prerequisites: ["iam:ListAccessKeys"],
  exampleShows: ["UserName"],
  input: () => ({ AccessKeyId: accessKeyId(), UserName: owner() }),
  output: () => ({
    AccessKeyLastUsed: z
      .looseObject({ RequestTime: textOutput(), Service: textOutput(), Region: textOutput() })
      .nullish(),
  }),
});

export const iamAccessKeys = defineFamily({
  name: family,
  title: "IAM access keys",
  zh: "IAM 访问密钥",
  summary:
    "Long-lived key pairs with which programs act as an IAM user. Switch one off before you delete it, and rotate by making the new one first.",
  actions: [createAccessKey, listAccessKeys, updateAccessKey, deleteAccessKey, getAccessKeyLastUsed],
});
