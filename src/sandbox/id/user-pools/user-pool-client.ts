/** Applications that sign the users of a pool in, as a resource of the id service. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { endpointsOf } from "./endpoints.ts";
import { userPool } from "./user-pool.ts";

/**
 * The reference names no client types but WEB_APPLICATION, which keeps a secret on its server. These two run where
 * their users can look inside (RFC 6749, section 2.1) and get none.
 */
const PUBLIC: ReadonlySet<string> = new Set(["SINGLE_PAGE_APPLICATION", "NATIVE_APPLICATION"]);

export const userPoolClient: Resource = {
  kind: "id.user-pool-client",
  noun: "user pool client",
  key: ["Uid"],
  name: "Name",
  parent: { to: userPool, field: "UserPoolUid", onDelete: "cascade" },
  unique: ["Name"],
  indexed: ["CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: utcSeconds },
  fresh(given, context, label) {
    const secret = ["a", "b"].map((part) => uuidFor(context, `client-secret ${part}${label}`)).join("");
    const confidential = !PUBLIC.has((textOf(given, "ClientType") ?? "").toUpperCase());
    return {
      Uid: uuidFor(context, `user-pool-client${label}`),
      ...(confidential ? { ClientSecret: `sandbox-secret-${secret.replaceAll("-", "")}` } : {}),
      Description: "",
      LogoUri: "",
      AllowedCallbackUrls: [],
      AllowedCors: [],
      AllowedLogoutUrls: [],
      AllowedWebOrigins: [],
      DevelopmentModeEnabled: false,
      DeviceFlowEnabled: false,
      DismissLoginPageEnabled: false,
      SkipConsentEnabled: false,
      IdToken: { LifetimeSeconds: 3_600 },
      RefreshToken: {
        HasIdleLifetime: true,
        IdleLifetimeSeconds: 1_296_000,
        HasCombinedLifetime: true,
        CombinedLifetimeSeconds: 2_592_000,
        Rotation: true,
      },
    };
  },
  derived: {
    LoginPageUrl: async ({ key, parent }, { baseUrl }) =>
      `${endpointsOf(baseUrl, parent ?? "").authorization}?client_id=${key}`,
  },
  faults,
};
