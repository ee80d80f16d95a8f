/**
 * A second opinion on every decision, written from the text of the design and not from the engine: it takes
 * the policy as plain data, expands nothing beforehand, and prefers regular expressions and enumeration to
 * walking. Slow and short. It imports nothing of the engine's.
 */
import type { Action } from "../../src/action/action.ts";
import type { Json, JsonObject } from "../../src/action/json.ts";

type Plain = string | number | boolean;
export interface RawCondition {
  readonly like?: string;
  readonly in?: readonly Plain[];
  readonly min?: number;
  readonly max?: number;
  readonly present?: true;
  readonly absent?: true;
}
export interface RawRule {
  readonly id: string;
  readonly actions: readonly string[];
  readonly types?: readonly string[];
  readonly when?: Readonly<Record<string, Plain | RawCondition>>;
  readonly only?: readonly string[];
  readonly approval?: "none" | "ask";
}
export interface RawPolicy {
  readonly reads?: "allow" | "listed";
  readonly hosts?: readonly string[];
  readonly allow?: readonly RawRule[];
  readonly deny?: readonly RawRule[];
}
export interface OracleCall {
  readonly action: Action;
  readonly effect: string;
  readonly escalates: boolean;
  readonly params: JsonObject;
}
/** Which host a text points to over https; undefined for everything that is no such address. Given by the test. */
export type HostOf = (text: string) => string | undefined;

export function oracle(policy: RawPolicy, call: OracleCall, hostOf: HostOf): "allow" | "ask" | "refuse" {
  const name = `${call.action.service}:${call.action.name}`;
  const raises =
    call.escalates || call.action.escalates || [call.effect, call.action.effect].includes("issue");

  for (const rule of policy.deny ?? []) if (denies(rule, name, call)) return "refuse";

  const allowing = (policy.allow ?? []).filter((rule) => {
    const exact = rule.actions.includes(name);
    if (!exact && !rule.actions.some((pattern) => matches(pattern, name))) return false;
    if (raises && (!exact || rule.approval === undefined)) return false;
    if (rule.types !== undefined && !rule.types.some((type) => type === own(call.params, "TypeName")))
      return false;
    // What only its arguments make a reveal needs a rule that lists the types.
    if (call.effect === "reveal" && call.action.effect === "read" && rule.types === undefined) return false;
    const conditions = Object.entries(rule.when ?? {});
    if (!conditions.every(([path, expected]) => surely(places(path, call), expected))) return false;
    if (rule.only === undefined) return true;
    const carried = [...rule.only, ...conditions.filter(judgesValue).map(([path]) => path)];
    if (rule.types !== undefined) carried.push("TypeName", "Identifier");
    if (call.action.idempotencyToken !== undefined) carried.push(call.action.idempotencyToken);
    return withinOnly(carried, call.params);
  });

  const plainRead = call.effect === "read" && !raises && ["read", "reveal"].includes(call.action.effect);
  const byDefault = plainRead && policy.reads !== "listed";
  if (allowing.length === 0 && !byDefault) return "refuse";
  if (!egressListed(policy.hosts ?? [], call, hostOf)) return "refuse";
  return allowing.some(({ approval }) => approval === "ask") ? "ask" : "allow";
}

/** A condition that is about more than whether something is there. */
function judgesValue([, expected]: readonly [string, Plain | RawCondition]): boolean {
  if (typeof expected !== "object") return true;
  const { like, in: values, min, max } = expected;
  return [like, values, min, max].some((one) => one !== undefined);
}

