/** The page on which a person allows or denies what a client asks for. */
import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import { isLoopback } from "../loopback.ts";
import type { Place, ReceivedRequest, WebAnswer } from "../types.ts";
import { numberOf, textOf } from "../values.ts";
import { ISSUER_PATH } from "./addresses.ts";
import { clientOf } from "./clients.ts";
import { codeFor } from "./grants.ts";
import { html, pageOf, redirectTo } from "./html.ts";

const REQUEST = "oauth2.request";
const REQUEST_MS = 10 * 60_000;
const SUBJECT = "sandbox-user";
const SUBJECT_LIMIT = 128;

const stopped = (why: string): WebAnswer => pageOf("This request cannot go on", html`<p>${why}</p>`, 400);

/**
 * Shows the page. INVARIANT: a client that is not known, or an address that it did not register, is told to the person
 * and never redirected to.
 */
export async function asking(request: ReceivedRequest, context: Place): Promise<WebAnswer> {
  const given = new Map(request.query);
  const clientId = given.get("client_id") ?? "";
  const redirectUri = given.get("redirect_uri") ?? "";
  const client = await clientOf(context, clientId);
  if (client === undefined) return stopped("The client that asks is not known here.");
  if (!client.mayReturnTo(redirectUri))
    return stopped("The client did not register the address it wants to return to.");
  const state = given.get("state") ?? "";
  const back = (error: string) => redirectTo(redirectUri, { error, ...(state === "" ? {} : { state }) });
  if (given.get("response_type") !== "code") return back("unsupported_response_type");
  const challenge = given.get("code_challenge") ?? "";
  if (challenge !== "" && given.get("code_challenge_method") !== "S256") return back("invalid_request");
  if (challenge === "" && client.secrets.length === 0) return back("invalid_request");
  const scope = given.get("scope") ?? "";
  const ticket = uuidFor(context, "oauth2-request");
  const doc = {
    clientId,
    redirectUri,
    state,
    scope,
    challenge,
    ExpiresAt: context.now.getTime() + REQUEST_MS,
  };
  await context.store.insert({ kind: REQUEST, key: ticket, parent: undefined, doc });
  return pageOf("Allow access?", form(client.name, scope, ticket, given.get("login_hint") ?? SUBJECT));
}

function form(client: string, scope: string, ticket: string, subject: string) {
  const scopes = scope.split(" ").filter((one) => one !== "");
  const wanted =
    scopes.length === 0
      ? html`<p>It asks for no particular scope.</p>`
      : html`<p>It asks for:</p><ul>${scopes.map((one) => html`<li><code>${one}</code></li>`)}</ul>`;
  return html`<p><strong>${client}</strong> wants to act for you.</p>${wanted}
<form method="post" action="${ISSUER_PATH}/authorize"><input type="hidden" name="ticket" value="${ticket}">
<label for="user">Sign in as</label><input id="user" name="user" value="${subject.slice(0, SUBJECT_LIMIT)}" maxlength="${String(SUBJECT_LIMIT)}">
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form>`;
}

/**
 * Takes the decision. The ticket is known only to who was shown the page, works once and for ten minutes; a browser that
 * says where the form came from must name the sandbox.
 */
export async function decided(
  origin: string | undefined,
  form: URLSearchParams,
  context: Place,
): Promise<WebAnswer> {
  // A page without a referrer has the origin "null": this one.
  if (origin !== undefined && origin !== "null" && !isOwnOrigin(origin, context.baseUrl)) {
    return stopped("The form came from another site.");
  }
  const ticket = form.get("ticket") ?? "";
  const record = await context.store.get(REQUEST, ticket);
  if (record !== undefined) await context.store.remove(REQUEST, ticket);
  const doc: JsonObject = record?.doc ?? {};
  if (record === undefined || (numberOf(doc, "ExpiresAt") ?? 0) <= context.now.getTime()) {
    return stopped("It has been answered already, or it took too long. Begin anew.");
  }
  const text = (field: string) => textOf(doc, field) ?? "";
  const state: Record<string, string> = text("state") === "" ? {} : { state: text("state") };
  if (form.get("decision") !== "allow")
    return redirectTo(text("redirectUri"), { error: "access_denied", ...state });
  const code = await codeFor(context, {
    clientId: text("clientId"),
    redirectUri: text("redirectUri"),
    scope: text("scope"),
    challenge: text("challenge"),
    subject: (form.get("user") ?? "").trim().slice(0, SUBJECT_LIMIT) || SUBJECT,
  });
  return redirectTo(text("redirectUri"), { code, ...state });
}

/** True for the origin of the sandbox's own pages, which may be called by any of its names. */
export function isOwnOrigin(origin: string, baseUrl: string): boolean {
  return isLoopback(origin) && new URL(origin).port === new URL(baseUrl).port;
}
