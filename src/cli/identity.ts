import { readFile } from "node:fs/promises";
import { type Config, DEFAULT_REGION, type Environment, homeFolder } from "../config/config.ts";
import type { OpenedCredentials } from "../credentials/open.ts";
import { sandboxCredentials } from "../credentials/sandbox.ts";
import { ConfigInvalid, IdgateError } from "../errors.ts";
import type { Logger } from "../log.ts";
import { assertTlsVerified, isSandboxKey } from "../wire/mode.ts";
import type { Target } from "../wire/permit.ts";
import type { CredentialSource } from "../wire/types.ts";

/** Whose keys sign, and what comes along with them. */
export interface Identity {
  readonly credentials: CredentialSource;
  readonly region: string | undefined;
  readonly profile: string | undefined;
}

/**
 * The keys of this run. Real ones are asked for once, so that missing or broken ones lock the server at start and not at the
 * first change; where only the network is in the way, each call asks again.
 * @throws CredentialsInvalid, ConfigInvalid, ModeMismatch
 */
export async function identityFor(
  config: Config,
  mode: Target["mode"],
  env: Environment,
  log: Logger,
): Promise<Identity> {
  const { credentials, found } = await keysFor(config, mode, env, log);
  try {
    await credentials();
  } catch (error) {
    if (!(error instanceof IdgateError) || !error.retryable) throw error;
    log.warn({ code: error.code, hint: error.hint }, `no credentials yet: ${error.message}`);
  }
  return { credentials, region: found()?.region, profile: found()?.profile };
}

/**
 * Where the keys of this run come from. Nothing is asked for yet.
 * INVARIANT: `--sandbox` reads no real credential; a loopback endpoint only one that begins with SANDBOX.
 * @throws CredentialsInvalid, ConfigInvalid
 */
export async function keysFor(
  config: Config,
  mode: Target["mode"],
  env: Environment,
  log: Logger | undefined,
): Promise<OpenedCredentials> {
  const { builtInSandbox, assumeRole, profile, region, endpoint, allowHosts } = config;
  if (builtInSandbox || (mode === "sandbox" && assumeRole === undefined)) {
    const keys = builtInSandbox ? sandboxCredentials() : await sandboxKeys(env);
    return { credentials: async () => keys, found: () => undefined };
  }
  // The wire asks too, but keys are asked for before there is one.
  assertTlsVerified(mode, env);
  const { openCredentials } = await import("../credentials/open.ts");
  return openCredentials({
    env,
    profile,
    homeDir: homeOf(env),
    readFile: (path) => readFile(path, "utf8"),
    now: () => new Date(),
    region,
    defaultRegion: DEFAULT_REGION,
    endpoint,
    allowHosts,
    assumeRole,
    keys: mode === "sandbox" ? await sandboxKeys(env) : undefined,
    log,
  });
}

/** A sandbox that runs elsewhere on this machine may have keys of its own, in the environment. */
async function sandboxKeys(env: Environment) {
  if (!isSandboxKey(env.VOLCENGINE_ACCESS_KEY ?? "")) return sandboxCredentials();
  const { environmentCredentials } = await import("../credentials/environment.ts");
  return environmentCredentials(env) ?? sandboxCredentials();
}

/** A container's user may have no home, and keys from elsewhere. */
function homeOf(env: Environment): string | undefined {
  try {
    return homeFolder(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) return undefined;
    throw error;
  }
}
