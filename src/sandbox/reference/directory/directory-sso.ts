/** What the actions on directory sso take and answer (reference of cloudidentity, version 2023-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const externalSAMLIdentityProviderAnswer = {
  CreatedTime: "string",
  EncodedMetadataDocument: "string",
  EntityId: "string",
  IdpCertificates: [{ ID: "string", NotAfter: "string" }],
  UpdatedTime: "string",
} as const satisfies Facts;

export const directorySso: Reference = {
  CreateExternalSAMLIdentityProvider: {
    input: { "EncodedMetadataDocument!": "string" },
    output: externalSAMLIdentityProviderAnswer,
  },
  GetExternalSAMLIdentityProvider: { input: {}, output: externalSAMLIdentityProviderAnswer },
  GetSAMLServiceProvider: {
    input: {},
    output: { AcsUrl: "string", EncodedMetadataDocument: "string", EntityId: "string" },
  },
  CreateSCIMServerCredential: {
    input: {},
    output: {
      CreatedTime: "string",
      CredentialId: "string",
      CredentialSecret: "string",
      CredentialType: "string",
      ExpireTime: "string",
      Status: "string",
    },
  },
  ListSCIMServerCredentials: {
    input: {},
    output: {
      SCIMServerCredentials: [
        {
          CreatedTime: "string",
          CredentialId: "string",
          CredentialType: "string",
          ExpireTime: "string",
          Status: "string",
        },
      ],
    },
  },
  DeleteSCIMServerCredential: { input: { "CredentialId!": "string" }, output: {} },
};
