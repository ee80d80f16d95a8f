import type { CredentialsInvalid } from "../errors.ts";
import type { Credentials } from "../wire/types.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** The places that keys come from; `sandbox` stands for the keys of the sandbox, which no chain finds. */
export type ProviderName =
  | "environment"
  | "oidc"
  | "cli-profile"
  | "shared-file"
  | "instance-role"
  | "sandbox";

/** Keys, and how long they last. */
export interface Keys {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; undefined for keys that do not expire. */
  readonly expiresAt: number | undefined;
}

/** A place that is configured. Whether its keys are any good shows when they are asked for. */
export interface Place {
  readonly provider: ProviderName;
  readonly profile?: string | undefined;
  /** The region that the place itself names, so that one place's region is never mixed with another's keys. */
  readonly region?: string | undefined;
  /** Asks anew each time: reads its file again, asks its service again. @throws CredentialsInvalid */
  keys(): Promise<Keys>;
}

/** A place that nobody configured, in a clause for the operator: `there is no file`. Never a path, never a value. */
export interface Nothing {
  readonly nothing: string;
}

export type Located = Place | Nothing;

/** One place that was asked without success. */
export type Tried = CredentialsInvalid["tried"][number];

/** As much of a pino logger as is used here; gets names and codes, never a key. */
export interface CredentialLogger {
  warn(fields: object, message: string): void;
}

export interface ChainOptions {
  readonly env: Environment;
  /** Chosen by the operator with a flag: this profile of the vendor CLI and nothing else. */
  readonly profile: string | undefined;
  /** Undefined for a user without one, as some containers have: then no file is looked for there. */
  readonly homeDir: string | undefined;
  /** Rejects with code `ENOENT` where there is no such file. */
  readonly readFile: (path: string) => Promise<string>;
  readonly now: () => Date;
  /** The region of this run, where the operator named one. */
  readonly region: string | undefined;
  /** For STS, where neither the operator nor the place names a region. */
  readonly defaultRegion: string;
  /** The operator's one URL for every service, which STS is part of. */
  readonly endpoint?: string | undefined;
  /** Hosts beside the vendor's that an endpoint may name. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Where the instance's metadata is asked for; the vendor's link-local address unless said. */
  readonly metadata?: string | undefined;
}
