/** External providers: the outside services that a user pool sends through, i.e. SMTP servers (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import {
  countOutput,
  flagOutput,
  name,
  plainName,
  secretInput,
  text,
  textOutput,
} from "../../src/action/fields.ts";

const family = "external-providers";

const poolUid = () => name("Pool it serves (ListUserPools)").optional();
const providerUid = () => name("ProviderUid from UpsertExternalProvider");

const provider = () => ({
  ProviderUid: textOutput(),
  ProviderType: textOutput(),
  ProviderConfig: z
    .looseObject({
      SMTP: z.looseObject({ Host: textOutput(), Port: countOutput(), UseTLS: flagOutput() }).nullish(),
    })
    .nullish(),
  ProviderCredentials: z.looseObject({ SMTP: z.looseObject({ Username: textOutput() }).nullish() }).nullish(),
});

const getExternalProvider = defineAction({
  service: "id",
  name: "GetExternalProvider",
  family,
  effect: "read",
  title: "Get an external provider of a user pool",
  zh: "查看用户池外部服务商",
  summary:
    "Shows the mail server a user pool sends through: host, port, TLS and user name, never the password. For services that people sign in with, see ListIdentityProviders.",
  synonyms: [
    "SMTP settings; which mail server; outgoing mail; settings of an external provider; what did we enter; configured credentials",
    "发件服务器; SMTP 配置; 自己的邮件服务器配置; 外部服务商配置; 当时填了什么; 发信账号",
  ],
  prerequisites: ["id:UpsertExternalProvider"],
  input: () => ({ ProviderUid: providerUid(), UserPoolUid: poolUid() }),
  output: provider,
});

const upsertExternalProvider = defineAction({
  service: "id",
  name: "UpsertExternalProvider",
  family,
  effect: "update",
  escalates: true,
  title: "Set an external provider of a user pool",
  zh: "设置用户池外部服务商",
  summary:
    "Makes a user pool send its mail through an SMTP server of yours; creates the provider where ProviderUid is absent, else overwrites it. Whoever runs that host reads every code and reset link, and gets the password that is stored.",
  synonyms: [
    "custom SMTP; own mail server; change sender; mail from our own server; SMTP password; enter SMTP host and port; change the SMTP account",
    "自定义发件服务器; 企业邮箱发信; 自己的邮件服务器; 自建邮箱; 发件服务器; SMTP 密码; 填 SMTP; 换发信账号; SMTP 地址端口",
  ],
  exampleShows: ["UserPoolUid", "ProviderType", "ProviderConfig"],
  prerequisites: ["id:GetExternalProvider", "id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    ProviderUid: name("Provider to overwrite; a new one when absent").optional(),
    ProviderType: name("E.g. SMTP").optional(),
    ProviderConfig: z
      .strictObject({
        SMTP: z
          .strictObject({
            Host: text("Bare host name, e.g. smtp.example.com").optional(),
            Port: z.int().min(1).max(65_535).describe("E.g. 465").optional(),
            UseTLS: z.boolean().optional(),
          })
          .optional(),
      })
      .optional(),
    ProviderCredentials: z
      .strictObject({
        SMTP: z
          .strictObject({
            Username: plainName().optional(),
            Password: secretInput("SMTP password").optional(),
          })
          .optional(),
      })
      .optional(),
  }),
  output: provider,
  secrets: { input: ["ProviderCredentials.SMTP.Password"] },
  egress: ["ProviderConfig.SMTP.Host"],
  lookup: { action: "id:GetExternalProvider", by: ["ProviderUid", "UserPoolUid"] },
});

const deleteExternalProvider = defineAction({
  service: "id",
  name: "DeleteExternalProvider",
  family,
  effect: "delete",
  title: "Delete an external provider of a user pool",
  zh: "删除用户池外部服务商",
  summary:
    "Removes the mail server of a user pool with its stored password. Codes and resets by e-mail may fail from then on: see GetExternalProvider first.",
  synonyms: [
    "remove SMTP; stop using our mail server; old mail server is gone; go back to the built-in mail",
    "移除发件服务器; 清除 SMTP; 不用自己的邮件服务器; 邮件服务器停了; 用回默认发信",
  ],
  prerequisites: ["id:GetExternalProvider"],
  input: () => ({ ProviderUid: providerUid(), UserPoolUid: poolUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetExternalProvider", by: ["ProviderUid", "UserPoolUid"] },
});

export const externalProviders = defineFamily({
  name: family,
  title: "External providers of user pools",
  zh: "用户池外部服务商",
  summary:
    "The SMTP servers through which user pools send mail, with their stored passwords. They are no identity providers: nobody signs in through them.",
  actions: [getExternalProvider, upsertExternalProvider, deleteExternalProvider],
});
