import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/action/json.ts";
import { ACCOUNT } from "../../client.ts";
import { policy, statement, userWith } from "../../iam/people.ts";
import { objectIn, type Service, startService, textIn } from "../../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
  await service.ok("id:CreateWorkloadIdentity", { Name: "agent" });
  const TrustPolicyDocument = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: ["id"] } }],
  });
  await service.ok("iam:CreateRole", { RoleName: "reader", DisplayName: "Reader", TrustPolicyDocument });
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const create = (Name: string, RoleMapping: Record<string, unknown>) =>
  service.ok("id:CreateRoleCredentialProvider", {
    Name,
    Vendor: 0,
    Config: JSON.parse(JSON.stringify({ RoleMapping })),
  });
const ask = async (ProviderName: string, more = {}) => {
  const { WorkloadAccessToken = null } = await service.ok("id:GetWorkloadAccessToken", { Name: "agent" });
  return { ProviderName, IdentityToken: WorkloadAccessToken, ...more };
};

describe("GetRoleCredentials", () => {
  it("gives keys that sign as a session of the role, until they expire", async () => {
    await create("fixed", { FromRole: { RoleName: "reader" } });
    const answer = await service.ok("id:GetRoleCredentials", await ask("fixed", { WithOIDC: true }));
    const { Credentials, OIDCTokenInfo } = objectIn(answer, "VolcEngResponse");
    expect(OIDCTokenInfo).toMatchObject({ Subject: expect.stringContaining("workloadidentity/agent") });
    const keys = objectIn({ Credentials: Credentials ?? null }, "Credentials");
    const key = {
      accessKeyId: textIn(keys, "AccessKeyId"),
      secretAccessKey: textIn(keys, "SecretAccessKey"),
      sessionToken: textIn(keys, "SessionToken"),
    };
    const { Trn } = await service.ok("sts:GetCallerIdentity", {}, key);
    expect(Trn).toContain("assumed-role/reader/agent");
    service.wait(3_601_000);
    expect(await service.outcome("sts:GetCallerIdentity", {}, key)).not.toBe("200");
  });

  it("goes by the first rule that matches, and by what the call may choose", async () => {
    const rule = { Claim: "sub", MatchType: "EndsWith", Value: "/agent", Role: "reader" };
    await create("ruled", { FromRule: { Rules: [rule] } });
    expect(await service.outcome("id:GetRoleCredentials", await ask("ruled"))).toBe("200");
    await create("unmatched", { FromRule: { Rules: [{ ...rule, Value: "/other" }] } });
    expect(await service.outcome("id:GetRoleCredentials", await ask("unmatched"))).toBe("400 InvalidRequest");
    await create("chosen", { FromRequest: { AllowedRoles: [{ RoleName: "reader" }] } });
    expect(await service.outcome("id:GetRoleCredentials", await ask("chosen"))).toBe(
      "400 MissingParameter.RequestedRoleTrn",
    );
    const other = { RequestedRoleTrn: "trn:iam::2100000000:role/admin" };
    expect(await service.outcome("id:GetRoleCredentials", await ask("chosen", other))).toBe(
      "400 InvalidRequest",
    );
    const own = { RequestedRoleTrn: "trn:iam::2100000000:role/reader" };
    expect(await service.outcome("id:GetRoleCredentials", await ask("chosen", own))).toBe("200");
    const foreign = { RequestedRoleTrn: "trn:iam::2100000001:role/reader" };
    expect(await service.outcome("id:GetRoleCredentials", await ask("chosen", foreign))).toBe("404 NotFound");
  });

  it("leads to no role that whoever makes the provider may not hand on", async () => {
    const maker = await userWith(
      service,
      "maker",
      await policy(
        service,
        "makes",
        statement("id:*"),
        statement("iam:PassRole", `trn:iam::${ACCOUNT}:role/reader`),
      ),
    );
    const make = (Name: string, RoleMapping: JsonObject) =>
      service.outcome("id:CreateRoleCredentialProvider", { Name, Vendor: 0, Config: { RoleMapping } }, maker);
    const rule = { Claim: "sub", Value: "agent", Role: "admin" };
    for (const mapping of [
      { FromRole: { RoleName: "admin" } },
      { FromRequest: { AllowedRoles: [{ RoleName: "reader" }, { RoleName: "admin" }] } },
      { FromRule: { Rules: [rule] } },
      { FromRule: { Rules: [], DefaultRole: `trn:iam::${ACCOUNT}:role/admin` } },
    ]) {
      expect(await make("grab", mapping), JSON.stringify(mapping)).toBe("403 AccessDenied");
    }
    expect(await make("fair", { FromRole: { RoleName: "reader" } })).toBe("200");
  });
});
