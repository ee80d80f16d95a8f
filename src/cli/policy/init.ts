/** `idgate policy init`: a policy to begin with. */
import { writeFileSync } from "node:fs";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { fileFault } from "../file-fault.ts";
import { printLines } from "../print.ts";
import { openPolicyFile } from "./open.ts";
import { ROLES } from "./roles.ts";
import { starter } from "./starters.ts";

const initFlags = z.object({ account: z.string().optional(), out: z.string().optional() });

/**
 * Prints a commented policy for a role, or writes it to a file that is not there yet.
 * @throws ConfigInvalid where the account is none, or the file exists or cannot be written
 */
export async function initPolicy(program: Program, given: unknown, flags: unknown): Promise<number> {
  const role = z.enum(ROLES).parse(given);
  const { account, out } = initFlags.parse(flags);
  if (account !== undefined && !/^[0-9]{1,20}$/.test(account)) {
    throw new ConfigInvalid("--account takes the digits of an account id.", {
      hint: "For example: 2100000000.",
    });
  }
  const text = starter(role, account);
  if (out === undefined) {
    printLines([text.trimEnd()]);
    return EXIT.ok;
  }
  writeNew(out, text);
  const { file } = await openPolicyFile(program, out, { real: account !== undefined });
  printLines([
    `${file} is written. Read it and fill in what is yours; then:`,
    `  idgate policy check ${file}${account === undefined ? "" : " --real"}`,
    `  idgate serve --sandbox --policy ${file}`,
  ]);
  return EXIT.ok;
}

/** Never over what is there: the policy that rules may be of that name. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    throw new ConfigInvalid(
      code === "EEXIST"
        ? `${visible(file)} is there already, and nothing was written.`
        : `${visible(file)} cannot be written: ${fileFault(cause)}.`,
      { cause, ...(code === "EEXIST" ? { hint: "Name another file, or move that one away first." } : {}) },
    );
  }
}
