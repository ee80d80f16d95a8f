/** Reads a seed: a YAML list of calls in the API's own words. Everything that is wrong with it is told with its place. */
import type { Json, JsonObject } from "../../action/json.ts";
import { ConfigInvalid, PolicyInvalid } from "../../errors.ts";
import { type Place, Problems, quoted } from "../../policy/file/problems.ts";
import { type MapNode, type Node, readYamlBytes } from "../../policy/file/yaml.ts";
import { type Documented, documented } from "../../sandbox/reference/index.ts";
import { referencesIn, type SeedStep } from "../../sandbox/seeding/run.ts";
import { readPolicyBytes } from "../policy-file.ts";

const FILE = { what: "a seed", begins: "- id:CreateWorkloadPool: { WorkloadPoolName: agents }" };
const BYTES_LIMIT = 262_145;
const NAME = /^[A-Za-z][\w-]{0,63}$/;
const AGO = /^-(\d{1,5})([dhm])$/;
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** @throws ConfigInvalid where the file cannot be read, or is no seed: each problem on a line of its own */
export function readSeedFile(file: string): readonly SeedStep[] {
  const bytes = readPolicyBytes(file, { links: true, limit: BYTES_LIMIT, named: `The seed ${file}` });
  return readSeed(bytes, file);
}

/** @throws ConfigInvalid listing every problem as `NAME:LINE:COLUMN: what` */
export function readSeed(bytes: Uint8Array, name: string): readonly SeedStep[] {
  const problems = new Problems(name);
  const root = readYamlBytes(bytes, problems, FILE);
  if (root !== undefined && root.kind !== "list") problems.add(root.at, "a seed is a list of calls");
  const reader = new SeedReader(problems);
  const steps = root?.kind === "list" ? root.items.flatMap((item) => reader.read(item) ?? []) : [];
  if (root?.kind === "list" && root.items.length === 0) problems.add(root.at, "the list has no calls");
  try {
    problems.throwIfAny("Correct the seed. Nothing was done.");
  } catch (error) {
    if (!(error instanceof PolicyInvalid)) throw error;
    throw new ConfigInvalid(error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
  return steps;
}

class SeedReader {
  readonly #problems: Problems;
  readonly #actions = new Map(documented.map((one) => [`${one.service}:${one.name}`, one]));
  readonly #known = new Set<string>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  read(node: Node): SeedStep | undefined {
    if (node.kind !== "map") {
      this.#problems.add(node.at, "each entry is a call, e.g. id:CreateWorkloadPool: { … }");
      return undefined;
    }
    const calls = node.entries.filter(({ key }) => key !== "as" && key !== "at");
    const [one, second] = calls;
    if (one === undefined || second !== undefined) {
      const [at, what] =
        second === undefined ? [node.at, "the call is missing"] : [second.at, "an entry is one call"];
      this.#problems.add(at, what);
      return undefined;
    }
    const action = this.#action(one.key, one.at);
    const params = this.#params(one.value, action);
    const agoMs = this.#ago(node);
    this.#checkReferences(params, one.at);
    const as = this.#as(node);
    if (action === undefined || agoMs === undefined) return undefined;
    return { line: one.at.line, action, params, as, agoMs };
  }

  #action(name: string, at: Place): Documented | undefined {
    const action = this.#actions.get(name);
    if (action === undefined) {
      this.#problems.addNearest(at, `${quoted(name)} is no action`, name, this.#actions.keys());
    }
    return action;
  }

  /** Names of parameters are checked here; what they may be, the service says. */
  #params(node: Node, action: Documented | undefined): JsonObject {
    if (node.kind === "scalar" && node.value === null) return {};
    if (node.kind !== "map") {
      this.#problems.add(node.at, "the parameters are a map");
      return {};
    }
    const known = Object.keys(action?.input ?? {}).map((field) => field.replace(/!$/, ""));
    for (const { key, at } of action === undefined ? [] : node.entries) {
      if (!known.includes(key)) {
        const what = `${quoted(key)} is no parameter of ${action?.service}:${action?.name}`;
        this.#problems.addNearest(at, what, key, known);
      }
    }
    return fieldsOf(node);
  }

  #checkReferences(params: JsonObject, at: Place): void {
    for (const name of new Set(referencesIn(params))) {
      if (!this.#known.has(name))
        this.#problems.addNearest(at, `no call above is named ${name}`, name, this.#known);
    }
  }

  #as(node: MapNode): string | undefined {
    const entry = node.entries.find(({ key }) => key === "as");
    if (entry === undefined) return undefined;
    const { value, at } = entry;
    if (value.kind !== "scalar" || typeof value.value !== "string" || !NAME.test(value.value)) {
      this.#problems.add(at, "as takes a name of letters, digits, - and _");
      return undefined;
    }
    if (this.#known.has(value.value)) this.#problems.add(at, `${quoted(value.value)} is named already`);
    this.#known.add(value.value);
    return value.value;
  }

  #ago(node: MapNode): number | undefined {
    const entry = node.entries.find(({ key }) => key === "at");
    if (entry === undefined) return 0;
    const { value, at } = entry;
    const text = value.kind === "scalar" && typeof value.value === "string" ? value.value : "";
    const [, count, unit] = AGO.exec(text) ?? [];
    if (count === undefined || unit === undefined) {
      this.#problems.add(at, "at takes how long ago, in days, hours or minutes: -400d, -2h, -5m");
      return undefined;
    }
    return Number(count) * (UNITS[unit] ?? 0);
  }
}

const fieldsOf = (node: MapNode): JsonObject =>
  Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));

function jsonOf(node: Node): Json {
  if (node.kind === "scalar") return node.value;
  return node.kind === "list" ? node.items.map(jsonOf) : fieldsOf(node);
}
