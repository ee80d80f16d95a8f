/** Credentials with which an identity provider writes users and groups over SCIM. */
import { uuidFor } from "../../ids.ts";
import { Fault, type Place, type Resource } from "../../types.ts";
import { numberOf } from "../../values.ts";
import { faultsOf, quotaReached } from "../faults.ts";
import { beijingSeconds } from "../times.ts";

/** So that one can be replaced without a gap; the reference names no number. */
const MAX_CREDENTIALS = 2;
/** The reference is silent; a year. */
const LIFETIME_MS = 365 * 24 * 60 * 60 * 1000;

/** The secret is not kept: nothing takes it in the sandbox. */
export const scimCredential: Resource = {
  kind: "cloudidentity.scim-credential",
  noun: "SCIM credential",
  key: ["CredentialId"],
  times: { created: "CreatedTime", format: beijingSeconds },
  async fresh(_given, context) {
    if ((await context.store.count(scimCredential.kind)) >= MAX_CREDENTIALS) {
      throw quotaReached("SCIM credentials");
    }
    const expiresAt = context.now.getTime() + LIFETIME_MS;
    return {
      CredentialId: uuidFor(context, "scim-credential"),
      CredentialType: "BearerToken",
      ExpiresAt: expiresAt,
      ExpireTime: beijingSeconds(new Date(expiresAt)),
    };
  },
  derived: {
    Status: async ({ doc }, { now }) =>
      now.getTime() < (numberOf(doc, "ExpiresAt") ?? 0) ? "Enable" : "Expired",
  },
  // No page names this code.
  faults: faultsOf({
    notFound: () => new Fault(404, "SCIMServerCredentialNotFound", "There is no such SCIM credential."),
  }),
};

export const scimSecret = (context: Place): string =>
  `sandbox-scim-${uuidFor(context, "scim-secret").replaceAll("-", "")}`;
