/** Whole flows against the sandbox's own authorization server, with a browser that the test plays. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
const RETURN = "http://127.0.0.1:9/return";
const client = { ClientId: "my-client", ClientSecret: "my-secret" };
beforeAll(async () => {
  service = await startService();
  await service.ok("id:CreateWorkloadIdentity", {
    Name: "agent",
    AllowedResourceOauth2ReturnUrls: [RETURN],
  });
  await create("machine", { ...client, Flow: "M2M", Scopes: ["read"] });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = (Name: string, Config: JsonObject) =>
  service.ok("id:CreateOauth2CredentialProvider", { Name, Vendor: 0, Config });
/** A provider for users with a client of its own, so that no test sees what another was allowed. */
const forUsers = (Name: string, more: JsonObject = {}) =>
  create(Name, {
    ClientId: `client-${Name}`,
    ClientSecret: "s",
    Flow: "USER_FEDERATION",
    Scopes: ["mail"],
    ...more,
  });

const workload = async (): Promise<string> =>
  textIn(await service.ok("id:GetWorkloadAccessToken", { Name: "agent" }), "WorkloadAccessToken");
const actingFor = async (UserId: string): Promise<string> =>
  textIn(
    await service.ok("id:GetWorkloadAccessTokenForUserId", { Name: "agent", UserId }),
    "WorkloadAccessToken",
  );
const get = async (ProviderName: string, more: JsonObject = {}): Promise<JsonObject> => {
  const IdentityToken = more.IdentityToken ?? (await actingFor("alice"));
  return service.ok("id:GetResourceOauth2Token", { ProviderName, ...more, IdentityToken });
};
const refusal = async (ProviderName: string, more: JsonObject = {}) => {
  const IdentityToken = more.IdentityToken ?? (await actingFor("alice"));
  const { status, code, message } = await service.reply("id:GetResourceOauth2Token", {
    ProviderName,
    ...more,
    IdentityToken,
  });
  return `${status} ${code} ${message}`;
};

/** Opens an address as a browser does, without going on by itself. */
const open = (address: string) => fetch(address, { redirect: "manual" });
/** Fills in the page's form. @returns where the browser is sent */
async function decide(address: string, decision: "allow" | "deny", headers: Record<string, string> = {}) {
  const page = await (await open(address)).text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ ticket, decision, user: "alice@example.com" });
  return fetch(`${service.to.url}/oauth2/authorize`, { method: "POST", body, headers, redirect: "manual" });
}
const sentTo = (response: Response): string => response.headers.get("location") ?? "";
/** Allows, and follows to the service's callback. */
async function allow(address: string): Promise<Response> {
  return open(sentTo(await decide(address, "allow")));
}
async function introspect(token: string, [id, secret] = ["my-client", "my-secret"]): Promise<JsonObject> {
  const body = new URLSearchParams({ token, client_id: id ?? "", client_secret: secret ?? "" });
  const answer = await fetch(`${service.to.url}/oauth2/introspect`, { method: "POST", body });
  return (await answer.json()) as JsonObject;
}

describe("machine to machine", () => {
  it("gets a token that the authorization server knows, with the provider's scopes or the call's", async () => {
    const IdentityToken = await workload();
    const first = await get("machine", { IdentityToken });
    expect(first).toEqual({ AccessToken: expect.stringMatching(/^sandbox-access-/), ExpiresIn: 3600 });
    expect(await introspect(textIn(first, "AccessToken"))).toMatchObject({
      active: true,
      sub: "my-client",
      scope: "read",
    });
    const second = await get("machine", { IdentityToken, Flow: "M2M", Scopes: ["a", "b"] });
    expect(await introspect(textIn(second, "AccessToken"))).toMatchObject({ scope: "a b" });
  });

  it("is refused with a wrong secret, elsewhere than on loopback, and with what is for users", async () => {
    await create("wrong", { ClientId: "sandbox-client", ClientSecret: "guess", Flow: "M2M" });
    expect(await refusal("wrong")).toMatch(/^400 InvalidRequest .*refused: invalid_client/);
    const AuthorizationServerMetadata = { TokenEndpoint: "https://login.example.com/token" };
    await create("far", { ...client, Flow: "M2M", Oauth2Discovery: { AuthorizationServerMetadata } });
    expect(await refusal("far")).toMatch(/dials loopback only, not https:\/\/login\.example\.com/);
    expect(await refusal("machine", { SessionUri: "x" })).toMatch(/^400 InvalidParameter.SessionUri/);
    expect(await refusal("machine", { Flow: "USER_FEDERATION" })).toMatch(/^400 InvalidParameter.Flow/);
  });

  it("finds the server by its discovery document, and caps the life by MaxExpires", async () => {
    const DiscoveryUrl = `${service.to.url}/oauth2/.well-known/openid-configuration`;
    await create("found", { ...client, Flow: "M2M", MaxExpires: 60, Oauth2Discovery: { DiscoveryUrl } });
    expect(await get("found")).toMatchObject({ ExpiresIn: 60 });
  });

  it("works with a client that was registered by the service", async () => {
    const registered = { Name: "registered", Vendor: 0, Config: { Flow: "M2M" } };
    await service.ok("id:CreateOauth2CredentialProviderDcr", registered);
    const { Config, DcrClientInfo } = await service.ok("id:GetOauth2CredentialProvider", {
      Name: "registered",
    });
    expect(DcrClientInfo).toMatchObject({
      ClientId: expect.stringMatching(/^sandbox-client-/),
      ClientSecret: expect.stringMatching(/^sandbox-secret-/),
      ClientMetadata: { ClientName: "registered", GrantTypes: ["client_credentials"] },
      RegistrationEndpoint: `${service.to.url}/oauth2/register`,
    });
    expect(Config).toMatchObject({ ClientId: expect.stringMatching(/^sandbox-client-/) });
    expect(await get("registered")).toMatchObject({ ExpiresIn: 3600 });
    expect(await service.outcome("id:CreateOauth2CredentialProviderDcr", registered)).toBe("409 Duplicated");
  });
});

