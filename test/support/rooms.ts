import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { createRuntime, type Runtime } from "../../src/cli/runtime.ts";
import { type Environment, resolveConfig } from "../../src/config/config.ts";
import type { Gate, GateCall, GateResult, Requester } from "../../src/gate/types.ts";
import { createLogger } from "../../src/log.ts";
import { actions } from "../../tools/index.ts";
import { ownFolder } from "./folder.ts";

export interface Rooms extends Runtime {
  readonly state: string;
  /** Everything that was logged, as text. */
  readonly logged: () => string;
  /** Calls an action by its qualified name as one requester. */
  run(name: string, args: unknown, more?: Partial<GateCall>): Promise<GateResult>;
}

export const silentClient: Requester = { label: "stdio test/1", client: "test/1", canAsk: false };
export const askingClient: Requester = { label: "stdio test/1", client: "test/1", canAsk: true };

/** Finds an action of the registry. */
export function action(name: string): Action {
  const found = actions.find((candidate) => qualifiedName(candidate) === name);
  if (found === undefined) throw new Error(`no action ${name}`);
  return found;
}

export interface RoomsOptions {
  /** YAML of a policy; none by default. */
  readonly policy?: string;
  /** A service on the loopback; the built-in sandbox where it is left out. */
  readonly endpoint?: string;
  readonly env?: Environment;
  readonly state?: string;
  /** Files of a sealing key and of a recipient's public key. */
  readonly secretKey?: string;
  readonly secretRecipient?: string;
}

/** The whole of idgate behind the transport, built by the composition of the product. */
export async function openRooms(options: RoomsOptions = {}): Promise<Rooms> {
  const state = options.state ?? ownFolder();
  const lines: string[] = [];
  const log = await createLogger({
    level: "debug",
    scrub: (value) => value,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const policy = options.policy === undefined ? undefined : join(state, "policy.yaml");
  if (policy !== undefined) writeFileSync(policy, options.policy ?? "");
  const { endpoint, secretKey, secretRecipient } = options;
  const config = resolveConfig(
    { sandbox: endpoint === undefined, endpoint, state, policy, secretKey, secretRecipient },
    {},
  );
  const runtime = await createRuntime(config, actions, options.env ?? {}, log);
  onTestFinished(() => runtime.close());
  const gate: Gate = runtime.gate;
  return {
    ...runtime,
    state,
    logged: () => lines.join(""),
    run: (name, args, more) => gate.call({ action: action(name), args, requester: silentClient, ...more }),
  };
}
