/** What a Cloud Control call sets is held against the properties of its type. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/action/json.ts";
import { isProperty } from "../../../src/policy/engine/properties.ts";
import { RESOURCE_TYPES } from "../../../src/policy/engine/resource-types.ts";
import { judging, realPolicy, said } from "../real.ts";

const USER = "Volcengine::IAM::User";
const judge = judging(`allow:
  - {id: users, actions: ["cloudcontrol:CreateResource", "cloudcontrol:UpdateResource"], types: ["${USER}", "Volcengine::IAM::Role"], only: [TargetState, PatchDocument], approval: none}
`);
const create = (TargetState: Record<string, Json>) =>
  said(judge("cloudcontrol:CreateResource", { TypeName: USER, TargetState }));
const patch = (...PatchDocument: Json[]) =>
  said(judge("cloudcontrol:UpdateResource", { TypeName: USER, Identifier: "u", PatchDocument }));

describe("a new resource", () => {
  test("sets properties that its type has", () => {
    expect(
      create({ UserName: "a", Tags: [{ Key: "k", Value: "v" }], LoginProfile: { LoginAllowed: true } }),
    ).toBe("allow");
    expect(create({ UserName: "a", Groups: ["g"] })).toBe("allow");
  });
  test.each<[string, Record<string, Json>, string]>([
    ["of no type", { UserName: "a", Admin: true }, "TargetState.Admin is no property"],
    ["of another type", { UserName: "a", PolicyDocument: "{}" }, "TargetState.PolicyDocument is no property"],
    [
      "inside another",
      { LoginProfile: { Passwort: "x" } },
      "TargetState.LoginProfile.Passwort is no property",
    ],
    ["inside an element", { Tags: [{ Key: "k" }, { Name: "k" }] }, "TargetState.Tags.Name is no property"],
    ["that only the service sets", { UserId: "1" }, "TargetState.UserId is no property"],
    ["in another case", { username: "a" }, "TargetState.username is no property"],
  ])("sets none %s", (_what, state, because) => {
    expect(create(state)).toContain(because);
  });
});

describe("a patch", () => {
  test("touches properties that the type has, at any depth", () => {
    expect(patch({ op: "replace", path: "/DisplayName", value: "a" })).toBe("allow");
    expect(patch({ op: "add", path: "/Tags/-", value: { Key: "k", Value: "v" } })).toBe("allow");
    expect(patch({ op: "remove", path: "/LoginProfile/Password" })).toBe("allow");
  });
  test.each<[string, Json, string]>([
    ["no such property", { op: "add", path: "/Admin", value: true }, "PatchDocument.Admin is no property"],
    [
      "nothing inside it",
      { op: "add", path: "/Tags/0/Name", value: "k" },
      "PatchDocument.Tags.Name is no property",
    ],
    [
      "a value with another",
      { op: "add", path: "/LoginProfile", value: { Admin: true } },
      "PatchDocument.LoginProfile.Admin is no property",
    ],
    ["the root", { op: "replace", path: "", value: {} }, "may only add, replace and remove below the root"],
    [
      "by copying",
      { op: "copy", from: "/Description", path: "/DisplayName" },
      "may only add, replace and remove",
    ],
    [
      "by moving",
      { op: "move", from: "/Description", path: "/DisplayName" },
      "may only add, replace and remove",
    ],
    [
      "with more than it says",
      { op: "add", path: "/DisplayName", value: "a", Path: "/Policies" },
      "may only add",
    ],
  ])("does not touch %s", (_what, operation, because) => {
    expect(patch(operation)).toContain(because);
  });
});

describe("a rule", () => {
  const rule = (when: string) =>
    realPolicy(`deny:
  - {id: d, actions: ["cloudcontrol:CreateResource", "cloudcontrol:UpdateResource"], types: ["${USER}"], when: ${when}}
`);
  test("speaks of properties that its types have", () => {
    expect(() =>
      realPolicy(
        `deny: [{id: d, actions: ["cloudcontrol:CreateResource"], types: ["${USER}"], when: {TargetState.LoginProfile.Password: {present: true}}}]`,
      ),
    ).not.toThrow();
    expect(() =>
      realPolicy(
        `deny: [{id: d, actions: ["cloudcontrol:CreateResource"], types: ["${USER}"], when: {TargetState.LoginProfil.Password: {present: true}}}]`,
      ),
    ).toThrow(/"LoginProfil.Password" is not a property of Volcengine::IAM::User/);
    expect(() => rule("{PatchDocument.UserNam: a}")).toThrow(/PatchDocument/);
  });
  test("follows paths into the parameters that there are", () => {
    expect(() =>
      realPolicy('deny: [{id: d, actions: ["id:CreateWorkloadPool"], when: {Tags.Kye: a}}]'),
    ).toThrow(/"Kye" is not a parameter inside Tags of id:CreateWorkloadPool, did you mean Key\?/);
  });
});

test("every type has properties, and nothing is a property of all", () => {
  for (const type of RESOURCE_TYPES) {
    expect(isProperty(type, ["Nothing"])).toBe(false);
  }
  expect(isProperty("Volcengine::Unknown::Type", ["Nothing"])).toBe(true);
});
