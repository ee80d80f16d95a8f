/**
 * A second opinion on every decision, written from the text of the design and not from the engine: it takes
 * the policy as plain data, expands nothing beforehand, and prefers regular expressions and enumeration to
 * walking. Slow and short. It imports nothing of the engine's but the types of a decision.
 */
import { type Action, isChange, qualifiedName } from "../../src/action/action.ts";
import { itemsOf } from "../../src/action/items.ts";
import type { JsonObject } from "../../src/action/json.ts";
import type { ApprovalMode, BudgetUse, Principal } from "../../src/policy/types.ts";
import { egressListed, type HostOf, settlesOnly, withinOnly } from "./oracle-carried.ts";
import { givesAway } from "./oracle-documents.ts";
import {
  alike,
  matches,
  own,
  type Placed,
  type Plain,
  places,
  possibly,
  type RawCondition,
  readings,
  surely,
  uncomparable,
} from "./oracle-values.ts";

export interface RawWho {
  readonly users?: readonly string[];
  readonly groups?: readonly string[];
  readonly clients?: readonly string[];
}
export interface RawRule {
  readonly id: string;
  readonly actions: readonly string[];
  readonly who?: RawWho;
  readonly types?: readonly string[];
  readonly when?: Readonly<Record<string, Plain | RawCondition>>;
  readonly only?: readonly string[];
  readonly approval?: ApprovalMode;
  readonly approvers?: readonly string[];
  readonly budget?: { readonly max: number; readonly per: "minute" | "hour" | "day" | "week" };
}
export interface RawApprover {
  readonly name: string;
  readonly key: string;
  readonly user?: string;
}
export interface RawPolicy {
  readonly reads?: "allow" | "listed";
  readonly hosts?: readonly string[];
  readonly approvers?: readonly RawApprover[];
  readonly allow?: readonly RawRule[];
  readonly deny?: readonly RawRule[];
}
export interface OracleCall {
  readonly action: Action;
  readonly effect: string;
  readonly escalates: boolean;
  readonly params: JsonObject;
  readonly principal?: Principal | undefined;
}
/** What the oracle takes from the test: the actions that there are, and where addresses point to. */
export interface World {
  readonly actions: readonly Action[];
  readonly hostOf: HostOf;
}
export interface Opinion {
  readonly verdict: "allow" | "ask" | "second-person" | "refuse";
  /** Names of those who may sign, in order. */
  readonly signers: readonly string[];
  /** By rule, in order. */
  readonly budgets: readonly BudgetUse[];
}

const REFUSED: Opinion = { verdict: "refuse", signers: [], budgets: [] };
const SECONDS = { minute: 60, hour: 3600, day: 86_400, week: 604_800 };

