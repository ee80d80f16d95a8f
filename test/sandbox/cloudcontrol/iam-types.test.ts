import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../src/action/json.ts";
import { ACCOUNT, items } from "../client.ts";
import { EC_CERTIFICATE, RSA_CERTIFICATE } from "../iam/certificates.ts";
import { objectIn, parsed, type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const typed = (name: string): string => `Volcengine::IAM::${name}`;

async function ended(action: string, params: JsonObject): Promise<JsonObject> {
  const started = await service.ok(`cloudcontrol:${action}`, params);
  service.wait(1000);
  return service.ok("cloudcontrol:GetTask", { TaskId: textIn(started, "TaskID") });
}
async function made(name: string, TargetState: JsonObject): Promise<JsonObject> {
  const done = await ended("CreateResource", { TypeName: typed(name), TargetState });
  expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
  return done;
}
const failed = async (name: string, TargetState: JsonObject): Promise<Json | undefined> =>
  (await ended("CreateResource", { TypeName: typed(name), TargetState })).ErrorCode;
async function updated(name: string, Identifier: string, ...PatchDocument: Json[]): Promise<void> {
  const done = await ended("UpdateResource", { TypeName: typed(name), Identifier, PatchDocument });
  expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
}
async function removed(name: string, Identifier: string): Promise<void> {
  const done = await ended("DeleteResource", { TypeName: typed(name), Identifier });
  expect(done).toMatchObject({ OperationStatus: "SUCCESS" });
}
async function state(name: string, Identifier: string): Promise<JsonObject> {
  const found = await service.ok("cloudcontrol:GetResource", { TypeName: typed(name), Identifier });
  return parsed(objectIn(found, "ResourceDescription").Properties);
}
const gone = (name: string, Identifier: string): Promise<string> =>
  service.outcome("cloudcontrol:GetResource", { TypeName: typed(name), Identifier });
const listed = (name: string, more: JsonObject = {}): Promise<JsonObject> =>
  service.ok("cloudcontrol:ListResources", { TypeName: typed(name), ...more });
const identifiers = (page: JsonObject) => items(page, "ResourceDescriptions").map((one) => one.Identifier);
const replace = (path: string, value: Json): JsonObject => ({ op: "replace", path, value });

describe("Volcengine::IAM::OauthProvider", () => {
  const secret = "what-the-client-knows";
  const settings = {
    SSOType: 2,
    ClientId: "client-1",
    ClientSecret: secret,
    AuthorizeURL: "https://idp.example.com/authorize",
    AuthorizeTemplate: "template",
    TokenURL: "https://idp.example.com/token",
    UserInfoURL: "https://idp.example.com/me",
    IdentityMapType: 1,
    IdpIdentityKey: "name",
  };

  it("is the provider of the direct API, both ways", async () => {
    await made("OauthProvider", { OauthProviderName: "corp", ...settings });
    const { OAuthProviderName, ...direct } = await service.ok("iam:GetOAuthProvider", {
      OAuthProviderName: "corp",
    });
    expect(await state("OauthProvider", "corp")).toEqual({ ...direct, OauthProviderName: OAuthProviderName });
    await updated("OauthProvider", "corp", replace("/Status", 3), replace("/ClientSecret", "another"));
    expect(await service.ok("iam:GetOAuthProvider", { OAuthProviderName: "corp" })).toMatchObject({
      Status: 3,
      ClientSecret: "another",
      ClientId: "client-1",
    });
    await service.ok("iam:CreateOAuthProvider", { OAuthProviderName: "other", ...settings });
    expect(await state("OauthProvider", "other")).toMatchObject({ OauthProviderName: "other" });
    await removed("OauthProvider", "corp");
    expect(await service.outcome("iam:GetOAuthProvider", { OAuthProviderName: "corp" })).toBe(
      "400 InvalidParameter",
    );
  });

  it("keeps its secret out of every task, also of one that fails, and tells it with the task", async () => {
    const TargetState = { OauthProviderName: "corp", ...settings };
    await service.ok("cloudcontrol:CreateResource", { TypeName: typed("OauthProvider"), TargetState });
    expect(await service.stored("sandbox:task")).not.toContain(secret);
    service.wait(1000);
    const { ResourceModel } = await made("OauthProvider", { ...TargetState, OauthProviderName: "second" });
    expect(parsed(ResourceModel)).toMatchObject({ ClientSecret: secret });
    expect(await failed("OauthProvider", TargetState)).toBe("AlreadyExists.OAuthProvider");
    expect(await service.stored("sandbox:task")).not.toContain(secret);
    expect(await service.stored("sandbox:open-task")).toBe("[]");
    expect(JSON.stringify(await service.ok("cloudcontrol:ListTasks"))).not.toContain(secret);
  });

  it("has no list, and its name and SSOType stay", async () => {
    await made("OauthProvider", { OauthProviderName: "corp", ...settings });
    const TypeName = typed("OauthProvider");
    expect(await service.outcome("cloudcontrol:ListResources", { TypeName })).toBe("400 InvalidRequest");
    for (const step of [replace("/OauthProviderName", "x"), replace("/SSOType", 1), replace("/Trn", "x")]) {
      const request = { TypeName, Identifier: "corp", PatchDocument: [step] };
      expect(await service.outcome("cloudcontrol:UpdateResource", request)).toBe("422 NotUpdatable");
    }
    expect(await failed("OauthProvider", { OauthProviderName: "role", ...settings, SSOType: 1 })).toBe(
      "InvalidParameter",
    );
  });
});

describe("Volcengine::IAM::OidcProvider", () => {
  const target = (OIDCProviderName: string) => ({
    OIDCProviderName,
    IssuerURL: "https://issuer.example.com",
    ClientIds: ["one"],
    Thumbprints: ["a1".repeat(32)],
  });

  it("is the provider of the direct API, both ways", async () => {
    await made("OidcProvider", { ...target("ci"), Description: "builds" });
    await service.ok("iam:AddClientIDToOIDCProvider", { OIDCProviderName: "ci", ClientID: "two" });
    expect(await state("OidcProvider", "ci")).toMatchObject({ ClientIds: ["one", "two"] });
    await updated("OidcProvider", "ci", replace("/ClientIds", ["three"]), {
      op: "remove",
      path: "/Description",
    });
    expect(await service.ok("iam:GetOIDCProvider", { OIDCProviderName: "ci" })).toMatchObject({
      ClientIDs: ["three"],
      Description: "",
      IssuerURL: "https://issuer.example.com",
    });
    await removed("OidcProvider", "ci");
    expect(await service.ok("iam:ListOIDCProviders")).toMatchObject({ Total: 0 });
  });

  it("is listed page by page", async () => {
    for (const name of ["a", "b", "c"]) await made("OidcProvider", target(name));
    const first = await listed("OidcProvider", { MaxResults: 2 });
    const second = await listed("OidcProvider", { MaxResults: 2, NextToken: textIn(first, "NextToken") });
    expect([identifiers(first), identifiers(second)]).toEqual([["a", "b"], ["c"]]);
    expect(second).not.toHaveProperty("NextToken");
  });
});

describe("Volcengine::IAM::SamlProvider", () => {
  const metadata = (certificate: string) =>
    Buffer.from(
      `<EntityDescriptor><X509Certificate>${certificate}</X509Certificate></EntityDescriptor>`,
    ).toString("base64");

  it("is the provider of the direct API, with the certificates of its metadata", async () => {
    const document = metadata(RSA_CERTIFICATE);
    await made("SamlProvider", {
      SAMLProviderName: "idp",
      SSOType: 1,
      EncodedSAMLMetadataDocument: document,
    });
    const direct = await service.ok("iam:ListSAMLProviderCertificates", { SAMLProviderName: "idp" });
    expect(await state("SamlProvider", "idp")).toMatchObject({
      Status: 1,
      Certificates: direct.Certificates ?? null,
      CertificateExpireTime: items(direct, "Certificates")[0]?.NotAfter ?? null,
    });
    await updated(
      "SamlProvider",
      "idp",
      replace("/EncodedSAMLMetadataDocument", metadata(EC_CERTIFICATE)),
      replace("/Status", 3),
    );
    expect(await service.ok("iam:ListSAMLProviderCertificates", { SAMLProviderName: "idp" })).toMatchObject({
      Total: 2,
    });
    await service.ok("iam:UpdateSAMLProvider", { SAMLProviderName: "idp", Description: "note" });
    expect(await state("SamlProvider", "idp")).toMatchObject({ Description: "note", Status: 3 });
    expect(identifiers(await listed("SamlProvider"))).toEqual(["idp"]);
    await removed("SamlProvider", "idp");
    expect(await service.ok("iam:ListSAMLProviders")).toMatchObject({ Total: 0 });
  });
});

describe("Volcengine::IAM::AllowedIpAddress", () => {
  const one = { IP: "192.0.2.1", Description: "office" };
  const two = { IP: "192.0.2.2", Description: "home" };

  it("is the account's list, both ways", async () => {
    await made("AllowedIpAddress", { UserId: ACCOUNT, IPList: [one] });
    expect(await service.ok("iam:GetAllowedIPAddresses")).toMatchObject({
      EnableIPList: true,
      IPList: [one],
    });
    await updated("AllowedIpAddress", ACCOUNT, { op: "add", path: "/IPList/-", value: two });
    expect(await service.ok("iam:GetAllowedIPAddresses")).toMatchObject({ IPList: [one, two] });
    await service.ok("iam:UpdateAllowedIPAddresses", { EnableIPList: false, IPList: [two] });
    expect(await state("AllowedIpAddress", ACCOUNT)).toEqual({
      UserId: ACCOUNT,
      EnableIPList: false,
      IPList: [two],
      Quota: 100,
    });
    expect(await failed("AllowedIpAddress", { UserId: ACCOUNT, IPList: [] })).toBe("ResourceConflict");
    await removed("AllowedIpAddress", ACCOUNT);
    expect(await gone("AllowedIpAddress", ACCOUNT)).toBe("404 NotFound");
    expect(await service.ok("iam:GetAllowedIPAddresses")).toMatchObject({ EnableIPList: false, IPList: [] });
  });

  it("is of this account, with its quota", async () => {
    expect(await failed("AllowedIpAddress", { UserId: "1234567890", IPList: [] })).toBe("InvalidParameter");
    expect(await failed("AllowedIpAddress", { UserId: ACCOUNT, IPList: [], Quota: 5 })).toBe(
      "InvalidParameter",
    );
  });
});

describe("Volcengine::IAM::Project", () => {
  it("lies in another one, which stays as long as it is there", async () => {
    await made("Project", { ProjectName: "apollo", DisplayName: "Apollo" });
    await made("Project", { ProjectName: "lander", ParentProjectName: "apollo" });
    expect(await state("Project", "lander")).toMatchObject({ Path: "/apollo/lander", Status: "active" });
    expect(identifiers(await listed("Project"))).toEqual(["default", "apollo", "lander"]);
    await updated("Project", "apollo", { op: "remove", path: "/DisplayName" });
    expect(await state("Project", "apollo")).toMatchObject({ DisplayName: "" });
    for (const Identifier of ["apollo", "default"]) {
      const done = await ended("DeleteResource", { TypeName: typed("Project"), Identifier });
      expect(done).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "ResourceConflict" });
    }
    await removed("Project", "lander");
    await removed("Project", "apollo");
    expect(await failed("Project", { ProjectName: "a", ParentProjectName: "none" })).toBe("ProjectNotExist");
    expect(await failed("Project", { ProjectName: "default" })).toBe("ProjectAlreadyExists");
  });
});

