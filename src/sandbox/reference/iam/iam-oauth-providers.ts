/** What the actions on iam oauth providers take and answer (reference of iam, version 2018-01-01). */

import type { Facts } from "../../types.ts";
import type { Reference } from "../types.ts";

const oAuthProviderAnswer = {
  CreateDate: "string",
  Description: "string",
  OAuthProviderName: "string",
  SSOType: "int",
  Status: "int",
  Trn: "string",
  UpdateDate: "string",
} as const satisfies Facts;

export const iamOauthProviders: Reference = {
  CreateOAuthProvider: {
    input: {
      "AuthorizeTemplate!": "string",
      "AuthorizeURL!": "string",
      "ClientId!": "string",
      "ClientSecret!": "string",
      Description: "string",
      "IdentityMapType!": "int",
      "IdpIdentityKey!": "string",
      "OAuthProviderName!": "string",
      "SSOType!": "int",
      Scope: "string",
      Status: "int",
      "TokenURL!": "string",
      "UserInfoURL!": "string",
    },
    output: oAuthProviderAnswer,
  },
  GetOAuthProvider: {
    input: { "OAuthProviderName!": "string" },
    output: {
      AuthorizeTemplate: "string",
      AuthorizeURL: "string",
      ClientId: "string",
      ClientSecret: "string",
      CreateDate: "string",
      Description: "string",
      IdentityMapType: "int",
      IdpIdentityKey: "string",
      OAuthProviderName: "string",
      ProviderId: "string",
      SSOType: "int",
      Scope: "string",
      Status: "int",
      TokenURL: "string",
      Trn: "string",
      UpdateDate: "string",
      UserInfoURL: "string",
    },
  },
  UpdateOAuthProvider: {
    http: "POST form",
    input: {
      AuthorizeTemplate: "string",
      AuthorizeURL: "string",
      ClientId: "string",
      ClientSecret: "string",
      Description: "string",
      IdentityMapType: "int",
      IdpIdentityKey: "string",
      "OAuthProviderName!": "string",
      Scope: "string",
      Status: "int",
      TokenURL: "string",
      UserInfoURL: "string",
    },
    output: oAuthProviderAnswer,
  },
  DeleteOAuthProvider: { input: { "OAuthProviderName!": "string" }, output: {} },
};
