/** A loaded policy in numbers. */
import type { Action } from "../../action/action.ts";
import type { LoadedPolicy } from "../load.ts";

/** What becomes of actions, by how many. */
export interface OutlookCounts {
  /** Whatever the arguments are. */
  readonly allowed: number;
  /** Whatever the arguments are, once a person agrees. */
  readonly ask: number;
  /** Whatever the arguments are, once a second person has signed. */
  readonly secondPerson: number;
  /** On the arguments or the caller. */
  readonly depends: number;
  readonly refused: number;
}

export function countOutlooks(
  policy: Pick<LoadedPolicy, "outlook">,
  actions: readonly Action[],
): OutlookCounts {
  const counts = { allowed: 0, ask: 0, secondPerson: 0, depends: 0, refused: 0 };
  for (const action of actions) {
    const outlook = policy.outlook(action);
    if (outlook.verdict === "allowed") counts[BY_APPROVAL[outlook.approval]] += 1;
    else counts[outlook.verdict] += 1;
  }
  return counts;
}

const BY_APPROVAL = { none: "allowed", ask: "ask", "second-person": "secondPerson" } as const;

/** The budgets of the rules that have one, in the order of the file. */
export function budgetsOf({ rules }: Pick<LoadedPolicy, "rules">): readonly {
  readonly rule: string;
  readonly max: number;
  readonly perSeconds: number;
}[] {
  return rules.allow.flatMap(({ id, budget }) => (budget === undefined ? [] : [{ rule: id, ...budget }]));
}
