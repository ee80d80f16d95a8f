/**
 * AssumeRoleWithOIDC: temporary keys of a role for the owner of a token, in a request that nobody signs. It is none of
 * the documented actions; the fields are those of the service's description of it.
 */
import type { JsonObject } from "../../action/json.ts";
import { dialectOf } from "../dialects.ts";
import { checkParameters } from "../facts.ts";
import { oidcProvider } from "../iam/providers/oidc-provider.ts";
import { type Trusted, trusts } from "../iam/trust.ts";
import { decoded, verified, verifiedBy } from "../id/workloads/signing.ts";
import { keysForToken } from "../id/workloads/user-tokens.ts";
import { utcSeconds } from "../ids.ts";
import { queryValue, readParameters } from "../request.ts";
import type { SandboxStore } from "../store.ts";
import { type Facts, Fault, type Place, type ReceivedRequest, type StoredRecord } from "../types.ts";
import { numberOf, objectsOf, textOf, textsOf } from "../values.ts";
import { notTrusted, roleToAssume, sessionOf, sessionRequest } from "./assume-role.ts";

const SERVICE = "sts";
const ACTION = "AssumeRoleWithOIDC";
const VERSION = "2018-01-01";
const INPUT: Facts = {
  "RoleTrn!": "string",
  "OIDCToken!": "string ..20000",
  "RoleSessionName!": "string",
  DurationSeconds: "int",
  Policy: "string",
};

/** A call that needs no signature. */
export interface OpenCall {
  readonly service: string;
  readonly action: string;
  readonly version: string;
  readonly params: JsonObject;
  /** @throws Fault */
  run(store: SandboxStore, facts: Omit<Place, "store">): Promise<JsonObject>;
}

/** The call that an unsigned request is, if it is one that may be. @throws Fault for parameters that are wrong */
export function unsigned(request: ReceivedRequest): OpenCall | undefined {
  const dialect = dialectOf(SERVICE);
  const signed = request.headers.some(([name]) => name.toLowerCase() === "authorization");
  if (signed || request.method !== "POST") return undefined;
  // Action and Version may be in the query or in the form.
  if (queryValue(request, "Action") !== "" && queryValue(request, "Action") !== ACTION) return undefined;
  const type = request.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (!type.toLowerCase().startsWith("application/x-www-form-urlencoded")) return undefined;
  const { params: sent } = readParameters(request, { service: "sts", http: "POST form" }, dialect);
  const { Action, Version, ...given } = sent;
  const action = queryValue(request, "Action") || Action;
  const version = queryValue(request, "Version") || Version;
  if (action !== ACTION || version !== VERSION) return undefined;
  const params = checkParameters(INPUT, given, { dialect, fromText: true });
  const run: OpenCall["run"] = (store, facts) => assumeWithOidc(params, store, facts);
  return { service: SERVICE, action: ACTION, version: VERSION, params, run };
}

const wrongToken = (why: string): Fault =>
  new Fault(400, "InvalidParameter", `The parameter 'OIDCToken' is invalid. ${why}`);

async function assumeWithOidc(
  params: JsonObject,
  store: SandboxStore,
  facts: Omit<Place, "store">,
): Promise<JsonObject> {
  const token = textOf(params, "OIDCToken") ?? "";
  const issuer = textOf((await decoded(token))?.claims ?? {}, "iss") ?? "";
  const known = await store.read((reader) => providersOf({ store: reader }, issuer));
  // Nobody is dialled but the issuers of providers that the account has; outside of any transaction.
  const brought = known.length === 0 ? {} : await keysForToken(token, facts);
  return store.write((writer) => assume(params, token, brought, { ...facts, store: writer }));
}

async function providersOf(
  { store }: Pick<Place, "store">,
  issuer: string,
): Promise<readonly StoredRecord[]> {
  const { items } = await store.list(oidcProvider.kind, { where: (doc) => doc.IssuerURL === issuer });
  return items;
}

async function assume(
  params: JsonObject,
  token: string,
  brought: JsonObject,
  context: Place,
): Promise<JsonObject> {
  const request = sessionRequest(params);
  const role = await roleToAssume(context, textOf(params, "RoleTrn") ?? "");
  const { claims, provider } = await provenClaims(token, brought, context);
  const trusted: Trusted = { kind: "Federated", names: [oidcProvider.trn?.(provider.doc, context) ?? ""] };
  const asked: ReadonlyMap<string, readonly string[]> = new Map([
    ["oidc:iss", [textOf(claims, "iss") ?? ""]],
    ["oidc:sub", [textOf(claims, "sub") ?? ""]],
    ["oidc:aud", audienceOf(claims)],
    ["volc:RequestedRegion", [context.region]],
    ["volc:CurrentTime", [context.now.toISOString()]],
  ]);
  if (!trusts(role, trusted, `${SERVICE}:${ACTION}`, (key) => asked.get(key))) throw notTrusted();
  const { keys, user } = await sessionOf(context, role, request);
  const at = (claim: string) => utcSeconds(new Date((numberOf(claims, claim) ?? 0) * 1000));
  return {
    // Called Expiration here and ExpiredTime in AssumeRole: it is there under both names.
    Credentials: { ...keys, Expiration: keys.ExpiredTime },
    AssumedRoleUser: user,
    OIDCTokenInfo: {
      Issuer: textOf(claims, "iss") ?? "",
      Subject: textOf(claims, "sub") ?? "",
      ClientIds: audienceOf(claims),
      IssuanceTime: at("iat"),
      ExpirationTime: at("exp"),
    },
  };
}

const audienceOf = (claims: JsonObject): readonly string[] => {
  const one = textOf(claims, "aud");
  return one === undefined ? textsOf(claims, "aud") : [one];
};

/**
 * What a token says, once its issuer is known to have said it to a client of a provider of the account. Thumbprints
 * are not looked at: on loopback there is no certificate.
 * @throws Fault InvalidParameter
 */
async function provenClaims(
  token: string,
  brought: JsonObject,
  context: Place,
): Promise<{ readonly claims: JsonObject; readonly provider: StoredRecord }> {
  const parts = await decoded(token);
  if (parts === undefined) throw wrongToken("It is not a JWT.");
  const issuer = textOf(parts.claims, "iss") ?? "";
  const providers = await providersOf(context, issuer);
  if (providers.length === 0) throw wrongToken("No OIDC provider of the account has its issuer.");
  const seconds = context.now.getTime() / 1000;
  const [issued, expires] = [numberOf(parts.claims, "iat"), numberOf(parts.claims, "exp")];
  if (issued === undefined || expires === undefined)
    throw wrongToken("It has no time of issue or no expiry.");
  if (expires <= seconds) throw wrongToken("It has expired.");
  if (!textOf(parts.claims, "sub")) throw wrongToken("It has no subject.");
  const own = issuer.startsWith(`${context.baseUrl}/`);
  const claims = own
    ? await verified(context, token)
    : await verifiedBy(objectsOf(brought, "Keys"), token, context.now);
  if (claims === undefined) throw wrongToken("Its issuer did not sign it, or does not publish its keys.");
  const audience = audienceOf(claims);
  const provider = providers.find(({ doc }) =>
    audience.some((one) => textsOf(doc, "ClientIDs").includes(one)),
  );
  if (provider === undefined) throw wrongToken("Its audience is no client of the provider.");
  const hours = numberOf(provider.doc, "IssuanceLimitTime") ?? 0;
  if (hours > 0 && issued + hours * 3600 < seconds) {
    throw wrongToken("It was issued longer ago than the provider allows.");
  }
  return { claims, provider };
}
