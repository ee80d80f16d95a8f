/** Fields that name one thing in different ways and may come together: a rule about one of them does not rely on it. */
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { judging } from "../real.ts";

const verdict = (rules: string, name: string, params: JsonObject) => judging(rules)(name, params).verdict;

describe("two selectors of one thing", () => {
  test.each<[string, string, JsonObject]>([
    [
      "id:CreateService",
      "{PermissionSpaceName: {like: 'dev-*'}}",
      { ServiceName: "s", PermissionSpaceName: "dev-a", PermissionSpaceId: "ns-prod" },
    ],
    [
      "id:CreateServiceFromTemplate",
      "{PermissionSpaceName: {like: 'dev-*'}}",
      { ServiceName: "s", TemplateId: "t", PermissionSpaceName: "dev-a", PermissionSpaceId: "ns-prod" },
    ],
    [
      "id:CreateRoleCredentialProvider",
      "{Config.IdentityPool.UserPool.PoolName: dev}",
      { Name: "n", Config: { IdentityPool: { UserPool: { PoolName: "dev", PoolId: "prod-uid" } } } },
    ],
  ])("%s, allowed when %s, is not allowed beside the other", (name, when, params) => {
    expect(
      verdict(
        `hosts: ["*.example.com"]\nallow:\n  - {id: a, actions: ["${name}"], when: ${when}, approval: none}\n`,
        name,
        params,
      ),
    ).toBe("refuse");
  });
  test("a deny of one name holds beside another name", () => {
    expect(
      verdict(
        `allow:\n  - {id: a, actions: ["id:CreateService"], approval: none}\ndeny:\n  - {id: d, actions: ["id:CreateService"], when: {PermissionSpaceName: prod}}\n`,
        "id:CreateService",
        { ServiceName: "s", PermissionSpaceName: "dev", PermissionSpaceId: "ns-prod" },
      ),
    ).toBe("refuse");
  });
});

test("one of them alone is judged as it is", () => {
  const rules = `allow:\n  - {id: a, actions: ["id:CreateService"], when: {PermissionSpaceId: ns-dev}, approval: none}\n`;
  expect(verdict(rules, "id:CreateService", { ServiceName: "s", PermissionSpaceId: "ns-dev" })).toBe("allow");
  expect(verdict(rules, "id:CreateService", { ServiceName: "s", PermissionSpaceId: "ns-prod" })).toBe(
    "refuse",
  );
});