describe("Volcengine::IAM::Role", () => {
  const trust = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: ["ecs"] } }],
  });

  it("has policies and tags that the direct API shares", async () => {
    const policy = { PolicyName: "IAMReadOnlyAccess", PolicyType: "System" };
    await made("Role", {
      RoleName: "runner",
      TrustPolicyDocument: trust,
      Policies: [policy],
      Tags: [{ Key: "team", Value: "data" }],
    });
    expect(await state("Role", "runner")).toMatchObject({
      Trn: `trn:iam::${ACCOUNT}:role/runner`,
      MaxSessionDuration: 43_200,
      IsServiceLinkedRole: 0,
      TrustPolicyDocument: trust,
      Policies: [{ ...policy, PolicyTrn: "trn:iam::system:policy/IAMReadOnlyAccess" }],
    });
    const role = { ResourceType: "Role", ResourceNames: ["runner"] };
    await service.ok("iam:TagResources", { ...role, Tags: [{ Key: "level", Value: "1" }] });
    expect(items(await state("Role", "runner"), "Tags")).toHaveLength(2);
    expect(await service.ok("iam:GetAccountSummary")).toMatchObject({ SummaryMap: { RolesUsage: 1 } });
    await updated("Role", "runner", replace("/MaxSessionDuration", 3600), replace("/Policies", []));
    expect(await state("Role", "runner")).toMatchObject({ MaxSessionDuration: 3600, Policies: [] });
    expect(identifiers(await listed("Role"))).toEqual(["runner"]);
    await removed("Role", "runner");
    expect(await service.outcome("iam:TagResources", { ...role, Tags: [{ Key: "a" }] })).toBe(
      "404 RoleNotExist",
    );
  });

  it("fails for a trust policy that is none, a name that is taken and a service that is not named", async () => {
    expect(await failed("Role", { RoleName: "a", TrustPolicyDocument: "{}" })).toBe("InvalidTrustPolicyDoc");
    expect(await failed("Role", {})).toBe("MissingParameter");
    await made("Role", { RoleName: "a" });
    expect(await failed("Role", { RoleName: "a" })).toBe("RoleAlreadyExists");
    expect(await failed("Role", { RoleName: "b", IsServiceLinkedRole: 1 })).toBe("MissingParameter");
    const request = {
      TypeName: typed("Role"),
      Identifier: "a",
      PatchDocument: [{ op: "add", path: "/ServiceName", value: "ecs" }],
    };
    expect(await service.outcome("cloudcontrol:UpdateResource", request)).toBe("422 NotUpdatable");
  });
});

