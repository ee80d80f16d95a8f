import type { SigningKey } from "./signature.ts";

/** The key pair that every sandbox knows: an example, of no use anywhere else. It may do everything. */
export const SANDBOX_ACCESS_KEY_ID = "SANDBOXEXAMPLEACCESSKEY";
export const SANDBOX_SECRET_ACCESS_KEY = "sandbox-example-secret-key";

/** INVARIANT: a key that does not begin with this never opens the sandbox, whatever the table says. */
export const SANDBOX_PREFIX = "SANDBOX";

/** The pair of that id, if it is this one. */
export function rootKey(accessKeyId: string): SigningKey | undefined {
  if (accessKeyId !== SANDBOX_ACCESS_KEY_ID) return undefined;
  return { secretAccessKey: SANDBOX_SECRET_ACCESS_KEY, sessionToken: undefined };
}
