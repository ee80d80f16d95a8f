/** Tokens with which an outside directory writes the users of a pool, as a resource of the id service. */
import { utcSeconds, uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { identityProvider } from "../providers/identity-provider.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** The reference is silent about a token whose end is not given; it has one here, a year away. */
const DEFAULT_DAYS = 365;

export const scimToken: Resource = {
  kind: "id.scim-token",
  noun: "SCIM token",
  key: ["Uid"],
  parent: { to: identityProvider, field: "ConnectionUid", onDelete: "cascade" },
  times: { created: "CreatedAt", format: utcSeconds },
  fresh(_given, context, label) {
    const secret = ["a", "b"].map((part) => uuidFor(context, `scim-secret ${part}${label}`)).join("");
    return {
      Uid: uuidFor(context, `scim-token${label}`),
      Token: `sandbox-scim-${secret.replaceAll("-", "")}`,
      ExpiresAt: utcSeconds(new Date(context.now.getTime() + DEFAULT_DAYS * DAY_MS)),
    };
  },
  faults,
};
