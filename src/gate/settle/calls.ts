/**
 * Keeps one call one call: what was given up before its answer came, what was lost on the way, and what was done before
 * the server was started anew is not done a second time by a caller who only asks again.
 */
import { setTimeout as delay } from "node:timers/promises";
import { isChange, qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { AlreadyDone, OutcomeUnknown } from "../../errors.ts";
import { THIS_RUN } from "../../ledger/run.ts";
import type { Operation, OperationFacts } from "../../ledger/types.ts";
import { canonicalJson } from "../digest.ts";
import type { Judged } from "../judged.ts";
import type { GateOptions } from "../options.ts";
import { ownerOf } from "../owner.ts";
import type { Done } from "../types.ts";
import { gateWords } from "../words/words.ts";
import { conclude, lookableOf, lossOf, nextStep, type ReadBack, recordFinding } from "./after-loss.ts";
import { type LookedUp, lookUp } from "./look-up.ts";

/** How long an answer is kept that its caller did not wait for, and how many. */
const KEPT_MS = 15 * 60 * 1000;
const MOST_KEPT = 200;
/** How long after a start the same call may be one whose answer was lost with the process before. */
const AFTER_START_MS = 10 * 60 * 1000;
/** The services keep a token for 24 hours (reference page CreateResource). */
const TOKEN_MS = 23 * 60 * 60 * 1000;
const LOOK_MS = 12_000;
/** How long a call waits for the same one of another process: as long as that one's request may take, less some. */
const ELSEWHERE_MS = 45_000;
const ELSEWHERE_PAUSE_MS = 250;

/** What becomes of a call that was made before: its answer, or the operation that goes on with it. */
export type Joined =
  | { readonly kind: "done"; readonly operation: string; readonly back: ReadBack }
  | { readonly kind: "answer"; readonly done: Done }
  | { readonly kind: "go on"; readonly operation: Operation };

interface Running {
  readonly operation: string;
  readonly owner: string;
  readonly signal: AbortSignal | undefined;
  readonly ended: Promise<Done | undefined>;
}

/** An answer that nobody waited for, whose it is, and the policy that it was made under. */
interface Kept {
  readonly done: Done;
  readonly owner: string;
  readonly policy: Judged["policy"];
  readonly until: number;
}

export class Calls {
  readonly #options: GateOptions;
  /** The first call, near enough to the start. */
  #began: number | undefined;
  readonly #running = new Map<string, Set<Running>>();
  readonly #kept = new Map<string, Kept>();
  /** Calls of which it was said once that they were done before the start. */
  readonly #told = new Set<string>();
  /** Calls of which it was said that nobody knows, and the operation that was meant. */
  readonly #unknown = new Map<string, string>();

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /**
   * What the call has to join; undefined where it is one of its own.
   * INVARIANT: a call whose caller still waits for it is joined by nobody: two deliberate ones remain two.
   * @throws OutcomeUnknown while nobody can tell what became of the first, AlreadyDone, LedgerUnavailable
   */
  async join(judged: Judged, facts: OperationFacts): Promise<Joined | undefined> {
    const key = keyOf(facts);
    this.#began ??= this.#options.clock().getTime();
    return (
      (await this.#givenUp(judged, key)) ??
      (await this.#lost(judged, facts, key)) ??
      (await this.#settledSince(judged, key)) ??
      (await this.#doneBefore(judged, facts, key))
    );
  }

  /** Runs an operation so that the same call can join it once its caller has gone. */
  async run(judged: Judged, operation: OperationFacts, execute: () => Promise<Done>): Promise<Done> {
    const key = keyOf(operation);
    const { signal } = judged.request;
    const result = execute();
    const ended = result.then(
      (done) => done,
      () => undefined,
    );
    const owner = ownerOf(judged.request.requester);
    const running: Running = { operation: operation.id, owner, signal, ended };
    const others = this.#running.get(key) ?? new Set();
    this.#running.set(key, others.add(running));
    try {
      const done = await result;
      if (signal?.aborted === true) this.#keep(key, { done, owner, policy: judged.policy });
      return done;
    } catch (error) {
      if (error instanceof OutcomeUnknown && judged.action.harmlessTwice !== true)
        this.#remember(key, error.operation ?? operation.id);
      throw error;
    } finally {
      others.delete(running);
      if (others.size === 0) this.#running.delete(key);
    }
  }

  #keep(key: string, kept: Omit<Kept, "until">): void {
    setBounded(this.#kept, key, { ...kept, until: this.#options.clock().getTime() + KEPT_MS });
  }

  #remember(key: string, operation: string): void {
    setBounded(this.#unknown, key, operation);
  }

  /**
   * The answer of a call that its caller did not wait for.
   * INVARIANT: it is given to whom it was for, under the policy that it was made under: another may hide more of it.
   * @throws AlreadyDone where another policy rules since
   */
  async #givenUp({ action, policy, request }: Judged, key: string): Promise<Joined | undefined> {
    const owner = ownerOf(request.requester);
    const left = [...(this.#running.get(key) ?? [])].find(
      (one) => one.signal?.aborted === true && one.owner === owner,
    );
    // Kept once it has ended; where it failed, the ledger says how.
    await left?.ended;
    const kept = this.#kept.get(key);
    if (kept === undefined || kept.owner !== owner) return undefined;
    this.#kept.delete(key);
    if (kept.until <= this.#options.clock().getTime()) return undefined;
    const { operation = "" } = kept.done;
    const words = gateWords(this.#options.language).outcome;
    if (kept.policy !== policy) {
      throw new AlreadyDone(words.otherPolicy(qualifiedName(action), operation), {
        operation,
        hint: words.alreadyDoneHint,
      });
    }
    const note = words.joined(operation);
    return { kind: "answer", done: { ...kept.done, notes: [note, ...kept.done.notes] } };
  }

  async #lost(judged: Judged, facts: OperationFacts, key: string): Promise<Joined | undefined> {
    const { ledger } = this.#options;
    if (judged.action.harmlessTwice === true) return undefined;
    const open = (await ledger.undecided({ action: facts.action })).filter((one) => keyOf(one) === key);
    if (open.length === 0) return undefined;
    if (open.some(({ status }) => status === "started")) await ledger.abandon();
    for (const { id } of open) {
      // As the entries tell it, and as it is now: another process may have looked.
      const told = await ledger.get(id);
      // INVARIANT: what a row beside the entries says makes no call the same.
      if (told === undefined || keyOf(told) !== key) continue;
      const first = await this.#elsewhere(judged, facts, told);
      const joined = first.status === "unknown" ? await this.#joinLost(judged, facts, first) : undefined;
      if (joined !== undefined) return joined;
    }
    return undefined;
  }

  /**
   * A host that starts the server anew does not wait for the one before, which sees its change through: soon after a start
   * the same call may be that one, and what is made anew would be made twice. Gives it as it is once it has ended.
   * @throws AlreadyDone where it succeeded, once; OutcomeUnknown where it goes on
   */
  async #elsewhere(judged: Judged, facts: OperationFacts, first: Operation): Promise<Operation> {
    const { ledger, language } = this.#options;
    const words = gateWords(language).outcome;
    const { signal } = judged.request;
    const fresh = this.#options.clock().getTime() - (this.#began ?? 0) <= AFTER_START_MS;
    if (first.status !== "started" || first.run === THIS_RUN || !makes(facts) || !fresh) return first;
    const until = performance.now() + ELSEWHERE_MS;
    let now = first;
    while (now.status === "started" && performance.now() < until && signal?.aborted !== true) {
      await delay(ELSEWHERE_PAUSE_MS);
      now = (await ledger.get(first.id)) ?? first;
    }
    const name = facts.action;
    const when = shortTime(first.createdAt);
    if (now.status === "started") {
      throw new OutcomeUnknown(words.waitsForFirst(name, first.id, when, "another process is still at it"), {
        operation: first.id,
        hint: words.alreadyDoneHint,
      });
    }
    const key = keyOf(facts);
    if ((now.status === "succeeded" || now.status === "accepted") && !this.#told.has(key)) {
      this.#told.add(key);
      throw new AlreadyDone(words.alreadyDone(name, first.id, when), {
        operation: first.id,
        hint: words.alreadyDoneHint,
      });
    }
    return now;
  }

  /** Undefined where the first did not happen, so that this one goes its own way. */
  async #joinLost(judged: Judged, facts: OperationFacts, first: Operation): Promise<Joined | undefined> {
    const { action } = judged;
    const key = keyOf(first);
    const { language, clock } = this.#options;
    const words = gateWords(language).outcome;
    const now = clock();
    const age = now.getTime() - Date.parse(first.createdAt);
    const may = mayGoOn(first, facts);
    if (action.idempotencyToken !== undefined && age < TOKEN_MS && may) return await this.#goOn(key, first);
    const found = await this.#lookAt(judged, first);
    await recordFinding(this.#options, first.id, found);
    if (found.evidence.kind === "not happened") return undefined;
    const when = shortTime(first.createdAt);
    if (found.evidence.kind === "undecided") {
      if (found.evidence.setAgain === true) {
        // Nobody can tell, and nobody has to: the same operation sets the same values, and its outcome is known then.
        // INVARIANT: not under an approval that was given once; there a person is asked about a call of its own.
        return facts.approval === "none" ? await this.#goOn(key, first) : undefined;
      }
      this.#remember(key, first.id);
      throw new OutcomeUnknown(
        words.waitsForFirst(qualifiedName(action), first.id, when, found.evidence.why),
        {
          operation: first.id,
          hint: may ? nextStep(judged, found, words, first.id) : words.cannotLookUp(first.id),
          ...(found.next === undefined ? {} : { next: found.next }),
        },
      );
    }
    return this.#asMade(judged, first, found, key);
  }

  /** Goes on with an operation that is not known to have ended; what goes on with it already is waited for. */
  async #goOn(key: string, operation: Operation): Promise<Joined> {
    const other = [...(this.#running.get(key) ?? [])].find((one) => one.operation === operation.id);
    const done = await other?.ended;
    return done === undefined ? { kind: "go on", operation } : { kind: "answer", done };
  }

  /**
   * INVARIANT: a call of which nobody knew is not done a second time because somebody else looked it up meanwhile: a
   * round in the background, another process, the operator. Told once; undefined where it did not happen.
   * @throws AlreadyDone where no read shows what it made
   */
  async #settledSince(judged: Judged, key: string): Promise<Joined | undefined> {
    const id = this.#unknown.get(key);
    if (id === undefined) return undefined;
    const first = await this.#options.ledger.get(id);
    this.#unknown.delete(key);
    if (first?.status !== "succeeded") return undefined;
    const found = await this.#lookAt(judged, first);
    if (found.evidence.kind === "happened") return this.#asMade(judged, first, found, key);
    this.#told.add(key);
    const words = gateWords(this.#options.language).outcome;
    const { action, resolvedBy = "" } = first;
    throw new AlreadyDone(words.settledSince(action, id, shortTime(first.createdAt), resolvedBy), {
      operation: id,
      hint: words.alreadyDoneHint,
    });
  }

  #asMade(judged: Judged, first: Operation, found: LookedUp, key: string): Joined {
    this.#unknown.delete(key);
    this.#told.add(key);
    const back = conclude(this.#options, judged, first.id, found, {
      message: "",
      requestId: undefined,
      lost: "time",
    });
    const words = gateWords(this.#options.language).outcome;
    const notes = [words.joinedLost(first.id, shortTime(first.createdAt)), ...back.notes];
    return { kind: "done", operation: first.id, back: { ...back, notes } };
  }

  async #lookAt(judged: Judged, first: Operation): Promise<LookedUp> {
    const known = first.status === "succeeded";
    return await lookUp(this.#options, { ...lookableOf(judged, first, lossOf(first)), known }, LOOK_MS);
  }

  /**
   * What a process that is over has done, and whose answer may have been lost with it. Of a change to what there is, what
   * is there now tells whether it holds; what makes something anew would make another, so it is told once and not sent.
   */
  async #doneBefore(judged: Judged, facts: OperationFacts, key: string): Promise<Joined | undefined> {
    const { ledger, clock, language } = this.#options;
    const now = clock().getTime();
    if (judged.action.harmlessTwice === true || !isChange(judged.nature.effect)) return undefined;
    if (now - (this.#began ?? now) > AFTER_START_MS || this.#told.has(key)) return undefined;
    const since = new Date(now - AFTER_START_MS);
    const done = (await ledger.doneBefore({ action: facts.action, since })).find((one) => keyOf(one) === key);
    if (done === undefined) return undefined;
    const found = makes(facts) ? undefined : await this.#lookAt(judged, done);
    this.#told.add(key);
    if (found?.evidence.kind === "happened") return this.#asMade(judged, done, found, key);
    const holds = found?.evidence.kind !== "not happened" && found?.evidence.setAgain !== true;
    if (!holds) return undefined;
    const words = gateWords(language).outcome;
    throw new AlreadyDone(words.alreadyDone(facts.action, done.id, shortTime(done.createdAt)), {
      operation: done.id,
      hint: words.alreadyDoneHint,
    });
  }
}

const makes = ({ effect }: OperationFacts): boolean => effect === "create" || effect === "issue";

/**
 * INVARIANT: nothing is sent, not even once more, without the approval that the policy in force asks for.
 * An approval was for the policy that asked for it; a yes of the client's user is one under any.
 */
function mayGoOn(first: Operation, { policyVersion, approval = "none" }: OperationFacts): boolean {
  if (first.policyVersion === policyVersion || approval === "none") return true;
  return approval === "ask" && (first.approval === "ask" || first.approval === "second-person");
}

/** What makes two calls the same: the action, what it carries, where it goes, and who asks. */
function keyOf({ action, params, target, user, requester }: OperationFacts): string {
  const who: JsonObject = user === undefined ? { requester } : { user };
  return canonicalJson({ action, params, target, who });
}

/** The oldest goes where there are too many. */
function setBounded<T>(map: Map<string, T>, key: string, value: T): void {
  const [oldest] = map.keys();
  if (map.size >= MOST_KEPT && oldest !== undefined) map.delete(oldest);
  map.set(key, value);
}

/** `2026-11-28T05:47:23.123Z` → `05:47:23Z`, with the day. */
function shortTime(iso: string): string {
  return `${iso.slice(0, 19)}Z`;
}
