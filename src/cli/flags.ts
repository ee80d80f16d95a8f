import * as z from "zod";
import type { Flags } from "../config/config.ts";
import { ConfigInvalid } from "../errors.ts";

// `--state "$UNSET"` must not mean the folder one stands in.
const text = z
  .string()
  .refine((value) => value.trim() !== "", "is empty")
  .optional();
const truth = z.boolean().optional();

/** `serve`'s flags as commander parsed them.  */
const serveFlags = z.object({
  sandbox: truth,
  policy: text,
  region: text,
  endpoint: text,
  allowHost: z.array(z.string().min(1, "is empty")).optional(),
  profile: text,
  assumeRole: text,
  roleSessionName: text,
  state: text,
  auditSink: text,
  secretKey: text,
  secretRecipient: text,
  list: text,
  only: text,
  exclude: text,
  lang: text,
  dryRun: truth,
  maxInFlight: text,
  rate: text,
});

export function parseServeFlags(given: unknown): Flags {
  const parsed = serveFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw unfit(parsed.error);
}

const stateFlags = z.object({ sandbox: truth, state: text, lang: text, json: z.boolean().optional() });
export type StateFlags = z.infer<typeof stateFlags>;

export function parseStateFlags(given: unknown): StateFlags {
  const parsed = stateFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw unfit(parsed.error);
}

const answerFlags = stateFlags.extend({ key: text, signature: text, policy: text });
export type AnswerFlags = z.infer<typeof answerFlags>;

export function parseAnswerFlags(given: unknown): AnswerFlags {
  const parsed = answerFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw unfit(parsed.error);
}

const secretFlags = stateFlags.extend({
  secretKey: text,
  recipientKey: text,
  all: truth,
  expired: truth,
  drop: truth,
});
export type SecretFlags = z.infer<typeof secretFlags>;

export function parseSecretFlags(given: unknown): SecretFlags {
  const parsed = secretFlags.safeParse(given);
  if (parsed.success) return parsed.data;
  throw unfit(parsed.error);
}

/** `allowHost` → `--allow-host`, as it was typed. */
function unfit(error: z.ZodError): ConfigInvalid {
  const flags = error.issues.map(({ path, message }) => {
    const name = String(path[0]).replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
    return `--${name} ${message}`;
  });
  return new ConfigInvalid(`These flags do not fit: ${flags.join(", ")}.`);
}

/** A whole number in a flag. @throws ConfigInvalid */
export function wholeNumber(flag: string, given: string, min: number, max: number): number {
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= min && value <= max) return value;
  throw new ConfigInvalid(`${flag} takes a whole number from ${min} to ${max}.`);
}
