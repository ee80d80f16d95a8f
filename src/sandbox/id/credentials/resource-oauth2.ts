/** GetResourceOauth2Token: access tokens of third parties, machine to machine or for a user who allows it. */
import type { JsonObject } from "../../../action/json.ts";
import { computes, type Definition } from "../../resources/family.ts";
import { change, need, recordAt } from "../../resources/records.ts";
import { type CallContext, Fault, type Outside, type Place, type StoredRecord } from "../../types.ts";
import { objectOf, textOf, textsOf } from "../../values.ts";
import { invalid, refused } from "../faults.ts";
import { assertHttpUrl } from "../user-pools/urls.ts";
import { type Bearer, resolveIdentityToken } from "../workloads/tokens.ts";
import { authorizationServer, requestToken } from "./authorization-servers.ts";
import { providerIn } from "./credential-provider.ts";
import {
  carried,
  covers,
  grantedIn,
  isLive,
  kept,
  lifetime,
  maxExpires,
  oauth2Grant,
  sharedCredential,
  tokenShown,
} from "./oauth2-grant.ts";
import { callbackOf } from "./oauth2-providers.ts";
import { begin, customParameters, isOpen, oauth2Session } from "./oauth2-session.ts";

/** Parameters that mean nothing to a machine. */
const FOR_USERS = [
  "SessionUri",
  "ResourceOauth2ReturnUrl",
  "RedirectUrl",
  "CustomState",
  "CredentialName",
] as const;

interface Question {
  readonly bearer: Bearer;
  readonly provider: StoredRecord;
  readonly config: JsonObject;
  readonly flow: "M2M" | "USER_FEDERATION";
  readonly scopes: readonly string[];
}

/** Who asks whom for what. @throws Fault */
async function questionIn(params: JsonObject, context: Place): Promise<Question> {
  const bearer = await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
  const provider = await providerIn(params, context, "oauth2");
  const config = objectOf(provider.doc, "Config") ?? {};
  const [asked, set] = [textOf(params, "Flow"), textOf(config, "Flow")];
  const flow = asked || set;
  if (flow !== "M2M" && flow !== "USER_FEDERATION")
    throw invalid("Flow", "It must be M2M or USER_FEDERATION.");
  if (set && flow !== set) throw invalid("Flow", `The provider is for ${set}.`);
  const given = textsOf(params, "Scopes");
  const scopes = given.length === 0 ? textsOf(config, "Scopes") : given;
  if (flow === "M2M") {
    const idle = FOR_USERS.find((field) => textOf(params, field));
    if (idle !== undefined) throw invalid(idle, "It belongs to the flow USER_FEDERATION.");
  } else if (!textOf(params, "CredentialName") && bearer.user === undefined) {
    throw invalid(
      "IdentityToken",
      "It stands for no user: get one with GetWorkloadAccessTokenForJWT or …ForUserId.",
    );
  }
  return { bearer, provider, config, flow, scopes };
}

/** What is kept for the question: the shared credential that it names, or what its user allowed. @throws Fault */
async function keptFor(
  params: JsonObject,
  { bearer, provider, scopes }: Question,
  context: Place,
): Promise<StoredRecord | undefined> {
  const Name = textOf(params, "CredentialName");
  if (Name) {
    const shared = await need(sharedCredential, context, { CredentialProviderId: provider.key, Name });
    if (!covers(shared.doc, scopes))
      throw refused(`The shared credential ${Name} was not allowed these scopes.`);
    return shared;
  }
  const { items } = await context.store.list(oauth2Grant.kind, {
    parent: provider.key,
    equals: { Owner: bearer.owner },
    where: (doc) => covers(doc, scopes),
  });
  return items.find(({ doc }) => isLive(doc, context.now)) ?? items[0];
}

/** True where a person is asked, whatever is kept. */
function isForced(params: JsonObject, config: JsonObject): boolean {
  if (textOf(params, "SessionUri") || textOf(params, "CredentialName")) return false;
  return (
    params.ForceAuthentication === true ||
    (params.ForceAuthentication === undefined && config.ForceAuthentication === true)
  );
}

