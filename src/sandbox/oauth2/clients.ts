/** Clients of the sandbox's own authorization server. */
import { timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../../action/json.ts";
import { credentialProvider } from "../id/credentials/credential-provider.ts";
import { uuidFor } from "../ids.ts";
import { isLoopback } from "../loopback.ts";
import type { Place } from "../types.ts";
import { objectOf, textOf, textsOf } from "../values.ts";
import { callbackAt, issuerAt } from "./addresses.ts";
import { OauthError } from "./errors.ts";

const CLIENT = "oauth2.client";

/** A client that is always there; it may be sent back to any loopback address. */
export const READY_CLIENT = { id: "sandbox-client", secret: "sandbox-secret-example" } as const;

export interface Client {
  readonly id: string;
  readonly name: string;
  /** Any of these opens it; none where it is a public client. */
  readonly secrets: readonly string[];
  mayReturnTo(address: string): boolean;
}

/** The client of an id: the ready-made one, a registered one, or that of a credential provider which asks here. */
export async function clientOf(context: Place, id: string): Promise<Client | undefined> {
  if (id === READY_CLIENT.id) {
    return { id, name: "The sandbox's client", secrets: [READY_CLIENT.secret], mayReturnTo: isLoopback };
  }
  // The store takes no NUL.
  if (id.includes("\0")) return undefined;
  const registered = await context.store.get(CLIENT, id);
  if (registered !== undefined) {
    const { doc } = registered;
    const secret = textOf(doc, "client_secret");
    return {
      id,
      name: textOf(doc, "client_name") || id,
      secrets: secret === undefined ? [] : [secret],
      mayReturnTo: (address) => textsOf(doc, "redirect_uris").includes(address),
    };
  }
  const { items } = await context.store.list(credentialProvider.kind, { equals: { ClientId: id } });
  const asking = items.filter(({ doc }) => asksHere(objectOf(doc, "Config") ?? {}, context.baseUrl));
  const [first] = asking;
  if (id === "" || first === undefined) return undefined;
  const texts = (field: string) =>
    asking.map(({ doc }) => textOf(objectOf(doc, "Config") ?? {}, field) ?? "").filter((text) => text !== "");
  const returns = [callbackAt(context.baseUrl), ...texts("RedirectUrl")];
  return {
    id,
    name: textOf(first.doc, "Name") ?? id,
    secrets: texts("ClientSecret"),
    mayReturnTo: (address) => returns.includes(address),
  };
}

function asksHere(config: JsonObject, baseUrl: string): boolean {
  const discovery = objectOf(config, "Oauth2Discovery") ?? {};
  const metadata = objectOf(discovery, "AuthorizationServerMetadata") ?? {};
  const server = textOf(metadata, "TokenEndpoint") || textOf(discovery, "DiscoveryUrl");
  return !server || server.startsWith(`${issuerAt(baseUrl)}/`);
}

function same(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The client that a request to the token endpoint comes from: by HTTP Basic or by fields of the form (RFC 6749, section
 * 2.3.1).
 * @throws OauthError invalid_client
 */
export async function authenticated(
  context: Place,
  authorization: string | undefined,
  form: URLSearchParams,
): Promise<Client> {
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? "")?.[1];
  const [name = "", password = ""] =
    basic === undefined ? [] : Buffer.from(basic, "base64").toString("utf8").split(/:(.*)/s).map(decoded);
  const id = basic === undefined ? (form.get("client_id") ?? "") : name;
  const secret = basic === undefined ? (form.get("client_secret") ?? "") : password;
  const client = await clientOf(context, id);
  const known =
    client !== undefined &&
    (client.secrets.length === 0 ? secret === "" : client.secrets.some((one) => same(one, secret)));
  if (!known) throw new OauthError("invalid_client", "The client is not known, or its secret is wrong.", 401);
  return client;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    return text;
  }
}

const TEXTS = ["client_name", "client_uri", "logo_uri", "scope", "token_endpoint_auth_method"];
const METHODS = ["client_secret_post", "client_secret_basic", "none"];

/** Registers a client (RFC 7591). @throws OauthError */
export async function register(context: Place, metadata: JsonObject): Promise<JsonObject> {
  const uris = textsOf(metadata, "redirect_uris");
  const grants = textsOf(metadata, "grant_types");
  const granted = grants.length === 0 ? ["authorization_code"] : grants;
  if (granted.includes("authorization_code") && uris.length === 0) {
    throw new OauthError("invalid_redirect_uri", "redirect_uris is missing.");
  }
  for (const uri of uris) {
    const good = URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol) && !uri.includes("#");
    if (!good)
      throw new OauthError("invalid_redirect_uri", "It must be an http or https URL without a fragment.");
  }
  const method = textOf(metadata, "token_endpoint_auth_method") || "client_secret_post";
  if (!METHODS.includes(method)) {
    throw new OauthError(
      "invalid_client_metadata",
      `token_endpoint_auth_method is one of ${METHODS.join(", ")}.`,
    );
  }
  const id = `sandbox-client-${uuidFor(context, "oauth2-client")}`;
  const texts = TEXTS.flatMap((field) => {
    const text = textOf(metadata, field);
    return text === undefined ? [] : [[field, text] as const];
  });
  const doc = {
    ...Object.fromEntries(texts),
    client_id: id,
    client_id_issued_at: Math.floor(context.now.getTime() / 1000),
    ...(method === "none"
      ? {}
      : {
          client_secret: `sandbox-secret-${uuidFor(context, "oauth2-secret")}`,
          client_secret_expires_at: 0,
        }),
    redirect_uris: uris,
    grant_types: granted,
    response_types: granted.includes("authorization_code") ? ["code"] : [],
    token_endpoint_auth_method: method,
  };
  await context.store.insert({ kind: CLIENT, key: id, parent: undefined, doc });
  return doc;
}