describe("for a user", () => {
  it("asks first, then gives the token without asking again, to this user alone", async () => {
    await forUsers("mail");
    const asked = await get("mail");
    expect(asked).toEqual({
      AuthorizationUrl: expect.stringContaining(`${service.to.url}/oauth2/authorize?`),
      SessionUri: expect.stringMatching(/^urn:/),
    });
    expect(asked.AuthorizationUrl).toContain("code_challenge_method=S256");
    expect(await get("mail", { SessionUri: textIn(asked, "SessionUri") })).toEqual(asked);
    const done = await allow(textIn(asked, "AuthorizationUrl"));
    expect([done.status, await done.text()]).toEqual([
      200,
      expect.stringContaining("You may close this window"),
    ]);
    const got = await get("mail", { SessionUri: textIn(asked, "SessionUri") });
    expect(await introspect(textIn(got, "AccessToken"), ["client-mail", "s"])).toMatchObject({
      active: true,
      sub: "alice@example.com",
      scope: "mail",
    });
    expect(await get("mail")).toEqual(got);
    expect(await get("mail", { IdentityToken: await actingFor("bob") })).toHaveProperty("AuthorizationUrl");
    expect(await get("mail", { Scopes: ["mail", "files"] })).toHaveProperty("AuthorizationUrl");
    expect(await get("mail", { ForceAuthentication: true })).toHaveProperty("AuthorizationUrl");
    expect(await refusal("mail", { IdentityToken: await workload() })).toMatch(/stands for no user/);
  });

  it("renews an expired token by itself", async () => {
    await forUsers("renewed", { MaxExpires: 100 });
    await allow(textIn(await get("renewed"), "AuthorizationUrl"));
    const first = await get("renewed");
    expect(first).toMatchObject({ ExpiresIn: 100 });
    service.wait(101_000);
    const second = await get("renewed");
    expect(second).toMatchObject({ ExpiresIn: 100 });
    expect(second.AccessToken).not.toBe(first.AccessToken);
    expect(await get("renewed")).toEqual(second);
  });

  it("says so when the user denied", async () => {
    await forUsers("denied");
    const { AuthorizationUrl = "", SessionUri = null } = await get("denied");
    const back = await open(sentTo(await decide(String(AuthorizationUrl), "deny")));
    expect(back.status).toBe(400);
    expect(await refusal("denied", { SessionUri })).toMatch(/The user did not allow it/);
  });

  it("ends after ten minutes, and a state or a code works once", async () => {
    await forUsers("slow");
    const slow = await get("slow");
    const late = sentTo(await decide(textIn(slow, "AuthorizationUrl"), "allow"));
    service.wait(601_000);
    expect((await open(late)).status).toBe(400);
    expect(await refusal("slow", { SessionUri: textIn(slow, "SessionUri") })).toMatch(
      /^400 InvalidParameter.SessionUri/,
    );
    const callback = sentTo(await decide(textIn(await get("slow"), "AuthorizationUrl"), "allow"));
    const forged = callback.replace(/state=[^&]+/, "state=00000000-0000-4000-8000-000000000000");
    expect((await open(forged)).status).toBe(400);
    expect((await open(callback)).status).toBe(200);
    expect((await open(callback)).status).toBe(400);
  });

  it("waits, where the caller has a page of its own, until that page says who it was", async () => {
    await forUsers("confirmed");
    const asked = await get("confirmed", { ResourceOauth2ReturnUrl: RETURN, CustomState: "mine & yours" });
    const SessionUri = textIn(asked, "SessionUri");
    const complete = (UserIdentifier: JsonObject) =>
      service.outcome("id:CompleteResourceTokenAuth", { SessionUri, UserIdentifier });
    expect(await complete({ UserID: "alice" })).toBe("400 InvalidRequest");
    const back = new URL(sentTo(await allow(textIn(asked, "AuthorizationUrl"))));
    expect(back.origin + back.pathname).toBe(RETURN);
    expect(Object.fromEntries(back.searchParams)).toEqual({ session_id: SessionUri, state: "mine & yours" });
    expect(await get("confirmed", { SessionUri })).toHaveProperty("AuthorizationUrl");
    expect(await complete({ UserID: "mallory" })).toBe("400 InvalidParameter.UserIdentifier");
    expect(await complete({})).toBe("400 MissingParameter.UserIdentifier");
    expect(await complete({ IdentityToken: await actingFor("alice") })).toBe("200");
    expect(await get("confirmed", { SessionUri })).toHaveProperty("AccessToken");
    expect(await complete({ UserID: "alice" })).toBe("400 InvalidRequest");
  });

  it("returns to allowed pages only", async () => {
    await forUsers("returning");
    const to = (ResourceOauth2ReturnUrl: string) => refusal("returning", { ResourceOauth2ReturnUrl });
    expect(await to(`${RETURN}/other`)).toMatch(/^400 InvalidParameter.ResourceOauth2ReturnUrl/);
    expect(await to("https://evil.example.com")).toMatch(/^400 InvalidParameter.ResourceOauth2ReturnUrl/);
    expect(await refusal("returning", { RedirectUrl: "javascript:alert(1)" })).toMatch(
      /^400 InvalidParameter.RedirectUrl/,
    );
    const unregistered = await get("returning", { RedirectUrl: "https://evil.example.com/cb" });
    const page = await open(textIn(unregistered, "AuthorizationUrl"));
    expect(page.status).toBe(400);
    expect(sentTo(page)).toBe("");
  });

  it("hands custom parameters on, and none that the protocol sets", async () => {
    await forUsers("custom", { CustomParameters: { Entries: [{ Key: "login_hint", Value: '<a "hint">' }] } });
    const asked = await get("custom");
    const page = await (await open(textIn(asked, "AuthorizationUrl"))).text();
    expect(page).toContain("&lt;a &quot;hint&quot;&gt;");
    const CustomParameters = { Entries: [{ Key: "redirect_uri", Value: "https://evil.example.com" }] };
    expect(await refusal("custom", { CustomParameters })).toMatch(/^400 InvalidParameter.CustomParameters/);
  });
});

