/** What the actions on iam saml providers take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const sAMLProviderAnswer = {
  CreateDate: "string",
  Description: "string",
  SAMLProviderName: "string",
  SSOType: "int",
  Status: "int",
  Trn: "string",
  UpdateDate: "string",
} as const satisfies Facts;

export const iamSamlProviders: Reference = {
  CreateSAMLProvider: {
    http: "POST form",
    input: {
      Description: "string ..256",
      "EncodedSAMLMetadataDocument!": "string",
      "SAMLProviderName!": "string",
      "SSOType!": "int",
      Status: "int",
    },
    output: sAMLProviderAnswer,
  },
  GetSAMLProvider: {
    input: { "SAMLProviderName!": "string" },
    output: {
      CertificateExpireTime: "string",
      CreateDate: "string",
      Description: "string",
      EncodedSAMLMetadataDocument: "string",
      ProviderName: "string",
      SSOType: "int",
      Status: "int",
      Trn: "string",
      UpdateDate: "string",
    },
  },
  ListSAMLProviders: {
    input: { Limit: "int ..100", Offset: "int64" },
    output: {
      Limit: "int",
      Offset: "int64",
      SAMLProviders: [
        {
          CreateDate: "string",
          Description: "string",
          ProviderName: "string",
          SAMLProviderName: "string",
          SSOType: "int",
          Status: "int",
          Trn: "string",
          UpdateDate: "string",
        },
      ],
      Total: "int",
    },
  },
  UpdateSAMLProvider: {
    http: "POST form",
    input: {
      Description: "string",
      NewEncodedSAMLMetadataDocument: "string",
      "SAMLProviderName!": "string",
      Status: "int",
    },
    output: sAMLProviderAnswer,
  },
  DeleteSAMLProvider: { input: { "SAMLProviderName!": "string" }, output: {} },
  AddSAMLProviderCertificate: {
    http: "POST form",
    input: { "SAMLProviderName!": "string", "X509Certificate!": "string" },
    output: { CertificateId: "string" },
  },
  ListSAMLProviderCertificates: {
    input: { "SAMLProviderName!": "string" },
    output: {
      Certificates: [
        {
          CertificateId: "string",
          CreateDate: "string",
          Issuer: "string",
          NotAfter: "string",
          NotBefore: "string",
          SerialNumber: "string",
          SignatureAlgorithm: "string",
          Subject: "string",
          UpdateDate: "string",
          Version: "string",
        },
      ],
      Total: "int",
    },
  },
  RemoveSAMLProviderCertificate: { input: { "CertificateId!": "string" }, output: {} },
  ListIdentityProviders: {
    input: { Limit: "int", Offset: "int" },
    output: {
      IdentityProviders: [
        {
          CreateDate: "string",
          Description: "string",
          IdpType: "int",
          ProviderName: "string",
          SSOType: "int",
          Status: "int",
          Trn: "string",
          UpdateDate: "string",
        },
      ],
      Limit: "int",
      Offset: "int",
      Total: "int",
    },
  },
};
