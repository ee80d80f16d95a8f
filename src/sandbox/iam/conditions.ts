/** The conditions of policies. What is not understood is not taken for fulfilled, nor for unfulfilled. */
import { BlockList, isIP } from "node:net";
import type { Condition } from "./document.ts";
import { matchesGlob } from "./glob.ts";

/** `unknown`: the operator, the key or a value means nothing here. */
export type Truth = "true" | "false" | "unknown";

/** What the request has under a key: nothing, one value or several; undefined for a key that is not known here. */
export type ConditionFacts = (key: string) => readonly string[] | undefined;

/** One value of the request against one of the policy; undefined where they cannot be compared. */
type Compare = (given: string, wanted: string) => boolean | undefined;

const dates =
  (holds: (given: number, wanted: number) => boolean): Compare =>
  (given, wanted) => {
    const [one, other] = [Date.parse(given), Date.parse(wanted)];
    return Number.isNaN(one) || Number.isNaN(other) ? undefined : holds(one, other);
  };

const inRange: Compare = (given, wanted) => {
  const [address = "", bits] = wanted.split("/");
  const family = isIP(address) === 4 ? "ipv4" : isIP(address) === 6 ? "ipv6" : undefined;
  const whole = family === "ipv4" ? 32 : 128;
  const length = bits === undefined ? whole : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (family === undefined || isIP(given) === 0 || length < 0 || length > whole) return undefined;
  const range = new BlockList();
  range.addSubnet(address, length, family);
  return range.check(given, isIP(given) === 4 ? "ipv4" : "ipv6");
};

const bools: Compare = (given, wanted) => {
  const known = (text: string) => ["true", "false"].includes(text.toLowerCase());
  return known(given) && known(wanted) ? given.toLowerCase() === wanted.toLowerCase() : undefined;
};

const equal: Compare = (given, wanted) => given === wanted;
const like: Compare = (given, wanted) => matchesGlob(wanted, given);

/** `negated`: holds where none of the values matches, so also where the request has none. */
const OPERATORS: ReadonlyMap<string, { readonly compare: Compare; readonly negated: boolean }> = new Map([
  ["StringEquals", { compare: equal, negated: false }],
  ["StringNotEquals", { compare: equal, negated: true }],
  ["StringLike", { compare: like, negated: false }],
  ["StringNotLike", { compare: like, negated: true }],
  ["DateLessThan", { compare: dates((given, wanted) => given < wanted), negated: false }],
  ["DateGreaterThan", { compare: dates((given, wanted) => given > wanted), negated: false }],
  ["Bool", { compare: bools, negated: false }],
  ["IpAddress", { compare: inRange, negated: false }],
  ["NotIpAddress", { compare: inRange, negated: true }],
]);

function truthOf(condition: Condition, facts: ConditionFacts): Truth {
  const operator = OPERATORS.get(condition.operator);
  const given = facts(condition.key);
  if (operator === undefined || given === undefined) return "unknown";
  const { compare, negated } = operator;
  const found = given.flatMap((one) => condition.values.map((wanted) => compare(one, wanted)));
  if (found.includes(true)) return negated ? "false" : "true";
  if (found.includes(undefined)) return "unknown";
  return negated ? "true" : "false";
}

/** All of the conditions together: one that does not hold is enough. */
export function truthOfAll(conditions: readonly Condition[], facts: ConditionFacts): Truth {
  const truths = conditions.map((condition) => truthOf(condition, facts));
  if (truths.includes("false")) return "false";
  return truths.includes("unknown") ? "unknown" : "true";
}
