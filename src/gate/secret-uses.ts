import type { Action } from "../action/action.ts";
import { FLOWS } from "../secrets/index.ts";

/** A secret of an action, and what is at its other end: where it may come from, or where it may go. */
export interface SecretUse {
  /** The field's path, as the action declares it. */
  readonly path: string;
  /** For a parameter the kinds of handles that fit it; for a result the parameters that its handle fits. */
  readonly fits: readonly string[];
}

/** What handles fit an action's secret parameters, `generated` among them for those of generate_secret. */
export function secretsTaken({ secrets }: Action): readonly SecretUse[] {
  return secrets.input.map((path) => ({
    path,
    fits: FLOWS.filter(({ field }) => leafOf(path) === field).map(({ kind }) => kind),
  }));
}

/** Where the handles of an action's results may go. */
export function secretsGiven({ secrets }: Action): readonly SecretUse[] {
  return secrets.output.map((path) => ({
    path,
    fits: FLOWS.filter(({ kind }) => kind === leafOf(path)).map(({ field }) => field),
  }));
}

const leafOf = (path: string): string => path.replaceAll("[]", "").split(".").at(-1) ?? path;
