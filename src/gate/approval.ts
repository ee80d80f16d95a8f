import { ApprovalPending, ApprovalRejected, ApprovalSpent } from "../errors.ts";
import type { Ledger, Operation, OperationFacts } from "../ledger/types.ts";
import { fitsQuestion } from "./preview.ts";
import type { Ask, Requester, UserAnswer } from "./types.ts";

/** How long a person may take: long enough for a colleague to come back from lunch, short enough to remember why. */
export const APPROVAL_LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface ApprovalRequest {
  readonly ledger: Ledger;
  readonly facts: OperationFacts;
  readonly preview: (operation: string) => string;
  readonly requester: Requester;
  readonly answer: UserAnswer | undefined;
  readonly now: Date;
}

/** Either the operation may start now (and has been started, once), or its question is to be put. */
export type Approval = { readonly kind: "started"; readonly operation: Operation } | Ask;

/**
 * Takes a call that needs a person through its approval.
 * INVARIANTS: the pending operation is written before anybody is asked; only the ledger's own
 * compare-and-set starts an approved operation; an answer counts only for the digest it was given for.
 * @throws ApprovalPending, ApprovalRejected, ApprovalSpent, LedgerUnavailable
 */
export async function approve(request: ApprovalRequest): Promise<Approval> {
  const { ledger, facts, answer } = request;
  if (answer !== undefined) return await settleAnswer(request, answer);
  const live = await ledger.live(facts.digest);
  if (live?.status === "approved") {
    return { kind: "started", operation: await ledger.startApproved(live.id, facts.digest) };
  }
  const pending =
    live ??
    (await ledger.propose(
      facts,
      request.preview(facts.id),
      new Date(request.now.getTime() + APPROVAL_LIFETIME_MS),
    ));
  if (pending.status === "approved") {
    return { kind: "started", operation: await ledger.startApproved(pending.id, facts.digest) };
  }
  if (!request.requester.canAsk) throw waiting(pending.id, "This client cannot ask its user.");
  const preview = pending.preview ?? request.preview(pending.id);
  if (!fitsQuestion(preview)) throw waiting(pending.id, "It is too long to be shown whole in a question.");
  return { kind: "ask", operation: pending.id, digest: facts.digest, preview };
}

async function settleAnswer(request: ApprovalRequest, answer: UserAnswer): Promise<Approval> {
  const { ledger, facts } = request;
  const operation = await ledger.get(answer.operation);
  if (operation === undefined || operation.digest !== facts.digest) {
    throw new ApprovalSpent("The answer was given for another call than this one. Nothing was sent.", {
      hint: "Make the call again; its user is asked again.",
      operation: answer.operation,
    });
  }
  const by = `client-vouched ${request.requester.client}`;
  if (answer.verdict === "rejected") {
    await ledger.answer(operation.id, "rejected", by);
    throw new ApprovalRejected("The user said no. Nothing was sent.", {
      hint: "Do not repeat this call; ask the user what they want instead.",
      operation: operation.id,
    });
  }
  // A terminal may have approved in the meantime; then the answer adds nothing and the start decides.
  if (operation.status !== "approved") await ledger.answer(operation.id, "approved", by);
  return { kind: "started", operation: await ledger.startApproved(operation.id, facts.digest) };
}

/** The error for a call that waits: what is pending, and how it goes on. */
export function waiting(operation: string, why: string): ApprovalPending {
  return new ApprovalPending(`This call needs a person's approval. ${why} Nothing was sent.`, {
    hint: `The operator can run \`idgate approvals approve ${operation}\` in a terminal. Then repeat exactly the same call: it runs once.`,
    operation,
    retryable: true,
  });
}
