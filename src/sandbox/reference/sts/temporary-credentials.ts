/** What the actions on temporary credentials take and answer (reference of sts, version 2018-01-01). */
import type { Reference } from "../types.ts";

export const temporaryCredentials: Reference = {
  AssumeRole: {
    input: {
      DurationSeconds: "int",
      Policy: "string",
      "RoleSessionName!": "string",
      "RoleTrn!": "string",
      Tags: [{ Key: "string", Value: "string" }],
    },
    output: {
      AssumedRoleUser: { AssumedRoleId: "string", Trn: "string" },
      Credentials: {
        AccessKeyId: "string",
        CurrentTime: "string",
        ExpiredTime: "string",
        SecretAccessKey: "string",
        SessionToken: "string",
      },
    },
  },
};
