/** The actions on API key credential providers. */
import { creates, gets, lists, removes, updates } from "../../resources/actions.ts";
import { family } from "../../resources/family.ts";
import type { Part } from "../../types.ts";
import { BY_NAME, batchGets, credentialProvider, inPool } from "./credential-provider.ts";

const IN_POOL = inPool("api_key");

export const apiKeyProviders: Part = {
  actions: family("id", {
    CreateApiKeyCredentialProvider: creates(credentialProvider, IN_POOL),
    GetApiKeyCredentialProvider: gets(credentialProvider, BY_NAME, IN_POOL),
    BatchGetApiKeyCredentialProviders: batchGets("api_key", "ApiKeyCredentialProviders"),
    ListApiKeyCredentialProviders: lists(credentialProvider, IN_POOL),
    UpdateApiKeyCredentialProvider: updates(credentialProvider, BY_NAME, IN_POOL),
    DeleteApiKeyCredentialProvider: removes(credentialProvider, BY_NAME, IN_POOL),
  }),
};
