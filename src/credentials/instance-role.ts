import { isJsonObject } from "../action/json.ts";
import { CredentialsInvalid } from "../errors.ts";
import type { RawAnswer } from "../wire/envelope.ts";
import { ask, type KeyRequest } from "./http.ts";
import type { ChainOptions, Keys, Located } from "./provider.ts";
import { temporaryKeys } from "./sts.ts";

/** The metadata of an instance, on a link-local address of the vendor's: plain http, since there is no network in between. */
const METADATA = "http://100.96.0.96";
const TOKEN_PATH = "/latest/api/token";
const ROLES_PATH = "/volcstack/latest/iam/security_credentials";
/** Each request as a whole. Most machines have no such service, and they wait for this long. */
const TIMEOUT_MS = 1000;
/** The token is asked for anew each time, so it needs to last for two requests. */
const TOKEN_SECONDS = 60;
/** What an IAM role may be called; it becomes part of a path. */
const ROLE = /^[\w+=,.@-]{1,64}$/;
const WHO = "The instance's metadata service";

/**
 * The role of the instance that idgate runs on: the one that `VOLCENGINE_ECS_METADATA` names, or the only one there is.
 * Nothing where the service is switched off, does not answer or knows no role.
 * @throws CredentialsInvalid where it answers with what it should not
 */
export async function instancePlace(options: ChainOptions): Promise<Located> {
  if (isOff(options)) return { nothing: "VOLCENGINE_ECS_METADATA_DISABLED switches it off" };
  const named = options.env.VOLCENGINE_ECS_METADATA || undefined;
  if (named !== undefined) return placeOf(options, named);
  const token = await tokenOf(options);
  if ("silent" in token)
    return { nothing: `the instance's metadata service does not answer (${token.silent})` };
  const roles = await rolesOf(options, token.token);
  const [role, another] = roles;
  if (role === undefined) return { nothing: "the instance has no role" };
  if (another !== undefined) {
    throw new CredentialsInvalid("The instance has several roles.", {
      hint: "Name one with VOLCENGINE_ECS_METADATA.",
    });
  }
  return placeOf(options, role);
}

/**
 * The keys of one role of the instance.
 * @throws CredentialsInvalid also where the service is switched off or does not answer: this role was asked for
 */
export async function instanceKeys(options: ChainOptions, role: string): Promise<Keys> {
  if (!ROLE.test(role)) throw new CredentialsInvalid("The instance's role has a name that no role has.");
  if (isOff(options)) {
    throw new CredentialsInvalid(
      "VOLCENGINE_ECS_METADATA_DISABLED switches the instance role off, which is asked for.",
    );
  }
  const token = await tokenOf(options);
  if ("silent" in token) throw unreachable(token.silent);
  const answer = await get(options, `${ROLES_PATH}/${encodeURIComponent(role)}`, token.token);
  if (answer.status === 404) throw new CredentialsInvalid("The instance has no role of this name.");
  const given = parsed(textOf(answer));
  if (!isJsonObject(given)) throw new CredentialsInvalid(`${WHO} gave no keys (HTTP ${answer.status}).`);
  return temporaryKeys(given, given.ExpiredTime, `The answer of the instance's metadata service`);
}

function isOff({ env }: ChainOptions): boolean {
  return /^(?:true|1)$/i.test(env.VOLCENGINE_ECS_METADATA_DISABLED?.trim() ?? "");
}

function placeOf(options: ChainOptions, role: string): Located {
  return { provider: "instance-role", keys: () => instanceKeys(options, role) };
}

/** `silent` is the code of a failure that a machine without the service has. */
async function tokenOf(options: ChainOptions): Promise<{ token: string } | { silent: string }> {
  const delivery = await ask({
    ...to(options, TOKEN_PATH),
    method: "PUT",
    headers: { "X-volc-ecs-metadata-token-ttl-seconds": String(TOKEN_SECONDS) },
  });
  if (delivery.kind === "failure") return { silent: delivery.code };
  const token = textOf(delivery.answer).trim();
  if (delivery.answer.status !== 200 || !/^[\x21-\x7e]{1,4096}$/.test(token)) {
    throw new CredentialsInvalid(`${WHO} gave no token (HTTP ${delivery.answer.status}).`, {
      hint: "Give keys by the environment or a profile, or begin with --sandbox. VOLCENGINE_ECS_METADATA_DISABLED=true leaves the metadata service out.",
      retryable: delivery.answer.status >= 500,
    });
  }
  return { token };
}

async function rolesOf(options: ChainOptions, token: string): Promise<readonly string[]> {
  const answer = await get(options, `${ROLES_PATH}?type=user&format=json`, token);
  if (answer.status === 404) return [];
  const text = textOf(answer);
  const list = parsed(text) ?? text.split("\n");
  const roles = Array.isArray(list)
    ? list.map((role) => String(role).trim()).filter((role) => role !== "")
    : [""];
  if (answer.status === 200 && roles.every((role) => ROLE.test(role))) return roles;
  throw new CredentialsInvalid(`${WHO} did not say which roles there are (HTTP ${answer.status}).`, {
    retryable: answer.status >= 500,
  });
}

async function get(options: ChainOptions, path: string, token: string): Promise<RawAnswer> {
  const headers = { "X-volc-ecs-metadata-token": token };
  const delivery = await ask({ ...to(options, path), method: "GET", headers });
  if (delivery.kind === "failure") throw unreachable(delivery.code);
  return delivery.answer;
}

function to(options: ChainOptions, path: string): Pick<KeyRequest, "url" | "totalMs"> {
  return { url: new URL(path, options.metadata ?? METADATA), totalMs: TIMEOUT_MS };
}

function unreachable(code: string): CredentialsInvalid {
  return new CredentialsInvalid(`${WHO} does not answer (${code}).`, {
    hint: "Only an instance of the vendor's has one.",
    retryable: true,
  });
}

function textOf(answer: RawAnswer): string {
  return new TextDecoder().decode(answer.body);
}

/** Undefined for what is no JSON; the parser's message would quote it. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
