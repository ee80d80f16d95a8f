/** Who may call an agent or a tool: inbound auth configurations and their API keys, as resources of the id service. */
import type { JsonObject } from "../../../action/json.ts";
import { trn, utcSeconds, uuidFor } from "../../ids.ts";
import { create } from "../../resources/records.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, pick, textOf, textsOf } from "../../values.ts";
import * as faults from "../faults.ts";

const KEY = "id.inbound-api-key";
const KEY_SHOWN = ["ApiKey", "ApiKeyMetadata", "ApiKeyName", "ExpiryTimestamp"];

export const inboundAuthConfig: Resource = {
  kind: "id.inbound-auth-config",
  noun: "inbound auth configuration",
  key: ["InboundAuthConfigId"],
  name: "ConfigName",
  unique: ["ConfigName"],
  indexed: ["AuthType"],
  times: { created: "CreatedAt", updated: "UpdatedAt", format: utcSeconds },
  fresh(_given, context, label) {
    const id = `iac-${uuidFor(context, `inbound-auth${label}`).replaceAll("-", "").slice(0, 16)}`;
    return {
      InboundAuthConfigId: id,
      // The reference does not require a name.
      ConfigName: id,
      Description: "",
      InstanceIds: [],
      Trn: trn("id", context.region, context.account, `authconfig/${id}`),
    };
  },
  derived: {
    /** Answers have room for one instance: the first that it was put before. */
    InstanceId: async ({ doc }) => textsOf(doc, "InstanceIds")[0],
    async ApiKeyAuthConfigs({ key, doc }, { store }) {
      if (doc.AuthType !== "ApiKey") return undefined;
      const { items } = await store.list(KEY, { parent: key });
      return items.map((one) => pick(one.doc, KEY_SHOWN));
    },
  },
  trn: (doc, { region, account }) =>
    trn("id", region, account, `authconfig/${textOf(doc, "InboundAuthConfigId") ?? "*"}`),
  faults,
};

export const inboundApiKey: Resource = {
  kind: KEY,
  noun: "inbound API key",
  key: ["InboundAuthConfigId", "ApiKeyName"],
  name: "ApiKeyName",
  parent: { to: inboundAuthConfig, field: "InboundAuthConfigId", onDelete: "cascade" },
  indexed: ["ApiKeyName", "ApiKey"],
  fresh: (_given, context, label) => ({
    ApiKey: `SANDBOX${uuidFor(context, `inbound-key${label}`).replaceAll("-", "")}`,
    ApiKeyMetadata: [{ Location: "Header", ParameterName: "Authorization", Prefix: "Bearer" }],
  }),
  faults,
};

/** 0 and nothing: it does not expire. The reference has a number and no unit; here it is Unix time in seconds. */
export function expired(doc: JsonObject, now: Date): boolean {
  const at = numberOf(doc, "ExpiryTimestamp") ?? 0;
  return at !== 0 && at * 1000 <= now.getTime();
}

/** @throws Fault InvalidParameter, under the parameter's own name */
export function assertSoundExpiry(key: JsonObject, now: Date, parameter: string): void {
  if (expired(key, now)) throw faults.invalid(`${parameter}.ExpiryTimestamp`, "It lies in the past.");
}

/**
 * Adds a key; one that is not given is made.
 * @throws Fault where the configuration has no keys, or one of this name
 */
export async function addKey(
  context: Place,
  config: StoredRecord,
  key: JsonObject,
  parameter: string,
): Promise<void> {
  if (config.doc.AuthType !== "ApiKey") {
    throw faults.refused("An inbound auth configuration for JWTs has no API keys.");
  }
  const name = textOf(key, "ApiKeyName");
  if (!name) throw faults.missing(`${parameter}.ApiKeyName`);
  assertSoundExpiry(key, context.now, parameter);
  const { ApiKey, ...rest } = key;
  const given = ApiKey === undefined || ApiKey === "" ? rest : key;
  await create(inboundApiKey, context, { ...given, InboundAuthConfigId: config.key }, name);
}

/** @throws Fault where there is no address of an issuer, or it is none */
export function soundJwt(jwt: JsonObject): JsonObject {
  const address = textOf(jwt, "DiscoveryUrl");
  if (!address) throw faults.missing("JwtAuthConfig.DiscoveryUrl");
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw faults.invalid("JwtAuthConfig.DiscoveryUrl", "It must be an http or https address.");
  }
  return { AllowedAudiences: [], AllowedClients: [], ...jwt };
}

/** `ApiKey` or `Jwt`, whatever the case. @throws Fault InvalidParameter */
export function authTypeIn(params: JsonObject): "ApiKey" | "Jwt" {
  const given = (textOf(params, "AuthType") ?? "").toLowerCase();
  if (given === "apikey") return "ApiKey";
  if (given === "jwt") return "Jwt";
  throw faults.invalid("AuthType", "It must be ApiKey or Jwt.");
}

/** What of the settings a configuration of this type may be given. @throws Fault InvalidParameter */
export function assertFitting(authType: string, params: JsonObject): void {
  const wrong = authType === "ApiKey" ? "JwtAuthConfig" : "ApiKeyAuthConfigs";
  const given = params[wrong];
  const empty = given === undefined || (Array.isArray(given) && given.length === 0);
  if (!empty && (Array.isArray(given) || Object.keys(objectOf(params, wrong) ?? {}).length > 0)) {
    throw faults.invalid(wrong, `It does not go with the AuthType ${authType}.`);
  }
}
