/** Levels of the log, loudest last; `silent` writes nothing. Apart from the logger, which is loaded late. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
