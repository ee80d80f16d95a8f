/** What the actions on workload access tokens take and answer (reference of id, version 2025-10-30). */
import type { Reference } from "../types.ts";

export const workloadAccessTokens: Reference = {
  GetWorkloadAccessToken: {
    input: { Audience: ["string"], DurationSeconds: "int64", Name: "string", WorkloadPoolName: "string" },
    output: { ExpiresAt: "string", WorkloadAccessToken: "string" },
  },
  GetWorkloadAccessTokenForJWT: {
    input: {
      Audience: ["string"],
      DurationSeconds: "int64",
      Name: "string",
      "UserToken!": "string",
      WorkloadPoolName: "string",
    },
    output: { ExpiresAt: "string", WorkloadAccessToken: "string" },
  },
  GetWorkloadAccessTokenForUserId: {
    input: {
      Audience: ["string"],
      DurationSeconds: "int64",
      Name: "string",
      "UserId!": "string",
      WorkloadPoolName: "string",
    },
    output: { ExpiresAt: "string", WorkloadAccessToken: "string" },
  },
};
