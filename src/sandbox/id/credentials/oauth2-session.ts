/** Authorizations that have begun: a person has been asked and has not answered, or nobody has confirmed who it was. */
import { createHash } from "node:crypto";
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import { change, create, find, recordAt } from "../../resources/records.ts";
import type { Outside, Place, Resource, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, objectsOf, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { invalid, refused } from "../faults.ts";
import {
  type AuthorizationServer,
  authorizationServer,
  type Granted,
  requestToken,
} from "./authorization-servers.ts";
import { credentialProvider } from "./credential-provider.ts";
import { kept, maxExpires, oauth2Grant, sharedCredential } from "./oauth2-grant.ts";

const SESSION_MS = 10 * 60_000;

/** `pending`, then `denied`, or `consented` where the caller's own page still has to confirm who it was, then `done`. */
export type Status = "pending" | "consented" | "done" | "denied";

export const oauth2Session: Resource = {
  kind: "id.oauth2-session",
  noun: "authorization session",
  key: ["SessionUri"],
  parent: { to: credentialProvider, field: "CredentialProviderId", onDelete: "cascade" },
  unique: ["State"],
  faults,
};

export interface Asked {
  readonly provider: StoredRecord;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** Parameters of the provider and of the call beside the protocol's own. */
  readonly custom: Readonly<Record<string, string>>;
  /** Whose the token will be. */
  readonly fields: JsonObject;
}

/** The protocol's own parameters: no custom one may stand in for them. */
const RESERVED = new Set(
  "client_id client_secret redirect_uri response_type scope state code code_verifier code_challenge code_challenge_method grant_type refresh_token client_assertion client_assertion_type".split(
    " ",
  ),
);

/** The pairs of `CustomParameters`, of the provider and then of the call. @throws Fault */
export function customParameters(provider: JsonObject, params: JsonObject): Readonly<Record<string, string>> {
  const pairs = [objectOf(provider, "Config") ?? {}, params].flatMap((from) =>
    objectsOf(objectOf(from, "CustomParameters") ?? {}, "Entries"),
  );
  return Object.fromEntries(
    pairs.map((pair) => {
      const name = textOf(pair, "Key") ?? "";
      if (name === "" || RESERVED.has(name)) {
        throw invalid("CustomParameters", `${name || "An empty name"} is not free: the protocol sets it.`);
      }
      return [name, textOf(pair, "Value") ?? ""] as const;
    }),
  );
}

/** Begins one. @returns `{AuthorizationUrl, SessionUri}` @throws Fault */
export async function begin(
  context: Place,
  server: Pick<AuthorizationServer, "authorizationEndpoint" | "provesKeys">,
  asked: Asked,
): Promise<JsonObject> {
  if (!URL.canParse(server.authorizationEndpoint))
    throw refused("The provider has no AuthorizationEndpoint.");
  const config = objectOf(asked.provider.doc, "Config") ?? {};
  const SessionUri = `urn:ietf:params:oauth:request_uri:${uuidFor(context, "oauth2-session")}`;
  const State = uuidFor(context, "oauth2-state");
  const verifier = server.provesKeys ? uuidFor(context, "verifier-1") + uuidFor(context, "verifier-2") : "";
  const url = new URL(server.authorizationEndpoint);
  const parameters: Record<string, string> = {
    ...asked.custom,
    response_type: "code",
    client_id: textOf(config, "ClientId") ?? "",
    redirect_uri: asked.redirectUri,
    ...(asked.scopes.length === 0 ? {} : { scope: asked.scopes.join(" ") }),
    state: State,
    ...(verifier === ""
      ? {}
      : {
          code_challenge: createHash("sha256").update(verifier).digest("base64url"),
          code_challenge_method: "S256",
        }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  await create(oauth2Session, context, {
    ...asked.fields,
    CredentialProviderId: asked.provider.key,
    SessionUri,
    State,
    Verifier: verifier,
    RedirectUri: asked.redirectUri,
    Scopes: asked.scopes,
    AuthorizationUrl: url.href,
    Status: "pending",
    ExpiresAt: context.now.getTime() + SESSION_MS,
  });
  return { AuthorizationUrl: url.href, SessionUri };
}

export const isOpen = (session: StoredRecord, now: Date): boolean =>
  (numberOf(session.doc, "ExpiresAt") ?? 0) > now.getTime();

/** The session that waits for the answer with this state; undefined where none does any more. */
export async function waitingFor(context: Place, State: string): Promise<StoredRecord | undefined> {
  const session = State === "" ? undefined : await find(oauth2Session, context, { State });
  return session !== undefined && session.doc.Status === "pending" && isOpen(session, context.now)
    ? session
    : undefined;
}

/** Trades a code for a token, for a session that waits. Not inside of a transaction. @throws Fault */
export async function trade(
  session: StoredRecord,
  provider: StoredRecord,
  code: string,
  outside: Outside,
): Promise<Granted> {
  const server = await authorizationServer(objectOf(provider.doc, "Config") ?? {}, outside.baseUrl);
  const verifier = textOf(session.doc, "Verifier") ?? "";
  return requestToken(server, provider.doc, {
    grant_type: "authorization_code",
    code,
    redirect_uri: textOf(session.doc, "RedirectUri") ?? "",
    ...(verifier === "" ? {} : { code_verifier: verifier }),
  });
}

export const deny = (context: Place, session: StoredRecord): Promise<StoredRecord> =>
  change(oauth2Session, context, session, { Status: "denied" });

/** Keeps the token in the session until somebody confirms who allowed it. */
export function awaitConfirmation(
  context: Place,
  session: StoredRecord,
  token: JsonObject,
): Promise<StoredRecord> {
  return change(oauth2Session, context, session, { Status: "consented", Token: token });
}

/** What the session's token is kept as. */
export async function tokenOf(context: Place, session: StoredRecord, granted: Granted): Promise<JsonObject> {
  const provider = await recordAt(credentialProvider, context, session.parent ?? "");
  return kept(granted, textsOf(session.doc, "Scopes"), context, maxExpires(provider?.doc ?? {}));
}

/** Hands the token to whom the session was for, and ends it. */
export async function finish(context: Place, session: StoredRecord, token: JsonObject): Promise<void> {
  const { doc } = session;
  const of = { CredentialProviderId: session.parent ?? "" };
  const shared = objectOf(doc, "Shared");
  if (shared !== undefined) await create(sharedCredential, context, { ...shared, ...of, ...token });
  else {
    const Scope = textsOf(doc, "Scopes").toSorted().join(" ");
    const fields = {
      ...of,
      Owner: textOf(doc, "Owner") ?? "",
      Scope,
      WorkloadIdentity: textOf(doc, "WorkloadIdentity") ?? "",
    };
    const before = await find(oauth2Grant, context, { ...of, Owner: fields.Owner, Scope });
    if (before !== undefined) await context.store.remove(oauth2Grant.kind, before.key);
    await create(oauth2Grant, context, { ...fields, ...token });
  }
  // The token is kept once.
  await change(oauth2Session, context, session, { Status: "done", Token: null });
}
