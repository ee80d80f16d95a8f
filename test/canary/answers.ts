/** Answers of every action as the reference documents them, with what a test puts into their fields. */
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { documented } from "../../src/sandbox/reference/index.ts";
import type { Fact } from "../../src/sandbox/types.ts";
import { mapPaths } from "../../src/secrets/index.ts";
import { fieldName, isListFact } from "../support/arguments.ts";
import { withSecrets } from "./arguments.ts";
import { canaryOf, ENCODINGS } from "./canaries.ts";

const outputs = new Map(documented.map((one) => [`${one.service}:${one.name}`, one.output]));

/** What stands in a text, and in a place for any JSON. */
export interface Filling {
  readonly text: () => string;
  readonly any: () => Json;
}

/** Everything that the reference documents of an action's answer; each list with two items. */
export function filledAnswer(action: Action, filling: Filling): JsonObject {
  return filledFields(outputs.get(qualifiedName(action)) ?? {}, filling);
}

function filledFields(facts: Readonly<Record<string, Fact>>, filling: Filling): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).map(([field, fact]) => [fieldName(field), filledFact(fact, filling)]),
  );
}

function filledFact(fact: Fact, filling: Filling): Json {
  if (isListFact(fact)) return [filledFact(fact[0], filling), filledFact(fact[0], filling)];
  if (typeof fact !== "string") return filledFields(fact, filling);
  if (fact.startsWith("string")) return filling.text();
  if (fact.startsWith("any")) return filling.any();
  return fact.startsWith("boolean") ? true : 1;
}

/** JSON that travels in a string, written as it travels. */
export function asItTravels(action: Action, answer: JsonObject): JsonObject {
  const written = mapPaths(answer, action.jsonStrings, (value) => JSON.stringify(value));
  return isJsonObject(written) ? written : answer;
}

/** Names that are secret wherever they stand, also where no action declares them. */
const UNDECLARED = ["Password", "ClientSecret", "SecretAccessKey", "db_password", "RefreshToken"];

export interface Secretive {
  readonly answer: JsonObject;
  readonly canaries: readonly string[];
}

/**
 * The documented answer with a canary at every declared secret output, under well-known names in fields that nobody
 * declared, in JSON in a string, and each of them again in a description, in one spelling or another.
 */
export function secretiveAnswer(action: Action, run: string): Secretive {
  const canaries: string[] = [];
  const make = (path: string) => {
    const canary = canaryOf(`${run} ${qualifiedName(action)} answers ${path} ${canaries.length}`);
    canaries.push(canary);
    return canary;
  };
  const base = filledAnswer(action, { text: () => "some text", any: () => ({ description: "any" }) });
  const parsed = mapPaths(base, action.jsonStrings, () => ({ Name: "example" }));
  const declared = withSecrets(isJsonObject(parsed) ? parsed : base, action.secrets.output, make);
  const undeclared = () => Object.fromEntries(UNDECLARED.map((name) => [name, make(name)]));
  const Undeclared = { ...undeclared(), Items: [undeclared(), { Text: JSON.stringify(undeclared()) }] };
  const spellings = Object.entries(ENCODINGS).filter(([name]) => !/half/.test(name));
  const echoes = canaries.map((canary, at) => {
    const [name = "", write = (value: string) => value] = spellings[at % spellings.length] ?? [];
    return `${name}: "${write(canary)}"`;
  });
  const answer = asItTravels(action, { ...declared, Undeclared, Note: "echoes", Echoes: echoes });
  return { answer, canaries };
}
