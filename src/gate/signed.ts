/** Calls that an approver whom the policy names must have signed. Loaded at the first of them. */
import { ApprovalPending } from "../errors.ts";
import type { Operation } from "../ledger/types.ts";
import type { Approver } from "../policy/types.ts";
import { verifyStatement } from "../signing/signature.ts";
import { visible } from "../text/index.ts";
import { type Askers, asksItself } from "./second-person.ts";

export interface SignedCall {
  readonly operation: Operation;
  /** Whom the policy in force lets approve this call. */
  readonly approvers: readonly Approver[];
  readonly askers: Askers;
  /** What the preview of this very call begins with, rendered afresh; undefined where the call itself is not at hand. */
  readonly rendered: string | undefined;
  readonly now: Date;
}

/**
 * Why an approved operation may not start, in a sentence; undefined where its signature holds.
 * INVARIANT: nothing of the ledger is believed here. The key and the approver come from the policy, what was shown is
 * held against the call, and only a signature over all of it counts.
 */
export function objectionTo({ operation, approvers, askers, rendered, now }: SignedCall): string | undefined {
  const { signature, preview, expiresAt } = operation;
  if (signature === undefined) {
    const by = operation.answeredBy === undefined ? "" : ` (by ${visible(operation.answeredBy)})`;
    return `The approval in the ledger${by} carries no signature.`;
  }
  const approver = approvers.find(({ name }) => name === signature.approver);
  const name = visible(signature.approver);
  if (approver === undefined) return `The policy does not name ${name} to approve this call.`;
  if (asksItself(approver, askers))
    return `${name} asked for this call, and nobody approves a call of their own.`;
  if (preview === undefined || expiresAt === undefined) return "The approval in the ledger is not complete.";
  if (!(Date.parse(expiresAt) > now.getTime())) return "The approval has expired.";
  if (rendered !== undefined && !begins(preview, rendered)) {
    return "What the approver was shown is not this call.";
  }
  const statement = {
    operation: operation.id,
    digest: operation.digest,
    preview,
    expiresAt,
    approver: approver.name,
  };
  return verifyStatement(statement, signature.value, approver.key)
    ? undefined
    : `The signature is none of ${name}'s over this call, by the key that the policy names now.`;
}

/** What was found by reading may follow the call, on lines of its own. */
function begins(preview: string, rendered: string): boolean {
  return preview === rendered || preview.startsWith(`${rendered}\n`);
}

/** The error for a call that waits for a signature. `why` says what stands against the approval that is there. */
export function unsigned(
  operation: Operation,
  approvers: readonly Approver[],
  askers: Askers,
  why: string | undefined,
): ApprovalPending {
  const names = approvers.filter((one) => !asksItself(one, askers)).map(({ name }) => visible(name));
  const state = why === undefined ? "" : ` ${why}`;
  return new ApprovalPending(
    `A second person must sign this call: ${names.join(" or ")}.${state} Nothing was sent.`,
    {
      hint: `An approver runs \`idgate approvals approve ${operation.id} --key FILE\` in a terminal. Then repeat exactly the same call: it runs once. Nothing that the user of this client says takes the place of the signature.`,
      operation: operation.id,
      retryable: true,
    },
  );
}
