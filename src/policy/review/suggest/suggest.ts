/** The narrowest rule that would have allowed one refused call. Pure. */
import { isMap, isSeq, parseDocument, stringify } from "yaml";
import { type Action, natureOf, qualifiedName } from "../../../action/action.ts";
import type { JsonObject } from "../../../action/json.ts";
import { PolicyInvalid } from "../../../errors.ts";
import { READS } from "../../engine/decide.ts";
import { egressHosts } from "../../engine/egress.ts";
import { isListedHost } from "../../engine/hosts.ts";
import { raisesRights } from "../../engine/judge.ts";
import type { Condition, Operator } from "../../engine/model.ts";
import { type LoadedPolicy, loadPolicy } from "../../load.ts";
import type { Call, Decision } from "../../types.ts";
import { type Narrow, narrowTo } from "./narrow.ts";

export interface RefusedCall {
  readonly action: Action;
  /** As the ledger has them: secrets as handles and fingerprints. */
  readonly params: JsonObject;
  /** The user who asked, where one was known. */
  readonly user: string | undefined;
  readonly account: string | undefined;
}

export type Suggestion =
  | {
      readonly kind: "rule";
      /** What to add to a policy: `allow` with one rule, `hosts` with those that are missing. */
      readonly add: Addition;
      readonly yaml: string;
      readonly notes: readonly string[];
    }
  | { readonly kind: "none"; readonly why: string };

interface Addition {
  readonly hosts?: readonly string[];
  readonly allow?: readonly [JsonObject & { readonly id: string }];
}

/** The policy that the rule is for, as it is written. */
export interface Given {
  readonly text: string;
  readonly name: string;
}

/** A rule of its own, where no policy is given: nothing else may let the call through. */
const bare = (account: string | undefined) => `version: 1\naccount: "${account ?? "0"}"\nreads: listed\n`;

/**
 * INVARIANT: what is suggested was loaded with the policy and held against the call: that very rule allows it.
 * @throws PolicyInvalid where the policy given does not load
 */
export function suggest(
  refused: RefusedCall,
  given: Given | undefined,
  actions: readonly Action[],
): Suggestion {
  const { action, params, user, account } = refused;
  const text = given?.text ?? bare(account);
  const load = (yaml: string) => loadPolicy(yaml, { name: given?.name ?? "suggestion" }, { actions });
  const before = load(text);
  const principal = user === undefined ? undefined : { user, groups: undefined, client: undefined };
  const call: Call = { action, ...natureOf(action, params), params, principal };
  const decision = before.decide(call);
  if (decision.verdict === "allow") return none(allowedAlready(decision));
  if (decision.rules.length > 0) return none(deniedBy(decision.rules, before));

  const missing = [...egressHosts(action, params)].filter((host) => !isListedHost(host, before.rules.hosts));
  const narrow = narrowTo(action, params);
  if (narrow === undefined) {
    return none(
      "It carries a patch that does more than add, replace and remove below the root, which no rule lets through.",
    );
  }
  const rule = ruleFor(refused, narrow, before);
  const hosts = missing.length === 0 ? {} : { hosts: missing };
  // Where a rule covers the call and hosts alone are missing, no further rule is needed.
  const tries: readonly Addition[] = [
    ...(missing.length === 0 ? [] : [hosts]),
    { allow: [rule] },
    { ...hosts, allow: [rule] },
  ];
  let why = "";
  for (const add of tries) {
    const after = tried(load, text, add, call);
    if (typeof after === "string") why = after;
    else if (after.verdict === "refuse")
      why = `${after.reason}${after.closest === undefined ? "" : ` ${after.closest.because}.`}`;
    else if (add.allow === undefined || after.rules.every((id) => id === rule.id || id === READS)) {
      return { kind: "rule", add, yaml: written(add), notes: notesOn(call, narrow, before, add) };
    }
  }
  return none(`No rule of its own allows it: ${why}`);
}

function tried(
  load: (yaml: string) => LoadedPolicy,
  text: string,
  add: Addition,
  call: Call,
): Decision | string {
  try {
    return load(withAdded(text, add)).decide(call);
  } catch (error) {
    if (error instanceof PolicyInvalid) return error.message;
    throw error;
  }
}

/** The file with the addition at the end of its lists. */
function withAdded(text: string, add: Addition): string {
  const document = parseDocument(text, { version: "1.2", schema: "core" });
  if (!isMap(document.contents)) return text;
  for (const [key, values] of Object.entries(add)) {
    const list = document.get(key);
    if (isSeq(list)) for (const value of values) list.add(document.createNode(value));
    else document.set(key, document.createNode(values));
  }
  return document.toString({ lineWidth: 0 });
}

function ruleFor(
  { action, user }: RefusedCall,
  narrow: Narrow,
  policy: LoadedPolicy,
): JsonObject & { readonly id: string } {
  const taken = new Set([...policy.rules.allow, ...policy.rules.deny].map(({ id }) => id));
  const { types, when, only } = narrow;
  return {
    id: freeId(
      `suggested-${action.name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase()}`.slice(0, 60),
      taken,
    ),
    actions: [qualifiedName(action)],
    ...(user === undefined ? {} : { who: { users: [user] } }),
    ...(types.length === 0 ? {} : { types: [...types] }),
    ...(when.length === 0 ? {} : { when: Object.fromEntries(when.map(writtenCondition)) }),
    only: [...only],
    approval: policy.approvers.length > 0 ? "second-person" : "ask",
  };
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let found = id;
  for (let count = 2; taken.has(found); count++) found = `${id}-${count}`;
  return found;
}

function writtenCondition({ path, operators }: Condition): [string, JsonObject[string]] {
  return [path.join("."), operators.map(writtenOperator)[0] ?? null];
}

function writtenOperator(operator: Operator): JsonObject[string] {
  if (operator.kind !== "in") return { [operator.kind]: true };
  const [only, ...more] = operator.values;
  return only === undefined || more.length > 0 ? { in: [...operator.values] } : only;
}

function written(add: Addition): string {
  return stringify(add, { version: "1.2", schema: "core", lineWidth: 0, defaultStringType: "PLAIN" });
}

function notesOn(
  call: Call,
  narrow: Narrow,
  policy: LoadedPolicy,
  { hosts, allow }: Addition,
): readonly string[] {
  const notes = allow === undefined ? [] : [...narrow.notes];
  if (hosts !== undefined)
    notes.push("every rule whose call carries an address may send it to these hosts from then on");
  if (allow !== undefined && policy.approvers.length === 0 && raisesRights(call)) {
    notes.push(
      "it raises rights: name approvers and write second-person, since with ask the client of whoever asks answers",
    );
  }
  return notes;
}

function allowedAlready({ rules, approval }: Extract<Decision, { verdict: "allow" }>): string {
  const how = approval === "none" ? "" : `, with approval ${approval}`;
  return `The policy given allows this call already, by ${rules.join(", ")}${how}: no rule is missing. What refused it was another version, another caller, a spent budget, or that nobody else could sign.`;
}

function deniedBy(ids: readonly string[], { rules }: LoadedPolicy): string {
  const shown = ids.map((id) => `${id} (line ${rules.deny.find((rule) => rule.id === id)?.line ?? "?"})`);
  return `It is denied on purpose, by ${shown.join(" and ")}. No allow rule helps: a deny beats every allow.`;
}

function none(why: string): Suggestion {
  return { kind: "none", why };
}
