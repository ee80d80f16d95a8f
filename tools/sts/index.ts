/** The security token service. */
import type { Family } from "../../src/action/family.ts";
import { callerIdentity } from "./caller-identity.ts";
import { temporaryCredentials } from "./temporary-credentials.ts";

/** In the order in which an administrator meets them. */
export const sts: readonly Family[] = [callerIdentity, temporaryCredentials];
