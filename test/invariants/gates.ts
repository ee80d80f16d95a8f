/** A gate of the product's own parts, but for those that a test brings. */
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createGate } from "../../src/gate/gate.ts";
import type { GateOptions } from "../../src/gate/options.ts";
import type { GateCall } from "../../src/gate/types.ts";
import { createLedger } from "../../src/ledger/ledger.ts";
import { createLogger } from "../../src/log.ts";
import { sandboxPolicy } from "../../src/policy/defaults.ts";
import { createVault } from "../../src/secrets/index.ts";
import { ownFolder } from "../support/folder.ts";
import { action, silentClient } from "../support/rooms.ts";

type Brought = Pick<GateOptions, "wire" | "issue" | "target"> & Partial<GateOptions>;

export async function openGate(brought: Brought) {
  const folder = ownFolder();
  const clock = brought.clock ?? (() => new Date());
  const ledger = createLedger({ file: join(folder, "l.db"), keyFile: join(folder, "l.key"), clock });
  onTestFinished(async () => {
    await brought.wire.close();
    await ledger.close();
  });
  const policy = sandboxPolicy();
  const gate = createGate({
    policy: () => policy,
    ledger,
    vault: createVault(),
    find: action,
    accessKeyId: async () => "AKLTEXAMPLE",
    clock,
    log: await createLogger({
      level: "error",
      scrub: (value) => value,
      destination: { write: () => undefined },
    }),
    exists: () => true,
    ungoverned: false,
    ...brought,
  });
  const call = (name: string, args: unknown, more?: Partial<GateCall>) =>
    gate.call({ action: action(name), args, requester: silentClient, ...more });
  return { call, gate, ledger };
}
