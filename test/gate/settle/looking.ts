import { onTestFinished } from "vitest";
import type { Looking } from "../../../src/gate/settle/look-up.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { createPermitOffice } from "../../../src/wire/permit.ts";
import { createWire } from "../../../src/wire/wire.ts";
import { actions } from "../../../tools/index.ts";
import type { Signing } from "../../sandbox/client.ts";
import { action } from "../../support/rooms.ts";

/** The product's own wire and permits, before a service on the loopback. */
export function looking({ url, accessKeyId, secretAccessKey }: Signing, clock: () => Date): Looking {
  const office = createPermitOffice();
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => ({ accessKeyId, secretAccessKey, sessionToken: undefined }),
    openSecrets: ({ params }) => params,
    clock,
    random: () => 0,
  });
  onTestFinished(() => wire.close());
  const policy = loadPolicy('version: 1\naccount: "2100000000"\n', { name: "policy.yaml" }, { actions });
  return {
    policy: () => policy,
    wire,
    issue: office.issue,
    target: {
      mode: "sandbox",
      account: "2100000000",
      region: "cn-beijing",
      profile: undefined,
      endpoint: url,
    },
    // Nothing else is under way.
    ledger: { undecided: async () => [], operations: async () => [] },
    find: action,
    exists: () => true,
    clock,
  };
}
