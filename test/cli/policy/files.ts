import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownFolder } from "../../support/folder.ts";

/** An approver's public key. */
export const PERSON = `ed25519:${Buffer.alloc(32, 7).toString("base64url")}`;

/** A file in a folder of the running test's own. */
export function fileOf(name: string, text: string): string {
  const file = join(ownFolder(), name);
  writeFileSync(file, text);
  return file;
}
