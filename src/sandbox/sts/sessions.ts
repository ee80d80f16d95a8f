/** Sessions of roles: temporary keys, and whose they are. */
import type { JsonObject } from "../../action/json.ts";
import { faultsOf } from "../iam/faults.ts";
import { iamRole, MAX_SESSION_SECONDS, roleAt } from "../iam/role.ts";
import { uuidFor } from "../ids.ts";
import { create } from "../resources/records.ts";
import { Fault, type Place, type Resource } from "../types.ts";
import { numberOf } from "../values.ts";

/** Bounds of a session's length, in seconds (description of AssumeRole). */
export const SESSION_SECONDS = { least: 900, usual: 3600, most: MAX_SESSION_SECONDS } as const;

export const roleSession: Resource = {
  kind: "sts:session",
  noun: "session",
  key: ["AccessKeyId"],
  parent: { to: iamRole, field: "RoleId", onDelete: "cascade" },
  faults: faultsOf("session", { unknown: [403, "InvalidAccessKeyId"], taken: "SessionAlreadyExists" }),
};

export interface SessionWish {
  /** `trn:iam::ACCOUNT:role/NAME` of this account. */
  readonly roleTrn: string;
  readonly sessionName: string;
  /** Cut to what the role allows. Below 900 and absent it is an hour, as the description of AssumeRole has it. */
  readonly durationSeconds: number | undefined;
  /** JSON text of a policy that the caller has checked; the session may do what it and the role's policies allow. */
  readonly policy?: string | undefined;
  readonly tags?: readonly JsonObject[];
  /** Tells several sessions of one request apart. */
  readonly label?: string;
}

/** Temporary keys as answers show them; times as `2021-04-12T10:57:09+08:00`. */
export interface SessionKeys {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly CurrentTime: string;
  readonly ExpiredTime: string;
}

const BEIJING_OFFSET_MS = 8 * 60 * 60 * 1000;
const beijingSeconds = (at: Date): string =>
  `${new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 19)}+08:00`;

/**
 * Makes keys that sign as a session of a role until they expire. Whether the caller may have them is not asked here.
 * @throws Fault RoleNotExist
 */
export async function mintSession(context: Place, wish: SessionWish): Promise<SessionKeys> {
  const role = await roleAt(context, wish.roleTrn);
  if (role === undefined) throw new Fault(400, "RoleNotExist", `Role '${wish.roleTrn}' does not exist.`);
  const { least, usual, most } = SESSION_SECONDS;
  const asked = wish.durationSeconds ?? usual;
  const allowed = numberOf(role.doc, "MaxSessionDuration") ?? most;
  const seconds = Math.min(asked < least ? usual : asked, allowed);
  const expires = new Date(context.now.getTime() + seconds * 1000);
  const label = wish.label ?? "";
  const secret = (of: string) => uuidFor(context, `session-${of}${label}`);
  const keys = {
    AccessKeyId: `SANDBOXTEMP${secret("key").replaceAll("-", "").slice(0, 21).toUpperCase()}`,
    SecretAccessKey: `sandbox-secret-${secret("secret")}`,
    SessionToken: `sandbox-session-${secret("token")}`,
  };
  await create(roleSession, context, {
    ...keys,
    RoleId: role.key,
    SessionName: wish.sessionName,
    ExpiresAt: expires.getTime(),
    ...(wish.policy === undefined ? {} : { Policy: wish.policy }),
    Tags: wish.tags ?? [],
  });
  return { ...keys, CurrentTime: beijingSeconds(context.now), ExpiredTime: beijingSeconds(expires) };
}

/** `trn:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
export function sessionTrn(context: Pick<Place, "account">, roleName: string, sessionName: string): string {
  return `trn:sts::${context.account}:assumed-role/${roleName}/${sessionName}`;
}
