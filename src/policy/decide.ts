import { type Action, type Effect, isChange, qualifiedName } from "../action/action.ts";
import type { JsonObject } from "../action/json.ts";
import { holdsForAllow, holdsForDeny } from "./conditions.ts";
import { unlistedEgress } from "./egress.ts";
import {
  type AllowRule,
  type Condition,
  type DenyRule,
  type Operator,
  type Path,
  type Rules,
  TYPE_NAME,
} from "./model.ts";
import { carriedOutside } from "./only.ts";
import { holdsMetadata } from "./saml-metadata.ts";
import { masquerades } from "./text.ts";
import type { ApprovalMode, Call, Decision, Near } from "./types.ts";

/** The id under which `reads: allow` appears among the rules of a decision; no rule may take it. */
export const READS = "reads";

/** Judges one call. Pure and total. */
export function decide(rules: Rules, known: (name: string) => boolean, call: Call): Decision {
  const { action, params } = call;
  const name = qualifiedName(action);
  // INVARIANT: patterns of deny rules were expanded over the known actions, so that nothing else may pass.
  if (!known(name)) return refuse([], `${name} is not an action that the policy knows.`, undefined);

  const denying = [...new Set(rules.deny.filter((rule) => denies(rule, name, call)).map((rule) => rule.id))];
  if (denying.length > 0) {
    return refuse(denying, `${name} is denied here by ${listOf("rule", denying)}.`, undefined);
  }

  const candidates = rules.allow
    .filter((rule) => rule.actions.has(name))
    .map((rule) => ({ rule, unmet: unmetBy(rule, name, call) }));
  const allowing = candidates.filter(({ unmet }) => unmet.length === 0).map(({ rule }) => rule);
  const ids = allowing.map((rule) => rule.id);
  if (rules.reads === "allow" && isPlainRead(call)) ids.push(READS);
  if (ids.length === 0) {
    const closest = nearestOf(candidates);
    const reason =
      closest === undefined ? `No rule allows ${name}.` : `No rule allows ${name} with these parameters.`;
    return refuse([], reason, closest);
  }

  const field = unlistedEgress(action, params, rules.hosts);
  if (field !== undefined) {
    const because = holdsMetadata(field)
      ? `every address in ${field} must be an https address on a host that the policy lists, and the document plain: no comments, CDATA, character references or other places to fetch from`
      : `${field} must be an https address on a host that the policy lists`;
    return refuse([], `${name} would send something to an address that is not allowed: ${because}.`, {
      rule: ids[0] ?? READS,
      because,
    });
  }
  const approval: ApprovalMode = allowing.some((rule) => rule.approval === "ask") ? "ask" : "none";
  return { verdict: "allow", rules: ids, approval, approvers: [], budgets: [] };
}

/** Whether the call only reads, by its own nature and by that of its action. */
export function isPlainRead(call: Call): boolean {
  return call.effect === "read" && !isChange(call.action.effect) && !raisesRights(call);
}

/** Whether some call of the action may be a plain read: arguments may make one of what hands secrets back. */
export function mayReadPlainly(action: Action): boolean {
  const { effect, escalates, natureOf } = action;
  return isPlainRead({
    action,
    effect: natureOf !== undefined && effect === "reveal" ? "read" : effect,
    escalates,
    params: {},
  });
}

// INVARIANT: the arguments can add to what an action is declared to do, never take from it.
function raisesRights({ action, effect, escalates }: Call): boolean {
  const issues = (what: Effect) => what === "issue";
  return escalates || action.escalates || issues(effect) || issues(action.effect);
}

function denies(rule: DenyRule, name: string, { action, params }: Call): boolean {
  if (!rule.actions.has(name)) return false;
  if (rule.types !== undefined && !typeMayBe(rule.types, params)) return false;
  return rule.when.every((condition) => holdsForDeny(condition, action, params));
}

function typeMayBe(types: ReadonlySet<string>, params: JsonObject): boolean {
  const given = typeName(params);
  return given === undefined || types.has(given) || [...types].some((type) => masquerades(given, type));
}

