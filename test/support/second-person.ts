/** A gate whose every delete a second person must sign, with a policy and a clock that a test can change. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { qualifiedName } from "../../src/action/action.ts";
import { sandboxCredentials } from "../../src/credentials/sandbox.ts";
import { createGate } from "../../src/gate/gate.ts";
import type { Gate, GateCall, GateResult, Requester } from "../../src/gate/types.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import type { Ledger, Operation } from "../../src/ledger/types.ts";
import { createLogger } from "../../src/log.ts";
import { sandboxPolicy } from "../../src/policy/defaults.ts";
import type { Approver, Policy } from "../../src/policy/types.ts";
import { createConcealer, createVault, openHandles } from "../../src/secrets/index.ts";
import { generateKey } from "../../src/signing/key-file.ts";
import { type SigningKey, signStatement } from "../../src/signing/signature.ts";
import { createPermitOffice, type Target } from "../../src/wire/permit.ts";
import { createWire } from "../../src/wire/wire.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "./folder.ts";
import { action } from "./rooms.ts";
import { envelope, startUpstream } from "./upstream.ts";

export const alice = generateKey();
export const bob = generateKey();

export const approverOf = (name: string, key: SigningKey, user: string | undefined = name): Approver => ({
  name,
  key: key.publicKey,
  user,
});

export const carol: Requester = { label: "stdio test/1", client: "test/1", canAsk: true, user: "carol" };
export const NAME = "id:DeleteWorkloadPool";
export const ARGS = { WorkloadPoolName: "agent-a" };

/** What an approver would sign of an operation, signed. */
export function signatureOf(
  operation: Operation,
  name: string,
  key: SigningKey,
  changed: { digest?: string; preview?: string; expiresAt?: string; operation?: string } = {},
) {
  const { id, digest, preview = "", expiresAt = "" } = operation;
  const statement = { operation: id, digest, preview, expiresAt, approver: name, ...changed };
  return { approver: name, value: signStatement(statement, key) };
}

export interface SignedGate {
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly state: string;
  readonly upstream: Awaited<ReturnType<typeof startUpstream>>;
  /** Whom the policy names now. */
  approvers: readonly Approver[];
  /** Milliseconds by which the clock is ahead. */
  ahead: number;
  run(args?: unknown, more?: Partial<GateCall>): Promise<GateResult>;
  /** Proposes a call and gives the operation that waits. */
  propose(args?: unknown, more?: Partial<GateCall>): Promise<Operation>;
  /** Records an approval with a signature. */
  approve(operation: Operation, name: string, key: SigningKey): Promise<void>;
}

export async function signedGate(options: { state?: string } = {}): Promise<SignedGate> {
  const upstream = await startUpstream(envelope({}));
  onTestFinished(() => upstream.close());
  const state = options.state ?? ownFolder();
  const clock = () => new Date(Date.now() + signed.ahead);
  const log = await createLogger({
    level: "silent",
    scrub: (value) => value,
    destination: { write: () => undefined },
  });
  const ledger = createLedger({ file: join(state, "ledger.db"), keyFile: join(state, "ledger.key"), clock });
  const target: Target = {
    mode: "sandbox",
    account: "2100000000",
    region: "cn-beijing",
    profile: undefined,
    endpoint: upstream.url,
  };
  const vault = createVault({ clock });
  const office = createPermitOffice();
  const wire = createWire({
    mode: "sandbox",
    redeem: office.redeem,
    credentials: async () => sandboxCredentials(),
    openSecrets: (facts) => openHandles(facts.action, facts.params, vault),
    concealer: (facts) => createConcealer(facts.action, facts.params, vault),
    allowHosts: [],
    clock,
    random: Math.random,
    logger: log,
    env: {},
  });
  onTestFinished(async () => {
    await wire.close();
    await ledger.close();
  });
  const free = sandboxPolicy();
  const policy: Policy = {
    ...free,
    decide: (call) =>
      call.effect === "delete"
        ? {
            verdict: "allow",
            rules: ["signed"],
            approval: "second-person",
            approvers: signed.approvers,
            budgets: [],
          }
        : free.decide(call),
  };
  const byName = new Map(actions.map((one) => [qualifiedName(one), one]));
  const gate = createGate({
    policy: () => policy,
    ledger,
    vault,
    wire,
    issue: office.issue,
    target,
    accessKeyId: async () => (await sandboxCredentials()).accessKeyId,
    find: (name) => byName.get(name),
    exists: () => true,
    clock,
    log,
    ungoverned: false,
  });
  const signed: SignedGate = {
    gate,
    ledger,
    state,
    upstream,
    approvers: [approverOf("alice", alice), approverOf("bob", bob)],
    ahead: 0,
    run: (args = ARGS, more = {}) => gate.call({ action: action(NAME), args, requester: carol, ...more }),
    async propose(args, more) {
      const failed: unknown = await signed.run(args, more).then(
        () => undefined,
        (error: unknown) => error,
      );
      const id = failed instanceof Error ? String(Reflect.get(failed, "operation")) : "";
      const operation = await ledger.get(id);
      if (operation === undefined) throw failed instanceof Error ? failed : new Error("expected it to wait");
      return operation;
    },
    async approve(operation, name, key) {
      await ledger.answerAll([
        {
          id: operation.id,
          verdict: "approved",
          by: `signature ${name}`,
          signature: signatureOf(operation, name, key),
        },
      ]);
    },
  };
  return signed;
}