export function oracle(policy: RawPolicy, call: OracleCall, world: World): Opinion {
  const { action, params, principal } = call;
  const name = qualifiedName(action);
  const raises = call.escalates || action.escalates || [call.effect, action.effect].includes("issue");
  const known = world.actions.map(qualifiedName);

  for (const rule of policy.deny ?? []) if (denies(rule, name, call, known)) return REFUSED;
  if (
    !settlesOnly(call) ||
    renamesInto(policy.allow ?? [], call, known) ||
    renamesOut(policy.deny ?? [], call, known)
  )
    return REFUSED;

  const everybody = (policy.approvers ?? []).map((one) => one.name);
  const signersOf = (rule: RawRule) => everybody.filter((one) => rule.approvers?.includes(one) ?? true);
  const approvalOf = (rule: RawRule) => rule.approval ?? (raises ? "second-person" : "none");

  const allowing = (policy.allow ?? []).filter((rule) => {
    const exact = rule.actions.includes(name);
    if (!exact && (raises || !rule.actions.some((pattern) => matches(pattern, name)))) return false;
    if (rule.who !== undefined && !means(rule.who, principal)) return false;
    if (approvalOf(rule) === "second-person" && signersOf(rule).length === 0) return false;
    if (rule.types !== undefined && !rule.types.some((type) => type === own(params, "TypeName")))
      return false;
    // What only its arguments make a reveal needs a rule that lists the types.
    if (call.effect === "reveal" && action.effect === "read" && rule.types === undefined) return false;
    const conditions = Object.entries(rule.when ?? {});
    const holds = ([path, expected]: (typeof conditions)[number]) =>
      readings(path, call).every((all) => surely(all, expected));
    if (!conditions.every(holds)) return false;
    if (rule.only === undefined) return true;
    const carried = [...rule.only, ...conditions.filter(judgesValue).map(([path]) => path)];
    if (rule.types !== undefined) carried.push("TypeName", "Identifier");
    if (action.idempotencyToken !== undefined) carried.push(action.idempotencyToken);
    return withinOnly(carried, params);
  });

  const plainRead = call.effect === "read" && !raises && !isChange(action.effect);
  const byDefault = plainRead && policy.reads !== "listed";
  if (allowing.length === 0 && !byDefault) return REFUSED;
  if (!egressListed(policy.hosts ?? [], call, world.hostOf)) return REFUSED;

  const budgets = allowing.flatMap(({ id, budget }) => {
    if (budget === undefined) return [];
    const { max, per } = budget;
    return [{ rule: id, max, perSeconds: SECONDS[per], items: itemsOf(action, params) ?? max }];
  });
  const signed = allowing.filter((rule) => approvalOf(rule) === "second-person");
  if (signed.length > 0) {
    const signers = everybody.filter((one) => signed.every((rule) => signersOf(rule).includes(one)));
    return signers.length === 0 ? REFUSED : { verdict: "second-person", signers, budgets };
  }
  const asks = allowing.some((rule) => approvalOf(rule) === "ask");
  return { verdict: asks ? "ask" : "allow", signers: [], budgets };
}

/** A condition that is about more than whether something is there. */
function judgesValue([, expected]: readonly [string, Plain | RawCondition]): boolean {
  if (typeof expected !== "object") return true;
  const { like, in: values, min, max } = expected;
  return [like, values, min, max].some((one) => one !== undefined);
}

// ---- who ----

/** Each list that a rule gives, with what the caller claims of it. */
function claims(who: RawWho, principal: Principal | undefined) {
  const one = (text: string | undefined) => (text === undefined ? undefined : [text]);
  const all = [
    { listed: who.users, claimed: one(principal?.user) },
    { listed: who.groups, claimed: principal?.groups },
    { listed: who.clients, claimed: one(principal?.client) },
  ];
  return all.flatMap(({ listed, claimed }) => (listed === undefined ? [] : [{ listed, claimed }]));
}

function means(who: RawWho, principal: Principal | undefined): boolean {
  return claims(who, principal).every(
    ({ listed, claimed }) => claimed?.some((text) => !uncomparable(text) && listed.includes(text)) ?? false,
  );
}

function mayMean(who: RawWho, principal: Principal | undefined): boolean {
  return claims(who, principal).every(({ listed, claimed }) => {
    if (claimed === undefined) return true;
    return claimed.some((text) => uncomparable(text) || listed.some((one) => alike(one) === alike(text)));
  });
}

// ---- renames ----

/** Whether a new name brings something into reach of a rule that did not reach it before. */
function renamesInto(allow: readonly RawRule[], call: OracleCall, known: readonly string[]): boolean {
  return Object.entries(call.action.renames ?? {}).some(([old, renamed]) => {
    const name = own(call.params, renamed);
    // Who gets the name that they have is not renamed.
    if (name === undefined || name === own(call.params, old)) return false;
    const ofService = known.filter((one) => one.startsWith(`${call.action.service}:`));
    return allow.some((rule) => {
      const speaks = ofService.some((one) => rule.actions.some((pattern) => matches(pattern, one)));
      const byName = speaks ? rule.when?.[old] : undefined;
      const byIdentifier =
        rule.types?.includes(NAMED[old] ?? "") === true ? rule.when?.Identifier : undefined;
      return [byName, byIdentifier].some(
        (expected) =>
          expected !== undefined &&
          possibly(places(renamed, call), expected) &&
          !surely(places(old, call), expected),
      );
    });
  });
}

