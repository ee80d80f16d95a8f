/** SAML connections. */
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { textOf } from "../../values.ts";
import { connectionActions } from "./connection-kind.ts";
import { certificateIn } from "./saml-metadata.ts";

const saml = connectionActions({
  type: "SAML",
  prepare(fields) {
    const metadata = textOf(fields, "IdpMetadata");
    return metadata === undefined ? fields : { ...fields, Certificate: certificateIn(metadata) };
  },
});

export const samlIdentityProviders: Part = {
  actions: family("id", {
    CreateIdentityProviderSAML: saml.create,
    GetIdentityProviderSAML: saml.get,
    ListIdentityProvidersSAML: saml.list,
    UpdateIdentityProviderSAML: saml.update,
    DeleteIdentityProviderSAML: saml.remove,
  }),
};
