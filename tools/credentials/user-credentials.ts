/** User credentials: what a workload stores for the user that it acts for (id). */
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { name, secretInput, secretOutput, textOutput } from "../../src/action/fields.ts";
import { identityToken, poolName } from "./credential-fields.ts";

const family = "user-credentials";

/** A bound of our own: the reference states none. */
const DATA_LIMIT = 65_536;

const shared = { service: "id", family, absentMeans: { PoolName: "default" } } as const;

const owner = () => ({ IdentityToken: identityToken(), PoolName: poolName() });
const credentialId = () => name("Id from CreateUserCredential");
const data = () => secretInput("The credential's text", DATA_LIMIT);
const times = () => ({ CreatedAt: textOutput(), UpdatedAt: textOutput() });

const createUserCredential = defineAction({
  ...shared,
  name: "CreateUserCredential",
  effect: "create",
  // From now on the workload can act with it as that user.
  escalates: true,
  title: "Create a user credential",
  zh: "创建用户凭据",
  summary:
    "Stores any credential for the user (or workload) that the token stands for, as one text. For OAuth2 prefer GetResourceOauth2Token, which has the user consent. No action lists them: note the CredentialId.",
  synonyms: [
    "save user's password; per-user secret; token vault; keep a user's own secret; store a password for one user; user's own login for a site; remember a user's password",
    "保存用户密码; 用户级密钥; 替用户存密码; 存一份用户密钥; 个人密码; 用户的第三方密码; 用户填的密码存哪里; 用户自己的账号密码; 保险箱; 存用户的密码",
  ],
  prerequisites: ["id:GetWorkloadAccessTokenForJWT"],
  input: () => ({
    CredentialData: data(),
    CredentialId: name("Id to give it; chosen by the service when absent").optional(),
    ...owner(),
  }),
  secrets: { input: ["IdentityToken", "CredentialData"] },
  output: () => ({ CredentialId: textOutput() }),
});

const getUserCredential = defineAction({
  ...shared,
  name: "GetUserCredential",
  effect: "reveal",
  title: "Get a user credential",
  zh: "查看用户凭据",
  summary:
    "Hands back a credential that was stored for the user (or workload) that the token stands for, as a secret handle. Nothing shows it without its data.",
  synonyms: [
    "read stored user secret; load user's token; stored password of a user; running agent wants the user's login; open the safe",
    "取回用户密钥; 读取用户密码; 取用户存的密码; 个人密钥; 取用户本人的密码; 保险箱里的密码",
  ],
  prerequisites: ["id:GetWorkloadAccessTokenForJWT"],
  input: () => ({ CredentialId: credentialId(), ...owner() }),
  secrets: { input: ["IdentityToken"], output: ["CredentialData"] },
  output: () => ({ CredentialId: textOutput(), CredentialData: secretOutput(), ...times() }),
});

const updateUserCredential = defineAction({
  ...shared,
  name: "UpdateUserCredential",
  effect: "update",
  escalates: true,
  title: "Update a user credential",
  zh: "修改用户凭据",
  summary:
    "Overwrites a credential stored for the user (or workload) that the token stands for. The old data cannot be brought back.",
  synonyms: [
    "rotate user secret; user changed password; new password of the user; user changed his password at the site",
    "轮换用户密钥; 密码已更改; 用户换了密码; 更新用户密钥; 用户改了密码; 换保存的密码",
  ],
  exampleShows: ["CredentialData"],
  prerequisites: ["id:GetWorkloadAccessTokenForJWT"],
  input: () => ({ CredentialId: credentialId(), CredentialData: data().optional(), ...owner() }),
  secrets: { input: ["IdentityToken", "CredentialData"] },
  output: () => ({ CredentialId: textOutput(), ...times() }),
});

const deleteUserCredential = defineAction({
  ...shared,
  name: "DeleteUserCredential",
  effect: "delete",
  title: "Delete a user credential",
  zh: "删除用户凭据",
  summary:
    "Deletes a credential stored for the user (or workload) that the token stands for, for good: the workload can no longer act with it. It stays valid where it came from.",
  synonyms: [
    "forget user's secret; user left; withdraw consent; delete a user's stored password; user wants us to forget; no longer keep",
    "用户离职; 撤回授权; 删除用户存的密码; 忘掉用户密码; 忘掉用户的密码; 不再保存",
  ],
  prerequisites: ["id:GetWorkloadAccessTokenForJWT"],
  input: () => ({ CredentialId: credentialId(), ...owner() }),
  secrets: { input: ["IdentityToken"] },
  output: () => ({}),
});

export const userCredentials = defineFamily({
  name: family,
  title: "User credentials",
  zh: "用户凭据",
  summary:
    "A user credential is any secret that a workload keeps for the user it acts for, reached only with a token that stands for both.",
  actions: [createUserCredential, getUserCredential, updateUserCredential, deleteUserCredential],
});
