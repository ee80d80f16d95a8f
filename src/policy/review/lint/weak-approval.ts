/** What raises rights, hands out credentials or removes in bulk, and who has to say yes to it. */
import type { Action } from "../../../action/action.ts";
import { compares, type Reach, reachOf, shown, weakest } from "./reach.ts";
import { type Check, type Finding, type Subject, shortList } from "./types.ts";

/**
 * Actions that give somebody rights, as against those that open a way to sign in or lower a guard (effects of the API,
 * "Grants").
 */
const GRANTS: ReadonlySet<string> = new Set([
  ...["CreatePolicy", "UpdatePolicy", "AttachUserPolicy", "AttachUserGroupPolicy", "AttachRolePolicy"].map(
    (name) => `iam:${name}`,
  ),
  ...["AddUserToGroup", "CreateRole", "UpdateRole", "CreateServiceLinkedRole"].map((name) => `iam:${name}`),
  ...["AddInlinePolicyToPermissionSet", "AddSystemPolicyToPermissionSet", "AddUserToGroup"].map(
    (name) => `cloudidentity:${name}`,
  ),
  ...["UpdateInlinePolicyToPermissionSet", "AttachPolicyToUserProvision", "CreateAccountAssignment"].map(
    (name) => `cloudidentity:${name}`,
  ),
  ...["ProvisionPermissionSet", "CreateUserProvisioning"].map((name) => `cloudidentity:${name}`),
  ...["CreatePolicy", "UpdatePolicy", "GrantPermission", "CreateIamRoleAttachment"].map(
    (name) => `id:${name}`,
  ),
  ...["UpdateIamRoleAttachment", "CreateRoleCredentialProvider", "UpdateRoleCredentialProvider"].map(
    (name) => `id:${name}`,
  ),
  ...["AddUsersToGroup", "ChangeUsersGroup", "AddUsersToDepartment", "BindCredentialProvider"].map(
    (name) => `id:${name}`,
  ),
]);

/** Takes whole holders of things away, with all that they hold. */
const HOLDERS: ReadonlySet<string> = new Set(
  ["DeleteUserPool", "DeleteWorkloadPool", "DeleteNamespace", "DeleteService"].map((name) => `id:${name}`),
);

export const weakApproval: Check = (subject) => {
  const reach = reachOf(subject);
  return subject.policy.rules.allow.flatMap((rule): readonly Finding[] => {
    const mine = reach.filter((one) => one.rule === rule);
    const about = { line: rule.line, rule: rule.id } as const;
    const findings: Finding[] = [];
    const free = mine.filter((one) => weakest(rule, subject.actions.get(one.via)) === "none");
    const open = rule.when.every((condition) => !compares(condition));
    const raising = open ? namesOf(free.filter((one) => raises(one, subject))) : [];
    if (raising.length > 0) {
      const what = `${shortList(raising)} may run with no condition and without anybody's yes: ask for second-person, or say of what with when`;
      findings.push({ ...about, code: "weak-approval", level: "warning", what });
    }
    const removing = open ? namesOf(free.filter((one) => removesMuch(one, subject))) : [];
    if (removing.length > 0) {
      const what = `${shortList(removing)} may take away many things at once without anybody's yes: ask, or say of what with when`;
      findings.push({ ...about, code: "weak-approval", level: "warning", what });
    }
    const vouched = namesOf(
      mine.filter((one) => weakest(rule, subject.actions.get(one.via)) === "ask" && GRANTS.has(one.action)),
    );
    if (vouched.length > 0) {
      const what = `${shortList(vouched)}: the client of whoever asks answers for rights that are given away; second-person has somebody else sign`;
      findings.push({ ...about, code: "weak-approval", level: "note", what });
    }
    return findings;
  });
};

function raises({ action, via }: Reach, { actions }: Subject): boolean {
  const known = actions.get(action);
  // A call through Cloud Control is judged by what it stands for, where that is known.
  if (action === via) return raisesItself(known) && known?.service !== "cloudcontrol";
  return raisesItself(known);
}

function raisesItself(action: Action | undefined): boolean {
  return action !== undefined && (action.escalates || action.effect === "issue");
}

function removesMuch({ action }: Reach, { actions }: Subject): boolean {
  const known = actions.get(action);
  return HOLDERS.has(action) || (known?.effect === "delete" && known.items === "uncountable");
}

function namesOf(reach: readonly Reach[]): readonly string[] {
  return [...new Set(reach.map(shown))];
}
