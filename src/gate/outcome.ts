/** How an operation ends in the ledger, and what its failure says. */
import { IdgateError, InternalError, type Lost, OutcomeUnknown, TaskFailed } from "../errors.ts";
import type { Outcome } from "../ledger/types.ts";
import type { GateOptions } from "./options.ts";
import { gateWords } from "./words/words.ts";

/** Takes out of a text what the call sends as secret. */
export type Conceal = (text: string) => string;

/** A service may quote what it was sent: its error says a mark instead of the secret. */
export function masked(error: unknown, conceal: Conceal): unknown {
  if (error instanceof IdgateError) error.message = conceal(error.message);
  return error;
}

/** Writes the outcome; a ledger that fails now cannot undo what was sent, so it is said instead. */
export async function record(
  options: GateOptions,
  operation: string,
  outcome: Outcome,
  log: GateOptions["log"],
): Promise<string[]> {
  try {
    await options.ledger.settle(operation, outcome);
    return [];
  } catch (error) {
    log.error({ err: error, outcome: outcome.status }, "the outcome could not be recorded");
    return [gateWords(options.language).outcome.notRecorded];
  }
}

/** A repeat that did not get through says nothing of the attempt before it. */
function stillDoubted(error: IdgateError): IdgateError {
  if (error instanceof OutcomeUnknown || error instanceof InternalError || error instanceof TaskFailed)
    return error;
  return new OutcomeUnknown(`${error.message} What became of the attempt before is not known.`, {
    cause: error,
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  });
}

const lostOf = (error: IdgateError): Lost => (error instanceof OutcomeUnknown ? error.lost : "connection");

/** `doubtful`: an earlier attempt of the operation may have taken effect. */
export async function fail(
  options: GateOptions,
  operation: string,
  error: unknown,
  sent: boolean,
  log: GateOptions["log"],
  doubtful = false,
): Promise<IdgateError> {
  const thrown = error instanceof IdgateError ? error : new InternalError("idgate failed.", { cause: error });
  const known = doubtful ? stillDoubted(thrown) : thrown;
  // Everything else that fails before an answer is known not to have taken effect: the wire says so by class.
  const unknown =
    known instanceof OutcomeUnknown ||
    known instanceof InternalError ||
    (sent && !(known instanceof TaskFailed));
  const said = { reason: `${known.code}: ${known.message}`, requestId: known.requestId };
  // The service had begun a task that failed: what it had done by then may be there.
  const tookEffect = known instanceof TaskFailed;
  const outcome: Outcome = unknown
    ? { status: "unknown", lost: doubtful ? "time" : lostOf(known), ...said }
    : { status: "failed", tookEffect, ...said };
  await record(options, operation, outcome, log);
  log.warn({ code: known.code, requestId: known.requestId, err: known.cause }, `not done: ${known.message}`);
  known.operation = operation;
  return known;
}
