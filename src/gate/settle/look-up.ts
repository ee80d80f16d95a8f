/** Looks up what became of a change whose answer was lost. */
import { setTimeout as delay } from "node:timers/promises";
import { type Action, type Among, type Effect, type Lookup, qualifiedName } from "../../action/action.ts";
import type { Json, JsonObject } from "../../action/json.ts";
import { IdgateError, type Lost, type NextCall, ServiceError } from "../../errors.ts";
import type { OperationStatus } from "../../ledger/types.ts";
import type { Principal } from "../../policy/types.ts";
import type { PermitFacts } from "../../wire/permit.ts";
import { MOST_SKEW_MS } from "../../wire/service-clock.ts";
import type { Answer } from "../../wire/types.ts";
import { canonicalJson } from "../digest.ts";
import { carriedTo, ownNames, pairsOf, readerOf } from "../look.ts";
import { mayRead } from "../may-read.ts";
import type { GateOptions } from "../options.ts";
import { canBeTold, elementsIn, isMeant, wantedOf } from "./elements.ts";
import {
  type Evidence,
  evidenceAmong,
  evidenceOf,
  type LostCall,
  madeSince,
  tellsOf,
  thingIn,
} from "./evidence.ts";
import { isWhole, nextPage, totalOf } from "./pages.ts";

/** What a look needs of the gate. */
export interface Looking
  extends Pick<GateOptions, "policy" | "wire" | "issue" | "target" | "find" | "exists" | "clock"> {
  readonly ledger: Pick<GateOptions["ledger"], "undecided" | "operations">;
}

/** A change without a known outcome, and who may look. */
export interface Lookable {
  readonly action: Action;
  readonly effect: Effect;
  /** As they were sent, or as the ledger has them: with marks in place of secrets. */
  readonly params: JsonObject;
  /** When its request began, by our clock. */
  readonly startedAt: Date;
  readonly lost: Lost;
  readonly lostAt: Date;
  readonly operation: string;
  readonly principal: Principal | undefined;
  /** True where it is known that the change was made, and only asked whether what it made still holds. */
  readonly known?: boolean;
  readonly confirmAccount: PermitFacts["confirmAccount"];
  /** Ends the look, undecided. */
  readonly signal?: AbortSignal | undefined;
}

/** What the look came to. `answer` is what was read last; `next` the call that reads it again. */
export interface LookedUp {
  readonly evidence: Evidence;
  readonly reader: Action | undefined;
  readonly answer: JsonObject | undefined;
  readonly thing: JsonObject | undefined;
  readonly next: NextCall | undefined;
  /** True where the read failed as it does where nothing answers. */
  readonly unanswered?: boolean;
}

/**
 * How long a change that is not there may still come to be, in milliseconds after its answer was lost. The service ended
 * it itself: its readers may lag behind. The connection broke: its handler goes on for a while. No answer came in 55
 * seconds: what it waits for gives up after 60.
 */
const PATIENCE_MS: Readonly<Record<Lost, number>> = { certainty: 1_000, connection: 5_000, time: 65_000 };
const PAUSES_MS = [300, 700, 1_500, 2_500];
const MOST_PAGES = 20;
/** Reads that fail, before the look is given up. */
const MOST_FAILED = 1;

/**
 * Reads with the action's `lookup` until it is known what became of the change, or the time is over.
 * INVARIANTS: plain reads only, that the requester may make without asking; nothing is thrown, and what cannot be
 * decided is called undecided.
 */
