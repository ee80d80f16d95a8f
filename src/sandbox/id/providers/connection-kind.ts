/** What creating, reading and changing a connection is, whatever its kind; a kind adds its own checks. */
import type { JsonObject } from "../../../action/json.ts";
import {
  creates,
  gets,
  lists,
  type Prepared,
  removes,
  type Setting,
  updates,
} from "../../resources/actions.ts";
import type { Definition } from "../../resources/family.ts";
import { find } from "../../resources/records.ts";
import type { CallContext } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import * as faults from "../faults.ts";
import { egressIp } from "../gateway/egress-ip.ts";
import { assertHttpUrl } from "../user-pools/urls.ts";
import { type ConnectionType, identityProvider, withOptions } from "./identity-provider.ts";

export interface ConnectionKind {
  readonly type: ConnectionType;
  /** Fields that hold an address which the service, or the user's browser, goes to. */
  readonly addresses?: readonly string[];
  /** False where its users do not become users of the pool, as with an agent that only checks passwords. */
  readonly options?: boolean;
  readonly prepare?: Setting["prepare"];
  /** Further work after a create. */
  readonly created?: Setting["also"];
}

export interface ConnectionActions {
  readonly create: Definition;
  readonly get: Definition;
  readonly list: Definition;
  readonly update: Definition;
  readonly remove: Definition;
}

const BY_UID = { ConnectionUid: "Uid" };

/** Both of its names lead to an outbound IP: its own id, and that of the elastic IP behind it. */
async function egressOf(fields: JsonObject, context: CallContext): Promise<JsonObject> {
  const id = textOf(fields, "EipId");
  if (id === undefined) return {};
  if (id === "") return { EgressIpId: "" };
  const eip = (await find(egressIp, context, { ID: id })) ?? (await find(egressIp, context, { EipID: id }));
  if (eip === undefined) throw egressIp.faults.notFound(`${egressIp.noun} ${id}`);
  return { EgressIpId: eip.key };
}

function assertMappings(fields: JsonObject): void {
  const targets = objectsOf(fields, "AttributeMappings").map(
    (one) => textOf(one, "TargetAttributeName") ?? "",
  );
  if (targets.includes("")) throw faults.missing("AttributeMappings.TargetAttributeName");
  if (new Set(targets).size < targets.length) {
    throw faults.invalid("AttributeMappings", "Two of them fill one attribute.");
  }
}

/** One that is to be the pool's only one of its vendor suffers no other, whichever of them came first. */
async function assertAlone(all: JsonObject, uid: string | undefined, context: CallContext): Promise<void> {
  const vendor = textOf(all, "Provider") ?? "";
  if (vendor === "") return;
  const { items } = await context.store.list(identityProvider.kind, {
    parent: textOf(all, "UserPoolUid"),
    equals: { Provider: vendor },
  });
  const others = items.filter(({ key }) => key !== uid);
  const sole = all.SoleProviderConnection === true ? others : others.filter(isSole);
  if (sole.length > 0) throw faults.duplicated(`identity provider of ${vendor}`);
}

const isSole = ({ doc }: { readonly doc: JsonObject }): boolean => doc.SoleProviderConnection === true;

async function prepared(kind: ConnectionKind, given: JsonObject, call: Prepared): Promise<JsonObject> {
  const { context, before } = call;
  if (given.Name === "") throw faults.invalid("Name", "It is empty.");
  for (const field of kind.addresses ?? []) {
    if (given[field] === "") throw faults.invalid(field, "It is empty.");
    assertHttpUrl(textOf(given, field), field);
  }
  assertMappings(given);
  const own = (await kind.prepare?.(given, call)) ?? given;
  const fields = {
    ...own,
    ...(await egressOf(own, context)),
    ...(kind.options === false ? {} : withOptions(own, before?.doc)),
  };
  await assertAlone({ ...before?.doc, ...fields }, before?.key, context);
  return fields;
}

/** The five actions on connections of one kind. Another kind's Uid is not found by them. */
export function connectionActions(kind: ConnectionKind): ConnectionActions {
  const only = { ConnectionType: kind.type };
  const setting: Setting = {
    only,
    // They make something else, elsewhere (`created`).
    without: ["PassvaultOauth2CredentialProviderOptions"],
    prepare: (fields, call) => prepared(kind, fields, call),
  };
  return {
    create: creates(identityProvider, {
      ...setting,
      ...(kind.created === undefined ? {} : { also: kind.created }),
    }),
    get: gets(identityProvider, BY_UID, { only }),
    list: lists(identityProvider, { only }),
    update: updates(identityProvider, BY_UID, setting),
    remove: removes(identityProvider, BY_UID, { only }),
  };
}
