/** OAuth2 tokens that the service keeps: for a workload and its user, or shared under a name. */
import type { JsonObject } from "../../../action/json.ts";
import { utcSeconds } from "../../ids.ts";
import type { Place, Resource } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { workloadIdentity } from "../workloads/workload-identity.ts";
import type { Granted } from "./authorization-servers.ts";
import { credentialProvider } from "./credential-provider.ts";

/** What one user allowed one workload; the scopes are one text, sorted. */
export const oauth2Grant: Resource = {
  kind: "id.oauth2-grant",
  noun: "OAuth2 token",
  key: ["CredentialProviderId", "Owner", "Scope"],
  parent: { to: credentialProvider, field: "CredentialProviderId", onDelete: "cascade" },
  references: [{ field: "WorkloadIdentity", to: workloadIdentity, onDelete: "cascade" }],
  indexed: ["Owner"],
  faults,
};

/** What one account allowed all workloads. */
export const sharedCredential: Resource = {
  kind: "id.shared-oauth2-credential",
  noun: "shared OAuth2 credential",
  key: ["CredentialProviderId", "Name"],
  name: "Name",
  parent: { to: credentialProvider, field: "CredentialProviderId", onDelete: "cascade" },
  indexed: ["Name", "PoolName", "ProviderName", "CreatedAt", "UpdatedAt"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  faults,
};

/** Fields of both in which the token is kept. A token without `ExpiresAt` (ms) does not expire. */
export function kept(
  granted: Granted,
  asked: readonly string[],
  context: Pick<Place, "now">,
  maxSeconds: number | undefined,
): JsonObject {
  const seconds = lifetime(granted.expiresIn, maxSeconds);
  return {
    AccessToken: granted.accessToken,
    Scopes: [...(granted.scopes ?? asked)],
    ExpiresAt: seconds === undefined ? null : context.now.getTime() + seconds * 1000,
    ...(granted.refreshToken === undefined ? {} : { RefreshToken: granted.refreshToken }),
  };
}

/** Seconds that a token is used for: what the server says, at most what the provider allows (`MaxExpires`). */
export function lifetime(said: number | undefined, most: number | undefined): number | undefined {
  return most === undefined || most <= 0 ? said : Math.min(said ?? most, most);
}

export function maxExpires(provider: JsonObject): number | undefined {
  return numberOf(objectOf(provider, "Config") ?? {}, "MaxExpires");
}

export const isLive = (doc: JsonObject, now: Date): boolean =>
  (numberOf(doc, "ExpiresAt") ?? Number.POSITIVE_INFINITY) > now.getTime();

export function covers(doc: JsonObject, scopes: readonly string[]): boolean {
  const had = textsOf(doc, "Scopes");
  return scopes.every((one) => had.includes(one));
}

/** As GetResourceOauth2Token answers it. */
export function tokenShown(doc: JsonObject, now: Date): JsonObject {
  const expires = numberOf(doc, "ExpiresAt");
  return {
    AccessToken: textOf(doc, "AccessToken") ?? "",
    ...(expires === undefined ? {} : { ExpiresIn: Math.floor((expires - now.getTime()) / 1000) }),
  };
}

/** A `Granted` on its way through `context.brought`, and back. */
export function carried(granted: Granted): JsonObject {
  const { accessToken, expiresIn, refreshToken, scopes } = granted;
  return {
    accessToken,
    ...(expiresIn === undefined ? {} : { expiresIn }),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(scopes === undefined ? {} : { scopes }),
  };
}

export function grantedIn(brought: JsonObject | undefined): Granted | undefined {
  const from = objectOf(brought ?? {}, "Granted");
  const accessToken = textOf(from ?? {}, "accessToken");
  if (from === undefined || accessToken === undefined) return undefined;
  return {
    accessToken,
    expiresIn: numberOf(from, "expiresIn"),
    refreshToken: textOf(from, "refreshToken"),
    scopes: from.scopes === undefined ? undefined : textsOf(from, "scopes"),
  };
}
