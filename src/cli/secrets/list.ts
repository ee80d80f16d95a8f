import { resolveConfig } from "../../config/config.ts";
import type { KeptBox } from "../../ledger/sealed-box.ts";
import type { KeyRing } from "../../secrets/index.ts";
import { visible } from "../../text/index.ts";
import { EXIT, type Program } from "../context.ts";
import { parseSecretFlags } from "../flags.ts";
import { withLedger } from "../ledger.ts";
import { printJson, printLines } from "../print.ts";
import { openSealing } from "./sealing.ts";

const MOST = 1000;

/** Prints what is known of sealed secrets, never a value. @throws ConfigInvalid, LedgerUnavailable */
export async function listSecrets(program: Program, given: unknown): Promise<number> {
  const flags = parseSecretFlags(given);
  const { sealing } = resolveConfig({ secretKey: flags.secretKey }, program.env);
  const { keys } = openSealing({ ...sealing, recipientFile: undefined });
  return await withLedger(program, flags, async (ledger) => {
    const boxes = await ledger.sealed.list({
      only: flags.all === true ? undefined : "live",
      limit: MOST + 1,
    });
    const now = new Date();
    const shown = boxes.slice(0, MOST);
    if (flags.json === true) {
      printJson(shown.map((box) => entryOf(box, keys, now)));
      return EXIT.ok;
    }
    if (shown.length === 0) {
      printLines([flags.all === true ? "No secret was ever sealed here." : "No sealed secret is live."]);
      return EXIT.ok;
    }
    const lines = shown.map((box) => {
      const { reveal } = standingOf(box, keys, now);
      return visible(
        `${box.handle}  ${box.kind}  from ${box.source}  of ${box.owner}  ${box.createdAt} to ${box.expiresAt}  ${reveal}`,
      );
    });
    printLines(
      boxes.length > MOST ? [...lines, `Only the newest ${MOST} are shown; there are more.`] : lines,
    );
    return EXIT.ok;
  });
}

function entryOf(box: KeptBox, keys: KeyRing | undefined, now: Date) {
  const { handle, kind, source, owner, account, createdAt, expiresAt, destroyedAt } = box;
  const { canReveal, forRecipient, reveal } = standingOf(box, keys, now);
  return {
    ...{ handle, kind, source, owner, account, createdAt, expiresAt },
    ...{
      destroyedAt: destroyedAt ?? null,
      keyId: box.sealed?.keyId ?? null,
      canReveal,
      forRecipient,
      reveal,
    },
  };
}

/** Whether and by what a value can be revealed here, and why not. */
export interface Standing {
  /** By the sealing key. */
  readonly canReveal: boolean;
  /** By the recipient's private key. */
  readonly forRecipient: boolean;
  /** Both in words. */
  readonly reveal: string;
}

export function standingOf(box: KeptBox, keys: KeyRing | undefined, now: Date): Standing {
  const against = obstacleOf(box, keys, now);
  const forRecipient = box.destroyedAt === undefined && box.intact && box.recipient !== undefined;
  const alone = forRecipient ? `${against}; the recipient's key opens it` : against;
  return { canReveal: against === undefined, forRecipient, reveal: alone ?? "can be revealed" };
}

/** Why the sealing key does not open it; undefined where it does. */
function obstacleOf(box: KeptBox, keys: KeyRing | undefined, now: Date): string | undefined {
  if (box.destroyedAt !== undefined) return `destroyed ${box.destroyedAt}`;
  if (!box.intact) return "altered in the ledger's file, and not opened";
  if (box.expiresAt <= now.toISOString()) return "expired";
  if (box.sealed === undefined)
    return "only in the memory of the server that sealed it (no --secret-key there)";
  if (keys === undefined) return `sealed with the key ${box.sealed.keyId}: name it with --secret-key`;
  if (keys.find(box.sealed.keyId) === undefined) return `the key ${box.sealed.keyId} is not among these keys`;
  return undefined;
}
