/** The two metadata documents of a SAML connection (OASIS SAML 2.0 Metadata): the provider's and the pool's own. */
import type { StoredRecord } from "../../types.ts";
import { invalid } from "../faults.ts";
import { assertHttpUrl } from "../user-pools/urls.ts";

const CERTIFICATE = /<(?:[\w-]+:)?X509Certificate[^>]*>([^<]+)<\/(?:[\w-]+:)?X509Certificate>/;

/**
 * The provider's certificate in its metadata; empty where the metadata is an address, which the sandbox does not
 * call.
 * @throws Fault where it is neither an address nor the description of an entity
 */
export function certificateIn(metadata: string): string {
  const text = metadata.trim();
  if (!text.startsWith("<")) {
    if (text === "") throw invalid("IdpMetadata", "It is empty.");
    assertHttpUrl(text, "IdpMetadata");
    return "";
  }
  if (!/<(?:[\w-]+:)?EntityDescriptor[\s>]/.test(text)) {
    throw invalid("IdpMetadata", "It does not describe an entity.");
  }
  return (CERTIFICATE.exec(text)?.[1] ?? "").replace(/\s+/g, "");
}

/** What the provider is to know of the pool. The issuer is the sandbox's own and needs no escaping. */
export function spMetadata({ doc, key }: StoredRecord, issuer: string): string | undefined {
  if (doc.ConnectionType !== "SAML") return undefined;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}">`,
    `  <md:SPSSODescriptor AuthnRequestsSigned="${doc.EnabledSign === true}"`,
    `      protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">`,
    `    <md:AssertionConsumerService index="0" isDefault="true"`,
    `        Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"`,
    `        Location="${issuer}/login/saml/callback?connection=${key}"/>`,
    `  </md:SPSSODescriptor>`,
    `</md:EntityDescriptor>`,
    ``,
  ].join("\n");
}
