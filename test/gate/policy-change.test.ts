/** The policy changes while a call waits. What one policy allowed is not sent under another, wherever the call stood. */
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createGate } from "../../src/gate/gate.ts";
import { createLedger, type LedgerOptions } from "../../src/ledger/index.ts";
import { createLogger } from "../../src/log.ts";
import { loadPolicy } from "../../src/policy/load.ts";
import { createVault } from "../../src/secrets/index.ts";
import { createPermitOffice } from "../../src/wire/permit.ts";
import { createWire, type WireOptions } from "../../src/wire/wire.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "../support/folder.ts";
import { action, askingClient, silentClient } from "../support/rooms.ts";
import { type Answerer, envelope, fault, startUpstream } from "../support/upstream.ts";

const policyOf = (rules: string) =>
  loadPolicy(`version: 1\naccount: "2100000000"\n${rules}`, { name: "policy.yaml" }, { actions });
const ALLOWS = policyOf('allow: [{ id: pools, actions: ["id:*WorkloadPool"] }]');
const REFUSES = policyOf("allow: []");
const ASKS = policyOf('allow: [{ id: pools, actions: ["id:*WorkloadPool"], approval: ask }]');

interface Seams {
  readonly answer?: Answerer;
  readonly onHead?: LedgerOptions["onHead"];
  readonly wire?: Partial<WireOptions>;
}

/** The product's own gate, ledger and wire before a service on the loopback. */
async function open(seams: Seams = {}) {
  const upstream = await startUpstream(seams.answer ?? envelope({}));
  const folder = ownFolder();
  const clock = () => new Date();
  const { onHead } = seams;
  const ledger = createLedger({ file: join(folder, "l.db"), keyFile: join(folder, "l.key"), clock, onHead });
  const office = createPermitOffice();
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => sandboxCredentials(),
    openSecrets: ({ params }) => params,
    clock,
    random: () => 0,
    ...seams.wire,
  });
  onTestFinished(async () => {
    await upstream.close();
    await wire.close();
    await ledger.close();
  });
  const state = { policy: ALLOWS };
  const gate = createGate({
    policy: () => state.policy,
    ledger,
    vault: createVault(),
    wire,
    issue: office.issue,
    target: {
      mode: "sandbox",
      account: "2100000000",
      region: "cn-beijing",
      profile: undefined,
      endpoint: upstream.url,
    },
    accessKeyId: async () => "SANDBOXEXAMPLE",
    find: action,
    exists: () => true,
    clock,
    log: await createLogger({
      level: "fatal",
      scrub: (value) => value,
      destination: { write: () => undefined },
    }),
    ungoverned: false,
  });
  const create = (name: string) =>
    gate.call({
      action: action("id:CreateWorkloadPool"),
      args: { WorkloadPoolName: name },
      requester: silentClient,
    });
  return { upstream, ledger, gate, state, create };
}

const HELD_BACK = { code: "REFUSED_BY_POLICY", retryable: true };

