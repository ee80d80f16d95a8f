import type { Action } from "../../action/action.ts";
import {
  GENERATED,
  isPlainlySecret,
  type SecretUse,
  secretsGiven,
  secretsTaken,
} from "../../gate/secret-uses.ts";

/** Where the secrets of an action come from and where they may go. What a model cannot get, it must not invent. */
export function secretLines(action: Action): readonly string[] {
  const [taken, mayHold] = apart(
    secretsTaken(action),
    ({ path, fits }) => fits.length > 0 || isPlainlySecret(path),
  );
  return [
    ...byFits(taken).flatMap(([fits, paths]) => line("Secret parameters", paths, from(fits))),
    ...line(
      "Parameters that may hold a secret",
      mayHold.map(({ path }) => path),
      "no result repeats them",
    ),
    ...byFits(secretsGiven(action)).flatMap(([fits, paths]) => line("Secret results", paths, into(fits))),
  ];
}

const THE_USERS = "the text that the user gives you. Never make one up: ask";

function from(kinds: readonly string[]): string {
  if (kinds.includes(GENERATED)) return "pass a handle of generate_secret";
  if (kinds.length === 0) return `no handle fits; pass ${THE_USERS}`;
  return `pass a handle of an earlier ${kinds.join(" or ")}, or ${THE_USERS}`;
}

const into = (fields: readonly string[]): string =>
  fields.length === 0
    ? "handles that no parameter takes"
    : `handles, which may be passed as ${fields.join(" or ")}`;

/** Paths that share what fits them, in the order of the first. */
function byFits(
  uses: readonly SecretUse[],
): readonly (readonly [fits: readonly string[], paths: readonly string[]])[] {
  const groups = new Map<string, { readonly fits: readonly string[]; readonly paths: readonly string[] }>();
  for (const { fits, path } of uses) {
    const key = fits.join();
    groups.set(key, { fits, paths: [...(groups.get(key)?.paths ?? []), path] });
  }
  return [...groups.values()].map(({ fits, paths }) => [fits, paths]);
}

function apart<T>(all: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}

function line(head: string, paths: readonly string[], what: string): readonly string[] {
  return paths.length === 0 ? [] : [`${head} ${shown(paths).join(", ")}: ${what}.`];
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
