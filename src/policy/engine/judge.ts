/** How each rule stands to one call: what decisions and explanations are made of. */
import { type Action, type Effect, isChange } from "../../action/action.ts";
import type { JsonObject } from "../../action/json.ts";
import type { ApprovalMode, Call } from "../types.ts";
import type { PolicyWords } from "../words/words.ts";
import { holdsForAllow, holdsForDeny } from "./conditions.ts";
import { granted, reached } from "./grants.ts";
import {
  type AllowRule,
  type Condition,
  type DenyRule,
  type Operator,
  PATCH,
  type Path,
  type Rules,
  TYPE_NAME,
} from "./model.ts";
import { carriedOutside } from "./only.ts";
import { touchOf } from "./patch.ts";
import { unknownProperty } from "./properties.ts";
import { masquerades } from "./text.ts";
import { isMeant, mayBeMeant } from "./who.ts";

export interface Denial {
  readonly rule: DenyRule;
  /** The denied action that a policy document of the call gives away; undefined where the call itself is denied. */
  readonly grants: string | undefined;
}

/** Every way in which a call meets a deny rule, in the order of the file, what rules imply included. */
export function denials(rules: Rules, name: string, call: Call): readonly Denial[] {
  const patterns = granted(call.action, call.params);
  const given =
    patterns.length === 0
      ? NONE
      : reached(patterns, new Set(rules.deny.flatMap(({ actions }) => [...actions])));
  return rules.deny.flatMap((rule): readonly Denial[] => {
    if (denies(rule, name, call)) return [{ rule, grants: undefined }];
    const grants = grantDenied(rule, given, call);
    return grants === undefined ? [] : [{ rule, grants }];
  });
}

const NONE: ReadonlySet<string> = new Set();

function denies(rule: DenyRule, name: string, { action, params, principal }: Call): boolean {
  if (!rule.actions.has(name) || !mayBeMeant(rule.who, principal)) return false;
  if (rule.types !== undefined && !typeMayBe(rule.types, params)) return false;
  return rule.when.every((condition) => holdsForDeny(condition, action, params));
}

/**
 * INVARIANT: what is denied is not given away by a policy document either, nor is another action that does the same. What
 * else the rule says speaks of the denied call, which is not here yet. Cloud Control asks for the rights of the direct
 * actions as well: who is given that door alone is given nothing.
 */
function grantDenied(rule: DenyRule, given: ReadonlySet<string>, { principal }: Call): string | undefined {
  const throughDoor = rule.implied && rule.types !== undefined;
  if (given.size === 0 || throughDoor || !mayBeMeant(rule.who, principal)) return undefined;
  return [...rule.actions].find((name) => given.has(name));
}

function typeMayBe(types: ReadonlySet<string>, params: JsonObject): boolean {
  const given = typeName(params);
  return given === undefined || types.has(given) || [...types].some((type) => masquerades(given, type));
}

function typeName(params: JsonObject): string | undefined {
  const given = Object.hasOwn(params, TYPE_NAME) ? params[TYPE_NAME] : undefined;
  return typeof given === "string" ? given : undefined;
}

/** Whether the call only reads, by its own nature and by that of its action. */
export function isPlainRead(call: Pick<Call, "action" | "effect" | "escalates">): boolean {
  return call.effect === "read" && !isChange(call.action.effect) && !raisesRights(call);
}

// INVARIANT: the arguments can add to what an action is declared to do, never take from it.
export function raisesRights({
  action,
  effect,
  escalates,
}: Pick<Call, "action" | "effect" | "escalates">): boolean {
  const issues = (what: Effect) => what === "issue";
  return escalates || action.escalates || issues(effect) || issues(action.effect);
}

/** The approval that a rule asks for a call. */
export function approvalOf(
  rule: AllowRule,
  call: Pick<Call, "action" | "effect" | "escalates">,
): ApprovalMode {
  return rule.approval ?? (raisesRights(call) ? "second-person" : "none");
}

export interface Considered {
  readonly rule: AllowRule;
  /** What keeps the rule from allowing the call, the strongest first; empty where it allows it. */
  readonly unmet: readonly string[];
}

