/** Credentials for somebody whose rights the same policy lets change: whoever has both gives themselves what they like. */
import { disjoint } from "./inclusion.ts";
import { comparing, type Reach, reachOf, shown, weakest } from "./reach.ts";
import { type Check, type Finding, named, shortList } from "./types.ts";

interface Right {
  readonly action: string;
  /** Paths that say which rights; a rule that compares one of them bounds what is given. */
  readonly bounds: readonly string[];
}

/** Somebody who can have both keys and rights. */
interface Principal {
  readonly noun: string;
  /** Paths that name one, in whatever action. */
  readonly names: readonly string[];
  readonly mints: readonly string[];
  readonly rights: readonly Right[];
}

const POLICY_NAMES = [
  ...["PolicyName", "TargetState.Policies.PolicyName", "PatchDocument.Policies.PolicyName"],
  ...["TargetState.AttachedPolicies.PolicyName", "PatchDocument.AttachedPolicies.PolicyName"],
  ...["TargetState.PolicyName", "Identifier"],
];
const DOCUMENTS = ["NewPolicyDocument", "PatchDocument.PolicyDocument"];
const REWRITES: Right = { action: "iam:UpdatePolicy", bounds: DOCUMENTS };

const PRINCIPALS: readonly Principal[] = [
  {
    noun: "IAM users",
    names: ["UserName", "TargetState.UserName", "TargetState.PolicyUsers.Name"],
    mints: ["iam:CreateAccessKey", "iam:CreateApiKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
    rights: [
      { action: "iam:AttachUserPolicy", bounds: POLICY_NAMES },
      { action: "iam:AttachUserGroupPolicy", bounds: POLICY_NAMES },
      {
        action: "iam:AddUserToGroup",
        bounds: ["UserGroupName", "TargetState.Groups", "PatchDocument.Groups", "Identifier"],
      },
      REWRITES,
    ],
  },
  {
    noun: "IAM roles",
    names: ["RoleName", "TargetState.RoleName"],
    mints: ["sts:AssumeRole", "id:GetRoleCredentials"],
    rights: [
      { action: "iam:AttachRolePolicy", bounds: POLICY_NAMES },
      { action: "id:CreateRoleCredentialProvider", bounds: ["Config"] },
      REWRITES,
    ],
  },
  {
    noun: "directory users",
    names: ["UserId", "PrincipalId", "TargetState.PrincipalId"],
    mints: ["cloudidentity:ResetPassword"],
    rights: [
      {
        action: "cloudidentity:CreateAccountAssignment",
        bounds: ["PermissionSetId", "TargetState.PermissionSetId"],
      },
      { action: "cloudidentity:AddUserToGroup", bounds: ["GroupId", "Identifier"] },
      { action: "cloudidentity:AddInlinePolicyToPermissionSet", bounds: ["InlinePolicyDocument"] },
      { action: "cloudidentity:AddSystemPolicyToPermissionSet", bounds: ["PermissionPolicyName"] },
    ],
  },
  {
    noun: "workloads and clients",
    names: ["Name"],
    mints: [
      ...["GetWorkloadAccessToken", "GetWorkloadAccessTokenForUserId", "GetWorkloadAccessTokenForJWT"],
      ...["CreateUserPoolClient", "CreateApiKey"],
    ].map((name) => `id:${name}`),
    rights: [
      { action: "id:CreatePolicy", bounds: ["Policy", "Definition"] },
      { action: "id:GrantPermission", bounds: ["Operation", "Resource", "Principal"] },
      { action: "id:BindCredentialProvider", bounds: ["ProviderName", "Resource"] },
    ],
  },
];

export const mintsKeys: Check = (subject) => {
  // What somebody else signs one by one is no way to give oneself anything.
  const reach = reachOf(subject).filter(
    ({ rule, via }) => weakest(rule, subject.actions.get(via)) !== "second-person",
  );
  return PRINCIPALS.flatMap(({ noun, names, mints, rights }): readonly Finding[] => {
    const minting = reach.filter(({ action }) => mints.includes(action));
    const raising =
      minting.length === 0 ? [] : reach.filter((one) => rights.some((right) => gives(one, right)));
    if (raising.length === 0) return [];
    return [...new Set(minting.map(({ rule }) => rule))].flatMap((rule): readonly Finding[] => {
      const right = raising.find(({ rule: other }) => !apart(rule, other, names));
      if (right === undefined) return [];
      const made = shortList([...new Set(minting.filter((one) => one.rule === rule).map(shown))]);
      const where = right.rule === rule ? "it also allows" : `${named(right.rule)} allows`;
      const what = `it makes credentials of ${noun} (${made}) whose rights ${where} to change (${shown(right)}): keep the names apart with when, say which rights, or ask for second-person`;
      return [{ code: "mints-keys", level: "warning", line: rule.line, rule: rule.id, what }];
    });
  });
};

function gives({ action, rule }: Reach, right: Right): boolean {
  return action === right.action && comparing(rule, right.bounds).length === 0;
}

/** Whether the two rules speak of different names for certain. */
function apart(one: Reach["rule"], other: Reach["rule"], names: readonly string[]): boolean {
  return comparing(one, names).some((a) =>
    comparing(other, names).some((b) => disjoint(a.operators, b.operators)),
  );
}
