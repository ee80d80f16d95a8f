import type { JsonObject } from "../action/json.ts";
import type { Lost } from "../errors.ts";
import type { Head } from "./chain.ts";
import type { SealedBox, SealedBoxes } from "./sealed-box.ts";

/**
 * Where an operation stands. `pending` waits for a person; `approved` may run once; `started` is the durable
 * intent, on disk before anything is on the wire; `accepted` was taken by the service and its task still
 * runs; `unknown` was sent and not answered. What is `started`, `accepted` or `unknown` is looked up later and then
 * resolved. A row that stays `started` is a process that died in between.
 */
export type OperationStatus =
  | "refused"
  | "pending"
  | "approved"
  | "rejected"
  | "expired"
  | "started"
  | "succeeded"
  | "accepted"
  | "failed"
  | "unknown";

/** What is known of an operation before it runs. Secrets in `params` are handles or keyed fingerprints. */
export interface OperationFacts {
  /** `op_` and 20 or more characters, made by the gate. */
  readonly id: string;
  /** Qualified name, e.g. `id:CreateWorkloadPool`. */
  readonly action: string;
  readonly effect: string;
  readonly digest: string;
  readonly params: JsonObject;
  readonly target: JsonObject;
  /** e.g. `stdio claude-code/2.1`; who asked, as far as it is known. */
  readonly requester: string;
  readonly rules: readonly string[];
  readonly policyVersion: string;
  /** The approval that the policy asks for; absent in entries of versions before it was kept. */
  readonly approval?: "none" | "ask" | "second-person" | undefined;
  /** Names of those who may approve with a signature. */
  readonly approvers?: readonly string[] | undefined;
  /** The user who asked, where one is known. */
  readonly user?: string | undefined;
  /** What the operation takes from budgets once it starts. */
  readonly budgets?: readonly BudgetSpend[] | undefined;
}

/** A part of a budget: `items` of at most `max` within any `perSeconds` seconds. */
export interface BudgetSpend {
  readonly rule: string;
  readonly max: number;
  readonly perSeconds: number;
  readonly items: number;
}

/** A signature of an approver whom a policy may name. */
export interface ApprovalSignature {
  readonly approver: string;
  /** Base64url. */
  readonly value: string;
}

/** A person's answer to one operation. */
export interface OperationAnswer {
  readonly id: string;
  readonly verdict: "approved" | "rejected";
  readonly by: string;
  readonly signature?: ApprovalSignature | undefined;
}

/** How a budget stands for what a call would take from it. */
export interface BudgetLeft extends BudgetSpend {
  /** Items that can be spent now; never below 0. */
  readonly left: number;
  /**
   * When `items` can be spent if nothing else is in between, ISO 8601 in UTC: now, where they can be already;
   * undefined where they are more than `max`, and so never can.
   */
  readonly freeAt: string | undefined;
}

export interface Operation extends OperationFacts {
  readonly status: OperationStatus;
  /** What a person is shown before answering; present for operations that needed approval. */
  readonly preview: string | undefined;
  /** `client-vouched NAME/VERSION`, `terminal USER`, `signature NAME`; who answered. */
  readonly answeredBy: string | undefined;
  /** What an approval was signed with. The ledger keeps it and believes nothing of it: the gate verifies. */
  readonly signature?: ApprovalSignature | undefined;
  readonly reason: string | undefined;
  readonly requestId: string | undefined;
  readonly taskId: string | undefined;
  /** Of one that failed: whether a part of it may have happened all the same. */
  readonly tookEffect?: boolean | undefined;
  /** The process that started it, as `run.ts` writes it; absent in entries of versions before it was kept. */
  readonly run?: string | undefined;
  /** Of one that is or was unknown: what was lost. */
  readonly lost?: Lost | undefined;
  /** True where its process died before it knew the outcome. */
  readonly abandoned?: boolean | undefined;
  /** The read that told the outcome, where the answer did not: `id:GetWorkloadPool`. */
  readonly resolvedBy?: string | undefined;
  /** When it started, where that was not at once: it waited for a person. Absent in entries of versions before it was kept. */
  readonly startedAt?: string | undefined;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt: string | undefined;
}

export type Outcome =
  | {
      readonly status: "succeeded";
      readonly requestId?: string | undefined;
      readonly attempts: number;
      readonly durationMs: number;
    }
  | {
      readonly status: "accepted";
      readonly requestId?: string | undefined;
      readonly taskId?: string | undefined;
      readonly attempts: number;
      readonly durationMs: number;
    }
  | {
      readonly status: "failed";
      readonly reason: string;
      /** False where it is known that nothing happened: then its budgets get their items back. */
      readonly tookEffect: boolean;
      readonly requestId?: string | undefined;
    }
  | {
      readonly status: "unknown";
      readonly reason: string;
      readonly lost?: Lost | undefined;
      readonly requestId?: string | undefined;
    };

/** What a look told of an operation whose end was not known. */
export interface Resolution {
  readonly status: "succeeded" | "failed";
  /** The read that told. */
  readonly by: string;
  readonly reason?: string | undefined;
  /** Of one that failed: false where it is known that nothing happened. */
  readonly tookEffect?: boolean | undefined;
}

