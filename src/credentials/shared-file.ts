import { CredentialsInvalid } from "../errors.ts";
import { readIfThere, vendorFile } from "./files.ts";
import { parseIni } from "./ini.ts";
import { credentialsOf } from "./keys.ts";
import type { ChainOptions, Located } from "./provider.ts";

/** What messages call the file: paths stay out of them, since they can reach a model. */
const FILE = "The shared credentials file";
const DEFAULT_SECTION = "default";

/**
 * A section of `~/.volcengine/credentials` or `VOLCSTACK_SHARED_CREDENTIALS_FILE`: the one that `VOLCSTACK_PROFILE` names, or
 * `default`.
 * @throws CredentialsInvalid for a file that is no INI file, and for a file or section that was asked for and is not there
 */
export async function sharedPlace(options: ChainOptions): Promise<Located> {
  const asked = options.env.VOLCSTACK_PROFILE || undefined;
  const section = asked ?? DEFAULT_SECTION;
  const values = await sectionOf(options, section);
  if (values === "no file") {
    if (options.env.VOLCSTACK_SHARED_CREDENTIALS_FILE)
      throw new CredentialsInvalid("VOLCSTACK_SHARED_CREDENTIALS_FILE names a file that does not exist.");
    if (asked !== undefined)
      throw new CredentialsInvalid(`${FILE} does not exist, but VOLCSTACK_PROFILE asks for a section of it.`);
    return { nothing: "there is no file" };
  }
  if (values === undefined && asked === undefined) return { nothing: "it has no section default" };
  return {
    provider: "shared-file",
    profile: section,
    async keys() {
      const read = await sectionOf(options, section);
      if (read === "no file" || read === undefined) {
        throw new CredentialsInvalid(`${FILE} has no section ${JSON.stringify(section.slice(0, 64))}.`);
      }
      const found = {
        accessKeyId: read.get("volcengine_access_key_id"),
        secretAccessKey: read.get("volcengine_secret_access_key"),
        sessionToken: read.get("volcengine_session_token"),
      };
      const credentials = credentialsOf(found, FILE);
      if (credentials === undefined) throw new CredentialsInvalid(`${FILE} has no keys in the section.`);
      return { credentials, expiresAt: undefined };
    },
  };
}

async function sectionOf(
  options: ChainOptions,
  section: string,
): Promise<ReadonlyMap<string, string> | undefined | "no file"> {
  const file = options.env.VOLCSTACK_SHARED_CREDENTIALS_FILE || vendorFile(options, "credentials");
  const text = await readIfThere(options, file, FILE);
  return text === undefined ? "no file" : parseIni(text, FILE).get(section);
}
