/**
 * The organisation whose accounts the directory reaches. No action of the emulated services makes or lists accounts,
 * so that the sandbox has a fixed one: its own account, which manages it, and two members with the next numbers.
 * Another number is refused, as the service refuses accounts of strangers, and the refusal names those that there are.
 */
import type { Place } from "../types.ts";
import { accountNotInOrg } from "./faults.ts";

export interface Account {
  readonly id: string;
  readonly name: string;
}

const MEMBERS = ["development", "production"] as const;

/** The management account first. */
export function organisation({ account }: Pick<Place, "account">): readonly Account[] {
  const own = Number(account);
  return [
    { id: account, name: "sandbox" },
    ...MEMBERS.map((name, index) => ({ id: String(own + index + 1), name })),
  ];
}

/** @throws Fault AccountNotInOrg */
export function accountOf(context: Pick<Place, "account">, id: string): Account {
  const accounts = organisation(context);
  const found = accounts.find((one) => one.id === id);
  if (found === undefined)
    throw accountNotInOrg(
      id.slice(0, 64),
      accounts.map((one) => one.id),
    );
  return found;
}

/** The name of an account that was checked before. */
export function accountName(context: Pick<Place, "account">, id: string): string {
  return organisation(context).find((one) => one.id === id)?.name ?? "";
}
