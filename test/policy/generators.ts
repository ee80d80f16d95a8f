/** Policies at random, made to meet the random calls; every one of them loads. */
import fc from "fast-check";
import type { ApprovalMode } from "../../src/policy/types.ts";
import { CLIENTS, NUMBERS, TYPES, USER_GROUPS, USERS } from "./generate-calls.ts";
import type { RawApprover, RawPolicy, RawRule, RawWho } from "./oracle.ts";
import { settable } from "./oracle-carried.ts";
import { matches, type RawCondition } from "./oracle-values.ts";
import { GROUPS, type Group } from "./rule-groups.ts";

const safeText = fc.constantFrom("a", "ab", "A", "1", "prod", "default", "é", "😀");
const pattern = fc
  .array(fc.constantFrom("*", "?", "a", "b", "1", "prod", "**"), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));
const number = fc.constantFrom(...NUMBERS);
const present: { readonly present: true } = { present: true };
const condition: fc.Arbitrary<string | number | boolean | RawCondition> = fc.oneof(
  safeText,
  number,
  fc.boolean(),
  pattern.map((like) => ({ like })),
  fc
    .tuple(pattern, fc.array(safeText, { minLength: 1, maxLength: 3 }))
    .map(([like, values]) => ({ like, in: values })),
  fc
    .array(fc.oneof(safeText, number, fc.boolean()), { minLength: 1, maxLength: 3 })
    .map((values) => ({ in: values })),
  number.map((min) => ({ min })),
  fc.tuple(number, number).map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
  fc.constant(present),
  pattern.map((like) => ({ like, ...present })),
  fc.constant<RawCondition>({ absent: true }),
);

type Rule = Omit<RawRule, "id">;
const some = (list: readonly string[]) => fc.subarray([...list], { minLength: 1 });
/** Left out once in so many. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq });
const STATED: readonly ApprovalMode[] = ["none", "none", "ask", "ask"];
const nothing = fc.constant(undefined);

const who: fc.Arbitrary<RawWho> = fc
  .record({ users: some(USERS), groups: some(USER_GROUPS), clients: some(CLIENTS) }, { requiredKeys: [] })
  .filter((lists) => Object.keys(lists).length > 0);
const budget = fc.record({
  max: fc.constantFrom(1, 2, 20),
  per: fc.constantFrom<"minute" | "hour" | "day" | "week">("minute", "hour", "day", "week"),
});

/** Whether a rule of these types may speak of a path: below a resource, what one of the types lets be set. */
function fits(path: string, types: readonly string[] | undefined): boolean {
  const [first = "", ...rest] = path.split(".");
  if (types === undefined || !["TargetState", "PatchDocument"].includes(first)) return true;
  return rest.length === 0 || types.some((type) => settable(type, rest, null));
}

/** A rule that speaks of one of these groups. `signers`: those whom the file names to approve. */
export function ruleOf(
  kind: "allow" | "deny",
  signers: readonly string[] = [],
  groups: readonly Group[] = GROUPS,
): fc.Arbitrary<Rule> {
  const allows = kind === "allow";
  const possible = groups.filter(({ denyOnly }) => !allows || denyOnly === undefined);
  return fc.constantFrom(...possible).chain((group) => {
    const someTypes = fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 2 });
    const must = allows && group.types === "must";
    const types = group.types === undefined ? nothing : must ? someTypes : maybe(someTypes);
    return types.chain((ofTypes) => {
      const paths = group.when.filter((path) => fits(path, ofTypes));
      const only = group.only?.filter((path) => fits(path, ofTypes));
      const conditions = (speakable: readonly string[]) =>
        fc
          .uniqueArray(fc.tuple(fc.constantFrom(...speakable), condition), {
            minLength: 1,
            maxLength: 2,
            selector: ([path]) => path,
          })
          .map((entries) => Object.fromEntries(entries));
      const narrow = fc.uniqueArray(fc.constantFrom(...(only ?? [""])), {
        minLength: group.needsOnly ? 1 : 0,
        maxLength: 3,
      });
      const modes: readonly ApprovalMode[] = signers.length > 0 ? [...STATED, "second-person"] : STATED;
      const stated = fc.constantFrom(...modes);
      // What raises rights needs a word on its approval, or somebody to sign.
      const approval =
        group.approval === undefined ? maybe(stated) : signers.length > 0 ? maybe(stated, 4) : stated;
      return fc
        .record({
          when: paths.length === 0 ? nothing : maybe(conditions(paths)),
          only: !allows || only === undefined ? nothing : group.needsOnly ? narrow : maybe(narrow),
          who: fc.oneof({ weight: 3, arbitrary: nothing }, { weight: 1, arbitrary: who }),
          approval: allows ? approval : nothing,
          approvers: allows && signers.length > 0 ? maybe(some(signers)) : nothing,
          budget: allows ? maybe(budget) : nothing,
        })
        .map(({ approvers, ...rest }) => {
          const signed = rest.approval === "second-person" || (rest.approval === undefined && group.approval);
          return writtenOut({
            actions: group.actions,
            types: ofTypes,
            ...rest,
            approvers: signed ? approvers : undefined,
          });
        });
    });
  });
}

