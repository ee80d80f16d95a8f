/** OIDC identity providers, as a resource of iam. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place, Resource } from "../../types.ts";
import { numberOf, textOf, textsOf } from "../../values.ts";
import { faultsOf, invalid } from "../faults.ts";
import { iamTrn } from "../records.ts";
import { assertAddresses, assertProviderName, providerTimes } from "./fields.ts";

const trnOf = (name: string, context: Pick<Place, "account">): string =>
  iamTrn(context, `oidc-provider/${name}`);

export const oidcProvider: Resource = {
  kind: "iam:oidc-provider",
  noun: "OIDC provider",
  key: ["OIDCProviderName"],
  times: providerTimes,
  fresh: (given, context) => ({
    Trn: trnOf(textOf(given, "OIDCProviderName") ?? "", context),
    Description: "",
    // Hours. The reference is silent; half a day is what clouds with the same setting begin with.
    IssuanceLimitTime: 12,
  }),
  derived: { ProviderName: async ({ doc }) => doc.OIDCProviderName },
  trn: (doc, context) => trnOf(textOf(doc, "OIDCProviderName") ?? "*", context),
  faults: faultsOf("OIDC provider", {
    unknown: [404, "NotFound.OIDCProvider"],
    taken: "AlreadyExists.OIDCProvider",
  }),
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
    throw invalid("IssuanceLimitTime", "It must be at least 1.");
  }
  for (const list of ["ClientIDs", "Thumbprints"]) {
    const given = textsOf(fields, list);
    if (given.includes("")) throw invalid(list, "One of them is empty.");
    if (new Set(given).size < given.length) throw invalid(list, "One of them is given twice.");
  }
  return fields;
}
