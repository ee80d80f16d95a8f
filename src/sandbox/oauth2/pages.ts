/** The endpoints of the sandbox's own authorization server. */
import type { JsonObject } from "../../action/json.ts";
import { isJsonObject } from "../../action/json.ts";
import type { Place, ReceivedRequest, WebAnswer, WebPage } from "../types.ts";
import { ISSUER_PATH, issuerAt } from "./addresses.ts";
import { asking, decided, isOwnOrigin } from "./authorize.ts";
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

/** @throws OauthError for a NUL, which the store does not take */
function formOf({ body }: ReceivedRequest): URLSearchParams {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  if ([...form.values()].some((value) => value.includes("\0"))) {
    throw new OauthError("invalid_request", "A text has a NUL character.");
  }
  return form;
}

/**
 * A browser says where a request comes from, and pages of other sites have no business with any endpoint but the one that
 * people are sent to. @throws OauthError
 */
function assertNoForeignPage(request: ReceivedRequest, { baseUrl }: Place): void {
  const origin = header(request, "origin");
  if (origin !== undefined && !isOwnOrigin(origin, baseUrl)) {
    throw new OauthError("access_denied", "The request came from a page of another site.", 403);
  }
}

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
const DECIDING = `${ISSUER_PATH}/authorize`;
const PATHS = new Set(Object.keys(ENDPOINTS).map((one) => ISSUER_PATH + one.split(" ").at(-1)));

const endpoints: WebPage = {
  knows: (path) => PATHS.has(path),
  reads: false,
  async answer(request, context) {
    const endpoint = ENDPOINTS[`${request.method} ${request.path.slice(ISSUER_PATH.length)}`];
    try {
      // The form of the page that asks has a ticket, and says itself what is wrong.
      if (request.method === "POST" && request.path !== DECIDING) assertNoForeignPage(request, context);
      return await endpoint?.(request, context);
    } catch (error) {
      if (error instanceof OauthError) return error.answer();
      throw error;
    }
  },
};

export const authorizationServerPages: readonly WebPage[] = [discovery, endpoints];
