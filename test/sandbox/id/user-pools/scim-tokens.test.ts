import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { items } from "../../client.ts";
import { type Service, startService, textIn } from "../../service.ts";
import { kindOf } from "../providers/connections.ts";

let service: Service;
let pool: string;
beforeAll(async () => {
  service = await startService();
  pool = textIn(await service.ok("id:CreateUserPool", { Name: "staff" }), "Uid");
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

async function connection(Name: string, Enabled = true): Promise<JsonObject> {
  const { params } = kindOf("OIDC");
  const made = await service.ok("id:CreateIdentityProviderOIDC", {
    ...params,
    UserPoolUid: pool,
    Name,
    ScimProvisioning: { Enabled, UserIdAttribute: "userName" },
  });
  if (Enabled) expect(made.ScimProvisioning).toMatchObject({ BaseUrl: expect.stringContaining("/scim/v2/") });
  return { UserPoolUid: pool, ConnectionUid: textIn(made, "Uid") };
}

describe("SCIM tokens", () => {
  it("show themselves once, and end in a year unless something else is said", async () => {
    const at = await connection("once");
    const made = await service.ok("id:CreateSCIMToken", at);
    expect(made).toMatchObject({ CreatedAt: "2026-03-01T12:00:00Z", ExpiresAt: "2027-03-01T12:00:00Z" });
    expect(made.Token).toMatch(/^sandbox-scim-[0-9a-f]{64}$/);
    const { Token: _token, ...rest } = made;
    const listed = await service.ok("id:ListSCIMTokens", at);
    expect(items(listed, "Data")).toEqual([rest]);
    expect(listed).toMatchObject({ TotalCount: 1 });

    const soon = await service.ok("id:CreateSCIMToken", { ...at, ExpiresAt: "2026-03-02T00:00:00+08:00" });
    expect(soon.ExpiresAt).toBe("2026-03-01T16:00:00Z");
    expect(soon.Token).not.toBe(made.Token);
  });

  it.each([
    ["2026-03-01T12:00:00Z", "400 InvalidParameter.ExpiresAt"],
    ["tomorrow", "400 InvalidParameter.ExpiresAt"],
    ["2026-03-01T12:00:01Z", "200"],
  ])("end at %s: %s", async (ExpiresAt, outcome) => {
    const at = await connection(`ends ${ExpiresAt}`);
    expect(await service.outcome("id:CreateSCIMToken", { ...at, ExpiresAt })).toBe(outcome);
  });

  it("are for connections that have SCIM on, in their own pool", async () => {
    expect(await service.outcome("id:CreateSCIMToken", await connection("off", false))).toBe(
      "400 InvalidRequest",
    );
    const at = await connection("on");
    const other = textIn(await service.ok("id:CreateUserPool", { Name: "other" }), "Uid");
    const foreign = { ...at, UserPoolUid: other };
    expect(await service.outcome("id:CreateSCIMToken", foreign)).toBe("404 NotFound");
    expect(await service.outcome("id:ListSCIMTokens", foreign)).toBe("404 NotFound");
  });

  it("are revoked one by one, and with their connection", async () => {
    const at = await connection("revoked");
    const one = { ...at, TokenUid: textIn(await service.ok("id:CreateSCIMToken", at), "Uid") };
    const left = textIn(await service.ok("id:CreateSCIMToken", at), "Uid");
    const elsewhere = { ...(await connection("elsewhere")), TokenUid: one.TokenUid };
    expect(await service.outcome("id:DeleteSCIMToken", elsewhere)).toBe("404 NotFound");
    expect(await service.outcome("id:DeleteSCIMToken", one)).toBe("200");
    expect(await service.outcome("id:DeleteSCIMToken", one)).toBe("404 NotFound");
    expect(await service.stored("id.scim-token")).toContain(left);
    await service.ok("id:DeleteIdentityProvider", at);
    expect(await service.stored("id.scim-token")).not.toContain(left);
  });

  it("come with a mapping that every pool begins with", async () => {
    const defaults = await service.ok("id:GetSCIMProvisioningDefaults", { UserPoolUid: pool });
    expect(defaults.UserIdAttribute).toBe("userName");
    expect(items(defaults, "AdditionalMappings").map(({ UserPoolPath }) => UserPoolPath)).toContainEqual([
      "Email",
    ]);
    expect(await service.outcome("id:GetSCIMProvisioningDefaults", { UserPoolUid: "nowhere" })).toBe(
      "404 NotFound",
    );
  });
});
