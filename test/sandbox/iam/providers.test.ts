import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/action/json.ts";
import { items } from "../client.ts";
import { type Service, startService, textIn } from "../service.ts";
import { EC_CERTIFICATE, RSA_CERTIFICATE } from "./certificates.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  expect(service.internalErrors).toEqual([]);
  await service.close();
});

const oauth = (OAuthProviderName: string, more: JsonObject = {}): JsonObject => ({
  OAuthProviderName,
  SSOType: 2,
  ClientId: "client-1",
  ClientSecret: "what-the-client-knows",
  AuthorizeURL: "https://idp.example.com/authorize",
  AuthorizeTemplate: "$" + "{AuthorizeURL}?client_id=$" + "{ClientId}",
  TokenURL: "https://idp.example.com/token",
  UserInfoURL: "https://idp.example.com/me",
  IdentityMapType: 1,
  IdpIdentityKey: "name",
  ...more,
});

describe("OAuth providers of iam", () => {
  it("show their settings and the client's secret to who gets them, and only there", async () => {
    const created = await service.ok("iam:CreateOAuthProvider", oauth("corp", { Scope: "read mail" }));
    expect(created).toEqual({
      OAuthProviderName: "corp",
      Description: "",
      SSOType: 2,
      Status: 1,
      Trn: expect.stringMatching(/^trn:iam::\d+:oauth-provider\/corp$/),
      CreateDate: "2026-03-01T20:00:00+08:00",
      UpdateDate: "2026-03-01T20:00:00+08:00",
    });
    expect(await service.ok("iam:GetOAuthProvider", { OAuthProviderName: "corp" })).toEqual({
      ...oauth("corp"),
      ...created,
      Scope: "read mail",
      ProviderId: expect.stringMatching(/^7\d{18}$/),
    });
  });

  it("change what is given and keep the rest", async () => {
    await service.ok("iam:CreateOAuthProvider", oauth("mover"));
    service.wait(60_000);
    const changed = await service.ok("iam:UpdateOAuthProvider", {
      OAuthProviderName: "mover",
      ClientSecret: "another",
      Status: 3,
    });
    expect(changed).toMatchObject({ Status: 3, SSOType: 2 });
    expect(changed.UpdateDate).not.toBe(changed.CreateDate);
    const now = await service.ok("iam:GetOAuthProvider", { OAuthProviderName: "mover" });
    expect(now).toMatchObject({ ClientSecret: "another", ClientId: "client-1", IdpIdentityKey: "name" });
  });

  it.each([
    ["a second one of the name", {}, "409 AlreadyExists.OAuthProvider"],
    [
      "sign-on of roles, which they do not do",
      { OAuthProviderName: "a", SSOType: 1 },
      "400 InvalidParameter",
    ],
    ["a status that there is not", { OAuthProviderName: "a", Status: 4 }, "400 InvalidParameter"],
    ["a mapping that there is not", { OAuthProviderName: "a", IdentityMapType: 3 }, "400 InvalidParameter"],
    ["an address that is none", { OAuthProviderName: "a", TokenURL: "nowhere" }, "400 InvalidParameter"],
    ["a name with a slash", { OAuthProviderName: "a/b" }, "400 InvalidParameter"],
  ])("refuse %s", async (_what, more, outcome) => {
    await service.reply("iam:CreateOAuthProvider", oauth("once"));
    expect(await service.outcome("iam:CreateOAuthProvider", { ...oauth("once"), ...more })).toBe(outcome);
  });

  it("are gone once deleted", async () => {
    await service.ok("iam:CreateOAuthProvider", oauth("gone"));
    await service.ok("iam:DeleteOAuthProvider", { OAuthProviderName: "gone" });
    const gone = { OAuthProviderName: "gone" };
    expect(await service.outcome("iam:GetOAuthProvider", gone)).toBe("400 InvalidParameter");
    expect(await service.outcome("iam:DeleteOAuthProvider", gone)).toBe("400 InvalidParameter");
  });
});

