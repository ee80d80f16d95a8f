/** Names that one rule trusts and another lets anybody take: by making a thing of that name, or by a patch that renames. */
import { type AllowRule, PATCH } from "../../engine/model.ts";
import { lets } from "../through.ts";
import { comparing, reachOf, weakest } from "./reach.ts";
import { type Check, type Finding, named, type Subject } from "./types.ts";

interface Kind {
  readonly noun: string;
  /** Parameters by which rules trust such a name. */
  readonly names: readonly string[];
  /** What makes one, and how it names it. */
  readonly makes: string;
  readonly as: readonly string[];
  /** The property by which a patch renames one, and its type. */
  readonly renames?: { readonly type: string; readonly property: string };
}

const iam = (noun: string, name: string, more: readonly string[] = []): Kind => ({
  noun,
  names: [name, `TargetState.${name}`, ...more],
  makes: `iam:Create${noun}`,
  as: [name, `TargetState.${name}`],
  renames: { type: `Volcengine::IAM::${noun}`, property: name },
});

const KINDS: readonly Kind[] = [
  iam("User", "UserName", ["TargetState.PolicyUsers.Name"]),
  iam("Group", "UserGroupName", ["TargetState.Groups"]),
  iam("Role", "RoleName", ["RoleTrn", "RequestedRoleTrn", "TargetState.PolicyRoles.Name"]),
  iam("Policy", "PolicyName", [
    ...["TargetState.Policies.PolicyName", "PatchDocument.Policies.PolicyName"],
    ...["TargetState.AttachedPolicies.PolicyName", "PermissionPolicyName"],
  ]),
  {
    noun: "workload pool",
    names: ["WorkloadPoolName"],
    makes: "id:CreateWorkloadPool",
    as: ["WorkloadPoolName"],
  },
  {
    noun: "namespace",
    names: ["NamespaceName"],
    makes: "id:CreateNamespace",
    as: ["NamespaceName"],
  },
];

export const trustedNames: Check = (subject) => KINDS.flatMap((kind) => ofKind(kind, subject));

function ofKind(kind: Kind, subject: Subject): readonly Finding[] {
  const trusting = subject.policy.rules.allow.filter(
    (rule) =>
      [...rule.actions.keys()].some(
        (name) =>
          subject.actions.get(name)?.escalates === true &&
          weakest(rule, subject.actions.get(name)) !== "second-person",
      ) && trusted(rule, kind).length > 0,
  );
  if (trusting.length === 0) return [];
  const seen = new Set<string>();
  return reachOf(subject).flatMap(({ rule, action, via }): readonly Finding[] => {
    if (weakest(rule, subject.actions.get(via)) === "second-person" || seen.has(rule.id)) return [];
    const made = action === kind.makes ? kind.as : [];
    const renamed = renamesBy(kind, rule, via);
    const paths = [...made, ...renamed];
    if (paths.length === 0) return [];
    const other = trusting.find((one) => one !== rule);
    // Which names it may take was said on purpose.
    if (other === undefined || comparing(rule, paths).length > 0) return [];
    seen.add(rule.id);
    const does = made.length > 0 ? "make" : "rename";
    const what = `it may ${does} a ${kind.noun} under any name, and ${named(other)} trusts ${kind.noun} names: say which names with when: { ${paths[0]}: … }`;
    return [{ code: "trusted-name", level: "warning", line: rule.line, rule: rule.id, what }];
  });
}

/** Conditions of a rule that take any name of a pattern; a name that is written out is taken to exist. */
function trusted(rule: AllowRule, { names }: Kind) {
  return comparing(rule, names).filter(({ operators }) => operators.some(({ kind }) => kind === "like"));
}

function renamesBy({ renames }: Kind, { types, only }: AllowRule, via: string): readonly string[] {
  if (renames === undefined || via !== "cloudcontrol:UpdateResource") return [];
  const { type, property } = renames;
  return types?.has(type) && lets(only, [PATCH, property]) ? [`${PATCH}.${property}`] : [];
}
