/** The cloudidentity service of the sandbox: users, groups, memberships and the state of the instance. */
import type { JsonObject } from "../../action/json.ts";
import type { Facts, Part, SandboxAction } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { groupFacts, userFacts, VERSION } from "./facts.ts";
import { createGroup, deleteGroup, GROUP, groupOf, updateGroup } from "./groups.ts";
import { ensureInstance, instances } from "./instance.ts";
import { matchesQuery, pageOf } from "./listing.ts";
import { addMember, membersOf, removeMember } from "./members.ts";
import { createUser, deleteUser, USER, updateUser, userOf } from "./users.ts";

const USER_SHOWN = [
  "UserId",
  "UserName",
  "DisplayName",
  "Description",
  "Email",
  "Phone",
  "Source",
  "CreatedTime",
  "UpdatedTime",
];

type Handle = SandboxAction["handle"];

function action(name: string, input: Facts, handle: Handle): SandboxAction {
  const reads = /^(Get|List)/.test(name);
  return {
    service: "cloudidentity",
    name,
    version: VERSION,
    http: "POST json",
    input,
    model: "computed",
    reads,
    handle,
  };
}

const id = (params: JsonObject, field: string): string => textOf(params, field) ?? "";

const users: readonly SandboxAction[] = [
  action("CreateUser", userFacts.create, async (params, context) => {
    const { doc } = await createUser(context, params);
    return pick(doc, USER_SHOWN);
  }),
  action("GetUser", userFacts.get, async (params, context) => {
    const { doc } = await userOf(context, id(params, "UserId"));
    return doc;
  }),
  action("ListUsers", userFacts.list, async (params, context) => {
    const name = textOf(params, "UserName") || undefined;
    const source = textOf(params, "Source");
    const { items } = await context.store.list(USER, {
      where: (doc) =>
        (name === undefined || doc.UserName === name) &&
        (source === undefined || doc.Source === source) &&
        matchesQuery(doc, params, "UserName"),
    });
    const page = pageOf(items, params);
    return { ...page.counts, Users: page.items.map(({ doc }) => pick(doc, USER_SHOWN)) };
  }),
  action("UpdateUser", userFacts.update, async (params, context) => {
    await updateUser(context, id(params, "UserId"), params);
    return {};
  }),
  action("DeleteUser", userFacts.delete, async (params, context) => {
    await deleteUser(context, id(params, "UserId"));
    return {};
  }),
];

const groups: readonly SandboxAction[] = [
  action("CreateGroup", groupFacts.create, async (params, context) => {
    const { doc } = await createGroup(context, params);
    return doc;
  }),
  action("GetGroup", groupFacts.get, async (params, context) => {
    const { doc } = await groupOf(context, id(params, "GroupId"));
    return doc;
  }),
  action("ListGroups", groupFacts.list, async (params, context) => {
    const joinType = textOf(params, "JoinType");
    const { items } = await context.store.list(GROUP, {
      where: (doc) =>
        (joinType === undefined || doc.JoinType === joinType) && matchesQuery(doc, params, "GroupName"),
    });
    const page = pageOf(items, params);
    return { ...page.counts, Groups: page.items.map(({ doc }) => doc) };
  }),
  action("UpdateGroup", groupFacts.update, async (params, context) => {
    await updateGroup(context, id(params, "GroupId"), params);
    return {};
  }),
  action("DeleteGroup", groupFacts.delete, async (params, context) => {
    await deleteGroup(context, id(params, "GroupId"));
    return {};
  }),
  action("AddUserToGroup", groupFacts.member, async (params, context) => {
    await addMember(context, id(params, "GroupId"), id(params, "UserId"));
    return {};
  }),
  action("RemoveUserFromGroup", groupFacts.member, async (params, context) => {
    await removeMember(context, id(params, "GroupId"), id(params, "UserId"));
    return {};
  }),
  action("ListGroupMembers", groupFacts.members, async (params, context) => {
    const members = await membersOf(context, id(params, "GroupId"));
    const page = pageOf(
      members.filter((member) => matchesQuery(member, params, "UserName")),
      params,
    );
    return { ...page.counts, Members: page.items };
  }),
];

const actions: readonly SandboxAction[] = [
  ...users,
  ...groups,
  action("GetServiceStatus", {}, async (_params, context) => ({
    Instances: await instances(context),
    PrerequisiteCheckResult: "Success",
  })),
];

export const cloudIdentity: Part = { actions, prepare: ensureInstance };
