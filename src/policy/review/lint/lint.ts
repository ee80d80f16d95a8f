/** What a policy file says that its author may not mean. Pure: the file, the actions, nothing else. */
import type { Action } from "../../../action/action.ts";
import type { LoadedPolicy } from "../../load.ts";
import { budgets, whoOverStdio } from "./limits.ts";
import { mintsKeys } from "./mints-keys.ts";
import { newNames } from "./new-names.ts";
import { shadowed } from "./shadowed.ts";
import { showsSecrets } from "./shows-secrets.ts";
import { trustedNames } from "./trusted-names.ts";
import { type Check, type Finding, subjectOf } from "./types.ts";
import { undone } from "./undone.ts";
import { unguarded } from "./unguarded.ts";
import { weakApproval } from "./weak-approval.ts";
import { wide } from "./wide.ts";

const CHECKS: readonly Check[] = [
  shadowed,
  wide,
  weakApproval,
  undone,
  mintsKeys,
  showsSecrets,
  unguarded,
  trustedNames,
  newNames,
  budgets,
  whoOverStdio,
];

/** Everything that the checks find, in the order of the file. */
export function lint(policy: LoadedPolicy, actions: readonly Action[]): readonly Finding[] {
  const subject = subjectOf(policy, actions);
  return CHECKS.flatMap((check) => check(subject)).toSorted((a, b) => a.line - b.line);
}
