/** OAuth identity providers, as a resource of iam. */
import type { JsonObject } from "../../../action/json.ts";
import { uuidFor } from "../../ids.ts";
import type { Place, Resource } from "../../types.ts";
import { textOf } from "../../values.ts";
import { faultsOf, invalid } from "../faults.ts";
import { iamTrn } from "../records.ts";
import {
  assertAddresses,
  assertOption,
  assertProviderName,
  providerTimes,
  STATUSES,
  USER_SSO,
} from "./fields.ts";

/** 19 digits, as the reference shows it. */
function numberFor(uuid: string): string {
  const digits = BigInt(`0x${uuid.replaceAll("-", "").slice(0, 16)}`).toString();
  return `7${digits.padStart(18, "0").slice(-18)}`;
}

const trnOf = (name: string, context: Pick<Place, "account">): string =>
  iamTrn(context, `oauth-provider/${name}`);

export const oauthProvider: Resource = {
  kind: "iam:oauth-provider",
  noun: "OAuth provider",
  key: ["OAuthProviderName"],
  times: providerTimes,
  fresh(given, context, label) {
    return {
      ProviderId: numberFor(uuidFor(context, `oauth-provider${label}`)),
      Trn: trnOf(textOf(given, "OAuthProviderName") ?? "", context),
      Description: "",
      Scope: "",
      Status: 1,
    };
  },
  derived: { ProviderName: async ({ doc }) => doc.OAuthProviderName },
  trn: (doc, context) => trnOf(textOf(doc, "OAuthProviderName") ?? "*", context),
  faults: faultsOf("OAuth provider", {
    unknown: [400, "InvalidParameter"],
    taken: "AlreadyExists.OAuthProvider",
  }),
};

/** What is given to a new one or to a change of one. @throws Fault InvalidParameter */
export function checkedOauthProvider(fields: JsonObject): JsonObject {
  assertProviderName(fields, "OAuthProviderName");
  return checkedOauthSettings(fields);
}

/** @throws Fault InvalidParameter */
export function checkedOauthSettings(fields: JsonObject): JsonObject {
  if (fields.SSOType !== undefined && fields.SSOType !== USER_SSO) {
    throw invalid("SSOType", "An OAuth provider is for user sign-on, which is 2.");
  }
  // The name of the user, or the mobile number that is kept safe.
  assertOption(fields, "IdentityMapType", [1, 2]);
  assertOption(fields, "Status", STATUSES);
  assertAddresses(fields, ["AuthorizeURL", "TokenURL", "UserInfoURL"]);
  return fields;
}
