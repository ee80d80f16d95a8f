import type { Action } from "../action/action.ts";
import { InternalError, InvalidArguments } from "../errors.ts";
import type { Ledger } from "../ledger/types.ts";
import type { Policy } from "../policy/types.ts";
import { FLOWS, fieldsFor, generateBy, ruleFor, type Vault } from "../secrets/index.ts";
import { type SecretTarget, secretTarget } from "./secret-target.ts";
import { GENERATED } from "./secret-uses.ts";
import type { GeneratedSecret, SecretForm } from "./types.ts";

interface Rooms {
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly policy: Pick<Policy, "flows">;
  readonly find: (name: string) => Action | undefined;
}

/**
 * Makes and seals a secret. Only the handle leaves; the ledger has a row before it does.
 * @throws InvalidArguments for a field that takes no secret, or a form or length that it does not take
 * @throws SecretRefused, LedgerUnavailable
 */
export async function generateSecret(
  wanted: SecretForm,
  { ledger, vault, policy, find }: Rooms,
): Promise<GeneratedSecret> {
  const target = wanted.for === undefined ? undefined : secretTarget(wanted.for, find, policy);
  const value = make(wanted, target);
  const handle = vault.seal(value, { kind: GENERATED, source: "generate_secret" });
  const box = await vault.box(handle);
  const note = target === undefined ? (wanted.form ?? "password") : `for ${target.name}`;
  await ledger.secretEvent({ handle, event: "generated", note, box });
  const fits = target === undefined ? fieldsFor(GENERATED, FLOWS) : [target.name];
  const revealable = box.sealed !== undefined || box.recipient !== undefined;
  return { handle, expiresAt: vault.describe(handle).expiresAt, fits, revealable };
}

function make({ form, length }: SecretForm, target: SecretTarget | undefined): string {
  const rule = target?.rule ?? ruleFor(form ?? "password");
  const where = target?.name ?? `A ${rule.form}`;
  if (form !== undefined && form !== rule.form) {
    throw new InvalidArguments(`${where} takes a ${rule.form}, not a ${form}.`, {
      hint: "Leave form out: for says it.",
    });
  }
  const characters = length ?? rule.usual;
  if (characters < rule.min || characters > rule.max) {
    throw new InvalidArguments(
      `${where} has ${rule.min} to ${rule.max} characters here, not ${characters}.`,
      { hint: `Give a length of ${rule.min} to ${rule.max}, or none: then it has ${rule.usual}.` },
    );
  }
  const value = generateBy(rule, characters);
  if (target !== undefined && !target.takes(value))
    throw new InternalError(`What is generated for ${target.name} does not fit it.`);
  return value;
}
