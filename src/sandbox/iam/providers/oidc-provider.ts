/** OIDC identity providers, as a resource of iam. */
import type { JsonObject } from "../../../action/json.ts";
import { trn } from "../../ids.ts";
import type { Resource } from "../../types.ts";
import { numberOf, textOf, textsOf } from "../../values.ts";
import { invalidParameter, providerFaults } from "./faults.ts";
import { assertAddresses, assertProviderName, providerTimes } from "./fields.ts";

const trnOf = (name: string, account: string): string => trn("iam", "", account, `oidc-provider/${name}`);

export const oidcProvider: Resource = {
  kind: "iam.oidc-provider",
  noun: "OIDC provider",
  key: ["OIDCProviderName"],
  times: providerTimes,
  fresh: (given, context) => ({
    Trn: trnOf(textOf(given, "OIDCProviderName") ?? "", context.account),
    Description: "",
    // Hours. The reference is silent; half a day is what clouds with the same setting begin with.
    IssuanceLimitTime: 12,
  }),
  derived: { ProviderName: async ({ doc }) => doc.OIDCProviderName },
  trn: (doc, { account }) => trnOf(textOf(doc, "OIDCProviderName") ?? "*", account),
  faults: providerFaults("OIDCProvider", { status: 404, code: "NotFound.OIDCProvider" }),
};

/** @throws Fault InvalidParameter */
export function checkedOidcProvider(fields: JsonObject): JsonObject {
  assertProviderName(fields, "OIDCProviderName");
  assertAddresses(fields, ["IssuerURL"]);
  return checkedOidcSettings(fields);
}

/** @throws Fault InvalidParameter */
export function checkedOidcSettings(fields: JsonObject): JsonObject {
  if ((numberOf(fields, "IssuanceLimitTime") ?? 1) < 1) {
    throw invalidParameter("IssuanceLimitTime", "it must be at least 1");
  }
  for (const list of ["ClientIDs", "Thumbprints"]) {
    const given = textsOf(fields, list);
    if (given.includes("")) throw invalidParameter(list, "one of them is empty");
    if (new Set(given).size < given.length) throw invalidParameter(list, "one of them is given twice");
  }
  return fields;
}
