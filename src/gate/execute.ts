import { type Action, type Effect, qualifiedName } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { IdgateError, InternalError, OutcomeUnknown, RefusedByPolicy, SecretRefused } from "../errors.ts";
import type { Operation, OperationFacts, Outcome } from "../ledger/types.ts";
import type { Decision } from "../policy/types.ts";
import {
  createConcealer,
  findHandles,
  type KnownSecret,
  type SealedField,
  sentSecrets,
} from "../secrets/index.ts";
import { quote } from "../text/index.ts";
import type { PermitFacts } from "../wire/permit.ts";
import type { Answer } from "../wire/types.ts";
import { type Followed, follow } from "./follow.ts";
import type { Judged } from "./judged.ts";
import { mayRead } from "./may-read.ts";
import { withIdempotencyToken } from "./operation.ts";
import type { GateOptions } from "./options.ts";
import { type Conceal, fail, masked, record } from "./outcome.ts";
import { ownerOf } from "./owner.ts";
import { afterLoss, type ReadBack } from "./settle/after-loss.ts";
import { shape } from "./shape.ts";
import type { Done } from "./types.ts";
import { gateWords } from "./words/words.ts";

/** A read that nobody has to be asked for and that spends nothing: it needs no row. */
export function needsNoRow(effect: Effect, decision: Decision): boolean {
  if (decision.verdict !== "allow") return false;
  // What a stored secret is left out of is a read like any other.
  const reads = effect === "read" || (effect === "reveal" && decision.secrets === "withheld");
  if (!reads) return false;
  return decision.approval === "none" && decision.budgets.length === 0;
}

/** Sends a plain read: permitted like everything else, recorded only in the log, but for the secrets that it opens. */
export async function read(options: GateOptions, judged: Judged): Promise<Done> {
  const { action, parsed } = judged;
  await recordOpened(options, judged, undefined);
  const answer = await send(options, judged, parsed.params, undefined);
  const { result, sealed, notes } = shape(
    action,
    answer.result,
    judged.vault,
    sentSecrets(action, parsed.params, judged.vault),
    gateWords(options.language),
    judged.secrets,
  );
  options.log.debug(
    {
      action: qualifiedName(action),
      requestId: answer.requestId,
      attempts: answer.attempts,
      ...sealCounts(sealed),
    },
    "read",
  );
  return done(judged, result, undefined, answer.requestId, notes);
}

/**
 * Runs an operation whose intent is durable: sends, follows its task, records the outcome, seals.
 * INVARIANT: called once per started row; whatever happens here, an outcome is written or the row stays
 * `started`, which is how a lost outcome shows. What the answer is made of later does not change the outcome.
 */
export async function execute(
  options: GateOptions,
  judged: Judged,
  operation: OperationFacts & Partial<Pick<Operation, "status" | "createdAt" | "startedAt">>,
): Promise<Done> {
  const { action, parsed } = judged;
  const doubtful = operation.status === "unknown";
  const log = options.log.child({ operation: operation.id, action: operation.action });
  const began = options.clock().getTime();
  let sent = false;
  let opened: readonly KnownSecret[] = [];
  let conceal: Conceal = (text) => text;
  let followed: Followed;
  let attempts: number;
  try {
    await recordOpened(options, judged, operation.id);
    const key = await options.ledger.key("idempotency");
    const params = withIdempotencyToken(action, parsed.params, operation.id, key);
    // INVARIANT: before it is sent once more, the ledger knows from when on that may still take effect.
    if (doubtful) await options.ledger.settle(operation.id, SENT_AGAIN);
    log.info("sending");
    opened = sentSecrets(action, params, judged.vault);
    conceal = createConcealer(action, params, judged.vault);
    const answer = await send(options, judged, params, operation);
    sent = true;
    attempts = answer.attempts;
    followed = await followTask(options, judged, operation, answer, conceal);
  } catch (error) {
    const failed = await fail(options, operation.id, masked(error, conceal), sent, log, doubtful);
    if (!(failed instanceof OutcomeUnknown)) throw failed;
    // Of an operation that goes on, an attempt before this one may be what took effect.
    const first = operation.startedAt ?? (doubtful ? operation.createdAt : undefined);
    const startedAt = first === undefined ? new Date(began) : new Date(first);
    const loss = { startedAt, error: failed, lost: doubtful ? "time" : failed.lost } as const;
    const { result, notes } = await afterLoss(options, judged, operation, loss);
    return done(judged, result, operation.id, failed.requestId, [...notes, ...governanceNotes(options)]);
  }
  const { requestId, running, taskId } = followed;
  const facts = { requestId, attempts, durationMs: options.clock().getTime() - began };
  const outcome: Outcome = running
    ? { status: "accepted", taskId, ...facts }
    : { status: "succeeded", ...facts };
  const recorded = await record(options, operation.id, outcome, log);
  log.info({ outcome: outcome.status, requestId, attempts }, "done");
  const { result, notes: cut } = await present(options, judged, operation.id, followed, opened);
  const notes = [...recorded, ...cut, ...taskNotes(options, judged, followed), ...governanceNotes(options)];
  return done(judged, result, operation.id, requestId, notes);
}

const SENT_AGAIN: Outcome = {
  status: "unknown",
  reason: "it is sent again, as the same operation",
  lost: "time",
};

/** INVARIANT: no handle is opened for a request without a row that says so, on disk before the request is made. */
async function recordOpened(
  { ledger }: GateOptions,
  { action, parsed }: Judged,
  operation: string | undefined,
): Promise<void> {
  for (const { handle, path } of findHandles(parsed.params)) {
    const note = operation === undefined ? `${qualifiedName(action)} ${path}` : path;
    await ledger.secretEvent({ handle, event: "opened", operation, note });
  }
}

