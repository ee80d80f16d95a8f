/** Flags that several commands have. */
import { Option } from "commander";

export const stateOption = (): Option =>
  new Option("--state <dir>", "folder of the ledger and its key (env: IDGATE_STATE)");
export const sandboxStateOption = (): Option =>
  new Option("--sandbox", "the sandbox's ledger instead of the real account's (env: IDGATE_SANDBOX=1)");
export const jsonOption = (): Option => new Option("--json", "print JSON instead of text");
export const langOption = (): Option =>
  new Option(
    "--lang <language>",
    "language of previews, refusals and hints: en or zh; by the locale if left out (env: IDGATE_LANG)",
  );
export const secretKeyOption = (): Option =>
  new Option(
    "--secret-key <file>",
    "keys that secrets are sealed with; without one they live in memory (env: IDGATE_SECRET_KEY_FILE, or the key itself in IDGATE_SECRET_KEY)",
  );
