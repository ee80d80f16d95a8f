import { describe, expect, it } from "vitest";
import { type Action, isChange, qualifiedName } from "../../src/action/action.ts";
import { itemsOf } from "../../src/action/items.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { toolDefinition } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";
import { action } from "./support.ts";

/** Lists of things, by what the services call them. */
const THINGS = /(Uids|UIDs|Ids|IDs|Names)$|^(Users|Members|Departments|Mappings|Routes)$/;
const BATCH = /^(Batch|CreateTask|Commit)|c[sS][vV]$|CSV$/;

/** Lists that are part of the one thing a call makes or changes. */
const PARTS: Readonly<Record<string, string>> = {
  "iam:CreateOIDCProvider.ClientIDs": "whom the one provider speaks to",
  "id:CreateService.Routes": "routes of the one service",
  "id:CreateServiceFromTemplate.RouteTemplateIds": "routes of the one service",
  "id:UpdateIamCredentialsServiceConfig.AllowedClientIds": "a setting of the pool",
};

const changes = actions.filter((one) => isChange(one.effect));

function listsOf(one: Action): string[] {
  const { properties } = toolDefinition(one).inputSchema;
  return Object.entries(isJsonObject(properties) ? properties : {})
    .filter(([, schema]) => isJsonObject(schema) && schema.type === "array")
    .map(([name]) => name);
}

describe("what a budget counts", () => {
  it("is declared by every change that takes a list of things", () => {
    const found = changes.flatMap((one) =>
      listsOf(one)
        .filter((name) => THINGS.test(name))
        .filter((name) => one.items !== "uncountable" && one.items !== `${name}[]`)
        .map((name) => `${qualifiedName(one)}.${name}`),
    );
    expect(found.sort()).toEqual(Object.keys(PARTS));
  });

  it("is declared by every change whose name says that it is many", () => {
    const silent = changes.filter((one) => BATCH.test(one.name) && one.items === undefined);
    expect(silent.map(qualifiedName)).toEqual([]);
  });

  it("is a list that the call carries", () => {
    for (const one of actions) {
      if (one.items === undefined || one.items === "uncountable") continue;
      expect(isChange(one.effect), qualifiedName(one)).toBe(true);
      expect(
        listsOf(one).map((name) => `${name}[]`),
        qualifiedName(one),
      ).toContain(one.items);
    }
  });

  it("is not known of an upload, of a task, or of what removes whatever is not listed", () => {
    const uncountable = actions.filter(({ items }) => items === "uncountable").map(qualifiedName);
    expect(uncountable.sort()).toEqual([
      "id:BatchCreateRoutes",
      "id:BatchSyncDepartmentMembers",
      "id:CommitDepartmentSyncSession",
      "id:CreateTaskCommitAppVisibleUsers",
      "id:CreateTaskMergeUserSync",
      "id:CreateTaskRetrieveAppVisibleUsers",
      "id:CreateTaskRetrieveUserSync",
      "id:CreateTaskRetrieveUserSyncAttachment",
      "id:CreateUserGroupsCsv",
      "id:CreateUsersCSV",
    ]);
  });

  it("is one department, unless what is below goes along", () => {
    const remove = action("id:DeleteDepartment");
    const department = { UserPoolUid: "p", DepartmentUid: "d" };
    expect(itemsOf(remove, department)).toBe(1);
    expect(itemsOf(remove, { ...department, ForceDeleteChildren: false })).toBe(1);
    for (const forced of [
      { ForceDeleteChildren: true },
      { ForceDeleteMembers: true },
      { MemberPolicy: "Any" },
    ]) {
      expect(itemsOf(remove, { ...department, ...forced })).toBeUndefined();
    }
  });

  it("counts what a list beside them holds", () => {
    const many = (one: JsonObject | string) => Array.from({ length: 50 }, () => one);
    const policy = { TypeName: "Volcengine::IAM::Policy" };
    const group = { TypeName: "Volcengine::IAM::Group", Identifier: "g" };
    const adding = (value: Json) => ({ op: "add", path: "/Users", value });
    const calls: readonly (readonly [string, JsonObject])[] = [
      ["id:CreateInboundAuthConfig", { ApiKeyAuthConfigs: many({ ApiKeyName: "k" }) }],
      ["id:UploadDepartmentSyncMembers", { Members: [{ UserUids: many("u") }] }],
      ["id:CreateService", { Routes: many({}) }],
      ["id:CreateServiceFromTemplate", { RouteTemplateIds: many("r") }],
      ["id:CreateTrustAnchor", { WorkloadPoolName: many("w") }],
      ["cloudcontrol:CreateResource", { ...policy, TargetState: { PolicyUsers: many({ Name: "u" }) } }],
      ["cloudcontrol:UpdateResource", { ...group, PatchDocument: many({ op: "remove", path: "/Users/0" }) }],
      ["cloudcontrol:UpdateResource", { ...group, PatchDocument: [adding(many({ UserName: "u" }))] }],
    ];
    for (const [name, params] of calls) expect(itemsOf(action(name), params), name).toBe(50);
    expect(itemsOf(action("id:CreateService"), {})).toBe(1);
    expect(itemsOf(action("cloudcontrol:UpdateResource"), { ...group, PatchDocument: [adding("u")] })).toBe(
      1,
    );
  });

  it("names parameters that exist where they reach further", () => {
    for (const one of actions) {
      const names = Object.keys(one.input());
      expect(names, qualifiedName(one)).toEqual(expect.arrayContaining([...(one.uncountableWith ?? [])]));
    }
  });
});
