import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";
import { kindOf } from "./connections.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
  await service.ok("id:CreateWorkloadPool", { WorkloadPoolName: "agents" });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const params = (type: string, Name: string, WorkloadPoolName?: string): JsonObject => ({
  ...kindOf(type).params,
  UserPoolUid: pool,
  Name,
  ScopesList: ["openid"],
  PassvaultOauth2CredentialProviderOptions: {
    CreatePassvaultOauth2CredentialProvider: true,
    ...(WorkloadPoolName === undefined ? {} : { WorkloadPoolName }),
  },
});

describe("a client that agents may use as well", () => {
  it("becomes a credential provider of the workload pool, named as the connection", async () => {
    await service.ok("id:CreateIdentityProviderOIDC", params("OIDC", "partner", "agents"));
    const provider = { PoolName: "agents", Name: "partner" };
    expect(await service.ok("id:GetOauth2CredentialProvider", provider)).toMatchObject({
      ...provider,
      Vendor: 0,
      Config: {
        ClientId: "app",
        ClientSecret: "oidc-secret",
        Flow: "USER_FEDERATION",
        Scopes: ["openid"],
        Oauth2Discovery: { DiscoveryUrl: "https://idp.example.com/.well-known/openid-configuration" },
      },
    });
    await service.ok("id:CreateIdentityProviderOAuth", params("OAuth", "shop"));
    expect(
      await service.ok("id:GetOauth2CredentialProvider", { PoolName: "default", Name: "shop" }),
    ).toMatchObject({
      Config: {
        Oauth2Discovery: {
          AuthorizationServerMetadata: { TokenEndpoint: "https://idp.example.com/token" },
        },
      },
    });
  });

  it("that cannot be made leaves no connection either", async () => {
    const create = (params: JsonObject) => service.outcome("id:CreateIdentityProviderOIDC", params);
    expect(await create(params("OIDC", "lost", "nowhere"))).toBe("404 NotFound");
    await service.ok("id:CreateApiKeyCredentialProvider", { Name: "taken", PoolName: "agents", ApiKey: "k" });
    expect(await create(params("OIDC", "taken", "agents"))).toBe("409 Duplicated");
    const listed = await service.ok("id:ListIdentityProvidersOIDC", { UserPoolUid: pool });
    const names = items(listed, "Data").map(({ Name }) => Name);
    expect(names).not.toContain("lost");
    expect(names).not.toContain("taken");
  });
});
