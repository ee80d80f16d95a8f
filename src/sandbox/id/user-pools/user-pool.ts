/** User pools, as a resource of the id service. */
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";

export const userPool: Resource = {
  kind: "id.user-pool",
  noun: "user pool",
  key: ["Uid"],
  name: "Name",
  unique: ["Name"],
  indexed: ["CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh(_given, context, label) {
    const uid = uuidFor(context, `user-pool${label}`);
    return {
      Uid: uid,
      Trn: trn("id", context.region, context.account, `userpool/${uid}`),
      Description: "",
      ProjectName: "default",
      Enabled: true,
      Tags: [],
      SignInAttributes: ["email"],
      RequiredSignUpAttributes: [],
      PasswordSignInEnabled: true,
    };
  },
  derived: {
    IssuerUrl: async ({ key }, { baseUrl }) => `${baseUrl}/user-pools/${key}`,
    DiscoveryUrl: async ({ key }, { baseUrl }) =>
      `${baseUrl}/user-pools/${key}/.well-known/openid-configuration`,
    TotalUsers: ({ key }, { store }) => store.count("id.pool-user", key),
    TotalClients: ({ key }, { store }) => store.count("id.user-pool-client", key),
  },
  trn: (doc, { region, account }) =>
    textOf(doc, "Trn") ?? trn("id", region, account, `userpool/${textOf(doc, "Uid") ?? "*"}`),
  faults,
};
