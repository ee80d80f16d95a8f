/** Policies at random, made to meet the random calls; every one of them loads. */
import fc from "fast-check";
import type { ApprovalMode } from "../../src/policy/types.ts";
import { CLIENTS, NUMBERS, TYPES, USER_GROUPS, USERS } from "./generate-calls.ts";
import type { RawApprover, RawPolicy, RawRule, RawWho } from "./oracle.ts";
import { settable } from "./oracle-carried.ts";
import type { RawCondition } from "./oracle-values.ts";

/** Actions that one rule may name together, with the paths that its conditions and `only` may speak of. */
interface Group {
  readonly actions: readonly string[];
  readonly when: readonly string[];
  readonly only?: readonly string[];
  readonly types?: "may" | "must";
  readonly approval?: "must";
  readonly denyOnly?: true;
  readonly needsOnly?: true;
}
const NAMESPACE = ["NamespaceName", "Description", "Tags", "Tags.Key", "Limit", "Open"];
const GROUPS: readonly Group[] = [
  { actions: ["id:CreateNamespace"], when: NAMESPACE, only: [...NAMESPACE, "Tags.Value"] },
  { actions: ["id:DeleteNamespace"], when: ["NamespaceName", "NamespaceId"], only: ["NamespaceName"] },
  {
    actions: ["id:DeleteNamespace", "id:UpdateNamespace"],
    when: ["NamespaceName", "NamespaceId"],
    approval: "must",
  },
  { actions: ["id:*Namespace"], when: ["NamespaceName"] },
  { actions: ["id:UnbindPool"], when: ["WorkloadPoolName", "WorkloadPoolId"], only: ["WorkloadPoolId"] },
  { actions: ["id:*WorkloadPool"], when: ["WorkloadPoolName"], only: ["Description"] },
  { actions: ["id:GetWorkloadPool", "id:List*"], when: ["WorkloadPoolName", "WorkloadPoolId"] },
  { actions: ["id:*"], when: [], only: ["NamespaceName", "Url", "PatchDocument"], needsOnly: true },
  { actions: ["*:Get*"], when: [] },
  { actions: ["id:Get*", "id:GetWorkloadAccessToken"], when: [], approval: "must" },
  { actions: ["*"], when: [], denyOnly: true },
  {
    actions: ["id:CreateHook"],
    when: ["Name", "Url", "Config.TokenEndpoint"],
    only: ["Name", "Url", "Config"],
  },
  {
    actions: ["id:PatchHook"],
    when: ["Name"],
    only: ["PatchDocument", "PatchDocument.RedirectUri"],
    needsOnly: true,
  },
  { actions: ["iam:CreateUser"], when: ["UserName"] },
  { actions: ["iam:*User*"], when: ["UserName"] },
  { actions: ["iam:AttachUserPolicy"], when: ["UserName", "PolicyName"], approval: "must" },
  { actions: ["id:CreatePolicy"], when: ["Policy", "NamespaceName"], approval: "must" },
  { actions: ["id:GrantPermission"], when: ["Subject", "NamespaceName"], approval: "must" },
  { actions: ["id:GrantPermission", "id:CreatePolicy"], when: ["NamespaceName"], approval: "must" },
  {
    actions: ["iam:CreatePolicy"],
    when: ["PolicyName", "PolicyDocument.Statement.Action"],
    approval: "must",
  },
  { actions: ["iam:CreatePolicy"], when: [], only: ["PolicyDocument", "PolicyName"], approval: "must" },
  { actions: ["iam:UpdatePolicy"], when: ["PolicyName", "NewPolicyDocument"], approval: "must" },
  {
    actions: ["iam:UpdateUser"],
    when: ["UserName"],
    only: ["UserName", "NewUserName"],
    approval: "must",
  },
  { actions: ["id:RemoveHooks"], when: ["HookIds"] },
  {
    actions: ["cloudcontrol:CreateResource"],
    when: [
      "TargetState.UserName",
      "TargetState.Tags.Key",
      "TargetState.PolicyDocument.a",
      "TargetState.PolicyUsers.PolicyScope.ProjectName",
      "TargetState",
      "TypeName",
    ],
    only: [
      "TargetState",
      "TargetState",
      "TargetState.UserName",
      "TargetState.Tags",
      "TargetState.Tags.Key",
      "TargetState.Status",
      "TargetState.PolicyDocument",
      "TargetState.PolicyDocument.RedirectUri",
    ],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:Update*"],
    when: [
      "PatchDocument.UserName",
      "PatchDocument.Tags.Key",
      "PatchDocument.Tags",
      "PatchDocument.PolicyDocument.a",
      "PatchDocument",
      "Identifier",
    ],
    only: [
      "PatchDocument",
      "PatchDocument.UserName",
      "PatchDocument.Tags",
      "PatchDocument.Tags.Key",
      "PatchDocument.Status",
      "PatchDocument.PolicyDocument.a",
      "PatchDocument.PolicyDocument.a/b",
    ],
    types: "must",
    needsOnly: true,
  },
  { actions: ["cloudcontrol:DeleteResource"], when: ["Identifier"], only: ["Identifier"], types: "must" },
  {
    actions: ["cloudcontrol:*Resource"],
    when: ["TypeName"],
    only: ["TargetState", "PatchDocument"],
    types: "must",
    needsOnly: true,
  },
  {
    actions: ["cloudcontrol:GetResource"],
    when: ["Identifier", "TypeName"],
    only: ["Identifier"],
    types: "may",
  },
];

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
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 1) => fc.option(arbitrary, { nil: undefined, freq });
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

/** `signers`: those whom the file names to approve. */
export function ruleOf(kind: "allow" | "deny", signers: readonly string[] = []): fc.Arbitrary<Rule> {
  const groups = GROUPS.filter(({ denyOnly }) => kind === "deny" || denyOnly === undefined);
  const allows = kind === "allow";
  return fc.constantFrom(...groups).chain((group) => {
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

export const policy: fc.Arbitrary<RawPolicy> = fc
  .oneof(
    { weight: 1, arbitrary: fc.constant<RawApprover[]>([]) },
    { weight: 3, arbitrary: fc.subarray([...APPROVERS], { minLength: 1 }) },
  )
  .chain((approvers) => {
    const signers = approvers.map((one) => one.name);
    return fc.record({
      reads: fc.constantFrom<"allow" | "listed">("allow", "listed"),
      hosts: fc.subarray(["auth.example.com", "*.hooks.example.com", "hooks.example.com"]),
      approvers: fc.constant(approvers),
      allow: fc.array(ruleOf("allow", signers), { maxLength: 6 }).map(withIds("a")),
      deny: fc
        .oneof(
          { weight: 2, arbitrary: fc.constant<Rule[]>([]) },
          { weight: 1, arbitrary: fc.array(ruleOf("deny"), { maxLength: 2 }) },
        )
        .map(withIds("d")),
    });
  });
