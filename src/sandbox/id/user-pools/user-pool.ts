/** User pools, as a resource of the id service. */
import type { Json } from "../../../action/json.ts";
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { endpointsOf, issuerOf } from "./endpoints.ts";

/** What lives in a pool refers to it; these kinds it counts and shows itself. */
const ATTRIBUTES = "id.user-pool-attribute";
const CLIENTS = "id.user-pool-client";
const CONNECTIONS = "id.identity-provider";
const DOMAINS = "id.user-pool-domain";
const USERS = "id.pool-user";

type Derived = (record: StoredRecord, context: Place) => Promise<Json | undefined>;
const at =
  (path: string): Derived =>
  async ({ key }, { baseUrl }) =>
    `${issuerOf(baseUrl, key)}${path}`;
const counted =
  (kind: string): Derived =>
  ({ key }, { store }) =>
    store.count(kind, key);

/** Left out where there are none: the answer to a create declares a text where the others have a list. */
const customAttributes: Derived = async ({ key }, { store }) => {
  const { items } = await store.list(ATTRIBUTES, { parent: key });
  return items.length === 0 ? undefined : items.map(({ doc }) => doc);
};

const customDomain: Derived = async ({ key }, { store }) => {
  const { items } = await store.list(DOMAINS, { parent: key, limit: 1 });
  const [domain] = items;
  return domain === undefined ? undefined : textOf(domain.doc, "Domain");
};

export const userPool: Resource = {
  kind: "id.user-pool",
  noun: "user pool",
  key: ["Uid"],
  name: "Name",
  unique: ["Name"],
  indexed: ["CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh(given, context, label) {
    const uid = uuidFor(context, `user-pool${label}`);
    return {
      Uid: uid,
      Trn: trn("id", context.region, context.account, `userpool/${uid}`),
      Description: "",
      ProjectName: "default",
      Enabled: true,
      Tags: [],
      Brand: { Name: textOf(given, "Name") ?? "", LogoUri: "" },
      SignInAttributes: ["email"],
      RequiredSignUpAttributes: [],
      AuthenticationMethodOrder: [],
      PasswordSignInEnabled: true,
      SelfSignUpEnabled: false,
      SignUpAutoVerificationEnabled: false,
      UnconfirmedUserSignInEnabled: false,
      EmailAnonymousSignUpEnabled: false,
      EmailPasswordlessSignInEnabled: false,
      SmsAnonymousSignUpEnabled: false,
      SmsPasswordlessSignInEnabled: false,
      SelfAccountRecoveryEnabled: false,
      SelfAccountRecoveryVerificationAttributes: [],
    };
  },
  derived: {
    // The host that serves the pool.
    Domain: async (_record, { baseUrl }) => new URL(baseUrl).host,
    CustomDomain: customDomain,
    CustomAttributes: customAttributes,
    IssuerUrl: at(""),
    DiscoveryUrl: async ({ key }, { baseUrl }) => endpointsOf(baseUrl, key).discovery,
    TokenSigningKeyUrl: async ({ key }, { baseUrl }) => endpointsOf(baseUrl, key).keys,
    TokenUrl: async ({ key }, { baseUrl }) => endpointsOf(baseUrl, key).token,
    OauthLoginCallbackUrl: at("/login/oauth/callback"),
    OauthSignUpCallbackUrl: at("/signup/oauth/callback"),
    OidcLoginCallbackUrl: at("/login/oidc/callback"),
    OidcSignUpCallbackUrl: at("/signup/oidc/callback"),
    SamlLoginCallbackUrl: at("/login/saml/callback"),
    SamlSignUpCallbackUrl: at("/signup/saml/callback"),
    TotalUsers: counted(USERS),
    TotalClients: counted(CLIENTS),
    TotalConnections: counted(CONNECTIONS),
  },
  namedBy: { UserPoolUid: "Uid" },
  trn: (doc, { region, account }) =>
    textOf(doc, "Trn") ?? trn("id", region, account, `userpool/${textOf(doc, "Uid") ?? "*"}`),
  faults,
};
