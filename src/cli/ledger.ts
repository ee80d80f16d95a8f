import { existsSync } from "node:fs";
import { join } from "node:path";
import { resolveConfig, resolveLanguage } from "../config/config.ts";
import { ConfigInvalid } from "../errors.ts";
import { createLedger } from "../ledger/ledger.ts";
import type { Ledger } from "../ledger/types.ts";
import type { Program } from "./context.ts";
import type { StateFlags } from "./flags.ts";

/** Where the ledger is that the flags name. */
export function ledgerFile(program: Program, flags: StateFlags) {
  const config = resolveConfig({ state: flags.state, sandbox: flags.sandbox }, program.env);
  const mode = config.builtInSandbox ? "sandbox" : "real";
  const folder = config.stateDir(mode);
  return { mode, folder, file: join(folder, "ledger.db") } as const;
}

/** Opens the ledger that the flags name for one command, and closes it again. @throws ConfigInvalid where there is none. */
export async function withLedger<T>(
  program: Program,
  flags: StateFlags,
  use: (ledger: Ledger, mode: "sandbox" | "real") => Promise<T>,
): Promise<T> {
  const { mode, folder, file } = ledgerFile(program, flags);
  if (!existsSync(file)) {
    const other = mode === "real" ? " The sandbox's ledger is shown with --sandbox." : "";
    throw new ConfigInvalid(`There is no ${mode} ledger in ${folder} yet.`, {
      hint: `It is made at the first refused or changing call.${other}`,
    });
  }
  const ledger = createLedger({
    file,
    keyFile: join(folder, "ledger.key"),
    clock: () => new Date(),
    language: resolveLanguage(flags.lang, program.env),
  });
  try {
    return await use(ledger, mode);
  } finally {
    await ledger.close();
  }
}
