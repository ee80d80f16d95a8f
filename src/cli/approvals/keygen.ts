import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import * as z from "zod";
import { ConfigInvalid } from "../../errors.ts";
import { generateKey, SHORTEST_PASSPHRASE, sealKey } from "../../signing/key-file.ts";
import { visible } from "../../text/index.ts";
import { EXIT } from "../context.ts";
import { osUser } from "../os-user.ts";
import { printLines } from "../print.ts";
import { type Terminal, terminalOn, wantTerminal } from "./terminal.ts";

const keygenFlags = z.looseObject({ out: z.string().min(1), name: z.string().optional() });
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/**
 * Makes an approver's key: a file under a passphrase, for its owner alone, and the line for the policy.
 * @throws ConfigInvalid where the file is there already, or the passphrase does not do
 */
export async function makeKey(
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = keygenFlags.parse(given);
  const user = osUser();
  const name = flags.name ?? user;
  if (!NAME.test(name)) {
    throw new ConfigInvalid(`${visible(name).slice(0, 80)} cannot be an approver's name.`, {
      hint: "--name takes up to 64 letters, digits, dots, dashes, underscores and @, as in the policy.",
    });
  }
  if (existsSync(flags.out)) throw taken(flags.out);
  wantTerminal(terminal, "keygen");
  const passphrase = await terminal.askHidden(`Passphrase, at least ${SHORTEST_PASSPHRASE} characters: `);
  if ([...passphrase].length < SHORTEST_PASSPHRASE) {
    throw new ConfigInvalid(`The passphrase has fewer than ${SHORTEST_PASSPHRASE} characters.`, {
      hint: "No key was made. Several words are easy to remember and hard to guess.",
    });
  }
  if ((await terminal.askHidden("The same again: ")) !== passphrase) {
    throw new ConfigInvalid("The two passphrases differ.", { hint: "No key was made." });
  }
  const key = generateKey();
  await writeNew(flags.out, await sealKey(key, name, passphrase));
  printLines([
    `The key is in ${flags.out}. For the policy, under approvers:`,
    `  - { name: ${JSON.stringify(name)}, key: "ed25519:${key.publicKey}", user: ${JSON.stringify(user)} }`,
    "user is the name under which this approver's own agents make calls, which nobody approves for themselves.",
  ]);
  return EXIT.ok;
}

async function writeNew(file: string, text: string): Promise<void> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, "wx", 0o600);
  } catch (error) {
    const code = error instanceof Error ? String(Reflect.get(error, "code")) : "unknown error";
    throw code === "EEXIST" ? taken(file) : new ConfigInvalid(`The key file cannot be written: ${code}.`);
  }
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function taken(file: string): ConfigInvalid {
  return new ConfigInvalid(`${visible(file)} is there already; a key is never written over.`, {
    hint: "Name another file in --out.",
  });
}
