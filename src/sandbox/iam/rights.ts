/** What a principal may do: the statements of the policies that it has. */
import type { JsonObject } from "../../action/json.ts";
import { recordAt } from "../resources/records.ts";
import { roleSession } from "../sts/sessions.ts";
import type { CallContext, Place, StoredRecord } from "../types.ts";
import { objectsOf, textOf } from "../values.ts";
import { attachmentsOf } from "./attachment.ts";
import type { ConditionFacts } from "./conditions.ts";
import { readDocument, type Statement } from "./document.ts";
import { groupsOfUser } from "./membership.ts";
import { iamRole } from "./role.ts";
import { iamUser } from "./user.ts";

export interface Rights {
  /** Lists of statements, every one of which must allow. None for the account itself, which may do everything. */
  readonly layers: readonly (readonly Statement[])[];
  readonly tags: readonly JsonObject[];
}

/** The rights of who calls. Somebody who is gone has none. */
export async function rightsOf({ principal, accessKeyId, ...context }: CallContext): Promise<Rights> {
  switch (principal.kind) {
    case "account":
      return { layers: [], tags: [] };
    case "user": {
      const user = await recordAt(iamUser, context, principal.id);
      if (user === undefined) return { layers: [[]], tags: [] };
      const groups = (await groupsOfUser(context, user)).map(({ group }) => group);
      return { layers: [await statementsOf(context, [user, ...groups])], tags: objectsOf(user.doc, "Tags") };
    }
    case "role-session": {
      const session = await recordAt(roleSession, context, accessKeyId);
      const role = await recordAt(iamRole, context, textOf(session?.doc ?? {}, "RoleId") ?? "");
      if (session === undefined || role === undefined) return { layers: [[]], tags: [] };
      const own = textOf(session.doc, "Policy");
      return {
        layers: [
          await statementsOf(context, [role]),
          ...(own === undefined ? [] : [readDocument(own, "policy")]),
        ],
        // A session's own tag goes over the role's.
        tags: [...objectsOf(role.doc, "Tags"), ...objectsOf(session.doc, "Tags")],
      };
    }
  }
}

async function statementsOf(context: Place, holders: readonly StoredRecord[]): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  for (const holder of holders) {
    for (const { policy, record } of await attachmentsOf(context, holder)) {
      const all = readDocument(textOf(policy.doc, "PolicyDocument") ?? "", "policy");
      // The sandbox does not know which project a thing is in: what holds in some projects denies, and allows nothing.
      const everywhere = !objectsOf(record.doc, "PolicyScope").some(isProject);
      statements.push(...all.filter(({ effect }) => everywhere || effect === "Deny"));
    }
  }
  return statements;
}

const isProject = (scope: JsonObject): boolean =>
  scope.PolicyScopeType === "Project" || Boolean(textOf(scope, "ProjectName"));

/** The sandbox listens on loopback alone. */
const SOURCE = "127.0.0.1";
const TAG = "volc:PrincipalTag/";

/** What conditions may ask of a call. */
export function factsOf(
  { principal, region, now }: CallContext,
  tags: readonly JsonObject[],
): ConditionFacts {
  const known: ReadonlyMap<string, string> = new Map([
    ["volc:RequestedRegion", region],
    ["volc:CurrentTime", now.toISOString()],
    ["volc:PrincipalTrn", principal.trn],
    ["volc:SourceIp", SOURCE],
  ]);
  const values = new Map(tags.map((tag) => [textOf(tag, "Key") ?? "", textOf(tag, "Value") ?? ""]));
  return (key) => {
    if (key.startsWith(TAG)) {
      const value = values.get(key.slice(TAG.length));
      return value === undefined ? [] : [value];
    }
    const value = known.get(key);
    return value === undefined ? undefined : [value];
  };
}