/** Whether a new name takes something out of a deny that holds it by its name. */
function renamesOut(deny: readonly RawRule[], call: OracleCall, known: readonly string[]): boolean {
  return Object.entries(call.action.renames ?? {}).some(([old, renamed]) => {
    const name = own(call.params, renamed);
    if (name === undefined || name === own(call.params, old)) return false;
    const ofService = known.filter((one) => one.startsWith(`${call.action.service}:`));
    return deny.some((rule) => {
      const expected = rule.when?.[old];
      if (expected === undefined || (rule.who !== undefined && !mayMean(rule.who, call.principal)))
        return false;
      if (!ofService.some((one) => rule.actions.some((pattern) => matches(pattern, one)))) return false;
      return possibly(places(old, call), expected) && !surely(places(renamed, call), expected);
    });
  });
}

// ---- deny, and what a deny implies ----

const CREATE = "cloudcontrol:CreateResource";
const UPDATE = "cloudcontrol:UpdateResource";
const USER = "Volcengine::IAM::User";
const POLICY = "Volcengine::IAM::Policy";
/** Types whose identifier is the name that a parameter holds. */
const NAMED: Readonly<Record<string, string>> = { UserName: USER, PolicyName: POLICY };
/** Only what the tests' actions can reach: [denied action, action, type, property]. */
const WAYS: readonly (readonly [string, string, string?, string?])[] = [
  ["id:CreatePolicy", "id:GrantPermission"],
  ["id:GrantPermission", "id:CreatePolicy"],
  ["iam:CreateUser", CREATE, USER],
  ["iam:UpdateUser", UPDATE, USER],
  ["iam:CreatePolicy", CREATE, POLICY],
  ["iam:UpdatePolicy", UPDATE, POLICY],
  ["iam:AttachUserPolicy", CREATE, USER, "TargetState.Policies"],
  ["iam:AttachUserPolicy", UPDATE, USER, "PatchDocument.Policies"],
  ["iam:AttachUserPolicy", CREATE, POLICY, "TargetState.PolicyUsers"],
  ["iam:AttachUserPolicy", UPDATE, POLICY, "PatchDocument.PolicyUsers"],
];
/** Conditions on these speak of the same thing in every action that has them. */
const SHARED = ["UserPoolUid", "NamespaceName", "WorkloadPoolName", "PoolName"];

function denies(rule: RawRule, name: string, call: OracleCall, known: readonly string[]): boolean {
  if (rule.who !== undefined && !mayMean(rule.who, call.principal)) return false;
  const names = (denied: string) => rule.actions.some((pattern) => matches(pattern, denied));
  const conditions = Object.entries(rule.when ?? {});
  const mayHold = ([path, expected]: (typeof conditions)[number]) =>
    readings(path, call).some((all: readonly Placed[]) => possibly(all, expected));
  if (names(name)) {
    const ofType = rule.types === undefined || typeMayBe(rule.types, call);
    if (ofType && conditions.every(mayHold)) return true;
  }
  const alsoBy = WAYS.filter(([denied, , type]) => type === undefined && names(denied)).map(([, way]) => way);
  const viaTypes = WAYS.filter(
    ([, way, type]) => type !== undefined && names(way) && rule.types?.includes(type) === true,
  ).map(([denied]) => denied);
  if (givesAway(call, [...known.filter(names), ...alsoBy, ...viaTypes])) return true;
  const direct = WAYS.some(([denied, way, type]) => {
    // The other way round: Cloud Control on a type denies the action that does the same.
    if (denied !== name || type === undefined) return false;
    return names(way) && rule.types?.includes(type) === true && !names(name);
  });
  if (direct) return true;
  return WAYS.some(([denied, way, type, property]) => {
    if (way !== name || !names(denied)) return false;
    if (type === undefined) {
      const parameters = Object.keys(call.action.input());
      const kept = conditions.filter(([path]) => SHARED.includes(path) && parameters.includes(path));
      return !names(way) && kept.every(mayHold);
    }
    if (!typeMayBe([type], call)) return false;
    return property === undefined || possibly(places(property, call), { present: true });
  });
}

function typeMayBe(types: readonly string[], call: OracleCall): boolean {
  const type = own(call.params, "TypeName");
  return typeof type !== "string" || types.some((one) => one.toLowerCase() === type.trim().toLowerCase());
}
