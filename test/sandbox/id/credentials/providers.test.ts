import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { ACCOUNT, items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
let poolTrn: string;
const pool = { PoolName: "agents" };
const page = { PageNumber: 1, PageSize: 100 };
beforeAll(async () => {
  service = await startService();
  poolTrn = textIn(await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents" }), "Trn");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const apiKey = (Name: string, more: JsonObject = {}) =>
  service.ok("id:CreateApiKeyCredentialProvider", { ...pool, Name, ApiKey: "third-party-key", ...more });
const oauth2 = (Name: string, Config: JsonObject = {}, more: JsonObject = {}) =>
  service.ok("id:CreateOauth2CredentialProvider", { ...pool, Name, Vendor: 0, Config, ...more });

describe("API key credential providers", () => {
  const metadata = [{ Location: "Header", ParameterName: "Authorization", Prefix: "Bearer " }];

  it("keep the key, show it to who gets the provider, and in no list", async () => {
    const made = await apiKey("crm", { ApiKeyMetadata: metadata });
    expect(made).toEqual({
      Name: "crm",
      CredentialProviderTrn: `${poolTrn}/credentialprovider/crm`,
      SecretTrn: expect.stringMatching(new RegExp(`^trn:kms:cn-beijing:${ACCOUNT}:secrets/`)),
    });
    const got = await service.ok("id:GetApiKeyCredentialProvider", { ...pool, Name: "crm" });
    expect(got).toEqual({
      ...made,
      ...pool,
      ProjectName: "default",
      ApiKey: "third-party-key",
      ApiKeyMetadata: metadata,
      CreatedAt: "2026-03-01T12:00:00Z",
      UpdatedAt: "2026-03-01T12:00:00Z",
    });
    const lists = [
      await service.ok("id:ListApiKeyCredentialProviders", { ...pool, ...page }),
      await service.ok("id:BatchGetApiKeyCredentialProviders", { ...pool, Names: ["crm"] }),
      await service.ok("id:ListCredentialProviders", { ...pool, ...page }),
    ];
    for (const list of lists) {
      expect(JSON.stringify(list)).toContain('"crm"');
      expect(JSON.stringify(list)).not.toContain("third-party-key");
    }
  });

  it("get a new key, and keep what is not given", async () => {
    await apiKey("rotated", { ApiKeyMetadata: metadata });
    service.wait(60_000);
    const changed = await service.ok("id:UpdateApiKeyCredentialProvider", {
      ...pool,
      Name: "rotated",
      ApiKey: "newer-key",
    });
    expect(changed.UpdatedAt).not.toBe(changed.CreatedAt);
    expect(await service.ok("id:GetApiKeyCredentialProvider", { ...pool, Name: "rotated" })).toMatchObject({
      ApiKey: "newer-key",
      ApiKeyMetadata: metadata,
    });
  });

  it("need a key and a pool; their names are unique among all types of the pool", async () => {
    const create = (params: JsonObject) => service.outcome("id:CreateApiKeyCredentialProvider", params);
    expect(await create({ ...pool, Name: "x", ApiKey: "" })).toBe("400 MissingParameter.ApiKey");
    expect(await create({ PoolName: "nowhere", Name: "x", ApiKey: "k" })).toBe("404 NotFound");
    await oauth2("taken");
    expect(await create({ ...pool, Name: "taken", ApiKey: "k" })).toBe("409 Duplicated");
    expect(await create({ Name: "taken", ApiKey: "k" })).toBe("200");
    expect(
      await service.ok("id:GetApiKeyCredentialProvider", { PoolName: "default", Name: "taken" }),
    ).toMatchObject({ PoolName: "default" });
  });

  it("are not found under the name of another type", async () => {
    await oauth2("typed");
    for (const action of ["Get", "Update", "Delete"]) {
      expect(await service.outcome(`id:${action}ApiKeyCredentialProvider`, { ...pool, Name: "typed" })).toBe(
        "404 NotFound",
      );
    }
    const batch = { ...pool, Names: ["typed", "crm", "absent"] };
    expect(
      items(await service.ok("id:BatchGetApiKeyCredentialProviders", batch), "ApiKeyCredentialProviders"),
    ).toMatchObject([{ Name: "crm" }]);
  });

  it("are counted by their pool, which is kept while one is in it", async () => {
    const shelf = { WorkloadPoolName: "shelf" };
    await service.ok("id:CreateWorkloadPool", shelf);
    await apiKey("held", { PoolName: "shelf" });
    expect(await service.ok("id:GetWorkloadPool", shelf)).toMatchObject({ TotalCredentials: 1 });
    expect(await service.outcome("id:DeleteWorkloadPool", shelf)).toBe("400 InvalidRequest");
    await service.ok("id:DeleteApiKeyCredentialProvider", { PoolName: "shelf", Name: "held" });
    expect(await service.outcome("id:DeleteWorkloadPool", shelf)).toBe("200");
  });
});

describe("OAuth2 credential providers", () => {
  it("answer the callback to register, the service's unless they have their own", async () => {
    expect((await oauth2("own", { RedirectUrl: "https://app.example.com/cb" })).CallbackUrl).toBe(
      "https://app.example.com/cb",
    );
    expect((await oauth2("service")).CallbackUrl).toBe(`${service.to.url}/api/v1/oauth2callback`);
  });

  it("show the configuration with its secret to who gets it, and change what an update names", async () => {
    const Config = {
      Flow: "M2M",
      ClientId: "client",
      ClientSecret: "first-secret",
      Scopes: ["read"],
      CustomParameters: { Entries: [{ Key: "audience", Value: "api" }] },
    };
    await oauth2("configured", Config, { Vendor: 3 });
    const got = await service.ok("id:GetOauth2CredentialProvider", { ...pool, Name: "configured" });
    expect(got).toMatchObject({ Vendor: 3, Config });
    await service.ok("id:UpdateOauth2CredentialProvider", {
      ...pool,
      Name: "configured",
      Config: { ClientSecret: "second-secret" },
    });
    const changed = await service.ok("id:GetOauth2CredentialProvider", { ...pool, Name: "configured" });
    expect(changed).toMatchObject({ Config: { ...Config, ClientSecret: "second-secret" } });
    const listed = await service.ok("id:ListOauth2CredentialProviders", { ...pool, ...page });
    expect(JSON.stringify(listed)).not.toContain("second-secret");
  });
});

describe("role credential providers", () => {
  const create = (Name: string, RoleMapping: JsonObject, more: JsonObject = {}) =>
    service.outcome("id:CreateRoleCredentialProvider", {
      ...pool,
      Name,
      Vendor: 0,
      Config: { RoleMapping, ...more },
    });

  it("are listed over all pools, or by filter, with their mapping, and not among the others", async () => {
    const mapping = { FromRole: { RoleName: "reader" } };
    expect(await create("role-a", mapping, { IdentityPool: { AgentPool: pool } })).toBe("200");
    const inDefault = { Name: "role-b", Vendor: 1, Config: { RoleMapping: mapping } };
    await service.ok("id:CreateRoleCredentialProvider", inDefault);
    const names = async (params: JsonObject) =>
      items(
        await service.ok("id:ListRoleCredentialProviders", { ...page, ...params }),
        "RoleCredentialProviders",
      ).map(({ Name }) => Name);
    expect(await names({})).toEqual(["role-a", "role-b"]);
    expect(await names({ SortField: "Name", SortDesc: true })).toEqual(["role-b", "role-a"]);
    expect(await names({ Filter: pool })).toEqual(["role-a"]);
    expect(await names({ Filter: { Vendor: 1 } })).toEqual(["role-b"]);
    const all = await service.ok("id:ListCredentialProviders", { ...pool, ...page });
    expect(items(all, "CredentialProviders").map(({ Name }) => Name)).not.toContain("role-a");
  });

  it("refuse a mapping that leads nowhere or two ways, and pools that are not there", async () => {
    const fixed = { FromRole: { RoleName: "reader" } };
    const rule = { Claim: "sub", MatchType: "Equals", Value: "x", Role: "reader" };
    const at = "Config.RoleMapping";
    expect(await create("bad", {})).toBe(`400 InvalidParameter.${at}`);
    expect(await create("bad", { ...fixed, FromRule: { Rules: [rule] } })).toBe(`400 InvalidParameter.${at}`);
    expect(await create("bad", { FromRole: {} })).toBe(`400 MissingParameter.${at}.FromRole.RoleName`);
    expect(await create("bad", { FromRule: { Rules: [{ ...rule, MatchType: "Sounds" }] } })).toBe(
      `400 InvalidParameter.${at}.FromRule.Rules.1.MatchType`,
    );
    const nowhere = { IdentityPool: { AgentPool: { PoolName: "nowhere" } } };
    expect(await create("bad", fixed, nowhere)).toBe("404 NotFound");
    expect(await create("bad", fixed, { IdentityPool: { UserPool: { PoolId: "nobody" } } })).toBe(
      "404 NotFound",
    );
  });
});

describe("bindings of credential providers", () => {
  const bind = (ProviderName: string, Resource: string, ProviderType = "api_key") => ({
    ...pool,
    ProviderName,
    ProviderType,
    Resource,
  });

  it("are made once, listed, counted and taken back", async () => {
    await apiKey("bound");
    const made = await service.ok("id:BindCredentialProvider", bind("bound", "trn:x:one"));
    expect(made).toMatchObject({ ProviderName: "bound", ProviderType: "api_key", Resource: "trn:x:one" });
    expect(made.UpdateAt).toBe(made.CreatedAt);
    expect(await service.outcome("id:BindCredentialProvider", bind("bound", "trn:x:one"))).toBe(
      "409 Duplicated",
    );
    await service.ok("id:BindCredentialProvider", bind("bound", "trn:x:two"));
    const list = (params: JsonObject) =>
      service.ok("id:ListCredentialProviderBindings", { ...pool, ...page, ...params });
    expect(await list({ ProviderName: "bound" })).toMatchObject({ TotalCount: 2 });
    expect(items(await list({ Resource: "trn:x:two" }), "Bindings")).toMatchObject([
      { ProviderName: "bound" },
    ]);
    expect(await list({ ProviderType: "oauth2", ProviderName: "bound" })).toMatchObject({ TotalCount: 0 });
    expect(await list({ PoolName: "default" })).toMatchObject({ TotalCount: 0 });
    await service.ok("id:UnBindCredentialProvider", bind("bound", "trn:x:one"));
    expect(await service.outcome("id:UnBindCredentialProvider", bind("bound", "trn:x:one"))).toBe(
      "404 NotFound",
    );
    const filter = async (Filter: JsonObject) =>
      items(
        await service.ok("id:ListCredentialProviders", { ...pool, ...page, Filter }),
        "CredentialProviders",
      );
    expect(await filter({ Name: "bound" })).toMatchObject([{ Type: "api_key", BindingResourceNumber: 1 }]);
    expect((await filter({ BindingStatus: true })).map(({ Name }) => Name)).toEqual(["bound"]);
    expect((await filter({ BindingStatus: false })).map(({ Name }) => Name)).not.toContain("bound");
    expect((await filter({ Flow: "M2M" })).map(({ Name }) => Name)).toEqual(["configured"]);
    expect(await filter({ PoolName: "default" })).toEqual([]);
  });

  it("go with their provider, and need one of the type that they name", async () => {
    await apiKey("leaving");
    await service.ok("id:BindCredentialProvider", bind("leaving", "trn:x:one"));
    expect(await service.outcome("id:BindCredentialProvider", bind("leaving", "trn:x:y", "oauth2"))).toBe(
      "404 NotFound",
    );
    await service.ok("id:DeleteApiKeyCredentialProvider", { ...pool, Name: "leaving" });
    expect(await service.stored("id.credential-provider-binding")).not.toContain("leaving");
  });
});
