/** The authorization servers that OAuth2 credential providers name, and what the id service asks them for. */
import type { JsonObject } from "../../../action/json.ts";
import { type DialAnswer, type Dialling, dial, NotDialled } from "../../loopback.ts";
import { issuerAt } from "../../oauth2/addresses.ts";
import type { Fault } from "../../types.ts";
import { numberOf, objectOf, textOf, textsOf } from "../../values.ts";
import { refused } from "../faults.ts";

export interface AuthorizationServer {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly registrationEndpoint: string;
  /** False where it lists challenge methods, and S256 is none of them. */
  readonly provesKeys: boolean;
}

/**
 * The server of a provider's `Config`: its metadata where they are given, else its discovery document, else the
 * sandbox's own server. Not inside of a transaction, since it may have to ask for the document.
 * @throws Fault where the discovery document is not on loopback or cannot be had
 */
export async function authorizationServer(config: JsonObject, baseUrl: string): Promise<AuthorizationServer> {
  const discovery = objectOf(config, "Oauth2Discovery") ?? {};
  const given = objectOf(discovery, "AuthorizationServerMetadata") ?? {};
  const address = textOf(discovery, "DiscoveryUrl");
  const found = address && !textOf(given, "TokenEndpoint") ? await discovered(address) : {};
  const own = address || textOf(given, "TokenEndpoint") ? undefined : issuerAt(baseUrl);
  const endpoint = (field: string, documented: string, path: string) =>
    textOf(given, field) || textOf(found, documented) || (own === undefined ? "" : `${own}/${path}`);
  const methods = [
    ...textsOf(given, "CodeChallengeMethodsSupported"),
    ...textsOf(found, "code_challenge_methods_supported"),
  ];
  return {
    authorizationEndpoint: endpoint("AuthorizationEndpoint", "authorization_endpoint", "authorize"),
    tokenEndpoint: endpoint("TokenEndpoint", "token_endpoint", "token"),
    registrationEndpoint: endpoint("RegistrationEndpoint", "registration_endpoint", "register"),
    provesKeys: methods.length === 0 || methods.includes("S256"),
  };
}

async function discovered(address: string): Promise<JsonObject> {
  const { status, json } = await asked(address, { method: "GET" });
  if (status !== 200 || json === undefined) throw refused(`There is no discovery document at ${address}.`);
  return json;
}

async function asked(address: string, dialling: Dialling): Promise<DialAnswer> {
  try {
    return await dial(address, dialling);
  } catch (error) {
    throw error instanceof NotDialled ? refused(error.message) : error;
  }
}

/** What a token endpoint gave. */
export interface Granted {
  readonly accessToken: string;
  /** Seconds, undefined where the server does not say. */
  readonly expiresIn: number | undefined;
  readonly refreshToken: string | undefined;
  /** Undefined where the server gave what was asked for. */
  readonly scopes: readonly string[] | undefined;
}

/**
 * Asks the token endpoint (RFC 6749), as the client that the provider holds.
 * @throws Fault where the endpoint is not on loopback, does not answer, or refuses
 */
export async function requestToken(
  server: AuthorizationServer,
  provider: JsonObject,
  grant: Readonly<Record<string, string>>,
): Promise<Granted> {
  const config = objectOf(provider, "Config") ?? {};
  const [id, secret] = [textOf(config, "ClientId") ?? "", textOf(config, "ClientSecret") ?? ""];
  if (id === "") throw refused("The provider has no ClientId.");
  const registered = objectOf(objectOf(provider, "DcrClientInfo") ?? {}, "ClientMetadata") ?? {};
  const basic = textOf(registered, "TokenEndpointAuthMethod") === "client_secret_basic";
  const form = new URLSearchParams({
    ...grant,
    ...(basic ? {} : { client_id: id, ...(secret === "" ? {} : { client_secret: secret }) }),
  });
  const encoded = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  const answer = await asked(server.tokenEndpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(basic ? { authorization: `Basic ${Buffer.from(encoded).toString("base64")}` } : {}),
    },
    body: form.toString(),
  });
  const accessToken = textOf(answer.json ?? {}, "access_token");
  if (answer.status !== 200 || answer.json === undefined || !accessToken) throw declined(answer);
  const scope = textOf(answer.json, "scope");
  return {
    accessToken,
    expiresIn: numberOf(answer.json, "expires_in"),
    refreshToken: textOf(answer.json, "refresh_token"),
    scopes: scope === undefined ? undefined : scope.split(" ").filter((one) => one !== ""),
  };
}

/** Names the error, and never quotes more of the answer: it may echo what was sent. */
function declined({ status, json }: DialAnswer): Fault {
  const code = textOf(json ?? {}, "error") ?? "";
  const said = /^[a-z_]{1,64}$/.test(code) ? code : `status ${status}`;
  return refused(`The authorization server refused: ${said}.`);
}

/**
 * Registers a client (RFC 7591).
 * @throws Fault where the endpoint is not on loopback, does not answer, or refuses
 */
export async function registerClient(endpoint: string, metadata: JsonObject): Promise<JsonObject> {
  if (endpoint === "") throw refused("The authorization server has no RegistrationEndpoint.");
  const answer = await asked(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(metadata),
  });
  const registered = answer.status === 201 || answer.status === 200 ? answer.json : undefined;
  if (registered === undefined || !textOf(registered, "client_id")) throw declined(answer);
  return registered;
}
