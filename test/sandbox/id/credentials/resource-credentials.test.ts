import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { type Service, startService, textIn } from "../../service.ts";

let service: Service;
const pool = { WorkloadPoolName: "agents" };
beforeAll(async () => {
  service = await startService();
  await service.ok("id:CreateWorkloadPool", pool);
  for (const Name of ["agent", "other", "leaving"]) {
    await service.ok("id:CreateWorkloadIdentity", { ...pool, Name });
  }
  await service.ok("id:CreateApiKeyCredentialProvider", {
    Name: "crm",
    ApiKey: "third-party-key",
    ApiKeyMetadata: [{ Location: "Header", ParameterName: "X-Key" }],
  });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const token = async (Name = "agent", params: JsonObject = {}): Promise<string> =>
  textIn(await service.ok("id:GetWorkloadAccessToken", { ...pool, Name, ...params }), "WorkloadAccessToken");
const tokenFor = async (UserId: string, Name = "agent"): Promise<string> =>
  textIn(
    await service.ok("id:GetWorkloadAccessTokenForUserId", { ...pool, Name, UserId }),
    "WorkloadAccessToken",
  );

describe("a workload access token", () => {
  const fetchKey = (IdentityToken: string) =>
    service.outcome("id:GetResourceApiKey", { ProviderName: "crm", IdentityToken });

  it("gets the stored key, and where requests carry it", async () => {
    const params = { ProviderName: "crm", IdentityToken: await token() };
    expect(await service.ok("id:GetResourceApiKey", params)).toEqual({
      ApiKey: "third-party-key",
      ApiKeyMetadata: [{ Location: "Header", ParameterName: "X-Key" }],
    });
    expect(await service.outcome("id:GetResourceApiKey", { ...params, ProviderName: "absent" })).toBe(
      "404 NotFound",
    );
    expect(await service.outcome("id:GetResourceApiKey", { ...params, PoolName: "agents" })).toBe(
      "404 NotFound",
    );
  });

  it("is refused when it is none, was changed, has expired, or its workload is gone", async () => {
    const refused = "400 InvalidParameter.IdentityToken";
    const good = await token("agent", { DurationSeconds: 60 });
    const [header = "", payload = "", signature = ""] = good.split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...(claims as JsonObject), sub: "somebody-else" })).toString(
      "base64url",
    );
    expect(await fetchKey(good)).toBe("200");
    expect(await fetchKey("nonsense")).toBe(refused);
    expect(await fetchKey(`${header}.${forged}.${signature}`)).toBe(refused);
    const gone = await token("leaving");
    await service.ok("id:DeleteWorkloadIdentity", { ...pool, Name: "leaving" });
    expect(await fetchKey(gone)).toBe(refused);
    service.wait(1000);
    await service.ok("id:CreateWorkloadIdentity", { ...pool, Name: "leaving" });
    expect(await fetchKey(gone)).toBe(refused);
    expect(await fetchKey(await token("leaving"))).toBe("200");
    service.wait(60_000);
    expect(await fetchKey(good)).toBe(refused);
  });
});

describe("user credentials", () => {
  it("are kept for a workload and the user it acts for, and for nobody else", async () => {
    const alice = await tokenFor("alice");
    const mine = { CredentialId: "mailbox", IdentityToken: alice };
    await service.ok("id:CreateUserCredential", { ...mine, CredentialData: "hunter2" });
    const got = await service.ok("id:GetUserCredential", mine);
    expect(got).toMatchObject({ CredentialId: "mailbox", CredentialData: "hunter2" });
    const others = [await tokenFor("bob"), await tokenFor("alice", "other"), await token()];
    for (const IdentityToken of others) {
      for (const action of ["Get", "Update", "Delete"]) {
        expect(await service.outcome(`id:${action}UserCredential`, { ...mine, IdentityToken })).toBe(
          "404 NotFound",
        );
      }
    }
    expect(await service.outcome("id:GetUserCredential", { ...mine, IdentityToken: "nonsense" })).toBe(
      "400 InvalidParameter.IdentityToken",
    );
  });

  it("are overwritten, deleted, and given an id where none is chosen", async () => {
    const IdentityToken = await tokenFor("carol");
    const { CredentialId = null } = await service.ok("id:CreateUserCredential", {
      IdentityToken,
      CredentialData: "first",
    });
    const mine = { CredentialId, IdentityToken };
    service.wait(1000);
    const changed = await service.ok("id:UpdateUserCredential", { ...mine, CredentialData: "second" });
    expect(changed).not.toHaveProperty("CredentialData");
    expect(changed.UpdatedAt).not.toBe(changed.CreatedAt);
    expect((await service.ok("id:GetUserCredential", mine)).CredentialData).toBe("second");
    expect(await service.outcome("id:CreateUserCredential", { ...mine, CredentialData: "x" })).toBe(
      "409 Duplicated",
    );
    await service.ok("id:DeleteUserCredential", mine);
    expect(await service.outcome("id:GetUserCredential", mine)).toBe("404 NotFound");
  });

  it("go with their workload", async () => {
    await service.ok("id:CreateWorkloadIdentity", { ...pool, Name: "brief" });
    const IdentityToken = await tokenFor("alice", "brief");
    await service.ok("id:CreateUserCredential", { IdentityToken, CredentialData: "left-behind" });
    await service.ok("id:DeleteWorkloadIdentity", { ...pool, Name: "brief" });
    expect(await service.stored("id.user-credential")).not.toContain("left-behind");
  });
});
