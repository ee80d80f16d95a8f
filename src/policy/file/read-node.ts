/** Checked access to the tree of a policy file: each reader adds a problem where the form is wrong. */

import { comparable } from "../engine/text.ts";
import { type Place, type Problems, quoted } from "./problems.ts";
import type { Written } from "./written.ts";
import type { ListNode, MapNode, Node, ScalarNode } from "./yaml.ts";

/** Texts in a policy: names, patterns, values. UTF-16 units. */
const TEXT_LIMIT = 512;

export type Fields = ReadonlyMap<string, { readonly at: Place; readonly value: Node }>;

/** The fields of a map. Unknown keys are problems. */
export function readFields(
  node: Node,
  what: string,
  known: readonly string[],
  problems: Problems,
): Fields | undefined {
  if (node.kind !== "map") {
    problems.add(node.at, `${what} must be a map of keys and values`);
    return undefined;
  }
  const fields = new Map<string, { readonly at: Place; readonly value: Node }>();
  for (const { key, at, value } of node.entries) {
    if (known.includes(key)) fields.set(key, { at, value });
    else problems.addNearest(at, `${quoted(key)} is not a key of ${what}`, key, known);
  }
  return fields;
}

export function readMap(node: Node, what: string, problems: Problems): MapNode | undefined {
  if (node.kind === "map" && node.entries.length > 0) return node;
  problems.add(node.at, `${what} must be a map with at least one key`);
  return undefined;
}

export function readList(node: Node, what: string, problems: Problems): ListNode | undefined {
  if (node.kind === "list") return node;
  problems.add(node.at, `${what} must be a list`);
  return undefined;
}

/** A text that calls can be compared with. A number or boolean is refused: the file would not say which is meant. */
export function readText(node: Node, what: string, problems: Problems): Written<string> | undefined {
  if (node.kind !== "scalar" || node.value === null) {
    problems.add(node.at, `${what} must be text`);
    return undefined;
  }
  if (typeof node.value !== "string") {
    problems.add(node.at, `${what} must be text: quote it, "${node.source}"`);
    return undefined;
  }
  return plainText(node, node.value, what, problems);
}

export function readTexts(
  node: Node,
  what: string,
  problems: Problems,
): readonly Written<string>[] | undefined {
  const list = readList(node, what, problems);
  if (list === undefined) return undefined;
  const texts = list.items.flatMap((item) => readText(item, `each entry of ${what}`, problems) ?? []);
  const seen = new Set<string>();
  for (const { value, at } of texts) {
    if (seen.has(value)) problems.add(at, `${quoted(value)} is listed twice`);
    seen.add(value);
  }
  return texts;
}

/** Like `readTexts`, and at least one. */
export function readSomeTexts(node: Node, what: string, problems: Problems): readonly Written<string>[] {
  const texts = readTexts(node, what, problems);
  if (texts === undefined) return [];
  if (texts.length === 0) problems.add(node.at, `${what} must list at least one`);
  return texts;
}

export function readChoice<T extends string>(
  node: Node,
  what: string,
  choices: readonly T[],
  problems: Problems,
): T | undefined {
  const text = readText(node, what, problems);
  if (text === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === text.value);
  if (choice === undefined) {
    problems.addNearest(
      text.at,
      `${what} is ${quoted(text.value)} and must be ${choices.join(" or ")}`,
      text.value,
      choices,
    );
  }
  return choice;
}

/** A value that parameters are compared with: text, a finite number whose digits survive, true or false. */
export function readPlainValue(
  node: Node,
  what: string,
  problems: Problems,
): string | number | boolean | undefined {
  if (node.kind !== "scalar" || node.value === null) {
    problems.add(node.at, `${what} must be text, a number, true or false`);
    return undefined;
  }
  if (typeof node.value === "string") return plainText(node, node.value, what, problems)?.value;
  if (typeof node.value === "number" && !exact(node.value, node.source)) {
    problems.add(node.at, `${what} is a number that loses digits: quote it if the parameter is text`);
    return undefined;
  }
  return node.value;
}

export function readNumber(node: Node, what: string, problems: Problems): number | undefined {
  const value = readPlainValue(node, what, problems);
  if (value === undefined || typeof value === "number") return value;
  problems.add(node.at, `${what} must be a number`);
  return undefined;
}

export function exact(value: number, source: string): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : source.length <= 16;
}

function plainText(
  node: ScalarNode,
  value: string,
  what: string,
  problems: Problems,
): Written<string> | undefined {
  if (value.length > TEXT_LIMIT) {
    problems.add(node.at, `${what} is longer than ${TEXT_LIMIT} characters`);
  } else if (!comparable(value)) {
    problems.add(node.at, `${what} has invisible or unnormalised characters, which no call can match`);
  } else {
    return { value, at: node.at };
  }
  return undefined;
}
