import type { Writable } from "node:stream";
import { type DestinationStream, type LogFn, type Logger, pino } from "pino";
import type { LogLevel } from "./log-level.ts";

export type { Logger } from "pino";

export type { LogLevel } from "./log-level.ts";

export interface LogOptions {
  readonly level: LogLevel;
  /** Takes secrets out of a log object before it is written. Messages go through it too. */
  readonly scrub: (value: Record<string, unknown>) => Record<string, unknown>;
  /** Where lines go; standard error by default. INVARIANT: never standard output, which is the protocol's. */
  readonly destination?: Writable | DestinationStream;
}

const STDERR = 2;

/** A logger on standard error: JSON lines, or readable text where a person looks at a terminal. */
export async function createLogger(options: LogOptions): Promise<Logger> {
  const clean = (message: string) => String(options.scrub({ message }).message);
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: options.scrub,
    },
    hooks: {
      // Formatters see the object alone; a message quotes what failed, and so needs it as much.
      logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn) {
        const [first, message] = args;
        if (typeof first === "string") method.call(this, clean(first));
        else if (first instanceof Error) method.call(this, { err: first }, clean(message ?? first.message));
        else method.call(this, first, message === undefined ? undefined : clean(message));
      },
    },
  };
  if (options.destination !== undefined) return pino(settings, options.destination);
  if (!process.stderr.isTTY) return pino(settings, unhurried(process.stderr));
  const { default: pretty } = await import("pino-pretty");
  return pino(settings, pretty({ destination: STDERR, sync: true, ignore: "pid,hostname" }));
}

/** What may wait to be read, in bytes. */
const BACKLOG = 1024 * 1024;

/**
 * Lines for a stream that somebody may have stopped reading, or closed: hosts that keep a pipe and never empty it are
 * common. INVARIANT: nobody waits for the log. Lines beyond the backlog are dropped, and their number is told.
 */
export function unhurried(stream: Writable): DestinationStream {
  let dropped = 0;
  stream.on("error", () => undefined);
  return {
    write(line) {
      if (!stream.writable) return;
      if (stream.writableLength > BACKLOG) {
        dropped += 1;
        return;
      }
      if (dropped > 0) {
        const msg = `${dropped} lines of the log were dropped: it was not read`;
        stream.write(`${JSON.stringify({ level: "warn", time: new Date().toISOString(), msg })}\n`);
        dropped = 0;
      }
      stream.write(line);
    },
  };
}