describe("Oauth2Callback", () => {
  it("trades the code of a redirect that came to the caller, for the same workload and user", async () => {
    await forUsers("own-callback", { RedirectUrl: "http://127.0.0.1:9/cb" });
    const back = new URL(
      sentTo(await decide(textIn(await get("own-callback"), "AuthorizationUrl"), "allow")),
    );
    expect(back.pathname).toBe("/cb");
    const [Code = "", State = ""] = [back.searchParams.get("code"), back.searchParams.get("state")];
    const redirect = { Code, State };
    const stranger = { ...redirect, IdentityToken: await actingFor("mallory") };
    expect(await service.outcome("id:Oauth2Callback", stranger)).toBe("400 InvalidParameter.IdentityToken");
    const mine = { ...redirect, IdentityToken: await actingFor("alice") };
    const { AccessToken } = await service.ok("id:Oauth2Callback", mine);
    expect(await get("own-callback")).toMatchObject({ AccessToken });
    expect(await service.outcome("id:Oauth2Callback", mine)).toBe("400 InvalidParameter.State");
  });
});

describe("shared OAuth2 credentials", () => {
  it("are there once one account has allowed them, and serve every workload that names them", async () => {
    await forUsers("7");
    const params = { Name: "42", ProviderName: "7", Source: "team" };
    const { AuthorizationUrl } = await service.ok("id:CreateSharedOauth2Credential", params);
    const page = { PageNumber: 1, PageSize: 10 };
    const list = async () =>
      items(await service.ok("id:ListSharedOauth2Credentials", page), "SharedOauth2Credentials");
    expect(await list()).toEqual([]);
    await allow(String(AuthorizationUrl));
    expect(await list()).toMatchObject([{ Name: "42", ProviderName: "7", Source: "team" }]);
    expect(await service.outcome("id:CreateSharedOauth2Credential", params)).toBe("409 Duplicated");
    expect(await service.ok("id:GetSharedOauth2Credential", { Name: 42, ProviderName: 7 })).toMatchObject({
      Name: 42,
      ProviderName: 7,
      CreatedAt: Math.floor(service.now().getTime() / 1000),
    });
    const shared = { IdentityToken: await workload(), CredentialName: "42" };
    expect(await get("7", shared)).toMatchObject({ AccessToken: expect.any(String) });
    const named = { Name: "42", ProviderName: "7" };
    await service.ok("id:DeleteSharedOauth2Credential", named);
    expect(await service.outcome("id:DeleteSharedOauth2Credential", named)).toBe("404 NotFound");
    expect(await refusal("7", shared)).toMatch(/^404/);
  });

  it("go with their provider, as do tokens and sessions", async () => {
    await forUsers("gone");
    await allow(textIn(await get("gone"), "AuthorizationUrl"));
    await get("gone", { ForceAuthentication: true });
    const token = textIn(await get("gone"), "AccessToken");
    expect(await service.stored("id.oauth2-grant")).toContain(token);
    await service.ok("id:DeleteOauth2CredentialProvider", { Name: "gone" });
    expect(await service.stored("id.oauth2-grant")).not.toContain(token);
    expect(await service.stored("id.oauth2-session")).not.toContain("client-gone");
  });
});
