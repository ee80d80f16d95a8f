/** SAML metadata is judged by the addresses in it; what cannot be read for sure has none that are listed. */
import { describe, expect, it } from "vitest";
import { natureOf } from "../../../src/action/action.ts";
import type { JsonObject } from "../../../src/action/json.ts";
import { metadataAddresses } from "../../../src/policy/engine/saml-metadata.ts";
import { loadPolicy } from "../../../src/policy/load.ts";
import { actions } from "../../../tools/index.ts";
import { action } from "../../support/rooms.ts";

const FIELD = "EncodedMetadataDocument";
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const endpoint = (location: string) =>
  `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ${location}/>`;
const metadata = (inside: string, head = '<?xml version="1.0" encoding="UTF-8"?>\n') =>
  `${head}<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.example.com/idp"><md:IDPSSODescriptor>${inside}</md:IDPSSODescriptor></md:EntityDescriptor>`;
const GOOD = metadata(endpoint('Location="https://login.example.com/sso?a=1&amp;b=2"'));

const listed = endpoint('Location="https://login.example.com/"');
const TWO_IN_ONE =
  '<ICAg CiAg="PEUgZW50aXR5SUQ9ImUiPjxTIExvY2F0aW9uPSJodHRwczovL2V2aWwuZXhhbXBsZS5uZXQvIi8+PC9FPg==" Location="https://login.example.com/"/>';

const policy = loadPolicy(
  `
version: 1
hosts: [login.example.com]
allow:
  - id: sso
    actions:
      - cloudidentity:CreateExternalSAMLIdentityProvider
      - iam:CreateSAMLProvider
      - iam:UpdateSAMLProvider
      - id:CreateIdentityProviderSAML
      - id:UpdateIdentityProviderSAML
    approval: ask
  - id: cc
    actions: ["cloudcontrol:CreateResource"]
    types: ["Volcengine::IAM::SamlProvider"]
    only: [TargetState]
    approval: ask
`,
  { name: "policy.yaml" },
  { actions },
);
const decide = (name: string, params: JsonObject) =>
  policy.decide({ action: action(name), ...natureOf(action(name), params), params });
const verdict = (document: string) =>
  decide("cloudidentity:CreateExternalSAMLIdentityProvider", { [FIELD]: document }).verdict;

