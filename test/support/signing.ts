import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { generateKey, sealKey } from "../../src/signing/key-file.ts";
import { ownFolder } from "./folder.ts";
import { envelope, startUpstream } from "./upstream.ts";

export const PASSPHRASE = "correct horse battery";

/** A recording service, a policy that wants alice's signature to delete a pool there, and alice's key. */
export async function signingSetting() {
  const state = ownFolder();
  const key = generateKey();
  const keyFile = join(state, "alice.key");
  writeFileSync(keyFile, await sealKey(key, "alice", PASSPHRASE), { mode: 0o600 });
  const policy = join(state, "policy.yaml");
  writeFileSync(
    policy,
    `
version: 1
account: "2100000000"
approvers:
  - { name: alice, key: "ed25519:${key.publicKey}", user: alice-at-her-own-desk }
allow:
  - { id: remove-pools, actions: ["id:DeleteWorkloadPool"], approval: second-person }
`,
  );
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const flags = ["--sandbox", "--state", state];
  const args = ["serve", "--endpoint", upstream.url, "--policy", policy, "--state", state];
  return { state, key: keyFile, policy, upstream, args, flags };
}
