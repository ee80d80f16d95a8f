/** Signing away from the ledger: an approver who cannot read the server's state gets a file and gives back a line. */
import { readFileSync, statSync } from "node:fs";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { confirmationOf } from "../../gate/confirmation.ts";
import { ticketText } from "../../signing/ticket.ts";
import { EXIT, type Program } from "../context.ts";
import { parseAnswerFlags, parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { printJson, printLines } from "../print.ts";
import { typedWord } from "./answer.ts";
import { checkApprover, readKeyFile, signed, statementOf, unlock } from "./approver-key.ts";
import { approversOf, findAll, needsSignature, numbered } from "./operations.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";

const FORMAT = "idgate approval request";
const LARGEST_REQUEST = 16 * 2 ** 20;

const requested = z.strictObject({
  id: z.string().min(1),
  action: z.string(),
  digest: z.string(),
  preview: z.string(),
  expiresAt: z.iso.datetime(),
  approvers: z.array(z.string()),
  /** Who asked, where that is known. */
  user: z.string().optional(),
  /** What is typed to approve that something goes. */
  confirm: z.string().min(1).optional(),
});
const requestFile = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  operations: z.array(requested).min(1),
});

/** Prints what an approver needs to sign operations somewhere else, as JSON. @throws ConfigInvalid */
export async function requestSignature(
  program: Program,
  ids: readonly string[],
  given: unknown,
): Promise<number> {
  const flags = parseStateFlags(given);
  return await withLedger(program, flags, async (ledger) => {
    const operations = (await findAll(ledger, ids)).map((operation) => {
      if (!needsSignature(operation)) {
        throw new ConfigInvalid(`${operation.id} needs no signature.`, {
          hint: "`idgate approvals approve` answers it at a terminal.",
        });
      }
      if (operation.status !== "pending" && operation.status !== "approved") {
        throw new ConfigInvalid(`${operation.id} is ${operation.status}; there is nothing to sign.`);
      }
      const { operation: id, digest, preview, expiresAt } = statementOf(operation, "");
      const { action, user } = operation;
      const approvers = approversOf(operation);
      return { id, action, digest, preview, expiresAt, approvers, user, confirm: confirmationOf(operation) };
    });
    printJson({ format: FORMAT, version: 1, operations });
    return EXIT.ok;
  });
}

/**
 * Shows what a request file asks for, has it confirmed, and prints the signatures as one line. All else goes to
 * standard error, so that the line can be sent to a file.
 * @throws ConfigInvalid
 */
export async function signRequest(
  file: string,
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stderr),
): Promise<number> {
  const flags = parseAnswerFlags(given);
  if (flags.key === undefined) throw new ConfigInvalid("Name the approver's key: --key FILE.");
  wantTerminal(terminal, "sign");
  const operations = readRequest(file);
  const key = readKeyFile(flags.key);
  const { stderr } = process;
  printLines(numbered(operations.map((one) => [one.preview, "", `Expires: ${one.expiresAt}`])), stderr);
  for (const operation of operations) {
    checkApprover(key.name, operation);
    if (Date.parse(operation.expiresAt) <= Date.now())
      throw new ConfigInvalid(`${operation.id} has expired.`);
  }
  const [only] = operations;
  const confirm = operations.length === 1 ? only?.confirm : undefined;
  if (!(await typedWord(terminal, operations.length, confirm))) {
    printLines(["Nothing was signed."], stderr);
    return EXIT.negative;
  }
  const opened = await unlock(key, terminal);
  const signatures = operations.map((operation): [string, string] => [
    operation.id,
    signed(statementOf(operation, key.name), opened).value,
  ]);
  printLines([ticketText({ approver: key.name, signatures: new Map(signatures) })]);
  printLines(["Signed. `idgate approvals approve OPERATION… --signature LINE` records it."], stderr);
  return EXIT.ok;
}

function readRequest(file: string) {
  let parsed: ReturnType<typeof requestFile.safeParse>;
  try {
    if (statSync(file).size > LARGEST_REQUEST) throw new ConfigInvalid("The request is larger than 16 MiB.");
    parsed = requestFile.safeParse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof ConfigInvalid) throw error;
    if (error instanceof SyntaxError) throw unfit();
    const code = error instanceof Error ? String(Reflect.get(error, "code")) : "unknown error";
    throw new ConfigInvalid(`The request cannot be read: ${code}.`);
  }
  if (!parsed.success) throw unfit();
  const { operations } = parsed.data;
  if (new Set(operations.map(({ id }) => id)).size !== operations.length) throw unfit();
  return operations;
}

function unfit(): ConfigInvalid {
  return new ConfigInvalid("This is no request that `idgate approvals request` printed, or not all of it.");
}
