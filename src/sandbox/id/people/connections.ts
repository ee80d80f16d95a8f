/** Identity providers as users refer to them, and what a link to an account there looks like. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds } from "../../ids.ts";
import type { Place } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { notFound } from "../faults.ts";
import { identityProvider } from "../providers/identity-provider.ts";

/** @throws Fault NotFound for a connection that the pool does not have */
export async function connectionIn(
  context: Pick<Place, "store">,
  poolUid: string,
  uid: string,
): Promise<JsonObject> {
  const record = await context.store.get(identityProvider.kind, uid);
  if (record === undefined || record.parent !== poolUid) throw notFound(`identity provider ${uid}`);
  return record.doc;
}

/** How a link came to be: with the user, by a link made later, or by a sync. The reference names no values. */
export type LinkSource = "Create" | "Link" | "Sync";

/** One element of a user's ExternalIdentities. */
export function identityAt(
  context: Pick<Place, "now">,
  connectionUid: string,
  connection: JsonObject,
  identifier: string,
  source: LinkSource,
): JsonObject {
  return {
    ConnectionUid: connectionUid,
    ...pick(connection, ["ConnectionType", "Provider"]),
    ExternalProviderUserIdentifier: identifier,
    LinkSource: source,
    UpdatedAt: utcSeconds(context.now),
  };
}

/** The link in what a request gives; undefined where it gives none. */
export const identifierIn = (given: JsonObject): string | undefined =>
  textOf(given, "ExternalProviderUserIdentifier") || undefined;
