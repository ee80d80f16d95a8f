/** Rights that a rule lets be given away without saying which: documents, attached policies, who may take a role. */
import { lets } from "../through.ts";
import { comparing, type Reach, reachOf, shown, weakest } from "./reach.ts";
import { type Check, type Finding, type LintCode, shortList } from "./types.ts";

interface Guard {
  readonly code: Extract<LintCode, `unguarded-${string}`>;
  /** Direct action → the parameter that must be compared. */
  readonly direct: Readonly<Record<string, string>>;
  /** Where the same stands below TargetState and PatchDocument. */
  readonly properties: readonly string[];
  readonly what: string;
}

const POLICY_NAMES = [
  ...["Policies.PolicyName", "AttachedPolicies.PolicyName", "PolicyName"],
  "PermissionPolicies.PermissionPolicyName",
];

const GUARDS: readonly Guard[] = [
  {
    code: "unguarded-document",
    direct: {
      "iam:CreatePolicy": "PolicyDocument",
      "iam:UpdatePolicy": "NewPolicyDocument",
      "cloudidentity:AddInlinePolicyToPermissionSet": "InlinePolicyDocument",
      "cloudidentity:UpdateInlinePolicyToPermissionSet": "InlinePolicyDocument",
    },
    properties: ["PolicyDocument", "PermissionPolicies.PermissionPolicyDocument"],
    what: "a document may grant anything: compare its actions, when: { PARAMETER.Statement.Action: { in: […] } }",
  },
  {
    code: "unguarded-policy",
    direct: {
      "iam:AttachUserPolicy": "PolicyName",
      "iam:AttachUserGroupPolicy": "PolicyName",
      "iam:AttachRolePolicy": "PolicyName",
      "cloudidentity:AddSystemPolicyToPermissionSet": "PermissionPolicyName",
      "cloudidentity:AttachPolicyToUserProvision": "PolicyName",
    },
    properties: POLICY_NAMES,
    what: "any policy may be given, one for administrators too: compare the name, when: { PARAMETER: { in: […] } }",
  },
  {
    code: "unguarded-trust",
    direct: { "iam:CreateRole": "TrustPolicyDocument", "iam:UpdateRole": "TrustPolicyDocument" },
    properties: ["TrustPolicyDocument"],
    what: "anybody may be let into the role: compare whom the document trusts, when: { PARAMETER.Statement.Principal…: { in: […] } }",
  },
];

export const unguarded: Check = (subject) => {
  const reach = reachOf(subject).filter(
    ({ rule, via }) => weakest(rule, subject.actions.get(via)) !== "second-person",
  );
  return subject.policy.rules.allow.flatMap((rule): readonly Finding[] =>
    GUARDS.flatMap((guard): readonly Finding[] => {
      const open = reach.filter((one) => one.rule === rule && isOpen(one, guard));
      const [first] = open;
      if (first === undefined) return [];
      const names = shortList([...new Set(open.map(shown))]);
      const asked = weakest(rule, subject.actions.get(first.via)) === "ask";
      const what = `${names}: ${guard.what.replace("PARAMETER", parameterOf(first, guard))}`;
      const level = asked ? "note" : "warning";
      return [{ code: guard.code, level, line: rule.line, rule: rule.id, what }];
    }),
  );
};

function isOpen(one: Reach, { direct, properties }: Guard): boolean {
  const parameter = Object.hasOwn(direct, one.action) ? direct[one.action] : undefined;
  if (parameter === undefined) return false;
  if (one.action === one.via) {
    return lets(one.rule.only, [parameter]) && comparing(one.rule, [parameter]).length === 0;
  }
  const paths = properties.flatMap((property) => [`TargetState.${property}`, `PatchDocument.${property}`]);
  const carried = paths.some((path) => lets(one.rule.only, path.split(".")));
  return carried && comparing(one.rule, paths).length === 0;
}

function parameterOf({ action, via, property }: Reach, { direct, properties }: Guard): string {
  if (action === via) return direct[action] ?? "";
  const carrier = property?.[0] ?? (via === "cloudcontrol:CreateResource" ? "TargetState" : "PatchDocument");
  const below = properties.find((one) => property === undefined || one.startsWith(property[1] ?? ""));
  return `${carrier}.${below ?? ""}`;
}