const oidc = (OIDCProviderName: string, more: JsonObject = {}): JsonObject => ({
  OIDCProviderName,
  IssuerURL: "https://issuer.example.com",
  ClientIDs: ["first"],
  Thumbprints: ["a1".repeat(32)],
  ...more,
});
const ofOidc = (OIDCProviderName: string) => service.ok("iam:GetOIDCProvider", { OIDCProviderName });

describe("OIDC providers of iam", () => {
  it("are created, shown, changed and deleted", async () => {
    const created = await service.ok("iam:CreateOIDCProvider", oidc("ci", { Description: "builds" }));
    expect(created).toMatchObject({ OIDCProviderName: "ci", Description: "builds" });
    expect(created.Trn).toMatch(/^trn:iam::\d+:oidc-provider\/ci$/);
    expect(await ofOidc("ci")).toEqual({ ...oidc("ci"), ...created, IssuanceLimitTime: 12 });
    await service.ok("iam:UpdateOIDCProvider", { OIDCProviderName: "ci", IssuanceLimitTime: 3 });
    expect(await ofOidc("ci")).toMatchObject({ IssuanceLimitTime: 3, Description: "builds" });
    await service.ok("iam:DeleteOIDCProvider", { OIDCProviderName: "ci" });
    expect(await service.outcome("iam:GetOIDCProvider", { OIDCProviderName: "ci" })).toBe(
      "404 NotFound.OIDCProvider",
    );
  });

  it.each([
    ["ClientID", "ClientIDs", "AddClientIDToOIDCProvider", "RemoveClientIDFromOIDCProvider"],
    ["Thumbprint", "Thumbprints", "AddThumbprintToOIDCProvider", "RemoveThumbprintFromOIDCProvider"],
  ])("get and lose a %s, once each", async (field, list, add, remove) => {
    const OIDCProviderName = `lists-${field}`;
    await service.ok("iam:CreateOIDCProvider", oidc(OIDCProviderName));
    const before = (await ofOidc(OIDCProviderName))[list];
    const one = { OIDCProviderName, [field]: "b2".repeat(32) };
    expect(await service.outcome(`iam:${add}`, one)).toBe("200");
    expect((await ofOidc(OIDCProviderName))[list]).toContain("b2".repeat(32));
    expect(await service.outcome(`iam:${add}`, one)).toBe(`409 AlreadyExists.${field}`);
    expect(await service.outcome(`iam:${remove}`, one)).toBe("200");
    expect((await ofOidc(OIDCProviderName))[list]).toEqual(before);
    expect(await service.outcome(`iam:${remove}`, one)).toBe(`404 NotFound.${field}`);
    const nowhere = { ...one, OIDCProviderName: "nowhere" };
    expect(await service.outcome(`iam:${add}`, nowhere)).toBe("404 NotFound.OIDCProvider");
  });

  it("refuse a name that is taken, an issuer that is no address and a client twice", async () => {
    await service.ok("iam:CreateOIDCProvider", oidc("only"));
    const outcome = (more: JsonObject) =>
      service.outcome("iam:CreateOIDCProvider", { ...oidc("only"), ...more });
    expect(await outcome({})).toBe("409 AlreadyExists.OIDCProvider");
    expect(await outcome({ OIDCProviderName: "b", IssuerURL: "x" })).toBe("400 InvalidParameter");
    expect(await outcome({ OIDCProviderName: "b", ClientIDs: ["a", "a"] })).toBe("400 InvalidParameter");
  });

  it("are listed by Limit and Offset, ten where the request does not say, a hundred at most", async () => {
    const own = await startService();
    for (let i = 0; i < 12; i += 1) await own.ok("iam:CreateOIDCProvider", oidc(`p${i}`));
    const first = await own.ok("iam:ListOIDCProviders");
    expect(first).toMatchObject({ Total: 12, Limit: 10, Offset: 0 });
    expect(items(first, "OIDCProviders")).toHaveLength(10);
    const rest = await own.ok("iam:ListOIDCProviders", { Limit: 5, Offset: 10 });
    expect(items(rest, "OIDCProviders").map((one) => one.ProviderName)).toEqual(["p10", "p11"]);
    expect(await own.ok("iam:ListOIDCProviders", { Limit: 0 })).toMatchObject({ Limit: 10 });
    expect(await own.outcome("iam:ListOIDCProviders", { Limit: 101 })).toBe("400 InvalidParameter");
    expect(await own.outcome("iam:ListOIDCProviders", { Offset: -1 })).toBe("400 InvalidParameter");
    expect(own.internalErrors).toEqual([]);
    await own.close();
  });
});

