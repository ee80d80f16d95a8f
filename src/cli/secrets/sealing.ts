import type { Sealing } from "../../config/config.ts";
import type { ConfigInvalid } from "../../errors.ts";
import type { Logger } from "../../log.ts";
import {
  createRecipient,
  fileKeys,
  fixedKeys,
  type KeyRing,
  parseKey,
  type Recipient,
  readPublicFile,
} from "../../secrets/index.ts";

/**
 * Keys and recipient as they are configured; neither by default.
 * @throws ConfigInvalid where one of them cannot be used
 */
export function openSealing(
  sealing: Sealing,
  log?: Pick<Logger, "error">,
): { readonly keys: KeyRing | undefined; readonly recipient: Recipient | undefined } {
  const { recipientFile } = sealing;
  const recipient =
    recipientFile === undefined
      ? undefined
      : createRecipient(readPublicFile(recipientFile, "The recipient's key"));
  return { keys: keysOf(sealing, log), recipient };
}

function keysOf({ key, keyFile }: Sealing, log?: Pick<Logger, "error">): KeyRing | undefined {
  if (key !== undefined) return fixedKeys([parseKey(key)]);
  if (keyFile === undefined) return undefined;
  return fileKeys(keyFile, (problem: ConfigInvalid) => {
    log?.error(
      { err: problem },
      "the file of sealing keys was changed and cannot be used; the keys before stay",
    );
  });
}
