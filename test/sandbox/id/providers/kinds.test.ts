import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";
import { KINDS, kindOf } from "./connections.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const poolNamed = async (Name: string) => textIn(await service.ok("id:CreateUserPool", { Name }), "Uid");
const params = (type: string, UserPoolUid: string, more: JsonObject = {}) => ({
  ...kindOf(type).params,
  UserPoolUid,
  Name: "a connection",
  ...more,
});
const action = (verb: string, type: string) => `id:${verb}IdentityProvider${kindOf(type).suffix}`;
const create = (type: string, pool: string, more: JsonObject = {}) =>
  service.ok(action("Create", type), params(type, pool, more));
const refused = (type: string, pool: string, more: JsonObject) =>
  service.outcome(action("Create", type), params(type, pool, more));

describe.each(KINDS)("a connection of kind $type", ({ type, list, params: given, secret }) => {
  it("is created, read, listed and deleted", async () => {
    const pool = await poolNamed(`life of ${type}`);
    const made = await create(type, pool);
    const { IdpMetadata: _metadata, ...plain } = given;
    expect(made).toMatchObject({ ...plain, Name: "a connection" });
    const one = { UserPoolUid: pool, ConnectionUid: textIn(made, "Uid") };
    const shown = await service.ok(action("Get", type), one);
    expect(made).toMatchObject(shown);
    const listed = await service.ok(`id:${list}`, { UserPoolUid: pool });
    expect(listed).toMatchObject({ TotalCount: 1 });
    expect(made).toMatchObject(items(listed, "Data")[0] ?? {});
    if (secret !== undefined) expect(JSON.stringify(listed)).toContain(secret);

    expect(await service.outcome(action("Delete", type), one)).toBe("200");
    expect(await service.outcome(action("Get", type), one)).toBe("404 NotFound");
  });

  it("is found neither in another pool nor by the actions of another kind", async () => {
    const pool = await poolNamed(`place of ${type}`);
    const other = await poolNamed(`other than ${type}`);
    const { Uid = null } = await create(type, pool);
    const foreign = type === "SAML" ? "OIDC" : "SAML";
    const one = { UserPoolUid: pool, ConnectionUid: Uid };
    expect(await service.outcome(action("Get", type), { ...one, UserPoolUid: other })).toBe("404 NotFound");
    expect(await service.outcome(action("Get", foreign), one)).toBe("404 NotFound");
    expect(await service.outcome(action("Delete", foreign), one)).toBe("404 NotFound");
    expect(items(await service.ok(`id:${kindOf(foreign).list}`, { UserPoolUid: pool }), "Data")).toEqual([]);
  });

  it("has a name unlike that of any connection in the pool, and needs its pool", async () => {
    const pool = await poolNamed(`names of ${type}`);
    await create(type, pool);
    const foreign = type === "SAML" ? "OIDC" : "SAML";
    expect(await refused(type, pool, {})).toBe("409 Duplicated");
    expect(await refused(foreign, pool, {})).toBe("409 Duplicated");
    expect(await refused(type, "nowhere", {})).toBe("404 NotFound");
  });
});

