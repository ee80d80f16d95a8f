import { homedir } from "node:os";
import { join } from "node:path";
import { ConfigInvalid } from "../errors.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { LOG_LEVELS, type LogLevel } from "../log-level.ts";
import { isLoopback } from "../wire/endpoints.ts";

/** Flags as the command line gives them; each has an environment name. */
export interface Flags {
  readonly sandbox?: boolean | undefined;
  readonly policy?: string | undefined;
  readonly region?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly profile?: string | undefined;
  readonly assumeRole?: string | undefined;
  readonly roleSessionName?: string | undefined;
  readonly state?: string | undefined;
  readonly auditSink?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly secretRecipient?: string | undefined;
  readonly list?: string | undefined;
  readonly only?: string | undefined;
  readonly exclude?: string | undefined;
  readonly lang?: string | undefined;
  readonly dryRun?: boolean | undefined;
  readonly maxInFlight?: string | undefined;
  readonly rate?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What secrets are sealed with; keys of the process alone where neither key is given. */
export interface Sealing {
  /** A key itself, of `IDGATE_SECRET_KEY`. INVARIANT: in no message and no log line. */
  readonly key: string | undefined;
  readonly keyFile: string | undefined;
  readonly recipientFile: string | undefined;
}

/** Everything that steers a run, checked. */
export interface Config {
  /** `--sandbox`: the built-in sandbox, started in this process at the first call. */
  readonly builtInSandbox: boolean;
  readonly policyFile: string | undefined;
  /** Undefined: the profile's region, or {@link DEFAULT_REGION}. */
  readonly region: string | undefined;
  readonly endpoint: string | undefined;
  readonly allowHosts: readonly string[];
  /** By flag; what `VOLCENGINE_PROFILE` names has its place in the chain of credentials. */
  readonly profile: string | undefined;
  /** A role that is assumed with whatever keys there are. */
  readonly assumeRole: { readonly trn: string; readonly sessionName: string | undefined } | undefined;
  /** The folder of the ledger, its key and the built-in sandbox's data; another one for sandbox and real. */
  readonly stateDir: (mode: "sandbox" | "real") => string;
  /** A file that is told each new head of the ledger. */
  readonly auditSink: string | undefined;
  readonly sealing: Sealing;
  readonly logLevel: LogLevel;
  /** What previews, refusals and hints are written in. */
  readonly language: Language;
  /** Nothing but plain reads is sent; every other call is judged and described. */
  readonly dryRun: boolean;
  /** Requests on the wire at once; undefined for the wire's own limit. */
  readonly maxInFlight: number | undefined;
  /** Requests a second to one service; undefined for the wire's own limit. */
  readonly rate: number | undefined;
  /** Words of `--list`, `--only` and `--exclude`, as they were given; the server knows what they mean. */
  readonly selection: {
    readonly list: readonly string[] | undefined;
    readonly only: readonly string[] | undefined;
    readonly exclude: readonly string[];
  };
}

/** The vendor's default region (facts of the reference, "The wire"). */
export const DEFAULT_REGION = "cn-beijing";

// INVARIANT: a region becomes part of a host name; nothing but letters, digits and inner hyphens may.
const REGION = /^[a-z]{2,}(-[a-z0-9]+){1,4}$/;
/** What a role and a session may be called (facts of sts:AssumeRole). */
const ROLE_TRN = /^trn:iam::\d{1,20}:role\/[\w+=,.@/-]{1,128}$/;
const SESSION_NAME = /^[A-Za-z0-9._@-]{2,64}$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const TRUE: ReadonlySet<string> = new Set(["1", "true", "yes", "on"]);
const FALSE: ReadonlySet<string> = new Set(["", "0", "false", "no", "off"]);

/**
 * Merges flags over environment over defaults.
 * @throws ConfigInvalid naming the flag and the variable that are wrong.
 */
export function resolveConfig(flags: Flags, env: Environment): Config {
  const builtInSandbox = flags.sandbox ?? flag(env, "IDGATE_SANDBOX");
  const endpoint = flags.endpoint ?? text(env, "IDGATE_ENDPOINT");
  if (builtInSandbox && endpoint !== undefined) {
    throw new ConfigInvalid("--sandbox and --endpoint exclude each other.", {
      hint: "Use --sandbox for the built-in sandbox, or --endpoint http://127.0.0.1:PORT for one that runs already.",
    });
  }
  const region = flags.region ?? text(env, "IDGATE_REGION") ?? text(env, "VOLCENGINE_REGION");
  if (region !== undefined && !REGION.test(region)) {
    throw new ConfigInvalid("--region (IDGATE_REGION) is no region.", { hint: "For example: cn-beijing." });
  }
  return {
    builtInSandbox,
    policyFile: flags.policy ?? text(env, "IDGATE_POLICY"),
    region,
    endpoint,
    allowHosts: hosts(flags.allowHost ?? text(env, "IDGATE_ALLOW_HOST")?.split(",") ?? []),
    profile: flags.profile ?? text(env, "IDGATE_PROFILE"),
    assumeRole: roleToAssume(flags, env, builtInSandbox),
    stateDir: stateDirs(flags.state ?? text(env, "IDGATE_STATE"), env),
    auditSink: flags.auditSink ?? text(env, "IDGATE_AUDIT_SINK"),
    sealing: sealingOf(flags, env),
    logLevel: level(text(env, "IDGATE_LOG_LEVEL")),
    language: resolveLanguage(flags.lang, env),
    dryRun: flags.dryRun ?? flag(env, "IDGATE_DRY_RUN"),
    maxInFlight: count(flags.maxInFlight ?? text(env, "IDGATE_MAX_IN_FLIGHT"), "--max-in-flight"),
    rate: count(flags.rate ?? text(env, "IDGATE_RATE"), "--rate"),
    selection: {
      list: words(flags.list ?? text(env, "IDGATE_LIST"), "--list"),
      only: words(flags.only ?? text(env, "IDGATE_ONLY"), "--only"),
      exclude: words(flags.exclude ?? text(env, "IDGATE_EXCLUDE"), "--exclude") ?? [],
    },
  };
}

function roleToAssume(flags: Flags, env: Environment, builtInSandbox: boolean): Config["assumeRole"] {
  const trn = flags.assumeRole ?? text(env, "IDGATE_ASSUME_ROLE");
  const sessionName = flags.roleSessionName ?? text(env, "IDGATE_ROLE_SESSION_NAME");
  if (sessionName !== undefined && !SESSION_NAME.test(sessionName)) {
    throw new ConfigInvalid("--role-session-name (IDGATE_ROLE_SESSION_NAME) is no name of a session.", {
      hint: "It has 2 to 64 letters, digits and .-_@.",
    });
  }
  if (trn === undefined) return undefined;
  if (!ROLE_TRN.test(trn)) {
    throw new ConfigInvalid("--assume-role (IDGATE_ASSUME_ROLE) is no TRN of a role.", {
      hint: "For example: trn:iam::2100000000:role/agents.",
    });
  }
  if (builtInSandbox) {
    throw new ConfigInvalid("--sandbox and --assume-role exclude each other.", {
      hint: "The built-in sandbox has keys of its own. `idgate sandbox` with --endpoint takes an assumed role.",
    });
  }
  return { trn, sessionName };
}

/** Sandbox where it is built in or the endpoint is a loopback address; real otherwise. */
export function modeOf(config: Pick<Config, "builtInSandbox" | "endpoint">): "sandbox" | "real" {
  if (config.builtInSandbox) return "sandbox";
  const { endpoint } = config;
  return endpoint !== undefined && URL.canParse(endpoint) && isLoopback(new URL(endpoint))
    ? "sandbox"
    : "real";
}

function stateDirs(given: string | undefined, env: Environment): Config["stateDir"] {
  const root = given ?? join(defaultStateRoot(env), "idgate");
  return (mode) => join(root, mode);
}

// XDG Base Directory Specification: state goes to XDG_STATE_HOME, ~/.local/state by default.
function defaultStateRoot(env: Environment): string {
  if (process.platform === "win32")
    return text(env, "LOCALAPPDATA") ?? join(homeFolder(env), "AppData", "Local");
  return text(env, "XDG_STATE_HOME") ?? join(homeFolder(env), ".local", "state");
}

/** The user's home folder. @throws ConfigInvalid where there is none, as for a user id without an entry and HOME. */
export function homeFolder(env: Environment): string {
  const named = text(env, "HOME");
  if (named !== undefined) return named;
  try {
    return homedir();
  } catch (error) {
    throw new ConfigInvalid("This user has no home folder.", {
      hint: "Name a folder with --state, and set HOME where a profile is to be read.",
      cause: error,
    });
  }
}

/** @throws ConfigInvalid where the environment names two sources of the key */
function sealingOf({ secretKey, secretRecipient }: Flags, env: Environment): Sealing {
  const key = secretKey === undefined ? text(env, "IDGATE_SECRET_KEY") : undefined;
  const keyFile = secretKey ?? text(env, "IDGATE_SECRET_KEY_FILE");
  if (key !== undefined && keyFile !== undefined) {
    throw new ConfigInvalid("IDGATE_SECRET_KEY and IDGATE_SECRET_KEY_FILE exclude each other.");
  }
  return { key, keyFile, recipientFile: secretRecipient ?? text(env, "IDGATE_SECRET_RECIPIENT") };
}

function hosts(given: readonly string[]): string[] {
  return given
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "")
    .map((host) => {
      if (HOST.test(host)) return host;
      throw new ConfigInvalid(
        `--allow-host (IDGATE_ALLOW_HOST) takes bare host names, one of them is none.`,
        {
          hint: "For example: gateway.example.com, without scheme, port or path.",
        },
      );
    });
}

