/** Mail servers through which user pools send, as a resource of the id service. */
import { uuidFor } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { userPool } from "./user-pool.ts";

/** The reference lets a provider be without a pool; one that has a pool goes with it. */
export const externalProvider: Resource = {
  kind: "id.external-provider",
  noun: "external provider",
  key: ["ProviderUid"],
  references: [{ field: "UserPoolUid", to: userPool, onDelete: "cascade" }],
  fresh: (_given, context, label) => ({
    ProviderUid: uuidFor(context, `external-provider${label}`),
    ProviderType: "SMTP",
  }),
  faults,
};
