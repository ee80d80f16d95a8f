/**
 * Volcengine::IAM::AllowedIpAddress: the account's one list, which is there while it is on or has an address. UserId is
 * the account's number: the direct actions know no other list, and IAM users have shorter numbers.
 */

import type { JsonObject } from "../../../action/json.ts";
import { invalid, refused } from "../../iam/faults.ts";
import { allowedOf, setAllowed } from "../../iam/security/allowed-addresses.ts";
import type { Place } from "../../types.ts";
import { objectsOf, pick } from "../../values.ts";
import type { ResourceType } from "../model.ts";

async function read(context: Place, identifier: string): Promise<JsonObject | undefined> {
  const allowed = await allowedOf(context);
  const there = allowed.EnableIPList === true || objectsOf(allowed, "IPList").length > 0;
  return there && identifier === context.account ? { UserId: identifier, ...allowed } : undefined;
}

/** @throws Fault InvalidParameter: the quota is a property without being one's own to choose */
async function assertQuota(context: Place, wanted: JsonObject): Promise<void> {
  const { Quota } = await allowedOf(context);
  if (wanted.Quota !== undefined && wanted.Quota !== Quota) {
    throw invalid("Quota", `It is ${Quota} and cannot be chosen.`);
  }
}

export const iamAllowedIpAddress: ResourceType = {
  typeName: "Volcengine::IAM::AllowedIpAddress",
  description: "The addresses that the account may be reached from.",
  properties: {
    UserId: {
      type: "string",
      description: "Number of the account.",
      access: "createOnly",
      minLength: 10,
      maxLength: 10,
    },
    IPList: {
      type: "array",
      description: "Addresses and ranges of them.",
      items: {
        type: "object",
        description: "One of them.",
        properties: {
          IP: { type: "string", description: "Address, or range as in 192.0.2.0/24." },
          Description: { type: "string", description: "Note on it." },
        },
        required: ["IP", "Description"],
      },
    },
    EnableIPList: { type: "boolean", description: "Whether the list holds.", access: "readOnly" },
    Quota: { type: "integer", description: "How many there may be." },
  },
  required: ["IPList", "UserId"],
  primaryIdentifier: ["UserId"],
  filterable: [],
  taggable: false,
  duration: { create: 300, update: 300, delete: 300 },
  async create(context, wanted) {
    if (wanted.UserId !== context.account) throw invalid("UserId", "It is not the number of this account.");
    if ((await read(context, context.account)) !== undefined) {
      throw refused("The account has a list already; update it.");
    }
    await assertQuota(context, wanted);
    await setAllowed(context, { EnableIPList: true, ...pick(wanted, ["IPList"]) });
    return context.account;
  },
  read,
  async update(context, _identifier, { wanted }) {
    await assertQuota(context, wanted);
    await setAllowed(context, pick(wanted, ["IPList"]));
  },
  async remove(context) {
    await setAllowed(context, { EnableIPList: false, IPList: [] });
  },
};
