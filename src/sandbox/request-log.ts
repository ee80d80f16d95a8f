/** What the sandbox remembers of its requests. */
import type { JsonObject } from "../action/json.ts";

/** One answered request of the API, as the server tells of it. */
export interface AnsweredRequest {
  readonly time: Date;
  readonly service: string;
  readonly action: string;
  readonly version: string;
  /** As the request claims it; proven where it was not refused for its signature. Empty where it claims none. */
  readonly accessKeyId: string;
  /** May hold secrets. */
  readonly params: JsonObject;
  /** 0 where the connection was reset instead of an answer. */
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string;
  /** The faults that were injected, e.g. `slow:500, reset-after`. */
  readonly fault: string | undefined;
  /** True where records were written and the writing committed, whatever was answered. */
  readonly changed: boolean;
  readonly durationMs: number;
}

export interface LoggedRequest extends Omit<AnsweredRequest, "params"> {
  /** Counted from 1. */
  readonly number: number;
  /** Names of the parameters, never their values. */
  readonly parameters: readonly string[];
  /** Only where the sandbox keeps requests. It may hold secrets. */
  readonly params?: JsonObject;
}

export interface RequestLog {
  add(request: AnsweredRequest): LoggedRequest;
  /** Oldest first, those whose number is larger than this. */
  after(number: number): readonly LoggedRequest[];
  readonly latest: number;
}

/** The latest requests that are kept. */
export const REQUESTS_KEPT = 1000;

export function createRequestLog(keepParams: boolean): RequestLog {
  const kept: LoggedRequest[] = [];
  let latest = 0;
  return {
    add({ params, ...request }) {
      latest += 1;
      const parameters = Object.keys(params);
      const entry = { number: latest, ...request, parameters, ...(keepParams ? { params } : {}) };
      kept.push(entry);
      if (kept.length > REQUESTS_KEPT) kept.shift();
      return entry;
    },
    after: (number) => kept.filter((entry) => entry.number > number),
    get latest() {
      return latest;
    },
  };
}

/** As a file and the admin endpoint show it. What parameters say is in it only where the sandbox keeps requests. */
export function requestJson(entry: LoggedRequest): JsonObject {
  const { time, parameters, code, fault, ...rest } = entry;
  return {
    ...rest,
    time: time.toISOString(),
    durationMs: Math.round(entry.durationMs * 1000) / 1000,
    code: code ?? null,
    fault: fault ?? null,
    parameters: [...parameters],
  };
}
