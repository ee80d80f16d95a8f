/** All checks, in the order in which one would look. */
import type { Check, Start } from "../types.ts";
import { account } from "./account.ts";
import { auditSink } from "./audit-sink.ts";
import { clock } from "./clock.ts";
import { credentials } from "./credentials.ts";
import { endpoints } from "./endpoints.ts";
import { environment } from "./environment.ts";
import { keysInReach } from "./keys-in-reach.ts";
import { ledger } from "./ledger.ts";
import { mode } from "./mode.ts";
import { networkSettings } from "./network-settings.ts";
import { platform } from "./platform.ts";
import { policy } from "./policy.ts";
import { policyFile } from "./policy-file.ts";
import { sandboxState } from "./sandbox-state.ts";
import { sealingKeys } from "./sealing-keys.ts";
import { stateFolder } from "./state-folder.ts";
import { user } from "./user.ts";

/** What needs no configuration. */
export const FIRST: readonly Check<Start>[] = [platform, user, environment];

/** What comes after the configuration was read. */
export const THEN: readonly Check[] = [
  credentials,
  mode,
  networkSettings,
  endpoints,
  clock,
  account,
  policy,
  policyFile,
  stateFolder,
  sandboxState,
  ledger,
  auditSink,
  sealingKeys,
  keysInReach,
];
