/**
 * The same thing by another way: a rule that denies an action denies these too. Facts: effects of the API
 * ("Same thing by another way"), and what goes along when the thing that holds others goes.
 */

import { DOORS, type Door, OPERATION_ACTION, OPERATIONS } from "./doors.ts";
import { type Condition, type DenyRule, PATCH, type Path, TARGET_STATE } from "./model.ts";
import { DIRECT, type Way } from "./ways.ts";

/**
 * Parameters that mean the same in every action of their service that has them: what holds the thing. A condition on one
 * of them goes over to the other way; so a deny for one pool does not close the others.
 */
export const SCOPES: readonly string[] = ["UserPoolUid", "NamespaceName", "WorkloadPoolName", "PoolName"];

type Takes = (action: string, parameter: string) => boolean;

/**
 * The rule and what it implies. Whom it is for and where goes over to the other ways. Other conditions speak of one
 * action's parameters and cannot be judged on another's: INVARIANT: an implied rule denies without them (what cannot be
 * decided denies). A deny of Cloud Control calls implies the direct actions where it lists `types`; without, it closes
 * that door alone.
 */
export function withEquivalents(rule: DenyRule, takes: Takes): readonly DenyRule[] {
  const viaTypes = byTypes(rule);
  const direct = [...rule.actions].flatMap((name) => waysTo(name).map((way) => ({ way, name })));
  // By which of the rule's own actions each one is denied. What must carry something is another way through a property.
  const denied = new Map([...rule.actions].map((name) => [name, name]));
  for (const { way, name } of direct) {
    const action = typeof way === "string" ? way : way.action;
    if (!denied.has(action)) denied.set(action, name);
  }
  const rules: DenyRule[] = [rule];
  for (const { way, name } of [...direct, ...viaTypes]) {
    const { action, ...carried } = typeof way === "string" ? { action: way } : way;
    if (rule.actions.has(action)) continue;
    const scope = rule.when.filter(({ path }) => isScope(path) && takes(action, path.join(".")));
    rules.push({ ...denyOf(rule, action, name), when: [...scope, ...mustCarry(carried)] });
  }
  for (const door of DOORS) rules.push(...throughDoor(rule, door, denied));
  return rules;
}

/** Every way to an action, also by way of another way. */
function waysTo(name: string): readonly Way[] {
  const found: Way[] = [];
  const open = [name];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const way of DIRECT[next] ?? []) {
      if (typeof way !== "string") found.push(way);
      else if (!seen.has(way)) {
        found.push(way);
        seen.add(way);
        open.push(way);
      }
    }
  }
  return found;
}

/** What calls of Cloud Control on the rule's types stand for, as a whole and by a property. */
function byTypes(rule: DenyRule): readonly { readonly way: Way; readonly name: string }[] {
  return DOORS.filter(({ type }) => rule.types?.has(type)).flatMap((door) =>
    OPERATIONS.flatMap((operation) => {
      const name = OPERATION_ACTION[operation];
      if (!rule.actions.has(name)) return [];
      const sets = operation === "create" || operation === "update";
      const properties = sets ? Object.values(door.properties ?? {}).flat() : [];
      return qualified(door, [...(door.whole[operation] ?? []), ...properties]).map((way) => ({ way, name }));
    }),
  );
}

function isScope(path: Path): boolean {
  const [first = ""] = path;
  return path.length === 1 && SCOPES.includes(first);
}

/** What is not there is not carried; what is there counts unless it is plainly something else. */
function mustCarry({
  carries,
  is,
}: {
  readonly carries?: Path;
  readonly is?: boolean | string;
}): readonly Condition[] {
  if (carries === undefined) return [];
  const there: Condition = { path: carries, operators: [{ kind: "present" }] };
  return is === undefined ? [there] : [there, { path: carries, operators: [{ kind: "in", values: [is] }] }];
}

function throughDoor(rule: DenyRule, door: Door, denied: ReadonlyMap<string, string>): readonly DenyRule[] {
  const hit = (names: readonly string[] = []) => {
    const found = qualified(door, names).find((name) => denied.has(name));
    return found === undefined ? undefined : denied.get(found);
  };
  const { type } = door;
  const rules = OPERATIONS.flatMap((operation) => {
    const name = hit(door.whole[operation]);
    return name === undefined ? [] : [denyOf(rule, OPERATION_ACTION[operation], name, { type })];
  });
  for (const [property, names] of Object.entries(door.properties ?? {})) {
    const name = hit(names);
    if (name === undefined) continue;
    for (const [action, root] of [
      [OPERATION_ACTION.create, TARGET_STATE],
      [OPERATION_ACTION.update, PATCH],
    ] as const) {
      rules.push(denyOf(rule, action, name, { type, carries: [root, property] }));
    }
  }
  return rules;
}

function qualified(door: Door, names: readonly string[]): readonly string[] {
  return names.map((name) => `${door.service}:${name}`);
}

function denyOf(
  { id, line, who }: DenyRule,
  action: string,
  standsFor: string,
  { type, carries }: { readonly type?: string; readonly carries?: Path } = {},
): DenyRule {
  return {
    id,
    line,
    actions: new Set([action]),
    who,
    types: type === undefined ? undefined : new Set([type]),
    when: carries === undefined ? [] : mustCarry({ carries }),
    implied: true,
    standsFor,
  };
}
