/** Does what a prompt says, as a model would that follows it to the letter. */
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import type { Step, Taken } from "../../src/action/prompt.ts";
import { place } from "../../src/server/material/place.ts";
import type { Connected } from "./idgate.ts";

interface Round {
  readonly params: JsonObject;
  readonly result: JsonObject;
}

const CALL = /^\d+\. (?:\(only [^)]*\) )?(read_action|change_action) (\{.*\})$/gm;

/** The calls that a prompt's text spells out, in their order. */
export function callsIn(text: string): readonly { readonly tool: string; readonly args: JsonObject }[] {
  return [...text.matchAll(CALL)].map(([, tool = "", json = ""]) => {
    const args: unknown = JSON.parse(json);
    if (!isJsonObject(args)) throw new Error(`no object: ${json}`);
    return { tool, args };
  });
}

/**
 * Makes the calls of the text, with what the steps say to fill in and the user's answers by parameter. Answers what each
 * step gave, a result for each of its calls.
 * @throws Error where a call fails, or finds nothing to take
 */
export async function follow(
  client: Connected,
  { text, steps, answers }: { text: string; steps: readonly Step[]; answers: Readonly<Record<string, Json>> },
): Promise<readonly (readonly JsonObject[])[]> {
  const calls = callsIn(text);
  if (calls.length !== steps.length)
    throw new Error(`${calls.length} calls for ${steps.length} steps:\n${text}`);
  const rounds = new Map<string | undefined, readonly Round[]>();
  const results: JsonObject[][] = [];
  for (const [at, step] of steps.entries()) {
    const call = calls[at];
    if (call?.args.action !== step.action) throw new Error(`call ${at + 1} is not ${step.action}`);
    const made: Round[] = [];
    for (const params of paramSets(call.args, step, rounds, answers)) {
      const result = await client.call(call.tool, { ...call.args, params });
      if (result.isError === true) {
        throw new Error(`${JSON.stringify({ ...call.args, params })}: ${result.content[0]?.text}`);
      }
      made.push({ params, result: objectOf(result.structuredContent) });
    }
    if (step.as !== undefined) rounds.set(step.as, made);
    results.push(made.map(({ result }) => result));
  }
  return results;
}

/** The parameters of each call that the step stands for. */
function paramSets(
  args: JsonObject,
  { action, params = {}, takes = {}, asks = {} }: Step,
  rounds: ReadonlyMap<string | undefined, readonly Round[]>,
  answers: Readonly<Record<string, Json>>,
): readonly JsonObject[] {
  let sets: readonly JsonObject[] = [objectOf(args.params ?? params)];
  for (const path of Object.keys(asks)) {
    const answer = answers[path];
    if (answer === undefined) throw new Error(`${action} asks for ${path}`);
    sets = sets.map((set) => place(set, path, answer));
  }
  const sources = new Set(Object.values(takes).map(({ from }) => from));
  for (const from of sources) {
    const source = rounds.get(from);
    if (source === undefined) throw new Error(`${action} takes from ${from}, which is no step before it`);
    const taken = Object.entries(takes).filter(([, one]) => one.from === from);
    const items = itemsOf(
      source,
      taken.map(([, one]) => one),
    );
    const repeated = taken.some(([, one]) => one.each === true);
    if (!repeated && items.length === 0) throw new Error(`${action} finds nothing to take from ${from}`);
    sets = (repeated ? items : items.slice(0, 1)).flatMap((item) =>
      sets.map((set) =>
        taken.reduce((filled, [path, one]) => place(filled, path, takenFrom(item, one)), set),
      ),
    );
  }
  return sets;
}

interface Item {
  readonly round: Round;
  readonly item: JsonObject;
}

function itemsOf(rounds: readonly Round[], taken: readonly Taken[]): readonly Item[] {
  const [{ path, where = {} } = { path: "" }] = taken;
  const list = path.split("[]")[0] ?? "";
  return rounds
    .flatMap((round): Item[] => {
      if (!path.includes("[]")) return [{ round, item: round.result }];
      const found = round.result[list];
      return Array.isArray(found) ? found.map((item: Json) => ({ round, item: objectOf(item) })) : [];
    })
    .filter(({ item }) => Object.entries(where).every(([field, value]) => item[field] === value));
}

function takenFrom({ round, item }: Item, { path, parameter }: Taken): Json {
  if (parameter !== undefined) return round.params[parameter] ?? null;
  return item[path.split("[].").at(-1) ?? ""] ?? null;
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
