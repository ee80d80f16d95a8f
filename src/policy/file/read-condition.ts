/** `when`: parameter path → value, or operators. */

import type { Operator, Path } from "../engine/model.ts";
import { type Place, type Problems, quoted } from "./problems.ts";
import { readList, readMap, readNumber, readPlainValue, readText } from "./read-node.ts";
import type { Written, WrittenCondition } from "./written.ts";
import type { Node } from "./yaml.ts";

const OPERATORS = ["like", "in", "min", "max", "present", "absent"] as const;
const NEVER_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export function readConditions(node: Node, problems: Problems): readonly WrittenCondition[] {
  const map = readMap(node, "when", problems);
  if (map === undefined) return [];
  return map.entries.flatMap(({ key, at, value }) => {
    const path = readPath(key, at, problems);
    const operators = readOperators(value, key, problems);
    return path === undefined || operators.length === 0 ? [] : [{ path, operators }];
  });
}

/** A dotted path. Names with a dot in them cannot be written, and calls that carry one are not judged by them. */
export function readPath(text: string, at: Place, problems: Problems): Written<Path> | undefined {
  const path = text.split(".");
  const wrong = path.find((name) => !/^[^\s[\]*]+$/.test(name) || NEVER_KEYS.has(name));
  if (wrong === undefined) return { value: path, at };
  const what = `${quoted(text)} is not a parameter path: write names joined by dots`;
  problems.add(at, /[[\]]/.test(wrong) ? `${what}; lists are looked through without []` : what);
  return undefined;
}

function readOperators(node: Node, name: string, problems: Problems): readonly Operator[] {
  if (node.kind === "list") {
    problems.add(node.at, `${quoted(name)} is compared with one value: write in: […] for several`);
    return [];
  }
  if (node.kind === "scalar") {
    const value = readPlainValue(node, `the value of ${quoted(name)}`, problems);
    return value === undefined ? [] : [{ kind: "in", values: [value] }];
  }
  const map = readMap(node, `the condition on ${quoted(name)}`, problems);
  const operators = map?.entries.flatMap(({ key, at, value }): readonly Operator[] => {
    const kind = OPERATORS.find((candidate) => candidate === key);
    if (kind === undefined) {
      problems.addNearest(at, `${quoted(key)} is not an operator`, key, OPERATORS);
      return [];
    }
    const operator = readOperator(kind, value, problems);
    return operator === undefined ? [] : [operator];
  });
  if (operators !== undefined) assertPossible(operators, node.at, problems);
  return operators ?? [];
}

function readOperator(
  kind: (typeof OPERATORS)[number],
  node: Node,
  problems: Problems,
): Operator | undefined {
  switch (kind) {
    case "like": {
      const pattern = readText(node, kind, problems);
      return pattern === undefined ? undefined : { kind, pattern: pattern.value };
    }
    case "in": {
      const list = readList(node, kind, problems);
      if (list?.items.length === 0) problems.add(list.at, "in must list at least one value");
      const values = list?.items.flatMap((item) => readPlainValue(item, "each entry of in", problems) ?? []);
      return values === undefined || values.length === 0 ? undefined : { kind, values };
    }
    case "min":
    case "max": {
      const bound = readNumber(node, kind, problems);
      return bound === undefined ? undefined : { kind, bound };
    }
    case "present":
    case "absent":
      if (node.kind === "scalar" && node.value === true) return { kind };
      problems.add(
        node.at,
        `${kind} can only be true; its opposite is ${kind === "present" ? "absent" : "present"}: true`,
      );
      return undefined;
  }
}

/** Operators that no value can satisfy together would make an allow useless and a deny deny everything. */
function assertPossible(operators: readonly Operator[], at: Place, problems: Problems): void {
  const absent = operators.some(({ kind }) => kind === "absent");
  if (absent && operators.length > 1) problems.add(at, "absent cannot be combined with other operators");
  const kinds = operators.map(typesOf);
  const common = kinds.reduce((left, right) => left.filter((type) => right.includes(type)), ALL_TYPES);
  if (!absent && common.length === 0) problems.add(at, "these operators expect different types of value");
  const min = operators.find((operator) => operator.kind === "min");
  const max = operators.find((operator) => operator.kind === "max");
  if (min !== undefined && max !== undefined && min.bound > max.bound) {
    problems.add(at, "min is greater than max");
  }
}

const ALL_TYPES: readonly string[] = ["string", "number", "boolean"];

function typesOf(operator: Operator): readonly string[] {
  switch (operator.kind) {
    case "like":
      return ["string"];
    case "min":
    case "max":
      return ["number"];
    case "in":
      return operator.values.map((value) => typeof value);
    default:
      return ALL_TYPES;
  }
}