/** Every allow rule that covers the action, and how it stands to the call. */
export function considered(rules: Rules, name: string, call: Call): readonly Considered[] {
  return rules.allow
    .filter((rule) => rule.actions.has(name))
    .map((rule) => ({ rule, unmet: unmetBy(rule, name, call, rules.words) }));
}

function unmetBy(rule: AllowRule, name: string, call: Call, words: PolicyWords): readonly string[] {
  const { action, params } = call;
  const unmet: string[] = [];
  if (!isMeant(rule.who, call.principal)) unmet.push(words.otherCallers);
  if (raisesRights(call) && rule.actions.get(name) !== "named") {
    unmet.push(words.mustBeNamed);
  }
  if (approvalOf(rule, call) === "second-person" && rule.approvers.length === 0) {
    unmet.push(words.nobodyToSign);
  }
  // INVARIANT: a rule about reading allows no revealing unless it names what is revealed.
  if (call.effect === "reveal" && action.effect === "read" && rule.types === undefined) {
    unmet.push(words.typesForSecrets);
  }
  if (rule.types !== undefined && !rule.types.has(typeName(params) ?? "")) {
    unmet.push(words.mustBe(TYPE_NAME, accepted([{ kind: "in", values: [...rule.types] }], words)));
  }
  for (const condition of rule.when) {
    if (!holdsForAllow(condition, action, params)) unmet.push(unmetText(condition, action, params, words));
  }
  if (rule.only !== undefined) {
    const outside = carriedOutside(rule.only, params, action.idempotencyToken);
    if (outside !== undefined) unmet.push(words.notLetThrough(shownPath(outside, words)));
  }
  const obscure = obscureIn(call, words);
  if (obscure !== undefined) unmet.push(obscure);
  return unmet;
}

/** What no rule can vouch for in a change through Cloud Control, whatever it lets through. */
function obscureIn({ action, params }: Call, words: PolicyWords): string | undefined {
  if (action.service !== "cloudcontrol" || !isChange(action.effect)) return undefined;
  const patch = Object.hasOwn(params, PATCH) ? params[PATCH] : undefined;
  if (patch !== undefined && !(Array.isArray(patch) && patch.every((one) => touchOf(one) !== undefined))) {
    return words.plainPatch(PATCH);
  }
  const unknown = unknownProperty(params);
  return unknown && words.noProperty(shownPath(unknown, words), typeName(params) ?? "");
}

function unmetText(
  { path, operators }: Condition,
  action: Action,
  params: JsonObject,
  words: PolicyWords,
): string {
  const shown = shownPath(path, words);
  const [first = ""] = path;
  if (operators.some(({ kind }) => kind === "absent")) return words.mustBeLeftOut(shown);
  const absent = !Object.hasOwn(params, first) && action.absentMeans?.[first] === undefined;
  return words[absent ? "mustBeGiven" : "mustBe"](shown, accepted(operators, words));
}

const MOST_VALUES = 5;

// What an allow accepts is no secret from the caller: without it, an agent that chose a name can only guess again.
export function accepted(operators: readonly Operator[], words: PolicyWords): string {
  const parts = operators.map((operator) => {
    switch (operator.kind) {
      case "like":
        return words.like(JSON.stringify(operator.pattern));
      case "min":
        return words.atLeast(operator.bound);
      case "max":
        return words.atMost(operator.bound);
      case "in": {
        const values = operator.values.slice(0, MOST_VALUES).map((value) => JSON.stringify(value));
        return words.oneOf(values, operator.values.length - values.length);
      }
      default:
        return words.there;
    }
  });
  return parts.join(words.and);
}

const PLAIN_NAME = /^[A-Za-z$][A-Za-z0-9_$-]{0,63}$/;

// Keys of free-form parameters are the caller's own text: only what looks like a name is repeated.
export function shownPath(path: Path, words: PolicyWords): string {
  const plain = path.findIndex((name) => !PLAIN_NAME.test(name));
  if (plain === -1) return path.join(".");
  return plain === 0 ? words.aParameter : words.keyInside(path.slice(0, plain).join("."));
}
