/** Groups of the organisation's directory and their members (cloudidentity, reference page CreateGroup). */
import * as z from "zod";
import { defineAction } from "../src/action/define.ts";
import {
  name,
  pageNumber,
  pageOutput,
  pageSize,
  plainText,
  rowsOutput,
  textOutput,
} from "../src/action/fields.ts";

const family = "directory-groups";

const groupId = () => name("Id from CreateGroup or ListGroups");
const userId = () => name("Id from CreateUser or ListUsers");
const joinType = (describe: string) => z.enum(["Manual", "Auto"]).describe(describe);

const group = () => ({
  GroupId: textOutput(),
  GroupName: textOutput(),
  DisplayName: textOutput(),
  Description: textOutput(),
  JoinType: textOutput(),
  Source: textOutput(),
  CreatedTime: textOutput(),
  UpdatedTime: textOutput(),
});

export const createGroup = defineAction({
  service: "cloudidentity",
  name: "CreateGroup",
  family,
  effect: "create",
  title: "Create a directory group",
  summary:
    "Creates a group of people in the organisation's directory (cloud identity center). Next add members with AddUserToGroup. Check with ListGroups that the name is free.",
  input: () => ({
    GroupName: name("Name, unique in the directory", 63),
    JoinType: joinType("How members join: added by hand, or automatically"),
    DisplayName: plainText(64).optional(),
    Description: plainText(128).optional(),
  }),
  output: group,
});

export const getGroup = defineAction({
  service: "cloudidentity",
  name: "GetGroup",
  family,
  effect: "read",
  title: "Get a directory group",
  summary: "Shows one group of the directory, without its members (ListGroupMembers).",
  input: () => ({ GroupId: groupId() }),
  output: group,
});

export const listGroups = defineAction({
  service: "cloudidentity",
  name: "ListGroups",
  family,
  effect: "read",
  title: "List directory groups",
  summary: "Lists groups of the directory, page by page; search by name to find a GroupId.",
  input: () => ({
    PageNumber: pageNumber().optional(),
    PageSize: pageSize().optional(),
    QueryString: name("Search in group names and display names").optional(),
    JoinType: joinType("Only groups that are joined this way").optional(),
  }),
  output: () => ({
    Groups: rowsOutput(group()),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});

export const updateGroup = defineAction({
  service: "cloudidentity",
  name: "UpdateGroup",
  family,
  effect: "update",
  title: "Update a directory group",
  summary: "Overwrites display name or description of a directory group; name and members stay.",
  input: () => ({
    GroupId: groupId(),
    DisplayName: plainText(64).optional(),
    Description: plainText(128).optional(),
  }),
  output: () => ({}),
});

export const deleteGroup = defineAction({
  service: "cloudidentity",
  name: "DeleteGroup",
  family,
  effect: "delete",
  title: "Delete a directory group",
  summary:
    "Deletes a group from the directory for good; its members lose what they had through it. See ListGroupMembers first.",
  input: () => ({ GroupId: groupId() }),
  output: () => ({}),
});

export const addUserToGroup = defineAction({
  service: "cloudidentity",
  name: "AddUserToGroup",
  family,
  effect: "update",
  escalates: true,
  title: "Add a user to a directory group",
  summary: "Makes a directory user a member of a group, with every right that the group has.",
  input: () => ({ GroupId: groupId(), UserId: userId() }),
  output: () => ({}),
});

export const removeUserFromGroup = defineAction({
  service: "cloudidentity",
  name: "RemoveUserFromGroup",
  family,
  effect: "delete",
  title: "Remove a user from a directory group",
  summary: "Ends a directory user's membership of a group and the rights that came with it.",
  input: () => ({ GroupId: groupId(), UserId: userId() }),
  output: () => ({}),
});

export const listGroupMembers = defineAction({
  service: "cloudidentity",
  name: "ListGroupMembers",
  family,
  effect: "read",
  title: "List the members of a directory group",
  summary: "Lists who is in a directory group and since when, page by page; search by name.",
  input: () => ({
    GroupId: groupId(),
    PageNumber: pageNumber().optional(),
    PageSize: pageSize(100).optional(),
    QueryString: name("Search in user names and display names").optional(),
  }),
  output: () => ({
    Members: rowsOutput({
      UserId: textOutput(),
      UserName: textOutput(),
      DisplayName: textOutput(),
      Description: textOutput(),
      Email: textOutput(),
      Phone: textOutput(),
      IdentityType: textOutput(),
      Source: textOutput(),
      JoinTime: textOutput(),
    }),
    ...pageOutput("Total"),
  }),
  paging: "page-number",
});
