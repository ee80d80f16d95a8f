/** A new name must not bring a thing under an allow that did not cover it, nor out of a deny that did. */
import type { Action } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import type { Call } from "../types.ts";
import { holdsForAllow, holdsForDeny } from "./conditions.ts";
import { type AllowRule, type Condition, IDENTIFIER, type Operator, type Rules } from "./model.ts";
import { mayBeMeant } from "./who.ts";

/**
 * The allow rule that may cover the thing under its new name and does not surely cover it now; undefined where there is
 * none, or nothing is renamed. Rules go by names, so who may rename could otherwise reach what other rules keep from them.
 */
export function renamedIntoReach(rules: Rules, { action, params }: Call): string | undefined {
  return changedNames(action, params).flatMap((change) => {
    const into = ({ when, types }: AllowRule) =>
      when.some((condition) => {
        const own = asOwnName(condition, types, change.from);
        return own !== undefined && mayBe(own, change.to, change) && !surelyIs(own, change.from, change);
      });
    return (
      rules.allow.find((rule) => (covers(rule, action) || namesOtherwise(rule, change.from)) && into(rule))
        ?.id ?? []
    );
  })[0];
}

/**
 * The deny rule that may hold the thing under its name and does not surely hold it under the new one. What is denied of a
 * name would otherwise be done after a rename.
 */
export function renamedOutOfDeny(rules: Rules, { action, params, principal }: Call): string | undefined {
  return changedNames(action, params).flatMap((change) => {
    const held = rules.deny.find(
      (rule) =>
        !rule.implied &&
        covers(rule, action) &&
        mayBeMeant(rule.who, principal) &&
        rule.when.some(
          ({ path, operators }) =>
            path.join(".") === change.from &&
            mayBe(operators, change.from, change) &&
            !surelyIs(operators, change.to, change),
        ),
    );
    return held?.id ?? [];
  })[0];
}

interface Change {
  readonly from: string;
  readonly to: string;
  /** Here each of the two names is judged by itself. */
  readonly plain: Action;
  readonly params: JsonObject;
}

function changedNames(action: Action, params: JsonObject): readonly Change[] {
  const { renames = {}, ...plain } = action;
  return Object.entries(renames)
    .filter(([from, to]) => Object.hasOwn(params, to) && params[to] !== params[from])
    .map(([from, to]) => ({ from, to, plain, params }));
}

const mayBe = (operators: readonly Operator[], name: string, { plain, params }: Change): boolean =>
  holdsForDeny({ path: [name], operators }, plain, params);

const surelyIs = (operators: readonly Operator[], name: string, { plain, params }: Change): boolean =>
  holdsForAllow({ path: [name], operators }, plain, params);

/** Whether a rule speaks of actions of the same service: there a parameter of that name means the same thing. */
function covers(rule: { readonly actions: { keys(): Iterable<string> } }, action: Action): boolean {
  return [...rule.actions.keys()].some((name) => name.startsWith(`${action.service}:`));
}

/** Resource types whose identifier is the name that a parameter holds. */
const TYPES: Readonly<Record<string, string>> = {
  UserName: "Volcengine::IAM::User",
  UserGroupName: "Volcengine::IAM::Group",
  RoleName: "Volcengine::IAM::Role",
  PolicyName: "Volcengine::IAM::Policy",
};
/** Parameters that hold the name at the end of a longer one: a TRN, `trn:iam::ACCOUNT:role/NAME`. */
const LONGER_NAMES: Readonly<Record<string, readonly string[]>> = {
  UserName: ["ResourceNames"],
  RoleName: ["RoleTrn", "RequestedRoleTrn", "IamRoleTrn", "ResourceNames"],
  UserGroupName: [],
  PolicyName: [],
};

/** The operators of a condition as they speak of the thing's own name; undefined where they speak of something else. */
function asOwnName(
  { path, operators }: Condition,
  types: AllowRule["types"],
  from: string,
): readonly Operator[] | undefined {
  const [name = "", ...deeper] = path;
  if (deeper.length > 0) return undefined;
  if (name === from) return operators;
  if (name === IDENTIFIER && types?.has(TYPES[from] ?? "") === true) return operators;
  return LONGER_NAMES[from]?.includes(name) === true ? operators.map(atItsEnd) : undefined;
}

function namesOtherwise({ when, types }: AllowRule, from: string): boolean {
  return when.some(
    (condition) => condition.path[0] !== from && asOwnName(condition, types, from) !== undefined,
  );
}

function atItsEnd(operator: Operator): Operator {
  const end = (text: string) => text.split(/[/:]/).at(-1) ?? text;
  if (operator.kind === "like") return { kind: "like", pattern: end(operator.pattern) };
  if (operator.kind !== "in") return operator;
  return {
    kind: "in",
    values: operator.values.map((value) => (typeof value === "string" ? end(value) : value)),
  };
}
