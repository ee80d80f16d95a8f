import { chmod, stat } from "node:fs/promises";
import { LedgerUnavailable } from "../errors.ts";

const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;
const STICKY = 0o1000;

/**
 * Takes other users' rights from the state folder. Who may write into it can put another file in a file's place,
 * whatever the file's own mode. A folder that everybody shares, as /tmp, guards its files itself and is let be.
 * @throws LedgerUnavailable where others keep the right to write into it
 */
export async function keepToOwner(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const { mode } = await stat(folder);
  if ((mode & OTHERS) === 0 || (mode & STICKY) !== 0) return;
  try {
    await chmod(folder, mode & ~OTHERS & 0o7777);
  } catch (cause) {
    // Not ours to change. Others may look, since the files are closed to them, but not write.
    if ((mode & OTHERS_WRITE) === 0) return;
    throw new LedgerUnavailable("The state folder can be written by other users.", {
      hint: "Nothing was changed. Ask the operator to look at the state folder.",
      cause,
    });
  }
}
