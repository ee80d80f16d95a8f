import type { Credentials } from "../wire/types.ts";
import { credentialsOf } from "./keys.ts";
import type { Environment, Located } from "./provider.ts";

/** The vendor's names, newest first; a set is used as a whole or not at all. */
const NAMES = [
  {
    accessKeyId: "VOLCENGINE_ACCESS_KEY",
    secretAccessKey: "VOLCENGINE_SECRET_KEY",
    sessionToken: "VOLCENGINE_SESSION_TOKEN",
  },
  {
    accessKeyId: "VOLCSTACK_ACCESS_KEY_ID",
    secretAccessKey: "VOLCSTACK_SECRET_ACCESS_KEY",
    sessionToken: "VOLCSTACK_SESSION_TOKEN",
  },
] as const;

/**
 * Keys from environment variables, or undefined where none is set.
 * @throws CredentialsInvalid where only some of a set are there, or one cannot be a key
 */
export function environmentCredentials(env: Environment): Credentials | undefined {
  for (const names of NAMES) {
    const found = credentialsOf(
      {
        accessKeyId: env[names.accessKeyId],
        secretAccessKey: env[names.secretAccessKey],
        sessionToken: env[names.sessionToken],
      },
      `The environment (${names.accessKeyId} and its companions)`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Keys of the environment, which do not change while the process runs. @throws as `environmentCredentials` */
export function environmentPlace(env: Environment): Located {
  const credentials = environmentCredentials(env);
  if (credentials === undefined) {
    return { nothing: "VOLCENGINE_ACCESS_KEY and VOLCENGINE_SECRET_KEY are not set" };
  }
  return { provider: "environment", keys: async () => ({ credentials, expiresAt: undefined }) };
}
