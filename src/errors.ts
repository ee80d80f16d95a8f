/**
 * The failures of idgate: one class per kind, each with a stable `code`.
 *
 * A leaf. They are thrown anywhere and caught at one boundary, which turns them into an `isError` result,
 * an exit code or a log line. `message` says what happened, `hint` what to do about it; neither ever holds a
 * secret, a file path of the operator's or YAML of the policy when it can reach a model.
 */

export type ErrorKind =
  | "input"
  | "policy"
  | "approval"
  | "secret"
  | "service"
  | "network"
  | "configuration"
  | "state"
  | "cancelled"
  | "internal";

export type ErrorCode =
  | "INVALID_ARGUMENTS"
  | "UNKNOWN_ACTION"
  | "REFUSED_BY_POLICY"
  | "BUDGET_SPENT"
  | "DRY_RUN"
  | "APPROVAL_PENDING"
  | "APPROVAL_REJECTED"
  | "APPROVAL_SPENT"
  | "PERMIT_INVALID"
  | "SECRET_REFUSED"
  | "SERVICE_ERROR"
  | "TASK_FAILED"
  | "ANSWER_UNREADABLE"
  | "NETWORK_ERROR"
  | "BUSY"
  | "OUTCOME_UNKNOWN"
  | "NOT_DONE"
  | "ALREADY_DONE"
  | "CONFIG_INVALID"
  | "POLICY_INVALID"
  | "CREDENTIALS_INVALID"
  | "MODE_MISMATCH"
  | "LEDGER_UNAVAILABLE"
  | "LEDGER_BROKEN"
  | "CANCELLED"
  | "INTERNAL";

export interface ErrorDetails {
  /** What the reader can do next, in one or two sentences. */
  readonly hint?: string;
  /** True where the same call may succeed later without any change. */
  readonly retryable?: boolean;
  /** The service's RequestId, where an answer carried one. */
  readonly requestId?: string;
  /** The ledger's operation id, where one was written. */
  readonly operation?: string;
  readonly cause?: unknown;
}

export abstract class IdgateError extends Error {
  abstract readonly code: ErrorCode;
  abstract readonly kind: ErrorKind;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  /** Set by the gate once the operation is known, so that every failure names it. */
  operation: string | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.hint = details.hint;
    this.retryable = details.retryable ?? false;
    this.requestId = details.requestId;
    this.operation = details.operation;
  }
}

/** Arguments that the action's schema does not accept. Nothing was sent. */
export class InvalidArguments extends IdgateError {
  readonly code = "INVALID_ARGUMENTS";
  readonly kind = "input";
}

/** A name that no action or tool has. */
export class UnknownAction extends IdgateError {
  readonly code = "UNKNOWN_ACTION";
  readonly kind = "input";
}

/** The policy does not allow the call. Nothing was sent. */
export class RefusedByPolicy extends IdgateError {
  readonly code = "REFUSED_BY_POLICY";
  readonly kind = "policy";
}

/** A budget of the policy's has not enough left for the call. Nothing was sent. */
export class BudgetSpent extends IdgateError {
  readonly code = "BUDGET_SPENT";
  readonly kind = "policy";
}

/** The operator runs this server to try it: it sends nothing but plain reads. Nothing was sent. */
export class DryRun extends IdgateError {
  readonly code = "DRY_RUN";
  readonly kind = "configuration";
}

/** The call waits for a person's answer. Nothing was sent. */
export class ApprovalPending extends IdgateError {
  readonly code = "APPROVAL_PENDING";
  readonly kind = "approval";
}

/** A person said no, or closed the question. Nothing was sent. */
export class ApprovalRejected extends IdgateError {
  readonly code = "APPROVAL_REJECTED";
  readonly kind = "approval";
}

/** The approval was used already, has expired, or was given for something else. Nothing was sent. */
export class ApprovalSpent extends IdgateError {
  readonly code = "APPROVAL_SPENT";
  readonly kind = "approval";
}

/** A permit that the gate did not make, that was used, or that no longer fits. Nothing was sent. */
export class PermitInvalid extends IdgateError {
  readonly code = "PERMIT_INVALID";
  readonly kind = "internal";
}

/** A secret handle that is unknown, expired or not usable there; or a secret that could not be sealed. */
export class SecretRefused extends IdgateError {
  readonly code = "SECRET_REFUSED";
  readonly kind = "secret";
}