/** A call that joined one whose answer was lost, and that was made after all. */
export function readBackOf(
  options: GateOptions,
  judged: Judged,
  operation: string,
  { result, notes }: ReadBack,
): Done {
  return done(judged, result, operation, undefined, [...notes, ...governanceNotes(options)]);
}

/** Seals and bounds the answer to a change. What cannot be shown is withheld: the change stays made. */
async function present(
  options: GateOptions,
  judged: Judged,
  operation: string,
  { result: answer, requestId }: Followed,
  opened: readonly KnownSecret[],
): Promise<{ readonly result: JsonObject; readonly notes: readonly string[] }> {
  const words = gateWords(options.language);
  try {
    const { result, sealed, shown, notes } = shape(
      judged.action,
      answer,
      judged.vault,
      opened,
      words,
      judged.secrets,
    );
    for (const path of shown) await options.ledger.secretEvent({ event: "shown", operation, note: path });
    for (const { handle, path, guessed } of sealed) {
      const note = guessed ? `${path} (looks like a credential)` : path;
      const box = await judged.vault.box(handle);
      await options.ledger.secretEvent({ handle, event: "sealed", operation, note, box });
    }
    if (sealed.length > 0) options.log.info({ operation, ...sealCounts(sealed) }, "sealed");
    return { result, notes };
  } catch (error) {
    const why = error instanceof IdgateError ? error.message : undefined;
    throw new SecretRefused(words.outcome.withheld(why), {
      hint: words.outcome.withheldHint,
      operation,
      cause: error,
      ...(requestId === undefined ? {} : { requestId }),
    });
  }
}

/** How much was sealed, for the log: nothing of what or where. */
function sealCounts(sealed: readonly SealedField[]): { sealed?: number; guessed?: number } {
  const guessed = sealed.filter((field) => field.guessed).length;
  return { ...(sealed.length > 0 && { sealed: sealed.length }), ...(guessed > 0 && { guessed }) };
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
    confirmAccount: judged.confirmAccount,
    owner: ownerOf(judged.request.requester),
    // INVARIANT: what one policy allowed is not sent under another, whatever it waited for; not even where that
    // one allows it too, with another approval perhaps. It is called again, and judged again.
    stillRuled: () => options.policy() === judged.policy,
  };
  try {
    return await options.wire.send(options.issue(facts), { signal: judged.request.signal });
  } catch (error) {
    throw error instanceof RefusedByPolicy ? policyChanged(options, judged.action) : error;
  }
}

/** The wire refuses by policy for one reason alone: another one rules since. */
function policyChanged({ language }: GateOptions, action: Action): RefusedByPolicy {
  const { refusal: words } = gateWords(language);
  return new RefusedByPolicy(words.policyChanged(qualifiedName(action)), {
    hint: words.policyChangedHint,
    retryable: true,
  });
}

async function followTask(
  options: GateOptions,
  judged: Judged,
  operation: OperationFacts,
  first: Answer,
  conceal: Conceal,
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
  const words = gateWords(options.language);
  return await follow({
    words,
    first,
    idField: how.from,
    waitSeconds: waitAfter(first, judged.parsed.waitSeconds),
    signal: judged.request.signal,
    onProgress: judged.request.onProgress,
    clock: options.clock,
    conceal,
    look: async (taskId, deadlineMs) => {
      const params = { [how.with]: taskId };
      const policy = options.policy();
      if (!mayRead(options, task, params, judged.request.requester.principal))
        throw new RefusedByPolicy(words.outcome.mayNotLook(how.action));
      const permit = options.issue({
        action: task,
        params,
        effect: "read",
        target: options.target,
        operation: operation.id,
        digest: operation.digest,
        confirmAccount: judged.confirmAccount,
        stillRuled: () => options.policy() === policy,
      });
      return await options.wire.send(permit, { signal: judged.request.signal, deadlineMs });
    },
  });
}

/** Seconds after which clients give up, less some to answer in. */
const CALL_SECONDS = 55;

/** What is left of the wait for a task after a change that was slow itself: together they end before the client gives up. */
function waitAfter({ durationMs }: Answer, waitSeconds: number): number {
  return Math.min(waitSeconds, Math.max(0, Math.max(CALL_SECONDS, waitSeconds) - durationMs / 1000));
}

function taskNotes(options: GateOptions, { action, request }: Judged, followed: Followed): string[] {
  const { follow: how } = action;
  if (!followed.running || how === undefined) return [];
  const { taskId } = followed;
  const task = options.find(how.action);
  const readable =
    taskId !== undefined &&
    task !== undefined &&
    mayRead(options, task, { [how.with]: taskId }, request.requester.principal);
  const { outcome: words } = gateWords(options.language);
  const notes = followed.note === undefined ? [] : [followed.note];
  if (taskId === undefined) return [words.running(notes)];
  const id = quote(taskId, 200);
  const further = readable ? words.lookAgain(how.action, how.with, id) : words.cannotLook(id);
  return [words.running([...notes, further])];
}

function governanceNotes(options: GateOptions): string[] {
  return options.ungoverned ? [gateWords(options.language).outcome.ungoverned] : [];
}

function done(
  judged: Judged,
  result: JsonObject,
  operation: string | undefined,
  requestId: string | undefined,
  notes: readonly string[],
): Done {
  const { nature, parsed } = judged;
  return { kind: "done", params: parsed.params, result, effect: nature.effect, operation, requestId, notes };
}
