import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT, items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = (Name: string, more = {}) => service.ok("id:CreateUserPool", { Name, ...more });
const page = async (url: string) => {
  const response = await fetch(url, { redirect: "manual" });
  return { status: response.status, text: await response.text() };
};

describe("user pools", () => {
  it("begin closed: nobody registers, a password signs in", async () => {
    const pool = await create("closed", { Description: "d" });
    expect(pool).toMatchObject({
      Name: "closed",
      Description: "d",
      ProjectName: "default",
      Enabled: true,
      Brand: { Name: "closed", LogoUri: "" },
      SignInAttributes: ["email"],
      PasswordSignInEnabled: true,
      SelfSignUpEnabled: false,
      TotalUsers: 0,
      TotalClients: 0,
      TotalConnections: 0,
    });
    expect(pool.Trn).toBe(`trn:id:cn-beijing:${ACCOUNT}:userpool/${textIn(pool, "Uid")}`);
    const shown = await service.ok("id:GetUserPool", { UserPoolUid: pool.Uid ?? null });
    expect(shown).toEqual(pool);
  });

  it("change half of their brand and keep the other half", async () => {
    const { Uid = null } = await create("branded");
    const LogoUri = "https://example.com/logo.png";
    await service.ok("id:UpdateUserPool", { UserPoolUid: Uid, Brand: { Name: "Shop" } });
    const changed = await service.ok("id:UpdateUserPool", { UserPoolUid: Uid, Brand: { LogoUri } });
    expect(changed.Brand).toEqual({ Name: "Shop", LogoUri });
    expect(
      await service.outcome("id:UpdateUserPool", { UserPoolUid: Uid, Brand: { LogoUri: "javascript:x" } }),
    ).toBe("400 InvalidParameter.Brand.LogoUri");
  });

  it("serve the discovery document and the keys that they name", async () => {
    const pool = await create("served");
    const discovery = await page(textIn(pool, "DiscoveryUrl"));
    expect(discovery.status).toBe(200);
    expect(JSON.parse(discovery.text)).toMatchObject({
      issuer: pool.IssuerUrl,
      jwks_uri: pool.TokenSigningKeyUrl,
      token_endpoint: pool.TokenUrl,
    });
    // The first token makes the key.
    await service.ok("id:CreateWorkloadIdentity", { Name: "worker" });
    await service.ok("id:GetWorkloadAccessToken", { Name: "worker" });
    const keys: unknown = JSON.parse((await page(textIn(pool, "TokenSigningKeyUrl"))).text);
    expect(keys).toMatchObject({ keys: [{ alg: "ES256", use: "sig" }] });
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const elsewhere = textIn(pool, "DiscoveryUrl").replace(textIn(pool, "Uid"), "0".repeat(36));
    expect((await page(elsewhere)).status).toBe(404);
  });

  it("list the addresses that an application needs, of the pools asked for or of all", async () => {
    const pool = await create("addressed");
    const some = await service.ok("id:ListUserPoolWellKnownEndpoints", {
      UserPoolUids: [textIn(pool, "Uid")],
    });
    expect(items(some, "Data")).toHaveLength(1);
    expect(items(some, "Data")[0]).toMatchObject({
      UserPoolUid: pool.Uid,
      IssuerUrl: pool.IssuerUrl,
      DiscoveryUrl: pool.DiscoveryUrl,
      JwksUri: pool.TokenSigningKeyUrl,
      TokenEndpoint: pool.TokenUrl,
    });
    const all = await service.ok("id:ListUserPoolWellKnownEndpoints");
    expect(items(all, "Data").length).toBeGreaterThan(1);
    expect(await service.outcome("id:ListUserPoolWellKnownEndpoints", { UserPoolUids: ["no"] })).toBe(
      "404 NotFound",
    );
  });

  it("had nobody active in any month", async () => {
    const Uid = textIn(await create("quiet"), "Uid");
    expect(await service.ok("id:GetUserPoolMaus", { UserPoolUids: [Uid] })).toEqual({
      Month: "2026-03",
      UserPoolMaus: [{ UserPoolUid: Uid, Mau: 0 }],
    });
    expect(await service.outcome("id:GetUserPoolMaus", { Month: "March" })).toBe(
      "400 InvalidParameter.Month",
    );
  });

  it("go with all that is in them", async () => {
    const { Uid = null } = await create("gone");
    const pool = { UserPoolUid: Uid };
    await service.ok("id:CreateUserPoolClient", { ...pool, Name: "app", ClientType: "WEB_APPLICATION" });
    await service.ok("id:CreateUserPoolDomain", { ...pool, Domain: "gone.example.com" });
    await service.ok("id:UpsertEmailService", pool);
    await service.ok("id:UpsertExternalProvider", {
      ...pool,
      ProviderConfig: { SMTP: { Host: "smtp.example.com" } },
    });
    await service.ok("id:DeleteUserPool", pool);
    expect(await service.outcome("id:GetUserPool", pool)).toBe("404 NotFound");
    const kinds = ["user-pool-client", "user-pool-domain", "email-service", "external-provider"];
    for (const kind of kinds) expect(await service.stored(`id.${kind}`)).not.toContain(String(Uid));
    // What was still under way finds nothing to do.
    service.wait(3_600_000);
    expect(await service.outcome("id:ListUserPools", { PageNumber: 1, PageSize: 10 })).toBe("200");
  });
});

describe("the service", () => {
  it("is open for its own account and tells nothing of another", async () => {
    expect(await service.ok("id:GetTenantServiceStatus")).toEqual({ Status: "Enabled" });
    expect(await service.ok("id:GetTenantServiceStatus", { AccountId: ACCOUNT })).toEqual({
      Status: "Enabled",
    });
    expect(await service.outcome("id:GetTenantServiceStatus", { AccountId: "1" })).toBe("403 AccessDenied");
  });
});
