import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { items } from "../client.ts";
import { RSA_CERTIFICATE } from "../iam/certificates.ts";
import { type Service, startService, textIn } from "../service.ts";

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  await service.close();
  expect(service.internalErrors).toEqual([]);
});

const encoded = (document: string): string => Buffer.from(document).toString("base64");
const metadata = (entityId: string, certificate = RSA_CERTIFICATE): string =>
  encoded(
    `<?xml version="1.0"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
      <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
          <ds:X509Certificate>${certificate}</ds:X509Certificate>
        </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
      </md:IDPSSODescriptor>
    </md:EntityDescriptor>`,
  );

describe("the outside SAML identity provider", () => {
  it("is read from its metadata", async () => {
    const before = await service.outcome("cloudidentity:GetExternalSAMLIdentityProvider");
    expect(before).toBe("400 ExternalIdpSAMLConfigNotExist");
    const EncodedMetadataDocument = metadata("https://idp.example.com/a?b=1&amp;c=2");
    const made = await service.ok("cloudidentity:CreateExternalSAMLIdentityProvider", {
      EncodedMetadataDocument,
    });
    expect(made).toEqual({
      EntityId: "https://idp.example.com/a?b=1&c=2",
      IdpCertificates: [
        { ID: expect.stringMatching(/^[0-9A-F]+$/), NotAfter: expect.stringMatching(/\+08:00$/) },
      ],
      EncodedMetadataDocument,
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:00+08:00",
    });
    expect(await service.ok("cloudidentity:GetExternalSAMLIdentityProvider")).toEqual(made);
  });

  it("is one: another takes its place", async () => {
    const create = (entityId: string) =>
      service.ok("cloudidentity:CreateExternalSAMLIdentityProvider", {
        EncodedMetadataDocument: metadata(entityId),
      });
    await create("first");
    service.wait(1000);
    await create("second");
    expect(await service.ok("cloudidentity:GetExternalSAMLIdentityProvider")).toMatchObject({
      EntityId: "second",
      CreatedTime: "2026-03-01T20:00:00+08:00",
      UpdatedTime: "2026-03-01T20:00:01+08:00",
    });
  });

  it.each([
    ["no Base64", "<EntityDescriptor>"],
    ["no descriptor", encoded("<html></html>")],
    ["no entityID", encoded("<EntityDescriptor a='1'><IDPSSODescriptor/></EntityDescriptor>")],
    ["a service provider's", encoded("<EntityDescriptor entityID='a'><SPSSODescriptor/></EntityDescriptor>")],
    ["a certificate that is none", metadata("a", "bm90IGEgY2VydGlmaWNhdGU=")],
  ])("is refused with a document that is %s", async (_what, EncodedMetadataDocument) => {
    const params = { EncodedMetadataDocument };
    const outcome = await service.outcome("cloudidentity:CreateExternalSAMLIdentityProvider", params);
    expect(outcome).toBe("400 InvalidParam");
  });
});

describe("the directory as a SAML service provider", () => {
  it("is the same each time, in its fields and in its metadata", async () => {
    const provider = await service.ok("cloudidentity:GetSAMLServiceProvider");
    const document = Buffer.from(textIn(provider, "EncodedMetadataDocument"), "base64").toString();
    expect(document).toContain(`entityID="${textIn(provider, "EntityId")}"`);
    expect(document).toContain(`Location="${textIn(provider, "AcsUrl")}"`);
    expect(await service.ok("cloudidentity:GetSAMLServiceProvider")).toEqual(provider);
  });
});

describe("SCIM credentials", () => {
  const list = async () =>
    items(await service.ok("cloudidentity:ListSCIMServerCredentials"), "SCIMServerCredentials");

  it("show their secret once, and keep none", async () => {
    const { CredentialSecret, ...made } = await service.ok("cloudidentity:CreateSCIMServerCredential");
    expect(CredentialSecret).toMatch(/^sandbox-scim-[0-9a-f]{32}$/);
    expect(made).toEqual({
      CredentialId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      CredentialType: "BearerToken",
      Status: "Enable",
      CreatedTime: "2026-03-01T20:00:00+08:00",
      ExpireTime: "2027-03-01T20:00:00+08:00",
    });
    expect(await list()).toEqual([made]);
    expect(await service.stored("cloudidentity.scim-credential")).not.toContain(CredentialSecret);
  });

  it("are at most two, and go one by one", async () => {
    const { CredentialId = null } = await service.ok("cloudidentity:CreateSCIMServerCredential");
    await service.ok("cloudidentity:CreateSCIMServerCredential");
    const third = () => service.outcome("cloudidentity:CreateSCIMServerCredential");
    expect(await third()).toBe("429 ReachedQuotaLimit");
    const remove = () => service.outcome("cloudidentity:DeleteSCIMServerCredential", { CredentialId });
    expect(await remove()).toBe("200");
    expect(await remove()).toBe("404 SCIMServerCredentialNotFound");
    expect(await third()).toBe("200");
    expect(await list()).toHaveLength(2);
  });

  it("expire after a year", async () => {
    await service.ok("cloudidentity:CreateSCIMServerCredential");
    service.wait(366 * 24 * 60 * 60 * 1000);
    expect(await list()).toMatchObject([{ Status: "Expired" }]);
  });
});

describe("the portal", () => {
  const login = (action: string, LoginType: string) =>
    service.outcome(`cloudidentity:${action}PortalLoginSetting`, { LoginType });
  const enabled = async () =>
    items(await service.ok("cloudidentity:ListPortalLoginSettings"), "PortalLoginSettings")
      .filter(({ Status }) => Status === "Enable")
      .map(({ LoginType }) => LoginType);

  it("takes passwords at first, and has an address", async () => {
    const config = await service.ok("cloudidentity:GetPortalLoginConfig");
    expect(config).toMatchObject({ LoginType: "Password" });
    expect(textIn(config, "PortalURL")).toContain(textIn(config, "Subdomain"));
    expect(await enabled()).toEqual(["Password"]);
  });

  it("takes SAML in place of passwords, once there is a provider", async () => {
    expect(await login("Enable", "SAMLSSO")).toBe("400 ExternalIdpSAMLConfigNotExist");
    await service.ok("cloudidentity:CreateExternalSAMLIdentityProvider", {
      EncodedMetadataDocument: metadata("a"),
    });
    expect(await login("Enable", "SAMLSSO")).toBe("200");
    expect(await enabled()).toEqual(["SAMLSSO"]);
    expect(await service.ok("cloudidentity:GetPortalLoginConfig")).toMatchObject({ LoginType: "SAMLSSO" });
    expect(await login("Disable", "Password")).toBe("200");
    expect(await enabled()).toEqual(["SAMLSSO"]);
  });

  it("can be closed to everybody, and opened again", async () => {
    expect(await login("Disable", "Password")).toBe("200");
    expect(await enabled()).toEqual([]);
    const config = await service.outcome("cloudidentity:GetPortalLoginConfig");
    expect(config).toBe("400 LoginSettingNotFound");
    expect(await login("Enable", "Password")).toBe("200");
    expect(await enabled()).toEqual(["Password"]);
  });

  it("knows no other way", async () => {
    expect(await login("Enable", "Card")).toBe("400 InvalidParam");
    expect(await login("Disable", "Card")).toBe("400 InvalidParam");
  });
});
