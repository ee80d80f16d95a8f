/** Phrases that the policy commands share. */

const PERIODS: Readonly<Record<number, string>> = {
  60: "minute",
  3600: "hour",
  86400: "day",
  604800: "week",
};

/** `20 an hour` */
export function budgetWords({
  max,
  perSeconds,
}: {
  readonly max: number;
  readonly perSeconds: number;
}): string {
  const period = PERIODS[perSeconds] ?? `${perSeconds} seconds`;
  return `${max} ${period === "hour" ? "an" : "a"} ${period}`;
}

/** `1 action`, `2 actions` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Names in a row, or what stands for none. */
export function listed(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.join(", ");
}
