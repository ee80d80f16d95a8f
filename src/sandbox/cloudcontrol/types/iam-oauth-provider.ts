/** Volcengine::IAM::OauthProvider. The service has no list of them. */
import {
  checkedOauthProvider,
  checkedOauthSettings,
  oauthProvider,
} from "../../iam/providers/oauth-provider.ts";
import { recordAt } from "../../resources/records.ts";
import { pick } from "../../values.ts";
import { declaredType } from "./declared.ts";

export const iamOauthProvider = declaredType({
  typeName: "Volcengine::IAM::OauthProvider",
  description: "An OAuth service that users of the account sign in through.",
  resource: oauthProvider,
  identifier: "OauthProviderName",
  fields: { OauthProviderName: "OAuthProviderName" },
  listed: false,
  properties: {
    OauthProviderName: { type: "string", description: "Name of the provider.", access: "createOnly" },
    SSOType: {
      type: "integer",
      description: "2, for signing in as a user; 1, for roles, is not supported.",
      access: "createOnly",
    },
    ClientId: { type: "string", description: "Id of the client at the OAuth service." },
    ClientSecret: { type: "string", description: "Secret of that client.", held: true },
    AuthorizeURL: { type: "string", description: "Where users are sent to sign in." },
    AuthorizeTemplate: { type: "string", description: "How the address for signing in is put together." },
    TokenURL: { type: "string", description: "Where codes are turned into tokens." },
    UserInfoURL: { type: "string", description: "Where the user of a token is looked up." },
    Scope: { type: "string", description: "Scopes to ask for, separated by spaces." },
    IdentityMapType: {
      type: "integer",
      description: "What finds the user: 1 the user's name, 2 the mobile number.",
    },
    IdpIdentityKey: { type: "string", description: "The field of the user's data that is compared." },
    Status: { type: "integer", description: "1 on, 2 on with no other way to sign in, 3 off." },
    Description: { type: "string", description: "Note on the provider." },
    ProviderId: { type: "string", description: "Id, given by the service.", access: "readOnly" },
    Trn: { type: "string", description: "TRN of the provider.", access: "readOnly" },
    CreateDate: { type: "string", description: "When it was created.", access: "readOnly" },
    UpdateDate: { type: "string", description: "When it was last changed.", access: "readOnly" },
  },
  required: [
    "OauthProviderName",
    "SSOType",
    "ClientId",
    "ClientSecret",
    "UserInfoURL",
    "TokenURL",
    "AuthorizeURL",
    "AuthorizeTemplate",
    "IdentityMapType",
    "IdpIdentityKey",
  ],
  filterable: [],
  duration: { create: 800, update: 500, delete: 300 },
  checkNew: checkedOauthProvider,
  checkChange: checkedOauthSettings,
  async secrets(context, identifier) {
    const record = await recordAt(oauthProvider, context, identifier);
    return pick(record?.doc ?? {}, ["ClientSecret"]);
  },
});
