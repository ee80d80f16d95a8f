/** The endpoints of the sandbox's own authorization server. */
import type { JsonObject } from "../../action/json.ts";
import { isJsonObject } from "../../action/json.ts";
import type { Place, ReceivedRequest, WebAnswer, WebPage } from "../types.ts";
import { ISSUER_PATH, issuerAt } from "./addresses.ts";
import { asking, decided } from "./authorize.ts";
import { register } from "./clients.ts";
import { OauthError } from "./errors.ts";
import { introspection, tokenAnswer } from "./grants.ts";

const DOCUMENTS = new Set([
  `${ISSUER_PATH}/.well-known/oauth-authorization-server`,
  `${ISSUER_PATH}/.well-known/openid-configuration`,
  // RFC 8414, section 3.1.
  `/.well-known/oauth-authorization-server${ISSUER_PATH}`,
]);

function metadata(baseUrl: string): JsonObject {
  const issuer = issuerAt(baseUrl);
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    introspection_endpoint: `${issuer}/introspect`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code", "refresh_token", "client_credentials"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
    code_challenge_methods_supported: ["S256"],
  };
}

const discovery: WebPage = {
  knows: (path) => DOCUMENTS.has(path),
  reads: true,
  answer: async ({ method }, { baseUrl }) =>
    method === "GET" ? { status: 200, body: metadata(baseUrl) } : undefined,
};

const header = ({ headers }: ReceivedRequest, name: string): string | undefined =>
  headers.find(([one]) => one.toLowerCase() === name)?.[1];

const formOf = ({ body }: ReceivedRequest) => new URLSearchParams(new TextDecoder().decode(body));

function jsonOf({ body }: ReceivedRequest): JsonObject {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    if (isJsonObject(value)) return value;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new OauthError("invalid_client_metadata", "The body is not a JSON object.");
}

const ENDPOINTS: Readonly<Record<string, (request: ReceivedRequest, context: Place) => Promise<WebAnswer>>> =
  {
    "GET /authorize": asking,
    "POST /authorize": (request, context) => decided(header(request, "origin"), formOf(request), context),
    "POST /token": async (request, context) => ({
      status: 200,
      body: await tokenAnswer(context, header(request, "authorization"), formOf(request)),
    }),
    "POST /introspect": async (request, context) => ({
      status: 200,
      body: await introspection(context, header(request, "authorization"), formOf(request)),
    }),
    "POST /register": async (request, context) => ({
      status: 201,
      body: await register(context, jsonOf(request)),
    }),
  };
const PATHS = new Set(Object.keys(ENDPOINTS).map((one) => ISSUER_PATH + one.split(" ").at(-1)));

const endpoints: WebPage = {
  knows: (path) => PATHS.has(path),
  reads: false,
  async answer(request, context) {
    const endpoint = ENDPOINTS[`${request.method} ${request.path.slice(ISSUER_PATH.length)}`];
    try {
      return await endpoint?.(request, context);
    } catch (error) {
      if (error instanceof OauthError) return error.answer();
      throw error;
    }
  },
};

export const authorizationServerPages: readonly WebPage[] = [discovery, endpoints];
