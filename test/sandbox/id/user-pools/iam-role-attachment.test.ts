import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { ACCOUNT, items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";
import { kindOf } from "../providers/connections.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  for (const RoleName of ["members", "visitors"]) {
    await service.ok("iam:CreateRole", {
      RoleName,
      DisplayName: RoleName,
      TrustPolicyDocument: JSON.stringify({
        Statement: [
          { Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { IAM: [`trn:iam::${ACCOUNT}:root`] } },
        ],
      }),
    });
  }
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const role = (name: string) => `trn:iam::${ACCOUNT}:role/${name}`;
const ROLES = {
  DefaultAuthenticatedRoleTrn: role("members"),
  DefaultUnauthenticatedRoleTrn: role("visitors"),
};
const poolNamed = async (Name: string) => ({
  UserPoolUid: textIn(await service.ok("id:CreateUserPool", { Name }), "Uid"),
});
async function connection(type: string, pool: { readonly UserPoolUid: string }): Promise<string> {
  const { suffix, params } = kindOf(type);
  return textIn(
    await service.ok(`id:CreateIdentityProvider${suffix}`, { ...params, ...pool, Name: type }),
    "Uid",
  );
}
describe("roles of a user pool", () => {
  it("are attached once, and changed part by part", async () => {
    const pool = await poolNamed("attached");
    expect(await service.outcome("id:GetIamRoleAttachment", pool)).toBe("404 NotFound");
    const made = await service.ok("id:CreateIamRoleAttachment", { ...pool, ...ROLES });
    expect(made).toMatchObject({ ...pool, ...ROLES, RoleMappings: [] });
    expect(await service.outcome("id:CreateIamRoleAttachment", { ...pool, ...ROLES })).toBe("409 Duplicated");
    const mapping = {
      IdentityProvider: await connection("OIDC", pool),
      Type: "Rules",
      AmbiguousRoleResolution: "Deny",
      RulesConfiguration: [{ Claim: "department", MatchType: "Equals", Value: "hr", Role: role("members") }],
    };
    const changed = await service.ok("id:UpdateIamRoleAttachment", { ...pool, RoleMappings: [mapping] });
    expect(changed).toEqual({ ...made, RoleMappings: [mapping] });
    expect(await service.ok("id:GetIamRoleAttachment", pool)).toEqual(changed);
  });

  it("must be roles of this account, and rules about connections of this pool", async () => {
    const pool = await poolNamed("checked");
    const other = await connection("OIDC", await poolNamed("another"));
    const outcome = (more: JsonObject) =>
      service.outcome("id:CreateIamRoleAttachment", { ...pool, ...ROLES, ...more });
    expect(await outcome({ DefaultAuthenticatedRoleTrn: "members" })).toBe(
      "400 InvalidParameter.DefaultAuthenticatedRoleTrn",
    );
    expect(await outcome({ DefaultAuthenticatedRoleTrn: role("nobody") })).toBe("404 NotFound");
    expect(await outcome({ RoleMappings: [{ IdentityProvider: other }] })).toBe("404 NotFound");
    const rule = { RulesConfiguration: [{ Role: role("nobody") }] };
    expect(await outcome({ RoleMappings: [rule] })).toBe("404 NotFound");
    expect(await outcome({})).toBe("200");
  });

  it("show where IAM trusts a connection", async () => {
    const pool = await poolNamed("trusting");
    const IdentityProviderId = await connection("OIDC", pool);
    const app = { IdentityProviderId, IdentityProviderType: "OIDC", AppId: "app" };
    await service.ok("id:CreateIamOidcProvider", { ...pool, ...app });
    await service.ok("id:CreateIamRoleAttachment", { ...pool, ...ROLES });
    const shown = await service.ok("id:GetUserPoolIamCredentialsServiceConfig", pool);
    expect(items(shown, "IamOidcProviderRoleTrns").map(({ RoleTrn }) => RoleTrn)).toEqual([role("members")]);
  });
});
