import { choice, definePrompt, given, type Step, text } from "../../src/action/prompt.ts";
import { findUserPool, named, orCreate, userPool, whoAmI } from "./steps.ts";

interface Newcomer {
  readonly user: string;
  readonly email?: string | undefined;
  readonly display_name?: string | undefined;
  readonly group?: string | undefined;
  readonly pool?: string | undefined;
}

export const onboardUser = definePrompt({
  name: "onboard_user",
  title: "Onboard a user",
  zh: "新用户入职",
  description: "Create a person where they belong and put them into the group that gives them their rights.",
  arguments: {
    where: choice(
      ["directory", "user_pool", "iam"],
      "directory: employees who sign in by SSO; user_pool: users of your applications; iam: users of the cloud account",
    ),
    user: text("User name, e.g. ann"),
    email: text("E-mail address").optional(),
    display_name: text("Name as people read it").optional(),
    group: text("Group that gives them their rights").optional(),
    pool: text("user_pool: name of the user pool").optional(),
  },
  steps({ where, ...newcomer }) {
    const kinds = { directory: intoDirectory, user_pool: intoUserPool, iam: intoIam };
    return [whoAmI, ...kinds[where](newcomer)];
  },
});

const TAKEN = "If the name or address is there already, stop and ask: it may be the same person.";
const groupCheck = (action: string) =>
  `${orCreate("it", action, "If the group does not exist")} If it gives more than a newcomer needs, stop and ask.`;

function intoDirectory({ user, email, display_name, group }: Newcomer): readonly Step[] {
  const inGroup = { from: "group", path: "Groups[].GroupId", ...named("GroupName", group) };
  return [
    {
      action: "cloudidentity:ListUsers",
      params: { QueryString: user },
      fields: ["UserName", "DisplayName", "Email", "Source"],
      why: "Shows whether they exist.",
      check: `${TAKEN} Where people come by synchronisation (Source Sync), they are created in its source.`,
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "cloudidentity:ListGroups",
            params: { QueryString: group },
            as: "group",
            fields: ["GroupId", "GroupName", "JoinType", "Description"],
            why: "Finds the group.",
            check: groupCheck("cloudidentity:CreateGroup"),
          },
          {
            action: "cloudidentity:ListAccountAssignments",
            params: { PrincipalType: "Group" },
            takes: { PrincipalId: inGroup },
            fields: ["PermissionSetName", "TargetName"],
            why: "Shows the rights that come with it.",
          },
        ]),
    {
      action: "cloudidentity:CreateUser",
      params: { UserName: user, ...given("Email", email), ...given("DisplayName", display_name) },
      as: "user",
      why: "Creates the person, without any rights.",
      check: "You cannot hand over a first password: the administrator sets or sends it from the console.",
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "cloudidentity:AddUserToGroup",
            params: {},
            takes: { GroupId: inGroup, UserId: { from: "user", path: "UserId" } },
            why: "Gives them the group's rights.",
          },
          {
            action: "cloudidentity:ListGroupMembers",
            params: { QueryString: user },
            takes: { GroupId: inGroup },
            fields: ["UserName", "JoinTime"],
            why: "Shows that it is done.",
          },
        ]),
  ];
}

function intoUserPool({ user, email, display_name, group, pool }: Newcomer): readonly Step[] {
  const uid = userPool(pool);
  const inGroup = { from: "group", path: "Data[].Uid", ...named("Name", group) };
  return [
    findUserPool(pool),
    {
      action: "id:ListUsers",
      params: { Filter: { UniversalSearch: [{ Search: email ?? user, Fields: ["Name", "Email"] }] } },
      takes: { UserPoolUid: uid },
      fields: ["Uid", "Name", "Email", "UserState"],
      why: "Shows whether they exist.",
      check: TAKEN,
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "id:ListGroups",
            params: { Filter: { Name: group } },
            takes: { UserPoolUid: uid },
            as: "group",
            fields: ["Uid", "Name", "IamRoleTrn", "TotalCountOfGroupMember"],
            why: "Finds the group, and the IAM role that it carries.",
            check: groupCheck("id:CreateGroup"),
          },
        ]),
    {
      action: "id:CreateUser",
      params: { Name: user, ...given("Email", email), ...given("Nickname", display_name) },
      takes: { UserPoolUid: uid },
      as: "user",
      why: "Creates the user.",
      check:
        "No password: they set their own by the pool's sign-up or recovery. Set EmailVerified only if it is.",
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "id:AddUsersToGroup",
            params: {},
            takes: {
              UserPoolUid: uid,
              GroupUid: inGroup,
              "UserUids[]": { from: "user", path: "Uid" },
            },
            why: "Gives them the group's rights.",
          },
        ]),
    {
      action: "id:ListGroupsForUser",
      params: {},
      takes: { UserPoolUid: uid, UserUid: { from: "user", path: "Uid" } },
      fields: ["Name", "IamRoleTrn"],
      why: "Shows what they have now.",
    },
  ];
}

function intoIam({ user, email, display_name, group }: Newcomer): readonly Step[] {
  const inGroup = given("UserGroupName", group);
  return [
    {
      action: "iam:ListUsers",
      params: { Query: user },
      fields: ["UserName", "DisplayName", "Email"],
      why: "Shows whether they exist.",
      check: `${TAKEN} Employees usually belong in the directory: ask whether IAM is meant.`,
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "iam:ListAttachedUserGroupPolicies",
            params: inGroup,
            why: "Shows the rights that come with the group.",
            check: groupCheck("iam:CreateGroup"),
          },
        ]),
    {
      action: "iam:CreateUser",
      params: { UserName: user, ...given("Email", email), ...given("DisplayName", display_name) },
      why: "Creates the user, without rights, sign-in or keys.",
    },
    ...(group === undefined
      ? []
      : [
          {
            action: "iam:AddUserToGroup",
            params: { UserName: user, ...inGroup },
            why: "Gives them the group's rights.",
          },
        ]),
    {
      action: "iam:CreateLoginProfile",
      params: { UserName: user, LoginAllowed: true, PasswordResetRequired: true },
      asks: { Password: "a first password that they know themselves; a generated one nobody could read" },
      optional: "only if they need the console and the user gives a first password",
      why: "Lets them sign in. Better: the administrator does this in the console.",
    },
    {
      action: "iam:ListGroupsForUser",
      params: { UserName: user },
      fields: ["UserGroupName", "JoinDate"],
      why: "Shows what they have now.",
    },
  ];
}
