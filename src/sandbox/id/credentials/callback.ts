/** Where authorization servers send browsers back to, and the two actions that end an authorization instead. */
import type { JsonObject } from "../../../action/json.ts";
import { CALLBACK_PATH } from "../../oauth2/addresses.ts";
import { html, pageOf, redirectTo } from "../../oauth2/html.ts";
import { queryValue } from "../../request.ts";
import { computes, type Definition } from "../../resources/family.ts";
import { need, recordAt } from "../../resources/records.ts";
import {
  Fault,
  type Outside,
  type Place,
  type StoredRecord,
  type WebAnswer,
  type WebPage,
} from "../../types.ts";
import { objectOf, textOf } from "../../values.ts";
import { invalid, missing, refused } from "../faults.ts";
import { resolveIdentityToken } from "../workloads/tokens.ts";
import { keysForToken, userOf } from "../workloads/user-tokens.ts";
import { poolNamed } from "../workloads/workload-pool.ts";
import { credentialProvider } from "./credential-provider.ts";
import { carried, grantedIn } from "./oauth2-grant.ts";
import {
  awaitConfirmation,
  deny,
  finish,
  isOpen,
  oauth2Session,
  tokenOf,
  trade,
  waitingFor,
} from "./oauth2-session.ts";

/** What the code of a redirect is worth: `{Granted}`, `{Failed}` with the reason, or `{}` where no session waits. */
async function redeemed(
  state: string,
  code: string,
  outside: Outside,
  check?: (session: StoredRecord, context: Place) => Promise<void>,
): Promise<JsonObject> {
  const found = await outside.read(async (store) => {
    const context = { ...outside, store };
    const session = await waitingFor(context, state);
    if (session === undefined) return undefined;
    await check?.(session, context);
    const provider = await recordAt(credentialProvider, context, session.parent ?? "");
    return provider === undefined ? undefined : { session, provider };
  });
  if (found === undefined || code === "") return {};
  try {
    return { Granted: carried(await trade(found.session, found.provider, code, outside)) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { Failed: error.message };
  }
}

/** Sends the browser on to the caller's own page, where it has one. */
function onward(session: StoredRecord, error: string | undefined, text: string): WebAnswer {
  const address = textOf(session.doc, "ReturnUrl");
  const state = textOf(session.doc, "CustomState");
  if (!address)
    return pageOf(
      error === undefined ? "Allowed" : "Not allowed",
      html`<p>${text}</p>`,
      error === undefined ? 200 : 400,
    );
  return redirectTo(address, {
    session_id: session.key,
    ...(error === undefined ? {} : { error }),
    ...(state ? { state } : {}),
  });
}

export const callbackPage: WebPage = {
  knows: (path) => path === CALLBACK_PATH,
  reads: false,
  // A provider whose token endpoint is this page posts to it: nothing is asked for it, or the two would go on for ever.
  bring: async (request, outside) =>
    request.method === "GET"
      ? redeemed(queryValue(request, "state"), queryValue(request, "code"), outside)
      : {},
  async answer(request, context) {
    if (request.method !== "GET") return undefined;
    const session = await waitingFor(context, queryValue(request, "state"));
    if (session === undefined) {
      return pageOf(
        "Nothing waits for this",
        html`<p>It has been answered already, or it took too long.</p>`,
        400,
      );
    }
    const granted = grantedIn(context.brought);
    if (granted === undefined) {
      await deny(context, session);
      const error = queryValue(request, "error");
      const said = /^[a-z_]{1,64}$/.test(error) ? error : "server_error";
      const why = textOf(context.brought ?? {}, "Failed") ?? "The authorization server gave no code.";
      return onward(session, said, error === "" ? why : "It was not allowed. You may close this window.");
    }
    const token = await tokenOf(context, session, granted);
    if (textOf(session.doc, "ReturnUrl")) await awaitConfirmation(context, session, token);
    else await finish(context, session, token);
    return onward(session, undefined, "You may close this window.");
  },
};

/** The workload and user that a token stands for must be those of the session. @throws Fault */
async function assertOwner(session: StoredRecord, params: JsonObject, context: Place): Promise<void> {
  const { owner } = await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
  if (textOf(session.doc, "Owner") !== owner)
    throw invalid("IdentityToken", "The authorization was begun for another.");
}

export const oauth2Callback: Definition = {
  ...computes(async (params, context) => {
    const session = await waitingFor(context, textOf(params, "State") ?? "");
    if (session === undefined) throw invalid("State", "No authorization waits for it.");
    await assertOwner(session, params, context);
    const granted = grantedIn(context.brought);
    if (granted === undefined) {
      const failed = textOf(context.brought ?? {}, "Failed");
      if (failed !== undefined) throw refused(failed);
      if (!textOf(params, "Error")) throw missing("Code");
      await deny(context, session);
      return {};
    }
    await finish(context, session, await tokenOf(context, session, granted));
    return { AccessToken: granted.accessToken };
  }),
  bring: (params, outside) =>
    redeemed(
      textOf(params, "State") ?? "",
      textOf(params, "Error") ? "" : (textOf(params, "Code") ?? ""),
      outside,
      (session, context) => assertOwner(session, params, context),
    ),
};

/** The user that `UserIdentifier` names, in one of its three ways. @throws Fault */
async function identified(
  identifier: JsonObject,
  context: Place,
  brought: JsonObject,
): Promise<string | undefined> {
  const ways = ["UserToken", "UserID", "IdentityToken"].filter((way) => textOf(identifier, way));
  if (ways.length === 0) throw missing("UserIdentifier");
  if (ways.length > 1) throw invalid("UserIdentifier", `It has ${ways.join(" and ")}: give one.`);
  const { UserToken, UserID } = {
    UserToken: textOf(identifier, "UserToken"),
    UserID: textOf(identifier, "UserID"),
  };
  if (UserToken) return (await userOf(UserToken, context, brought, "UserIdentifier.UserToken")).id;
  if (UserID) return UserID;
  const token = textOf(identifier, "IdentityToken") ?? "";
  return (await resolveIdentityToken(context, token, "UserIdentifier.IdentityToken")).user;
}

export const completeResourceTokenAuth: Definition = {
  ...computes(async (params, context) => {
    await poolNamed(context, textOf(params, "PoolName"));
    const SessionUri = textOf(params, "SessionUri") ?? "";
    const session = await need(oauth2Session, context, { SessionUri });
    if (!isOpen(session, context.now)) throw invalid("SessionUri", "It has expired.");
    const user = await identified(objectOf(params, "UserIdentifier") ?? {}, context, context.brought ?? {});
    if (user === undefined || user !== textOf(session.doc, "UserId")) {
      throw invalid("UserIdentifier", "The authorization was begun for another user.");
    }
    const token = objectOf(session.doc, "Token");
    if (session.doc.Status !== "consented" || token === undefined) {
      throw refused(`There is nothing to confirm: the authorization is ${textOf(session.doc, "Status")}.`);
    }
    await finish(context, session, token);
    return {};
  }),
  bring: (params, outside) =>
    keysForToken(textOf(objectOf(params, "UserIdentifier") ?? {}, "UserToken") ?? "", outside),
};
