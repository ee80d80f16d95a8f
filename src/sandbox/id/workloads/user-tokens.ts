/** Tokens of users, with which a workload proves for whom it acts. */
import { isJsonObject, type JsonObject } from "../../../action/json.ts";
import { dial, isLoopback, NotDialled } from "../../loopback.ts";
import type { Outside, Place } from "../../types.ts";
import { numberOf, objectsOf, textOf } from "../../values.ts";
import { invalid } from "../faults.ts";
import { decoded, verified, verifiedBy } from "./signing.ts";

/** For whom a workload acts. */
export interface User {
  readonly id: string;
  /** How the service knows: `jwt` from a token of the user's, `user-id` on the workload's word alone. */
  readonly via: "jwt" | "user-id";
  readonly issuer?: string;
  /** The client that the user's token was made for, where it says so. */
  readonly client?: string;
}

/**
 * True for an issuer at this sandbox's address, whatever its path and by whichever of its names: nobody else can be it,
 * so what it did not sign is forged.
 */
function isOwn(issuer: string, baseUrl: string): boolean {
  return isLoopback(issuer) && new URL(issuer).port === new URL(baseUrl).port;
}

/**
 * The keys of a token's issuer, `{Keys: […]}`, where that is another server on loopback which publishes some; else `{}`.
 * Not inside of a transaction.
 */
export async function keysForToken(
  token: string,
  { baseUrl }: Pick<Outside, "baseUrl">,
): Promise<JsonObject> {
  const issuer = textOf((await decoded(token))?.claims ?? {}, "iss") ?? "";
  if (!isLoopback(issuer) || isOwn(issuer, baseUrl)) return {};
  try {
    const about = await dial(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, {
      method: "GET",
    });
    const address = textOf(about.json ?? {}, "jwks_uri");
    if (textOf(about.json ?? {}, "issuer") !== issuer || !address) return {};
    const { json } = await dial(address, { method: "GET" });
    return json === undefined ? {} : { Keys: objectsOf(json, "keys").filter(isJsonObject) };
  } catch (error) {
    if (error instanceof NotDialled) return {};
    throw error;
  }
}

/**
 * Reads the user out of a token of the user's. The signature is verified where the issuer is the sandbox itself or
 * published its keys on loopback (`keysForToken`). Others the sandbox cannot ask: of their tokens it checks form,
 * algorithm, subject and times.
 * @throws Fault InvalidParameter
 */
export async function userOf(
  token: string,
  context: Pick<Place, "store" | "now" | "baseUrl">,
  brought: JsonObject = {},
  parameter = "UserToken",
): Promise<User> {
  const wrong = (why: string) => invalid(parameter, why);
  const parts = await decoded(token);
  if (parts === undefined) throw wrong("It is not a JWT.");
  const { algorithm, claims } = parts;
  if (algorithm === "" || algorithm.toLowerCase() === "none" || (token.split(".")[2] ?? "") === "") {
    throw wrong("It is not signed.");
  }
  const seconds = context.now.getTime() / 1000;
  const [expires, from] = [numberOf(claims, "exp"), numberOf(claims, "nbf")];
  if (expires === undefined) throw wrong("It has no expiry.");
  if (expires <= seconds) throw wrong("It has expired.");
  if (claims.nbf !== undefined && !(from !== undefined && from <= seconds))
    throw wrong("It is not valid yet.");
  const subject = textOf(claims, "sub");
  if (!subject) throw wrong("It has no subject.");
  const issuer = textOf(claims, "iss");
  const proven = isOwn(issuer ?? "", context.baseUrl)
    ? await verified(context, token)
    : brought.Keys === undefined
      ? claims
      : await verifiedBy(objectsOf(brought, "Keys"), token, context.now);
  if (proven === undefined) throw wrong("Its issuer did not sign it.");
  const client = textOf(claims, "azp") ?? textOf(claims, "client_id") ?? textOf(claims, "aud");
  return {
    id: subject,
    via: "jwt",
    ...(issuer === undefined ? {} : { issuer }),
    ...(client === undefined ? {} : { client }),
  };
}
