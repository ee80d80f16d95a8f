/** How codes reach the users of a pool: its e-mail and its SMS service, one of each at most. */
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";

export const emailService: Resource = {
  kind: "id.email-service",
  noun: "e-mail service of user pool",
  key: ["UserPoolUid"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  fresh: () => ({ Enabled: true }),
  faults,
};

/** There from the beginning, and off: the reference can neither create nor delete it. */
export const smsService: Resource = {
  kind: "id.sms-service",
  noun: "SMS service of user pool",
  key: ["UserPoolUid"],
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  fresh: () => ({ Enabled: false, CnUsageEnabled: false, RowUsageEnabled: false }),
  faults,
};
