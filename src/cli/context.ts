import type { Family } from "../action/family.ts";
import type { Prompt } from "../action/prompt.ts";
import type { Environment } from "../config/config.ts";
import type { Catalogue } from "../server/catalogue.ts";

/** What the composition root hands to the commands. */
export interface Program {
  /** Loads the definitions of all actions. */
  readonly families: () => Promise<readonly Family[]>;
  /** Loads the definitions of all prompts. */
  readonly prompts: () => Promise<readonly Prompt[]>;
  /** Reads what the build wrote down of them. */
  readonly catalogue: () => Catalogue;
  readonly argv: readonly string[];
  readonly env: Environment;
  /** The running `bin.js`, for commands that start another idgate. */
  readonly binary: URL;
}

/** Also the version that MCP clients see; a test holds it against package.json. */
export const VERSION = "0.1.0";

/** The account that the sandbox plays where nobody names one. An example, not anybody's. */
export const SANDBOX_ACCOUNT = "2100000000";

/** Exit codes: 0 done, 1 it ran and says no, 2 it could not run as asked. */
export const EXIT = { ok: 0, negative: 1, unusable: 2 } as const;
