/** The actions on OIDC identity providers, their clients and the thumbprints of their certificates. */
import { creates, gets, lists, removes, selected, targetsOf, updates } from "../../resources/actions.ts";
import { computes, type Definition, family } from "../../resources/family.ts";
import { change } from "../../resources/records.ts";
import { Fault, type Part } from "../../types.ts";
import { textOf, textsOf } from "../../values.ts";
import { checkedOidcProvider, checkedOidcSettings, oidcProvider } from "./oidc-provider.ts";

const BY_NAME = { OIDCProviderName: "OIDCProviderName" };

/** The same action, which works on the provider that it names. */
const onProvider = (definition: Definition): Definition => ({
  ...definition,
  targets: targetsOf(oidcProvider, BY_NAME),
});

/** Puts one text into a list of a provider. One that is there already is refused; the reference is silent. */
const adds = (parameter: string, list: string): Definition =>
  onProvider(
    computes(async (params, context) => {
      const record = await selected(oidcProvider, BY_NAME, params, context);
      const one = textOf(params, parameter) ?? "";
      const known = textsOf(record.doc, list);
      if (known.includes(one)) {
        throw new Fault(409, `AlreadyExists.${parameter}`, `The provider has this ${parameter} already.`);
      }
      await change(oidcProvider, context, record, { [list]: [...known, one] });
      return {};
    }),
  );

/** Takes one text out of a list of a provider. One that is not there is refused; the reference is silent. */
const takes = (parameter: string, list: string): Definition =>
  onProvider(
    computes(async (params, context) => {
      const record = await selected(oidcProvider, BY_NAME, params, context);
      const one = textOf(params, parameter) ?? "";
      const known = textsOf(record.doc, list);
      if (!known.includes(one)) {
        throw new Fault(404, `NotFound.${parameter}`, `The provider does not have this ${parameter}.`);
      }
      await change(oidcProvider, context, record, { [list]: known.filter((other) => other !== one) });
      return {};
    }),
  );

export const oidcProviders: Part = {
  resources: [oidcProvider],
  actions: family("iam", {
    CreateOIDCProvider: creates(oidcProvider, { prepare: checkedOidcProvider }),
    GetOIDCProvider: gets(oidcProvider, BY_NAME),
    ListOIDCProviders: lists(oidcProvider),
    UpdateOIDCProvider: updates(oidcProvider, BY_NAME, { prepare: checkedOidcSettings }),
    DeleteOIDCProvider: removes(oidcProvider, BY_NAME),
    AddClientIDToOIDCProvider: adds("ClientID", "ClientIDs"),
    RemoveClientIDFromOIDCProvider: takes("ClientID", "ClientIDs"),
    AddThumbprintToOIDCProvider: adds("Thumbprint", "Thumbprints"),
    RemoveThumbprintFromOIDCProvider: takes("Thumbprint", "Thumbprints"),
  }),
};