describe("connections", () => {
  it("change what is given and keep the rest, options one by one", async () => {
    const pool = await poolNamed("changes");
    const made = await create("OAuth", pool, { ProviderOptions: { AutoLinking: "email" } });
    expect(made.ProviderOptions).toMatchObject({ IsCreationAllowed: true, AutoLinking: "email" });
    const changed = await service.ok("id:UpdateIdentityProviderOAuth", {
      UserPoolUid: pool,
      ConnectionUid: made.Uid ?? null,
      Enabled: false,
      ProviderOptions: { IsAutoUpdate: true },
    });
    expect(changed).toMatchObject({
      Name: "a connection",
      Enabled: false,
      ClientSecret: "oauth-secret",
      ProviderOptions: { IsAutoUpdate: true, AutoLinking: "email" },
    });
  });

  it.each([
    ["OAuth", { TokenEndpoint: "token" }, "400 InvalidParameter.TokenEndpoint"],
    ["OAuth", { UserEndpoint: "ftp://idp.example.com" }, "400 InvalidParameter.UserEndpoint"],
    ["OIDC", { Issuer: "idp" }, "400 InvalidParameter.Issuer"],
    ["WeCom", { DetailedUserInfoEndpoint: "x" }, "400 InvalidParameter.DetailedUserInfoEndpoint"],
    ["WeCom", { SoleProviderConnection: "yes" }, "400 InvalidParameter.SoleProviderConnection"],
    ["SAML", { IdpMetadata: "<html></html>" }, "400 InvalidParameter.IdpMetadata"],
    ["SAML", { IdpMetadata: "not an address" }, "400 InvalidParameter.IdpMetadata"],
    ["SAML", { IdpMetadata: "https://idp.example.com/metadata" }, "200"],
    ["TokenExchange", { ProviderType: "Magic" }, "400 InvalidParameter.ProviderType"],
    [
      "TokenExchange",
      { ExternalIdentityProviderConfiguration: {} },
      "400 MissingParameter.ExternalIdentityProviderConfiguration.OIDCIssuerUrl",
    ],
    [
      "TokenExchange",
      { ProviderType: "OAuth" },
      "400 MissingParameter.ExternalIdentityProviderConfiguration.OAuthUserInfoUrl",
    ],
    ["TokenExchange", { AllowedClients: ["nobody"] }, "404 NotFound"],
    ["OIDC", { EipId: "nowhere" }, "404 NotFound"],
    [
      "OIDC",
      { AttributeMappings: [{ SourceAttributeName: "a" }] },
      "400 MissingParameter.AttributeMappings.TargetAttributeName",
    ],
  ])("of kind %s with %j: %s", async (type, more, outcome) => {
    const pool = await poolNamed(`${type} ${JSON.stringify(more)}`);
    expect(await refused(type, pool, more)).toBe(outcome);
  });

  it("that are to be alone of their vendor suffer no other, and come to no other", async () => {
    const pool = await poolNamed("alone");
    await create("OAuth", pool, { Name: "first", Provider: "Feishu" });
    expect(
      await refused("OAuth", pool, { Name: "sole", Provider: "Feishu", SoleProviderConnection: true }),
    ).toBe("409 Duplicated");
    const made = await create("WeCom", pool, { Name: "work", SoleProviderConnection: "true" });
    expect(made.SoleProviderConnection).toBe(true);
    expect(await refused("WeCom", pool, { Name: "more work" })).toBe("409 Duplicated");
    expect(await refused("OAuth", pool, { Name: "second", Provider: "Feishu" })).toBe("200");
  });

  it("of SAML show the certificate of the provider and what it is to know of the pool", async () => {
    const pool = await poolNamed("saml");
    const made = await create("SAML", pool);
    const { IssuerUrl } = await service.ok("id:GetUserPool", { UserPoolUid: pool });
    expect(made.Certificate).toBe("MIICAbCd");
    expect(made.SpMetadata).toContain(`entityID="${IssuerUrl}"`);
    expect(made.SpMetadata).toContain('AuthnRequestsSigned="true"');
  });

  it("call from an outbound IP, which stays while they do", async () => {
    const pool = await poolNamed("outbound");
    const bound = { EipID: "eip-1", NatGatewayID: "ngw-1" };
    const ID = textIn(objectIn(await service.ok("id:CreateOutboundEgressIP", bound), "Data"), "ID");
    const byId = await create("OIDC", pool, { Name: "by id", EipId: ID });
    const byEip = await create("WeCom", pool, { Name: "by eip", EipId: "eip-1" });
    const address = expect.stringMatching(/^203\.0\.113\./);
    expect(byId.EipRecord).toEqual({ EipId: ID, EipAddress: address });
    expect(byEip).toMatchObject({
      EipRecord: { EipId: "eip-1", EipAddress: address },
      OutboundEgressIps: [address],
    });
    const remove = () => service.outcome("id:DeleteOutboundEgressIP", { ID });
    service.wait(3_600_000);
    const shown = await service.ok("id:GetOutboundEgressIP", { ID });
    expect(shown.Data).toMatchObject({ UserPoolIdpResourceNum: 2, OAuthClientResourceNum: 0 });
    expect(await remove()).not.toBe("200");
    await service.ok("id:DeleteUserPool", { UserPoolUid: pool });
    expect(await remove()).toBe("200");
  });

  it("of token exchange forget a client that goes", async () => {
    const pool = await poolNamed("exchange");
    const client = await service.ok("id:CreateUserPoolClient", {
      UserPoolUid: pool,
      Name: "app",
      ClientType: "WEB_APPLICATION",
    });
    const ClientUid = textIn(client, "Uid");
    const made = await create("TokenExchange", pool, { AllowedClients: [ClientUid] });
    await service.ok("id:DeleteUserPoolClient", { UserPoolUid: pool, ClientUid });
    const one = { UserPoolUid: pool, ConnectionUid: textIn(made, "Uid") };
    expect(await service.ok("id:GetIdentityProviderTokenExchange", one)).toMatchObject({
      AllowedClients: [],
    });
  });
});
