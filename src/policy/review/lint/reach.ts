/** What allow rules reach, directly and through Cloud Control. */
import type { Action } from "../../../action/action.ts";
import type { AllowRule, Condition, Path } from "../../engine/model.ts";
import type { ApprovalMode } from "../../types.ts";
import { throughCloudControl } from "../through.ts";
import { reached, type Subject } from "./types.ts";

export interface Reach {
  readonly rule: AllowRule;
  /** The action that is done: for Cloud Control the direct one that it stands for. */
  readonly action: string;
  /** The action that is called. */
  readonly via: string;
  /** Where a call through Cloud Control carries it. */
  readonly property: Path | undefined;
}

/** Everything that the policy's allow rules reach, less what it denies whole. */
export function reachOf(subject: Subject): readonly Reach[] {
  return subject.policy.rules.allow.flatMap((rule) =>
    reached(rule, subject).flatMap((via): Reach[] => [
      { rule, action: via, via, property: undefined },
      ...throughCloudControl(rule, via)
        .filter(({ action }) => !subject.deniedWhole.has(action))
        .map(({ action, property }) => ({ rule, action, via, property })),
    ]),
  );
}

/** `iam:CreateUser`, or `iam:CreateUser (cloudcontrol:CreateResource)`. */
export function shown({ action, via }: Reach): string {
  return action === via ? action : `${action} (${via})`;
}

/** The weakest approval under which the rule may let the action pass. */
export function weakest(rule: AllowRule, action: Action | undefined): ApprovalMode {
  if (rule.approval !== undefined) return rule.approval;
  return action?.escalates === true ? "second-person" : "none";
}

/** Whether a condition compares a value, and is not met by every text. */
export function compares({ operators }: Condition): boolean {
  return operators.some(
    (operator) =>
      operator.kind === "in" ||
      operator.kind === "min" ||
      operator.kind === "max" ||
      (operator.kind === "like" && /[^*?]/.test(operator.pattern)),
  );
}

/** The rule's conditions that compare what is at or below one of the dotted paths. */
export function comparing(rule: AllowRule, paths: readonly string[]): readonly Condition[] {
  return rule.when.filter((condition) => {
    const path = condition.path.join(".");
    return compares(condition) && paths.some((one) => path === one || path.startsWith(`${one}.`));
  });
}
