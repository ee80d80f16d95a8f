/**
 * Whether one condition or rule reaches no further than another. INVARIANT: true only where it is certain by what is
 * written; false says nothing.
 */
import type { Carried, Condition, Operator, PlainValue } from "../../engine/model.ts";
import { glob } from "../../engine/text.ts";
import type { Who } from "../../engine/who.ts";

/** Whether every text that fits `inner` fits `outer`. A `*` of the inner pattern is only covered by a `*` of the outer. */
export function patternWithin(inner: string, outer: string): boolean {
  const [a, b] = [[...inner], [...outer]];
  // reach[j]: whether what was read of `inner` so far is covered by the first j signs of `outer`.
  let reach = b.map(() => false);
  reach = close([true, ...reach], b);
  for (const sign of a) {
    const next = [false, ...b.map(() => false)];
    for (const [at, other] of b.entries()) {
      if (other === "*") {
        if (reach[at] || reach[at + 1]) next[at + 1] = true;
      } else if (reach[at] && sign !== "*" && (other === "?" || other === sign)) {
        next[at + 1] = true;
      }
    }
    reach = close(next, b);
  }
  return reach.at(-1) === true;
}

/** A `*` covers nothing as well. */
function close(reach: boolean[], pattern: readonly string[]): boolean[] {
  for (const [at, sign] of pattern.entries()) if (sign === "*" && reach[at]) reach[at + 1] = true;
  return reach;
}

/** Of one value: wherever `inner` says yes beyond doubt, so does `outer`. */
function impliesYes(inner: Operator, outer: Operator): boolean {
  if (outer.kind === "present" || outer.kind === "absent") return inner.kind === outer.kind;
  if (inner.kind === "in") return inner.values.every((value) => satisfies(value, outer));
  if (inner.kind === "like" && outer.kind === "like") return patternWithin(inner.pattern, outer.pattern);
  if (inner.kind === "min" && outer.kind === "min") return inner.bound >= outer.bound;
  if (inner.kind === "max" && outer.kind === "max") return inner.bound <= outer.bound;
  return false;
}

function satisfies(value: PlainValue, operator: Operator): boolean {
  switch (operator.kind) {
    case "in":
      return operator.values.includes(value);
    case "like":
      return typeof value === "string" && glob(operator.pattern, value);
    case "min":
      return typeof value === "number" && value >= operator.bound;
    case "max":
      return typeof value === "number" && value <= operator.bound;
    default:
      return false;
  }
}

export function samePath(a: Condition, b: Condition): boolean {
  return a.path.length === b.path.length && a.path.every((name, at) => name === b.path[at]);
}

/** As allow rules take conditions: where all of `inner` hold, all of `outer` do. */
export function allowedWithin(inner: readonly Condition[], outer: readonly Condition[]): boolean {
  return outer.every((wide) =>
    wide.operators.every((operator) =>
      inner.some(
        (narrow) => samePath(narrow, wide) && narrow.operators.some((one) => impliesYes(one, operator)),
      ),
    ),
  );
}

/**
 * As deny rules take them: where all of `inner` may hold, all of `outer` may. What cannot be decided denies, so that
 * both sides must find the same values undecidable.
 */
export function deniedWithin(inner: readonly Condition[], outer: readonly Condition[]): boolean {
  return outer.every((wide) =>
    inner.some((narrow) => samePath(narrow, wide) && mayWithin(narrow.operators, wide.operators)),
  );
}

// Without capitals, width or space to fold, likeness follows the pattern. Everything else may differ.
const PLAIN = /^[\x21-\x7e]*$/;

function mayWithin(inner: readonly Operator[], outer: readonly Operator[]): boolean {
  if (JSON.stringify(inner) === JSON.stringify(outer)) return true;
  const bounds = [...inner, ...outer].every(({ kind }) => kind === "min" || kind === "max");
  if (bounds) return outer.every((wide) => inner.some((narrow) => impliesYes(narrow, wide)));
  const [narrow, wide] = [inner[0], outer[0]];
  if (inner.length !== 1 || outer.length !== 1 || narrow === undefined || wide === undefined) return false;
  if (!impliesYes(narrow, wide)) return false;
  if (narrow.kind === "in" && wide.kind === "in") return sameTypes(narrow.values, wide.values);
  if (wide.kind !== "like" || !PLAIN.test(wide.pattern)) return false;
  if (narrow.kind === "like") return PLAIN.test(narrow.pattern);
  return (
    narrow.kind === "in" && narrow.values.every((value) => typeof value === "string" && PLAIN.test(value))
  );
}

function sameTypes(a: readonly PlainValue[], b: readonly PlainValue[]): boolean {
  const types = (values: readonly PlainValue[]) => new Set(values.map((value) => typeof value));
  const [left, right] = [types(a), types(b)];
  return left.size === right.size && [...left].every((type) => right.has(type));
}

/** Whether everybody whom `inner` means is meant by `outer`: no limit, or the very same one. */
export function whoWithin(inner: Who | undefined, outer: Who | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  return (["users", "groups", "clients"] as const).every((key) => sameNames(inner[key], outer[key]));
}

function sameNames(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((name) => b.has(name));
}

/** Whether a call of one of `inner`'s types is of one of `outer`'s. */
export function typesWithin(
  inner: ReadonlySet<string> | undefined,
  outer: ReadonlySet<string> | undefined,
): boolean {
  return outer === undefined || (inner !== undefined && [...inner].every((type) => outer.has(type)));
}

/** Whether `only` lets through no more than `outer`'s. */
export function onlyWithin(inner: Carried | undefined, outer: Carried | undefined): boolean {
  if (outer === undefined || outer.whole) return true;
  if (inner === undefined || inner.whole) return false;
  return [...inner.children].every(([name, child]) => {
    const wide = outer.children.get(name);
    return wide !== undefined && onlyWithin(child, wide);
  });
}

/** Whether no text can satisfy both conditions, as allow rules take them. */
export function disjoint(a: readonly Operator[], b: readonly Operator[]): boolean {
  return a.some((one) => b.some((other) => neverBoth(one, other)));
}

function neverBoth(a: Operator, b: Operator): boolean {
  if (a.kind === "in") return a.values.every((value) => !satisfies(value, b)) && compares(b);
  if (b.kind === "in") return neverBoth(b, a);
  if (a.kind !== "like" || b.kind !== "like") return false;
  const [left, right] = [literalStart(a.pattern), literalStart(b.pattern)];
  return !left.startsWith(right) && !right.startsWith(left);
}

function compares({ kind }: Operator): boolean {
  return kind !== "present" && kind !== "absent";
}

/** What a pattern begins with before its first wildcard. */
export function literalStart(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0] ?? "";
}
