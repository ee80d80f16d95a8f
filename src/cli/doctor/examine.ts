/** Runs every check and gathers what they say. */

import type { Service } from "../../action/action.ts";
import { type Config, DEFAULT_REGION, type Flags, modeOf, resolveConfig } from "../../config/config.ts";
import { IdgateError } from "../../errors.ts";
import { scrubText } from "../../secrets/scrub.ts";
import { select } from "../../server/selection.ts";
import { checkEndpoint } from "../../wire/endpoints.ts";
import { type Probed, probe } from "../../wire/probe.ts";
import type { Program } from "../context.ts";
import { once } from "../once.ts";
import { openPolicyFile } from "../policy/open.ts";
import { FIRST, THEN } from "./checks/index.ts";
import { whoRuns } from "./files.ts";
import { findKeys } from "./keys.ts";
import {
  type Attempt,
  type Check,
  type Finding,
  ok,
  problem,
  type Start,
  type Subject,
  skipped,
} from "./types.ts";

export interface Report {
  /** No problem; warnings may be there. */
  readonly ok: boolean;
  /** Undefined where the configuration does not say. */
  readonly mode: "sandbox" | "real" | undefined;
  readonly findings: readonly (Finding & { readonly name: string })[];
}

/**
 * Looks at everything that `serve` with these flags would need. Nothing is made or changed; what is sent are
 * unsigned probes, one plain read, and whatever `serve` asks to get its keys.
 * @throws ConfigInvalid where the flags could not be used whatever the environment says
 */
export async function examine(program: Program, flags: Flags): Promise<Report> {
  const { env } = program;
  assertUsable(flags, env);
  const start: Start = { program, env, flags, who: whoRuns(), clock: () => new Date() };
  const findings: Report["findings"][number][] = [];
  for (const check of FIRST) findings.push(...(await run(check, start)));
  const config = await attempt(() => configOf(start));
  findings.push({ name: "configuration", ...judgeConfig(config) });
  if (config.ok) {
    const subject = subjectOf(start, config.value);
    for (const check of THEN) findings.push(...(await run(check, subject)));
  } else {
    const why = skipped("The configuration has to be right first.");
    for (const { name } of THEN) findings.push({ name, ...why });
  }
  const mode = config.ok ? modeOf(config.value) : undefined;
  return { ok: findings.every(({ verdict }) => verdict !== "problem"), mode, findings };
}

/** Flags alone, so that what the environment gets wrong is a finding and not a slip on the command line. */
function assertUsable(flags: Flags, env: Program["env"]): void {
  const others = Object.entries(env).filter(([name]) => !/^(?:IDGATE|VOLCENGINE)_/.test(name));
  const { endpoint, allowHosts } = resolveConfig(flags, Object.fromEntries(others));
  if (endpoint !== undefined && flags.allowHost !== undefined) checkEndpoint(endpoint, { allowHosts });
}

/** As `serve` reads it. */
function configOf({ program, flags, env }: Start): Config {
  const config = resolveConfig(flags, env);
  if (config.endpoint !== undefined) checkEndpoint(config.endpoint, { allowHosts: config.allowHosts });
  select(program.catalogue(), config.selection);
  return config;
}

function judgeConfig(config: Attempt<Config>): Finding {
  if (config.ok) return ok("Flags and environment fit together.");
  const { message, hint } = config.error;
  return problem(message, hint ?? "Correct the flag or the variable; until then every call answers this.");
}

function subjectOf(start: Start, config: Config): Subject {
  const { program, env } = start;
  const mode = modeOf(config);
  const keys = once(() => attempt(() => findKeys(config, mode, env)));
  const region = once(async () => {
    const found = await keys();
    return config.region ?? (found.ok ? found.value.region : undefined) ?? DEFAULT_REGION;
  });
  return {
    ...start,
    config,
    mode,
    stateDir: config.stateDir(mode),
    keys,
    region,
    policy: once(async () => {
      const { policyFile } = config;
      if (policyFile === undefined) return undefined;
      return await attempt(() => openPolicyFile(program, policyFile, { real: mode === "real" }));
    }),
    probes: once(async () => await probeAll(start, config, await region())),
  };
}

async function probeAll(
  { program, clock }: Start,
  config: Config,
  region: string,
): Promise<ReadonlyMap<string, Probed>> {
  if (config.builtInSandbox) return new Map();
  const actions = (await program.families()).flatMap((family) => family.actions);
  const byService = new Map<Service, (typeof actions)[number]>();
  for (const action of actions) {
    if (action.effect === "read" && !byService.has(action.service)) byService.set(action.service, action);
  }
  const { endpoint, allowHosts } = config;
  const asked = [...byService].map(
    async ([service, action]) =>
      [service, await probe(action, { region, endpoint }, { allowHosts }, clock)] as const,
  );
  return new Map(await Promise.all(asked));
}

/** A check that fails is a finding like another: what the others say is still worth hearing. */
async function run<S extends Start>(check: Check<S>, subject: S): Promise<Report["findings"]> {
  const { name } = check;
  try {
    return (await check.run(subject)).map((finding) => ({ name, ...finding }));
  } catch (error) {
    if (error instanceof IdgateError) {
      return [{ name, ...problem(error.message, error.hint ?? "Correct it and run doctor again.") }];
    }
    const message = scrubText(error instanceof Error ? error.message : String(error));
    return [
      {
        name,
        ...problem(
          `This check failed: ${message}`,
          "Look at what it names; if that is as it should be, it is a fault of idgate's own.",
        ),
      },
    ];
  }
}

async function attempt<T>(make: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await make() };
  } catch (error) {
    if (error instanceof IdgateError) return { ok: false, error };
    throw error;
  }
}
