/** Workload access tokens: what an agent proves itself with towards the identity service (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { listOf, name, plainName, secretInput, secretOutput, textOutput } from "../../src/action/fields.ts";

const family = "workload-access-tokens";

/** A bound of our own: the reference states none. */
const YEAR_IN_SECONDS = 31_536_000;

const workload = () => ({
  Name: name("Name of the workload identity").optional(),
  WorkloadPoolName: name("Pool the identity is in; `default` when absent").optional(),
  Audience: listOf(plainName(), "Who the token is for").optional(),
  DurationSeconds: z.int().min(1).max(YEAR_IN_SECONDS).describe("How long it is valid").optional(),
});

const token = () => ({ WorkloadAccessToken: secretOutput(), ExpiresAt: textOutput() });

const shared = {
  service: "id",
  family,
  effect: "issue",
  absentMeans: { WorkloadPoolName: "default" },
  output: token,
  harmlessTwice: true,
} as const;

const getWorkloadAccessToken = defineAction({
  ...shared,
  name: "GetWorkloadAccessToken",
  title: "Get a workload access token",
  zh: "获取工作负载访问令牌",
  summary:
    "Issues a token with which a workload acts as itself. It comes back as a handle, whose value nobody is shown: pass the handle on as IdentityToken where an action takes one, and tell the user so if they want to see the token.",
  synonyms: [
    "log in as an agent; machine login; prove the agent; bearer; agent authenticates itself; token for my bot; machine to machine token; agent's own token; at startup; no user involved; agent proves who it is; without a human",
    "智能体登录; 换取令牌; agent 自己的令牌; 智能体证明身份; 机器令牌; 没有用户参与; 智能体自己登录; 启动时拿令牌; 证明自己",
  ],
  prerequisites: ["id:CreateWorkloadIdentity"],
  input: workload,
  secrets: { output: ["WorkloadAccessToken"] },
});

const getWorkloadAccessTokenForJWT = defineAction({
  ...shared,
  name: "GetWorkloadAccessTokenForJWT",
  title: "Get a workload access token for a signed-in user",
  zh: "凭用户 JWT 获取工作负载访问令牌",
  summary:
    "Issues a token with which a workload acts for a user, proven by the user's own JWT. Prefer it to GetWorkloadAccessTokenForUserId. The token comes back as a secret handle.",
  synonyms: [
    "on behalf of; delegation; token exchange; impersonation with proof; agent acts for a user; user's ID token; agent acts for a logged-in person; id token of a person; user signed in",
    "代表用户; 委托; 令牌交换; 智能体替用户办事; 用户登录令牌换; 用户身份令牌; 代理用户; 用户已经登录; 拿用户的 JWT 换; 替登录的用户",
  ],
  prerequisites: ["id:CreateWorkloadIdentity"],
  input: () => ({ UserToken: secretInput("The user's JWT"), ...workload() }),
  secrets: { input: ["UserToken"], output: ["WorkloadAccessToken"] },
});

const getWorkloadAccessTokenForUserId = defineAction({
  ...shared,
  name: "GetWorkloadAccessTokenForUserId",
  title: "Get a workload access token for a user id",
  zh: "按用户 ID 获取工作负载访问令牌",
  summary:
    "Issues a token with which a workload acts for the user of an id. Nothing proves that the user agreed: use GetWorkloadAccessTokenForJWT where you have the user's JWT. The token comes back as a secret handle.",
  synonyms: [
    "impersonate; act as somebody; no user JWT at hand; agent acts for a user known by id; only the user's id string; nobody is logged in; batch job for a user",
    "冒充用户; 代表用户; 无需用户登录; 只有用户 ID; 智能体替用户办事; 没有用户令牌; 手里只有 user id; 用户不在线; 后台任务替用户",
  ],
  prerequisites: ["id:CreateWorkloadIdentity"],
  input: () => ({ UserId: name("Id of the user to act for"), ...workload() }),
  secrets: { output: ["WorkloadAccessToken"] },
});

export const workloadAccessTokens = defineFamily({
  name: family,
  title: "Workload access tokens",
  zh: "工作负载访问令牌",
  summary:
    "A workload access token proves to the identity service which workload calls, and for which user. It comes back as a secret handle.",
  actions: [getWorkloadAccessToken, getWorkloadAccessTokenForJWT, getWorkloadAccessTokenForUserId],
});
