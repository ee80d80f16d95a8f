/** What a rule must say, held against the actions, parameters, types and approvers that exist. */
import { isChange } from "../../action/action.ts";
import { IDENTIFIER, PATCH, type Path, TARGET_STATE, TYPE_NAME } from "../engine/model.ts";
import { isProperty, namesInside } from "../engine/properties.ts";
import { propertiesOf } from "../engine/resource-types.ts";
import type { Approver } from "../types.ts";
import { type Place, type Problems, quoted } from "./problems.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Written, WrittenRule } from "./written.ts";

/** Every parameter that a rule speaks of must exist: in all its actions for a condition, in one of them for `only`. */
export function checkNames(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  for (const { path } of rule.when) {
    const lacking = names.filter((name) => vocabulary.reach(name, path.value).kind === "nowhere");
    if (lacking.length > 0) report(path, lacking);
    else checkProperty(rule, path, problems);
  }
  for (const path of rule.only ?? []) {
    if (names.length === 0) continue;
    if (names.every((name) => vocabulary.reach(name, path.value).kind === "nowhere")) report(path, names);
    else checkProperty(rule, path, problems);
  }
  if (rule.types !== undefined) {
    const at = rule.types[0]?.at ?? rule.at;
    const lacking = names.filter((name) => !vocabulary.takes(name, TYPE_NAME));
    if (lacking.length > 0) problems.add(at, `types does not apply to ${shortList(lacking)}`);
  }

  function report(path: Written<Path>, lacking: readonly string[]): void {
    const reached = lacking.map((name) => vocabulary.reach(name, path.value));
    const [first] = reached.flatMap((one) => (one.kind === "nowhere" ? [one] : []));
    if (first === undefined) return;
    const candidates = reached.flatMap((one) => (one.kind === "nowhere" ? one.candidates : []));
    const inside = first.name === path.value[0] ? "" : ` inside ${path.value[0]}`;
    const what = `${quoted(first.name)} is not a parameter${inside} of ${shortList(lacking)}`;
    problems.addNearest(path.at, what, first.name, candidates);
  }
}

/** A path into a resource must lead to a property of one of the rule's types. */
function checkProperty(rule: WrittenRule, path: Written<Path>, problems: Problems): void {
  const [first, ...rest] = path.value;
  if ((first !== TARGET_STATE && first !== PATCH) || rest.length === 0) return;
  const types = (rule.types ?? []).map(({ value }) => value);
  if (types.length === 0 || types.some((type) => isProperty(type, rest))) return;
  const candidates = types.flatMap((type) => namesInside(type, rest.slice(0, -1)));
  const what = `${quoted(rest.join("."))} is not a property of ${shortList(types)} that a call may set`;
  problems.addNearest(path.at, what, rest.at(-1) ?? "", candidates);
}

/** An allow that names what raises rights must be able to be approved as it says, or as the default says. */
export function checkApproval(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  approvers: readonly Approver[],
  problems: Problems,
): void {
  for (const { value, at } of rule.approvers ?? []) {
    const known = approvers.map(({ name }) => name);
    if (!known.includes(value)) problems.addNearest(at, `${quoted(value)} is not an approver`, value, known);
  }
  if (approvers.length > 0) return;
  if (rule.approval?.value === "second-person") {
    problems.add(rule.approval.at, "second-person needs somebody to sign: name them under approvers");
  }
  if (rule.approval !== undefined) return;
  for (const { value, at } of rule.actions) {
    if (!names.includes(value) || vocabulary.action(value)?.escalates !== true) continue;
    problems.add(
      at,
      `${value} raises rights: name approvers (its default approval is second-person), or state another approval`,
    );
  }
}

export function checkFreeForm(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (rule.only !== undefined) return;
  const free = names.filter((name) => (vocabulary.action(name)?.freeForm.length ?? 0) > 0);
  if (free.length > 0) {
    problems.add(placeOf(rule, free), `${shortList(free)} takes free-form parameters: the rule needs only`);
  }
}

export function checkTypesNeeded(
  rule: WrittenRule,
  names: readonly string[],
  vocabulary: Vocabulary,
  problems: Problems,
): void {
  if (rule.types !== undefined) return;
  const changes = names.filter((name) => {
    const action = vocabulary.action(name);
    return action?.service === "cloudcontrol" && isChange(action.effect);
  });
  if (changes.length > 0) {
    problems.add(
      placeOf(rule, changes),
      `${shortList(changes)} changes any resource: the rule needs exact types`,
    );
  }
}

/** Changes that reach into a cloud account by its number, and the parameter that holds it. */
export const ACCOUNT_PARAMETERS: Readonly<Record<string, string>> = {
  "id:RegisterService": "AccountId",
  "cloudidentity:CreateAccountAssignment": "TargetId",
  "cloudidentity:DeleteAccountAssignment": "TargetId",
  "cloudidentity:ProvisionPermissionSet": "TargetId",
  "cloudidentity:DeprovisionPermissionSet": "TargetId",
  "cloudidentity:CreateUserProvisioning": "TargetId",
};
/** The property of a resource that holds such a number. */
const ACCOUNT_PROPERTY = "TargetId";
/** Names the target among others where a resource goes, `TARGET:PRINCIPAL:SET`. */
const BY_IDENTIFIER = new Set(["cloudcontrol:UpdateResource", "cloudcontrol:DeleteResource"]);

/** Whether a rule may hold such a change: it lists the accounts, or none is reached. */
export function listsAccounts(rule: WrittenRule, name: string): boolean {
  const path = accountPath(rule, name);
  if (path === undefined) return true;
  return rule.when.some(
    ({ path: { value }, operators }) =>
      value.join(".") === path && operators.some(({ kind }) => kind === "in" || kind === "absent"),
  );
}

/** A rule that names such a change lists the accounts. */
export function checkAccounts(rule: WrittenRule, names: readonly string[], problems: Problems): void {
  for (const name of names) {
    const path = accountPath(rule, name);
    if (path === undefined || listsAccounts(rule, name)) continue;
    const example = path === IDENTIFIER ? "resources" : "accounts";
    problems.add(
      placeOf(rule, [name]),
      `${name} reaches into other accounts: list the ${example}, when: { ${path}: { in: […] } }`,
    );
  }
}

function accountPath(rule: WrittenRule, name: string): string | undefined {
  const direct = Object.hasOwn(ACCOUNT_PARAMETERS, name) ? ACCOUNT_PARAMETERS[name] : undefined;
  if (direct !== undefined) return direct;
  const reachesOut = (rule.types ?? []).some(
    ({ value }) => propertiesOf(value)?.has(ACCOUNT_PROPERTY) === true,
  );
  if (!reachesOut) return undefined;
  if (name === "cloudcontrol:CreateResource") return `${TARGET_STATE}.${ACCOUNT_PROPERTY}`;
  return BY_IDENTIFIER.has(name) ? IDENTIFIER : undefined;
}

function placeOf(rule: WrittenRule, names: readonly string[]): Place {
  return rule.actions.find(({ value }) => names.includes(value))?.at ?? rule.actions[0]?.at ?? rule.at;
}

const LISTED = 5;

export function shortList(names: readonly string[]): string {
  const rest = names.length - LISTED;
  return names.slice(0, LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
