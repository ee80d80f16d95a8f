/** A file of cases: calls, and what a policy is expected to say of them. Its form and its names are checked here. */
import { type Action, qualifiedName } from "../../action/action.ts";
import type { Json, JsonObject } from "../../action/json.ts";
import { toolName } from "../../action/names.ts";
import type { Principal } from "../types.ts";
import { type Place, Problems, quoted } from "./problems.ts";
import {
  exact,
  type Fields,
  readChoice,
  readFields,
  readList,
  readNumber,
  readText,
  readTexts,
} from "./read-node.ts";
import type { Written } from "./written.ts";
import { type Node, readYamlBytes } from "./yaml.ts";

/** `invalid`: the parameters do not fit the action's schema, and no policy is asked. */
export const EXPECTED = ["allow", "ask", "second-person", "refuse", "invalid"] as const;
export type Expected = (typeof EXPECTED)[number];

export interface PolicyCase {
  readonly name: string;
  readonly at: Place;
  readonly action: Action;
  readonly params: JsonObject;
  /** Undefined: nobody is known, as over stdio. */
  readonly principal: Principal | undefined;
  readonly expect: Expected;
  /** The rules that decide, in any order; undefined where the case does not say. */
  readonly rules: readonly string[] | undefined;
  /** Who may sign, in any order; undefined where the case does not say. */
  readonly approvers: readonly string[] | undefined;
  /** What every budget of the rules is to lose; undefined where the case does not say. */
  readonly items: number | undefined;
}

export interface CaseFile {
  /** As written; relative to the file of cases. */
  readonly policy: Written<string> | undefined;
  readonly cases: readonly PolicyCase[];
}

const FILE = { what: "a file of cases", begins: "cases:" };
const KEYS = ["policy", "cases"] as const;
const CASE_KEYS = ["name", "action", "params", "as", "expect", "rules", "approvers", "items"] as const;
const AS_KEYS = ["user", "groups", "client"] as const;

/**
 * Reads a file of cases.
 * @throws PolicyInvalid listing every problem, one a line, as `NAME:LINE:COLUMN: what`
 */
export function readCases(
  bytes: Uint8Array,
  source: { readonly name: string },
  actions: readonly Action[],
): CaseFile {
  const problems = new Problems(source.name);
  const root = readYamlBytes(bytes, problems, FILE);
  const fields = root && readFields(root, FILE.what, KEYS, problems);
  const policy = fields?.get("policy");
  const list = fields?.get("cases");
  if (fields !== undefined && list === undefined) problems.add(root?.at ?? START, "cases are missing");
  const items = list === undefined ? [] : (readList(list.value, "cases", problems)?.items ?? []);
  if (list?.value.kind === "list" && items.length === 0)
    problems.add(list.at, "cases must list at least one");
  const reader = new CaseReader(actions, problems);
  const file = {
    policy: policy && readText(policy.value, "policy", problems),
    cases: items.flatMap((item) => reader.read(item) ?? []),
  };
  problems.throwIfAny("Correct the file of cases.");
  return file;
}

const START: Place = { line: 1, column: 1 };

class CaseReader {
  readonly #byName: ReadonlyMap<string, Action>;
  readonly #problems: Problems;
  readonly #names = new Set<string>();

  constructor(actions: readonly Action[], problems: Problems) {
    this.#byName = new Map(
      actions.flatMap((action) => [
        [qualifiedName(action), action],
        [toolName(action), action],
      ]),
    );
    this.#problems = problems;
  }

  /** Undefined where something is wrong that the problems say. */
  read(node: Node): PolicyCase | undefined {
    const problems = this.#problems;
    const fields = readFields(node, "a case", CASE_KEYS, problems);
    if (fields === undefined) return undefined;
    for (const key of ["name", "action", "expect"]) {
      if (!fields.has(key)) problems.add(node.at, `a case needs ${key === "name" ? "a name" : key}`);
    }
    const field = <T>(key: (typeof CASE_KEYS)[number], read: (value: Node) => T): T | undefined => {
      const found = fields.get(key);
      return found === undefined ? undefined : read(found.value);
    };
    const name = field("name", (value) => this.#name(value));
    const action = field("action", (value) => this.#action(value));
    const expect = field("expect", (value) => readChoice(value, "expect", EXPECTED, problems));
    const texts = (what: string) => (value: Node) =>
      readTexts(value, what, problems)?.map((one) => one.value);
    const rest = {
      params: field("params", (value) => this.#params(value)) ?? {},
      principal: field("as", (value) => this.#principal(value)),
      rules: field("rules", texts("rules")),
      approvers: field("approvers", texts("approvers")),
      items: field("items", (value) => readNumber(value, "items", problems)),
    };
    this.#assertSensible(fields, expect);
    if (name === undefined || action === undefined || expect === undefined) return undefined;
    return { name, at: node.at, action, expect, ...rest };
  }

  #name(node: Node): string | undefined {
    const name = readText(node, "name", this.#problems);
    if (name === undefined) return undefined;
    if (this.#names.has(name.value)) {
      this.#problems.add(name.at, `the name ${quoted(name.value)} is used by another case`);
    }
    this.#names.add(name.value);
    return name.value;
  }

  #action(node: Node): Action | undefined {
    const name = readText(node, "action", this.#problems);
    if (name === undefined) return undefined;
    const action = this.#byName.get(name.value);
    if (action === undefined) {
      const what = `${quoted(name.value)} is not an action`;
      this.#problems.addNearest(name.at, what, name.value, this.#byName.keys());
    }
    return action;
  }

  #params(node: Node): JsonObject | undefined {
    if (node.kind === "map") return Object.fromEntries(this.#entries(node));
    this.#problems.add(node.at, "params must be a map");
    return undefined;
  }

  #json(node: Node): Json {
    if (node.kind === "list") return node.items.map((item) => this.#json(item));
    if (node.kind === "map") return Object.fromEntries(this.#entries(node));
    if (typeof node.value === "number" && !exact(node.value, node.source)) {
      this.#problems.add(node.at, "a number that loses digits: quote it if the parameter is text");
    }
    return node.value;
  }

  #entries(node: Node & { readonly kind: "map" }): readonly (readonly [string, Json])[] {
    return node.entries.map(({ key, value }) => [key, this.#json(value)]);
  }

  #principal(node: Node): Principal | undefined {
    const problems = this.#problems;
    const fields = readFields(node, "as", AS_KEYS, problems);
    if (fields === undefined) return undefined;
    if (fields.size === 0) problems.add(node.at, "as must name a user, groups or a client");
    const text = (key: "user" | "client") => {
      const found = fields.get(key);
      return found && readText(found.value, key, problems)?.value;
    };
    const groups = fields.get("groups");
    return {
      user: text("user"),
      groups: groups && readTexts(groups.value, "groups", problems)?.map(({ value }) => value),
      client: text("client"),
    };
  }

  /** What a verdict leaves nothing to say of is a slip. */
  #assertSensible(fields: Fields, expect: Expected | undefined): void {
    const idle =
      expect === "invalid"
        ? ["as", "rules", "approvers", "items"]
        : expect === "refuse"
          ? ["approvers", "items"]
          : expect === "second-person" || expect === undefined
            ? []
            : ["approvers"];
    for (const key of idle) {
      const found = fields.get(key);
      if (found !== undefined) this.#problems.add(found.at, `${key} does not go with expect: ${expect}`);
    }
  }
}