type Undefinable<T> = { readonly [Key in keyof T]: T[Key] | undefined };
/** Without the keys that are not there: a file has no undefined. */
function writtenOut(rule: Undefinable<Required<Rule>>): Rule {
  return JSON.parse(JSON.stringify(rule));
}

const withIds = (prefix: string) => (rules: readonly Rule[]) =>
  rules.map((rule, index) => ({ id: `${prefix}${index}`, ...rule }));

const keyOf = (byte: number) => `ed25519:${Buffer.alloc(32, byte).toString("base64url")}`;
const APPROVERS: readonly RawApprover[] = [
  { name: "first", key: keyOf(1) },
  { name: "second", key: keyOf(2), user: "operator" },
  { name: "third", key: keyOf(3) },
];

/** Policies whose rules speak of these groups; half of them of few, so that several rules meet in one call. */
export const policyOf = (groups: readonly Group[]): fc.Arbitrary<RawPolicy> => {
  const few = fc
    .uniqueArray(fc.constantFrom(...groups), { minLength: 1, maxLength: 3 })
    .filter((chosen) => chosen.some(({ denyOnly }) => denyOnly === undefined));
  const signers = fc.oneof(
    { weight: 1, arbitrary: fc.constant<RawApprover[]>([]) },
    { weight: 3, arbitrary: fc.subarray([...APPROVERS], { minLength: 1 }) },
  );
  return fc.tuple(signers, fc.oneof(fc.constant(groups), few)).chain(([approvers, spoken]) => {
    const names = approvers.map((one) => one.name);
    return fc.record({
      reads: fc.constantFrom<"allow" | "listed">("allow", "listed"),
      hosts: fc.subarray(["auth.example.com", "*.hooks.example.com", "hooks.example.com"]),
      approvers: fc.constant(approvers),
      allow: fc.array(ruleOf("allow", names, spoken), { maxLength: 6 }).map(withIds("a")),
      deny: fc
        .oneof(
          { weight: 2, arbitrary: fc.constant<Rule[]>([]) },
          { weight: 1, arbitrary: fc.array(ruleOf("deny", [], spoken), { maxLength: 2 }) },
        )
        .map(withIds("d")),
    });
  });
};
export const policy = policyOf(GROUPS);

/**
 * A policy with calls to it: most of them to actions that it speaks of. `calls`: by qualified name.
 */
export function meeting<Call>(
  policies: fc.Arbitrary<RawPolicy>,
  calls: ReadonlyMap<string, fc.Arbitrary<Call>>,
  count: number,
): fc.Arbitrary<readonly [RawPolicy, readonly Call[]]> {
  const any = fc.oneof(...calls.values());
  return policies.chain((rules) => {
    const spoken = [...(rules.allow ?? []), ...(rules.deny ?? [])].flatMap((rule) => rule.actions);
    const named = [...calls].filter(([name]) => spoken.some((pattern) => matches(pattern, name)));
    const likely = named.length === 0 ? any : fc.oneof(...named.map(([, arbitrary]) => arbitrary));
    const one = fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: any });
    return fc.tuple(fc.constant(rules), fc.array(one, { minLength: count, maxLength: count }));
  });
}
