import path from "node:path";
import { CredentialsInvalid } from "../errors.ts";
import type { ChainOptions } from "./provider.ts";

/** Larger than any file of keys or tokens, in characters. */
const LIMIT = 1024 * 1024;

/** A file of the vendor's folder at home; undefined for a user without a home. */
export function vendorFile({ homeDir }: Pick<ChainOptions, "homeDir">, name: string): string | undefined {
  return homeDir === undefined ? undefined : path.join(homeDir, ".volcengine", name);
}

/**
 * The text of a file, or undefined where there is none.
 * @param what how messages call the file, at the start of a sentence: paths stay out of them, since they can reach a model
 * @throws CredentialsInvalid where it cannot be read or is too large
 */
export async function readIfThere(
  { readFile }: Pick<ChainOptions, "readFile">,
  file: string | undefined,
  what: string,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(file);
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
    if (code === "ENOENT") return undefined;
    const known = typeof code === "string" && /^[A-Z_]{1,32}$/.test(code) ? ` (${code})` : "";
    throw new CredentialsInvalid(`${what} cannot be read${known}.`);
  }
  if (text.length > LIMIT) throw new CredentialsInvalid(`${what} is too large to be one.`);
  return text.replace(/^\uFEFF/, "");
}
