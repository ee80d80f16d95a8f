import { type Action, type Nature, qualifiedName } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import type { Parsed } from "../action/parse.ts";
import { IdgateError, InternalError, OutcomeUnknown, TaskFailed } from "../errors.ts";
import type { OperationFacts, Outcome } from "../ledger/types.ts";
import { createEchoMask, findHandles, type KnownSecret } from "../secrets/index.ts";
import type { PermitFacts } from "../wire/permit.ts";
import type { Answer } from "../wire/types.ts";
import { type Followed, follow } from "./follow.ts";
import { withIdempotencyToken } from "./operation.ts";
import type { GateOptions } from "./options.ts";
import { shape } from "./shape.ts";
import type { Done, GateCall } from "./types.ts";

/** A call after parsing and judgement. */
export interface Judged {
  readonly action: Action;
  readonly parsed: Parsed;
  readonly nature: Nature;
  readonly request: GateCall;
}

/** Sends a plain read: permitted like everything else, recorded only in the log. */
export async function read(options: GateOptions, judged: Judged): Promise<Done> {
  const { action, parsed } = judged;
  const answer = await send(options, judged, parsed.params, undefined);
  const { result, notes } = shape(
    action,
    answer.result,
    options.vault,
    openedSecrets(options, parsed.params),
  );
  options.log.debug(
    { action: qualifiedName(action), requestId: answer.requestId, attempts: answer.attempts },
    "read",
  );
  return done(judged, result, undefined, answer.requestId, notes);
}

/**
 * Runs an operation whose intent is durable: sends, follows its task, seals, records the outcome.
 * INVARIANT: called once per started row; whatever happens here, an outcome is written or the row stays
 * `started`, which is how a lost outcome shows.
 */
export async function execute(
  options: GateOptions,
  judged: Judged,
  operation: OperationFacts,
): Promise<Done> {
  const { action, parsed } = judged;
  const log = options.log.child({ operation: operation.id, action: operation.action });
  const began = options.clock().getTime();
  let sent = false;
  let opened: readonly KnownSecret[] = [];
  try {
    for (const { handle, path } of findHandles(parsed.params)) {
      await options.ledger.secretEvent({ handle, event: "opened", operation: operation.id, note: path });
    }
    const key = await options.ledger.key("idempotency");
    const params = withIdempotencyToken(action, parsed.params, operation.id, key);
    log.info("sending");
    opened = openedSecrets(options, params);
    const answer = await send(options, judged, params, operation);
    sent = true;
    const followed = await followTask(options, judged, operation, answer);
    const { result, sealed, notes: cut } = shape(action, followed.result, options.vault, opened);
    for (const { handle, path } of sealed) {
      await options.ledger.secretEvent({ handle, event: "sealed", operation: operation.id, note: path });
    }
    const facts = {
      requestId: followed.requestId,
      attempts: answer.attempts,
      durationMs: options.clock().getTime() - began,
    };
    const outcome: Outcome = followed.running
      ? { status: "accepted", taskId: followed.taskId, ...facts }
      : { status: "succeeded", ...facts };
    const recorded = await record(options, operation.id, outcome, log);
    log.info({ outcome: outcome.status, requestId: followed.requestId, attempts: answer.attempts }, "done");
    const notes = [...recorded, ...cut, ...taskNotes(followed), ...governanceNotes(options)];
    return done(judged, result, operation.id, followed.requestId, notes);
  } catch (error) {
    throw await fail(options, operation.id, masked(error, opened), sent, log);
  }
}

async function send(
  options: GateOptions,
  judged: Judged,
  params: JsonObject,
  operation: OperationFacts | undefined,
): Promise<Answer> {
  const facts: PermitFacts = {
    action: judged.action,
    params,
    effect: judged.nature.effect,
    target: options.target,
    operation: operation?.id,
    digest: operation?.digest,
  };
  return await options.wire.send(options.issue(facts), { signal: judged.request.signal });
}

async function followTask(
  options: GateOptions,
  judged: Judged,
  operation: OperationFacts,
  first: Answer,
): Promise<Followed> {
  const how = judged.action.follow;
  if (how === undefined) {
    return {
      result: first.result,
      requestId: first.requestId,
      running: false,
      taskId: undefined,
      note: undefined,
    };
  }
  const task = options.find(how.action);
  if (task === undefined) throw new InternalError(`${how.action} is not an action.`);
  return await follow({
    first,
    idField: how.from,
    waitSeconds: judged.parsed.waitSeconds,
    signal: judged.request.signal,
    onProgress: judged.request.onProgress,
    clock: options.clock,
    look: async (taskId) =>
      await options.wire.send(
        options.issue({
          action: task,
          params: { [how.with]: taskId },
          effect: "read",
          target: options.target,
          operation: operation.id,
          digest: operation.digest,
        }),
        { signal: judged.request.signal },
      ),
  });
}

function openedSecrets(options: GateOptions, params: JsonObject): KnownSecret[] {
  return findHandles(params).map(({ handle }) => ({ id: handle, value: options.vault.open(handle).value }));
}

/** A service may quote what it was sent: its error says the handle instead of the secret. */
function masked(error: unknown, opened: readonly KnownSecret[]): unknown {
  if (error instanceof IdgateError && opened.length > 0)
    error.message = createEchoMask(opened)(error.message);
  return error;
}

/** Writes the outcome; a ledger that fails now cannot undo what was sent, so it is said instead. */
async function record(
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
    return ["The ledger could not record this outcome; further changes are refused until it can."];
  }
}

async function fail(
  options: GateOptions,
  operation: string,
  error: unknown,
  sent: boolean,
  log: GateOptions["log"],
): Promise<IdgateError> {
  const known = error instanceof IdgateError ? error : new InternalError("idgate failed.", { cause: error });
  // Everything else that fails before an answer is known not to have taken effect: the wire says so by class.
  const unknown =
    known instanceof OutcomeUnknown ||
    known instanceof InternalError ||
    (sent && !(known instanceof TaskFailed));
  const outcome: Outcome = unknown
    ? { status: "unknown", reason: `${known.code}: ${known.message}`, requestId: known.requestId }
    : { status: "failed", reason: `${known.code}: ${known.message}`, requestId: known.requestId };
  await record(options, operation, outcome, log);
  log.warn({ code: known.code, requestId: known.requestId, err: known.cause }, `not done: ${known.message}`);
  known.operation = operation;
  return known;
}

function taskNotes(followed: Followed): string[] {
  if (!followed.running) return [];
  const id = followed.taskId === undefined ? "" : ` Look again with GetTask, TaskId ${followed.taskId}.`;
  return [
    `The task is still running: this is not the end of it.${followed.note ? ` ${followed.note}` : ""}${id}`,
  ];
}

function governanceNotes(options: GateOptions): string[] {
  return options.ungoverned
    ? [
        "Allowed because this is the sandbox without a policy; a real account would need a policy that allows it.",
      ]
    : [];
}

function done(
  judged: Judged,
  result: JsonObject,
  operation: string | undefined,
  requestId: string | undefined,
  notes: readonly string[],
): Done {
  return { kind: "done", result, effect: judged.nature.effect, operation, requestId, notes };
}
