/** Credential providers of every type, as one resource: they share a pool, and their names with it. */
import type { JsonObject } from "../../../action/json.ts";
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import { answers, type Definition } from "../../resources/family.ts";
import { find, need } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { DEFAULT_POOL, poolNamed, workloadPool } from "../workloads/workload-pool.ts";

/** The first two are the reference's words; it has none for the third, which its lists leave out. */
export type ProviderType = "api_key" | "oauth2" | "role";

/** Parameters of all actions on one provider: its name, in a pool, `default` where none is named. */
export const BY_NAME = { Name: "Name" } as const;
export const inPool = (type: ProviderType) => ({ defaultParent: DEFAULT_POOL, only: { Type: type } });

export const credentialProvider: Resource = {
  kind: "id.credential-provider",
  noun: "credential provider",
  key: ["CredentialProviderId"],
  name: "Name",
  parent: { to: workloadPool, field: "PoolName", onDelete: "refuse" },
  unique: ["Name"],
  indexed: ["CreatedAt", "UpdatedAt", "Type"],
  // Clients of OAuth2 providers are found by their id.
  values: (doc) => ({ ClientId: textOf(objectOf(doc, "Config") ?? {}, "ClientId") ?? "" }),
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  async fresh(given, context, label) {
    const id = uuidFor(context, `credential-provider${label}`);
    const pool = await poolNamed(context, textOf(given, "PoolName"));
    const secret = `secrets/id-credential-provider-${id}`;
    return {
      CredentialProviderId: id,
      // The reference is silent about the form of both; these follow the workload identity's.
      CredentialProviderTrn: `${textOf(pool.doc, "Trn")}/credentialprovider/${textOf(given, "Name")}`,
      ...(given.Type === "role" ? {} : { SecretTrn: trn("kms", context.region, context.account, secret) }),
      ProjectName: "default",
    };
  },
  trn: (doc) => textOf(doc, "CredentialProviderTrn") ?? "*",
  faults,
};

/** @throws Fault NotFound for the pool, and for a provider that is not there or of another type */
export async function providerNamed(
  context: Place,
  poolName: string | undefined,
  name: string,
  type: ProviderType,
): Promise<StoredRecord> {
  const pool = await poolNamed(context, poolName);
  return need(credentialProvider, context, { Name: name, Type: type }, pool.key);
}

/** As `providerNamed`, of the parameters `PoolName` and `ProviderName`. */
export function providerIn(params: JsonObject, context: Place, type: ProviderType): Promise<StoredRecord> {
  return providerNamed(context, textOf(params, "PoolName"), textOf(params, "ProviderName") ?? "", type);
}

/** @throws Fault where the pool is not there or the name is taken in it: asked before anything is registered */
export async function assertFree(params: JsonObject, context: Place): Promise<void> {
  const pool = await poolNamed(context, textOf(params, "PoolName"));
  const name = textOf(params, "Name") ?? "";
  if ((await find(credentialProvider, context, { Name: name }, pool.key)) !== undefined) {
    throw faults.duplicated(`${credentialProvider.noun} ${name}`);
  }
}

/** Those of the given names that are there, in the order of the names: the reference has no word for the others. */
export function batchGets(type: ProviderType, within: string): Definition {
  return answers(async (params, context) => {
    const pool = await poolNamed(context, textOf(params, "PoolName"));
    const found: JsonObject[] = [];
    for (const Name of new Set(textsOf(params, "Names"))) {
      const record = await find(credentialProvider, context, { Name, Type: type }, pool.key);
      if (record !== undefined) found.push(record.doc);
    }
    return { [within]: found };
  });
}
