/** A real account that is not the one the policy speaks of. No real cloud may be asked in a test: the wire is a recorder. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { createGate } from "../../src/gate/gate.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { createLogger } from "../../src/log.ts";
import { readOnlyPolicy } from "../../src/policy/defaults.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { createVault } from "../../src/secrets/index.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import type { Wire } from "../../src/wire/types.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "../support/folder.ts";
import { action, silentClient } from "../support/rooms.ts";

const PINNED = "2100000000";
const POLICY = `
version: 1
account: "${PINNED}"
allow:
  - {id: pools, actions: ["id:CreateWorkloadPool"]}
  - {id: tokens, actions: ["id:GetWorkloadAccessToken"], approval: none}
  - {id: keys, actions: ["cloudcontrol:GetResource"], types: ["Volcengine::IAM::OauthProvider"]}
`;

async function real(policyText: string | undefined, account: () => string | Error) {
  const folder = ownFolder();
  const office = createPermitOffice();
  const sent: string[] = [];
  const wire: Wire = {
    async send(permit) {
      const { action: redeemed } = office.redeem(permit);
      sent.push(redeemed.name);
      const AccountId = account();
      if (AccountId instanceof Error) throw AccountId;
      return { result: { AccountId }, requestId: "r", attempts: 1, durationMs: 1 };
    },
    close: async () => undefined,
  };
  const clock = () => new Date();
  const ledger = createLedger({
    file: join(folder, "ledger.db"),
    keyFile: join(folder, "ledger.key"),
    clock,
  });
  onTestFinished(() => ledger.close());
  const policy =
    policyText === undefined
      ? readOnlyPolicy()
      : loadPolicy(policyText, { name: "p" }, { actions }, { requireAccount: true });
  const byName = new Map(actions.map((one) => [qualifiedName(one), one]));
  const gate = createGate({
    policy: () => policy,
    ledger,
    vault: createVault({ clock }),
    wire,
    issue: office.issue,
    target: {
      mode: "real",
      account: policy.account,
      region: "cn-beijing",
      profile: undefined,
      endpoint: undefined,
    },
    find: (name) => byName.get(name),
    accessKeyId: async () => "AKLTEXAMPLE",
    clock,
    log: await createLogger({
      level: "fatal",
      scrub: (value) => value,
      destination: { write: () => undefined },
    }),
    exists: () => true,
    ungoverned: false,
  });
  const run = (name: string, args: unknown) =>
    gate.call({ action: action(name), args, requester: silentClient });
  return { run, sent, ledger };
}

const CALLS: readonly (readonly [string, object])[] = [
  ["id:CreateWorkloadPool", { WorkloadPoolName: "a" }],
  ["id:GetWorkloadAccessToken", { Name: "a" }],
  ["cloudcontrol:GetResource", { TypeName: "Volcengine::IAM::OauthProvider", Identifier: "x" }],
  ["id:ListWorkloadPools", { PageNumber: 1, PageSize: 10 }],
  ["cloudcontrol:ListResources", { TypeName: "Volcengine::IAM::User" }],
  ["sts:GetCallerIdentity", {}],
];

describe("keys of another account than the policy pins", () => {
  it.each(CALLS)("send nothing but the question whose they are: %s", async (name, args) => {
    const { run, sent, ledger } = await real(POLICY, () => "2100000001");
    await expect(run(name, args)).rejects.toMatchObject({ code: "MODE_MISMATCH" });
    expect(sent).toEqual(["GetCallerIdentity"]);
    expect(await ledger.operations()).toEqual([]);
  });

  it.each(CALLS)("send nothing else where the question is not answered: %s", async (name, args) => {
    const { run, sent } = await real(POLICY, () => new Error("gone"));
    await expect(run(name, args)).rejects.toThrow();
    expect(sent).toEqual(["GetCallerIdentity"]);
  });

  it("are found out by many calls at once too", async () => {
    const { run, sent } = await real(POLICY, () => "2100000001");
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => run("id:CreateWorkloadPool", {})));
    expect(all.every(({ status }) => status === "rejected")).toBe(true);
    expect(new Set(sent)).toEqual(new Set(["GetCallerIdentity"]));
  });
});

describe("a real account without a policy", () => {
  const refused: readonly (readonly [string, object])[] = [
    ["id:CreateWorkloadPool", { WorkloadPoolName: "a" }],
    ["id:GetWorkloadAccessToken", { Name: "a" }],
    ["cloudcontrol:GetResource", { TypeName: "Volcengine::IAM::Accesskey", Identifier: "x" }],
    ["cloudcontrol:ListResources", { TypeName: "Volcengine::IAM::OauthProvider" }],
    ["cloudcontrol:ListResources", { TypeName: "Volcengine::ECS::Anything" }],
    ["cloudcontrol:DeleteResource", { TypeName: "Volcengine::IAM::User", Identifier: "x" }],
  ];
  it.each(refused)("is sent nothing by %s %j", async (name, args) => {
    const { run, sent } = await real(undefined, () => PINNED);
    await expect(run(name, args)).rejects.toMatchObject({ code: "REFUSED_BY_POLICY" });
    expect(sent).toEqual([]);
  });

  it("is read", async () => {
    const { run, sent } = await real(undefined, () => PINNED);
    await run("id:ListWorkloadPools", { PageNumber: 1, PageSize: 10 });
    expect(sent).toEqual(["ListWorkloadPools"]);
  });
});

describe("keys of the pinned account", () => {
  it("are asked about once, whoever comes first", async () => {
    const { run, sent } = await real(POLICY, () => PINNED);
    await run("id:ListWorkloadPools", { PageNumber: 1, PageSize: 10 });
    await run("id:CreateWorkloadPool", { WorkloadPoolName: "a" });
    expect(sent).toEqual(["GetCallerIdentity", "ListWorkloadPools", "CreateWorkloadPool"]);
  });
});
