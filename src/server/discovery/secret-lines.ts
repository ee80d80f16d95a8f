import type { Action } from "../../action/action.ts";
import { type SecretUse, secretsGiven, secretsTaken } from "../../gate/secret-uses.ts";

/** What generate_secret makes. */
const GENERATED = "generated";

/** Where the secrets of an action come from and where they may go. What a model cannot get, it must not invent. */
export function secretLines(action: Action): readonly string[] {
  const taken = secretsTaken(action);
  const generated = taken.filter(({ fits }) => fits.includes(GENERATED));
  const others = taken.filter(({ fits }) => !fits.includes(GENERATED));
  const handed = others.filter(({ fits }) => fits.length > 0);
  const own = others.filter(({ fits }) => fits.length === 0);
  const given = secretsGiven(action);
  return [
    ...line("Secret parameters", generated, () => "pass a handle of generate_secret"),
    ...line("Secret parameters", handed, (kinds) => `pass a handle of an earlier ${kinds}, or ${THE_USERS}`),
    ...line("Secret parameters", own, () => `no handle fits; pass ${THE_USERS}`),
    ...line(
      "Secret results",
      given.filter(({ fits }) => fits.length > 0),
      (fields) => `handles, which may be passed as ${fields}`,
    ),
    ...line(
      "Secret results",
      given.filter(({ fits }) => fits.length === 0),
      () => "handles that no parameter takes",
    ),
  ];
}

const THE_USERS = "the text that the user gives you. Never make one up: ask";

function line(head: string, uses: readonly SecretUse[], say: (fits: string) => string): readonly string[] {
  if (uses.length === 0) return [];
  const fits = [...new Set(uses.flatMap((use) => use.fits))].join(" or ");
  return [`${head} ${shown(uses.map(({ path }) => path)).join(", ")}: ${say(fits)}.`];
}

/** Names that may stand anywhere below one parameter share a line: `TargetState.**.{Password, Token}`. */
function shown(paths: readonly string[]): readonly string[] {
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const [root = "", name] = path.split(".**.");
    below.set(root, [...(below.get(root) ?? []), ...(name === undefined ? [] : [name])]);
  }
  return [...below].map(([root, names]) => {
    if (names.length === 0) return root;
    return names.length === 1 ? `${root}.**.${names[0]}` : `${root}.**.{${names.join(", ")}}`;
  });
}
