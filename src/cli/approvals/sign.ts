/** Signing away from the ledger: an approver who cannot read the server's state gets a file and gives back a line. */
import { readFileSync, statSync } from "node:fs";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { confirmationOf } from "../../gate/approval/confirmation.ts";
import { ticketText } from "../../signing/ticket.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { fileFault } from "../file-fault.ts";
import { parseAnswerFlags, parseStateFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { printJson, printLines } from "../print.ts";
import { typedWord } from "./answer.ts";
import { checkApprover, readKeyFile, signed, statementOf, unlock } from "./approver-key.ts";
import { approversOf, findAll, needsSignature, numbered } from "./operations.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";
import { wordsFor } from "./words/words.ts";

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
  const words = wordsFor(program, flags);
  return await withLedger(program, flags, async (ledger) => {
    const operations = (await findAll(ledger, ids, words)).map((operation) => {
      if (!needsSignature(operation)) {
        throw new ConfigInvalid(words.signing.noneNeeded(operation.id), {
          hint: words.signing.noneNeededHint,
        });
      }
      if (operation.status !== "pending" && operation.status !== "approved") {
        throw new ConfigInvalid(words.signing.nothingToSign(operation.id, operation.status));
      }
      const { operation: id, digest, preview, expiresAt } = statementOf(operation, "", words);
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
  program: Program,
  file: string,
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stderr),
): Promise<number> {
  const flags = parseAnswerFlags(given);
  const words = wordsFor(program, flags);
  if (flags.key === undefined) throw new ConfigInvalid("Name the approver's key: --key FILE.");
  wantTerminal(terminal, "approvals sign", words);
  const operations = readRequest(file);
  const key = readKeyFile(flags.key);
  const { stderr } = process;
  printLines(
    numbered(
      operations.map((one) => [one.preview, "", words.show.expires(one.expiresAt)]),
      words,
    ),
    stderr,
  );
  for (const operation of operations) {
    checkApprover(key.name, operation, words);
    if (Date.parse(operation.expiresAt) <= Date.now())
      throw new ConfigInvalid(words.signing.expired(operation.id));
  }
  const [only] = operations;
  const confirm = operations.length === 1 ? only?.confirm : undefined;
  if (!(await typedWord(terminal, operations.length, confirm, words))) {
    printLines([words.signing.nothingSigned], stderr);
    return EXIT.negative;
  }
  const opened = await unlock(key, terminal, words);
  const signatures = operations.map((operation): [string, string] => [
    operation.id,
    signed(statementOf(operation, key.name, words), opened).value,
  ]);
  printLines([ticketText({ approver: key.name, signatures: new Map(signatures) })]);
  printLines([words.signing.signed], stderr);
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
    throw new ConfigInvalid(`The request ${visible(file)} cannot be read: ${fileFault(error)}.`, {
      hint: "It takes a file with what `idgate approvals request` printed.",
    });
  }
  if (!parsed.success) throw unfit();
  const { operations } = parsed.data;
  if (new Set(operations.map(({ id }) => id)).size !== operations.length) throw unfit();
  return operations;
}

function unfit(): ConfigInvalid {
  return new ConfigInvalid("This is no request that `idgate approvals request` printed, or not all of it.", {
    hint: "Print it again at the server, into a file, and give that file.",
  });
}
