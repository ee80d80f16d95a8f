/** Compares JSON Schemas of tools with the sandbox's facts: one line for each difference. */
import { parseLeaf } from "../../src/sandbox/facts.ts";
import type { Fact, Facts } from "../../src/sandbox/types.ts";

/** As much of JSON Schema as the tools use. */
export interface Node {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Parameters that only idgate has. */
const OURS: ReadonlySet<string> = new Set(["wait"]);
/** From here on a bound in a schema is idgate's own guard and not the API's. */
const OWN_GUARD = 4096;

const JSON_TYPE: Readonly<Record<string, string>> = {
  string: "string",
  int: "integer",
  int64: "integer",
  number: "number",
  boolean: "boolean",
};

function isList(fact: Fact): fact is readonly [Fact] {
  return Array.isArray(fact);
}

const fieldOf = (declared: string) => declared.replace(/!$/, "");
const below = (where: string, name: string) =>
  where.includes(" ") ? `${where}.${name}` : `${where} ${name}`;

/** What a tool takes against what the facts say. `where` is the action's name. */
export function requestDifferences(where: string, node: Node, facts: Facts): string[] {
  const properties = node.properties ?? {};
  const found: string[] = [];
  for (const [field, fact] of Object.entries(facts)) {
    const name = fieldOf(field);
    const here = below(where, name);
    const property = properties[name];
    if (property === undefined) {
      found.push(`${here}: the tool lacks it`);
      continue;
    }
    // What has a default is always sent, and so never missing.
    const required = (node.required ?? []).includes(name) || property.default !== undefined;
    if (field.endsWith("!") && !required) found.push(`${here}: required differs`);
    if (!field.endsWith("!") && (node.required ?? []).includes(name)) found.push(`${here}: required differs`);
    found.push(...request(here, property, fact));
  }
  const declared = new Set(Object.keys(facts).map(fieldOf));
  for (const name of Object.keys(properties)) {
    if (!declared.has(name) && !OURS.has(name)) found.push(`${below(where, name)}: the facts lack it`);
  }
  return found;
}

function request(where: string, node: Node, fact: Fact): string[] {
  if (typeof fact === "string") return leafDifferences(where, node, fact);
  if (isList(fact)) {
    if (node.type !== "array") return [`${where}: the tool does not take a list`];
    return request(`${where}[]`, node.items ?? {}, fact[0]);
  }
  if (node.type !== "object") return [`${where}: the tool does not take an object`];
  return requestDifferences(where, node, fact);
}

function leafDifferences(where: string, node: Node, notation: string): string[] {
  const leaf = parseLeaf(notation);
  if (leaf.type === "any") return [];
  const type = JSON_TYPE[leaf.type];
  // A secret is text or a handle that stands for it; a doubtful field is of several types.
  const plain = node.anyOf?.find((one) => one.type === type) ?? node;
  const found: string[] = [];
  if (plain.type !== type) found.push(`${where}: type ${String(plain.type)} against ${leaf.type}`);
  const options = leaf.options?.toSorted().join("|");
  if (options !== plain.enum?.toSorted().join("|")) found.push(`${where}: enumeration differs`);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = leaf.range ?? {};
  const most = leaf.type === "string" ? plain.maxLength : plain.maximum;
  const least = leaf.type === "string" ? plain.minLength : plain.minimum;
  if (max < OWN_GUARD && most !== max) found.push(`${where}: at most ${most} against ${max}`);
  if (leaf.type === "string" && !Number.isFinite(max) && most !== undefined && most < OWN_GUARD) {
    found.push(`${where}: at most ${most}, which the facts do not know`);
  }
  if (min > 0 && (least ?? 0) < min) found.push(`${where}: at least ${least} against ${min}`);
  return found;
}

/** What a tool says of an answer against what the facts say. Types are the tool's to be lax about. */
export function answerDifferences(where: string, node: Node, facts: Facts): string[] {
  const place = where.includes(" ") ? where : `${where} answer`;
  const properties = node.properties ?? {};
  const found: string[] = [];
  for (const [field, fact] of Object.entries(facts)) {
    const name = fieldOf(field);
    const property = properties[name];
    if (property === undefined) found.push(`${place}.${name}: the tool lacks it`);
    else found.push(...answer(`${place}.${name}`, property, fact));
  }
  const declared = new Set(Object.keys(facts).map(fieldOf));
  for (const name of Object.keys(properties)) {
    if (!declared.has(name)) found.push(`${place}.${name}: the facts lack it`);
  }
  return found;
}

function answer(where: string, given: Node, fact: Fact): string[] {
  if (typeof fact === "string") return [];
  // Free-form JSON, and secrets that are withheld whole.
  if (Object.keys(given).length === 0 || isHandle(given)) return [];
  const node = given.anyOf?.find((one) => one.type !== "null") ?? given;
  if (isList(fact)) {
    if (!isOf(node, "array")) return [`${where}: the tool shows no list`];
    return answer(`${where}[]`, node.items ?? {}, fact[0]);
  }
  if (!isOf(node, "object")) return [`${where}: the tool shows no object`];
  return answerDifferences(where, node, fact);
}

function isOf(node: Node, type: string): boolean {
  return [node.type].flat().includes(type);
}

function isHandle(node: Node): boolean {
  return node.anyOf?.some((one) => one.properties?.$secret !== undefined) ?? false;
}

/** Where facts are looser than others, or name other fields. */
export function factDifferences(where: string, facts: Facts, others: Facts): string[] {
  const given = new Map(Object.entries(facts).map(([field, fact]) => [fieldOf(field), { field, fact }]));
  const found: string[] = [];
  for (const [field, fact] of Object.entries(others)) {
    const name = fieldOf(field);
    const here = below(where, name);
    const own = given.get(name);
    given.delete(name);
    if (own === undefined) found.push(`${here}: not taken`);
    else {
      if (field.endsWith("!") && !own.field.endsWith("!")) found.push(`${here}: is required`);
      found.push(...looser(here, own.fact, fact));
    }
  }
  for (const name of given.keys()) found.push(`${below(where, name)}: not documented`);
  return found;
}

function looser(where: string, fact: Fact, other: Fact): string[] {
  if (typeof fact === "string" && typeof other === "string") {
    const [own, documented] = [parseLeaf(fact), parseLeaf(other)];
    if (own.type !== documented.type) return [`${where}: ${fact} against ${other}`];
    const most = own.range?.max ?? Number.POSITIVE_INFINITY;
    const least = own.range?.min ?? Number.NEGATIVE_INFINITY;
    const wide = most > (documented.range?.max ?? Number.POSITIVE_INFINITY);
    const low = least < (documented.range?.min ?? Number.NEGATIVE_INFINITY);
    const other_ = documented.options?.join("|") !== own.options?.join("|");
    return wide || low || other_ ? [`${where}: ${fact} against ${other}`] : [];
  }
  // `any` is what the sandbox says of JSON that it judges itself.
  if (fact === "any" || (isList(fact) && fact[0] === "any")) return [];
  if (isList(fact) && isList(other)) return looser(`${where}[]`, fact[0], other[0]);
  if (typeof fact === "string" || typeof other === "string" || isList(fact) || isList(other)) {
    return [`${where}: another shape`];
  }
  return factDifferences(where, fact, other);
}
