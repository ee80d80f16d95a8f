/** Finds what a call would make the cloud contact. */
import type { Action } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { pointedHost, pointsToListedHost } from "./hosts.ts";
import { type Condition, PATCH } from "./model.ts";
import { touchOf, withoutIndexes } from "./patch.ts";
import { metadataAddresses } from "./saml-metadata.ts";
import { folded, masquerades } from "./text.ts";

const DEEPEST = 64;
const NOTHING: ReadonlySet<string> = new Set();

/** Egress fields that hold no address: a rule vouches for their values by listing them. */
const BY_VALUE: ReadonlySet<string> = new Set(["FunctionId", "TrustAnchorCfg[].Value"]);

export const goesByValue = (field: string): boolean => BY_VALUE.has(field);

/** The fields for whose values these conditions, which the call meets, vouch. */
export function vouchedBy(conditions: readonly Condition[]): ReadonlySet<string> {
  const listed = conditions
    .filter(({ operators }) => operators.some(({ kind }) => kind === "in"))
    .map(({ path }) => path.join("."));
  return new Set([...BY_VALUE].filter((field) => listed.includes(field.replaceAll("[]", ""))));
}

/**
 * The first egress field of the call that does not point to a listed host; undefined where all do.
 * A patch with an operation whose effect is not plain (a copy, a move, the root) may set any of them.
 */
export function unlistedEgress(
  action: Action,
  params: JsonObject,
  hosts: readonly string[],
  vouched: ReadonlySet<string> = NOTHING,
): string | undefined {
  if (action.egress.length === 0) return undefined;
  const patched = patchViews(params);
  if (patched === undefined) return PATCH;
  const views = [params, ...patched];
  return action.egress.find(
    (field) =>
      !vouched.has(field) &&
      addressesAt(field, views).some(({ last, address }) => !pointsToListedHost(last, address, hosts)),
  );
}

/** The hosts that the policy would have to list for the call; what is no address on a host has none. */
export function egressHosts(action: Action, params: JsonObject): ReadonlySet<string> {
  const views = [params, ...(patchViews(params) ?? [])];
  const addresses = action.egress.flatMap((field) => addressesAt(field, views));
  return new Set(addresses.flatMap(({ last, address }) => pointedHost(last, address) ?? []));
}

interface Address {
  /** The last name of the field. */
  readonly last: string;
  readonly address: unknown;
}

function addressesAt(field: string, views: readonly JsonObject[]): readonly Address[] {
  const steps = field.replaceAll("[]", "").split(".");
  const last = steps.at(-1) ?? field;
  return views.flatMap((view) =>
    valuesAt(view, steps, 0).flatMap((value) =>
      (metadataAddresses(last, value) ?? [value]).map((address) => ({ last, address })),
    ),
  );
}

/** Values at the end of the steps, lists looked through; `**` is any number of objects and lists, `*URL` a name that ends so. */
function valuesAt(value: Json | undefined, steps: readonly string[], depth: number): readonly unknown[] {
  if (value === undefined) return [];
  // Too deep to judge: one value that no list of hosts has.
  if (depth > DEEPEST) return [undefined];
  if (Array.isArray(value)) return value.flatMap((element: Json) => valuesAt(element, steps, depth + 1));
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (!isJsonObject(value)) return [];
  if (step !== "**") {
    const keys = Object.keys(value).filter((key) => isMeant(key, step));
    return keys.flatMap((key) => valuesAt(value[key], rest, depth + 1));
  }
  const deeper = Object.values(value).flatMap((child) => valuesAt(child, steps, depth + 1));
  return [...valuesAt(value, rest, depth + 1), ...deeper];
}

/** Whether a key is the one that a step names, or one that a service might take for it. */
function isMeant(key: string, step: string): boolean {
  if (!step.startsWith("*")) return key === step || masquerades(key, step);
  const end = folded(step.slice(1));
  return folded(key)
    .split(".")
    .some((name) => name.endsWith(end));
}

/** What a JSON Patch would set, laid out as the objects that its pointers describe: `**.Url` finds it there. */
function patchViews(params: JsonObject): readonly JsonObject[] | undefined {
  if (!Object.hasOwn(params, PATCH)) return [];
  const patch = params[PATCH];
  if (!Array.isArray(patch)) return undefined;
  const views: JsonObject[] = [];
  for (const operation of patch) {
    const touch = touchOf(operation);
    if (touch === undefined) return undefined;
    if (touch.value !== undefined) views.push(nest(withoutIndexes(touch.tokens), touch.value));
  }
  return views;
}

function nest(tokens: readonly string[], value: Json): JsonObject {
  const [first = "", ...rest] = tokens;
  return Object.fromEntries([[first, rest.length === 0 ? value : nest(rest, value)]]);
}
