import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { type Service, startService, textIn } from "../../service.ts";
import { kindOf } from "../providers/connections.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

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
const OFF = {
  Enabled: false,
  AllowUnauthenticatedIdentities: false,
  AllowedClientIds: [],
  OAuthConnections: [],
  OidcConnections: [],
  SamlConnections: [],
  IamOidcProviderRoleTrns: [],
};

describe("cloud credentials of a user pool", () => {
  it("are off in every pool from the beginning", async () => {
    const pool = await poolNamed("off");
    expect(await service.ok("id:GetUserPoolIamCredentialsServiceConfig", pool)).toEqual({ ...pool, ...OFF });
    expect(
      await service.outcome("id:GetUserPoolIamCredentialsServiceConfig", { UserPoolUid: "nowhere" }),
    ).toBe("404 NotFound");
  });

  it("come from connections of the kind that each list is for, and forget one that goes", async () => {
    const pool = await poolNamed("on");
    const oidc = await connection("OIDC", pool);
    const update = "id:UpdateIamCredentialsServiceConfig";
    expect(await service.outcome(update, { ...pool, SamlConnections: [oidc] })).toBe(
      "400 InvalidParameter.SamlConnections",
    );
    expect(await service.outcome(update, { ...pool, AllowedClientIds: ["nobody"] })).toBe("404 NotFound");
    const on = await service.ok(update, { ...pool, Enabled: true, OidcConnections: [oidc] });
    expect(on).toEqual({ ...pool, ...OFF, Enabled: true, OidcConnections: [oidc] });
    await service.ok("id:DeleteIdentityProvider", { ...pool, ConnectionUid: oidc });
    expect(await service.ok("id:GetUserPoolIamCredentialsServiceConfig", pool)).toEqual({
      ...pool,
      ...OFF,
      Enabled: true,
    });
  });
});

describe("trust of IAM in a connection of a user pool", () => {
  it("is an OIDC provider of iam, with one client for each application", async () => {
    const pool = await poolNamed("trusted");
    const oidc = await connection("OIDC", pool);
    const create = (AppId: string, more: JsonObject = {}) => ({
      ...pool,
      IdentityProviderId: oidc,
      IdentityProviderType: "OIDC",
      AppId,
      ...more,
    });
    expect(await service.ok("id:CreateIamOidcProvider", create("app-1"))).toMatchObject({
      OidcConnections: [oidc],
      // Without a role attached, no role.
      IamOidcProviderRoleTrns: [
        {
          IdentityProviderUid: oidc,
          IdentityProviderType: "OIDC",
          IdentityProviderAppId: "app-1",
        },
      ],
    });
    await service.ok("id:CreateIamOidcProvider", create("app-2"));
    const shown = await service.ok("iam:GetOIDCProvider", { OIDCProviderName: `userpool-${oidc}` });
    expect(shown).toMatchObject({ IssuerURL: "https://idp.example.com", ClientIDs: ["app-1", "app-2"] });

    const outcome = (params: JsonObject) => service.outcome("id:CreateIamOidcProvider", params);
    expect(await outcome(create("app-1"))).toBe("409 Duplicated");
    expect(await outcome(create("app-3", { IdentityProviderType: "SAML" }))).toBe(
      "400 InvalidParameter.IdentityProviderType",
    );
    const agent = { IdentityProviderId: await connection("LDAPAD", pool), IdentityProviderType: "LDAPAD" };
    expect(await outcome(create("app-3", agent))).toBe("400 InvalidRequest");
  });
});
