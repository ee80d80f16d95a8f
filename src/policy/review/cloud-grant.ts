/** What the cloud has to allow idgate's own keys for a policy file: the least that its rules can come to use. Pure. */
import { type Action, isChange, qualifiedName } from "../../action/action.ts";
import { mayReadPlainly } from "../engine/decide.ts";
import { DOORS, OPERATION_ACTION } from "../engine/doors.ts";
import type { AllowRule } from "../engine/model.ts";
import type { LoadedPolicy } from "../load.ts";
import { throughCloudControl } from "./through.ts";

export interface CloudGrant {
  /** `service:Action`, sorted. */
  readonly actions: readonly string[];
  /** Of these, what only Cloud Control's handlers need, sorted. */
  readonly forHandlers: readonly string[];
}

export interface CloudGrantOptions {
  /** Leaves out reads, but for those that changes and idgate itself need. */
  readonly changesOnly?: boolean;
}

/** Where the account is confirmed that a policy pins; idgate asks whatever the policy says of calls. */
const WHO_AM_I = "sts:GetCallerIdentity";
/** What a handler does not do when it makes something. */
const NOT_AT_FIRST = /:(?:Remove|Detach|Delete|Update|Untag)/;

/** Conditions on arguments have no place in it: idgate alone holds calls to them. */
export function cloudGrant(
  policy: LoadedPolicy,
  actions: readonly Action[],
  { changesOnly = false }: CloudGrantOptions = {},
): CloudGrant {
  const { rules } = policy;
  const never = new Set(
    rules.deny
      .filter(({ who, types, when }) => who === undefined && types === undefined && when.length === 0)
      .flatMap((rule) => [...rule.actions]),
  );
  const byName = new Map(actions.map((action) => [qualifiedName(action), action]));
  const wanted = (name: string) => {
    const action = byName.get(name);
    return action !== undefined && !never.has(name) && (!changesOnly || isChange(action.effect));
  };
  const direct = new Set<string>(policy.account === undefined ? [] : [WHO_AM_I]);
  const handlers = new Set<string>();
  const allow = (name: string, rule: Pick<AllowRule, "types" | "only">) => {
    direct.add(name);
    for (const needed of helpersOf(byName.get(name))) direct.add(needed);
    for (const needed of handlersOf(name, rule)) handlers.add(needed);
  };
  for (const rule of rules.allow) {
    for (const name of [...rule.actions.keys()].filter(wanted)) allow(name, rule);
  }
  if (rules.reads === "allow") {
    for (const action of actions.filter(mayReadPlainly)) {
      const name = qualifiedName(action);
      if (wanted(name)) allow(name, PLAIN_TYPES);
    }
  }
  const least = (names: Iterable<string>) =>
    [...names].filter((name) => !never.has(name) || name === WHO_AM_I).sort();
  return {
    actions: least(new Set([...direct, ...handlers])),
    forHandlers: least([...handlers].filter((name) => !direct.has(name))),
  };
}

/** The types of which Cloud Control reads no stored secret (effects of the API). */
const SECRET_TYPES: ReadonlySet<string> = new Set([
  "Volcengine::IAM::Accesskey",
  "Volcengine::IAM::OauthProvider",
]);
const PLAIN_TYPES = {
  types: new Set(DOORS.map(({ type }) => type).filter((type) => !SECRET_TYPES.has(type))),
  only: undefined,
};

/** Reads by which idgate follows a task and learns what became of a change. */
function helpersOf(action: Action | undefined): readonly string[] {
  return [action?.follow?.action, action?.lookup?.action].filter((name) => name !== undefined);
}

/** Cloud Control acts with its caller's permissions: the direct actions, and what its handlers read meanwhile. */
function handlersOf(name: string, rule: Pick<AllowRule, "types" | "only">): readonly string[] {
  const creates = name === OPERATION_ACTION.create;
  const does = throughCloudControl(rule, name).filter(
    ({ action, property }) => !(creates && property !== undefined && NOT_AT_FIRST.test(action)),
  );
  const types = new Set(does.map(({ type }) => type));
  const reads = DOORS.filter(({ type }) => types.has(type)).flatMap(({ service, whole }) =>
    [...(whole.read ?? []), ...(whole.list ?? [])].map((one) => `${service}:${one}`),
  );
  return [...does.map(({ action }) => action), ...reads];
}
