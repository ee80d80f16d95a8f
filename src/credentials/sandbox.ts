import { SANDBOX_KEY_PREFIX } from "../wire/mode.ts";
import type { Credentials } from "../wire/types.ts";

/**
 * The built-in sandbox's keys. They are no secret: only a loopback endpoint takes them, and the wire lets no
 * other endpoint see them.
 */
export function sandboxCredentials(): Credentials {
  return Object.freeze({
    accessKeyId: `${SANDBOX_KEY_PREFIX}EXAMPLEACCESSKEY`,
    secretAccessKey: "sandbox-example-secret-key",
  });
}
