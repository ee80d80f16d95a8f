/** The actions on external providers of user pools. */
import type { JsonObject } from "../../../action/json.ts";
import { isJsonObject } from "../../../action/json.ts";
import { answers, computes, family } from "../../resources/family.ts";
import { change, create, need, remove } from "../../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../../types.ts";
import { numberOf, objectOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { externalProvider } from "./external-provider.ts";

/** @throws Fault NotFound also where the request names another pool than the provider's */
async function providerIn(params: JsonObject, context: CallContext): Promise<StoredRecord> {
  const ProviderUid = textOf(params, "ProviderUid") ?? "";
  const record = await need(externalProvider, context, { ProviderUid });
  const pool = textOf(params, "UserPoolUid");
  if (pool && pool !== record.doc.UserPoolUid) throw faults.notFound(`external provider ${ProviderUid}`);
  return record;
}

/** Field by field, so that a new host alone keeps the stored password: that is what makes it worth guarding. */
function merged(old: JsonObject, given: JsonObject): JsonObject {
  const entries = Object.entries(given).map(([field, value]) => {
    const before = old[field];
    return [field, isJsonObject(value) && isJsonObject(before) ? merged(before, value) : value] as const;
  });
  return { ...old, ...Object.fromEntries(entries) };
}

function assertSmtp(doc: JsonObject): void {
  if (doc.ProviderType !== undefined && doc.ProviderType !== "SMTP") {
    throw faults.invalid("ProviderType", "It must be SMTP.");
  }
  const smtp = objectOf(objectOf(doc, "ProviderConfig") ?? {}, "SMTP") ?? {};
  const host = textOf(smtp, "Host");
  if (!host) throw faults.missing("ProviderConfig.SMTP.Host");
  if (!/^[A-Za-z0-9.-]{1,253}$/.test(host)) {
    throw faults.invalid("ProviderConfig.SMTP.Host", "It must be a bare host name.");
  }
  const port = numberOf(smtp, "Port");
  if (port !== undefined && (port < 1 || port > 65_535)) {
    throw faults.invalid("ProviderConfig.SMTP.Port", "It must be 1 to 65535.");
  }
}

export const externalProviders: Part = {
  resources: [externalProvider],
  actions: family("id", {
    GetExternalProvider: answers(async (params, context) => (await providerIn(params, context)).doc),
    UpsertExternalProvider: computes(async (params, context) => {
      if (textOf(params, "ProviderUid")) {
        const before = await providerIn(params, context);
        const doc = merged(before.doc, params);
        assertSmtp(doc);
        return (await change(externalProvider, context, before, doc)).doc;
      }
      const { ProviderUid: _absent, ...given } = params;
      assertSmtp(given);
      return (await create(externalProvider, context, given)).doc;
    }),
    DeleteExternalProvider: computes(async (params, context) => {
      await remove(externalProvider, context, await providerIn(params, context));
      return { Message: "" };
    }),
  }),
};
