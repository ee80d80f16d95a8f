import type { Action } from "../action/action.ts";
import { FLOWS, isSecretName } from "../secrets/index.ts";

/** A secret of an action, and what is at its other end: where it may come from, or where it may go. */
export interface SecretUse {
  /** The field's path, as the action declares it. */
  readonly path: string;
  /** For a parameter the kinds of handles that fit it; for a result the parameters that its handle fits. */
  readonly fits: readonly string[];
}

/** What handles fit an action's secret parameters, {@link GENERATED} among them for those of generate_secret. */
export function secretsTaken({ secrets }: Action): readonly SecretUse[] {
  return secrets.input.map((path) => {
    const kinds = kindsThatFit(leafOf(path));
    // The password of somebody else's server is theirs to give, although a handle would be let through.
    const theirs = /Credential/.test(path);
    return { path, fits: theirs ? kinds.filter((kind) => kind !== GENERATED) : kinds };
  });
}

/** What generate_secret makes. */
export const GENERATED = "generated";

/** The kinds of handles that a parameter of this name takes, wherever it stands. */
export const kindsThatFit = (name: string): readonly string[] =>
  FLOWS.filter(({ field }) => field === name).map(({ kind }) => kind);

/** Where the handles of an action's results may go. */
export function secretsGiven({ secrets }: Action): readonly SecretUse[] {
  return secrets.output.map((path) => ({
    path,
    fits: FLOWS.filter(({ kind }) => kind === leafOf(path)).map(({ field }) => field),
  }));
}

/** Whether a field is a secret by its name; the others may hold one among other things. */
export const isPlainlySecret = (path: string): boolean => isSecretName(leafOf(path));

const leafOf = (path: string): string => path.replaceAll("[]", "").split(".").at(-1) ?? path;
