import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";
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
const create = (type: string, UserPoolUid: string, more: JsonObject = {}) => {
  const { suffix, params } = kindOf(type);
  return service.ok(`id:CreateIdentityProvider${suffix}`, { ...params, UserPoolUid, Name: type, ...more });
};
const PAGE = { PageNumber: 1, PageSize: 10 };
const types = (answer: JsonObject) => items(answer, "Data").map(({ ConnectionType }) => ConnectionType);

describe("connections of every kind", () => {
  it("are listed together, without secrets, and filtered by kind and name", async () => {
    const pool = await poolNamed("all kinds");
    for (const { type } of KINDS) await create(type, pool);
    const list = (Filter: JsonObject) =>
      service.ok("id:ListIdentityProviders", { UserPoolUID: pool, ...PAGE, Filter });
    const all = await list({});
    expect(types(all)).toEqual(KINDS.map(({ type }) => type));
    expect(JSON.stringify(all)).not.toMatch(/-secret|sandbox-token/);
    expect(types(await list({ ConnectionType: "SAML" }))).toEqual(["SAML"]);
    expect(types(await list({ ExcludeConnectionType: "SAML" }))).not.toContain("SAML");
    expect(types(await list({ Name: "oidc" }))).toEqual(["OIDC"]);
    expect(await service.ok("id:GetUserPool", { UserPoolUid: pool })).toMatchObject({ TotalConnections: 6 });
  });

  it("of all pools are listed with their pool", async () => {
    const pool = await poolNamed("one of many");
    await create("OIDC", pool, { Name: "only here" });
    const listed = await service.ok("id:ListAllIdentityProviders", {
      ...PAGE,
      Filter: { Name: "only here", ConnectionType: "OIDC" },
    });
    expect(items(listed, "Data")).toHaveLength(1);
    expect(items(listed, "Data")[0]).toMatchObject({ UserPoolUid: pool, UserPoolName: "one of many" });
  });

  it("are deleted whatever their kind", async () => {
    const pool = await poolNamed("emptied");
    for (const { type } of KINDS) {
      const one = { UserPoolUid: pool, ConnectionUid: textIn(await create(type, pool), "Uid") };
      expect(await service.outcome("id:DeleteIdentityProvider", one)).toBe("200");
      expect(await service.outcome("id:DeleteIdentityProvider", one)).toBe("404 NotFound");
    }
  });
});

describe("a connection that goes", () => {
  it("leaves its users behind, without their links to it", async () => {
    const pool = await poolNamed("left");
    const ConnectionUid = textIn(await create("OIDC", pool), "Uid");
    const user = await service.ok("id:CreateUser", {
      UserPoolUid: pool,
      Name: "alice",
      Email: "alice@example.com",
      ExternalProviderConnectionUid: ConnectionUid,
      ExternalProviderUserIdentifier: "a-1",
    });
    expect(JSON.stringify(user)).toContain(ConnectionUid);
    await service.ok("id:DeleteIdentityProvider", { UserPoolUid: pool, ConnectionUid });
    const left = await service.ok("id:GetUser", { UserPoolUid: pool, UserUid: textIn(user, "Uid") });
    expect(left).toMatchObject({ Name: "alice", ExternalIdentities: [] });
    expect(JSON.stringify(left)).not.toContain(ConnectionUid);
  });
});

describe("a trial sign-in", () => {
  it("is an address of the sandbox that says which application it is for", async () => {
    const pool = await poolNamed("trial");
    const client = await service.ok("id:CreateUserPoolClient", {
      UserPoolUid: pool,
      Name: "tried",
      ClientType: "WEB_APPLICATION",
    });
    const one = { UserPoolUid: pool, ClientUid: textIn(client, "Uid") };
    const oidc = { ...one, ConnectionUid: textIn(await create("OIDC", pool), "Uid") };
    const DebugCallbackUrl = "https://app.example.com/debug";
    const { DebugAuthorizeUrl } = await service.ok("id:PrepareIdentityProviderSSODebug", {
      ...oidc,
      DebugCallbackUrl,
    });
    const url = new URL(String(DebugAuthorizeUrl));
    expect(url.origin).toBe(service.to.url);
    expect(url.searchParams.get("redirect_uri")).toBe(DebugCallbackUrl);
    expect(await (await fetch(url)).text()).toContain("tried");

    const agent = { ...one, ConnectionUid: textIn(await create("LDAPAD", pool), "Uid") };
    const outcome = (params: JsonObject) => service.outcome("id:PrepareIdentityProviderSSODebug", params);
    expect(await outcome(agent)).toBe("400 InvalidRequest");
    expect(await outcome({ ...oidc, DebugCallbackUrl: "javascript:x" })).toBe(
      "400 InvalidParameter.DebugCallbackUrl",
    );
    expect(await outcome({ ...oidc, ClientUid: "nobody" })).toBe("404 NotFound");
  });
});

describe("scopes of a Feishu app", () => {
  it("are asked for with a stored connection to Feishu or with an app's id and secret", async () => {
    const pool = await poolNamed("feishu");
    const feishu = await create("OAuth", pool, { Name: "feishu", Provider: "Feishu" });
    const other = await create("OAuth", pool, { Name: "other" });
    const ask = (more: JsonObject) =>
      service.outcome("id:GetIdentityProviderFeishuScopes", { UserPoolUid: pool, ...more });
    expect(await ask({ ConnectionUid: feishu.Uid ?? null })).toBe("200");
    expect(await ask({ ClientId: "cli", ClientSecret: "s" })).toBe("200");
    expect(await ask({ ClientId: "cli" })).toBe("400 MissingParameter.ClientSecret");
    expect(await ask({ ConnectionUid: other.Uid ?? null })).toBe("400 InvalidRequest");
    const app = { UserPoolUid: pool, ClientId: "cli", ClientSecret: "s" };
    const scopes = await service.ok("id:GetIdentityProviderFeishuScopes", app);
    expect(scopes.Scopes).toEqual([scopes.TenantScopes, scopes.UserScopes].flat());
  });
});
