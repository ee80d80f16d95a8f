import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ownFolder } from "./folder.ts";
import { envelope, startUpstream } from "./upstream.ts";

const POLICY = `
version: 1
account: "2100000000"
allow:
  - id: remove-pools
    actions: ["id:DeleteWorkloadPool"]
    approval: ask
`;

/** A recording service and the command line of a server that asks before it deletes a workload pool there. */
export async function askingSetting() {
  const state = ownFolder();
  const policy = join(state, "policy.yaml");
  writeFileSync(policy, POLICY);
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  return {
    upstream,
    state,
    args: ["serve", "--endpoint", upstream.url, "--policy", policy, "--state", state],
  };
}
