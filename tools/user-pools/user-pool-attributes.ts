/** Custom attributes of a user pool: what it records of its users beyond the standard claims (id). */
import * as z from "zod";
import { defineAction } from "../../src/action/define.ts";
import { defineFamily } from "../../src/action/family.ts";
import { countOutput, name, plainName, textOutput } from "../../src/action/fields.ts";

const family = "user-pool-attributes";

const poolUid = () => name("Uid from CreateUserPool or ListUserPools");
const attributeUid = () => name("Uid of the attribute, in GetUserPool under CustomAttributes");
const bound = (describe: string) => z.int32().describe(describe).optional();

const bounds = () => ({
  Minimum: bound("Smallest value, or shortest text"),
  Maximum: bound("Largest value, or longest text"),
});

const attribute = () => ({
  Uid: textOutput(),
  Name: textOutput(),
  DataType: textOutput(),
  Minimum: countOutput(),
  Maximum: countOutput(),
  Mutability: textOutput(),
});

const createUserPoolCustomAttribute = defineAction({
  service: "id",
  name: "CreateUserPoolCustomAttribute",
  family,
  effect: "create",
  escalates: true,
  title: "Create a custom attribute of a user pool",
  zh: "创建用户池自定义属性",
  summary:
    "Adds an attribute that each user of a pool can have beside the standard ones, e.g. a staff number. Its data type is for good. Values are set with CreateUser and UpdateUser.",
  synonyms: [
    "extra field; user schema; custom claim; employee number; store more about users; another profile field; new column; keep one more thing of every user; profile field",
    "扩展字段; 用户属性; 用户资料加字段; 多记录一项信息; 自定义字段; 工号; 加一列; 资料里多一个字段; 新增字段",
  ],
  prerequisites: ["id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    Name: name("Name, unique in the pool"),
    DataType: name("Data type, as CustomAttributes in GetUserPool spell it"),
    Mutability: name("Who may change a value and when, spelled as in GetUserPool"),
    ...bounds(),
  }),
  output: attribute,
  lookup: {
    action: "id:GetUserPool",
    by: ["UserPoolUid"],
    among: { list: "CustomAttributes", by: { Name: "Name" } },
  },
});

const updateUserPoolCustomAttribute = defineAction({
  service: "id",
  name: "UpdateUserPoolCustomAttribute",
  family,
  effect: "update",
  escalates: true,
  title: "Update a custom attribute of a user pool",
  zh: "修改用户池自定义属性",
  summary:
    "Changes name, bounds or mutability of a custom attribute for all users of a pool; the data type stays. An attribute that users may change is nothing for applications to decide by.",
  synonyms: [
    "rename a field; field read-only; length limit; custom field settings; make a field optional; change a field's limits",
    "属性只读; 字段改名; 修改自定义字段; 字段是否必填; 字段改必填; 改字段长度",
  ],
  exampleShows: ["Name"],
  prerequisites: ["id:GetUserPool"],
  input: () => ({
    UserPoolUid: poolUid(),
    Uid: attributeUid(),
    Name: plainName().optional(),
    Mutability: name("Who may change a value and when, spelled as in GetUserPool").optional(),
    ...bounds(),
  }),
  output: attribute,
  lookup: {
    action: "id:GetUserPool",
    by: ["UserPoolUid"],
    among: { list: "CustomAttributes", by: { Uid: "Uid" } },
  },
});

const deleteUserPoolCustomAttribute = defineAction({
  service: "id",
  name: "DeleteUserPoolCustomAttribute",
  family,
  effect: "delete",
  title: "Delete a custom attribute of a user pool",
  zh: "删除用户池自定义属性",
  summary:
    "Removes a custom attribute from a pool for good, with the value that each user has in it. Look for mappings of identity providers and applications that use it first.",
  synonyms: [
    "drop a field; remove claim; custom field no longer needed; field nobody fills in",
    "清理字段; 去掉扩展字段; 删自定义字段; 不要的字段; 没人用的字段; 删掉一列",
  ],
  prerequisites: ["id:GetUserPool"],
  input: () => ({ UserPoolUid: poolUid(), Uid: attributeUid() }),
  output: () => ({ Message: textOutput() }),
  lookup: {
    action: "id:GetUserPool",
    by: ["UserPoolUid"],
    among: { list: "CustomAttributes", by: { Uid: "Uid" } },
  },
});

export const userPoolAttributes = defineFamily({
  name: family,
  title: "User pool custom attributes",
  zh: "用户池自定义属性",
  summary:
    "Custom attributes extend what a user pool records of each user. GetUserPool lists them; values are set on the users.",
  actions: [createUserPoolCustomAttribute, updateUserPoolCustomAttribute, deleteUserPoolCustomAttribute],
});
