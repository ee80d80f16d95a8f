import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createGate } from "../../src/gate/gate.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { createLogger } from "../../src/log.ts";
import { sandboxPolicy } from "../../src/policy/defaults.ts";
import { createVault, openHandles } from "../../src/secrets/index.ts";
import { createPermitOffice, type Target } from "../../src/wire/permit.ts";
import { createWire } from "../../src/wire/wire.ts";
import { ownFolder } from "../support/folder.ts";
import { action, silentClient } from "../support/rooms.ts";
import { envelope, startUpstream } from "../support/upstream.ts";

/** A gate of the product's own parts, whose vault holds only so many secrets. */
async function gateWith(maxSecrets: number) {
  const upstream = await startUpstream(envelope({ WorkloadAccessToken: "token-value-example" }));
  const folder = ownFolder();
  const clock = () => new Date();
  const ledger = createLedger({ file: join(folder, "l.db"), keyFile: join(folder, "l.key"), clock });
  const vault = createVault({ maxSecrets });
  const office = createPermitOffice();
  const log = await createLogger({
    level: "error",
    scrub: (value) => value,
    destination: { write: () => undefined },
  });
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => sandboxCredentials(),
    openSecrets: (facts) => openHandles(facts.action, facts.params, vault),
    clock,
    random: Math.random,
  });
  const target: Target = {
    mode: "sandbox",
    account: "2100000000",
    region: "cn-beijing",
    profile: undefined,
    endpoint: upstream.url,
  };
  onTestFinished(async () => {
    await wire.close();
    await ledger.close();
    await upstream.close();
  });
  const gate = createGate({
    policy: sandboxPolicy,
    ledger,
    vault,
    wire,
    issue: office.issue,
    target,
    find: () => undefined,
    clock,
    log,
    ungoverned: true,
  });
  const issue = () =>
    gate.call({
      action: action("id:GetWorkloadAccessToken"),
      args: { Name: "bot" },
      requester: silentClient,
    });
  return { issue, upstream, ledger };
}

describe("a credential that could not be sealed", () => {
  it("is not asked for: nothing is sent and no intent is written", async () => {
    const { issue, upstream, ledger } = await gateWith(1);
    await expect(issue()).resolves.toMatchObject({ kind: "done" });
    await expect(issue()).rejects.toMatchObject({ code: "SECRET_REFUSED" });
    expect(upstream.arrived).toHaveLength(1);
    expect(await ledger.operations()).toHaveLength(1);
  });
});