/** The service answered with an error of its own. */
export class ServiceError extends IdgateError {
  readonly code = "SERVICE_ERROR";
  readonly kind = "service";
  /** The service's own error code, e.g. `Duplicated`, and the HTTP status it came with. */
  readonly serviceCode: string;
  readonly status: number;

  constructor(message: string, facts: { serviceCode: string; status: number }, details: ErrorDetails = {}) {
    super(message, details);
    this.serviceCode = facts.serviceCode;
    this.status = facts.status;
  }
}

/** A Cloud Control task ended FAILED, even where HTTP said 200. */
export class TaskFailed extends IdgateError {
  readonly code = "TASK_FAILED";
  readonly kind = "service";
}

/** An answer that is not the service's envelope: HTML, an empty body, broken JSON, too large. */
export class AnswerUnreadable extends IdgateError {
  readonly code = "ANSWER_UNREADABLE";
  readonly kind = "network";
}

/** The request could not be made or answered, and is known not to have taken effect (or was a read). */
export class NetworkError extends IdgateError {
  readonly code = "NETWORK_ERROR";
  readonly kind = "network";
}

/** Too many calls wait for the cloud already. Nothing was sent. */
export class Busy extends IdgateError {
  readonly code = "BUSY";
  readonly kind = "network";
}

/**
 * What was lost of a change that was sent: an answer of the service's own that says nothing certain, the connection, or
 * the time. How long the change may still come to be depends on it.
 */
export type Lost = "certainty" | "connection" | "time";

/** The exact call that tells what became of a change. */
export interface NextCall {
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A change was sent and its outcome is not known. It must be looked up, never blindly repeated. */
export class OutcomeUnknown extends IdgateError {
  readonly code = "OUTCOME_UNKNOWN";
  readonly kind = "network";
  readonly lost: Lost;
  /** What to call next, where a read can tell. */
  readonly next: NextCall | undefined;

  constructor(
    message: string,
    details: ErrorDetails & { readonly lost?: Lost; readonly next?: NextCall } = {},
  ) {
    super(message, details);
    this.lost = details.lost ?? "connection";
    this.next = details.next;
  }
}

/** A change got no answer, and a look showed that it did not happen. */
export class NotDone extends IdgateError {
  readonly code = "NOT_DONE";
  readonly kind = "network";
}

/**
 * The very same call was made and done, and its answer may never have arrived: before the server was started anew, or with
 * an outcome that became known since. Nothing was sent.
 */
export class AlreadyDone extends IdgateError {
  readonly code = "ALREADY_DONE";
  readonly kind = "state";
}

/** A flag, environment variable or file of the operator's that cannot be used. */
export class ConfigInvalid extends IdgateError {
  readonly code = "CONFIG_INVALID";
  readonly kind = "configuration";
}

/** A policy file that cannot be used. The message carries line numbers and is for the operator. */
export class PolicyInvalid extends IdgateError {
  readonly code = "POLICY_INVALID";
  readonly kind = "configuration";
}

/** Cloud credentials that are missing, broken or expired. */
export class CredentialsInvalid extends IdgateError {
  readonly code = "CREDENTIALS_INVALID";
  readonly kind = "configuration";
  /** The places that were asked in turn, each with why it gave nothing; the last may be the one that is broken. */
  readonly tried: readonly { readonly provider: string; readonly why: string }[];

  constructor(
    message: string,
    { tried = [], ...details }: ErrorDetails & { readonly tried?: CredentialsInvalid["tried"] } = {},
  ) {
    super(message, details);
    this.tried = tried;
  }
}

/** Sandbox key at a real endpoint, real key at the sandbox, or another account than the policy pins. */
export class ModeMismatch extends IdgateError {
  readonly code = "MODE_MISMATCH";
  readonly kind = "configuration";
}

/** The ledger cannot be opened or written. Changes are refused until it can. */
export class LedgerUnavailable extends IdgateError {
  readonly code = "LEDGER_UNAVAILABLE";
  readonly kind = "state";
}

/** The ledger's chain does not verify. */
export class LedgerBroken extends IdgateError {
  readonly code = "LEDGER_BROKEN";
  readonly kind = "state";
}

/** The client cancelled the call before anything was sent. */
export class Cancelled extends IdgateError {
  readonly code = "CANCELLED";
  readonly kind = "cancelled";
}

/** A fault of idgate's own. The details are in the log, not in the message. */
export class InternalError extends IdgateError {
  readonly code = "INTERNAL";
  readonly kind = "internal";
}
