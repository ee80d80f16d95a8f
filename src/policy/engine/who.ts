/** `who`: whom a rule is for. */

import type { Principal } from "../types.ts";
import { comparable, folded } from "./text.ts";

/** Every list that is given must hold the caller. */
export interface Who {
  readonly users: ReadonlySet<string> | undefined;
  readonly groups: ReadonlySet<string> | undefined;
  readonly clients: ReadonlySet<string> | undefined;
}

/** An allow's: beyond doubt. Nobody known is nobody meant. */
export function isMeant(who: Who | undefined, principal: Principal | undefined): boolean {
  if (who === undefined) return true;
  if (principal === undefined) return false;
  const { users, groups, clients } = who;
  const named = (names: ReadonlySet<string> | undefined, found: readonly string[]) =>
    names === undefined || found.some((name) => comparable(name) && names.has(name));
  return (
    named(users, listed(principal.user)) &&
    named(groups, principal.groups ?? []) &&
    named(clients, listed(principal.client))
  );
}

/** A deny's: whoever may be meant. INVARIANT: a caller who is not known, or a claim that is not there, is meant. */
export function mayBeMeant(who: Who | undefined, principal: Principal | undefined): boolean {
  if (who === undefined || principal === undefined) return true;
  const { users, groups, clients } = who;
  const possible = (names: ReadonlySet<string> | undefined, found: readonly string[] | undefined) =>
    names === undefined || found === undefined || found.some((name) => isLikeOne(name, names));
  const claim = (name: string | undefined) => (name === undefined ? undefined : [name]);
  return (
    possible(users, claim(principal.user)) &&
    possible(groups, principal.groups) &&
    possible(clients, claim(principal.client))
  );
}

function isLikeOne(name: string, names: ReadonlySet<string>): boolean {
  if (names.has(name) || !comparable(name)) return true;
  return [...names].some((one) => folded(one) === folded(name));
}

function listed(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}