/** What has to be asked of the authorization server before the question can be answered. */
async function bring(params: JsonObject, outside: Outside): Promise<JsonObject> {
  const { question, stale } = await outside.read(async (store) => {
    const context = { ...outside, store };
    const question = await questionIn(params, context);
    if (question.flow === "M2M" || isForced(params, question.config)) return { question, stale: undefined };
    const record = await keptFor(params, question, context);
    return { question, stale: record !== undefined && !isLive(record.doc, outside.now) ? record : undefined };
  });
  const { provider, config, flow, scopes } = question;
  const server = await authorizationServer(config, outside.baseUrl);
  const scope: Record<string, string> = scopes.length === 0 ? {} : { scope: scopes.join(" ") };
  if (flow === "M2M") {
    const grant = { ...customParameters(provider.doc, params), grant_type: "client_credentials", ...scope };
    return { Granted: carried(await requestToken(server, provider.doc, grant)) };
  }
  const about = { AuthorizationEndpoint: server.authorizationEndpoint, ProvesKeys: server.provesKeys };
  const refresh_token = textOf(stale?.doc ?? {}, "RefreshToken");
  if (stale === undefined || !refresh_token) return about;
  try {
    const granted = await requestToken(server, provider.doc, { grant_type: "refresh_token", refresh_token });
    return { ...about, Granted: carried(granted), Renewed: stale.key };
  } catch (error) {
    // Where it is not renewed, a person is asked again.
    if (!(error instanceof Fault)) throw error;
    return about;
  }
}

async function answer(params: JsonObject, context: CallContext): Promise<JsonObject> {
  const question = await questionIn(params, context);
  const granted = grantedIn(context.brought);
  if (question.flow === "M2M") {
    if (granted === undefined) throw new Error("No token was brought.");
    const seconds = lifetime(granted.expiresIn, maxExpires(question.provider.doc));
    return { AccessToken: granted.accessToken, ...(seconds === undefined ? {} : { ExpiresIn: seconds }) };
  }
  const waiting = await begunBefore(params, question, context);
  if (waiting !== undefined) return waiting;
  const record = isForced(params, question.config) ? undefined : await keptFor(params, question, context);
  if (record !== undefined && isLive(record.doc, context.now)) return tokenShown(record.doc, context.now);
  if (
    record !== undefined &&
    granted !== undefined &&
    record.key === textOf(context.brought ?? {}, "Renewed")
  ) {
    const fields = kept(granted, textsOf(record.doc, "Scopes"), context, maxExpires(question.provider.doc));
    const resource = record.kind === sharedCredential.kind ? sharedCredential : oauth2Grant;
    const { doc } = await change(resource, context, record, fields);
    return tokenShown(doc, context.now);
  }
  if (textOf(params, "CredentialName"))
    throw refused("The shared credential has expired: it has to be made anew.");
  return ask(params, question, context);
}

/** What becomes of the session that the call names; undefined where its token is kept by now. @throws Fault */
async function begunBefore(
  params: JsonObject,
  { bearer, provider }: Question,
  context: Place,
): Promise<JsonObject | undefined> {
  const SessionUri = textOf(params, "SessionUri");
  if (!SessionUri) return undefined;
  const session = await recordAt(oauth2Session, context, SessionUri);
  if (session === undefined || session.parent !== provider.key || session.doc.Owner !== bearer.owner) {
    throw invalid("SessionUri", "There is no such session for this identity and provider.");
  }
  if (session.doc.Status === "done") return undefined;
  if (session.doc.Status === "denied") throw refused("The user did not allow it.");
  if (!isOpen(session, context.now)) throw invalid("SessionUri", "It has expired.");
  return { AuthorizationUrl: textOf(session.doc, "AuthorizationUrl") ?? "", SessionUri };
}

async function ask(
  params: JsonObject,
  { bearer, provider, scopes }: Question,
  context: CallContext,
): Promise<JsonObject> {
  const ReturnUrl = textOf(params, "ResourceOauth2ReturnUrl") ?? "";
  if (
    ReturnUrl !== "" &&
    !textsOf(bearer.identity.doc, "AllowedResourceOauth2ReturnUrls").includes(ReturnUrl)
  ) {
    throw invalid("ResourceOauth2ReturnUrl", "The workload identity does not allow it.");
  }
  assertHttpUrl(ReturnUrl, "ResourceOauth2ReturnUrl");
  const redirectUri = textOf(params, "RedirectUrl") || callbackOf(provider.doc, context);
  assertHttpUrl(redirectUri, "RedirectUrl");
  const server = {
    authorizationEndpoint: textOf(context.brought ?? {}, "AuthorizationEndpoint") ?? "",
    provesKeys: context.brought?.ProvesKeys === true,
  };
  return begin(context, server, {
    provider,
    scopes,
    redirectUri,
    custom: customParameters(provider.doc, params),
    fields: {
      Owner: bearer.owner,
      UserId: bearer.user ?? "",
      WorkloadIdentity: bearer.identity.key,
      ReturnUrl,
      CustomState: textOf(params, "CustomState") ?? "",
    },
  });
}

export const getResourceOauth2Token: Definition = { ...computes(answer), bring };
