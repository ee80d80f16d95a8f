/** The actions on access keys. Without a UserName they are about the caller's own. */
import type { JsonObject } from "../../action/json.ts";
import { shownAs } from "../resources/answer.ts";
import { answers, computes, type Definition, family } from "../resources/family.ts";
import { change, create, need, recordAt, remove } from "../resources/records.ts";
import { type CallContext, Fault, type Part, type StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import { ACCOUNT_OWNER, accessKey } from "./access-key.ts";
import { invalid, missing } from "./faults.ts";
import { lastUseOf } from "./key-use.ts";
import { named } from "./policy.ts";
import { iamTrn } from "./records.ts";
import { iamUser } from "./user.ts";

/** Keys that a user, or the account, may have at a time. */
const QUOTA = 2;

/** The user that the request is about, or undefined for the account. @throws Fault UserNotExist, MissingParameter */
async function ownerOf(params: JsonObject, context: CallContext): Promise<StoredRecord | undefined> {
  const name = textOf(params, "UserName");
  if (name) return named(iamUser, context, name);
  switch (context.principal.kind) {
    case "account":
      return undefined;
    case "user":
      return recordAt(iamUser, context, context.principal.id);
    case "role-session":
      // A role has no keys of its own (description of ListAccessKeys).
      throw missing("UserName");
  }
}

const ownerKey = (owner: StoredRecord | undefined): string => owner?.key ?? ACCOUNT_OWNER;

async function keysOf(
  context: CallContext,
  owner: StoredRecord | undefined,
): Promise<readonly StoredRecord[]> {
  const { items } = await context.store.list(accessKey.kind, { equals: { Owner: ownerKey(owner) } });
  return items;
}

/** @throws Fault AccessKeyNotExist, also for a key of somebody else */
async function keyIn(params: JsonObject, context: CallContext): Promise<StoredRecord> {
  const owner = ownerKey(await ownerOf(params, context));
  const id = textOf(params, "AccessKeyId") ?? "";
  return need(accessKey, context, { AccessKeyId: id, Owner: owner });
}

const targets: NonNullable<Definition["targets"]> = async (params, context) => {
  const owner = await ownerOf(params, context);
  return [owner === undefined ? iamTrn(context, "root") : (iamUser.trn?.(owner.doc, context) ?? "")];
};

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

const about = (definition: Definition): Definition => ({ ...definition, targets });

export const accessKeys: Part = {
  resources: [accessKey],
  actions: family("iam", {
    CreateAccessKey: about(
      computes(async (params, context) => {
        const owner = await ownerOf(params, context);
        if ((await keysOf(context, owner)).length >= QUOTA) {
          throw new Fault(
            429,
            "QuotaExceeded",
            `There are ${QUOTA} access keys already, and may be no more.`,
          );
        }
        const key = await create(accessKey, context, {
          Owner: ownerKey(owner),
          ...(owner === undefined ? {} : { UserId: owner.key }),
        });
        const SecretAccessKey = textOf(key.doc, "SecretAccessKey") ?? "";
        return { AccessKey: { ...(await shown(context, key, owner)), SecretAccessKey } };
      }),
    ),
    ListAccessKeys: about(
      answers(async (params, context) => {
        const owner = await ownerOf(params, context);
        const list: JsonObject[] = [];
        for (const key of await keysOf(context, owner)) list.push(await shown(context, key, owner));
        return { AccessKeyMetadata: list };
      }),
    ),
    UpdateAccessKey: about(
      computes(async (params, context) => {
        const { Status = "" } = params;
        if (Status !== "active" && Status !== "inactive") {
          throw invalid("Status", "It must be active or inactive.");
        }
        await change(accessKey, context, await keyIn(params, context), { Status });
        return {};
      }),
    ),
    DeleteAccessKey: about(
      computes(async (params, context) => {
        await remove(accessKey, context, await keyIn(params, context));
        return {};
      }),
    ),
    GetAccessKeyLastUsed: about(
      answers(async (params, context) => {
        const key = await keyIn(params, context);
        return { AccessKeyLastUsed: await lastUseOf(context, key.key) };
      }),
    ),
  }),
};
