import { ConfigInvalid } from "../../errors.ts";
import { confirmationOf } from "../../gate/confirmation.ts";
import type { Operation, OperationAnswer } from "../../ledger/types.ts";
import { parseTicket } from "../../signing/ticket.ts";
import { quote, visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { type AnswerFlags, parseAnswerFlags } from "../flags.ts";
import { ledgerFile, withLedger } from "../ledger.ts";
import { osUser } from "../os-user.ts";
import { printLines } from "../print.ts";
import { checkApprover, proofWarning, readKeyFile, signed, statementOf, unlock } from "./approver-key.ts";
import { checkSignature, policyToCheck } from "./check-signature.ts";
import { approversOf, detail, findAll, needsSignature, numbered } from "./operations.ts";
import { readLimited } from "./read-limited.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";

/**
 * Approves operations, after showing each of them whole and having the answer typed; those that a second person must
 * sign are signed with the approver's key. All of them are answered, in one transaction, or none.
 * @throws ConfigInvalid, ApprovalSpent
 */
export async function approveOperations(
  program: Program,
  ids: readonly string[],
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = parseAnswerFlags(given);
  if (flags.signature !== undefined) return await recordSignatures(program, ids, flags.signature, flags);
  wantTerminal(terminal, "approve");
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids);
    printLines(numbered(operations.map(detail)));
    // A yes whose signature is missing or does not hold is replaced by one that is signed.
    if (!answerable(operations, (one) => (needsSignature(one) ? ["pending", "approved"] : ["pending"]))) {
      return EXIT.negative;
    }
    const toSign = operations.filter(needsSignature);
    const file = toSign.length === 0 ? undefined : keyFor(toSign, flags);
    if (!(await typedYes(terminal, operations))) return leftAsItWas();
    const key = file === undefined ? undefined : await unlock(file, terminal);
    const policy = flags.policy === undefined ? undefined : await policyToCheck(program, flags.policy);
    const answers = operations.map((operation): OperationAnswer => {
      const { id } = operation;
      if (!needsSignature(operation) || file === undefined || key === undefined) {
        return { id, verdict: "approved", by: `terminal ${osUser()}` };
      }
      const signature = signed(statementOf(operation, file.name), key);
      if (policy !== undefined) checkSignature(operation, signature, policy);
      return { id, verdict: "approved", by: `signature ${visible(file.name)}`, signature };
    });
    await ledger.answerAll(answers);
    printLines([
      operations.length === 1
        ? "Approved. It runs once, when the agent repeats exactly the same call."
        : `Approved, all ${operations.length}. Each runs once, when the agent repeats exactly the same call.`,
    ]);
    if (flags.key !== undefined && toSign.length > 0) {
      const warning = proofWarning(flags.key, ledgerFile(program, flags).file);
      if (warning !== undefined) printLines([warning]);
    }
    return EXIT.ok;
  });
}

/** Says no to operations, all of them or none; also takes back a yes that nothing has come of yet. */
export async function denyOperations(
  program: Program,
  ids: readonly string[],
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = parseAnswerFlags(given);
  wantTerminal(terminal, "deny");
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids);
    printLines(numbered(operations.map(detail)));
    if (!answerable(operations, () => ["pending", "approved"])) return EXIT.negative;
    const word = operations.length === 1 ? "deny" : `deny ${operations.length}`;
    const typed = await terminal.ask(`Type ${word} to deny, anything else to leave it as it is: `);
    if (typed.trim() !== word) return leftAsItWas();
    const by = `terminal ${osUser()}`;
    await ledger.answerAll(operations.map(({ id }) => ({ id, verdict: "rejected", by })));
    printLines([operations.length === 1 ? "Denied. It will not run." : "Denied. None of them will run."]);
    return EXIT.ok;
  });
}

/**
 * Records signatures that were made elsewhere. They are the consent, so no terminal is needed; without --policy they
 * are only stored, and the gate verifies them when the call is repeated.
 */
async function recordSignatures(
  program: Program,
  ids: readonly string[],
  given: string,
  flags: AnswerFlags,
): Promise<number> {
  if (flags.key !== undefined)
    throw new ConfigInvalid("--signature and --key are two ways: give one of them.");
  const { approver, signatures } = parseTicket(given === "-" ? await readLimited(process.stdin) : given);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids);
    if (!answerable(operations, () => ["pending", "approved"])) return EXIT.negative;
    const policy = flags.policy === undefined ? undefined : await policyToCheck(program, flags.policy);
    const answers = operations.map((operation): OperationAnswer => {
      const { id } = operation;
      if (!needsSignature(operation)) {
        throw new ConfigInvalid(`${id} needs no signature but a person's answer at a terminal.`);
      }
      const value = signatures.get(id);
      if (value === undefined) throw new ConfigInvalid(`The signature does not cover ${id}.`);
      checkApprover(approver, operation);
      const signature = { approver, value };
      if (policy !== undefined) checkSignature(operation, signature, policy);
      return { id, verdict: "approved", by: `signature ${visible(approver)}`, signature };
    });
    await ledger.answerAll(answers);
    printLines([
      policy === undefined
        ? "Recorded. Whether the signature holds is verified when the agent repeats the call (--policy FILE verifies at once)."
        : "Verified and recorded. Each operation runs once, when the agent repeats exactly the same call.",
    ]);
    return EXIT.ok;
  });
}

function keyFor(toSign: readonly Operation[], { key }: AnswerFlags) {
  if (key === undefined) {
    const names = [...new Set(toSign.flatMap(approversOf))].map((name) => visible(name));
    throw new ConfigInvalid(
      `A second person must sign ${toSign.map(({ id }) => id).join(", ")}: ${names.join(" or ")}.`,
      { hint: "Add --key FILE with the approver's key. A typed answer alone would start nothing." },
    );
  }
  const file = readKeyFile(key);
  for (const operation of toSign) checkApprover(file.name, operation);
  return file;
}

/** Says what stands against it where not all of them can be answered so. */
function answerable(
  operations: readonly Operation[],
  open: (operation: Operation) => readonly Operation["status"][],
): boolean {
  const closed = operations.filter((operation) => !open(operation).includes(operation.status));
  const [one] = closed;
  if (one === undefined) return true;
  printLines(
    operations.length === 1
      ? [`It is ${one.status}; there is nothing to answer.`]
      : [...closed.map(({ id, status }) => `${id} is ${status}.`), "None of them was answered."],
  );
  return false;
}

/** INVARIANT: one consent covers exactly the operations that were shown, whole, above it. */
export async function typedYes(
  terminal: Terminal,
  operations: readonly Pick<Operation, "action" | "effect" | "params">[],
): Promise<boolean> {
  const [only] = operations;
  const confirm = operations.length === 1 && only !== undefined ? confirmationOf(only) : undefined;
  return await typedWord(terminal, operations.length, confirm);
}

/** Has the word typed: `approve`, `approve 3` for three, or the name of what goes. */
export async function typedWord(
  terminal: Terminal,
  count: number,
  confirm: string | undefined,
): Promise<boolean> {
  const word = confirm ?? (count === 1 ? "approve" : `approve ${count}`);
  const question =
    confirm === undefined
      ? `Type ${word} to approve ${count === 1 ? "it" : `all ${count}`}, anything else to leave it pending: `
      : `This takes something away. Type ${quote(confirm, Number.POSITIVE_INFINITY)}, without the quotes, to approve it, anything else to leave it pending: `;
  return (await terminal.ask(question)).trim() === word;
}

function leftAsItWas(): number {
  printLines(["Left as it was."]);
  return EXIT.negative;
}
