import type { Probed } from "../../../wire/probe.ts";
import { type Check, type Finding, ok, problem, skipped, warning } from "../types.ts";

/** Seconds from which on it is worth a word; the service refuses what is 15 minutes off (facts of the wire). */
const WARN = 60;
const TOO_MUCH = 600;

/** How far this machine's clock is ahead of the service's, in seconds; a Date header has whole seconds. */
export function offsetOf({
  date,
  askedAt,
  answeredAt,
}: Pick<Probed, "date" | "askedAt" | "answeredAt">): number | undefined {
  if (date === undefined) return undefined;
  const here = (askedAt.getTime() + answeredAt.getTime()) / 2;
  return Math.round((here - (date.getTime() + 500)) / 1000);
}

export function judgeClock(seconds: number): Finding {
  const size = Math.abs(seconds);
  if (size <= WARN) return ok(`Within ${Math.max(1, size)} s of the service's clock.`);
  const what = `This machine's clock is ${size} s ${seconds > 0 ? "ahead of" : "behind"} the service's.`;
  const todo = "Set the clock, and keep it right with NTP (timedatectl, chronyd, w32tm).";
  if (size <= TOO_MUCH) return warning(`${what} It refuses signatures that are 15 minutes off.`, todo);
  return problem(
    `${what} It refuses signatures that are 15 minutes off; idgate then signs by its time, but what expires, and the times in the ledger, go by this clock.`,
    todo,
  );
}

/** This machine's clock, held against the Date of the services' answers. */
export const clock: Check = {
  name: "clock",
  async run({ probes, config }) {
    if (config.builtInSandbox) return [skipped("The built-in sandbox has this machine's clock.")];
    const offsets = [...(await probes()).values()].map(offsetOf).filter((offset) => offset !== undefined);
    // The median: one answer out of a cache is not the time.
    const offset = offsets.toSorted((a, b) => a - b)[Math.floor(offsets.length / 2)];
    if (offset === undefined) return [skipped("No service answered with its time.")];
    return [judgeClock(offset)];
  },
};
