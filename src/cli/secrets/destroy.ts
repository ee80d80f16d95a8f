import { ConfigInvalid } from "../../errors.ts";
import { EXIT, type Program } from "../context.ts";
import { parseSecretFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { osUser } from "../os-user.ts";
import { printLines } from "../print.ts";

/** At once; the command is run again for more. */
const MOST = 10_000;

/** Destroys secrets, all of them or none, each with a row. @throws ConfigInvalid, SecretRefused, LedgerUnavailable */
export async function destroySecrets(
  program: Program,
  handles: readonly string[],
  given: unknown,
): Promise<number> {
  const flags = parseSecretFlags(given);
  const expired = flags.expired === true;
  if (expired === handles.length > 0) {
    throw new ConfigInvalid("Name the handles to destroy, or --expired: one of the two.");
  }
  return await withLedger(program, flags, async (ledger) => {
    const named = expired
      ? (await ledger.sealed.list({ only: "expired", limit: MOST })).map(({ handle }) => handle)
      : handles;
    const destroyed = await ledger.sealed.destroy(named, `user ${osUser()}`);
    const already = new Set(named).size - destroyed.length;
    printLines([
      `Destroyed: ${destroyed.length}.${already === 0 ? "" : ` Destroyed before: ${already}.`} What the service was given stays as it is.`,
    ]);
    return EXIT.ok;
  });
}
