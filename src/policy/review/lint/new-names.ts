/** Conditions on what becomes the name of a thing, where another parameter says which thing it is. */
import type { AllowRule } from "../../engine/model.ts";
import { type Check, type Finding, named, type Subject } from "./types.ts";

const NAMES: ReadonlySet<string> = new Set(["Name", "UserName", "DisplayName"]);
const SELECTOR = /(?:Uid|Id)$/;

export const newNames: Check = (subject) =>
  subject.policy.rules.allow.flatMap((rule) => ofRule(rule, subject) ?? []);

function ofRule(rule: AllowRule, { actions }: Subject): Finding | undefined {
  const compared = rule.when.map(({ path: [first = ""] }) => first);
  const name = compared.find((one) => NAMES.has(one));
  if (name === undefined || compared.some((one) => SELECTOR.test(one))) return undefined;
  for (const reached of rule.actions.keys()) {
    const action = actions.get(reached);
    if (action?.effect !== "update") continue;
    const selectors = Object.keys(action.input()).filter((parameter) => SELECTOR.test(parameter));
    if (selectors.length === 0) continue;
    return {
      code: "new-name",
      level: "warning",
      line: rule.line,
      rule: rule.id,
      what: `${named(rule)} goes by ${name}, which ${reached} gives to the thing; which thing it is, ${selectors.join(" and ")} says: put a condition on that`,
    };
  }
  return undefined;
}
