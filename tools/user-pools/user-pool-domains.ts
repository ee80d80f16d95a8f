/** Domains of a user pool: the addresses of one's own under which its login pages are served (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, rowsOutput, textOutput } from "../../src/action/fields.ts";

const family = "user-pool-domains";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const certificateId = () => name("Id of the TLS certificate for the domain").optional();

const domain = () => ({
  UserPoolUid: textOutput(),
  Domain: textOutput(),
  ApigDomain: textOutput(),
  CertificateId: textOutput(),
  Status: textOutput(),
});

const createUserPoolDomain = defineAction({
  service: "id",
  name: "CreateUserPoolDomain",
  family,
  effect: "create",
  escalates: true,
  title: "Create a custom domain of a user pool",
  zh: "创建用户池自定义域名",
  summary:
    "Serves the login pages and endpoints of a user pool under a domain of your own; users type their passwords there. ApigDomain in the answer is the gateway behind it. It takes a while: follow with ListUserPoolDomainOperations.",
  synonyms: [
    "custom login URL; white label; vanity domain; own hostname; login page under our own domain; own hostname for sign-in; branded address; sign-in under our hostname",
    "登录页域名; 绑定域名; 自己的登录域名; 登录页用自己的域名; 自有域名; 品牌域名; 换成我们的域名登录",
  ],
  prerequisites: ["id:ListUserPools"],
  input: () => ({
    UserPoolUid: poolUid(),
    Domain: name("E.g. login.example.com"),
    CertificateId: certificateId(),
  }),
  output: domain,
  // Identity providers send sign-in codes to the pool's callbacks, which then are on this domain.
  egress: ["Domain"],
  lookup: { action: "id:GetUserPoolDomain", by: ["UserPoolUid", "Domain"] },
});

const getUserPoolDomain = defineAction({
  service: "id",
  name: "GetUserPoolDomain",
  family,
  effect: "read",
  title: "Get a custom domain of a user pool",
  zh: "查看用户池自定义域名",
  summary:
    "Shows status, certificate and gateway of one custom domain of a user pool. Which domain a pool has: CustomDomain in GetUserPool.",
  synonyms: [
    "is the login domain ready; CNAME; DNS; custom login domain state; which record must we set; state of our domain",
    "域名状态; 域名解析; 登录域名详情; CNAME 怎么配; 域名解析怎么配; 域名好了没",
  ],
  prerequisites: ["id:GetUserPool"],
  input: () => ({ UserPoolUid: poolUid(), Domain: name("CustomDomain from GetUserPool") }),
  output: domain,
});

const updateUserPoolDomain = defineAction({
  service: "id",
  name: "UpdateUserPoolDomain",
  family,
  effect: "update",
  escalates: true,
  title: "Update a custom domain of a user pool",
  zh: "修改用户池自定义域名",
  summary:
    "Gives a custom domain of a user pool another TLS certificate, e.g. before the old one expires. One that does not fit can take the login pages down.",
  synonyms: [
    "renew certificate; HTTPS; SSL expired; certificate of the login page; TLS certificate; new certificate for the domain; switch the certificate",
    "更换证书; 证书过期; 登录页 https 证书; 证书快过期; 换证书; 域名换证书; 证书续期",
  ],
  prerequisites: ["id:GetUserPoolDomain"],
  input: () => ({
    UserPoolUid: poolUid(),
    Domain: name("CustomDomain from GetUserPool"),
    CertificateId: certificateId(),
  }),
  output: domain,
  lookup: { action: "id:GetUserPoolDomain", by: ["UserPoolUid", "Domain"], proves: "happened" },
});

const deleteUserPoolDomain = defineAction({
  service: "id",
  name: "DeleteUserPoolDomain",
  family,
  effect: "delete",
  title: "Delete a custom domain of a user pool",
  zh: "删除用户池自定义域名",
  summary:
    "Takes a custom domain off a user pool: logins and callbacks that use its address stop working, the pool's own domain stays. Look at GetUserPoolDomain and ListUserPoolClients first.",
  synonyms: [
    "unbind hostname; detach domain; go back to the default address",
    "解绑域名; 下线登录域名; 登录域名不用了; 删域名; 用回默认域名",
  ],
  prerequisites: ["id:GetUserPoolDomain"],
  input: () => ({ UserPoolUid: poolUid(), Domain: name("CustomDomain from GetUserPool") }),
  output: () => ({ Message: textOutput() }),
  lookup: { action: "id:GetUserPoolDomain", by: ["UserPoolUid", "Domain"], proves: "happened" },
});

const listUserPoolDomainOperations = defineAction({
  service: "id",
  name: "ListUserPoolDomainOperations",
  family,
  effect: "read",
  title: "List the domain operations of a user pool",
  zh: "列出用户池域名操作记录",
  summary:
    "Lists how creating, changing and deleting custom domains of a user pool went: action, status and error of each. Look here when a domain does not work yet.",
  synonyms: [
    "domain stuck; domain failed; provisioning progress; custom domain not working; why is the domain pending; error message of a domain; history of a domain",
    "域名不生效; 操作进度; 域名一直不生效; 域名卡住; 域名失败; 域名报错; 域名部署失败",
  ],
  prerequisites: ["id:CreateUserPoolDomain"],
  input: () => ({ UserPoolUid: poolUid() }),
  output: () => ({
    UserPoolUid: textOutput(),
    Operations: rowsOutput({
      TaskId: textOutput(),
      Action: textOutput(),
      Domain: textOutput(),
      Status: textOutput(),
      ErrorMessage: textOutput(),
      CreateTime: textOutput(),
      UpdateTime: textOutput(),
    }),
  }),
});

export const userPoolDomains = defineFamily({
  name: family,
  title: "User pool domains",
  zh: "用户池自定义域名",
  summary:
    "A custom domain serves the login pages of a user pool under an address of your own, with your certificate.",
  actions: [
    createUserPoolDomain,
    getUserPoolDomain,
    updateUserPoolDomain,
    deleteUserPoolDomain,
    listUserPoolDomainOperations,
  ],
});