export async function lookUp(options: Looking, asked: Lookable, withinMs: number): Promise<LookedUp> {
  const lookup = asked.action.toldBy ?? asked.action.lookup;
  if (lookup === undefined) return blind("no read tells");
  const lookable = { ...asked, action: { ...asked.action, lookup } };
  const reader = readerOf(lookup.action, options);
  if (!isNamedBy(lookable, lookup)) return blind("the call does not name it");
  const carried = carriedTo(
    reader,
    withLongPages(onlyNamed(lookup, lookable.params), reader),
    lookable.params,
  );
  if (carried.kind !== "params") return blind(`${lookup.action} cannot be asked with what the call carries`);
  const next: NextCall = { action: lookup.action, params: carried.params };
  // Not by the clock of the wall: one that is set back in between would make the look last for as long.
  const until = performance.now() + withinMs;
  const conclusiveAt = lookable.lostAt.getTime() + PATIENCE_MS[lookable.lost];
  for (let turn = 0; ; turn += 1) {
    const began = options.clock().getTime();
    const left = Math.ceil(until - performance.now());
    const look = await lookOnce(options, lookable, reader, carried.params, Math.max(1_000, left));
    const { evidence } = look;
    // What is still under way may set it yet.
    const open = evidence.kind === "undecided" && evidence.setAgain === true;
    const early =
      lookable.known !== true && (evidence.kind === "not happened" || open) && began < conclusiveAt;
    // The wire has tried it several times by then: where nothing answers, more of it helps nobody who waits.
    const again = early || (look.failed && turn < MOST_FAILED);
    const { failed: unanswered } = look;
    if (!again) return { ...look, reader, next, unanswered };
    const now = options.clock().getTime();
    const pause = Math.min(PAUSES_MS[turn] ?? 3_000, early ? Math.max(50, conclusiveAt - now) : 3_000);
    if (lookable.signal?.aborted === true || performance.now() + pause >= until) {
      const why = evidence.kind === "happened" ? "" : evidence.why;
      return {
        ...look,
        evidence: { kind: "undecided", why: early ? `${why} yet` : why },
        reader,
        next,
        unanswered,
      };
    }
    await delay(pause);
  }
}

/** What a call leaves out means something of its own: the pool that the reader takes instead is not the one it makes. */
function isNamedBy({ action, params }: Lookable, lookup: Lookup): boolean {
  if (lookup.among !== undefined) return true;
  const names = ownNames(lookup);
  return names.length === 0 || names.some((name) => params[name] !== undefined || action.absentMeans?.[name]);
}

/** A list may be of what the call leaves out: the caller's own keys, the projects of all. */
function onlyNamed(lookup: Lookup, params: JsonObject): Lookup {
  if (lookup.among === undefined) return lookup;
  const by = pairsOf(lookup).filter(([own]) => params[own] !== undefined && params[own] !== null);
  return { ...lookup, by: Object.fromEntries(by) };
}

const SIZES = { "page-number": "PageSize", "next-token": "MaxResults", "limit-offset": "Limit" } as const;
/** What every list takes. */
const LONG_PAGE = 100;

function withLongPages(lookup: Lookup, { paging }: Action): Lookup {
  if (paging === undefined) return lookup;
  return { ...lookup, with: { [SIZES[paging]]: LONG_PAGE, ...lookup.with } };
}

const blind = (why: string): LookedUp => ({
  evidence: { kind: "undecided", why },
  reader: undefined,
  answer: undefined,
  thing: undefined,
  next: undefined,
});

interface Look extends Pick<LookedUp, "evidence" | "answer" | "thing"> {
  /** The read itself failed: another may not. */
  readonly failed: boolean;
}

async function lookOnce(
  options: Looking,
  lookable: Lookable,
  reader: Action,
  params: JsonObject,
  withinMs: number,
): Promise<Look> {
  const undecided = (why: string, failed: boolean): Look => ({
    evidence: { kind: "undecided", why },
    answer: undefined,
    thing: undefined,
    failed,
  });
  if (!mayRead(options, reader, params, lookable.principal, "nothing yet")) {
    return undecided(`${qualifiedName(reader)} may not be read here`, false);
  }
  const timeout = AbortSignal.timeout(withinMs);
  const signal = lookable.signal === undefined ? timeout : AbortSignal.any([timeout, lookable.signal]);
  const read = (asked: JsonObject) => send(options, lookable, reader, asked, signal);
  try {
    return { ...(await judge(options, lookable, reader, params, read)), failed: false };
  } catch (error) {
    if (!(error instanceof IdgateError)) throw error;
    if (isUnknown(error, lookable)) {
      if (await isStillBeingMade(options, lookable))
        return undecided("something of its kind is still being made", false);
      return { evidence: ofNothing(callOf(lookable, undefined)), ...NOTHING, failed: false };
    }
    const code = error instanceof ServiceError ? error.serviceCode : error.code;
    return undecided(`${qualifiedName(reader)} could not be read (${code})`, error.retryable);
  }
}

