/** Carries out a seed: calls in the API's own words, one after the other, some of them as if long ago. */
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import type { Answer, Travel } from "./client.ts";

export interface SeedStep {
  /** In the seed's file, from 1. */
  readonly line: number;
  readonly action: Travel;
  readonly params: JsonObject;
  /** What the answer is called in later steps. */
  readonly as: string | undefined;
  /** How long ago it is to have happened, in milliseconds. */
  readonly agoMs: number;
}

export interface SeedOutcome {
  readonly done: number;
  /** Those whose thing was there, and those that need the answer of one of them. */
  readonly skipped: number;
  /** Why it ended before its end, in one line. */
  readonly failure: string | undefined;
  /** True where it ended because a thing is there already. */
  readonly existing: boolean;
}

export interface SeedOptions {
  /** Makes one call. */
  readonly call: (action: Travel, params: JsonObject) => Promise<Answer>;
  /** Called before each call with how long ago it is to happen: whoever owns the sandbox's clock sets it. */
  readonly setAgo: (ms: number) => void;
  readonly skipExisting: boolean;
}

/** The codes by which the five services say that something is there already; 409 says the same. */
const EXISTING = /duplicat|alreadyexist|entityexist|conflict/i;
const REFERENCE = /\$\{([A-Za-z][\w-]*)((?:\.\w+)+)\}/g;

/** The references in a value: `${pool.WorkloadPoolId}` is the name `pool` and the path `WorkloadPoolId`. */
export function referencesIn(value: Json): readonly string[] {
  if (typeof value === "string") return [...value.matchAll(REFERENCE)].map(([, name = ""]) => name);
  if (Array.isArray(value)) return value.flatMap((one: Json) => referencesIn(one));
  return isJsonObject(value) ? Object.values(value).flatMap((one) => referencesIn(one ?? null)) : [];
}

/** Runs the steps in their order until one fails. @throws what `call` throws */
export async function runSeed(steps: readonly SeedStep[], options: SeedOptions): Promise<SeedOutcome> {
  const answers = new Map<string, JsonObject>();
  const unknown = new Set<string>();
  let done = 0;
  let skipped = 0;
  const skip = ({ as }: SeedStep) => {
    skipped += 1;
    if (as !== undefined) unknown.add(as);
  };
  try {
    for (const step of steps) {
      if (referencesIn(step.params).some((name) => unknown.has(name))) {
        skip(step);
        continue;
      }
      const failed = (why: string, existing = false): SeedOutcome => ({
        done,
        skipped,
        existing,
        failure: `line ${step.line}: ${step.action.service}:${step.action.name}: ${why}`,
      });
      const params = filled(step.params, answers);
      if (typeof params === "string") return failed(params);
      options.setAgo(step.agoMs);
      const answer = await options.call(step.action, params.value);
      if (answer.ok) {
        done += 1;
        if (step.as !== undefined) answers.set(step.as, answer.result);
        continue;
      }
      const { status, code, message } = answer;
      const existing = status === 409 || EXISTING.test(code);
      if (!existing || !options.skipExisting) return failed(`${status} ${code}: ${message}`, existing);
      skip(step);
    }
  } finally {
    options.setAgo(0);
  }
  return { done, skipped, failure: undefined, existing: false };
}

/** The parameters with the answers in place of the references, or why not. */
function filled(
  params: JsonObject,
  answers: ReadonlyMap<string, JsonObject>,
): { readonly value: JsonObject } | string {
  let missing: string | undefined;
  const lookUp = (name: string, path: string): Json => {
    const found = path.split(".").slice(1).reduce<Json | undefined>(stepInto, answers.get(name));
    if (found === undefined) missing ??= `the answer ${name} has no ${path.slice(1)}`;
    return found ?? null;
  };
  const fill = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(fill);
    if (isJsonObject(value)) return fillFields(value);
    if (typeof value !== "string") return value;
    // Alone it keeps its type; amid text it becomes text.
    const [whole] = value.matchAll(REFERENCE);
    if (whole !== undefined && whole[0] === value) return lookUp(whole[1] ?? "", whole[2] ?? "");
    return value.replace(REFERENCE, (_all, name: string, path: string) => String(lookUp(name, path)));
  };
  const fillFields = (fields: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, fill(value ?? null)]));
  const value = fillFields(params);
  return missing ?? { value };
}

function stepInto(at: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(at)) return at[Number(step)];
  return isJsonObject(at) && Object.hasOwn(at, step) ? at[step] : undefined;
}
