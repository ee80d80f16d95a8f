import { ConfigInvalid } from "../../errors.ts";
import { confirmationOf } from "../../gate/approval/confirmation.ts";
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
import { allDetails, approversOf, findAll, needsSignature } from "./operations.ts";
import { readLimited } from "./read-limited.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";
import { type ApprovalWords, wordsFor } from "./words/words.ts";

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
  const words = wordsFor(program, flags);
  if (flags.signature !== undefined)
    return await recordSignatures(program, ids, flags.signature, flags, words);
  wantTerminal(terminal, "approvals approve", words);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids, words);
    printLines(allDetails(operations, words));
    // A yes whose signature is missing or does not hold is replaced by one that is signed.
    if (
      !answerable(operations, (one) => (needsSignature(one) ? ["pending", "approved"] : ["pending"]), words)
    ) {
      return EXIT.negative;
    }
    const toSign = operations.filter(needsSignature);
    const file = toSign.length === 0 ? undefined : keyFor(toSign, flags, words);
    if (!(await typedYes(terminal, operations, words))) return leftAsItWas(words);
    const key = file === undefined ? undefined : await unlock(file, terminal, words);
    const policy = await policyToCheck(program, flags.policy);
    const answers = operations.map((operation): OperationAnswer => {
      const { id } = operation;
      if (!needsSignature(operation) || file === undefined || key === undefined) {
        return { id, verdict: "approved", by: `terminal ${osUser()}` };
      }
      const signature = signed(statementOf(operation, file.name, words), key);
      if (policy !== undefined) checkSignature(operation, signature, policy, words);
      return { id, verdict: "approved", by: `signature ${visible(file.name)}`, signature };
    });
    await ledger.answerAll(answers);
    printLines([words.answered.approved(operations.length)]);
    if (flags.key !== undefined && toSign.length > 0) {
      const warning = proofWarning(flags.key, ledgerFile(program, flags).file, words);
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
  const words = wordsFor(program, flags);
  wantTerminal(terminal, "approvals deny", words);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids, words);
    printLines(allDetails(operations, words));
    if (!answerable(operations, () => ["pending", "approved"], words)) return EXIT.negative;
    const word = operations.length === 1 ? "deny" : `deny ${operations.length}`;
    const typed = await terminal.ask(words.ask.deny(word));
    if (typed.trim() !== word) return leftAsItWas(words);
    const by = `terminal ${osUser()}`;
    await ledger.answerAll(operations.map(({ id }) => ({ id, verdict: "rejected", by })));
    printLines([words.answered.denied(operations.length)]);
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
  words: ApprovalWords,
): Promise<number> {
  if (flags.key !== undefined)
    throw new ConfigInvalid("--signature and --key are two ways: give one of them.");
  const { approver, signatures } = parseTicket(given === "-" ? await readLimited(process.stdin) : given);
  return await withLedger(program, flags, async (ledger) => {
    const operations = await findAll(ledger, ids, words);
    if (!answerable(operations, () => ["pending", "approved"], words)) return EXIT.negative;
    const policy = await policyToCheck(program, flags.policy);
    const answers = operations.map((operation): OperationAnswer => {
      const { id } = operation;
      if (!needsSignature(operation)) {
        throw new ConfigInvalid(words.signing.noneNeeded(id));
      }
      const value = signatures.get(id);
      if (value === undefined) {
        throw new ConfigInvalid(words.signing.notCovered(id), { hint: words.signing.notCoveredHint });
      }
      checkApprover(approver, operation, words);
      const signature = { approver, value };
      if (policy !== undefined) checkSignature(operation, signature, policy, words);
      return { id, verdict: "approved", by: `signature ${visible(approver)}`, signature };
    });
    await ledger.answerAll(answers);
    printLines([policy === undefined ? words.answered.recorded : words.answered.verified]);
    return EXIT.ok;
  });
}

function keyFor(toSign: readonly Operation[], { key }: AnswerFlags, words: ApprovalWords) {
  if (key === undefined) {
    const names = [...new Set(toSign.flatMap(approversOf))].map((name) => visible(name));
    throw new ConfigInvalid(
      words.signing.mustSign(
        toSign.map(({ id }) => id),
        names,
      ),
      { hint: words.signing.mustSignHint },
    );
  }
  const file = readKeyFile(key);
  for (const operation of toSign) checkApprover(file.name, operation, words);
  return file;
}

/** Says what stands against it where not all of them can be answered so. */
function answerable(
  operations: readonly Operation[],
  open: (operation: Operation) => readonly Operation["status"][],
  { answered: words }: ApprovalWords,
): boolean {
  const closed = operations.filter((operation) => !open(operation).includes(operation.status));
  const [one] = closed;
  if (one === undefined) return true;
  printLines(
    operations.length === 1
      ? [words.closed(one.status)]
      : [...closed.map(({ id, status }) => words.closedOne(id, status)), words.noneAnswered],
  );
  return false;
}

/** INVARIANT: one consent covers exactly the operations that were shown, whole, above it. */
export async function typedYes(
  terminal: Terminal,
  operations: readonly Pick<Operation, "action" | "effect" | "params">[],
  words: ApprovalWords,
): Promise<boolean> {
  const [only] = operations;
  const confirm = operations.length === 1 && only !== undefined ? confirmationOf(only) : undefined;
  return await typedWord(terminal, operations.length, confirm, words);
}

/** Has the word typed: `approve`, `approve 3` for three, or the name of what goes. */
export async function typedWord(
  terminal: Terminal,
  count: number,
  confirm: string | undefined,
  { ask: words }: ApprovalWords,
): Promise<boolean> {
  const word = confirm ?? (count === 1 ? "approve" : `approve ${count}`);
  const question =
    confirm === undefined
      ? words.approve(word, count)
      : words.approveRemoval(quote(confirm, Number.POSITIVE_INFINITY));
  return (await terminal.ask(question)).trim() === word;
}

function leftAsItWas({ answered: words }: ApprovalWords): number {
  printLines([words.leftAsItWas]);
  return EXIT.negative;
}
