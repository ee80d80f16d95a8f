/** The one list of all identity providers that people sign in through. */

import type { JsonObject } from "../../../action/json.ts";
import { shownAs } from "../../resources/answer.ts";
import { answers, family } from "../../resources/family.ts";
import { cutOf, pageOf } from "../../resources/paging.ts";
import type { Facts, Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { oauthProvider } from "./oauth-provider.ts";
import { samlProvider } from "./saml-provider.ts";

/** Numbers as the reference has them. It has 2 for OIDC and says that these are not in the list yet. */
const TYPES = [
  [1, samlProvider],
  [3, oauthProvider],
] as const;

const SHOWN: Facts = {
  CreateDate: "string",
  Description: "string",
  ProviderName: "string",
  SSOType: "int",
  Status: "int",
  Trn: "string",
  UpdateDate: "string",
};

export const identityProviders: Part = {
  actions: family("iam", {
    ListIdentityProviders: answers(async (params, context, documented) => {
      const cut = cutOf(documented, params, samlProvider.faults);
      const all: JsonObject[] = [];
      for (const [IdpType, resource] of TYPES) {
        const { items } = await context.store.list(resource.kind);
        for (const record of items) {
          all.push({ IdpType, ...(await shownAs(SHOWN, resource, record, context)) });
        }
      }
      const since = (one: JsonObject) => textOf(one, "CreateDate") ?? "";
      const sorted = all.toSorted((a, b) => (since(a) < since(b) ? -1 : since(a) > since(b) ? 1 : 0));
      const { items, counts } = pageOf(sorted, cut);
      return { IdentityProviders: items, ...counts };
    }),
  }),
};
