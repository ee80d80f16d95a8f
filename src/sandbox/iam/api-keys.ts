/** API keys, as a resource of iam, and the actions on them. */

import type { JsonObject } from "../../action/json.ts";
import { uuidFor } from "../ids.ts";
import { shownAs } from "../resources/answer.ts";
import { answers, computes, family } from "../resources/family.ts";
import { countsOf, cutOf } from "../resources/paging.ts";
import { change, create, need, remove } from "../resources/records.ts";
import type { CallContext, Facts, Part, Resource, StoredRecord } from "../types.ts";
import { pick, textOf } from "../values.ts";
import { faultsOf } from "./faults.ts";
import { onOwner, ownedBy, ownerKey, ownerOf } from "./owner.ts";
import { iamTime } from "./records.ts";
import { iamUser } from "./user.ts";

export const apiKey: Resource = {
  kind: "iam:api-key",
  noun: "API key",
  key: ["Id"],
  // A key of the account has an Owner and no UserId.
  references: [{ field: "UserId", to: iamUser, onDelete: "cascade" }],
  indexed: ["Owner"],
  times: { created: "CreateDate", updated: "UpdateDate", format: iamTime },
  fresh: (_given, context, label) => ({
    Id: uuidFor(context, `api-key${label}`),
    Name: "",
    PermissionsBoundary: "",
    Status: "active",
  }),
  faults: faultsOf("API key", { unknown: [404, "ApiKeyNotExist"], taken: "ApiKeyAlreadyExists" }),
};

const SHOWN: Facts = {
  CreateDate: "string",
  Id: "string",
  Name: "string",
  PermissionsBoundary: "string",
  Status: "string",
  UpdateDate: "string",
};

const GIVEN = ["Name", "PermissionsBoundary", "Status"];

/** @throws Fault UserNotExist, ApiKeyNotExist; another's key is as absent as one that never was */
async function keyIn(params: JsonObject, context: CallContext): Promise<StoredRecord> {
  const Owner = ownerKey(await ownerOf(params, context));
  const record = await need(apiKey, context, { Id: textOf(params, "Id") ?? "" });
  if (record.doc.Owner !== Owner) throw apiKey.faults.notFound(record.key);
  return record;
}

export const apiKeys: Part = {
  resources: [apiKey],
  actions: family("iam", {
    // The secret is in this answer and nowhere else: nothing in the sandbox is called with it.
    CreateApiKey: onOwner(
      computes(async (params, context) => {
        const owner = ownedBy(await ownerOf(params, context));
        const record = await create(apiKey, context, { ...pick(params, GIVEN), ...owner });
        const Secret = `sandbox-secret-${uuidFor(context, "api-key-secret")}`;
        return { ApiKey: { ...(await shownAs(SHOWN, apiKey, record, context)), Secret } };
      }),
    ),
    ListApiKeys: onOwner(
      answers(async (params, context, documented) => {
        const cut = cutOf(documented, params, apiKey.faults);
        const Owner = ownerKey(await ownerOf(params, context));
        const { offset, limit } = cut;
        const page = await context.store.list(apiKey.kind, { equals: { Owner }, offset, limit });
        const ApiKeys: JsonObject[] = [];
        for (const record of page.items) ApiKeys.push(await shownAs(SHOWN, apiKey, record, context));
        return { ApiKeys, ...countsOf(page, cut) };
      }),
    ),
    UpdateApiKey: onOwner(
      computes(async (params, context) => {
        await change(apiKey, context, await keyIn(params, context), pick(params, GIVEN));
        return {};
      }),
    ),
    DeleteApiKey: onOwner(
      computes(async (params, context) => {
        await remove(apiKey, context, await keyIn(params, context));
        return {};
      }),
    ),
  }),
};
