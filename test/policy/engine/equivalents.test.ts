import { describe, expect, test } from "vitest";
import { qualifiedName } from "../../../src/action/action.ts";
import { withEquivalents } from "../../../src/policy/engine/equivalents.ts";
import { RESOURCE_TYPES } from "../../../src/policy/engine/resource-types.ts";
import { actions } from "../../../tools/index.ts";
import { judge } from "../actions.ts";

const CREATE = "cloudcontrol:CreateResource";
const UPDATE = "cloudcontrol:UpdateResource";
const USER = { TypeName: "Volcengine::IAM::User" };
const GROUP = { TypeName: "Volcengine::IAM::Group" };
const policy = (deny: string) => `
version: 1
allow:
  - {id: cc, actions: ["${CREATE}", "${UPDATE}"], types: ["Volcengine::IAM::User", "Volcengine::IAM::Group"], only: [TargetState, PatchDocument]}
  - {id: direct, actions: ["iam:CreateUser", "id:CreatePolicy", "id:GrantPermission"], approval: none}
deny:
  - ${deny}
`;

/** A deny rule of these actions, and what follows from it. */
function implications(denied: ReadonlySet<string>, types?: readonly string[]) {
  const rule = {
    id: "d",
    line: 1,
    actions: denied,
    who: undefined,
    types: types === undefined ? undefined : new Set(types),
    when: [],
    implied: false,
  };
  return withEquivalents(rule, () => true);
}

describe("a deny also denies the same thing by another way", () => {
  test("an action through Cloud Control, on its type alone", () => {
    const text = policy('{id: d, actions: ["iam:CreateUser"]}');
    expect(judge(text, CREATE, { ...USER, TargetState: {} })).toBe("refuse");
    expect(judge(text, CREATE, { ...GROUP, TargetState: {} })).toBe("allow");
    expect(judge(text, UPDATE, { ...USER, Identifier: "u", PatchDocument: [] })).toBe("allow");
  });
  test("its conditions do not carry over: the other way is denied whole", () => {
    const text = policy('{id: d, actions: ["iam:CreateUser"], when: {UserName: {like: "admin*"}}}');
    expect(judge(text, "iam:CreateUser", { UserName: "bob" })).toBe("allow");
    expect(judge(text, CREATE, { ...USER, TargetState: { UserName: "bob" } })).toBe("refuse");
  });
  test("an attachment through a property of the user, created or patched", () => {
    const text = policy('{id: d, actions: ["iam:AttachUserPolicy"]}');
    expect(judge(text, CREATE, { ...USER, TargetState: { UserName: "a" } })).toBe("allow");
    expect(judge(text, CREATE, { ...USER, TargetState: { UserName: "a", Policies: [{}] } })).toBe("refuse");
    expect(judge(text, CREATE, { ...USER, TargetState: { policies: [{}] } })).toBe("refuse");
    const patch = (path: string) => ({
      ...USER,
      Identifier: "u",
      PatchDocument: [{ op: "add", path, value: [{}] }],
    });
    expect(judge(text, UPDATE, patch("/Description"))).toBe("allow");
    expect(judge(text, UPDATE, patch("/Policies"))).toBe("refuse");
    expect(judge(text, UPDATE, patch("/Policies/-"))).toBe("refuse");
  });
  test("one direct action for another", () => {
    expect(judge(policy('{id: d, actions: ["id:CreatePolicy"]}'), "id:GrantPermission", {})).toBe("refuse");
    expect(judge(policy('{id: d, actions: ["id:GrantPermission"]}'), "id:CreatePolicy", {})).toBe("refuse");
  });
  test.each([
    ["id:CreateUser", "id:CreateTaskRetrieveUserSyncAttachment"],
    ["id:UpdateUser", "id:CreateTaskMergeUserSync"],
    ["id:DeleteRoute", "id:BatchCreateRoutes"],
    ["id:DeleteRoute", "id:DeleteService"],
    ["id:DeletePolicy", "id:DeleteNamespace"],
    ["id:CreateService", "id:CreateServiceFromTemplate"],
    ["id:AddUsersToGroup", "id:CreateUserGroupsCsv"],
    ["id:RemoveUsersFromDepartment", "id:BatchSyncDepartmentMembers"],
    ["id:DeleteDepartment", "id:CommitDepartmentSyncSession"],
    ["id:DeleteIdentityProviderSAML", "id:DeleteIdentityProvider"],
  ])("%s for many at once, from a template or whatever the kind: %s", (denied, other) => {
    const rules = implications(new Set([denied]));
    expect(rules.some((rule) => rule.actions.has(other) && rule.types === undefined)).toBe(true);
  });
  test("every other way is an action that there is", () => {
    const known = new Set(actions.map(qualifiedName));
    const implied = implications(known);
    const each = [...known].flatMap((name) => implications(new Set([name])));
    for (const { actions: names } of [...implied, ...each]) {
      for (const name of names) expect(known).toContain(name);
    }
  });
  test("Cloud Control on a type denies the direct action; Cloud Control as such closes that door alone", () => {
    const ofType = policy(`{id: d, actions: ["${CREATE}"], types: ["Volcengine::IAM::User"]}`);
    expect(judge(ofType, "iam:CreateUser", {})).toBe("refuse");
    const door = policy(`{id: d, actions: ["${CREATE}"]}`);
    expect(judge(door, "iam:CreateUser", {})).toBe("allow");
    expect(judge(door, CREATE, { ...USER, TargetState: {} })).toBe("refuse");
  });
  test("every resource type has its ways", () => {
    const rules = implications(new Set([CREATE, "cloudcontrol:DeleteResource"]), RESOURCE_TYPES);
    const direct = rules.filter((rule) => rule.types === undefined).flatMap((rule) => [...rule.actions]);
    for (const type of RESOURCE_TYPES) {
      const alone = implications(new Set([CREATE]), [type]);
      const names = alone
        .filter((rule) => rule.implied && rule.types === undefined)
        .flatMap((rule) => [...rule.actions]);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        expect(direct).toContain(name);
        const back = implications(new Set([name]));
        expect(back.some((rule) => rule.types?.has(type) === true && rule.actions.has(CREATE))).toBe(true);
      }
    }
  });
});
