/** The actions that tie the directory to an identity provider outside. */
import { creates, lists, removes } from "../../resources/actions.ts";
import { answers, computes } from "../../resources/family.ts";
import type { Part, Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { directory } from "../directory.ts";
import { theInstance } from "../settings/instance.ts";
import { scimCredential, scimSecret } from "./credential.ts";
import { identityProvider, theProvider, trustProvider } from "./identity-provider.ts";
import { serviceProviderMetadata } from "./metadata.ts";

/** The directory's own address, which tells it from other directories. */
async function addressOf(context: Place): Promise<string> {
  return `${context.baseUrl}/saml/${textOf((await theInstance(context)).doc, "InstanceId") ?? ""}`;
}

export const singleSignOn: Part = {
  resources: [identityProvider, scimCredential],
  actions: directory({
    CreateExternalSAMLIdentityProvider: computes(async (params, context) => {
      const { doc } = await trustProvider(context, textOf(params, "EncodedMetadataDocument") ?? "");
      return doc;
    }),
    GetExternalSAMLIdentityProvider: answers(async (_params, context) => (await theProvider(context)).doc),
    GetSAMLServiceProvider: answers(async (_params, context) => {
      const EntityId = await addressOf(context);
      const AcsUrl = `${EntityId}/acs`;
      return { EntityId, AcsUrl, EncodedMetadataDocument: serviceProviderMetadata(EntityId, AcsUrl) };
    }),
    CreateSCIMServerCredential: creates(scimCredential, {
      also: async (_record, { context }) => ({ CredentialSecret: scimSecret(context) }),
    }),
    ListSCIMServerCredentials: lists(scimCredential),
    DeleteSCIMServerCredential: removes(scimCredential, { CredentialId: "CredentialId" }),
  }),
};
