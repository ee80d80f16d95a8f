import { ApprovalPending, ApprovalRejected, ApprovalSpent } from "../../errors.ts";
import type { Language } from "../../language.ts";
import type { Ledger, Operation, OperationFacts } from "../../ledger/types.ts";
import type { Approver } from "../../policy/types.ts";
import { assertBudgetLeft } from "../budgets.ts";
import { canonicalJson } from "../digest.ts";
import type { Ask, Requester, UserAnswer } from "../types.ts";
import { type GateWords, gateWords } from "../words/words.ts";
import { confirmationOf } from "./confirmation.ts";
import { fitsQuestion } from "./preview.ts";
import { askersOf } from "./second-person.ts";

/** How long a person may take: long enough for a colleague to come back from lunch, short enough to remember why. */
export const APPROVAL_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** What of an operation is rendered: the same call has one text only with its parameters in one order. */
type Shown = Pick<OperationFacts, "id" | "params">;

export interface ApprovalRequest {
  readonly ledger: Ledger;
  readonly facts: OperationFacts;
  /** What a person is shown first: it follows from the call alone and is the same each time. */
  readonly rendered: (call: Shown) => string;
  /** What was found where the call goes, shown below that; read anew at each call. Undefined where there is nothing to find. */
  readonly findings: (call: Shown) => Promise<string | undefined>;
  /** Whom the policy in force lets sign this call. */
  readonly approvers: readonly Approver[];
  readonly requester: Requester;
  readonly answer: UserAnswer | undefined;
  readonly now: Date;
  /** English unless said. */
  readonly language?: Language | undefined;
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
  const words = gateWords(request.language);
  const because = (why: string) => (again === undefined ? why : words.approval.because(again, why));
  if (!requester.canAsk) throw waiting(open.id, because(words.approval.cannotAsk), words);
  const preview = open.preview ?? request.rendered(asWritten(open, facts));
  if (!fitsQuestion(preview)) throw waiting(open.id, because(words.approval.tooLong), words);
  const { digest } = facts;
  return { kind: "ask", operation: open.id, digest, preview, confirm: confirmationOf(facts), again };
}

/** The live operation of this call, written now where there is none. */
async function openOperation(request: ApprovalRequest): Promise<Operation> {
  const { ledger, facts } = request;
  const live = await ledger.live(facts.digest);
  // What is approved already asks nobody any more: its start says what the budgets have left.
  if (live?.status === "approved") return live;
  await assertBudgetLeft(ledger, facts, request.language);
  return live ?? (await propose(request, await request.findings(facts)));
}

async function propose(request: ApprovalRequest, found: string | undefined): Promise<Operation> {
  const { ledger, facts, now } = request;
  const expiresAt = new Date(now.getTime() + APPROVAL_LIFETIME_MS);
  return await ledger.propose(facts, wholePreview(request.rendered(facts), found), expiresAt);
}

function wholePreview(rendered: string, found: string | undefined): string {
  return found === undefined ? rendered : `${rendered}\n${found}`;
}

/** The call that is made now, its parameters in the order in which they were shown: the digest knows none. */
function asWritten({ id, params }: Operation, facts: OperationFacts): Shown {
  const same = canonicalJson(params) === canonicalJson(facts.params);
  return { id, params: same ? params : facts.params };
}

/**
 * Starts an approved operation, once. INVARIANT: a person was shown what is rendered and found now, to the letter. If
 * not, the approval is void for good, and the operation that takes its place is returned.
 */
async function start(
  request: ApprovalRequest,
  operation: Operation,
): Promise<{ readonly started: Operation } | { readonly again: Operation }> {
  const { ledger, facts } = request;
  const call = asWritten(operation, facts);
  const found = await request.findings(call);
  if (operation.preview === wholePreview(request.rendered(call), found)) {
    return { started: await ledger.startApproved(operation.id, facts.digest) };
  }
  await ledger.answer(operation.id, "rejected", "idgate", gateWords(request.language).approval.changed);
  return { again: await propose({ ...request, facts: { ...facts, params: call.params } }, found) };
}

async function startOrAskAgain(request: ApprovalRequest, operation: Operation): Promise<Approval> {
  const outcome = await start(request, operation);
  if ("started" in outcome) return { kind: "started", operation: outcome.started };
  return put(request, outcome.again, gateWords(request.language).approval.changed);
}

/**
 * INVARIANTS: an approved row alone starts nothing, whoever wrote it: the signature is verified here, at the moment of
 * the start, by the policy in force. A client's answer is no signature: it is not looked at, and its user is not asked.
 */
async function startSigned(request: ApprovalRequest): Promise<Approval> {
  const { facts, approvers, now } = request;
  const words = gateWords(request.language);
  const { objectionTo, unsigned } = await import("./signed.ts");
  const operation = await openOperation(request);
  const askers = askersOf(request.requester, operation);
  if (operation.status !== "approved") throw unsigned(operation, approvers, askers, undefined, words);
  const rendered = request.rendered(asWritten(operation, facts));
  const against = objectionTo({ operation, approvers, askers, rendered, now }, words);
  if (against !== undefined) throw unsigned(operation, approvers, askers, against, words);
  const outcome = await start(request, operation);
  if ("again" in outcome) throw unsigned(outcome.again, approvers, askers, words.approval.changed, words);
  return { kind: "started", operation: outcome.started };
}

async function settleAnswer(request: ApprovalRequest, answer: UserAnswer): Promise<Approval> {
  const { ledger, facts } = request;
  const { approval: words } = gateWords(request.language);
  const operation = await ledger.get(answer.operation);
  if (operation === undefined || operation.digest !== facts.digest) {
    throw new ApprovalSpent(words.otherCall, {
      hint: words.otherCallHint,
      operation: answer.operation,
    });
  }
  const by = `client-vouched ${request.requester.client}`;
  if (answer.verdict === "rejected") {
    await ledger.answer(operation.id, "rejected", by);
    throw new ApprovalRejected(words.no, {
      hint: words.noHint,
      operation: operation.id,
    });
  }
  // A terminal may have approved in the meantime; then the answer adds nothing and the start decides.
  const approved =
    operation.status === "approved" ? operation : await ledger.answer(operation.id, "approved", by);
  return await startOrAskAgain(request, approved);
}

/** The error for a call that waits: what is pending, and how it goes on. */
export function waiting(
  operation: string,
  why: string,
  { approval: words }: GateWords = gateWords(),
): ApprovalPending {
  return new ApprovalPending(words.waits(why), {
    hint: words.waitsHint(operation),
    operation,
    retryable: true,
  });
}
