import { isJsonObject, type JsonObject } from "../action/json.ts";
import { CredentialsInvalid } from "../errors.ts";
import { readIfThere, vendorFile } from "./files.ts";
import type { ChainOptions } from "./provider.ts";

/** Whose file it is, and which profile counts: the operator's choice, before `VOLCENGINE_PROFILE`, before the file's `current`. */
export type CliFile = Pick<ChainOptions, "env" | "profile" | "homeDir" | "readFile">;

/** A profile of the vendor's command line tool. */
export interface CliProfile {
  readonly name: string;
  readonly region: string | undefined;
  readonly values: JsonObject;
}

/** What messages call the file: paths stay out of them, since they can reach a model. */
const FILE = "The vendor CLI's configuration file";

/**
 * Reads the profile that counts from `~/.volcengine/config.json` or `VOLCENGINE_CLI_CONFIG_FILE`. Undefined
 * where there is no file or no profile in it, and nobody asked for one.
 * @throws CredentialsInvalid for a file that cannot be read or is not what the CLI writes, and for a profile
 *   that was asked for and is not there
 */
export async function readCliProfile(options: CliFile): Promise<CliProfile | undefined> {
  const asked = options.profile || options.env.VOLCENGINE_PROFILE || undefined;
  const own = options.env.VOLCENGINE_CLI_CONFIG_FILE || undefined;
  const text = await readIfThere(options, own ?? vendorFile(options, "config.json"), FILE);
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
  return { name, region: textOf(values, "region"), values };
}

function parse(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the file, and the file holds secrets.
    throw new CredentialsInvalid(`${FILE} is not valid JSON.`);
  }
  if (!isJsonObject(value)) throw new CredentialsInvalid(`${FILE} is not a JSON object.`);
  return value;
}

/** A value of a profile; empty and null count as absent. @throws CredentialsInvalid for what is not text */
export function textOf(values: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(values, key) ? values[key] : undefined;
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw new CredentialsInvalid(`${FILE} has a ${key} that is not text.`);
  return value;
}
