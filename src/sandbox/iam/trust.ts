/** Whom a role trusts, by its trust policy. */
import type { Place, StoredRecord } from "../types.ts";
import { textOf } from "../values.ts";
import type { ConditionFacts } from "./conditions.ts";
import { readDocument, type Statement } from "./document.ts";
import { EVERYTHING, evaluate } from "./evaluate.ts";
import { iamTrn } from "./records.ts";

/** Somebody who asks for a session. `names` are what a trust policy may call them by. */
export interface Trusted {
  readonly kind: "IAM" | "Service" | "Federated";
  readonly names: readonly string[];
}

/** An identity of this account, which the account as a whole stands for too: by its root or its bare number. */
export function identityOf(context: Pick<Place, "account">, trn: string): Trusted {
  return { kind: "IAM", names: [trn, iamTrn(context, "root"), context.account] };
}

/** True where the trust policy of a role lets them in by that action. A role without a document trusts nobody. */
export function trusts(role: StoredRecord, who: Trusted, action: string, facts: ConditionFacts): boolean {
  const document = textOf(role.doc, "TrustPolicyDocument");
  if (document === undefined) return false;
  const about = ({ principals }: Statement) =>
    (principals[who.kind] ?? []).some((name) => name === "*" || who.names.includes(name));
  const statements = readDocument(document, "trust").filter(about);
  return evaluate(statements, { action, resources: [EVERYTHING], facts }).allowed;
}
