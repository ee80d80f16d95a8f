/** The one outside SAML identity provider that the directory trusts. */
import { change, create, recordAt } from "../../resources/records.ts";
import { Fault, type Place, type Resource, type StoredRecord } from "../../types.ts";
import { faultsOf } from "../faults.ts";
import { beijingSeconds } from "../times.ts";
import { readMetadata } from "./metadata.ts";

const THE_ONE = "external";

export const identityProvider: Resource = {
  kind: "cloudidentity.identity-provider",
  noun: "identity provider",
  key: ["Which"],
  times: { created: "CreatedTime", updated: "UpdatedTime", format: beijingSeconds },
  fresh: () => ({ Which: THE_ONE }),
  faults: faultsOf({
    notFound: () =>
      new Fault(400, "ExternalIdpSAMLConfigNotExist", "No outside SAML identity provider is configured."),
  }),
};

/** @throws Fault ExternalIdpSAMLConfigNotExist */
export async function theProvider(context: Place): Promise<StoredRecord> {
  const record = await recordAt(identityProvider, context, THE_ONE);
  if (record === undefined) throw identityProvider.faults.notFound("");
  return record;
}

/**
 * Trusts the provider of this document, in place of the one before: the service has no other action that changes
 * or removes it.
 * @throws Fault InvalidParam
 */
export async function trustProvider(context: Place, document: string): Promise<StoredRecord> {
  const fields = { EncodedMetadataDocument: document, ...readMetadata(document) };
  const known = await recordAt(identityProvider, context, THE_ONE);
  return known === undefined
    ? create(identityProvider, context, fields)
    : change(identityProvider, context, known, fields);
}
