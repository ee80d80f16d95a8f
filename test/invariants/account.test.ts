import { describe, expect, it } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import type { Policy } from "../../src/policy/types.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import type { Wire } from "../../src/wire/types.ts";
import { actions } from "../../tools/index.ts";
import { openGate } from "./gates.ts";

const PINNED = loadPolicy(
  'version: 1\naccount: "2100000000"\nallow: [{id: pools, actions: ["id:CreateWorkloadPool"]}]',
  { name: "policy.yaml" },
  { actions },
  { requireAccount: true },
);
const OWNER = "sts:GetCallerIdentity";

/** Real mode over a wire that only notes what it would send: no test may reach the cloud. */
async function realGate(policy: Policy, keysOf: string) {
  const office = createPermitOffice();
  const sent: string[] = [];
  const wire: Wire = {
    async send(permit) {
      sent.push(qualifiedName(office.redeem(permit).action));
      return { result: { AccountId: keysOf }, requestId: "r", attempts: 1, durationMs: 1 };
    },
    close: async () => undefined,
  };
  const target = {
    mode: "real",
    account: policy.account,
    region: "cn-beijing",
    profile: undefined,
    endpoint: undefined,
  } as const;
  const { call } = await openGate({ wire, issue: office.issue, target, policy: () => policy });
  return { call, sent };
}

const read = ["id:GetWorkloadPool", { WorkloadPoolName: "a" }] as const;
const change = ["id:CreateWorkloadPool", { WorkloadPoolName: "a" }] as const;

describe("in real mode", () => {
  it.each([
    ["a read", read],
    ["a change", change],
  ])("%s with the keys of another account than the pinned one is not sent", async (_, [name, args]) => {
    const { call, sent } = await realGate(PINNED, "2100000001");
    await expect(call(name, args)).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    expect(sent).toEqual([OWNER]);
  });

  it("calls with the keys of the pinned account are sent, and the cloud is asked once", async () => {
    const { call, sent } = await realGate(PINNED, "2100000000");
    await call(...read);
    await call(...change);
    expect(sent).toEqual([OWNER, read[0], change[0]]);
  });

  it("without a policy nothing but plain reads is sent", async () => {
    const { call, sent } = await realGate(readOnlyPolicy(), "2100000001");
    await call(...read);
    await expect(call(...change)).rejects.toMatchObject({ code: "REFUSED_BY_POLICY" });
    expect(sent).toEqual([read[0]]);
  });
});
