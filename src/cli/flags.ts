import * as z from "zod";
import type { Flags } from "../config/config.ts";
import { ConfigInvalid } from "../errors.ts";

const text = z.string().optional();
const truth = z.boolean().optional();

/** `serve`'s flags as commander parsed them.  */
const serveFlags = z.object({
  sandbox: truth,
  policy: text,
  region: text,
  endpoint: text,
  allowHost: z.array(z.string()).optional(),
  profile: text,
  state: text,
});

export function parseServeFlags(given: unknown): Flags {
  const parsed = serveFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigInvalid(
    `These flags do not fit: ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}.`,
  );
}

const stateFlags = z.object({ sandbox: truth, state: text, json: z.boolean().optional() });
export type StateFlags = z.infer<typeof stateFlags>;

export function parseStateFlags(given: unknown): StateFlags {
  const parsed = stateFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigInvalid("These flags do not fit.");
}

/** A whole number in a flag. @throws ConfigInvalid */
export function wholeNumber(flag: string, given: string, min: number, max: number): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= min && value <= max) return value;
  throw new ConfigInvalid(`${flag} takes a whole number from ${min} to ${max}.`);
}
