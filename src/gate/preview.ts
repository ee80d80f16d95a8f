import { type Action, type Effect, qualifiedName } from "../action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../action/json.ts";
import { quote } from "../text/index.ts";
import type { Target } from "../wire/permit.ts";
import { describeTarget } from "./target.ts";

const CONSEQUENCE: Readonly<Record<Effect, string>> = {
  read: "Reads only.",
  reveal: "Hands back a stored secret (sealed; the model gets a handle).",
  create: "Creates something new.",
  update: "Changes what exists.",
  delete: "Takes something away. This may not be undone.",
  issue: "Hands out a fresh credential (sealed; the model gets a handle).",
};

const MAX_LINES = 60;
const MAX_VALUE = 300;
const MAX_NAME = 80;

export interface PreviewFacts {
  readonly action: Action;
  readonly effect: Effect;
  readonly escalates: boolean;
  /** Redacted: secrets are handles or fingerprints. */
  readonly params: JsonObject;
  readonly target: Target;
  readonly requester: string;
  readonly operation: string;
}

/**
 * What a person is shown before answering. Target first, then what happens, then every parameter.
 * INVARIANT: rendered here from the judged call alone; words of the model appear only quoted and cut.
 */
export function renderPreview(facts: PreviewFacts): string {
  const { action } = facts;
  const lines = [
    `Target: ${describeTarget(facts.target)}`,
    `${action.title} (${qualifiedName(action)})`,
    `${CONSEQUENCE[facts.effect]}${facts.escalates ? " It can raise somebody's rights or lower a guard." : ""}`,
  ];
  const params = parameterLines(facts.params, "  ");
  lines.push(...(params.length === 0 ? ["  (no parameters)"] : params));
  for (const [name, meaning] of Object.entries(action.absentMeans ?? {})) {
    if (facts.params[name] === undefined)
      lines.push(`  ${name}: not given, which means ${quote(meaning, MAX_VALUE)}`);
  }
  lines.push(`Asked by ${quote(facts.requester, 120)}, operation ${facts.operation}`);
  return lines.join("\n");
}

function parameterLines(params: JsonObject, indent: string): string[] {
  const lines: string[] = [];
  walk(params, indent, lines);
  const more = lines.length - MAX_LINES;
  // A preview that hides part of what goes is no preview: the count says that the whole is not shown.
  return more > 0 ? [...lines.slice(0, MAX_LINES), `${indent}… and ${more} more lines, NOT shown`] : lines;
}

function walk(value: JsonObject, indent: string, lines: string[]): void {
  for (const [key, child] of Object.entries(value)) {
    const label = quote(key, MAX_NAME).slice(1, -1);
    const simple = scalar(child);
    if (simple !== undefined) lines.push(`${indent}${label}: ${simple}`);
    else {
      lines.push(`${indent}${label}:`);
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
    else if (isJsonObject(element)) {
      lines.push(`${indent}-`);
      walk(element, `${indent}  `, lines);
    } else if (Array.isArray(element)) list(element, `${indent}- `, lines);
  }
}

function scalar(value: Json | undefined): string | undefined {
  if (typeof value === "string") return quote(value, MAX_VALUE);
  if (value === null || value === undefined || typeof value !== "object") return String(value ?? null);
  if (isJsonObject(value)) {
    if (typeof value.$secret === "string") return `(secret, handle ${value.$secret})`;
    if (typeof value.$fingerprint === "string") return `(secret, fingerprint ${value.$fingerprint})`;
    if (Object.keys(value).length === 0) return "{}";
  }
  return undefined;
}
