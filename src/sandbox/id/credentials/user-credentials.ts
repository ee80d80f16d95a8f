/** The actions on user credentials. Each is reached only with a token of the workload and user it is kept for. */
import type { JsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change, create, need, remove } from "../../resources/records.ts";
import type { Part, Place, StoredRecord } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import { resolveIdentityToken } from "../workloads/tokens.ts";
import { poolNamed } from "../workloads/workload-pool.ts";
import { userCredential } from "./user-credential.ts";

async function ownerOf(params: JsonObject, context: Place) {
  const bearer = await resolveIdentityToken(context, textOf(params, "IdentityToken") ?? "");
  const pool = await poolNamed(context, textOf(params, "PoolName"));
  return { PoolName: pool.key, Owner: bearer.owner, WorkloadIdentity: bearer.identity.key };
}

async function credentialIn(params: JsonObject, context: Place): Promise<StoredRecord> {
  const { PoolName, Owner } = await ownerOf(params, context);
  const CredentialId = textOf(params, "CredentialId") ?? "";
  return need(userCredential, context, { CredentialId, PoolName, Owner });
}

export const userCredentials: Part = {
  resources: [userCredential],
  actions: family("id", {
    CreateUserCredential: computes(async (params, context) => {
      const { doc } = await create(userCredential, context, {
        ...(await ownerOf(params, context)),
        ...pick(params, ["CredentialData"]),
        ...(textOf(params, "CredentialId") ? pick(params, ["CredentialId"]) : {}),
      });
      return doc;
    }),
    GetUserCredential: answers(async (params, context) => (await credentialIn(params, context)).doc),
    UpdateUserCredential: computes(async (params, context) => {
      const record = await credentialIn(params, context);
      return (await change(userCredential, context, record, pick(params, ["CredentialData"]))).doc;
    }),
    DeleteUserCredential: computes(async (params, context) => {
      await remove(userCredential, context, await credentialIn(params, context));
      return {};
    }),
  }),
};
