import { ApprovalPending, ApprovalRejected, ApprovalSpent } from "../errors.ts";
import type { Ledger, Operation, OperationFacts } from "../ledger/types.ts";
import type { Approver } from "../policy/types.ts";
import { assertBudgetLeft } from "./budgets.ts";
import { confirmationOf } from "./confirmation.ts";
import { fitsQuestion } from "./preview.ts";
import { askersOf } from "./second-person.ts";
import type { Ask, Requester, UserAnswer } from "./types.ts";

/** How long a person may take: long enough for a colleague to come back from lunch, short enough to remember why. */
export const APPROVAL_LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface ApprovalRequest {
  readonly ledger: Ledger;
  readonly facts: OperationFacts;
  /** What a person is shown. */
  readonly preview: (operation: string) => string;
  /** The part of it that follows from the call alone: it comes first, and is the same each time. */
  readonly rendered: (operation: string) => string;
  /** Whom the policy in force lets sign this call. */
  readonly approvers: readonly Approver[];
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
 * @throws ApprovalPending, ApprovalRejected, ApprovalSpent, BudgetSpent, LedgerUnavailable
 */
export async function approve(request: ApprovalRequest): Promise<Approval> {
  const { ledger, facts, answer } = request;
  if (facts.approval === "second-person") return await startSigned(request);
  if (answer !== undefined) return await settleAnswer(request, answer);
  const open = await openOperation(request);
  if (open.status === "approved") {
    return { kind: "started", operation: await ledger.startApproved(open.id, facts.digest) };
  }
  if (!request.requester.canAsk) throw waiting(open.id, "This client cannot ask its user.");
  const preview = open.preview ?? request.preview(open.id);
  if (!fitsQuestion(preview)) throw waiting(open.id, "It is too long to be shown whole in a question.");
  return { kind: "ask", operation: open.id, digest: facts.digest, preview, confirm: confirmationOf(facts) };
}

/** The live operation of this call, written now where there is none. */
async function openOperation(request: ApprovalRequest): Promise<Operation> {
  const { ledger, facts, now } = request;
  const expiresAt = new Date(now.getTime() + APPROVAL_LIFETIME_MS);
  const live = await ledger.live(facts.digest);
  // What is approved already asks nobody any more: its start says what the budgets have left.
  if (live?.status === "approved") return live;
  await assertBudgetLeft(ledger, facts);
  return live ?? (await ledger.propose(facts, request.preview(facts.id), expiresAt));
}

/**
 * INVARIANTS: an approved row alone starts nothing, whoever wrote it: the signature is verified here, at the moment of
 * the start, by the policy in force. A client's answer is no signature: it is not looked at, and its user is not asked.
 */
async function startSigned(request: ApprovalRequest): Promise<Approval> {
  const { ledger, facts, approvers, now } = request;
  const { objectionTo, unsigned } = await import("./signed.ts");
  const operation = await openOperation(request);
  const askers = askersOf(request.requester, operation);
  if (operation.status !== "approved") throw unsigned(operation, approvers, askers, undefined);
  const rendered = request.rendered(operation.id);
  const against = objectionTo({ operation, approvers, askers, rendered, now });
  if (against !== undefined) throw unsigned(operation, approvers, askers, against);
  return { kind: "started", operation: await ledger.startApproved(operation.id, facts.digest) };
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
