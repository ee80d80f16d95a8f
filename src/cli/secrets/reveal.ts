import { resolveConfig } from "../../config/config.ts";
import { ConfigInvalid, InternalError } from "../../errors.ts";
import type { KeptBox } from "../../ledger/sealed-box.ts";
import { needsPassphrase, openBox, openForRecipient, readOwnFile } from "../../secrets/index.ts";
import { visible } from "../../text/index.ts";
import { type Terminal, terminalOn } from "../approvals/terminal.ts";
import { EXIT, type Program } from "../context.ts";
import { parseSecretFlags, type SecretFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { osUser } from "../os-user.ts";
import { printLines } from "../print.ts";
import { standingOf } from "./list.ts";
import { openSealing } from "./sealing.ts";

/**
 * Shows one value on a terminal, after asking. INVARIANT: the ledger says who saw it before it is seen.
 * @throws ConfigInvalid where there is no terminal, no such secret, or no key that opens it
 * @throws SecretRefused where its box does not verify, or it is destroyed meanwhile
 */
export async function revealSecret(
  program: Program,
  handle: string,
  given: unknown,
  terminal: Terminal = terminalOn(process.stdin, process.stdout),
): Promise<number> {
  const flags = parseSecretFlags(given);
  if (!terminal.interactive) {
    throw new ConfigInvalid(
      "`idgate secrets reveal` wants a terminal: a value goes to nobody's file or pipe.",
      {
        hint: "Run it in a terminal of your own, without redirecting input or output.",
      },
    );
  }
  return await withLedger(program, flags, async (ledger) => {
    const [box] = await ledger.sealed.find([handle]);
    if (box === undefined) {
      throw new ConfigInvalid("There is no such secret in this ledger.", {
        hint: "`idgate secrets list` shows what there is; --sandbox and --state choose the ledger.",
      });
    }
    const value = await opened(program, box, flags, terminal);
    const what = `${box.kind} from ${box.source}, sealed ${box.createdAt} for ${box.owner}`;
    const yes = await terminal.ask(`Show ${visible(what)} on this screen? It is recorded. [y/N] `);
    if (!/^y(?:es)?$/i.test(yes.trim())) {
      printLines(["Not shown."]);
      return EXIT.negative;
    }
    const by = flags.recipientKey === undefined ? "" : ", by the recipient's key";
    await ledger.secretEvent({ handle, event: "revealed", note: `terminal ${osUser()}${by}` });
    const shown = visible(value);
    printLines([
      shown,
      ...(shown === value
        ? []
        : ["Control characters are shown as escapes; they are not part of the value."]),
    ]);
    return EXIT.ok;
  });
}

async function opened(
  program: Program,
  box: KeptBox,
  flags: SecretFlags,
  terminal: Terminal,
): Promise<string> {
  const { sealing } = resolveConfig({ secretKey: flags.secretKey }, program.env);
  const { keys } = openSealing({ ...sealing, recipientFile: undefined });
  const standing = standingOf(box, keys, new Date());
  if (flags.recipientKey !== undefined) {
    if (!standing.forRecipient || box.recipient === undefined) {
      throw new ConfigInvalid("Nothing of this secret is sealed for a recipient.", {
        hint:
          box.destroyedAt === undefined
            ? "idgate seals for one where it is started with --secret-recipient."
            : "It was destroyed.",
      });
    }
    const key = readOwnFile(flags.recipientKey, "The recipient's private key");
    const passphrase = needsPassphrase(key) ? await terminal.askHidden("Passphrase of the key: ") : undefined;
    return await openForRecipient(box.recipient, box, key, passphrase);
  }
  if (!standing.canReveal) {
    throw new ConfigInvalid(`It cannot be revealed: ${standing.reveal}.`, {
      hint: standing.forRecipient
        ? "Add --recipient-key FILE."
        : "What was shown to nobody can be made anew.",
    });
  }
  const key = box.sealed === undefined ? undefined : keys?.find(box.sealed.keyId);
  if (box.sealed === undefined || key === undefined) throw new InternalError("A key is there and is not.");
  return openBox(box, box.sealed, key.key);
}