/** @throws ConfigInvalid where something was given and is no whole number from 1 to 1000 */
function count(given: string | undefined, flag: string): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (/^\d{1,4}$/.test(given) && value >= 1 && value <= 1000) return value;
  const variable = `IDGATE_${flag.slice(2).replaceAll("-", "_").toUpperCase()}`;
  throw new ConfigInvalid(`${flag} (${variable}) takes a whole number from 1 to 1000.`);
}

/** @throws ConfigInvalid where something was given and holds no word */
function words(given: string | undefined, flag: string): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const found = given.split(/[\s,]+/).filter((word) => word !== "");
  if (found.length > 0) return found;
  throw new ConfigInvalid(`${flag} (IDGATE_${flag.slice(2).toUpperCase()}) names nothing.`, {
    hint: "For example: --list workload-pools,read",
  });
}

/**
 * What a run speaks: by the flag, before the variable, before the locale; English where none of them names a language.
 * @throws ConfigInvalid where the flag or the variable names one that there is not
 */
export function resolveLanguage(flag: string | undefined, env: Environment): Language {
  const given = flag ?? text(env, "IDGATE_LANG");
  if (given === undefined) {
    // The locale by POSIX (Base Definitions, 8.2): LC_ALL before LC_MESSAGES before LANG.
    const locale = text(env, "LC_ALL") ?? text(env, "LC_MESSAGES") ?? text(env, "LANG") ?? "";
    return /^zh(?:[_.@-]|$)/i.test(locale) ? "zh" : "en";
  }
  const found = LANGUAGES.find((language) => language === given);
  if (found !== undefined) return found;
  throw new ConfigInvalid(`--lang (IDGATE_LANG) must be one of ${LANGUAGES.join(", ")}.`);
}

function level(given: string | undefined): LogLevel {
  const found = LOG_LEVELS.find((name) => name === (given ?? "info"));
  if (found !== undefined) return found;
  throw new ConfigInvalid(`IDGATE_LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}.`);
}

function text(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === "" ? undefined : value;
}

function flag(env: Environment, name: string): boolean {
  const value = (env[name] ?? "").trim().toLowerCase();
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw new ConfigInvalid(`${name} must be 1 or 0.`);
}
