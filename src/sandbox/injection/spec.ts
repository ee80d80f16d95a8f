/**
 * How faults are written down. In a flag and in a header: `[ACTIONS=]FAULT[:VALUE][@WHEN]`, e.g.
 * `id:Create*=reset-after@0.1`, `*=throttle:2@first3`, `slow:500`. As JSON: `{actions, fault, value, when}`.
 */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { ConfigInvalid } from "../../errors.ts";
import { nearestName, quote } from "../../text/index.ts";
import { type KindName, kindList, kindOf, nameOf, readName } from "./kinds.ts";

/** Which of the requests that a rule is about: each with this probability, the first ones, or every nth. */
export type When = { readonly probability: number } | { readonly first: number } | { readonly every: number };

export interface FaultRule {
  /** `service:Action`, where `*` stands for any text; `task:KIND` for tasks. */
  readonly actions: string;
  readonly kind: KindName;
  /** The change takes place, and the answer suffers. */
  readonly after: boolean;
  readonly value: number | string | undefined;
  /** Always, where there is none. */
  readonly when: When | undefined;
}

/** A rule as somebody writes it: in the notation, or as `{actions, fault, value, when}`. */
export type GivenRule = string | JsonObject;

const COUNT_LIMIT = 1_000_000;
const SPEC = /^(?:([^=]*)=)?([^=:@]+)(?::([^@]*))?(?:@(.*))?$/s;
const FORM = "A fault is written [ACTIONS=]FAULT[:VALUE][@WHEN], e.g. id:Create*=reset-after@0.1.";

const wrong = (why: string, hint: string = FORM): ConfigInvalid => new ConfigInvalid(why, { hint });
const shown = (text: string): string => quote(text, 80);

/** @throws ConfigInvalid that says what is wrong and what there is */
export function parseRule(given: GivenRule): FaultRule {
  return typeof given === "string" ? parseSpec(given) : parseObject(given);
}

function parseSpec(text: string): FaultRule {
  const parts = SPEC.exec(text.trim());
  if (parts === null) throw wrong(`${shown(text)} is no fault.`);
  const [, actions = "*", name = "", value, when] = parts;
  return {
    actions: checkPattern(actions),
    ...readKind(name.trim(), value),
    when: when === undefined ? undefined : parseWhen(when.trim()),
  };
}

function parseObject(given: JsonObject): FaultRule {
  const { actions = "*", fault, value, when, ...rest } = given;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw wrong(`A fault has no field ${shown(unknown)}.`, OBJECT_FORM);
  if (typeof actions !== "string") throw wrong("actions is no text.", OBJECT_FORM);
  if (typeof fault !== "string") throw wrong("fault is no text.", OBJECT_FORM);
  if (value !== undefined && typeof value !== "string" && typeof value !== "number") {
    throw wrong("value is neither a number nor a text.", OBJECT_FORM);
  }
  return {
    actions: checkPattern(actions),
    ...readKind(fault, value === undefined ? undefined : String(value)),
    when: when === undefined || when === null ? undefined : whenOf(when),
  };
}

const OBJECT_FORM =
  'A fault is {"actions": "id:Create*", "fault": "reset-after", "value": …, "when": {"probability": 0.1}}; when may also be {"first": 3} or {"every": 5}.';

function whenOf(given: Json): When {
  const entries = isJsonObject(given) ? Object.entries(given) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) throw wrong("when has not exactly one field.", OBJECT_FORM);
  const [field, value] = entry;
  if (field === "probability") return { probability: checkProbability(Number(value), String(value)) };
  if (field === "first") return { first: checkCount(Number(value), String(value)) };
  if (field === "every") return { every: checkCount(Number(value), String(value)) };
  throw wrong(`when has no field ${shown(field)}.`, OBJECT_FORM);
}

const WHEN_FORM = "Behind @ stands a probability (0.1), firstN (first3) or everyN (every5).";

function parseWhen(text: string): When {
  const [, word, count = ""] = /^(first|every)(\d+)$/.exec(text) ?? [];
  if (word === "first") return { first: checkCount(Number(count), text) };
  if (word === "every") return { every: checkCount(Number(count), text) };
  if (!/^\d*\.?\d+$/.test(text)) throw wrong(`${shown(text)} does not say when.`, WHEN_FORM);
  return { probability: checkProbability(Number(text), text) };
}

