/** What no two users of a pool share. */
import type { JsonObject } from "../../../action/json.ts";
import type { Place, StoredRecord } from "../../types.ts";
import { objectsOf, textOf } from "../../values.ts";
import { identityValue, poolUser } from "./pool-user.ts";
import { takenField } from "./user-problem.ts";

/**
 * By these a native user signs in, so each is one user's. Federated users sign in elsewhere and may share them, also
 * with native users, until they are converted: the filters EmailIsDuplicated and PhoneNumberIsDuplicated, and the
 * ConflictUsers of a conversion, show that the service knows such users. `Name` is a person's full name, as OpenID
 * Connect has it, and people share names.
 */
export const SIGN_IN_FIELDS = ["Email", "PhoneNumber", "PreferredUsername"] as const;

export const isNative = (doc: JsonObject): boolean => (textOf(doc, "Connection") ?? "") === "";

/** Native users of the pool, other than this one, that have its value in the field. */
export async function nativesSharing(
  context: Pick<Place, "store">,
  doc: JsonObject,
  field: (typeof SIGN_IN_FIELDS)[number],
): Promise<readonly StoredRecord[]> {
  const text = textOf(doc, field) ?? "";
  if (text === "") return [];
  const value = field === "Email" ? text.toLowerCase() : text;
  const { items } = await context.store.list(poolUser.kind, {
    parent: textOf(doc, "UserPoolUid"),
    equals: { [field]: value },
  });
  return items.filter((other) => other.key !== doc.Uid && isNative(other.doc));
}

/** The user of the pool who has this account at an identity provider. */
export async function userOfIdentity(
  context: Pick<Place, "store">,
  poolUid: string,
  connectionUid: string,
  identifier: string,
): Promise<StoredRecord | undefined> {
  const { items } = await context.store.list(poolUser.kind, {
    parent: poolUid,
    equals: { Identity: identityValue(connectionUid, identifier) },
    limit: 1,
  });
  return items[0];
}

/** @throws UserProblem for the first value that another user has already; `changed` says which fields are asked */
export async function assertUnique(
  context: Pick<Place, "store">,
  doc: JsonObject,
  changed: (field: string) => boolean = () => true,
): Promise<void> {
  if (isNative(doc)) {
    for (const field of SIGN_IN_FIELDS.filter(changed)) {
      const [other] = await nativesSharing(context, doc, field);
      if (other !== undefined) throw takenField(field, other.key);
    }
  }
  if (!changed("ExternalIdentities")) return;
  for (const identity of objectsOf(doc, "ExternalIdentities")) {
    const other = await userOfIdentity(
      context,
      textOf(doc, "UserPoolUid") ?? "",
      textOf(identity, "ConnectionUid") ?? "",
      textOf(identity, "ExternalProviderUserIdentifier") ?? "",
    );
    if (other !== undefined && other.key !== doc.Uid) {
      throw takenField("ExternalProviderUserIdentifier", other.key);
    }
  }
}
