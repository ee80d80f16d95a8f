import { ConfigInvalid, ModeMismatch } from "../errors.ts";
import { isLoopback } from "./endpoints.ts";
import type { Target } from "./permit.ts";

/** What every access key id of the sandbox begins with, and no real one does. */
export const SANDBOX_KEY_PREFIX = "SANDBOX";

export function isSandboxKey(accessKeyId: string): boolean {
  return accessKeyId.startsWith(SANDBOX_KEY_PREFIX);
}

/**
 * INVARIANT, checked at each attempt: mode `sandbox`, a loopback endpoint and a sandbox key go together, all
 * three or none. A real key never reaches a sandbox, a sandbox key never leaves the machine.
 * @throws ModeMismatch naming the two that disagree; never a key.
 */
export function assertMode(mode: Target["mode"], endpoint: URL, accessKeyId: string): void {
  const loopback = isLoopback(endpoint);
  if (mode === "sandbox" && !loopback) {
    throw new ModeMismatch("Sandbox mode was about to send to an address that is not loopback.", {
      hint: "Use --sandbox without --endpoint, or an --endpoint on 127.0.0.1.",
    });
  }
  if (mode === "real" && loopback) {
    throw new ModeMismatch(
      "Real mode was about to send to a loopback address, which only a sandbox may have.",
      {
        hint: "Use sandbox keys with a loopback endpoint, or remove --endpoint.",
      },
    );
  }
  if (mode === "sandbox" && !isSandboxKey(accessKeyId)) {
    throw new ModeMismatch("The sandbox accepts only sandbox keys; this access key is another's.", {
      hint: `Keys of a sandbox begin with ${SANDBOX_KEY_PREFIX}. Never give real keys to a sandbox.`,
    });
  }
  if (mode === "real" && isSandboxKey(accessKeyId)) {
    throw new ModeMismatch("The configured access key is a sandbox key and is not sent to a real endpoint.", {
      hint: "Configure keys of the real account, or start with --sandbox.",
    });
  }
}

/**
 * INVARIANT: real mode does not start where TLS certificates are not verified.
 * @throws ConfigInvalid
 */
export function assertTlsVerified(
  mode: Target["mode"],
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (mode === "real" && env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    throw new ConfigInvalid("NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off.", {
      hint: "Unset it. For a private certificate authority use NODE_EXTRA_CA_CERTS.",
    });
  }
}