function checkProbability(value: number, given: string): number {
  if (value > 0 && value <= 1) return value;
  throw wrong(`${shown(given)} is no probability: it is more than 0 and at most 1.`, WHEN_FORM);
}

function checkCount(value: number, given: string): number {
  if (Number.isInteger(value) && value >= 1 && value <= COUNT_LIMIT) return value;
  throw wrong(`${shown(given)} is no count from 1 to ${COUNT_LIMIT}.`, WHEN_FORM);
}

function checkPattern(text: string): string {
  const pattern = text.trim();
  if (pattern === "*" || /^[\w*-]+:[\w*.:-]+$/.test(pattern)) return pattern;
  throw wrong(
    `${shown(text)} names no actions.`,
    "Actions are named service:Action, where * stands for any text: id:CreateUser, iam:*, *:Delete*; * alone is all. task:KIND names tasks.",
  );
}

function readKind(name: string, given: string | undefined): Pick<FaultRule, "kind" | "after" | "value"> {
  const found = readName(name);
  if (found === undefined) {
    const list = kindList().map(({ usage }) => usage);
    const near = nearestName(
      name,
      list.map((usage) => usage.replace(/[[:].*/, "")),
    );
    const guess = near === undefined ? "" : ` Did you mean ${near}?`;
    throw wrong(`There is no fault ${shown(name)}.${guess}`, `There are ${list.join(", ")}.`);
  }
  return { ...found, value: readValue(found.kind, given) };
}

function readValue(kind: KindName, given: string | undefined): number | string | undefined {
  const { value } = kindOf(kind);
  if (value === undefined) {
    if (given === undefined) return undefined;
    throw wrong(`The fault ${kind} takes no value, but ${shown(given)} stands behind it.`);
  }
  if (given === undefined || given === "") {
    if (value.default !== undefined || value.optional === true) return value.default;
    throw wrong(`The fault ${kind} needs a value: ${kind}:${value.name}.`);
  }
  const { takes } = value;
  if (takes instanceof RegExp) {
    if (takes.test(given)) return given;
    throw wrong(`The fault ${kind} takes a ${value.name} of letters and digits, not ${shown(given)}.`);
  }
  const number = Number(given);
  const excluded = takes.not?.includes(number) === true;
  if (/^-?\d+$/.test(given) && number >= takes.min && number <= takes.max && !excluded) return number;
  const but = takes.not === undefined ? "" : `, but not ${takes.not.join(", ")}`;
  throw wrong(
    `The fault ${kind} takes ${value.name} from ${takes.min} to ${takes.max}${but}, not ${shown(given)}.`,
  );
}

/** The fault alone, as the log and the answer's header name it: `throttle:2`, `reset-after`. */
export function labelOf({ kind, after, value }: FaultRule): string {
  const name = nameOf(kind, after);
  return value === undefined ? name : `${name}:${value}`;
}

/** The whole rule in the notation; reading it gives the rule again. */
export function specOf(rule: FaultRule): string {
  const when = rule.when === undefined ? "" : `@${whenText(rule.when)}`;
  return `${rule.actions}=${labelOf(rule)}${when}`;
}

function whenText(when: When): string {
  if ("first" in when) return `first${when.first}`;
  if ("every" in when) return `every${when.every}`;
  // No exponent, which the notation does not know.
  return when.probability.toFixed(12).replace(/\.?0+$/, "");
}

export function ruleJson({ actions, kind, after, value, when }: FaultRule): JsonObject {
  return {
    actions,
    fault: nameOf(kind, after),
    ...(value === undefined ? {} : { value }),
    ...(when === undefined ? {} : { when: { ...when } }),
  };
}

/** Whether the pattern names this `service:Action` or `task:KIND`. */
export function matches(pattern: string, name: string): boolean {
  // A task is no action: `*` alone does not mean it.
  if (name.startsWith("task:") !== pattern.startsWith("task:")) return false;
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  // The leftmost place of each part leaves most for those behind it.
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - last.length;
}
