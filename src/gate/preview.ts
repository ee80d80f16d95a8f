import { type Action, type Effect, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { isHandle } from "../secrets/index.ts";
import type { Target } from "../wire/permit.ts";
import { shownName, shownWhole } from "./shown.ts";
import { describeTarget } from "./target.ts";

const CONSEQUENCE: Readonly<Record<Effect, string>> = {
  read: "Reads only.",
  reveal: "Hands back a stored secret (sealed; the model gets a handle).",
  create: "Creates something new.",
  update: "Changes what exists.",
  delete: "Takes something away. This may not be undone.",
  issue: "Hands out a fresh credential (sealed; the model gets a handle).",
};

/** What a client's question may hold; more than this nobody reads to its end in a dialog. */
const QUESTION_LINES = 60;
const QUESTION_CHARACTERS = 4_000;

export interface PreviewFacts {
  readonly action: Action;
  readonly effect: Effect;
  readonly escalates: boolean;
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
export function renderPreview(facts: PreviewFacts): string {
  const { action } = facts;
  const lines = [
    `Target: ${describeTarget(facts.target)}`,
    `${action.title} (${qualifiedName(action)})`,
    `${CONSEQUENCE[facts.effect]}${facts.escalates ? " It can raise somebody's rights or lower a guard." : ""}`,
  ];
  const before = lines.length;
  walk(facts.params, "  ", lines);
  if (lines.length === before) lines.push("  (no parameters)");
  for (const [name, meaning] of Object.entries(action.absentMeans ?? {})) {
    if (facts.params[name] === undefined)
      lines.push(`  ${name}: not given, which means ${shownWhole(meaning)}`);
  }
  const operation = facts.operation === undefined ? "" : `, operation ${facts.operation}`;
  lines.push(`Asked by ${shownWhole(facts.requester)}${operation}`);
  return lines.join("\n");
}

/**
 * Whether a preview can be put as a question in a client's dialog. INVARIANT: one that cannot is never cut to fit:
 * a person would approve what they were not shown. It waits for a terminal, which shows it whole.
 */
export function fitsQuestion(preview: string): boolean {
  return preview.length <= QUESTION_CHARACTERS && preview.split("\n").length <= QUESTION_LINES;
}

function walk(value: JsonObject, indent: string, lines: string[]): void {
  for (const [key, child] of Object.entries(value)) {
    const label = `${indent}${shownName(key)}:`;
    const simple = scalar(child);
    if (simple !== undefined) lines.push(`${label} ${simple}`);
    else {
      lines.push(label);
      if (Array.isArray(child)) list(child, `${indent}  `, lines);
      else if (isJsonObject(child)) walk(child, `${indent}  `, lines);
    }
  }
}

function list(values: readonly Json[], indent: string, lines: string[]): void {
  if (values.length === 0) lines.push(`${indent}(empty list)`);
  for (const element of values) {
    const simple = scalar(element);
    if (simple !== undefined) lines.push(`${indent}- ${simple}`);
    else {
      lines.push(`${indent}-`);
      if (Array.isArray(element)) list(element, `${indent}  `, lines);
      else if (isJsonObject(element)) walk(element, `${indent}  `, lines);
    }
  }
}

const FINGERPRINT = /^[0-9a-f]{16}$/;

function scalar(value: Json | undefined): string | undefined {
  if (typeof value === "string") return shownWhole(value);
  if (value === null || value === undefined || typeof value !== "object") return String(value ?? null);
  if (!isJsonObject(value)) return undefined;
  if (isHandle(value)) return `(secret, handle ${value.$secret})`;
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return entries.length === 1 && entries[0] !== undefined ? mark(...entries[0]) : undefined;
}

// Only what idgate's own marks look like, to the letter: anything more would be words of the model without quotes.
function mark(key: string, value: Json): string | undefined {
  if (typeof value !== "string") return undefined;
  if (key === "$fingerprint" && FINGERPRINT.test(value)) return `(secret, fingerprint ${value})`;
  return undefined;
}
