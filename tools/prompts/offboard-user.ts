import { choice, definePrompt, type Step, text } from "../../src/action/prompt.ts";
import { userPool, whoAmI } from "./steps.ts";

interface Leaver {
  readonly user: string;
  readonly pool: string | undefined;
  /** Whether the user is to be deleted in the end. */
  readonly deleted: boolean;
}

export const offboardUser = definePrompt({
  name: "offboard_user",
  title: "Offboard a user",
  zh: "用户离职",
  description: "Stop a person's sign-in at once, then take their rights away; delete them only if asked.",
  arguments: {
    where: choice(
      ["directory", "user_pool", "iam"],
      "Where to take the access away; the other places are looked at as well",
    ),
    user: text("User name, e.g. ann"),
    pool: text("user_pool: name of the user pool").optional(),
    delete: choice(["no", "yes"], "yes: delete the user in the end, for good").default("no"),
  },
  steps({ where, user, pool, delete: wanted }) {
    const kinds = { directory: outOfDirectory, user_pool: outOfUserPool, iam: outOfIam };
    return [whoAmI, ...everywhere(user), ...kinds[where]({ user, pool, deleted: wanted === "yes" })];
  },
});

function everywhere(user: string): readonly Step[] {
  return [
    {
      action: "cloudidentity:ListUsers",
      params: { QueryString: user },
      as: "person",
      fields: ["UserId", "UserName", "DisplayName", "Email"],
      why: "Finds them in the directory.",
    },
    {
      action: "iam:ListUsers",
      params: { Query: user },
      fields: ["UserName", "DisplayName", "Email"],
      why: "Finds them among the IAM users.",
    },
    {
      action: "id:ListUserPools",
      params: {},
      as: "pools",
      fields: ["Uid", "Name", "TotalUsers"],
      why: "Lists the user pools.",
    },
    {
      action: "id:ListUsers",
      params: { Filter: { UniversalSearch: [{ Search: user, Fields: ["Name", "Email"] }] } },
      takes: { UserPoolUid: { from: "pools", path: "Data[].Uid", each: true } },
      fields: ["Uid", "Name", "Email", "UserState"],
      why: "Finds them in the user pools.",
      check:
        "Tell the user every place where they were found; the steps below are for one place. If there is not exactly one match, stop and ask.",
    },
  ];
}

function outOfDirectory({ user, deleted }: Leaver): readonly Step[] {
  const person = { from: "person", path: "Users[].UserId", where: { UserName: user } };
  const assignment = (field: string) => ({
    from: "assignments",
    path: `AccountAssignments[].${field}`,
    each: true as const,
  });
  return [
    {
      action: "cloudidentity:ResetPassword",
      params: { GenerateRandomPassword: true, PasswordResetRequired: true },
      takes: { UserId: person },
      why: "Stops sign-in by password: nobody knows the new one.",
      check: "Sign-in through a company's own identity provider has to be stopped there.",
    },
    {
      action: "cloudidentity:ListGroups",
      params: {},
      as: "groups",
      fields: ["GroupId", "GroupName", "JoinType"],
      why: "Lists the groups.",
    },
    {
      action: "cloudidentity:ListGroupMembers",
      params: { QueryString: user },
      takes: { GroupId: { from: "groups", path: "Groups[].GroupId", each: true } },
      as: "members",
      fields: ["UserId", "UserName"],
      why: "Shows which of them they are in.",
    },
    {
      action: "cloudidentity:ListAccountAssignments",
      params: { PrincipalType: "User" },
      takes: { PrincipalId: person },
      as: "assignments",
      fields: ["PermissionSetId", "PermissionSetName", "TargetId", "TargetName"],
      why: "Shows what they may do themselves in cloud accounts.",
    },
    {
      action: "cloudidentity:ListUserProvisionings",
      params: {},
      fields: ["UserProvisioningId", "PrincipalName", "PrincipalType", "TargetId", "DeletionStrategy"],
      why: "Shows whether they are IAM users elsewhere, who sign in there by themselves.",
      check: "If so, tell the user: that is offboarding in IAM of those accounts.",
    },
    {
      action: "cloudidentity:DeleteAccountAssignment",
      params: { PrincipalType: "User" },
      takes: {
        PrincipalId: person,
        PermissionSetId: assignment("PermissionSetId"),
        TargetId: assignment("TargetId"),
      },
      why: "Takes their own access to accounts away.",
    },
    {
      action: "cloudidentity:RemoveUserFromGroup",
      params: {},
      takes: {
        UserId: person,
        GroupId: {
          from: "members",
          path: "Members[].UserId",
          where: { UserName: user },
          parameter: "GroupId",
          each: true,
        },
      },
      why: "Takes away what came through groups. Auto groups let nobody be removed.",
    },
    ...(deleted
      ? [
          {
            action: "cloudidentity:DeleteUser",
            params: {},
            takes: { UserId: person },
            why: "Deletes them for good.",
          },
        ]
      : []),
  ];
}

