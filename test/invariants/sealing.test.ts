import { describe, expect, it, onTestFinished } from "vitest";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createVault, openHandles } from "../../src/secrets/index.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import { createWire } from "../../src/wire/wire.ts";
import { envelope, startUpstream } from "../support/upstream.ts";
import { openGate } from "./gates.ts";

describe("a credential that could not be sealed", () => {
  it("is not asked for: nothing is sent and no intent is written", async () => {
    const upstream = await startUpstream(envelope({ WorkloadAccessToken: "token-value-example" }));
    onTestFinished(() => upstream.close());
    const vault = createVault({ maxSecrets: 1 });
    const office = createPermitOffice();
    const wire = createWire({
      mode: "sandbox",
      redeem: office.redeem,
      credentials: async () => sandboxCredentials(),
      openSecrets: (facts) => openHandles(facts.action, facts.params, vault),
      clock: () => new Date(),
      random: Math.random,
    });
    const target = {
      mode: "sandbox",
      account: "2100000000",
      region: "cn-beijing",
      profile: undefined,
      endpoint: upstream.url,
    } as const;
    const { call, ledger } = await openGate({ wire, issue: office.issue, target, vault });
    const issue = () => call("id:GetWorkloadAccessToken", { Name: "bot" });
    await expect(issue()).resolves.toMatchObject({ kind: "done" });
    await expect(issue()).rejects.toMatchObject({ code: "SECRET_REFUSED" });
    expect(upstream.arrived).toHaveLength(1);
    expect(await ledger.operations()).toHaveLength(1);
  });
});
