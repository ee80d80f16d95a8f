/** E-mail and SMS of a user pool: how codes and notices reach its users (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { flagOutput, name, plainName, text, textOutput } from "../../src/action/fields.ts";

const family = "message-services";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const template = (describe: string) => text(describe, 255).optional();

const emailService = () => ({ UserPoolUid: textOutput(), Enabled: flagOutput() });

const smsService = () => ({
  UserPoolUid: textOutput(),
  Enabled: flagOutput(),
  CnUsageEnabled: flagOutput(),
  RowUsageEnabled: flagOutput(),
  SmsAccountId: textOutput(),
  SenderId: textOutput(),
  SignatureContent: textOutput(),
  TemplateId: textOutput(),
  SignUpCnTemplateId: textOutput(),
  PasswordResetCnTemplateId: textOutput(),
  LoginRowTemplateId: textOutput(),
  SignUpRowTemplateId: textOutput(),
  PasswordResetRowTemplateId: textOutput(),
});

const getEmailService = defineAction({
  service: "id",
  name: "GetEmailService",
  family,
  effect: "read",
  title: "Get the e-mail service of a user pool",
  zh: "查看用户池邮件服务",
  summary:
    "Shows whether a user pool sends e-mail, e.g. codes for sign-up and password resets. The mail server it sends through is an external provider: GetExternalProvider.",
  synonyms: [
    "verification mail not arriving; users get no code; verification e-mail never arrives; which sender; can the pool send mail; mail on or off",
    "收不到验证码邮件; 邮箱验证; 邮件收不到; 验证邮件; 邮件配置; 能不能发邮件; 邮件开着吗",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: emailService,
});

const upsertEmailService = defineAction({
  service: "id",
  name: "UpsertEmailService",
  family,
  effect: "update",
  escalates: true,
  title: "Set the e-mail service of a user pool",
  zh: "设置用户池邮件服务",
  summary:
    "Turns e-mail of a user pool on or off, and sets it up where there was none. Off, users get no more codes by e-mail. Set the mail server with UpsertExternalProvider.",
  synonyms: [
    "enable verification mail; stop sending mail; send codes by e-mail; mail template; sender address; mail switched on; wording of the mail; verification mail text",
    "开启邮箱验证码; 关闭邮件发送; 开通邮件; 邮件模板; 邮件验证码; 发件人; 打开邮件; 改邮件内容; 邮件标题",
  ],
  exampleShows: ["Enabled"],
  prerequisites: ["id:GetEmailService"],
  input: () => ({ UserPoolUid: poolUid(), Enabled: z.boolean().describe("Send e-mail or not").optional() }),
  output: emailService,
  lookup: { action: "id:GetEmailService", by: ["UserPoolUid"] },
});

const deleteEmailService = defineAction({
  service: "id",
  name: "DeleteEmailService",
  family,
  effect: "delete",
  title: "Delete the e-mail service of a user pool",
  zh: "删除用户池邮件服务",
  summary:
    "Removes e-mail from a user pool: users can neither register nor recover their account with codes by e-mail. To pause it, UpsertEmailService with Enabled false is enough.",
  synonyms: [
    "remove mail sending; no more mail; turn mail off; no own mail sender; take the mail configuration out",
    "停用邮箱登录; 取消邮件; 不再发邮件; 关闭邮件服务; 不用自己的邮件; 邮件配置撤掉",
  ],
  prerequisites: ["id:GetEmailService"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetEmailService", by: ["UserPoolUid"] },
});

const getSmsService = defineAction({
  service: "id",
  name: "GetSmsService",
  family,
  effect: "read",
  title: "Get the SMS service of a user pool",
  zh: "查看用户池短信服务",
  summary:
    "Shows whether and how a user pool sends SMS: account, sender, signature, and the templates for mainland China and for the rest of the world.",
  synonyms: [
    "text message not arriving; no SMS code; code by SMS never arrives; which text template; SMS on or off",
    "收不到短信验证码; 短信签名; 短信收不到; 短信配置; 验证码收不到; 短信开着吗; 用的哪个短信模板",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: smsService,
});

const updateSmsService = defineAction({
  service: "id",
  name: "UpdateSmsService",
  family,
  effect: "update",
  escalates: true,
  title: "Update the SMS service of a user pool",
  zh: "修改用户池短信服务",
  summary:
    "Sets how a user pool sends codes by SMS: account, sender, signature and templates, with mainland China (Cn) and the rest of the world (Row) apart. A wrong template keeps users out; each message costs money.",
  synonyms: [
    "enable SMS login; text message template; international numbers; sign in with phone; SMS signature; codes by SMS; text of the code; signature and template; turn SMS on",
    "短信模板; 手机号登录; 短信验证码; 短信登录; 短信签名; 开通短信; 改短信内容; 短信签名模板; 打开短信",
  ],
  exampleShows: ["Enabled"],
  prerequisites: ["id:GetSmsService"],
  input: () => ({
    UserPoolUid: poolUid(),
    Enabled: z.boolean().describe("Send SMS or not").optional(),
    CnUsageEnabled: z.boolean().describe("Send to mainland China").optional(),
    RowUsageEnabled: z.boolean().describe("Send to the rest of the world").optional(),
    SmsAccountId: name("Account at the SMS service", 254).optional(),
    SenderId: plainName(254).optional(),
    SignatureContent: name("Approved signature at the head of each message", 254).optional(),
    TemplateId: template("Template for sign-in in mainland China"),
    SignUpCnTemplateId: template("Template for sign-up in mainland China"),
    PasswordResetCnTemplateId: template("Template for password resets in mainland China"),
    LoginRowTemplateId: template("Template for sign-in elsewhere"),
    SignUpRowTemplateId: template("Template for sign-up elsewhere"),
    PasswordResetRowTemplateId: template("Template for password resets elsewhere"),
  }),
  output: smsService,
  lookup: { action: "id:GetSmsService", by: ["UserPoolUid"] },
});

export const messageServices = defineFamily({
  name: family,
  title: "E-mail and SMS of user pools",
  zh: "用户池邮件与短信服务",
  summary:
    "How codes for sign-up, sign-in and password resets reach the users of a pool: by e-mail and by SMS.",
  actions: [getEmailService, upsertEmailService, deleteEmailService, getSmsService, updateSmsService],
});
