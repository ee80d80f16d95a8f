/** SAML identity providers and the certificates that they sign with, as resources of iam. */
import type { Json, JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { create } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import { faultsOf, invalid } from "../faults.ts";
import { iamTrn } from "../records.ts";
import { assertOption, assertProviderName, providerTimes, ROLE_SSO, STATUSES, USER_SSO } from "./fields.ts";
import { certificateIn } from "./x509.ts";

const trnOf = (name: string, context: Pick<Place, "account">): string =>
  iamTrn(context, `saml-provider/${name}`);

export const samlProvider: Resource = {
  kind: "iam:saml-provider",
  noun: "SAML provider",
  key: ["SAMLProviderName"],
  times: providerTimes,
  fresh: (given, context) => ({
    Trn: trnOf(textOf(given, "SAMLProviderName") ?? "", context),
    Description: "",
    Status: 1,
  }),
  derived: {
    ProviderName: async ({ doc }) => doc.SAMLProviderName,
    // The first to expire is the one to be reminded of.
    CertificateExpireTime: async ({ key }, context) => {
      const ends = (await certificatesOf(context, key)).map(({ doc }) => textOf(doc, "NotAfter") ?? "");
      return ends.toSorted()[0];
    },
  },
  trn: (doc, context) => trnOf(textOf(doc, "SAMLProviderName") ?? "*", context),
  faults: faultsOf("SAML provider", {
    unknown: [400, "InvalidParameter.SAMLProviderName"],
    taken: "AlreadyExists.SAMLProvider",
  }),
};

export const samlCertificate: Resource = {
  kind: "iam:saml-certificate",
  noun: "certificate",
  key: ["CertificateId"],
  parent: { to: samlProvider, field: "SAMLProviderName", onDelete: "cascade" },
  unique: ["X509Certificate"],
  times: providerTimes,
  fresh: (_given, context, label) => ({ CertificateId: uuidFor(context, `saml-certificate${label}`) }),
  faults: faultsOf("certificate", {
    unknown: [404, "NotFound.Certificate"],
    taken: "AlreadyExists.Certificate",
  }),
};

export async function certificatesOf(context: Place, provider: string): Promise<readonly StoredRecord[]> {
  return (await context.store.list(samlCertificate.kind, { parent: provider })).items;
}

/** @throws Fault InvalidParameter, AlreadyExists.Certificate */
export async function addCertificate(
  context: Place,
  provider: string,
  text: string,
  label = "",
): Promise<StoredRecord> {
  const read = certificateIn(text);
  if (read === undefined) throw invalid("X509Certificate", "It is no X.509 certificate in PEM.");
  const X509Certificate = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, "").replaceAll(/\s/g, "");
  return create(samlCertificate, context, { ...read, SAMLProviderName: provider, X509Certificate }, label);
}

/**
 * Takes over the certificates of a provider's metadata that it does not have yet. Those that it has stay: a provider
 * that changes its key goes on with the old one for a while.
 */
export async function adoptCertificates(context: Place, provider: string, encoded: string): Promise<void> {
  const found = [...metadataIn(encoded).matchAll(/<(?:\w+:)?X509Certificate[^>]*>([^<]*)</g)];
  const texts = new Set(found.map(([, text = ""]) => text.replaceAll(/\s/g, "")));
  const known = (await certificatesOf(context, provider)).map(({ doc }) => textOf(doc, "X509Certificate"));
  let count = 0;
  for (const text of texts) {
    if (!known.includes(text)) await addCertificate(context, provider, text, `-${count}`);
    count += 1;
  }
}

const metadataIn = (encoded: string): string => Buffer.from(encoded, "base64").toString();

/** @throws Fault InvalidParameter.EncodedSAMLMetadataDocument */
function assertMetadata(encoded: string): void {
  const plain = encoded.replaceAll(/\s/g, "");
  const decodes = plain !== "" && /^[A-Za-z0-9+/]+={0,2}$/.test(plain);
  if (decodes && /<(\w+:)?EntityDescriptor[\s>/]/.test(metadataIn(plain))) return;
  throw new Fault(
    400,
    "InvalidParameter.EncodedSAMLMetadataDocument",
    "The metadata must be the base64 of an XML document with an EntityDescriptor.",
  );
}

/** @throws Fault InvalidParameter */
export function checkedSamlProvider(fields: JsonObject): JsonObject {
  assertProviderName(fields, "SAMLProviderName");
  assertOption(fields, "SSOType", [ROLE_SSO, USER_SSO]);
  return checkedSamlSettings(fields);
}

/** @throws Fault InvalidParameter */
export function checkedSamlSettings(fields: JsonObject): JsonObject {
  assertOption(fields, "Status", STATUSES);
  const document: Json | undefined = fields.EncodedSAMLMetadataDocument;
  if (typeof document === "string") assertMetadata(document);
  return fields;
}
