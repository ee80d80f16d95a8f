import type { Action } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import type { BudgetLeft, OperationStatus } from "../ledger/types.ts";
import type { ApprovalMode, Outlook, Principal } from "../policy/types.ts";
import type { RequestDescription } from "../wire/describe.ts";

export type { BudgetLeft } from "../ledger/types.ts";
export type { ApprovalMode, Budget, Outlook } from "../policy/types.ts";

/** Who makes a call, as far as the transport knows it. */
export interface Requester {
  /** e.g. `stdio claude-code/2.1.0`. Enters the digest: an approval for one requester is none for another. */
  readonly label: string;
  /** Client name and version, for the ledger's `client-vouched NAME/VERSION`. */
  readonly client: string;
  /** Whether the client declared that it can put a question to its user. */
  readonly canAsk: boolean;
  /** The user in whose name calls are made: the OS user over stdio, the token's subject over HTTP. */
  readonly user?: string | undefined;
  /** What a verified token says; none over stdio. */
  readonly principal?: Principal | undefined;
}

/** An answer of the client's user to a question that the server put and whose state it has verified. */
export interface UserAnswer {
  readonly operation: string;
  readonly verdict: "approved" | "rejected";
}

/** News of a task that is being followed. */
export type ProgressListener = (message: string, elapsedSeconds: number, totalSeconds: number) => void;

export interface GateCall {
  readonly action: Action;
  readonly args: unknown;
  readonly requester: Requester;
  readonly answer?: UserAnswer | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ProgressListener | undefined;
  /** True where the caller was promised that nothing changes: anything but a plain read is refused. */
  readonly readOnly?: boolean | undefined;
}

export interface Done {
  readonly kind: "done";
  /** The parameters as they were judged, defaults filled in. What was sent as a secret text is in here. */
  readonly params: JsonObject;
  /** Parsed, sealed, bounded; fits the action's output schema. */
  readonly result: JsonObject;
  readonly effect: Action["effect"];
  /** The ledger's operation id; undefined for a plain read. */
  readonly operation: string | undefined;
  readonly requestId: string | undefined;
  /** Sentences for the model: what to know about this result. */
  readonly notes: readonly string[];
}

/** The call waits for the client's user; nothing was sent. */
export interface Ask {
  readonly kind: "ask";
  readonly operation: string;
  readonly digest: string;
  /** Rendered by idgate, never by the model. */
  readonly preview: string;
  /** What the user types to approve, beside saying so; undefined where a yes is enough. */
  readonly confirm: string | undefined;
  /** Why it is asked once more after a yes; undefined the first time. */
  readonly again: string | undefined;
}

/** This server sends nothing but plain reads (`--dry-run`); nothing was sent, asked or recorded. */
export interface DryRun {
  readonly kind: "dry run";
  readonly checked: Checked;
}

export type GateResult = Done | Ask | DryRun;

/** What would become of a call. Nothing was sent, asked or recorded. */
export interface Checked {
  readonly verdict: "allowed" | "asks" | "refused";
  readonly effect: Action["effect"];
  readonly approval: ApprovalMode | undefined;
  /** Names of those who may approve, the requester not among them; empty unless the approval is `second-person`. */
  readonly approvers: readonly string[];
  /** The rules that decided. */
  readonly rules: readonly string[];
  /** What it would spend, and what is left; of a refused call those that it does not fit in and their like, or none. */
  readonly budgets: readonly BudgetLeft[];
  /** Why it would be refused, in the words of the refusal. */
  readonly reason: string | undefined;
  /** What to do where it would be refused. */
  readonly hint: string | undefined;
  /** As a person would be shown the call. */
  readonly preview: string;
  /**
   * What would be sent, unsigned, with marks in place of secrets. Also of a refused call; undefined only where the
   * policy refuses what could not be encoded either.
   */
  readonly request: RequestDescription | undefined;
}

/** Where calls of this server go and what governs them. */
export interface Standing {
  readonly mode: "sandbox" | "real";
  readonly dryRun: boolean;
  /** Hex SHA-256 of the policy file that was read last and could be used; undefined where there is no policy. */
  readonly policy: string | undefined;
  /** True while a later file cannot be used, and nothing but plain reads goes on. */
  readonly suspended: boolean;
}

/** What a requester may know of an operation: what it asked for and how it ended, never its parameters. */
export interface OperationView {
  readonly operation: string;
  readonly action: string;
  readonly effect: string;
  readonly status: OperationStatus;
  readonly target: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Why it was refused or failed, where it was. */
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
  readonly taskId: string | undefined;
}

export interface Gate {
  /**
   * THE path: parse, decide, approve, record, permit, send, record, shape.
   * @throws IdgateError subclasses only, each naming its operation where one was recorded.
   */
  call(call: GateCall): Promise<GateResult>;
  /**
   * Parses and judges a call as `call` would, looks what its budgets have left, and stops there.
   * @throws InvalidArguments, SecretRefused, and LedgerUnavailable where it has budgets or handles
   */
  check(call: Pick<GateCall, "action" | "args" | "requester">): Promise<Checked>;
  standing(): Standing;
  /** What the policy says of an action before its arguments are known. */
  outlook(action: Action): Outlook;
  /** An operation of this requester's; undefined for anybody else's. @throws LedgerUnavailable */
  operation(id: string, requester: Requester): Promise<OperationView | undefined>;
  /** This requester's operations, newest first, at most 50. @throws LedgerUnavailable */
  operations(requester: Requester): Promise<readonly OperationView[]>;
  /** Begins to look after operations whose end is not known, those of earlier processes too. */
  lookAfter(): void;
  /** Ends that. */
  stop(): Promise<void>;
  /** Makes a secret that only its handle leaves. @throws InvalidArguments, LedgerUnavailable, SecretRefused */
  generateSecret(form: SecretForm, requester: Requester): Promise<GeneratedSecret>;
}

export interface GeneratedSecret {
  readonly handle: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  /** Fields that the handle may be used in. */
  readonly fits: readonly string[];
  /** Whether the operator can have it shown on a terminal: it is sealed by a key that outlives this process. */
  readonly revealable: boolean;
}

export interface SecretForm {
  /** A password unless said, or what `for` takes. */
  readonly form?: "password" | "token" | undefined;
  /** Characters: of a password 12 to 32, 24 unless said; of a token 32 to 128, 43 unless said. */
  readonly length?: number | undefined;
  /** The field it is for, `service:Action.Field`. */
  readonly for?: string | undefined;
}
