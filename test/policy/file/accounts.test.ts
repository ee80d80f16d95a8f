/** Rules that reach into other accounts list them. */
import { describe, expect, test } from "vitest";
import { isChange, qualifiedName } from "../../../src/action/action.ts";
import { ACCOUNT_PARAMETERS } from "../../../src/policy/file/check-rule.ts";
import { actions } from "../../../tools/index.ts";
import { judging, realPolicy } from "../real.ts";

const assign = (more: string) =>
  `allow: [{id: a, actions: ["cloudidentity:CreateAccountAssignment"], approval: none${more}}]`;

describe("a rule on what reaches other accounts", () => {
  test.each<[string, string]>([
    ["an assignment", assign("")],
    ["any number", assign(', when: {TargetId: {like: "*"}}')],
    ["that there is one", assign(", when: {TargetId: {present: true}}")],
    ["a service for another account", 'allow: [{id: a, actions: ["id:RegisterService"], approval: none}]'],
    [
      "a resource",
      'allow: [{id: a, actions: ["cloudcontrol:CreateResource"], types: ["Volcengine::CloudIdentity::UserProvisioning"], only: [TargetState], approval: none}]',
    ],
    [
      "what goes by its identifier",
      'allow: [{id: a, actions: ["cloudcontrol:DeleteResource"], types: ["Volcengine::CloudIdentity::PermissionSetAssignment"], only: [], approval: none}]',
    ],
  ])("does not load without a list: %s", (_what, rest) => {
    expect(() => realPolicy(rest)).toThrow(
      /reaches into other accounts: list the (?:accounts|resources), when: \{ /,
    );
  });
  test("by a pattern reaches none of them unless it lists the accounts", () => {
    const pattern = (when: string) => `allow: [{id: a, actions: ["cloudidentity:De*"]${when}}]`;
    expect(judging(pattern(""))("cloudidentity:DeprovisionPermissionSet").verdict).toBe("refuse");
    expect(judging(pattern(""))("cloudidentity:DeleteUser").verdict).toBe("allow");
    expect(() => realPolicy('allow: [{id: a, actions: ["cloudidentity:Deprovision*"]}]')).toThrow(
      /name them exactly/,
    );
  });
  test("allows the listed ones alone", () => {
    const judge = judging(assign(', when: {TargetId: {in: ["2100000001"]}}'));
    const call = (TargetId: string | number) =>
      judge("cloudidentity:CreateAccountAssignment", {
        PermissionSetId: "s",
        PrincipalId: "p",
        PrincipalType: "User",
        TargetId,
      }).verdict;
    expect(call("2100000001")).toBe("allow");
    expect(call("2100000002")).toBe("refuse");
    expect(call(2100000001)).toBe("refuse");
  });
  test("a deny needs no list", () => {
    expect(() =>
      realPolicy('deny: [{id: d, actions: ["cloudidentity:CreateAccountAssignment"]}]'),
    ).not.toThrow();
  });
});

test("the table has every change with such a parameter", () => {
  const found = actions
    .filter(({ effect }) => isChange(effect))
    .flatMap((action) =>
      Object.keys(action.input())
        .filter((name) => /^(?:Target|Account)Ids?$/.test(name))
        .map((name) => [qualifiedName(action), name]),
    );
  expect(Object.fromEntries(found)).toEqual(ACCOUNT_PARAMETERS);
});
