const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;
/** The last point in time that a `Date` can hold, in milliseconds since 1970. */
const LAST = 8.64e15;

/**
 * A point in time as services and the vendor CLI write it, in milliseconds since 1970: ISO 8601 with a zone, or a
 * number since 1970 in seconds, milliseconds, microseconds or nanoseconds, told apart by its size.
 * @returns undefined for everything else; a time without a zone would be another one on another machine
 */
export function pointInTime(value: unknown): number | undefined {
  const text = typeof value === "string" ? value.trim() : value;
  if (typeof text === "string" && !/^\d+$/.test(text)) {
    const at = ISO.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) || at < 0 ? undefined : at;
  }
  if (typeof text !== "string" && typeof text !== "number") return undefined;
  const count = Number(text);
  if (!Number.isFinite(count) || count < 0) return undefined;
  const at = count < 1e11 ? count * 1000 : count < 1e14 ? count : count < 1e17 ? count / 1e3 : count / 1e6;
  return at <= LAST ? Math.round(at) : undefined;
}