const metadata = (...certificates: readonly string[]): string => {
  const keys = certificates.map((one) => `<ds:X509Certificate>${one}</ds:X509Certificate>`).join("");
  return Buffer.from(`<md:EntityDescriptor entityID="idp">${keys}</md:EntityDescriptor>`).toString("base64");
};
const saml = (SAMLProviderName: string, ...certificates: readonly string[]): JsonObject => ({
  SAMLProviderName,
  SSOType: 1,
  EncodedSAMLMetadataDocument: metadata(...certificates),
});
const certificates = async (SAMLProviderName: string) =>
  service.ok("iam:ListSAMLProviderCertificates", { SAMLProviderName });

describe("SAML providers of iam", () => {
  it("take the certificates of their metadata over, and show what these say", async () => {
    const created = await service.ok("iam:CreateSAMLProvider", saml("adfs", RSA_CERTIFICATE));
    expect(created).toMatchObject({ SAMLProviderName: "adfs", SSOType: 1, Status: 1 });
    const found = await certificates("adfs");
    expect(found).toEqual({
      Total: 1,
      Certificates: [
        {
          CertificateId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          Subject: "CN=idp.example.com,O=Example",
          Issuer: "CN=idp.example.com,O=Example",
          SerialNumber: "1234",
          SignatureAlgorithm: "SHA512-RSA",
          Version: "3",
          NotBefore: expect.stringMatching(/^2026-11-28T\d\d:\d\d:\d\d\+08:00$/),
          NotAfter: expect.stringMatching(/^2036-11-25T\d\d:\d\d:\d\d\+08:00$/),
          CreateDate: "2026-03-01T20:01:00+08:00",
          UpdateDate: "2026-03-01T20:01:00+08:00",
        },
      ],
    });
    const shown = await service.ok("iam:GetSAMLProvider", { SAMLProviderName: "adfs" });
    expect(shown).toMatchObject({ ProviderName: "adfs", SSOType: 1, ...{ Trn: created.Trn ?? null } });
    expect(shown.CertificateExpireTime).toBe(items(found, "Certificates")[0]?.NotAfter);
    expect(shown.EncodedSAMLMetadataDocument).toBe(metadata(RSA_CERTIFICATE));
  });

  it("get certificates of their own and lose them; the first to expire is the one to remind of", async () => {
    await service.ok("iam:CreateSAMLProvider", saml("okta", RSA_CERTIFICATE));
    const X509Certificate = `-----BEGIN CERTIFICATE-----\n${EC_CERTIFICATE}\n-----END CERTIFICATE-----\n`;
    const added = { SAMLProviderName: "okta", X509Certificate };
    const CertificateId = textIn(await service.ok("iam:AddSAMLProviderCertificate", added), "CertificateId");
    const now = items(await certificates("okta"), "Certificates");
    expect(now[1]).toMatchObject({ CertificateId, SignatureAlgorithm: "ECDSA-SHA256", SerialNumber: "5678" });
    const shown = await service.ok("iam:GetSAMLProvider", { SAMLProviderName: "okta" });
    expect(shown.CertificateExpireTime).toMatch(/^2029-05-1/);
    expect(await service.outcome("iam:AddSAMLProviderCertificate", added)).toBe(
      "409 AlreadyExists.Certificate",
    );
    await service.ok("iam:RemoveSAMLProviderCertificate", { CertificateId });
    expect(await service.outcome("iam:RemoveSAMLProviderCertificate", { CertificateId })).toBe(
      "404 NotFound.Certificate",
    );
    expect(await certificates("okta")).toMatchObject({ Total: 1 });
  });

  it("keep the old certificate when new metadata brings another", async () => {
    await service.ok("iam:CreateSAMLProvider", saml("rolling", RSA_CERTIFICATE));
    await service.ok("iam:UpdateSAMLProvider", {
      SAMLProviderName: "rolling",
      NewEncodedSAMLMetadataDocument: metadata(RSA_CERTIFICATE, EC_CERTIFICATE),
      Status: 3,
    });
    expect(await certificates("rolling")).toMatchObject({ Total: 2 });
    const shown = await service.ok("iam:GetSAMLProvider", { SAMLProviderName: "rolling" });
    expect(shown).toMatchObject({
      Status: 3,
      EncodedSAMLMetadataDocument: metadata(RSA_CERTIFICATE, EC_CERTIFICATE),
    });
  });

  it("refuse what is no metadata and no certificate, and leave nothing behind", async () => {
    const refused = (more: JsonObject) =>
      service.outcome("iam:CreateSAMLProvider", { ...saml("broken"), ...more });
    const document = "InvalidParameter.EncodedSAMLMetadataDocument";
    expect(await refused({ EncodedSAMLMetadataDocument: "<xml>" })).toBe(`400 ${document}`);
    expect(await refused({ EncodedSAMLMetadataDocument: "Zm9v" })).toBe(`400 ${document}`);
    expect(await refused({ EncodedSAMLMetadataDocument: metadata("Zm9v") })).toBe("400 InvalidParameter");
    expect(await refused({ SSOType: 3 })).toBe("400 InvalidParameter");
    const absent = "400 InvalidParameter.SAMLProviderName";
    expect(await service.outcome("iam:GetSAMLProvider", { SAMLProviderName: "broken" })).toBe(absent);
    expect(await service.outcome("iam:ListSAMLProviderCertificates", { SAMLProviderName: "broken" })).toBe(
      absent,
    );
  });

  it("take their certificates along", async () => {
    await service.ok("iam:CreateSAMLProvider", saml("leaving", RSA_CERTIFICATE));
    const [one] = items(await certificates("leaving"), "Certificates");
    await service.ok("iam:DeleteSAMLProvider", { SAMLProviderName: "leaving" });
    expect(await service.stored("iam:saml-certificate")).not.toContain(String(one?.CertificateId));
  });
});

describe("the list of all identity providers", () => {
  it("has SAML and OAuth providers in order of creation, and OIDC providers not", async () => {
    const own = await startService();
    await own.ok("iam:CreateOAuthProvider", oauth("b-oauth"));
    await own.ok("iam:CreateOIDCProvider", oidc("c-oidc"));
    own.wait(1000);
    await own.ok("iam:CreateSAMLProvider", saml("a-saml"));
    const all = await own.ok("iam:ListIdentityProviders");
    expect(all).toMatchObject({ Total: 2, Limit: 10, Offset: 0 });
    expect(items(all, "IdentityProviders")).toMatchObject([
      { IdpType: 3, ProviderName: "b-oauth", SSOType: 2, Status: 1 },
      { IdpType: 1, ProviderName: "a-saml", SSOType: 1 },
    ]);
    const second = await own.ok("iam:ListIdentityProviders", { Limit: 1, Offset: 1 });
    expect(items(second, "IdentityProviders")).toMatchObject([{ ProviderName: "a-saml" }]);
    expect(items(await own.ok("iam:ListSAMLProviders"), "SAMLProviders")).toMatchObject([
      { ProviderName: "a-saml", SAMLProviderName: "a-saml" },
    ]);
    await own.close();
  });
});