describe.each([
  ["refuses it", REFUSES],
  ["asks for it", ASKS],
  ["allows it as well", policyOf('allow: [{ id: all, actions: ["id:CreateWorkloadPool"] }]')],
])("a change that waits while the policy becomes one that %s", (_, next) => {
  it("is not sent after its intent was written, and the ledger says so", async () => {
    const rooms = await open({
      onHead: () => {
        rooms.state.policy = next;
      },
    });
    await expect(rooms.create("a")).rejects.toMatchObject({
      ...HELD_BACK,
      operation: expect.stringMatching(/^op_/),
    });
    expect(rooms.upstream.arrived).toEqual([]);
    expect(await rooms.ledger.operations()).toMatchObject([
      {
        status: "failed",
        policyVersion: ALLOWS.version,
        reason: expect.stringContaining("policy was changed"),
      },
    ]);
  });

  it("is not sent after its credentials were fetched", async () => {
    const rooms = await open({
      wire: {
        credentials: async () => {
          rooms.state.policy = next;
          return sandboxCredentials();
        },
      },
    });
    await expect(rooms.create("a")).rejects.toMatchObject(HELD_BACK);
    expect(rooms.upstream.arrived).toEqual([]);
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "failed" }]);
  });

  it.each([
    ["a free connection", { limits: { connections: 1 } }],
    ["its turn", { traffic: { inFlight: 1 } }],
  ])("is not sent after it waited for %s", async (_, wire) => {
    let release: () => void = () => undefined;
    const rooms = await open({
      answer: (one, response) => {
        release = () => envelope({})(one, response);
      },
      wire,
    });
    const arrived = rooms.upstream.next();
    const first = rooms.create("first");
    await arrived;
    const second = rooms.create("second");
    // Its intent is durable: it has come to where only the connection is missing.
    await expect.poll(async () => (await rooms.ledger.operations()).length).toBe(2);
    rooms.state.policy = next;
    release();
    await expect(second).rejects.toMatchObject(HELD_BACK);
    // What had left under the old policy is done, and known to be.
    await expect(first).resolves.toMatchObject({ kind: "done" });
    expect(rooms.upstream.arrived.map(({ body }) => body)).toEqual(['{"WorkloadPoolName":"first"}']);
  });

  it("is not tried again, and is known not to be done where the first attempt was turned away", async () => {
    const rooms = await open({
      answer: fault(429, "Throttling", "slow down"),
      wire: {
        sleep: async () => {
          rooms.state.policy = next;
        },
      },
    });
    await expect(rooms.create("a")).rejects.toMatchObject(HELD_BACK);
    expect(rooms.upstream.arrived).toHaveLength(1);
    expect(await rooms.ledger.operations()).toMatchObject([{ status: "failed" }]);
  });

  it("runs no approval that was given under the policy before", async () => {
    const rooms = await open();
    rooms.state.policy = ASKS;
    const call = { action: action("id:DeleteWorkloadPool"), args: { WorkloadPoolName: "a" } };
    const asked = await rooms.gate.call({ ...call, requester: askingClient });
    if (asked.kind !== "ask") throw new Error("nobody was asked");
    rooms.state.policy = next === ASKS ? policyOf(`${"# saved again\n"}allow: []`) : next;
    const answer = { operation: asked.operation, verdict: "approved" } as const;
    await rooms.gate.call({ ...call, requester: askingClient, answer }).catch(() => undefined);
    expect(await rooms.ledger.get(asked.operation)).toMatchObject({ status: "pending" });
  });
});

describe("a change that was held back", () => {
  it("has taken nothing from its budget", async () => {
    const once = policyOf(
      'allow: [{ id: one, actions: ["id:*WorkloadPool"], budget: { max: 1, per: hour } }]',
    );
    let held = false;
    const rooms = await open({
      onHead: () => {
        if (!held) rooms.state.policy = REFUSES;
        held = true;
      },
    });
    rooms.state.policy = once;
    await expect(rooms.create("a")).rejects.toMatchObject(HELD_BACK);
    rooms.state.policy = once;
    await expect(rooms.create("b")).resolves.toMatchObject({ kind: "done" });
    await expect(rooms.create("c")).rejects.toMatchObject({ code: "BUDGET_SPENT" });
    expect(rooms.upstream.arrived).toHaveLength(1);
  });
});

describe("a plain read that waits while the policy changes", () => {
  it("is not sent either, and leaves no row", async () => {
    const rooms = await open({
      wire: {
        credentials: async () => {
          rooms.state.policy = REFUSES;
          return sandboxCredentials();
        },
      },
    });
    const read = rooms.gate.call({
      action: action("id:GetWorkloadPool"),
      args: { WorkloadPoolName: "a" },
      requester: silentClient,
    });
    await expect(read).rejects.toMatchObject(HELD_BACK);
    expect(rooms.upstream.arrived).toEqual([]);
    expect(await rooms.ledger.operations()).toEqual([]);
  });
});

describe("a call after the policy changed", () => {
  it("is judged by the new one, and the ledger names for each row the version that decided", async () => {
    const rooms = await open();
    await rooms.create("a");
    rooms.state.policy = REFUSES;
    await expect(rooms.create("b")).rejects.toMatchObject({ code: "REFUSED_BY_POLICY", retryable: false });
    rooms.state.policy = ALLOWS;
    await rooms.create("c");
    expect(
      (await rooms.ledger.operations()).map(({ status, policyVersion }) => [status, policyVersion]),
    ).toEqual([
      ["succeeded", ALLOWS.version],
      ["refused", REFUSES.version],
      ["succeeded", ALLOWS.version],
    ]);
  });
});
