import { type Action, type Effect, qualifiedName } from "../../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../action/json.ts";
import { isHandle } from "../../secrets/index.ts";
import type { Target } from "../../wire/permit.ts";
import type { SecretsHow } from "../shape.ts";
import { describeTarget } from "../target.ts";
import { type GateWords, gateWords } from "../words/words.ts";
import { shownName, shownWhole } from "./shown.ts";

type Words = GateWords["preview"];

/** What a client's question may hold; more than this nobody reads to its end in a dialog. */
const QUESTION_LINES = 60;
const QUESTION_CHARACTERS = 4_000;

export interface PreviewFacts {
  readonly action: Action;
  readonly effect: Effect;
  readonly escalates: boolean;
  /** What becomes of secrets in the answer; they are sealed unless said. */
  readonly secrets?: SecretsHow;
  /** Redacted: secrets are handles or fingerprints. */
  readonly params: JsonObject;
  readonly target: Target;
  readonly requester: string;
  /** Undefined where there is none yet: the call is only being tried. */
  readonly operation: string | undefined;
}

/**
 * What a person is shown before answering. Target first, then what happens, then every parameter.
 * INVARIANT: rendered here from the judged call alone, and whole: words of the model appear only as quoted values and
 * names, on the line of their parameter, and nothing of the call is left out.
 */
export function renderPreview(facts: PreviewFacts, all: GateWords = gateWords()): string {
  const { action } = facts;
  const words = all.preview;
  const lines = [
    words.target(describeTarget(facts.target, all)),
    words.action(all.language === "zh" ? action.zh : action.title, qualifiedName(action)),
    `${consequenceOf(facts, words)}${facts.escalates ? words.raises : ""}`,
  ];
  const before = lines.length;
  walk(facts.params, "  ", lines, words);
  if (lines.length === before) lines.push(`  ${words.noParameters}`);
  for (const [name, meaning] of Object.entries(action.absentMeans ?? {})) {
    if (facts.params[name] === undefined) lines.push(`  ${words.notGiven(name, shownWhole(meaning))}`);
  }
  lines.push(words.askedBy(shownWhole(facts.requester), facts.operation));
  return lines.join("\n");
}

function consequenceOf({ effect, secrets }: PreviewFacts, words: Words): string {
  if (secrets === "withheld") return words.withheld;
  return (secrets === "shown" ? words.consequenceShown[effect] : undefined) ?? words.consequence[effect];
}

/**
 * Whether a preview can be put as a question in a client's dialog. INVARIANT: one that cannot is never cut to fit:
 * a person would approve what they were not shown. It waits for a terminal, which shows it whole.
 */
export function fitsQuestion(preview: string): boolean {
  return preview.length <= QUESTION_CHARACTERS && preview.split("\n").length <= QUESTION_LINES;
}

function walk(value: JsonObject, indent: string, lines: string[], words: Words): void {
  for (const [key, child] of Object.entries(value)) {
    const label = `${indent}${shownName(key)}:`;
    const simple = scalar(child, words);
    if (simple !== undefined) lines.push(`${label} ${simple}`);
    else {
      lines.push(label);
      if (Array.isArray(child)) list(child, `${indent}  `, lines, words);
      else if (isJsonObject(child)) walk(child, `${indent}  `, lines, words);
    }
  }
}

function list(values: readonly Json[], indent: string, lines: string[], words: Words): void {
  if (values.length === 0) lines.push(`${indent}${words.emptyList}`);
  for (const element of values) {
    const simple = scalar(element, words);
    if (simple !== undefined) lines.push(`${indent}- ${simple}`);
    else {
      lines.push(`${indent}-`);
      if (Array.isArray(element)) list(element, `${indent}  `, lines, words);
      else if (isJsonObject(element)) walk(element, `${indent}  `, lines, words);
    }
  }
}

const FINGERPRINT = /^[0-9a-f]{16}$/;

function scalar(value: Json | undefined, words: Words): string | undefined {
  if (typeof value === "string") return shownWhole(value);
  if (value === null || value === undefined || typeof value !== "object") return String(value ?? null);
  if (!isJsonObject(value)) return undefined;
  if (isHandle(value)) return words.handle(value.$secret);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return entries.length === 1 && entries[0] !== undefined ? mark(...entries[0], words) : undefined;
}

// Only what idgate's own marks look like, to the letter: anything more would be words of the model without quotes.
function mark(key: string, value: Json, words: Words): string | undefined {
  if (typeof value !== "string") return undefined;
  if (key === "$fingerprint" && FINGERPRINT.test(value)) return words.fingerprint(value);
  return undefined;
}
