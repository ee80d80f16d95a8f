/** The life of an operation as a pure state machine: what an entry makes of it. Writing and verifying share it. */
import type { JsonObject } from "../action/json.ts";
import { LedgerBroken } from "../errors.ts";
import { factsOf, lostOf, optionalFlagOf, optionalTextOf, signatureOf, statusOf, textOf } from "./record.ts";
import type { Operation, OperationStatus } from "./types.ts";

export type EntryKind =
  | "refused"
  | "proposed"
  | "approved"
  | "rejected"
  | "expired"
  | "started"
  | "settled"
  | "resolved"
  | "secret";

/** One entry, as far as the state of its operation depends on it. */
export interface Step {
  readonly at: string;
  readonly kind: string;
  readonly operation: string | null;
  readonly body: JsonObject;
}

const OUTCOMES: ReadonlySet<OperationStatus> = new Set(["succeeded", "accepted", "failed", "unknown"]);

/** Waiting for a person, or for the one run that a person allowed. */
export function isLive(operation: Pick<Operation, "status" | "expiresAt">, now: string): boolean {
  return isOpen(operation) && !isPast(operation, now);
}

export function isOpen(operation: Pick<Operation, "status">): boolean {
  return operation.status === "pending" || operation.status === "approved";
}

/** Times are ISO 8601 in UTC with milliseconds, and so compare as text. */
export function isPast(operation: Pick<Operation, "expiresAt">, now: string): boolean {
  return operation.expiresAt !== undefined && operation.expiresAt <= now;
}

/** Whether its end is not known: it runs, its task does, or nobody can tell. */
function isUndecided({ status }: Pick<Operation, "status">): boolean {
  return status === "started" || status === "accepted" || status === "unknown";
}

/** Whether nothing can happen to it any more. After a look there may still come an answer. */
export function isFinal(operation: Pick<Operation, "status" | "resolvedBy">): boolean {
  return !isOpen(operation) && !isUndecided(operation) && operation.resolvedBy === undefined;
}

/**
 * The operation after the entry. An entry about a secret leaves it as it was.
 * @throws LedgerBroken where the entry cannot follow
 */
export function apply(current: Operation | undefined, step: Step): Operation | undefined {
  if (step.kind === "secret") return current;
  if (current === undefined) return open(step);
  const changed = { ...current, updatedAt: step.at };
  switch (step.kind) {
    case "approved":
    case "rejected": {
      const signature = signatureOf(step.body.signature);
      // As long as nothing has started a no also takes back a yes, and a signed yes takes the place of another.
      const replaces = step.kind === "rejected" || signature !== undefined;
      demand(replaces ? isOpen(current) : current.status === "pending", step);
      demand(!isPast(current, step.at), step);
      const reason = optionalTextOf(step.body, "reason");
      return { ...changed, status: step.kind, answeredBy: textOf(step.body, "by"), reason, signature };
    }
    case "expired":
      demand(isOpen(current) && isPast(current, step.at), step);
      return { ...changed, status: "expired" };
    case "started":
      demand(current.status === "approved" && !isPast(current, step.at), step);
      demand(textOf(step.body, "digest") === current.digest, step);
      return {
        ...changed,
        status: "started",
        run: optionalTextOf(step.body, "run"),
        startedAt: optionalTextOf(step.body, "startedAt"),
      };
    case "settled": {
      const status = statusOf(step.body.status);
      demand(maySettle(current, status) && OUTCOMES.has(status), step);
      return {
        ...changed,
        resolvedBy: undefined,
        abandoned: optionalFlagOf(step.body, "abandoned"),
        lost: lostOf(step.body.lost),
        status,
        reason: optionalTextOf(step.body, "reason"),
        requestId: optionalTextOf(step.body, "requestId"),
        taskId: optionalTextOf(step.body, "taskId"),
        tookEffect: optionalFlagOf(step.body, "tookEffect"),
      };
    }
    case "resolved": {
      const status = statusOf(step.body.status);
      demand(current.status === "unknown" || current.status === "accepted", step);
      demand(status === "succeeded" || status === "failed", step);
      return {
        ...changed,
        status,
        reason: optionalTextOf(step.body, "reason"),
        tookEffect: optionalFlagOf(step.body, "tookEffect"),
        resolvedBy: textOf(step.body, "by"),
      };
    }
    default:
      return refuse(step);
  }
}

/**
 * A late answer tells what none did: of a process that was taken for dead, or of a repeat that carries the same token.
 * That it was done, or lost once more, also counts where a look, which was early then, had told otherwise.
 */
export function maySettle(
  { status, resolvedBy }: Pick<Operation, "status" | "resolvedBy">,
  outcome: OperationStatus,
): boolean {
  if (status === "started" || status === "unknown") return true;
  if (resolvedBy === undefined) return false;
  return outcome === "succeeded" || outcome === "accepted" || (outcome === "unknown" && status === "failed");
}

function open(step: Step): Operation {
  demand(step.kind === "refused" || step.kind === "proposed" || step.kind === "started", step);
  const facts = factsOf(step.body);
  demand(facts.id === step.operation, step);
  const asked = step.kind === "proposed";
  return {
    ...facts,
    status: asked ? "pending" : statusOf(step.kind),
    preview: asked ? textOf(step.body, "preview") : undefined,
    answeredBy: undefined,
    reason: step.kind === "refused" ? textOf(step.body, "reason") : undefined,
    requestId: undefined,
    taskId: undefined,
    run: step.kind === "started" ? optionalTextOf(step.body, "run") : undefined,
    createdAt: step.at,
    updatedAt: step.at,
    expiresAt: asked ? textOf(step.body, "expiresAt") : undefined,
  };
}

function demand(holds: boolean, step: Step): void {
  if (!holds) refuse(step);
}

function refuse(step: Step): never {
  throw new LedgerBroken(`An entry of kind ${step.kind} cannot follow what the operation was before.`);
}