describe("SAML metadata", () => {
  it.each([
    ["cloudidentity:CreateExternalSAMLIdentityProvider", { EncodedMetadataDocument: base64(GOOD) }],
    ["iam:CreateSAMLProvider", { EncodedSAMLMetadataDocument: base64(GOOD) }],
    ["iam:UpdateSAMLProvider", { NewEncodedSAMLMetadataDocument: base64(GOOD) }],
    ["id:CreateIdentityProviderSAML", { IdpMetadata: GOOD }],
    ["id:UpdateIdentityProviderSAML", { IdpMetadata: GOOD }],
    [
      "cloudcontrol:CreateResource",
      {
        TypeName: "Volcengine::IAM::SamlProvider",
        TargetState: { EncodedSAMLMetadataDocument: base64(GOOD) },
      },
    ],
  ])("of %s is allowed where all its addresses are listed", (name, params) => {
    expect(decide(name, params)).toMatchObject({ verdict: "allow", approval: "ask" });
    const text = JSON.stringify(params).replaceAll(base64(GOOD), base64(GOOD.replace("login", "evil")));
    const other = JSON.parse(text.replaceAll("login.example.com", "evil.example.com"));
    expect(decide(name, other)).toMatchObject({
      verdict: "refuse",
      reason: expect.stringMatching(/every address in .* must be an https address on a host/),
    });
  });

  it("may be an address itself, where the field takes one", () => {
    const params = (IdpMetadata: string) => ({ IdpMetadata });
    expect(decide("id:CreateIdentityProviderSAML", params("https://login.example.com/m.xml")).verdict).toBe(
      "allow",
    );
    expect(decide("id:CreateIdentityProviderSAML", params("https://evil.example.com/m.xml")).verdict).toBe(
      "refuse",
    );
  });

  it("as XML holds no second document in Base64, where the field takes XML", () => {
    const of = (IdpMetadata: string) => decide("id:CreateIdentityProviderSAML", { IdpMetadata }).verdict;
    expect(of(GOOD)).toBe("allow");
    expect(of(TWO_IN_ONE)).toBe("refuse");
    expect(of(base64(GOOD))).toBe("refuse");
    // References within the document, and names that are no addresses, are not followed.
    const signed = `${listed}<ds:Reference URI="#id1"/><ds:Reference URI=""/><auth:ClaimType Uri="http://schemas.example.org/name"/><Address>http://login.example.com/adfs/services/trust</Address>`;
    expect(of(metadata(signed))).toBe("allow");
  });

  it("shows every Location and every https address, in any quotes and in lines of Base64", () => {
    const xml = metadata(
      `${endpoint("Location = 'https://a.example.com/' ResponseLocation=\"https://b.example.com/\"")}<Address>https://c.example.com/x</Address>`,
    );
    const lines = base64(xml).replaceAll(/(.{64})/g, "$1\r\n");
    const found = new Set(metadataAddresses(FIELD, lines));
    expect(found).toEqual(
      new Set(["https://a.example.com/", "https://b.example.com/", "https://c.example.com/x"]),
    );
  });

  it.each<[string, string | Uint8Array]>([
    ["no endpoint", metadata("")],
    ["another host", metadata(endpoint('Location="https://evil.example.com/"'))],
    ["a second endpoint elsewhere", metadata(listed + endpoint('Location="https://evil.example.com/"'))],
    [
      "an answer that goes elsewhere",
      metadata(listed.replace("/>", ' ResponseLocation="https://evil.example.com"/>')),
    ],
    ["http", metadata(endpoint('Location="http://login.example.com/"'))],
    ["user info", metadata(endpoint('Location="https://login.example.com@evil.example.com/"'))],
    [
      "a host ended by an entity",
      metadata(endpoint('Location="https://login.example.com&amp;.evil.example.com/"')),
    ],
    [
      "a letter as a character reference",
      metadata(endpoint('Location="https://login.example.co&#109;"') + listed),
    ],
    ["a hexadecimal one", metadata(endpoint('Location="&#x68;ttps://evil.example.com"') + listed)],
    ["an entity of its own", `<!DOCTYPE a [<!ENTITY e "https://evil.example.com">]>${metadata(listed, "")}`],
    [
      "a comment that opens before an endpoint",
      metadata(`<!-- ${listed} -->${endpoint('Location="https://login.example.com/"')}`),
    ],
    ["CDATA", metadata(`<![CDATA[${listed}]]>`)],
    ["a processing instruction", metadata(`<?x ${listed}?>${listed}`)],
    [
      "further metadata",
      metadata(
        `${listed}<md:AdditionalMetadataLocation>https://login.example.com/</md:AdditionalMetadataLocation>`,
      ),
    ],
    ["a Location without quotes", metadata(listed + endpoint("Location=https://login.example.com/"))],
    ["an address in text", metadata(`${listed}<Address>https://evil.example.com/</Address>`)],
    [
      "a page for errors without encryption",
      metadata(listed).replace("entityID", 'errorURL="http://evil.example.com" entityID'),
    ],
    ["a key to fetch", metadata(`${listed}<ds:RetrievalMethod URI="http://evil.example.com/k"/>`)],
    ["another document to include", metadata(`${listed}<xi:include href="//evil.example.com/m"/>`)],
    ["another base", metadata(listed.replace("Binding", 'xml:base="http://evil.example.com/" Binding'))],
    ["another encoding", metadata(listed, '<?xml version="1.0" encoding="UTF-7"?>')],
    ["UTF-16", Buffer.from(`\ufeff${metadata(listed)}`, "utf16le")],
    ["UTF-16 without its mark", Buffer.from(metadata(listed), "utf16le")],
    ["a control character", metadata(listed.replace("https", "ht\u0000tps"))],
    ["bytes that are no UTF-8", Buffer.concat([Buffer.from(metadata(listed)), Buffer.from([0xff])])],
    ["no XML", "hello"],
    ["nothing", ""],
  ])("with %s is refused", (_, document) => {
    expect(verdict(base64(document))).toBe("refuse");
  });

  it.each([
    ["Base64 with a stray character", `${base64(GOOD)}!`],
    ["Base64 for the web", base64(GOOD).replaceAll("/", "_").replaceAll("+", "-").replaceAll("=", "")],
    ["a document behind a space", ` ${GOOD}`],
    ["XML and no Base64", GOOD],
    // Skipping what is no Base64, a decoder finds another document in it.
    ["XML to one reader and Base64 to another", TWO_IN_ONE],
    [
      "Base64 of the other behind a bracket",
      `<${base64(metadata(endpoint('Location="https://evil.example.com/"')))} ${listed}`,
    ],
  ])("that is %s is refused", (_, document) => {
    expect(verdict(document)).toBe("refuse");
  });
});
