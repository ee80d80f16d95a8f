import type { Ledger } from "../ledger/types.ts";
import { generatePassword, generateToken, type Vault } from "../secrets/index.ts";
import type { SecretForm } from "./types.ts";

const DEFAULT_PASSWORD_LENGTH = 24;

/** Makes and seals a secret. Only the handle leaves; the ledger has a row before it does. */
export async function generateSecret(
  form: SecretForm,
  rooms: { readonly ledger: Ledger; readonly vault: Vault },
): Promise<{ handle: string; expiresAt: string }> {
  const value =
    form.form === "password"
      ? generatePassword({ length: form.length ?? DEFAULT_PASSWORD_LENGTH })
      : generateToken();
  const handle = rooms.vault.seal(value, { kind: "generated", source: "generate_secret" });
  const box = await rooms.vault.box(handle);
  await rooms.ledger.secretEvent({ handle, event: "generated", note: form.form, box });
  return { handle, expiresAt: rooms.vault.describe(handle).expiresAt };
}