function typeName(params: JsonObject): string | undefined {
  const given = Object.hasOwn(params, TYPE_NAME) ? params[TYPE_NAME] : undefined;
  return typeof given === "string" ? given : undefined;
}

/** What keeps a rule that covers the action from allowing this call; empty where it allows it. */
function unmetBy(rule: AllowRule, name: string, call: Call): readonly string[] {
  const { action, params } = call;
  const unmet: string[] = [];
  if (raisesRights(call)) {
    if (rule.actions.get(name) !== "named") unmet.push("a call that raises rights must be named exactly");
    else if (rule.approval === undefined)
      unmet.push("the rule states no approval for a call that raises rights");
  }
  // INVARIANT: a rule about reading allows no revealing unless it names what is revealed.
  if (call.effect === "reveal" && action.effect === "read" && rule.types === undefined) {
    unmet.push("a call that reveals stored secrets needs a rule that lists its types");
  }
  if (rule.types !== undefined && !rule.types.has(typeName(params) ?? "")) {
    unmet.push(`${TYPE_NAME} must be ${accepted([{ kind: "in", values: [...rule.types] }])}`);
  }
  for (const condition of rule.when) {
    if (!holdsForAllow(condition, action, params)) unmet.push(unmetText(condition, action, params));
  }
  if (rule.only !== undefined) {
    const outside = carriedOutside(rule.only, params, action.idempotencyToken);
    if (outside !== undefined)
      unmet.push(`${shownPath(outside)} is not among the parameters it lets through`);
  }
  return unmet;
}

function unmetText({ path, operators }: Condition, action: Action, params: JsonObject): string {
  const shown = shownPath(path);
  const [first = ""] = path;
  if (operators.some(({ kind }) => kind === "absent")) return `${shown} must be left out`;
  const absent = !Object.hasOwn(params, first) && action.absentMeans?.[first] === undefined;
  return `${shown} must be ${absent ? "given and be " : ""}${accepted(operators)}`;
}

const MOST_VALUES = 5;

// What an allow accepts is no secret from the caller: without it, an agent that chose a name can only guess again.
export function accepted(operators: readonly Operator[]): string {
  const parts = operators.map((operator) => {
    switch (operator.kind) {
      case "like":
        return `like ${JSON.stringify(operator.pattern)}`;
      case "min":
        return `at least ${operator.bound}`;
      case "max":
        return `at most ${operator.bound}`;
      case "in": {
        const values = operator.values.slice(0, MOST_VALUES).map((value) => JSON.stringify(value));
        if (values.length === 1) return values.join("");
        const more = operator.values.length - values.length;
        return `one of ${values.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
      }
      default:
        return "there";
    }
  });
  return parts.join(" and ");
}

function nearestOf(
  candidates: readonly { readonly rule: AllowRule; readonly unmet: readonly string[] }[],
): Near | undefined {
  let nearest: Near | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const { rule, unmet } of candidates) {
    const [because] = unmet;
    if (because === undefined || unmet.length >= fewest) continue;
    fewest = unmet.length;
    nearest = { rule: rule.id, because };
  }
  return nearest;
}

const PLAIN_NAME = /^[A-Za-z$][A-Za-z0-9_$-]{0,63}$/;

// Keys of free-form parameters are the caller's own text: only what looks like a name is repeated.
export function shownPath(path: Path): string {
  const plain = path.findIndex((name) => !PLAIN_NAME.test(name));
  if (plain === -1) return path.join(".");
  return plain === 0 ? "A parameter" : `a key inside ${path.slice(0, plain).join(".")}`;
}

export function listOf(noun: string, ids: readonly string[]): string {
  return `${noun}${ids.length > 1 ? "s" : ""} ${ids.join(", ")}`;
}

export function refuse(rules: readonly string[], reason: string, closest: Near | undefined): Decision {
  return { verdict: "refuse", rules, reason, closest };
}