export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`, "u").test(text);
}

function own(object: JsonObject, key: string): Json | undefined {
  return Object.entries(object).find(([name]) => name === key)?.[1];
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

// ---- deny, and what a deny implies ----

const USER = "Volcengine::IAM::User";
/** Only what the tests' actions can reach: [denied action, action, type, property]. */
const WAYS: readonly (readonly [string, string, string?, string?])[] = [
  ["id:CreatePolicy", "id:GrantPermission"],
  ["id:GrantPermission", "id:CreatePolicy"],
  ["iam:CreateUser", "cloudcontrol:CreateResource", USER],
  ["iam:AttachUserPolicy", "cloudcontrol:CreateResource", USER, "TargetState.Policies"],
  ["iam:AttachUserPolicy", "cloudcontrol:UpdateResource", USER, "PatchDocument.Policies"],
  [
    "iam:AttachUserPolicy",
    "cloudcontrol:CreateResource",
    "Volcengine::IAM::Policy",
    "TargetState.PolicyUsers",
  ],
  [
    "iam:AttachUserPolicy",
    "cloudcontrol:UpdateResource",
    "Volcengine::IAM::Policy",
    "PatchDocument.PolicyUsers",
  ],
];

function denies(rule: RawRule, name: string, call: OracleCall): boolean {
  const names = (denied: string) => rule.actions.some((pattern) => matches(pattern, denied));
  if (names(name)) {
    const ofType = rule.types === undefined || typeMayBe(rule.types, call);
    const conditions = Object.entries(rule.when ?? {});
    if (ofType && conditions.every(([path, expected]) => possibly(places(path, call), expected))) return true;
  }
  const creates = rule.actions.some((pattern) => matches(pattern, "cloudcontrol:CreateResource"));
  if (name === "iam:CreateUser" && creates && rule.types?.includes(USER) && !names(name)) return true;
  return WAYS.some(([denied, way, type, property]) => {
    if (way !== name || !names(denied)) return false;
    if (type === undefined) return !names(way);
    if (!typeMayBe([type], call)) return false;
    return property === undefined || possibly(places(property, call), { present: true });
  });
}

function typeMayBe(types: readonly string[], call: OracleCall): boolean {
  const type = own(call.params, "TypeName");
  return typeof type !== "string" || types.some((one) => one.toLowerCase() === type.trim().toLowerCase());
}

// ---- conditions ----

type Placed = { readonly is: Json; readonly meant?: true } | "missing" | "undecidable";

function places(path: string, call: OracleCall): readonly Placed[] {
  const names = path.split(".");
  const [first = "", ...rest] = names;
  const found =
    first === "PatchDocument" && rest.length > 0
      ? placesInPatch(own(call.params, first), rest)
      : placesIn(call.params, names);
  const group = call.action.alternatives?.find(({ of }) => of.includes(first))?.of ?? [];
  const others = group.filter((name) => name !== first && own(call.params, name) !== undefined);
  if (others.length > 0) return found.map((place) => (place === "missing" ? place : "undecidable"));
  const means = rest.length === 0 ? call.action.absentMeans?.[first] : undefined;
  if (means === undefined) return found;
  return found.map((place) => {
    if (place === "missing") return { is: means, meant: true };
    return place !== "undecidable" && place.is === "" ? "undecidable" : place;
  });
}

function placesIn(value: Json, names: readonly string[]): readonly Placed[] {
  if (Array.isArray(value)) return value.flatMap((element: Json) => placesIn(element, names));
  const [name, ...rest] = names;
  if (name === undefined) return [{ is: value }];
  if (!isObject(value)) return ["undecidable"];
  const plain = (key: string) => key.normalize("NFKC").toLowerCase();
  const doubtful = Object.keys(value).filter(
    (key) => key !== name && (plain(key) === plain(name) || plain(key).startsWith(`${plain(name)}.`)),
  );
  const child = own(value, name);
  const found = child === undefined ? (["missing"] as const) : placesIn(child, rest);
  return doubtful.length > 0 ? [...found, "undecidable"] : found;
}

interface PlainOperation {
  readonly pointer: string;
  readonly value: Json | undefined;
}

/** Adds, replaces and removes below the root, written plainly. */
function plainOperation(operation: Json): PlainOperation | undefined {
  if (!isObject(operation)) return undefined;
  const keys = Object.keys(operation).toSorted().join();
  const { op, path } = operation;
  const known = keys === "op,path,value" ? ["add", "replace"] : keys === "op,path" ? ["remove"] : [];
  if (typeof op !== "string" || !known.includes(op) || typeof path !== "string") return undefined;
  if (!/^(?:\/(?:[^/~]|~0|~1)+)+$/.test(path)) return undefined;
  return { pointer: path, value: operation.value };
}

const INDEXES = "(?:/(?:-|[0-9]+))*";
const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1").replace(/[$.]/g, "\\$&");
/** Pointers to a path, with indexes into lists anywhere but at the start and the end. */
const pointerTo = (names: readonly string[]) => names.map((name) => `/${escaped(name)}`).join(INDEXES);

function placesInPatch(patch: Json | undefined, names: readonly string[]): readonly Placed[] {
  if (patch === undefined) return ["missing"];
  if (!Array.isArray(patch)) return ["undecidable"];
  const found = patch.flatMap((raw: Json): readonly Placed[] => {
    const operation = plainOperation(raw);
    if (operation === undefined) return ["undecidable"];
    const { pointer, value } = operation;
    if (new RegExp(`^${pointerTo(names)}/`).test(pointer)) return ["undecidable"];
    for (let length = names.length; length > 0; length--) {
      const trailing = length < names.length ? INDEXES : "";
      const source = `^${pointerTo(names.slice(0, length))}${trailing}$`;
      if (new RegExp(source).test(pointer)) {
        return value === undefined ? ["undecidable"] : placesIn(value, names.slice(length));
      }
      // The same in another case, whatever follows it.
      const earlier = names.slice(0, length - 1).map((name) => `/${escaped(name)}`);
      const before = earlier.length === 0 ? "" : `${earlier.join(INDEXES)}${INDEXES}`;
      const next = new RegExp(`^${before}/([^/]+)`).exec(pointer)?.[1];
      const name = names[length - 1] ?? "";
      if (next !== undefined && next !== name && next.toLowerCase() === name.toLowerCase())
        return ["undecidable"];
    }
    return [];
  });
  return found.length === 0 ? ["missing"] : found;
}

/** true or false, or undefined where it cannot be decided. */
function holds(place: Placed, expected: Plain | RawCondition): boolean | undefined {
  if (place === "undecidable") return undefined;
  const condition: RawCondition = typeof expected === "object" ? expected : { in: [expected] };
  const answers: (boolean | undefined)[] = [];
  const occurs =
    place === "missing" || place.meant ? false : place.is === null || place.is === "" ? undefined : true;
  if (condition.present) answers.push(occurs);
  if (condition.absent) answers.push(occurs === undefined ? undefined : !occurs);
  const value = place === "missing" ? undefined : place.is;
  const unreadable =
    typeof value === "string" &&
    (value !== value.normalize("NFC") ||
      /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(value));
  const readable = unreadable ? undefined : value;
  const { like, min, max } = condition;
  const alike = (text: string) => text.normalize("NFKC").trim().toLowerCase();
  if (like !== undefined) {
    if (typeof readable !== "string") answers.push(undefined);
    else if (matches(like, readable)) answers.push(true);
    else answers.push(matches(alike(like), alike(readable)) ? undefined : false);
  }
  if (min !== undefined) answers.push(typeof readable === "number" ? readable >= min : undefined);
  if (max !== undefined) answers.push(typeof readable === "number" ? readable <= max : undefined);
  if (condition.in !== undefined) {
    const sameType = condition.in.filter((one) => typeof one === typeof readable);
    const nearly = sameType.some(
      (one) => typeof one === "string" && typeof readable === "string" && alike(one) === alike(readable),
    );
    if (sameType.length === 0) answers.push(undefined);
    else if (sameType.some((one) => one === readable)) answers.push(true);
    else answers.push(nearly ? undefined : false);
  }
  return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
}

function surely(all: readonly Placed[], expected: Plain | RawCondition): boolean {
  return all.length > 0 && all.every((place) => holds(place, expected) === true);
}

function possibly(all: readonly Placed[], expected: Plain | RawCondition): boolean {
  return all.length === 0 || all.some((place) => holds(place, expected) !== false);
}

// ---- only ----

function withinOnly(allowed: readonly string[], params: JsonObject): boolean {
  const paths = allowed.map((path) => path.split("."));
  return Object.entries(params).every(([key, value]) => {
    const below = paths.filter(([first]) => first === key);
    if (below.length === 0) return false;
    if (key !== "PatchDocument" || below.some((path) => path.length === 1))
      return carries(paths, [key], value);
    if (!Array.isArray(value)) return false;
    return value.every((raw: Json) => {
      const operation = plainOperation(raw);
      return (
        operation !== undefined &&
        below.some(([, ...rest]) => new RegExp(`^${pointerTo(rest)}(?:/|$)`).test(operation.pointer))
      );
    });
  });
}

function carries(paths: readonly (readonly string[])[], at: readonly string[], value: Json): boolean {
  const begins = (whole: readonly string[], part: readonly string[]) =>
    part.every((name, i) => whole[i] === name);
  if (paths.some((path) => begins(at, path))) return true;
  if (!paths.some((path) => begins(path, at))) return false;
  if (Array.isArray(value)) return value.every((element: Json) => carries(paths, at, element));
  return (
    isObject(value) && Object.entries(value).every(([key, child]) => carries(paths, [...at, key], child))
  );
}

// ---- hosts ----

function egressListed(hosts: readonly string[], { action, params }: OracleCall, hostOf: HostOf): boolean {
  if (action.egress.length === 0) return true;
  const patch = own(params, "PatchDocument");
  if (
    patch !== undefined &&
    !(Array.isArray(patch) && patch.every((one: Json) => plainOperation(one) !== undefined))
  ) {
    return false;
  }
  const fields = action.egress.map((field) => field.replaceAll("[]", ""));
  return leaves(params, "").every(({ path, value }) => {
    const meant = fields.some((field) => new RegExp(`^${fieldPattern(field)}$`, "i").test(path));
    if (!meant) return true;
    const host = typeof value === "string" ? hostOf(value) : undefined;
    return (
      host !== undefined &&
      hosts.some((entry) => (entry.startsWith("*.") ? host.endsWith(entry.slice(1)) : entry === host))
    );
  });
}

/** `A.**.B` as a pattern for dotted paths; `**` stands for any names, none included. */
function fieldPattern(field: string): string {
  const steps = field.split(".").map((step) => (step === "**" ? "(?:[^.]+\\.)*" : `${step}\\.`));
  return steps.join("").replace(/\\\.$/, "");
}

interface LeafAt {
  readonly path: string;
  readonly value: Json;
}

/** Every scalar, and every container as a whole, by its dotted path; a patch's values by its pointers too. */
function leaves(value: Json, path: string): readonly LeafAt[] {
  const under = (key: string) => (path === "" ? key : `${path}.${key}`);
  if (Array.isArray(value)) return value.flatMap((element: Json) => leaves(element, path));
  if (!isObject(value)) return [{ path, value }];
  const whole = { path, value };
  const operation = plainOperation(value);
  const set = operation?.value === undefined ? [] : setBy(operation.pointer, operation.value);
  // A dotted key may be read as the name before its dot.
  const children = Object.entries(value).flatMap(([key, child]) => [
    ...leaves(child, under(key)),
    ...(key.includes(".") ? leaves(child, under(key.split(".", 1).join(""))) : []),
  ]);
  return [whole, ...set, ...children];
}

/** What an operation sets, and the containers that its pointer goes through: one of those is no address either. */
function setBy(pointer: string, value: Json): readonly LeafAt[] {
  const [first = "", ...rest] = pointer.slice(1).split("/");
  const names = [first, ...rest.filter((token) => !/^(?:-|[0-9]+)$/.test(token))];
  const through = names.slice(1).map((_name, at) => ({ path: names.slice(0, at + 1).join("."), value: {} }));
  return [...through, ...leaves(value, names.join("."))];
}