function outOfUserPool({ user, pool, deleted }: Leaver): readonly Step[] {
  const uid = userPool(pool, "pools");
  const who = { from: "user", path: "Data[].Uid", where: { Name: user } };
  return [
    {
      action: "id:ListUsers",
      params: { Filter: { Name: user } },
      takes: { UserPoolUid: uid },
      as: "user",
      fields: ["Uid", "Name", "Email", "UserState"],
      why: "Finds them in this pool.",
    },
    {
      action: "generate_secret",
      params: { form: "password" },
      as: "password",
      why: "Makes a password that nobody knows.",
    },
    {
      action: "id:UpdateUser",
      params: {},
      takes: { UserPoolUid: uid, UserUid: who, "Password.$secret": { from: "password", path: "$secret" } },
      why: "Stops their sign-in by password. Tokens issued before last until they expire.",
    },
    {
      action: "id:GetUser",
      params: {},
      takes: { UserPoolUid: uid, UserUid: who },
      why: "Shows state, groups, departments, linked identity providers and last sign-in.",
    },
    {
      action: "id:ListGroupsForUser",
      params: {},
      takes: { UserPoolUid: uid, UserUid: who },
      as: "groups",
      fields: ["Uid", "Name", "IamRoleTrn"],
      why: "Shows their groups and the IAM roles that come with them.",
    },
    {
      action: "id:UpdateUser",
      params: {},
      takes: { UserPoolUid: uid, UserUid: who },
      asks: { UserState: "the state of users who cannot sign in, as other users of the pool show it" },
      optional: "only if the user knows such a state",
      why: "Says that they are gone, and stops sign-in without a password too.",
    },
    {
      action: "id:RemoveUsersFromGroup",
      params: {},
      takes: {
        UserPoolUid: uid,
        GroupUid: { from: "groups", path: "Data[].Uid", each: true },
        "UserUids[]": who,
      },
      why: "Takes away what came through groups.",
    },
    ...(deleted
      ? [
          {
            action: "id:DeleteUsers",
            params: {},
            takes: { UserPoolUid: uid, "UserUids[]": who },
            why: "Deletes them for good, with their linked identities.",
          },
        ]
      : []),
  ];
}

function outOfIam({ user, deleted }: Leaver): readonly Step[] {
  const them = { UserName: user };
  const key = { from: "keys", path: "AccessKeyMetadata[].AccessKeyId", each: true as const };
  const policy = (field: string) => ({
    from: "policies",
    path: `AttachedPolicyMetadata[].${field}`,
    each: true as const,
  });
  return [
    {
      action: "iam:GetLoginProfile",
      params: them,
      optional: "only to look; NotFound means that they never had a console sign-in",
      why: "Shows whether they may sign in, and when they last did.",
    },
    { action: "iam:ListAccessKeys", params: them, as: "keys", why: "Lists their keys." },
    {
      action: "iam:GetAccessKeyLastUsed",
      params: them,
      takes: { AccessKeyId: key },
      why: "Shows what still runs on each key.",
      check: "A key in use, or the one that this server signs with: stop and ask who takes it over.",
    },
    {
      action: "iam:ListGroupsForUser",
      params: them,
      as: "groups",
      fields: ["UserGroupName", "JoinDate"],
      why: "Shows their groups.",
    },
    {
      action: "iam:ListAttachedUserPolicies",
      params: them,
      as: "policies",
      why: "Shows their own policies.",
      check: "Policies that deny (iam:GetPolicy) protect: they go only with the user.",
    },
    {
      action: "iam:UpdateLoginProfile",
      params: { ...them, LoginAllowed: false },
      optional: "only if they have a login profile",
      why: "Stops console sign-in, reversibly.",
    },
    {
      action: "iam:UpdateAccessKey",
      params: { ...them, Status: "inactive" },
      takes: { AccessKeyId: key },
      why: "Switches each key off, reversibly.",
      check: "If something fails now, ask whether to switch it on again before anything is taken away.",
    },
    {
      action: "iam:RemoveUserFromGroup",
      params: them,
      takes: { UserGroupName: { from: "groups", path: "UserGroups[].UserGroupName", each: true } },
      why: "Takes away what came through groups.",
    },
    {
      action: "iam:DetachUserPolicy",
      params: them,
      takes: { PolicyName: policy("PolicyName"), PolicyType: policy("PolicyType") },
      why: "Takes their own rights away; leave what denies.",
    },
    ...(deleted
      ? [
          {
            action: "iam:DeleteAccessKey",
            params: them,
            takes: { AccessKeyId: key },
            why: "Deletes each key for good.",
          },
          {
            action: "iam:DeleteLoginProfile",
            params: them,
            optional: "only if they have a login profile",
            why: "Deletes the password.",
          },
          { action: "iam:DeleteUser", params: them, why: "Deletes them for good." },
        ]
      : []),
  ];
}