describe("the role of a service", () => {
  it("is made after its template, and not changed", async () => {
    const done = await made("Role", { IsServiceLinkedRole: 1, ServiceName: "ecs" });
    const Identifier = textIn(done, "Identifier");
    const { Role } = await service.ok("iam:GetRole", { RoleName: Identifier });
    expect(Role).toMatchObject({ IsServiceLinkedRole: 1 });
    expect(await state("Role", Identifier)).not.toHaveProperty("ServiceName");
    const PatchDocument = [replace("/Description", "mine")];
    expect(
      await ended("UpdateResource", { TypeName: typed("Role"), Identifier, PatchDocument }),
    ).toMatchObject({ OperationStatus: "FAILED", ErrorCode: "ResourceConflict" });
    await removed("Role", Identifier);
  });
});

describe("Volcengine::IAM::Accesskey", () => {
  it("tells its secret with the task that made it, and nowhere else", async () => {
    await service.ok("iam:CreateUser", { UserName: "alice" });
    const done = await made("Accesskey", { UserName: "alice" });
    const id = textIn(done, "Identifier");
    const secret = textIn(parsed(done.ResourceModel), "SecretAccessKey");
    expect(secret).toMatch(/^sandbox-secret-/);
    expect(await service.stored("sandbox:task")).not.toContain(secret);
    expect(JSON.stringify(await state("Accesskey", id))).not.toContain(secret);
    expect(JSON.stringify(await service.ok("cloudcontrol:ListTasks"))).not.toContain(secret);
    await service.ok("iam:UpdateUser", { UserName: "alice", NewUserName: "alicia" });
    expect(await state("Accesskey", id)).toMatchObject({ UserName: "alicia", Status: "active" });
    const user = await service.ok("iam:GetUser", { AccessKeyID: id });
    expect(user.User).toMatchObject({ UserName: "alicia" });
  });

  it("is turned off, found by its user, and goes with its user", async () => {
    await service.ok("iam:CreateUser", { UserName: "alice" });
    const hers = textIn(await made("Accesskey", { UserName: "alice" }), "Identifier");
    const own = textIn(await made("Accesskey", { Status: "inactive" }), "Identifier");
    expect(await state("Accesskey", own)).toMatchObject({ Status: "inactive" });
    await updated("Accesskey", hers, replace("/Status", "inactive"));
    expect(await state("Accesskey", hers)).toMatchObject({ Status: "inactive" });
    expect(identifiers(await listed("Accesskey", { Filter: { UserName: "alice" } }))).toEqual([hers]);
    expect(items(await state("User", "alice"), "AccessKey")).toMatchObject([
      { AccessKeyId: hers, Status: "inactive", UserName: "alice" },
    ]);
    await made("Accesskey", { UserName: "alice" });
    expect(await failed("Accesskey", { UserName: "alice" })).toBe("QuotaExceeded");
    expect(
      items(await service.ok("iam:ListAccessKeys", { UserName: "alice" }), "AccessKeyMetadata"),
    ).toHaveLength(2);
    await service.ok("iam:DeleteUser", { UserName: "alice" });
    expect(await gone("Accesskey", hers)).toBe("404 NotFound");
    await removed("Accesskey", own);
    expect(await failed("Accesskey", { UserName: "nobody" })).toBe("UserNotExist");
  });
});
