/** What may use a credential provider, as a resource of the id service. */
import { utcSeconds } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import * as faults from "../faults.ts";
import { credentialProvider } from "./credential-provider.ts";

export const binding: Resource = {
  kind: "id.credential-provider-binding",
  noun: "binding",
  key: ["CredentialProviderId", "Resource"],
  name: "Resource",
  parent: { to: credentialProvider, field: "CredentialProviderId", onDelete: "cascade" },
  indexed: ["PoolName", "ProviderName", "Resource"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  faults,
};
