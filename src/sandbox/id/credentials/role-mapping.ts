/** Which role a role credential provider maps an identity to. */
import type { JsonObject } from "../../../action/json.ts";
import { DocumentProblem, readDocument } from "../../iam/document.ts";
import { objectOf, objectsOf, textOf, textsOf } from "../../values.ts";
import { invalid, missing, refused } from "../faults.ts";

/**
 * How a rule compares a claim with its value. The reference names no words: these are the usual ones, in any case and
 * with or without underscores; absent means `Equals`.
 */
const MATCHES: ReadonlyMap<string, (claim: readonly string[], value: string) => boolean> = new Map([
  ["equals", (claim, value) => claim.includes(value)],
  ["notequals", (claim, value) => !claim.includes(value)],
  ["contains", (claim, value) => claim.some((one) => one.includes(value))],
  ["startswith", (claim, value) => claim.some((one) => one.startsWith(value))],
  ["endswith", (claim, value) => claim.some((one) => one.endsWith(value))],
]);
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["", "equals"],
  ["equal", "equals"],
  ["exact", "equals"],
  ["notequal", "notequals"],
  ["prefix", "startswith"],
  ["suffix", "endswith"],
]);
const WAYS = ["FromRole", "FromRequest", "FromRule"] as const;

export interface MappedRole {
  /** A role's name or its TRN. */
  readonly role: string;
  /** Policy text that narrows the session. */
  readonly policy: string | undefined;
}

function matchOf(rule: JsonObject) {
  const word = (textOf(rule, "MatchType") ?? "").toLowerCase().replaceAll(/[_\- ]/g, "");
  return MATCHES.get(ALIASES.get(word) ?? word);
}

/** @throws Fault where not exactly one way is given, or it names no role */
export function assertMapping(mapping: JsonObject): void {
  const at = "Config.RoleMapping";
  const given = WAYS.filter((way) => objectOf(mapping, way) !== undefined);
  if (given.length !== 1) throw invalid(at, `It must have one of ${WAYS.join(", ")}.`);
  const [fixed, rules] = [objectOf(mapping, "FromRole"), objectOf(mapping, "FromRule")];
  if (fixed !== undefined) assertRole(fixed, `${at}.FromRole`);
  objectsOf(objectOf(mapping, "FromRequest") ?? {}, "AllowedRoles").forEach((role, index) => {
    assertRole(role, `${at}.FromRequest.AllowedRoles.${index + 1}`);
  });
  objectsOf(rules ?? {}, "Rules").forEach((rule, index) => {
    const here = `${at}.FromRule.Rules.${index + 1}`;
    for (const field of ["Claim", "Role"]) if (!textOf(rule, field)) throw missing(`${here}.${field}`);
    if (matchOf(rule) === undefined) {
      throw invalid(`${here}.MatchType`, "It must be Equals, NotEquals, Contains, StartsWith or EndsWith.");
    }
  });
}

function assertRole(role: JsonObject, at: string): void {
  if (!textOf(role, "RoleName")) throw missing(`${at}.RoleName`);
  const policy = textOf(role, "PolicyTemplate");
  if (!policy) return;
  try {
    readDocument(policy, "policy");
  } catch (error) {
    throw error instanceof DocumentProblem ? invalid(`${at}.PolicyTemplate`, error.message) : error;
  }
}

/** The last part of a role's TRN, or the name that it is already. */
export const roleNameIn = (role: string): string => role.split(/[:/]/).at(-1) ?? "";

/** The roles that a mapping can lead to, by name. */
export function rolesOf(mapping: JsonObject): readonly string[] {
  const rules = objectOf(mapping, "FromRule") ?? {};
  const named = [
    textOf(objectOf(mapping, "FromRole") ?? {}, "RoleName"),
    ...objectsOf(objectOf(mapping, "FromRequest") ?? {}, "AllowedRoles").map((one) =>
      textOf(one, "RoleName"),
    ),
    ...objectsOf(rules, "Rules").map((one) => textOf(one, "Role")),
    textOf(rules, "DefaultRole"),
  ];
  return [...new Set(named.flatMap((one) => (one ? [roleNameIn(one)] : [])))];
}

const mapped = (from: JsonObject): MappedRole => ({
  role: textOf(from, "RoleName") ?? "",
  policy: textOf(from, "PolicyTemplate") || undefined,
});

/**
 * The role that a token's claims, and what the call asks for, lead to. The first rule that matches decides.
 * @throws Fault where the mapping leads to none, or not to the one that is asked for
 */
export function mappedRole(
  mapping: JsonObject,
  claims: JsonObject,
  requested: string | undefined,
): MappedRole {
  const role = leadsTo(mapping, claims, requested);
  if (requested && roleNameIn(role.role) !== roleNameIn(requested)) {
    throw refused(`The provider does not map this identity to the role ${requested}.`);
  }
  return role;
}

function leadsTo(mapping: JsonObject, claims: JsonObject, requested: string | undefined): MappedRole {
  const fixed = objectOf(mapping, "FromRole");
  if (fixed !== undefined) return mapped(fixed);
  const choice = objectOf(mapping, "FromRequest");
  if (choice !== undefined) {
    if (!requested) throw missing("RequestedRoleTrn");
    const wanted = roleNameIn(requested);
    const allowed = objectsOf(choice, "AllowedRoles").find(
      (role) => roleNameIn(textOf(role, "RoleName") ?? "") === wanted,
    );
    if (allowed === undefined) throw refused(`The provider does not allow the role ${requested}.`);
    return mapped(allowed);
  }
  const rules = objectOf(mapping, "FromRule") ?? {};
  const rule = objectsOf(rules, "Rules").find((one) => {
    const claim = claimOf(claims, textOf(one, "Claim") ?? "");
    return claim !== undefined && (matchOf(one)?.(claim, textOf(one, "Value") ?? "") ?? false);
  });
  const role = textOf(rule ?? {}, "Role") || textOf(rules, "DefaultRole");
  if (!role) throw refused("No rule of the provider matches this identity, and it has no default role.");
  return { role, policy: undefined };
}

/** A claim as texts; `a.b` looks inside of objects. Absent is no claim: a rule never matches it. */
function claimOf(claims: JsonObject, path: string): readonly string[] | undefined {
  if (Array.isArray(claims[path])) return textsOf(claims, path);
  const value = claims[path];
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return [String(value)];
  const [first = "", rest] = path.split(/\.(.*)/s);
  const inner = rest === undefined ? undefined : objectOf(claims, first);
  return inner === undefined || rest === undefined ? undefined : claimOf(inner, rest);
}
