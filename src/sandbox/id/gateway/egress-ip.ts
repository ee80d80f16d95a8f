/** Fixed addresses from which the service calls identity providers and OAuth servers, as a resource of id. */
import { createHash } from "node:crypto";
import { uuidFor } from "../../ids.ts";
import type { Place, Resource, StoredRecord } from "../../types.ts";
import { textOf } from "../../values.ts";
import * as faults from "../faults.ts";

/** Unix time in seconds: the reference has 32 bits for it. */
const unixSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** OAuth2 credential providers live under this; what else refers to an address is an identity provider. */
const OAUTH = /credential|oauth-client/;

async function usersOf({ key }: StoredRecord, context: Place, oauth: boolean): Promise<number> {
  let sum = 0;
  for (const { from, field } of context.resources.relationsTo(egressIp.kind)) {
    if (OAUTH.test(from.kind) !== oauth) continue;
    const { total } = await context.store.list(from.kind, { equals: { [field]: key }, limit: 1 });
    sum += total;
  }
  return sum;
}

/** An address of the block that is kept for documentation: nothing is ever reached there. */
export function addressOf(eipId: string): string {
  return `203.0.113.${((createHash("sha256").update(eipId).digest()[0] ?? 0) % 254) + 1}`;
}

export const egressIp: Resource = {
  kind: "id.egress-ip",
  noun: "outbound IP",
  key: ["ID"],
  unique: ["EipID"],
  indexed: ["Status", "CreateTime", "UpdateTime"],
  times: { created: "CreateTime", updated: "UpdateTime", format: unixSeconds },
  fresh(given, context, label) {
    const id = uuidFor(context, `egress-ip${label}`).replaceAll("-", "").slice(0, 20);
    const gateway = textOf(given, "NatGatewayID") ?? "";
    const eipId = textOf(given, "EipID") || `eip-${id}`;
    return {
      ID: `egress-${id}`,
      EipID: eipId,
      // There is no VPC service here: what it would say of the gateway follows from the gateway's id.
      NatGatewayName: `nat ${gateway}`,
      NatGatewayVpcID: `vpc-${createHash("sha256").update(gateway).digest("hex").slice(0, 20)}`,
      NatGatewayVpcName: `vpc of ${gateway}`,
      Status: "Creating",
    };
  },
  derived: {
    EipAddress: async ({ doc }) => addressOf(textOf(doc, "EipID") ?? ""),
    UserPoolIdpResourceNum: (record, context) => usersOf(record, context, false),
    OAuthClientResourceNum: (record, context) => usersOf(record, context, true),
  },
  faults,
};