const NOTHING = { answer: undefined, thing: undefined } as const;

/** The service knows nothing of what was asked for; of a list that is what the list is of. */
function ofNothing(call: LostCall): Evidence {
  if (call.lookup.among === undefined || tellsOf(call) === "there") return evidenceOf(undefined, call);
  return { kind: "undecided", why: "what it was part of is not there any more" };
}

async function judge(
  options: Looking,
  lookable: Lookable,
  reader: Action,
  params: JsonObject,
  read: (params: JsonObject) => Promise<Answer>,
): Promise<Pick<LookedUp, "evidence" | "answer" | "thing">> {
  const { lookup } = lookable.action;
  if (lookup?.among !== undefined)
    return await judgeList(options, lookable, reader, lookup.among, params, read);
  const answer = await readByName(lookable, params, read);
  const thing = thingIn(answer.result, lookup ?? {});
  // A service says by an error that there is no such thing. An answer without one says neither.
  if (thing === undefined) return open("the answer shows nothing");
  const call = callOf(lookable, sinceOf(options, lookable, answer));
  return { evidence: evidenceOf(thing, call), answer: answer.result, thing };
}

/** Where a call gives a new name, what is not there by the old one may be there by the new. */
async function readByName(
  lookable: Lookable,
  params: JsonObject,
  read: (params: JsonObject) => Promise<Answer>,
): Promise<Answer> {
  const { lookup, renames = {} } = lookable.action;
  const renamed = pairsOf(lookup ?? { by: [] }).flatMap(([own, theirs]): [string, Json][] => {
    const given = lookable.params[renames[own] ?? ""];
    return given === undefined || given === null ? [] : [[theirs, given]];
  });
  try {
    return await read(params);
  } catch (error) {
    const unknown = error instanceof IdgateError && isUnknown(error, lookable);
    if (!unknown || renamed.length === 0) throw error;
    return await read({ ...params, ...Object.fromEntries(renamed) });
  }
}

/** INVARIANT: that an element is not there, or the only one, is said of a list that was read whole. */
async function judgeList(
  options: Looking,
  lookable: Lookable,
  reader: Action,
  among: Among,
  params: JsonObject,
  read: (params: JsonObject) => Promise<Answer>,
): Promise<Pick<LookedUp, "evidence" | "answer" | "thing">> {
  const wanted = wantedOf(among, lookable.params);
  if (wanted.length === 0) return open("the call does not say which one");
  const all: JsonObject[] = [];
  let ofFirst: number | undefined;
  let asked: JsonObject | undefined = params;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await read(asked);
    const { result } = answer;
    const elements = elementsIn(result, among.list) ?? (leavesOut(reader, among, result) ? [] : undefined);
    if (elements === undefined) return open("the answer has no such list");
    // Where one went while it was read, another has moved to a page that was read already.
    const total = totalOf(result);
    if (page > 0 && total !== ofFirst) return open("the list changed while it was read");
    ofFirst = total;
    const seen = { count: elements.length, before: all.length };
    all.push(...elements);
    asked = nextPage(asked, result, seen);
    if (asked !== undefined) continue;
    if (!isWhole(result, seen)) return open("the list could not be read whole");
    if (!canBeTold(all, wanted)) return open("the list does not show which is which");
    const groups = wanted.map((one) => all.filter((element) => isMeant(element, one)));
    const call = callOf(lookable, sinceOf(options, lookable, answer));
    const one = await onlyOneSince(options, lookable, groups, call);
    if (one !== undefined) return { evidence: { kind: "happened" }, answer: result, thing: one };
    const [only] = groups.length === 1 ? (groups[0] ?? []) : [];
    return { evidence: evidenceAmong(groups, call), answer: result, thing: only };
  }
  return open("the list is too long to be read whole");
}

/**
 * The one thing that was made since the call began, of a kind of which there may be many alike: where no other call in the
 * ledger could have made it, it is this one's.
 */
