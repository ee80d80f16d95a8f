import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT } from "../client.ts";
import { keyIn, named, policy, statement, userWith } from "../iam/people.ts";
import { type Key, objectIn, type Service, startService } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const RoleTrn = `trn:iam::${ACCOUNT}:role/reader`;
const trust = (IAM: string, more: JsonObject = {}) =>
  JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { IAM }, ...more }] });
const ROOT = `trn:iam::${ACCOUNT}:root`;

async function role(TrustPolicyDocument = trust(ROOT), more: JsonObject = {}): Promise<void> {
  await service.ok("iam:CreateRole", { RoleName: "reader", TrustPolicyDocument, ...more });
  await policy(service, "read", statement(["iam:ListRoles", "iam:ListUsers"]));
  await service.ok("iam:AttachRolePolicy", { RoleName: "reader", ...named("read") });
}
const wish = { RoleTrn, RoleSessionName: "ada-1" };
const assume = (as: Key, more: JsonObject = {}) => service.ok("sts:AssumeRole", { ...wish, ...more }, as);
const user = () => userWith(service, "ada", "System/STSAssumeRoleAccess");

describe("AssumeRole", () => {
  it("gives keys that act as the role, and with no more rights", async () => {
    await role();
    const answer = await assume(await user());
    expect(answer.AssumedRoleUser).toMatchObject({ Trn: `trn:sts::${ACCOUNT}:assumed-role/reader/ada-1` });
    const key = keyIn(objectIn(answer, "Credentials"));
    expect(key.accessKeyId).toMatch(/^SANDBOX/);
    expect(await service.ok("sts:GetCallerIdentity", {}, key)).toMatchObject({
      IdentityType: "AssumedRole",
      Trn: `trn:sts::${ACCOUNT}:assumed-role/reader/ada-1`,
    });
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("200");
    expect(await service.outcome("iam:ListPolicies", {}, key)).toBe("403 AccessDenied");
  });

  it("gives keys that are refused without their token, and when their time is over", async () => {
    await role();
    const key = keyIn(objectIn(await assume(await user(), { DurationSeconds: 900 }), "Credentials"));
    const { sessionToken: _token, ...bare } = key;
    expect(await service.outcome("iam:ListRoles", {}, bare)).toBe("401 SignatureDoesNotMatch");
    service.wait(899_000);
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("200");
    service.wait(1000);
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("401 InvalidSecretToken");
  });

  it.each([
    [undefined, 3600],
    [60, 3600],
    [900, 900],
    [50_000, 7200],
  ])("asked for %s seconds of a role that allows 7200, gives %s", async (asked, seconds) => {
    await role(trust(ROOT), { MaxSessionDuration: 7200 });
    const more = asked === undefined ? {} : { DurationSeconds: asked };
    const { CurrentTime, ExpiredTime } = objectIn(await assume(await user(), more), "Credentials");
    expect(Date.parse(String(ExpiredTime)) - Date.parse(String(CurrentTime))).toBe(seconds * 1000);
  });

  it("narrows the role by the session's own policy, and never widens it", async () => {
    await role();
    const Policy = JSON.stringify({ Statement: [statement(["iam:ListUsers", "iam:ListPolicies"])] });
    const key = keyIn(objectIn(await assume(await user(), { Policy }), "Credentials"));
    expect(await service.outcome("iam:ListUsers", {}, key)).toBe("200");
    expect(await service.outcome("iam:ListRoles", {}, key)).toBe("403 AccessDenied");
    expect(await service.outcome("iam:ListPolicies", {}, key)).toBe("403 AccessDenied");
  });

  it("needs the caller's permission and the role's trust", async () => {
    await role(trust(`trn:iam::${ACCOUNT}:user/ada`));
    expect(await service.outcome("sts:AssumeRole", wish, await userWith(service, "bare"))).toBe(
      "403 AccessDenied",
    );
    const eve = await userWith(service, "eve", "System/STSAssumeRoleAccess");
    expect(await service.outcome("sts:AssumeRole", wish, eve)).toBe("403 NoPermission");
    expect(await service.outcome("sts:AssumeRole", wish, await user())).toBe("200");
  });

  it("trusts nobody where the role says nothing, or a condition is not understood", async () => {
    const key = await user();
    await service.ok("iam:CreateRole", { RoleName: "closed" });
    const closed = { ...wish, RoleTrn: `trn:iam::${ACCOUNT}:role/closed` };
    expect(await service.outcome("sts:AssumeRole", closed, key)).toBe("403 NoPermission");
    await role(trust(ROOT, { Condition: { NumericEquals: { "sts:Moon": 1 } } }));
    expect(await service.outcome("sts:AssumeRole", wish, key)).toBe("403 NoPermission");
  });

  it.each<[string, JsonObject, string]>([
    ["a name that is too short", { RoleSessionName: "a" }, "400 InvalidParameter"],
    ["a name with a slash", { RoleSessionName: "a/b" }, "400 InvalidParameter"],
    ["a policy that is none", { Policy: "{}" }, "400 InvalidParameter"],
    ["a role that is not there", { RoleTrn: `trn:iam::${ACCOUNT}:role/none` }, "400 RoleNotExist"],
    [
      "a tag twice",
      {
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "a", Value: "2" },
        ],
      },
      "400 InvalidParameter",
    ],
  ])("refuses %s", async (_what, more, outcome) => {
    await role();
    expect(await service.outcome("sts:AssumeRole", { ...wish, ...more })).toBe(outcome);
    expect(await service.stored("sts:session")).toBe("[]");
  });

  it("ends with its role", async () => {
    await role();
    const key = keyIn(objectIn(await assume(await user()), "Credentials"));
    await service.ok("iam:DeleteRole", { RoleName: "reader" });
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).toBe("403 InvalidAccessKeyId");
  });
});
