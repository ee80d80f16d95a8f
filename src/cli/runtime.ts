import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Action, qualifiedName } from "../action/action.ts";
import { toolName } from "../action/names.ts";
import { type Config, DEFAULT_REGION, type Environment, modeOf } from "../config/config.ts";
import { ConfigInvalid } from "../errors.ts";
import { flowsFor } from "../gate/flows.ts";
import { createGate } from "../gate/gate.ts";
import type { GateOptions } from "../gate/options.ts";
import type { Gate } from "../gate/types.ts";
import { createLedger } from "../ledger/ledger.ts";
import type { Ledger } from "../ledger/types.ts";
import type { Logger } from "../log.ts";
import { createConcealer, createVault, openHandles } from "../secrets/index.ts";
import { checkEndpoint } from "../wire/endpoints.ts";
import { trafficFor } from "../wire/limiter.ts";
import { createPermitOffice, type PermitFacts, type Target } from "../wire/permit.ts";
import { createWire } from "../wire/wire.ts";
import { openAuditSink } from "./audit/audit-sink.ts";
import { SANDBOX_ACCOUNT } from "./context.ts";
import { identityFor } from "./identity.ts";
import { openPolicySource } from "./policy-source.ts";
import { openSealing } from "./secrets/sealing.ts";

export interface Runtime {
  readonly gate: Gate;
  readonly target: Target;
  readonly ledger: Ledger;
  /** Whether no policy governs this sandbox. */
  readonly ungoverned: boolean;
  /** Reads the policy file again; when it returns, what it says rules. */
  reloadPolicy(): void;
  close(): Promise<void>;
}

/**
 * Builds everything behind the server. Nothing is opened or dialled yet: the ledger opens at the first
 * write, the built-in sandbox and the HTTP client start at the first call.
 * @throws ConfigInvalid, PolicyInvalid, CredentialsInvalid, ModeMismatch
 */
export async function createRuntime(
  config: Config,
  actions: readonly Action[],
  env: Environment,
  log: Logger,
  exists: GateOptions["exists"] = () => true,
): Promise<Runtime> {
  const endpoint =
    config.endpoint === undefined
      ? undefined
      : checkEndpoint(config.endpoint, { allowHosts: config.allowHosts });
  const mode = modeOf(config);
  const clock = () => new Date();
  const policy = await openPolicySource({
    file: config.policyFile,
    mode,
    actions,
    clock,
    language: config.language,
    log,
  });
  const identity = await identityFor(config, mode, env, log);
  const target: Target = {
    mode,
    account: policy.current().account ?? (mode === "sandbox" ? SANDBOX_ACCOUNT : undefined),
    region: config.region ?? identity.region ?? DEFAULT_REGION,
    profile: identity.profile,
    endpoint: endpoint?.origin,
  };
  const stateDir = config.stateDir(mode);
  const sink =
    config.auditSink === undefined
      ? undefined
      : openAuditSink({
          file: config.auditSink,
          ledger: ledgerName(mode, target.account),
          stateRoot: dirname(stateDir),
          clock,
          log,
        });
  const sandbox = lazySandbox(config, stateDir, target, log);
  const ledger = createLedger({
    file: join(stateDir, "ledger.db"),
    keyFile: join(stateDir, "ledger.key"),
    clock,
    language: config.language,
    // The head also goes to the log, so that a rolled-back or truncated file shows.
    onHead: (head, operation) => {
      log.info({ operation, head }, "ledger head");
      sink?.add(head, operation);
    },
    mayStart: sink?.mayStart,
  });
  const { keys, recipient } = openSealing(config.sealing, log);
  const vault = createVault({
    clock,
    // Where nobody says which account it is, a handle of one must not open in a later run for another.
    keys: target.account === undefined ? undefined : keys,
    account: ledgerName(mode, target.account),
    recipient,
    find: ledger.sealed.find,
  });
  const vaultOf = ({ owner }: PermitFacts) => (owner === undefined ? vault : vault.as(owner));
  const office = createPermitOffice();
  const wire = createWire({
    mode,
    redeem: office.redeem,
    credentials: identity.credentials,
    openSecrets: (facts) =>
      openHandles(facts.action, facts.params, vaultOf(facts), flowsFor(policy.current(), facts.action)),
    concealer: (facts) => createConcealer(facts.action, facts.params, vaultOf(facts)),
    ...(config.builtInSandbox ? { builtInEndpoint: sandbox.url } : {}),
    allowHosts: config.allowHosts,
    clock,
    random: Math.random,
    logger: log,
    traffic: trafficFor(mode, config),
    env,
  });
  const byName = new Map(
    actions.flatMap((action) => [
      [qualifiedName(action), action] as const,
      [toolName(action), action] as const,
    ]),
  );
  const ungoverned = mode === "sandbox" && config.policyFile === undefined;
  const gate = createGate({
    policy: policy.current,
    ledger,
    vault,
    wire,
    issue: office.issue,
    target,
    accessKeyId: async () => (await identity.credentials()).accessKeyId,
    find: (name) => byName.get(name),
    exists,
    clock,
    language: config.language,
    log,
    ungoverned,
    dryRun: config.dryRun,
  });
  const running = new Set<Promise<unknown>>();
  return {
    gate: {
      ...gate,
      call(request) {
        const result = gate.call(request);
        const settled = result.then(
          () => undefined,
          () => undefined,
        );
        running.add(settled);
        void settled.then(() => running.delete(settled));
        return result;
      },
    },
    target,
    ledger,
    ungoverned,
    reloadPolicy: policy.reload,
    async close() {
      // A change in flight still writes its outcome: the ledger goes last.
      await Promise.all(running);
      await gate.stop();
      await wire.close();
      await sandbox.close();
      await ledger.close();
    },
  };
}

/** Whose ledger it is, and whose secrets: `real/2100000000`. */
function ledgerName(mode: Target["mode"], account: string | undefined): string {
  return `${mode}/${account ?? "none"}`;
}

/** The built-in sandbox: started at the first call, in this process, on a free port of the loopback. */
function lazySandbox(config: Config, stateDir: string, target: Target, log: Logger) {
  const account = target.account ?? SANDBOX_ACCOUNT;
  let starting: Promise<{ readonly url: string; close(): Promise<void> }> | undefined;
  return {
    async url(): Promise<string> {
      if (!config.builtInSandbox) throw new ConfigInvalid("There is no built-in sandbox in this run.");
      starting ??= (async () => {
        const { startSandbox } = await import("../sandbox/sandbox.ts");
        mkdirSync(stateDir, { recursive: true, mode: 0o700 });
        return await startSandbox({
          // A sandbox's data belongs to one account and region.
          file: join(stateDir, `sandbox-${account}-${target.region}.db`),
          account,
          region: target.region,
          onInternalError: (error) => log.error({ err: error }, "the sandbox failed"),
        });
      })();
      return (await starting).url;
    },
    async close(): Promise<void> {
      await (await starting)?.close();
    },
  };
}
