import path from "node:path";
import { isJsonObject, type JsonObject } from "../action/json.ts";
import { CredentialsInvalid } from "../errors.ts";
import type { Credentials } from "../wire/types.ts";
import type { Environment } from "./environment.ts";
import { credentialsOf } from "./keys.ts";

export interface CliOptions {
  readonly env: Environment;
  /** Chosen by the operator; before `VOLCENGINE_PROFILE` and the file's `current`. */
  readonly profile: string | undefined;
  readonly homeDir: string;
  /** Rejects with code `ENOENT` where there is no such file. */
  readonly readFile: (path: string) => Promise<string>;
}

/** A profile of the vendor's command line tool. */
export interface CliProfile {
  readonly name: string;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly values: JsonObject;
}

export interface ProfileKeys {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; undefined for keys that do not expire. */
  readonly expiresAt: number | undefined;
}

/** What messages call the file: paths stay out of them, since they can reach a model. */
const FILE = "The vendor CLI's configuration file";

/**
 * Reads the profile that counts from `~/.volcengine/config.json` or `VOLCENGINE_CLI_CONFIG_FILE`. Undefined
 * where there is no file or no profile in it, and nobody asked for one.
 * @throws CredentialsInvalid for a file that cannot be read or is not what the CLI writes, and for a profile
 *   that was asked for and is not there
 */
export async function readCliProfile(options: CliOptions): Promise<CliProfile | undefined> {
  const asked = options.profile || options.env.VOLCENGINE_PROFILE || undefined;
  const own = options.env.VOLCENGINE_CLI_CONFIG_FILE || undefined;
  const text = await readIfThere(options, own ?? path.join(options.homeDir, ".volcengine", "config.json"));
  if (text === undefined) {
    if (own !== undefined)
      throw new CredentialsInvalid("VOLCENGINE_CLI_CONFIG_FILE names a file that does not exist.");
    if (asked !== undefined)
      throw new CredentialsInvalid(`${FILE} does not exist, but a profile was asked for.`);
    return undefined;
  }
  const config = parse(text);
  const profiles = config.profiles ?? {};
  if (!isJsonObject(profiles)) throw new CredentialsInvalid(`${FILE} has no object named profiles.`);
  const current = typeof config.current === "string" && config.current !== "" ? config.current : undefined;
  const name = asked ?? current;
  if (name === undefined) {
    if (Object.keys(profiles).length === 0) return undefined;
    throw new CredentialsInvalid(`${FILE} has profiles, but none of them is current.`, {
      hint: "Choose one with --profile or VOLCENGINE_PROFILE.",
    });
  }
  const values = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (!isJsonObject(values)) {
    throw new CredentialsInvalid(`${FILE} has no profile ${JSON.stringify(name.slice(0, 64))}.`, {
      hint: "Profile names are case-sensitive.",
    });
  }
  return { name, region: textOf(values, "region"), accountId: textOf(values, "account-id"), values };
}

/**
 * The keys of a profile of mode `ak`; other modes are not supported yet.
 * @throws CredentialsInvalid for another mode, missing or malformed keys, or temporary keys that have expired
 */
export function profileCredentials(profile: CliProfile, now: Date): ProfileKeys {
  const where = `Profile ${JSON.stringify(profile.name.slice(0, 64))} of the vendor CLI`;
  const mode = textOf(profile.values, "mode") ?? "ak";
  if (mode !== "ak") {
    throw new CredentialsInvalid(
      `${where} has mode ${JSON.stringify(mode.slice(0, 32))}, which is not supported yet.`,
      {
        hint: "Use a profile of mode ak, or the environment variables VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY.",
      },
    );
  }
  const found = credentialsOf(
    {
      accessKeyId: textOf(profile.values, "access-key"),
      secretAccessKey: textOf(profile.values, "secret-key"),
      sessionToken: textOf(profile.values, "session-token"),
    },
    where,
  );
  if (found === undefined) throw new CredentialsInvalid(`${where} has no keys.`);
  if (found.sessionToken === undefined) return { credentials: found, expiresAt: undefined };
  const expiresAt = expiryOf(profile.values["sts-expiration"], where);
  if (expiresAt !== undefined && expiresAt <= now.getTime()) {
    throw new CredentialsInvalid(
      `${where} has temporary keys that expired at ${new Date(expiresAt).toISOString()}.`,
      { hint: "Sign in with the vendor CLI again; the next call reads the file anew." },
    );
  }
  return { credentials: found, expiresAt };
}

async function readIfThere(options: CliOptions, file: string): Promise<string | undefined> {
  try {
    return await options.readFile(file);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    if (code === "ENOENT") return undefined;
    throw new CredentialsInvalid(`${FILE} cannot be read${typeof code === "string" ? ` (${code})` : ""}.`);
  }
}

function parse(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // No cause: the parser's message quotes the file, and the file holds secrets.
    throw new CredentialsInvalid(`${FILE} is not valid JSON.`);
  }
  if (!isJsonObject(value)) throw new CredentialsInvalid(`${FILE} is not a JSON object.`);
  return value;
}

function textOf(values: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new CredentialsInvalid(`${FILE} has a ${key} that is not text.`);
  return value;
}

/** Milliseconds since 1970. The CLI writes seconds; milliseconds and ISO 8601 are understood; 0 means never. */
function expiryOf(value: unknown, where: string): number | undefined {
  if (value === undefined || value === null || value === 0 || value === "") return undefined;
  const text = typeof value === "string" ? value.trim() : value;
  const count = typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text;
  const at = typeof count === "number" ? (count < 1e11 ? count * 1000 : count) : Date.parse(String(count));
  if (!Number.isFinite(at) || at < 0 || at > 8.64e15) {
    throw new CredentialsInvalid(`${where} has an sts-expiration that is no point in time.`);
  }
  return at;
}
