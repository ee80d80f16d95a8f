import { accessSync, constants, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { generateKey, SHORTEST_PASSPHRASE, sealKey } from "../../signing/key-file.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { fileFault } from "../file-fault.ts";
import { osUser } from "../os-user.ts";
import { printLines } from "../print.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";
import { type ApprovalWords, wordsFor } from "./words/words.ts";

const keygenFlags = z.looseObject({
  out: z.string().min(1),
  name: z.string().optional(),
  lang: z.string().optional(),
});
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/**
 * Makes an approver's key: a file under a passphrase, for its owner alone, and the line for the policy.
 * @throws ConfigInvalid where the file is there already, or the passphrase does not do
 */
export async function makeKey(
  program: Program,
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = keygenFlags.parse(given);
  const words = wordsFor(program, flags);
  const user = osUser();
  const name = flags.name ?? user;
  if (!NAME.test(name)) {
    throw new ConfigInvalid(words.keygen.noName(visible(name).slice(0, 80)), {
      hint: words.keygen.noNameHint,
    });
  }
  if (existsSync(flags.out)) throw taken(flags.out, words);
  wantTerminal(terminal, "approvals keygen", words);
  // Before anybody thinks of a passphrase in vain.
  try {
    accessSync(dirname(flags.out), constants.W_OK);
  } catch (error) {
    throw unwritable(flags.out, error, words);
  }
  const passphrase = await terminal.askHidden(words.ask.newPassphrase(SHORTEST_PASSPHRASE));
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new ConfigInvalid(words.keygen.tooShort(SHORTEST_PASSPHRASE), { hint: words.keygen.tooShortHint });
  }
  if ((await terminal.askHidden(words.ask.again)) !== passphrase) {
    throw new ConfigInvalid(words.keygen.differ, { hint: words.keygen.noKey });
  }
  const key = generateKey();
  await writeNew(flags.out, await sealKey(key, name, passphrase), words);
  printLines([
    words.keygen.made(flags.out),
    `  - { name: ${JSON.stringify(name)}, key: "ed25519:${key.publicKey}", user: ${JSON.stringify(user)} }`,
    words.keygen.user,
  ]);
  return EXIT.ok;
}

async function writeNew(file: string, text: string, words: ApprovalWords): Promise<void> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, "wx", 0o600);
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    throw exists ? taken(file, words) : unwritable(file, error, words);
  }
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unwritable(file: string, error: unknown, { keygen: words }: ApprovalWords): ConfigInvalid {
  return new ConfigInvalid(`The key file ${visible(file)} cannot be written: ${fileFault(error)}.`, {
    hint: `${words.noKey} ${words.takenHint}`,
  });
}

function taken(file: string, { keygen: words }: ApprovalWords): ConfigInvalid {
  return new ConfigInvalid(words.taken(visible(file)), { hint: words.takenHint });
}
