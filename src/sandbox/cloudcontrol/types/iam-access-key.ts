/**
 * Volcengine::IAM::Accesskey. The secret is shown with the task that made the key, as long as the key is there, and
 * nowhere else.
 */
import type { JsonObject } from "../../../action/json.ts";
import { accessKey } from "../../iam/access-key.ts";
import { lastUseOf } from "../../iam/key-use.ts";
import { createKey } from "../../iam/keys.ts";
import { profileOf } from "../../iam/login-profile.ts";
import { named } from "../../iam/policy.ts";
import { iamUser } from "../../iam/user.ts";
import { change, need, recordAt, remove } from "../../resources/records.ts";
import type { Place } from "../../types.ts";
import { pick, textOf } from "../../values.ts";
import type { ResourceType } from "../model.ts";

async function read(context: Place, identifier: string): Promise<JsonObject | undefined> {
  const key = await recordAt(accessKey, context, identifier);
  if (key === undefined) return undefined;
  const user = await recordAt(iamUser, context, textOf(key.doc, "UserId") ?? "");
  return {
    ...pick(key.doc, ["AccessKeyId", "Status"]),
    ...(user === undefined ? {} : pick(user.doc, ["UserName"])),
    ...(user === undefined ? {} : pick((await profileOf(context, user))?.doc ?? {}, ["LastLoginDate"])),
    ...(await lastUseOf(context, identifier)),
    CreatedTime: key.doc.CreateDate ?? "",
    UpdatedTime: key.doc.UpdateDate ?? "",
  };
}

const needed = (context: Place, AccessKeyId: string) => need(accessKey, context, { AccessKeyId });

export const iamAccessKey: ResourceType = {
  typeName: "Volcengine::IAM::Accesskey",
  description: "A key for calling APIs, of a user or of the account itself.",
  properties: {
    UserName: { type: "string", description: "User; none for the account itself.", access: "createOnly" },
    Status: { type: "string", description: "Whether it can be used.", options: ["active", "inactive"] },
    AccessKeyId: { type: "string", description: "Id of the key.", access: "readOnly" },
    SecretAccessKey: { type: "string", description: "Secret of the key.", access: "readOnly", held: true },
    Region: { type: "string", description: "Where it was last used.", access: "readOnly" },
    Service: { type: "string", description: "For what it was last used.", access: "readOnly" },
    RequestTime: { type: "string", description: "When it was last used.", access: "readOnly" },
    LastLoginDate: { type: "string", description: "Last sign-in of its user.", access: "readOnly" },
    CreatedTime: { type: "string", description: "When it was made.", access: "readOnly" },
    UpdatedTime: { type: "string", description: "When it was last changed.", access: "readOnly" },
  },
  required: [],
  primaryIdentifier: ["AccessKeyId"],
  filterable: ["UserName"],
  taggable: false,
  duration: { create: 500, update: 300, delete: 300 },
  async create(context, wanted) {
    // A task does not know who started it: without a user the key is the account's.
    const name = textOf(wanted, "UserName") || undefined;
    const user = name === undefined ? undefined : await named(iamUser, context, name);
    return (await createKey(context, user, pick(wanted, ["Status"]))).key;
  },
  read,
  async update(context, identifier, { wanted }) {
    const { Status = "active" } = wanted;
    await change(accessKey, context, await needed(context, identifier), { Status });
  },
  async remove(context, identifier) {
    await remove(accessKey, context, await needed(context, identifier));
  },
  async identifiers(context) {
    return (await context.store.list(accessKey.kind)).items.map(({ key }) => key);
  },
  async secrets(context, identifier, operation) {
    if (operation !== "CREATE") return {};
    return pick((await recordAt(accessKey, context, identifier))?.doc ?? {}, ["SecretAccessKey"]);
  },
};
