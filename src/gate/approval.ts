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
  /** What a person is shown first: it follows from the call alone and is the same each time. */
  readonly rendered: (operation: string) => string;
  /** What was found where the call goes, shown below that; read anew at each call. Undefined where there is nothing to find. */
  readonly findings: () => Promise<string | undefined>;
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
  const { facts, answer } = request;
  if (facts.approval === "second-person") return await startSigned(request);
  if (answer !== undefined) return await settleAnswer(request, answer);
  const open = await openOperation(request);
  return open.status === "approved" ? await startOrAskAgain(request, open) : put(request, open, undefined);
}

/** The question about a pending operation. `again` says why it is asked once more. @throws ApprovalPending */
function put(request: ApprovalRequest, open: Operation, again: string | undefined): Ask {
  const { facts, requester } = request;
  const because = again === undefined ? "" : `${again} `;
  if (!requester.canAsk) throw waiting(open.id, `${because}This client cannot ask its user.`);
  const preview = open.preview ?? request.rendered(open.id);
  if (!fitsQuestion(preview))
    throw waiting(open.id, `${because}It is too long to be shown whole in a question.`);
  const { digest } = facts;
  return { kind: "ask", operation: open.id, digest, preview, confirm: confirmationOf(facts), again };
}

/** The live operation of this call, written now where there is none. */
async function openOperation(request: ApprovalRequest): Promise<Operation> {
  const { ledger, facts } = request;
  const live = await ledger.live(facts.digest);
  // What is approved already asks nobody any more: its start says what the budgets have left.
  if (live?.status === "approved") return live;
  await assertBudgetLeft(ledger, facts);
  return live ?? (await propose(request, await request.findings()));
}

async function propose(request: ApprovalRequest, found: string | undefined): Promise<Operation> {
  const { ledger, facts, now } = request;
  const expiresAt = new Date(now.getTime() + APPROVAL_LIFETIME_MS);
  return await ledger.propose(facts, wholePreview(request.rendered(facts.id), found), expiresAt);
}

function wholePreview(rendered: string, found: string | undefined): string {
  return found === undefined ? rendered : `${rendered}\n${found}`;
}

/** Why an approval that was given is none any more. */
export const CHANGED = "What this call would change has changed since it was approved.";

/**
 * Starts an approved operation, once. INVARIANT: a person was shown what is rendered and found now, to the letter. If
 * not, the approval is void for good, and the operation that takes its place is returned.
 */
async function start(
  request: ApprovalRequest,
  operation: Operation,
): Promise<{ readonly started: Operation } | { readonly again: Operation }> {
  const { ledger, facts } = request;
  const found = await request.findings();
  if (operation.preview === wholePreview(request.rendered(operation.id), found)) {
    return { started: await ledger.startApproved(operation.id, facts.digest) };
  }
  await ledger.answer(operation.id, "rejected", "idgate", CHANGED);
  return { again: await propose(request, found) };
}

async function startOrAskAgain(request: ApprovalRequest, operation: Operation): Promise<Approval> {
  const outcome = await start(request, operation);
  if ("started" in outcome) return { kind: "started", operation: outcome.started };
  return put(request, outcome.again, CHANGED);
}

/**
 * INVARIANTS: an approved row alone starts nothing, whoever wrote it: the signature is verified here, at the moment of
 * the start, by the policy in force. A client's answer is no signature: it is not looked at, and its user is not asked.
 */
async function startSigned(request: ApprovalRequest): Promise<Approval> {
  const { approvers, now } = request;
  const { objectionTo, unsigned } = await import("./signed.ts");
  const operation = await openOperation(request);
  const askers = askersOf(request.requester, operation);
  if (operation.status !== "approved") throw unsigned(operation, approvers, askers, undefined);
  const rendered = request.rendered(operation.id);
  const against = objectionTo({ operation, approvers, askers, rendered, now });
  if (against !== undefined) throw unsigned(operation, approvers, askers, against);
  const outcome = await start(request, operation);
  if ("again" in outcome) throw unsigned(outcome.again, approvers, askers, CHANGED);
  return { kind: "started", operation: outcome.started };
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
  const approved =
    operation.status === "approved" ? operation : await ledger.answer(operation.id, "approved", by);
  return await startOrAskAgain(request, approved);
}

/** The error for a call that waits: what is pending, and how it goes on. */
export function waiting(operation: string, why: string): ApprovalPending {
  return new ApprovalPending(`This call needs a person's approval. ${why} Nothing was sent.`, {
    hint: `The operator can run \`idgate approvals approve ${operation}\` in a terminal. Then repeat exactly the same call: it runs once.`,
    operation,
    retryable: true,
  });
}