async function onlyOneSince(
  { ledger }: Looking,
  { action, effect, operation, startedAt, params }: Lookable,
  groups: readonly (readonly JsonObject[])[],
  call: LostCall,
): Promise<JsonObject | undefined> {
  const makes = effect === "create" || effect === "issue";
  if (!makes || call.lookup.proves !== "not happened" || groups.length !== 1) return undefined;
  if (call.since === undefined) return undefined;
  const [thing, ...more] = madeSince(groups[0] ?? [], call);
  if (thing === undefined || more.length > 0) return undefined;
  const from = new Date(startedAt.getTime() - NEAR_MS).toISOString();
  const others = (await ledger.operations({ limit: MOST_OTHERS })).filter(
    (one) =>
      one.id !== operation &&
      one.action === qualifiedName(action) &&
      one.updatedAt >= from &&
      !NOTHING_DONE.has(one.status) &&
      canonicalJson(one.params) === canonicalJson(params),
  );
  return others.length === 0 ? thing : undefined;
}

/** Calls that began so long before may still have made what is dated after this one's begin. */
const NEAR_MS = 60_000;
const MOST_OTHERS = 1_000;
const NOTHING_DONE: ReadonlySet<OperationStatus> = new Set([
  ...(["refused", "pending", "approved", "rejected", "expired", "failed"] as const),
]);

/** Some services leave out a list that is empty: believed of lists that are documented, in an answer that says something. */
function leavesOut(reader: Action, { list }: Among, answer: JsonObject): boolean {
  const [first = ""] = list.split(".");
  return Object.hasOwn(reader.output(), first) && Object.keys(answer).length > 0;
}

const open = (why: string) => ({ evidence: { kind: "undecided", why }, ...NOTHING }) as const;

/** A thing that a task is still to make is not gone because it is not there yet. */
async function isStillBeingMade(
  { ledger, find }: Looking,
  { action, effect, params, operation, known }: Lookable,
): Promise<boolean> {
  const { follow } = action;
  if (known === true || follow === undefined || effect === "create") return false;
  return (await ledger.undecided()).some(
    (one) =>
      one.id !== operation &&
      one.effect === "create" &&
      find(one.action)?.follow?.action === follow.action &&
      one.params.TypeName === params.TypeName,
  );
}

async function send(
  options: Looking,
  { operation, confirmAccount }: Lookable,
  action: Action,
  params: JsonObject,
  signal: AbortSignal,
): Promise<Answer> {
  const policy = options.policy();
  const permit = options.issue({
    action,
    params,
    effect: "read",
    target: options.target,
    operation,
    digest: undefined,
    confirmAccount,
    stillRuled: () => options.policy() === policy,
  });
  return await options.wire.send(permit, { signal });
}

function callOf({ action, effect, params }: Lookable, since: number | undefined): LostCall {
  const lookup = action.lookup ?? { action: "", by: [] };
  // What a task does is there when it has ended, and nobody knows of a task whose answer was lost.
  const proves = lookup.proves ?? (action.follow === undefined ? undefined : "happened");
  const all = proves === undefined ? lookup : { ...lookup, proves };
  return { effect, lookup: all, renames: action.renames, params, since };
}

/** The start by the service's clock, which the answer tells: a machine whose clock is off by minutes still compares times. */
function sinceOf(options: Looking, { startedAt }: Lookable, { serverTime }: Answer): number | undefined {
  if (serverTime === undefined) return undefined;
  const offset = serverTime - options.clock().getTime();
  const since = startedAt.getTime() + offset;
  // A Date from another year is none, and a call that has yet to begin was begun by a clock that was set back since.
  return Math.abs(offset) > MOST_SKEW_MS || since > serverTime + 1_000 ? undefined : since;
}

function isUnknown(error: IdgateError, { action: { lookup } }: Lookable): boolean {
  if (isNotFound(error)) return true;
  return error instanceof ServiceError && error.serviceCode === lookup?.unknownCode;
}

/**
 * Whether a service says that there is no such thing. INVARIANT: by its code and never by the status alone: a gateway that
 * does not know the action, its version or the service says 404 as well.
 */
function isNotFound(error: IdgateError): boolean {
  return (
    error instanceof ServiceError &&
    /NotFound|NotExists?$|NoSuch/.test(error.serviceCode) &&
    !OF_THE_GATEWAY.test(error.serviceCode)
  );
}

const OF_THE_GATEWAY =
  /^(?:NoSuch)?(?:Action|Operation|Version|Service|Region|Endpoint|Page|Account|AccessKey)/;
