/** Volcengine::IAM::SamlProvider. Its certificates come with the metadata and are only shown. */
import {
  adoptCertificates,
  certificatesOf,
  checkedSamlProvider,
  checkedSamlSettings,
  samlProvider,
} from "../../iam/providers/saml-provider.ts";
import { pick, textOf } from "../../values.ts";
import type { ObjectProperty } from "../model.ts";
import { declaredType } from "./declared.ts";

const certificate: ObjectProperty = {
  type: "object",
  description: "A certificate.",
  properties: {
    CertificateId: { type: "string", description: "Id of the certificate." },
    Subject: { type: "string", description: "Whose it is." },
    Issuer: { type: "string", description: "Who issued it." },
    SerialNumber: { type: "string", description: "Serial number." },
    SignatureAlgorithm: { type: "string", description: "How it is signed." },
    Version: { type: "string", description: "Version of X.509." },
    NotBefore: { type: "string", description: "Valid from." },
    NotAfter: { type: "string", description: "Valid until." },
    CreateDate: { type: "string", description: "When it was added." },
    UpdateDate: { type: "string", description: "When it was last changed." },
  },
};

export const iamSamlProvider = declaredType({
  typeName: "Volcengine::IAM::SamlProvider",
  description: "A SAML identity provider that users or roles of the account are reached through.",
  resource: samlProvider,
  identifier: "SAMLProviderName",
  listed: true,
  properties: {
    SAMLProviderName: { type: "string", description: "Name of the provider.", access: "createOnly" },
    SSOType: {
      type: "integer",
      description: "1 for roles, 2 for users.",
      access: "createOnly",
      minimum: 1,
      maximum: 2,
    },
    EncodedSAMLMetadataDocument: { type: "string", description: "Base64 of the metadata." },
    Status: {
      type: "integer",
      description: "1 on, 2 on with no other way to sign in, 3 off.",
      minimum: 1,
      maximum: 3,
    },
    Description: { type: "string", description: "Note on the provider." },
    Certificates: { type: "array", description: "Certificates.", items: certificate, access: "readOnly" },
    CertificateExpireTime: {
      type: "string",
      description: "When the first certificate expires.",
      access: "readOnly",
    },
    Trn: { type: "string", description: "TRN of the provider.", access: "readOnly" },
    CreateDate: { type: "string", description: "When it was created.", access: "readOnly" },
    UpdateDate: { type: "string", description: "When it was last changed.", access: "readOnly" },
  },
  required: ["SAMLProviderName", "SSOType", "EncodedSAMLMetadataDocument"],
  filterable: [],
  duration: { create: 800, update: 500, delete: 300 },
  checkNew: checkedSamlProvider,
  checkChange: checkedSamlSettings,
  also: (context, { key, doc }) =>
    adoptCertificates(context, key, textOf(doc, "EncodedSAMLMetadataDocument") ?? ""),
  async beside(context, { key }) {
    const shown = Object.keys(certificate.properties);
    return { Certificates: (await certificatesOf(context, key)).map(({ doc }) => pick(doc, shown)) };
  },
});
