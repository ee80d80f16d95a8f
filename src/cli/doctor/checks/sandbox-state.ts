import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LedgerUnavailable } from "../../../errors.ts";
import { openStore } from "../../../sandbox/store.ts";
import { withStillCopy } from "../../../sqlite/still-copy.ts";
import { visible } from "../../../text/index.ts";
import { type Check, type Finding, ok, problem, skipped } from "../types.ts";

const DATA = /^sandbox-.*\.db$/;

/** Whether what the built-in sandbox keeps can be opened; a copy of it is. */
export const sandboxState: Check = {
  name: "sandbox state",
  async run({ config, stateDir }) {
    if (!config.builtInSandbox) return [skipped("No sandbox is built in.")];
    const names = existsSync(stateDir) ? readdirSync(stateDir).filter((name) => DATA.test(name)) : [];
    if (names.length === 0) return [ok("There is none yet: it is made at the first call.")];
    return await Promise.all(names.map((name) => opened(join(stateDir, name))));
  },
};

async function opened(file: string): Promise<Finding> {
  try {
    await withStillCopy(file, async (copy) => {
      const store = await openStore(copy);
      await store.close();
    });
    return ok(`${visible(file)} opens.`);
  } catch (error) {
    if (!(error instanceof LedgerUnavailable)) throw error;
    if (error.retryable) return skipped(`${visible(file)}: ${error.message}`);
    return problem(
      `${visible(file)}: ${error.message}`,
      "Move it away: the sandbox then begins anew, with nothing in it.",
    );
  }
}
