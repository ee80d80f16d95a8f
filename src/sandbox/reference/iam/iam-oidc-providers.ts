/** What the actions on iam oidc providers take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const oIDCProviderAnswer = {
  CreateDate: "string",
  Description: "string",
  OIDCProviderName: "string",
  Trn: "string",
  UpdateDate: "string",
} as const satisfies Facts;

export const iamOidcProviders: Reference = {
  CreateOIDCProvider: {
    input: {
      "ClientIDs!": ["string"],
      Description: "string",
      IssuanceLimitTime: "int",
      "IssuerURL!": "string",
      "OIDCProviderName!": "string",
      "Thumbprints!": ["string"],
    },
    output: oIDCProviderAnswer,
  },
  GetOIDCProvider: {
    input: { "OIDCProviderName!": "string" },
    output: {
      ClientIDs: ["string"],
      CreateDate: "string",
      Description: "string",
      IssuanceLimitTime: "int",
      IssuerURL: "string",
      OIDCProviderName: "string",
      Thumbprints: ["string"],
      Trn: "string",
      UpdateDate: "string",
    },
  },
  ListOIDCProviders: {
    input: { Limit: "int ..100", Offset: "int" },
    output: {
      Limit: "int",
      OIDCProviders: [
        {
          CreateDate: "string",
          Description: "string",
          ProviderName: "string",
          Trn: "string",
          UpdateDate: "string",
        },
      ],
      Offset: "int",
      Total: "int",
    },
  },
  UpdateOIDCProvider: {
    input: { Description: "string", IssuanceLimitTime: "int", "OIDCProviderName!": "string" },
    output: oIDCProviderAnswer,
  },
  DeleteOIDCProvider: { input: { "OIDCProviderName!": "string" }, output: {} },
  AddClientIDToOIDCProvider: { input: { "ClientID!": "string", "OIDCProviderName!": "string" }, output: {} },
  RemoveClientIDFromOIDCProvider: {
    input: { "ClientID!": "string", "OIDCProviderName!": "string" },
    output: {},
  },
  AddThumbprintToOIDCProvider: {
    input: { "OIDCProviderName!": "string", "Thumbprint!": "string" },
    output: {},
  },
  RemoveThumbprintFromOIDCProvider: {
    input: { "OIDCProviderName!": "string", "Thumbprint!": "string" },
    output: {},
  },
};
