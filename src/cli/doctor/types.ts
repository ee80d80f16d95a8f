/** What the checks of `idgate doctor` are made of. */
import type { Config, Environment, Flags } from "../../config/config.ts";
import type { IdgateError } from "../../errors.ts";
import type { Probed } from "../../wire/probe.ts";
import type { Program } from "../context.ts";
import type { OpenedPolicy } from "../policy/open.ts";
import type { Who } from "./access.ts";
import type { FoundKeys } from "./keys.ts";

/** `problem`: idgate does not work so, or others could take what it guards. `warning`: it works, and could be better. */
export type Verdict = "ok" | "warning" | "problem" | "skipped";

export interface Finding {
  readonly verdict: Verdict;
  /** What was found, in a sentence or several. Never a secret. */
  readonly what: string;
  /** What to do about it; there for every warning and problem. */
  readonly do?: string | undefined;
}

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: IdgateError };

/** What is known before the configuration is. */
export interface Start {
  readonly program: Program;
  readonly env: Environment;
  readonly flags: Flags;
  /** Whoever runs this; undefined where the system has no such users. */
  readonly who: Who | undefined;
  readonly clock: () => Date;
}

/** A run of `serve` that was never started, as far as it can be known. What is asked for twice is looked up once. */
export interface Subject extends Start {
  readonly config: Config;
  readonly mode: "sandbox" | "real";
  readonly stateDir: string;
  readonly keys: () => Promise<Attempt<FoundKeys>>;
  /** Undefined where no policy file is named. */
  readonly policy: () => Promise<Attempt<OpenedPolicy> | undefined>;
  /** By service; empty where the sandbox is built in, and so has no address yet. */
  readonly probes: () => Promise<ReadonlyMap<string, Probed>>;
  readonly region: () => Promise<string>;
}

/** One thing that is looked at. Reads, and changes nothing. */
export interface Check<S extends Start = Subject> {
  /** Stable: what scripts go by. */
  readonly name: string;
  run(subject: S): Promise<readonly Finding[]> | readonly Finding[];
}

export const ok = (what: string): Finding => ({ verdict: "ok", what });
export const skipped = (what: string): Finding => ({ verdict: "skipped", what });
export const warning = (what: string, todo: string): Finding => ({ verdict: "warning", what, do: todo });
export const problem = (what: string, todo: string): Finding => ({ verdict: "problem", what, do: todo });
