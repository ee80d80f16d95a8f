/** The actions on access keys. Without a UserName they are about the caller's own. */
import type { JsonObject } from "../../action/json.ts";
import { shownAs } from "../resources/answer.ts";
import { answers, computes, family } from "../resources/family.ts";
import { change, find, remove } from "../resources/records.ts";
import type { CallContext, Part, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { accessKey } from "./access-key.ts";
import { invalid } from "./faults.ts";
import { lastUseOf } from "./key-use.ts";
import { createKey, keysOf } from "./keys.ts";
import { onOwner, ownerKey, ownerOf } from "./owner.ts";

/** @throws Fault AccessKeyNotExist, also for a key of somebody else */
async function keyIn(params: JsonObject, context: CallContext): Promise<StoredRecord> {
  const owner = ownerKey(await ownerOf(params, context));
  const id = textOf(params, "AccessKeyId") ?? "";
  const key = await find(accessKey, context, { AccessKeyId: id, Owner: owner });
  if (key === undefined) throw accessKey.faults.notFound(id);
  return key;
}

const SHOWN = {
  AccessKeyId: "string",
  Status: "string",
  CreateDate: "string",
  UpdateDate: "string",
} as const;

function shown(context: CallContext, key: StoredRecord, owner: StoredRecord | undefined) {
  const doc = { ...key.doc, UserName: textOf(owner?.doc ?? {}, "UserName") ?? "" };
  return shownAs({ ...SHOWN, UserName: "string" }, accessKey, { ...key, doc }, context);
}

export const accessKeys: Part = {
  resources: [accessKey],
  actions: family("iam", {
    CreateAccessKey: onOwner(
      computes(async (params, context) => {
        const owner = await ownerOf(params, context);
        const key = await createKey(context, owner);
        const SecretAccessKey = textOf(key.doc, "SecretAccessKey") ?? "";
        return { AccessKey: { ...(await shown(context, key, owner)), SecretAccessKey } };
      }),
    ),
    ListAccessKeys: onOwner(
      answers(async (params, context) => {
        const owner = await ownerOf(params, context);
        const list: JsonObject[] = [];
        for (const key of await keysOf(context, owner)) list.push(await shown(context, key, owner));
        return { AccessKeyMetadata: list };
      }),
    ),
    UpdateAccessKey: onOwner(
      computes(async (params, context) => {
        const { Status = "" } = params;
        if (Status !== "active" && Status !== "inactive") {
          throw invalid("Status", "It must be active or inactive.");
        }
        await change(accessKey, context, await keyIn(params, context), { Status });
        return {};
      }),
    ),
    DeleteAccessKey: onOwner(
      computes(async (params, context) => {
        await remove(accessKey, context, await keyIn(params, context));
        return {};
      }),
    ),
    GetAccessKeyLastUsed: onOwner(
      answers(async (params, context) => {
        const key = await keyIn(params, context);
        return { AccessKeyLastUsed: await lastUseOf(context, key.key) };
      }),
    ),
  }),
};
