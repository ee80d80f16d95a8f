import { isJsonObject, type JsonObject } from "../action/json.ts";
import { CredentialsInvalid } from "../errors.ts";
import { checkEndpoint, endpointOf } from "../wire/endpoints.ts";
import { type Reading, readAnswer } from "../wire/envelope.ts";
import { isKeyRefusal, sameKeys } from "../wire/keys.ts";
import { assertMode, isSandboxKey } from "../wire/mode.ts";
import { encodeQuery, sign } from "../wire/signer.ts";
import type { CredentialSource, Credentials } from "../wire/types.ts";
import { pointInTime } from "./expiry.ts";
import { ask } from "./http.ts";
import { credentialsOf } from "./keys.ts";
import type { ChainOptions, Keys } from "./provider.ts";

/** STS of one region. */
export interface Sts {
  readonly url: URL;
  readonly region: string;
  readonly now: () => Date;
}

export interface RoleRequest {
  readonly trn: string;
  readonly sessionName: string;
  /** JSON text of a policy that narrows what the session may do. */
  readonly policy?: string | undefined;
}

/** What a session is called where nobody names it; the cloud's own log shows it. */
export const SESSION_NAME = "idgate";

const VERSION = "2018-01-01";
const TIMEOUT_MS = 10_000;
const SESSION_NAMES = /^[A-Za-z0-9._@-]{2,64}$/;
const ROLE_TRNS = /^trn:iam::\d{1,20}:role\/[\w+=,.@/-]{1,128}$/;

/**
 * The STS that a place uses: the operator's endpoint, or the vendor's of the region.
 * @param own an endpoint that the place itself names, a URL or a bare host
 * @throws ConfigInvalid for a host that is neither the vendor's, loopback nor allowed
 */
export function stsFor(options: ChainOptions, region: string | undefined, own?: string): Sts {
  const at = options.region ?? region ?? options.defaultRegion;
  const rules = { allowHosts: options.allowHosts };
  const url =
    own === undefined
      ? endpointOf("sts", { region: at, endpoint: options.endpoint }, rules)
      : checkEndpoint(own.includes("://") ? own : `https://${own}`, rules);
  return { url, region: at, now: options.now };
}

/**
 * AssumeRole, signed with keys that the role trusts. Keys that STS no longer takes are renewed, once.
 * INVARIANT: a real key signs for no loopback address, a sandbox key for no other.
 * @throws CredentialsInvalid, ModeMismatch
 */
export async function assumeRole(sts: Sts, role: RoleRequest, source: CredentialSource): Promise<Keys> {
  const tryWith = (credentials: Credentials) => {
    const { accessKeyId, secretAccessKey, sessionToken = "" } = credentials;
    assertMode(isSandboxKey(accessKeyId) ? "sandbox" : "real", sts.url, accessKeyId);
    const secrets = [secretAccessKey, sessionToken];
    return exchange(sts, { action: "AssumeRole", params: paramsOf(role), secrets, credentials });
  };
  const first = await source();
  const reading = await tryWith(first);
  if (reading.kind !== "error" || !isKeyRefusal(reading.code)) return keysIn(reading, "AssumeRole");
  const second = await source(first);
  return keysIn(sameKeys(second, first) ? reading : await tryWith(second), "AssumeRole");
}

/** AssumeRoleWithOIDC: the token is the proof, and nothing is signed. @throws CredentialsInvalid */
export async function assumeRoleWithOidc(sts: Sts, role: RoleRequest, token: string): Promise<Keys> {
  const action = "AssumeRoleWithOIDC";
  const params = { ...paramsOf(role), OIDCToken: token };
  return keysIn(await exchange(sts, { action, params, secrets: [token], credentials: undefined }), action);
}

/** @throws CredentialsInvalid */
function paramsOf({ trn, sessionName, policy }: RoleRequest): Readonly<Record<string, string>> {
  if (!ROLE_TRNS.test(trn)) {
    throw new CredentialsInvalid("The role to assume is not named by the TRN of a role.", {
      hint: "Write it as trn:iam::ACCOUNT:role/NAME.",
    });
  }
  if (!SESSION_NAMES.test(sessionName)) {
    throw new CredentialsInvalid("The session name of the role has a form that STS does not take.", {
      hint: "It has 2 to 64 letters, digits and .-_@.",
    });
  }
  return { RoleTrn: trn, RoleSessionName: sessionName, ...(policy === undefined ? {} : { Policy: policy }) };
}

