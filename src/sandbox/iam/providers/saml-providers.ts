/** The actions on SAML identity providers and their certificates. */

import type { Prepared } from "../../resources/actions.ts";
import { creates, gets, lists, removes, selected, targetsOf, updates } from "../../resources/actions.ts";
import { computes, family } from "../../resources/family.ts";
import type { Part, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import {
  addCertificate,
  adoptCertificates,
  checkedSamlProvider,
  checkedSamlSettings,
  samlCertificate,
  samlProvider,
} from "./saml-provider.ts";

const BY_NAME = { SAMLProviderName: "SAMLProviderName" };
const METADATA = "EncodedSAMLMetadataDocument";

async function adopt(record: StoredRecord, { context }: Prepared): Promise<undefined> {
  await adoptCertificates(context, record.key, textOf(record.doc, METADATA) ?? "");
}

export const samlProviders: Part = {
  resources: [samlProvider, samlCertificate],
  actions: family("iam", {
    CreateSAMLProvider: creates(samlProvider, { prepare: checkedSamlProvider, also: adopt }),
    GetSAMLProvider: gets(samlProvider, BY_NAME),
    ListSAMLProviders: lists(samlProvider),
    UpdateSAMLProvider: updates(samlProvider, BY_NAME, {
      renamed: { [`New${METADATA}`]: METADATA },
      prepare: checkedSamlSettings,
      also: adopt,
    }),
    DeleteSAMLProvider: removes(samlProvider, BY_NAME),
    AddSAMLProviderCertificate: {
      ...computes(async (params, context) => {
        const provider = await selected(samlProvider, BY_NAME, params, context);
        const { key } = await addCertificate(context, provider.key, textOf(params, "X509Certificate") ?? "");
        return { CertificateId: key };
      }),
      targets: targetsOf(samlProvider, BY_NAME),
    },
    ListSAMLProviderCertificates: lists(samlCertificate),
    RemoveSAMLProviderCertificate: removes(samlCertificate, { CertificateId: "CertificateId" }),
  }),
};
