/** The faults of one request, from its first line to its answer. */
import { ConfigInvalid } from "../../errors.ts";
import type { Dialect } from "../dialects.ts";
import { Fault, type ReceivedRequest } from "../types.ts";
import { type Answer, injectAfter, injectBefore } from "./apply.ts";
import type { FaultBook, Injection } from "./book.ts";
import { labelOf } from "./spec.ts";

export interface Injected {
  /** How far the clock is off, for signature and Date header. */
  readonly skewMs: number;
  /** What was injected so far, e.g. `slow:500, reset-after`. */
  readonly label: string | undefined;
  /** Reads the header of the request and sets the clock. @throws Fault for a header that is no fault */
  read(request: ReceivedRequest, action: string): void;
  /** Once the request is known to be signed, before it touches the store. @throws Fault, Interruption */
  before(action: string, dialect: Dialect): Promise<void>;
  after(answer: Answer, dialect: Dialect, envelope: (fault: Fault) => Answer): Promise<Answer>;
  /** For the tasks that the request starts. Says the same where a transaction runs again. */
  failTask(kind: string): string | undefined;
}

const HEADER = "x-sandbox-fault";

export function createInjected(book: FaultBook | undefined, closing: AbortSignal): Injected {
  let header = "";
  let skewMs = 0;
  let injection: Injection | undefined;
  const labels: string[] = [];
  const tasks = new Map<string, string | undefined>();

  return {
    get skewMs() {
      return skewMs;
    },
    get label() {
      return labels.length === 0 ? undefined : labels.join(", ");
    },
    read(request, action) {
      if (book === undefined) return;
      header = request.headers
        .filter(([name]) => name.toLowerCase() === HEADER)
        .map(([, value]) => value)
        .join(",");
      const skew = inWords(() => book.skew(action, header));
      if (skew === undefined) return;
      skewMs = skew.ms;
      labels.push(skew.label);
    },
    async before(action, dialect) {
      injection = book?.select(action, header);
      if (injection === undefined) return;
      if (injection.slowBeforeMs > 0) labels.push(`slow:${injection.slowBeforeMs}`);
      if (injection.slowAfterMs > 0) labels.push(`slow-after:${injection.slowAfterMs}`);
      if (injection.answer !== undefined) labels.push(labelOf(injection.answer));
      await injectBefore(injection, dialect, closing);
    },
    async after(answer, dialect, envelope) {
      if (injection === undefined) return answer;
      return injectAfter(injection, answer, { dialect, envelope }, closing);
    },
    failTask(kind) {
      if (tasks.has(kind)) return tasks.get(kind);
      const own = injection?.taskFailure;
      const fails =
        own === undefined ? book?.taskFailure(kind) : { code: String(own.value), label: labelOf(own) };
      if (fails !== undefined) labels.push(fails.label);
      tasks.set(kind, fails?.code);
      return fails?.code;
    },
  };
}

/** A mistake in the header is told to whoever sent it. */
function inWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    const hint = error.hint === undefined ? "" : ` ${error.hint}`;
    throw new Fault(400, "InvalidSandboxFault", `The header X-Sandbox-Fault: ${error.message}${hint}`);
  }
}
