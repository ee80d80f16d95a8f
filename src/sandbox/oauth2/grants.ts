/** What the sandbox's own authorization server gives: codes, access tokens and refresh tokens. */
import { createHash } from "node:crypto";
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import type { Place, StoredRecord } from "../types.ts";
import { numberOf, textOf } from "../values.ts";
import { authenticated, type Client } from "./clients.ts";
import { OauthError } from "./errors.ts";

const CODE = "oauth2.code";
const ACCESS = "oauth2.access-token";
const REFRESH = "oauth2.refresh-token";
const CODE_MS = 60_000;
export const ACCESS_SECONDS = 3600;

export interface Consent {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** S256 challenge (RFC 7636), empty where the client sent none. */
  readonly challenge: string;
  /** Who allowed it. */
  readonly subject: string;
}

export async function codeFor(context: Place, consent: Consent): Promise<string> {
  const code = `sandbox-code-${uuidFor(context, "oauth2-code")}`;
  const doc = { ...consent, ExpiresAt: context.now.getTime() + CODE_MS };
  await context.store.insert({ kind: CODE, key: code, parent: undefined, doc });
  return code;
}

/** Answers a request to the token endpoint. @throws OauthError */
export async function tokenAnswer(
  context: Place,
  authorization: string | undefined,
  form: URLSearchParams,
): Promise<JsonObject> {
  const client = await authenticated(context, authorization, form);
  switch (form.get("grant_type")) {
    case "client_credentials":
      if (client.secrets.length === 0) {
        throw new OauthError("unauthorized_client", "A public client has no credentials.");
      }
      return give(context, client, { sub: client.id, scope: form.get("scope") ?? "" }, false);
    case "authorization_code":
      return give(context, client, await redeemed(context, client, form), true);
    case "refresh_token":
      return give(context, client, await refreshed(context, client, form), true);
    default:
      throw new OauthError("unsupported_grant_type", "It is not one of those that the server lists.");
  }
}

interface Given {
  readonly sub: string;
  readonly scope: string;
}

async function taken(context: Place, kind: string, key: string): Promise<StoredRecord | undefined> {
  const record = await context.store.get(kind, key);
  // Codes and refresh tokens work once, also where the rest of the request is wrong.
  if (record !== undefined) await context.store.remove(kind, key);
  return record;
}

async function redeemed(context: Place, client: Client, form: URLSearchParams): Promise<Given> {
  const record = await taken(context, CODE, form.get("code") ?? "");
  const doc = record?.doc ?? {};
  const good =
    record !== undefined &&
    (numberOf(doc, "ExpiresAt") ?? 0) > context.now.getTime() &&
    textOf(doc, "clientId") === client.id &&
    textOf(doc, "redirectUri") === form.get("redirect_uri") &&
    proves(form.get("code_verifier") ?? "", textOf(doc, "challenge") ?? "");
  if (!good) throw new OauthError("invalid_grant", "The code is not valid for this client and redirect_uri.");
  return { sub: textOf(doc, "subject") ?? "", scope: textOf(doc, "scope") ?? "" };
}

function proves(verifier: string, challenge: string): boolean {
  if (challenge === "") return verifier === "";
  return createHash("sha256").update(verifier).digest("base64url") === challenge;
}

async function refreshed(context: Place, client: Client, form: URLSearchParams): Promise<Given> {
  const record = await taken(context, REFRESH, form.get("refresh_token") ?? "");
  if (record === undefined || textOf(record.doc, "client_id") !== client.id) {
    throw new OauthError("invalid_grant", "The refresh token is not valid for this client.");
  }
  const had = (textOf(record.doc, "scope") ?? "").split(" ");
  const asked = form.get("scope") ?? "";
  if (asked !== "" && !asked.split(" ").every((one) => had.includes(one))) {
    throw new OauthError("invalid_scope", "It was not granted.");
  }
  return { sub: textOf(record.doc, "sub") ?? "", scope: asked || had.join(" ") };
}

async function give(
  context: Place,
  client: Client,
  { sub, scope }: Given,
  renewable: boolean,
): Promise<JsonObject> {
  const exp = Math.floor(context.now.getTime() / 1000) + ACCESS_SECONDS;
  const access = `sandbox-access-${uuidFor(context, "oauth2-access")}`;
  const refresh = `sandbox-refresh-${uuidFor(context, "oauth2-refresh")}`;
  const doc = { client_id: client.id, sub, scope };
  await context.store.insert({ kind: ACCESS, key: access, parent: undefined, doc: { ...doc, exp } });
  if (renewable) await context.store.insert({ kind: REFRESH, key: refresh, parent: undefined, doc });
  return {
    access_token: access,
    token_type: "Bearer",
    expires_in: ACCESS_SECONDS,
    ...(renewable ? { refresh_token: refresh } : {}),
    ...(scope === "" ? {} : { scope }),
  };
}

/** What an access token is worth (RFC 7662), to a client. @throws OauthError */
export async function introspection(
  context: Place,
  authorization: string | undefined,
  form: URLSearchParams,
): Promise<JsonObject> {
  await authenticated(context, authorization, form);
  const record = await context.store.get(ACCESS, form.get("token") ?? "");
  const live = record !== undefined && (numberOf(record.doc, "exp") ?? 0) * 1000 > context.now.getTime();
  return live ? { active: true, token_type: "Bearer", ...record.doc } : { active: false };
}
