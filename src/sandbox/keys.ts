import type { SigningKey } from "./signature.ts";

/** The sandbox's only key pair: an example, of no use anywhere else. */
export const SANDBOX_ACCESS_KEY_ID = "SANDBOXEXAMPLEACCESSKEY";
export const SANDBOX_SECRET_ACCESS_KEY = "sandbox-example-secret-key";

/** INVARIANT: a key that does not begin with this never opens the sandbox, whatever the table says. */
const PREFIX = "SANDBOX";

export function sandboxKey(accessKeyId: string): SigningKey | undefined {
  if (!accessKeyId.startsWith(PREFIX) || accessKeyId !== SANDBOX_ACCESS_KEY_ID) return undefined;
  return { secretAccessKey: SANDBOX_SECRET_ACCESS_KEY, sessionToken: undefined };
}