interface Exchange {
  readonly action: "AssumeRole" | "AssumeRoleWithOIDC";
  readonly params: Readonly<Record<string, string>>;
  /** Taken out of whatever STS says. */
  readonly secrets: readonly string[];
  /** Undefined: the request is not signed. */
  readonly credentials: Credentials | undefined;
}

async function exchange(sts: Sts, { action, params, secrets, credentials }: Exchange): Promise<Reading> {
  const query = { Action: action, Version: VERSION };
  const body = encodeQuery(params);
  const unsigned = { method: "POST", host: sts.url.host, path: "/", query, body };
  const scope = { region: sts.region, service: "sts", at: sts.now() };
  const delivery = await ask({
    url: new URL(`/?${encodeQuery(query)}`, sts.url),
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
      ...(credentials === undefined ? {} : sign(unsigned, credentials, scope)),
    },
    body,
    totalMs: TIMEOUT_MS,
  });
  if (delivery.kind === "failure") {
    throw new CredentialsInvalid(`STS could not be reached for ${action} (${delivery.code}).`, {
      hint: `This machine needs a way to ${sts.url.host}.`,
      retryable: true,
    });
  }
  const conceal = (text: string) =>
    secrets.reduce((left, secret) => (secret === "" ? left : left.replaceAll(secret, "[concealed]")), text);
  return readAnswer(delivery.answer, { action, conceal });
}

/** Only codes of an answer go into messages. */
function keysIn(reading: Reading, action: Exchange["action"]): Keys {
  if (reading.kind === "result") {
    const { Credentials: given = {} } = reading.result;
    const where = `The answer of STS to ${action}`;
    if (!isJsonObject(given)) throw new CredentialsInvalid(`${where} has no temporary keys in it.`);
    return temporaryKeys(given, given.ExpiredTime ?? given.Expiration, where);
  }
  const { status, requestId } = reading;
  const details = {
    retryable: status >= 500 || status === 429,
    ...(requestId === undefined ? {} : { requestId }),
  };
  if (reading.kind === "unreadable") {
    throw new CredentialsInvalid(`STS answered ${action} with ${reading.reason} (HTTP ${status}).`, details);
  }
  const { code } = reading;
  throw new CredentialsInvalid(`STS refused ${action}: ${code} (HTTP ${status}).`, {
    hint: hintFor(code, action),
    ...details,
  });
}

function hintFor(code: string, action: Exchange["action"]): string {
  if (/^(?:NoPermission|AccessDenied)/.test(code)) {
    return action === "AssumeRole"
      ? "The keys need sts:AssumeRole on the role, and the role's trust policy must name whose keys they are."
      : "The role's trust policy must name the OIDC provider and fit the token.";
  }
  if (/Role/.test(code)) return "Check the role's TRN: account and name.";
  if (/Signature|Date|Time/.test(code)) return "Check the secret key and this machine's clock.";
  if (action === "AssumeRoleWithOIDC") return "Check the token: its issuer, audience and expiry.";
  return "The cloud's documentation of STS explains the code.";
}

/**
 * Temporary keys as STS and the instance's metadata write them.
 * @throws CredentialsInvalid where a part is missing or cannot be one
 */
export function temporaryKeys(given: JsonObject, expiry: unknown, where: string): Keys {
  const text = (name: string) => (typeof given[name] === "string" ? given[name] : undefined);
  const found = {
    accessKeyId: text("AccessKeyId"),
    secretAccessKey: text("SecretAccessKey"),
    sessionToken: text("SessionToken"),
  };
  const credentials = credentialsOf(found, where);
  if (credentials?.sessionToken === undefined) {
    throw new CredentialsInvalid(`${where} has no temporary keys in it.`);
  }
  const expiresAt = pointInTime(expiry);
  if (expiresAt === undefined) throw new CredentialsInvalid(`${where} does not say when its keys expire.`);
  return { credentials, expiresAt };
}
