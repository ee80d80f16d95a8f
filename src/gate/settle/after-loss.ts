/** What follows on a change whose answer was lost: a look, the ledger, and what the caller is told. */
import { qualifiedName } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import { type IdgateError, type Lost, NotDone, OutcomeUnknown, SecretRefused } from "../../errors.ts";
import type { Operation, OperationFacts } from "../../ledger/types.ts";
import { type KnownSecret, sentSecrets } from "../../secrets/index.ts";
import { bounded, visible } from "../../text/index.ts";
import type { Judged } from "../judged.ts";
import type { GateOptions } from "../options.ts";
import { shape } from "../shape.ts";
import { type GateWords, gateWords } from "../words/words.ts";
import { type Lookable, type LookedUp, lookUp } from "./look-up.ts";

/** What the caller gets where the change was made after all. */
export interface ReadBack {
  readonly result: JsonObject;
  readonly notes: readonly string[];
}

/** Milliseconds of a call after which its client has given up, some of them to answer in. */
const CALL_MS = 57_000;
const LOOK_MS = { least: 3_000, most: 15_000 } as const;

/** When it was that a call was lost, and how long a look may take. */
export interface Loss {
  readonly startedAt: Date;
  readonly error: OutcomeUnknown;
  /** What was lost in all: of several attempts the one that may still take effect counts. */
  readonly lost: Lost;
}

/**
 * Looks up a change that was sent and not answered, and records what the look told.
 * @throws NotDone where it did not happen, OutcomeUnknown where nobody can tell
 */
export async function afterLoss(
  options: GateOptions,
  judged: Judged,
  operation: Pick<OperationFacts, "id" | "params">,
  { startedAt, error, lost }: Loss,
): Promise<ReadBack> {
  const lostAt = options.clock();
  const left = CALL_MS - (lostAt.getTime() - startedAt.getTime());
  const lookable = lookableOf(judged, operation, { startedAt, lost, lostAt });
  const found = await lookUp(options, lookable, Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, left)));
  await recordFinding(options, operation.id, found);
  return conclude(options, judged, operation.id, found, error);
}

export function lookableOf(
  { action, nature, request, confirmAccount }: Judged,
  { id, params }: Pick<OperationFacts, "id" | "params">,
  when: Pick<Lookable, "startedAt" | "lost" | "lostAt">,
): Lookable {
  const { principal } = request.requester;
  return { ...when, action, effect: nature.effect, params, operation: id, principal, confirmAccount };
}

/** The latest that a request is sent after its operation has started: as long as a call may take. */
const SENT_WITHIN_MS = 55_000;

/** When the answer of an operation in the ledger was lost, and what was lost of it. */
export function lossOf(first: Operation): Pick<Lookable, "startedAt" | "lost" | "lostAt"> {
  const startedAt = new Date(first.startedAt ?? first.createdAt);
  const updated = Date.parse(first.updatedAt);
  // The process was heard of last when another took the row over; what it had sent was on its way by then.
  const latest = startedAt.getTime() + SENT_WITHIN_MS;
  const lostAt = new Date(first.abandoned === true ? Math.min(updated, latest) : updated);
  return { startedAt, lost: first.lost ?? "time", lostAt };
}

/** Writes what the look told; nothing where it told nothing. A ledger that fails now leaves the row as it was. */
export async function recordFinding(
  options: GateOptions,
  operation: string,
  { evidence, reader }: LookedUp,
): Promise<void> {
  if (evidence.kind === "undecided" || reader === undefined) return;
  const by = qualifiedName(reader);
  try {
    await options.ledger.resolve(
      operation,
      evidence.kind === "happened"
        ? { status: "succeeded", by }
        : { status: "failed", by, reason: `did not happen: ${evidence.why}`, tookEffect: false },
      "unknown",
    );
    options.log.info({ operation, by, found: evidence.kind }, "looked up");
  } catch (err) {
    options.log.error({ err, operation }, "what a look told could not be recorded");
  }
}

/** @throws NotDone, OutcomeUnknown */
export function conclude(
  options: GateOptions,
  judged: Judged,
  operation: string,
  found: LookedUp,
  lost: Pick<IdgateError, "message" | "requestId"> & Pick<OutcomeUnknown, "lost">,
): ReadBack {
  const words = gateWords(options.language).outcome;
  const { action } = judged;
  const { evidence, reader } = found;
  const details = { operation, ...(lost.requestId === undefined ? {} : { requestId: lost.requestId }) };
  if (evidence.kind === "happened" && reader !== undefined) return readBack(options, judged, found);
  const why = visible(bounded(evidence.kind === "happened" ? "" : evidence.why, 300));
  if (evidence.kind === "not happened" && reader !== undefined) {
    const { next } = found;
    const taken = evidence.inTheWay === true && next !== undefined;
    throw new NotDone(words.notDone(qualifiedName(action), qualifiedName(reader), why), {
      ...details,
      hint: taken ? words.inTheWayHint(next.action, JSON.stringify(next.params)) : words.notDoneHint,
      retryable: !taken,
    });
  }
  throw new OutcomeUnknown(words.stillUnknown(lost.message, why), {
    ...details,
    lost: lost.lost,
    hint: nextStep(judged, found, words, operation),
    ...(found.next === undefined ? {} : { next: found.next }),
    ...(action.harmlessTwice === true ? { retryable: true } : {}),
  });
}

/** What to do while nobody can tell. */
export function nextStep(
  { action }: Pick<Judged, "action">,
  { next }: Pick<LookedUp, "next">,
  words: GateWords["outcome"],
  operation: string,
): string {
  if (action.harmlessTwice === true) return words.harmlessTwice;
  if (action.idempotencyToken !== undefined) return words.sameToken;
  return next === undefined
    ? words.cannotLookUp(operation)
    : words.lookWith(next.action, JSON.stringify(next.params), operation);
}

/**
 * The part of what was read that an answer to the call would have held, sealed and bounded like one.
 * INVARIANT: it repeats nothing that the lost call sent as secret. Where a handle has ended meanwhile nobody can look for
 * its value: then nothing of the answer is shown.
 */
function readBack(options: GateOptions, { action, parsed, vault }: Judged, found: LookedUp): ReadBack {
  const words = gateWords(options.language);
  const { reader, answer = {}, thing = {} } = found;
  if (reader === undefined) return { result: {}, notes: [] };
  const sent = sentOrGone(action, parsed.params, vault);
  if (sent === undefined) {
    return {
      result: {},
      notes: [words.outcome.readBack(qualifiedName(reader)), words.outcome.withheld(undefined)],
    };
  }
  const whole = shape(reader, answer, vault, sent, words);
  const part = thing === answer ? whole : shape(reader, thing, vault, sent, words);
  const output = action.output();
  const fits = Object.entries({ ...part.result, ...whole.result }).filter(
    ([name, value]) => output[name]?.safeParse(value).success === true,
  );
  const notes = [words.outcome.readBack(qualifiedName(reader))];
  if (action.secrets.output.length > 0) notes.push(words.outcome.secretsLost);
  return { result: Object.fromEntries(fits), notes };
}

function sentOrGone(...call: Parameters<typeof sentSecrets>): readonly KnownSecret[] | undefined {
  try {
    return sentSecrets(...call);
  } catch (error) {
    if (error instanceof SecretRefused) return undefined;
    throw error;
  }
}
