/** Workload access tokens: what an agent proves itself with towards the identity service (id). */
import * as z from "zod";
import { defineAction } from "../src/action/define.ts";
import { listOf, name, plainName, secretInput, secretOutput, textOutput } from "../src/action/fields.ts";

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
} as const;

export const getWorkloadAccessToken = defineAction({
  ...shared,
  name: "GetWorkloadAccessToken",
  title: "Get a workload access token",
  summary:
    "Issues a token with which a workload acts as itself. It comes back as a handle, whose value nobody is shown: pass the handle on as IdentityToken where an action takes one, and tell the user so if they want to see the token.",
  input: workload,
  secrets: { output: ["WorkloadAccessToken"] },
});

export const getWorkloadAccessTokenForJWT = defineAction({
  ...shared,
  name: "GetWorkloadAccessTokenForJWT",
  title: "Get a workload access token for a signed-in user",
  summary:
    "Issues a token with which a workload acts for a user, proven by the user's own JWT. Prefer it to GetWorkloadAccessTokenForUserId. The token comes back as a secret handle.",
  input: () => ({ UserToken: secretInput("The user's JWT"), ...workload() }),
  secrets: { input: ["UserToken"], output: ["WorkloadAccessToken"] },
});

export const getWorkloadAccessTokenForUserId = defineAction({
  ...shared,
  name: "GetWorkloadAccessTokenForUserId",
  title: "Get a workload access token for a user id",
  summary:
    "Issues a token with which a workload acts for the user of an id. Nothing proves that the user agreed: use GetWorkloadAccessTokenForJWT where you have the user's JWT. The token comes back as a secret handle.",
  input: () => ({ UserId: name("Id of the user to act for"), ...workload() }),
  secrets: { output: ["WorkloadAccessToken"] },
});
