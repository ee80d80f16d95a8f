/** Looks after operations whose end is not known, whoever made them: at the start, and now and then while there are any. */
import { type Action, qualifiedName } from "../../action/action.ts";
import { IdgateError } from "../../errors.ts";
import type { Operation } from "../../ledger/types.ts";
import type { AccountGuard } from "../account.ts";
import { taskEnd } from "../follow.ts";
import { mayRead } from "../may-read.ts";
import { targetRecord } from "../operation.ts";
import type { GateOptions } from "../options.ts";
import { lossOf, recordFinding } from "./after-loss.ts";
import { effectOf } from "./effect.ts";
import { lookUp } from "./look-up.ts";
import { placeOf } from "./place.ts";

/** Pauses between rounds, in milliseconds; the last goes on. */
const ROUNDS_MS = [5_000, 15_000, 60_000, 300_000];
/** What nobody could settle in a day needs a person: `idgate audit settle`. */
const OLDEST_MS = 24 * 60 * 60 * 1000;
const LOOK_MS = 12_000;
const AT_ONCE = 4;

export interface Background {
  /** Begins to look after what is open. */
  begin(): void;
  /** Brings the next round forward, where it has begun: something is open that was not. */
  again(): void;
  /** Ends it, and what is being looked at with it. */
  stop(): Promise<void>;
}

/**
 * INVARIANT: it reads and writes down, and sends no change; what it may read is what the policy in force lets anybody read.
 */
export function createBackground(options: GateOptions, account: AccountGuard): Background {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;
  let stopped = false;
  let begun = false;
  let rounds = 0;
  const ending = new AbortController();
  const here = placeOf(targetRecord(options.target));

  function schedule(ms: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      working ??= round().finally(() => {
        working = undefined;
      });
    }, ms);
    timer.unref();
  }

  function again(): void {
    if (!begun) return;
    rounds = 0;
    schedule(FIRST_MS);
  }

  async function round(): Promise<void> {
    try {
      await options.ledger.abandon();
      const open = (await options.ledger.undecided()).filter(isOfInterest);
      for (let at = 0; at < open.length && !stopped; at += AT_ONCE) {
        const looks = await Promise.all(open.slice(at, at + AT_ONCE).map(settle));
        // Where nothing answers, the next round is early enough for the rest.
        if (looks.every((answered) => !answered)) break;
      }
      if ((await options.ledger.undecided()).some(isOfInterest)) {
        schedule(ROUNDS_MS[Math.min(rounds, ROUNDS_MS.length - 1)] ?? 0);
        rounds += 1;
      }
    } catch (error) {
      // Nobody waits for this: the next round, or the next call, tries again.
      options.log.warn({ err: error }, "what is open could not be looked up");
      schedule(60_000);
    }
  }

  /** INVARIANT: what went elsewhere is not looked for here, where it never was. */
  function isOfInterest({ status, createdAt, action, taskId, target }: Operation): boolean {
    if (placeOf(target) !== here) return false;
    if (options.clock().getTime() - Date.parse(createdAt) > OLDEST_MS) return false;
    const known = options.find(action);
    if (status === "accepted") return known?.follow !== undefined && taskId !== undefined;
    return status === "unknown" && known?.lookup !== undefined;
  }

  /** False where the read got no answer. */
  async function settle(operation: Operation): Promise<boolean> {
    const action = options.find(operation.action);
    if (action === undefined) return true;
    if (operation.status === "accepted") return await settleTask(action, operation);
    const found = await lookUp(
      options,
      {
        action,
        effect: effectOf(operation, action),
        params: operation.params,
        ...lossOf(operation),
        operation: operation.id,
        principal: undefined,
        confirmAccount: account.confirm,
        signal: ending.signal,
      },
      LOOK_MS,
    );
    await recordFinding(options, operation.id, found);
    return found.unanswered !== true;
  }

  async function settleTask({ follow }: Action, { id, taskId }: Operation): Promise<boolean> {
    const reader = follow === undefined ? undefined : options.find(follow.action);
    if (follow === undefined || reader === undefined || taskId === undefined) return true;
    const params = { [follow.with]: taskId };
    if (!mayRead(options, reader, params, undefined, "nothing yet")) return true;
    const policy = options.policy();
    try {
      const { result } = await options.wire.send(
        options.issue({
          action: reader,
          params,
          effect: "read",
          target: options.target,
          operation: id,
          digest: undefined,
          confirmAccount: account.confirm,
          stillRuled: () => options.policy() === policy,
        }),
        { signal: ending.signal, deadlineMs: LOOK_MS },
      );
      const by = qualifiedName(reader);
      const end = taskEnd(result);
      if (end === "succeeded") await options.ledger.resolve(id, { status: "succeeded", by }, "accepted");
      if (end === "failed") {
        const failed = { status: "failed", by, reason: "its task failed", tookEffect: true } as const;
        await options.ledger.resolve(id, failed, "accepted");
      }
      return true;
    } catch (error) {
      if (!(error instanceof IdgateError)) throw error;
      options.log.debug({ operation: id, code: error.code }, "a task could not be looked at");
      return !error.retryable;
    }
  }

  return {
    begin() {
      begun = true;
      again();
    },
    again,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      ending.abort();
      await working;
    },
  };
}

/** After a start the first answers have the process for themselves. */
const FIRST_MS = 1_000;
