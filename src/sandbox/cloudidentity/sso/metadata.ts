/** SAML metadata: what of an identity provider's document the directory shows, and the directory's own. */
import type { JsonObject } from "../../../action/json.ts";
import { certificateIn } from "../../iam/providers/x509.ts";
import { textOf } from "../../values.ts";
import { invalid } from "../faults.ts";

const PARAMETER = "EncodedMetadataDocument";
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * What a document says of the provider: `EntityId` and `IdpCertificates`. It is not parsed as XML but searched for
 * these: nobody signs in by it here.
 * @param encoded Base64 of the document
 * @throws Fault InvalidParam
 */
export function readMetadata(encoded: string): JsonObject {
  const plain = encoded.replaceAll(/\s/g, "");
  if (!BASE64.test(plain)) throw invalid(PARAMETER, "It is not Base64.");
  const document = Buffer.from(plain, "base64").toString();
  const [, opening] = /<(?:[\w-]+:)?EntityDescriptor(\s[^>]*)>/.exec(document) ?? [];
  const [, , id] = /\sentityID\s*=\s*(["'])(.*?)\1/.exec(opening ?? "") ?? [];
  if (!id) throw invalid(PARAMETER, "It has no EntityDescriptor with an entityID.");
  if (!/<(?:[\w-]+:)?IDPSSODescriptor[\s>]/.test(document)) {
    throw invalid(PARAMETER, "It has no IDPSSODescriptor: it is not of an identity provider.");
  }
  return { EntityId: unescaped(id), IdpCertificates: certificatesIn(document) };
}

function certificatesIn(document: string): readonly JsonObject[] {
  const found = [...document.matchAll(/<(?:[\w-]+:)?X509Certificate(?:\s[^>]*)?>([^<]*)</g)];
  const texts = new Set(found.map(([, text = ""]) => text.replaceAll(/\s/g, "")));
  return [...texts].map((text) => {
    const certificate = certificateIn(text);
    if (certificate === undefined) throw invalid(PARAMETER, "One of its certificates cannot be read.");
    return {
      ID: textOf(certificate, "SerialNumber") ?? "",
      NotAfter: textOf(certificate, "NotAfter") ?? "",
    };
  });
}

/** Base64 of the metadata of a service provider that takes assertions by POST. The two addresses are the sandbox's. */
export function serviceProviderMetadata(entityId: string, acsUrl: string): string {
  const document = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">`,
    '<md:SPSSODescriptor WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acsUrl}" index="0" isDefault="true"/>`,
    "</md:SPSSODescriptor>",
    "</md:EntityDescriptor>",
  ].join("\n");
  return Buffer.from(document).toString("base64");
}
