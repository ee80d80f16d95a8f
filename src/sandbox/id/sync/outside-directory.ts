/**
 * What an outside directory would hold. The sandbox dials nobody: every connection plays the same small company, whose
 * first person has the address of the pool's oldest user, so that a sync has a conflict to show.
 */
import type { JsonObject } from "../../../action/json.ts";
import type { Place } from "../../types.ts";
import { textOf } from "../../values.ts";
import { poolUser } from "../people/pool-user.ts";

const PEOPLE = ["One", "Two", "Three", "Four", "Five"];
/** Users among whom the oldest with an address is looked for. */
const LOOKED_AT = 100;

export interface OutsidePerson extends JsonObject {
  readonly ExternalProviderUserIdentifier: string;
}

/** Its people, as parameters of CreateUser. */
export async function outsidePeople(
  context: Pick<Place, "store">,
  poolUid: string,
): Promise<readonly OutsidePerson[]> {
  const { items } = await context.store.list(poolUser.kind, { parent: poolUid, limit: LOOKED_AT });
  const shared = items.map(({ doc }) => textOf(doc, "Email") ?? "").find((email) => email !== "");
  return PEOPLE.map((name, index) => ({
    ExternalProviderUserIdentifier: identifierAt(index),
    Name: `Sandbox Person ${name}`,
    Email: index === 0 && shared !== undefined ? shared : `person-${index + 1}@directory.example`,
    PhoneNumber: `+861000000000${index + 1}`,
  }));
}

const identifierAt = (index: number): string => `sandbox-person-${index + 1}`;

/** Its departments, as uploads of a sync session. */
export const OUTSIDE_DEPARTMENTS: readonly JsonObject[] = [
  { ExternalID: "sandbox-company", Name: "Sandbox Company" },
  { ExternalID: "sandbox-sales", Name: "Sales", ExternalParentID: "sandbox-company" },
  { ExternalID: "sandbox-workshop", Name: "Workshop", ExternalParentID: "sandbox-company" },
];

/** Who is in them: identifiers of people by departments. */
export const OUTSIDE_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  "sandbox-company": [identifierAt(0)],
  "sandbox-sales": [identifierAt(1), identifierAt(2)],
  "sandbox-workshop": [identifierAt(3), identifierAt(4)],
};
