/** The key of the approver who answers: read, opened with its passphrase, used. */
import { readFileSync, statSync } from "node:fs";
import { ConfigInvalid } from "../../errors.ts";
import { asksItself } from "../../gate/approval/second-person.ts";
import type { ApprovalSignature, Operation } from "../../ledger/types.ts";
import { type KeyFile, openKey, parseKeyFile } from "../../signing/key-file.ts";
import { type SigningKey, signStatement } from "../../signing/signature.ts";
import type { Statement } from "../../signing/statement.ts";
import { visible } from "../../text/index.ts";
import { fileFault } from "../file-fault.ts";
import type { Terminal } from "./terminal.ts";
import type { ApprovalWords } from "./words/words.ts";

const LARGEST_KEY_FILE = 65_536;

/** @throws ConfigInvalid where it cannot be read or is none */
export function readKeyFile(file: string): KeyFile {
  let text: string;
  try {
    if (statSync(file).size > LARGEST_KEY_FILE)
      throw new ConfigInvalid("The key file is too large to be one.");
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof ConfigInvalid) throw error;
    throw new ConfigInvalid(`The key file cannot be read: ${fileFault(error)}.`, {
      hint: "Check --key; `idgate approvals keygen` makes a key.",
    });
  }
  return parseKeyFile(text);
}

/** Asks for the passphrase and opens the key. @throws ConfigInvalid */
export async function unlock(
  file: KeyFile,
  terminal: Terminal,
  { ask: words }: ApprovalWords,
): Promise<SigningKey> {
  return await openKey(file, await terminal.askHidden(words.passphraseOf(visible(file.name))));
}

/** Who asked for what, as far as a command knows it. */
type Asked = Pick<Operation, "id" | "approvers" | "user">;

/**
 * Says at once what idgate would say when the call is repeated. The policy has the last word: it is not at hand here.
 * @throws ConfigInvalid where the approver may not approve this
 */
export function checkApprover(
  name: string,
  { id, approvers = [], user }: Asked,
  { signing: words }: ApprovalWords,
): void {
  const who = visible(name);
  if (!approvers.includes(name)) {
    throw new ConfigInvalid(
      words.notTheirs(
        id,
        who,
        approvers.map((one) => visible(one)),
      ),
      { hint: words.notTheirsHint },
    );
  }
  if (asksItself({ name, user: undefined }, [user])) {
    throw new ConfigInvalid(words.ownCall(id, who), { hint: words.ownCallHint });
  }
}

/** What is signed, of something that may lack it. @throws ConfigInvalid */
export function statementOf(
  operation: Pick<Operation, "id" | "digest" | "preview" | "expiresAt">,
  approver: string,
  { signing: words }: ApprovalWords,
): Statement {
  const { id, digest, preview, expiresAt } = operation;
  if (preview !== undefined && expiresAt !== undefined) {
    return { operation: id, digest, preview, expiresAt, approver };
  }
  throw new ConfigInvalid(words.neverUp(id), { hint: words.nothingRecorded });
}

export function signed(statement: Statement, key: SigningKey): ApprovalSignature {
  return { approver: statement.approver, value: signStatement(statement, key) };
}

/** What a signature proves where one account holds all there is. Undefined where key and ledger have different owners. */
export function proofWarning(
  keyFile: string,
  ledgerFile: string,
  { signing: words }: ApprovalWords,
): string | undefined {
  if (process.platform !== "win32" && statSync(keyFile).uid !== statSync(ledgerFile).uid) return undefined;
  return words.sameOwner;
}
