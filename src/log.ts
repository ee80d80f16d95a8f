import type { Writable } from "node:stream";
import { type DestinationStream, type Logger, pino } from "pino";
import type { LogLevel } from "./log-level.ts";

export type { Logger } from "pino";

export type { LogLevel } from "./log-level.ts";

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes secrets out of a log object before it is written. */
  readonly scrub: (value: Record<string, unknown>) => Record<string, unknown>;
  /** Where lines go; standard error by default. INVARIANT: never standard output, which is the protocol's. */
  readonly destination?: Writable | DestinationStream;
}

const STDERR = 2;

/** A logger on standard error: JSON lines, or readable text where a person looks at a terminal. */
export async function createLogger(options: LogOptions): Promise<Logger> {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: options.scrub,
    },
  };
  if (options.destination !== undefined) return pino(settings, options.destination);
  if (!process.stderr.isTTY) return pino(settings, pino.destination({ dest: STDERR, sync: true }));
  const { default: pretty } = await import("pino-pretty");
  return pino(settings, pretty({ destination: STDERR, sync: true, ignore: "pid,hostname" }));
}