/** One row of the chain, oldest first. */
export interface Entry {
  readonly seq: number;
  readonly at: string;
  /** `refused`, `proposed`, `approved`, `rejected`, `expired`, `started`, `settled`, `resolved`, `secret`. */
  readonly kind: string;
  readonly operation: string | undefined;
  readonly body: JsonObject;
  readonly hash: string;
}

export interface SecretEvent {
  /** Undefined for what was shown to a model as it is: that has none. */
  readonly handle?: string;
  /** `generated`, `sealed`, `opened`, `revealed`, `shown`. */
  readonly event: string;
  readonly operation?: string | undefined;
  readonly note?: string;
  /** What is kept of a secret that is new; its digests go into the entry. */
  readonly box?: SealedBox | undefined;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: string | undefined;
  /** What does not hold, one line each; empty when ok. */
  readonly problems: readonly string[];
}

/**
 * The one interface to everything that must survive. Each method resolves once its rows are durable.
 * @throws LedgerUnavailable from any method where the store can not be opened, read or written.
 */
export interface Ledger {
  /** Records a refusal. */
  refuse(facts: OperationFacts, reason: string): Promise<void>;
  /**
   * Writes a pending operation, or returns the live (`pending` or `approved`, not expired) one of the same
   * digest. Two processes proposing one digest get the same operation.
   */
  propose(facts: OperationFacts, preview: string, expiresAt: Date): Promise<Operation>;
  /** The live (`pending` or `approved`, not expired) operation of a digest. */
  live(digest: string): Promise<Operation | undefined>;
  /**
   * Records a person's answer to a pending operation. A no also takes back a yes that nothing has come of yet; it may
   * say why.
   * @throws ApprovalSpent where it is not pending any more or has expired.
   */
  answer(id: string, verdict: "approved" | "rejected", by: string, reason?: string): Promise<Operation>;
  /**
   * Records the answers to several operations, all of them or none. A signed yes also takes the place of a yes that
   * nothing has come of yet: one whose signature did not hold is not the end of the operation.
   * @throws ApprovalSpent where one of them cannot be answered so; then nothing is recorded.
   */
  answerAll(answers: readonly OperationAnswer[]): Promise<readonly Operation[]>;
  /**
   * Durable intent of an operation that needs no approval. What it takes from budgets is taken in the same
   * transaction.
   * @throws BudgetSpent where a budget has not enough left; the operation is then recorded as refused
   */
  start(facts: OperationFacts): Promise<void>;
  /**
   * Turns an approved operation into a started one: once, whoever asks, from whatever process. What it takes from
   * budgets is taken in the same transaction.
   * @throws ApprovalSpent where it is not approved any more, has expired, or its digest is another.
   * @throws BudgetSpent where a budget has not enough left; the operation stays approved
   */
  startApproved(id: string, digest: string): Promise<Operation>;
  /** Records an outcome. An answer that says that it was done also takes the place of what a look told. */
  settle(id: string, outcome: Outcome): Promise<void>;
  /**
   * Records what was found out about an operation that is `from`. False where it is that no more: what was found out
   * is about what it was.
   */
  resolve(id: string, resolution: Resolution, from: "unknown" | "accepted"): Promise<boolean>;
  /**
   * Operations whose end is not known (`started`, `accepted`, `unknown`), newest first. Makes no ledger.
   * `action`: of this action alone; `limit`: 1000 unless said.
   */
  undecided(filter?: { readonly action?: string; readonly limit?: number }): Promise<readonly Operation[]>;
  /** Operations of an action that processes which are over made and ended well, newest first. Makes no ledger. */
  doneBefore(filter: { readonly action: string; readonly since: Date }): Promise<readonly Operation[]>;
  /** Settles as `unknown` what processes that are over had started, and gives those. Makes no ledger. */
  abandon(): Promise<readonly Operation[]>;
  /** How the budgets stand now, in the order asked. Nothing is reserved: only a start decides. Makes no ledger. */
  budgetLeft(
    target: OperationFacts["target"],
    spends: readonly BudgetSpend[],
  ): Promise<readonly BudgetLeft[]>;
  /**
   * Records what happened to a secret, and keeps its box in the same transaction. Never its value.
   * @throws SecretRefused for an opening of what was destroyed
   */
  secretEvent(event: SecretEvent): Promise<void>;
  /** The sealed secrets that the ledger keeps. */
  readonly sealed: SealedBoxes;
  get(id: string): Promise<Operation | undefined>;
  /** Newest first; at most `limit` (default 100). */
  operations(filter?: {
    readonly status?: readonly OperationStatus[];
    readonly limit?: number;
  }): Promise<readonly Operation[]>;
  /** The chain, oldest first, in steps that fit into memory. */
  entries(): AsyncIterable<Entry>;
  /** Checks the chain, and that it holds every head that is known to have been written. */
  verify(known?: readonly Head[]): Promise<VerifyReport>;
  /** A key of the ledger's for HMACs (digests, fingerprints), derived for one purpose. 32 bytes. */
  key(purpose: string): Promise<Uint8Array>;
  close(): Promise<void>;
}
