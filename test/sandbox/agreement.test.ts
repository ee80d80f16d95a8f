/**
 * The tools' schemas against the sandbox's facts, field by field. They are written apart: what one of them has
 * wrong shows here.
 */
import { describe, expect, it } from "vitest";
import { type Action, qualifiedName } from "../../src/action/action.ts";
import { cloudControlActions } from "../../src/sandbox/cloudcontrol/index.ts";
import { cloudIdentityActions } from "../../src/sandbox/cloudidentity/index.ts";
import { parseLeaf } from "../../src/sandbox/facts.ts";
import { idActions } from "../../src/sandbox/id/index.ts";
import { stsActions } from "../../src/sandbox/sts/index.ts";
import type { Fact, Facts, SandboxAction } from "../../src/sandbox/types.ts";
import { toolDefinition } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";

const emulated = new Map<string, SandboxAction>(
  [...idActions, ...stsActions, ...cloudIdentityActions, ...cloudControlActions].map((one) => [
    qualifiedName({ service: one.service as Action["service"], name: one.name }),
    one,
  ]),
);

/** Fields that only idgate has, or that the sandbox takes beside the documented ones. */
const OURS: ReadonlySet<string> = new Set(["wait"]);
const ALSO_TAKEN: ReadonlySet<string> = new Set(["id:CreateNamespace Tags[].Values"]);
/**
 * Where the reference is silent and the two differ on purpose, with the reason. The sandbox is the stricter
 * one, or idgate guards against nonsense that no service means.
 */
const MEANT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/(Tags|TagFilters|MetaData)\[\]\.Key: required differs$/, "a key without a name is of no use"],
  [
    /(Tags|TagFilters)\[\]\.(Key|Value|Values\[\]): at most undefined against (128|256)$/,
    "sizes of the sister services",
  ],
  [
    /id:List(Namespaces|Policies) PageSize: at most 1000 against 100$/,
    "pages as the other lists of id have them",
  ],
  [/^cloudcontrol:\w+ TypeName: at most 200/, "no type name is that long"],
];
/** Emulated, and no tool yet. */
const NO_TOOL: ReadonlySet<string> = new Set(["cloudidentity:GetServiceStatus"]);
/** Free-form parameters, whose inside the service judges by resource type. */
const FREE_FORM: ReadonlySet<string> = new Set(["any"]);
/** Below this a length in a schema is meant as the API's, not as idgate's own guard. */
const OWN_GUARD = 4096;

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly maxLength?: number;
  readonly maximum?: number;
}

function differences(where: string, node: Node, fact: Fact): string[] {
  if (typeof fact === "string") return leafDifferences(where, node, fact);
  if (isList(fact)) {
    if (node.type !== "array") return [`${where}: the tool does not take a list`];
    return differences(`${where}[]`, node.items ?? {}, fact[0]);
  }
  if (node.type !== "object") return [`${where}: the tool does not take an object`];
  return objectDifferences(where, node, fact);
}

function isList(fact: Fact): fact is readonly [Fact] {
  return Array.isArray(fact);
}

function objectDifferences(where: string, node: Node, facts: Facts): string[] {
  const properties = node.properties ?? {};
  const found: string[] = [];
  const declared = new Set<string>();
  for (const [field, fact] of Object.entries(facts)) {
    const name = field.replace(/!$/, "");
    declared.add(name);
    const here = where.endsWith(" ") ? `${where}${name}` : `${where}.${name}`;
    const property = properties[name];
    if (property === undefined) {
      if (!ALSO_TAKEN.has(here)) found.push(`${here}: the tool lacks it`);
      continue;
    }
    if (field.endsWith("!") !== (node.required ?? []).includes(name)) found.push(`${here}: required differs`);
    found.push(...differences(here, property, fact));
  }
  for (const name of Object.keys(properties)) {
    if (!declared.has(name) && !OURS.has(name)) found.push(`${where}${name}: the sandbox lacks it`);
  }
  return found;
}

const JSON_TYPE: Readonly<Record<string, string>> = {
  string: "string",
  int: "integer",
  int64: "integer",
  boolean: "boolean",
};

function leafDifferences(where: string, node: Node, notation: string): string[] {
  const leaf = parseLeaf(notation);
  if (FREE_FORM.has(leaf.type)) return [];
  // A secret is text or a handle that stands for it.
  const plain = node.anyOf?.find((one) => one.type === "string") ?? node;
  const found: string[] = [];
  if (plain.type !== JSON_TYPE[leaf.type]) found.push(`${where}: type ${plain.type} against ${leaf.type}`);
  const options = leaf.options?.toSorted().join("|");
  if (options !== plain.enum?.toSorted().join("|")) found.push(`${where}: enumeration differs`);
  const max = leaf.range?.max ?? Number.POSITIVE_INFINITY;
  const given = leaf.type === "string" ? plain.maxLength : plain.maximum;
  if (max < OWN_GUARD && given !== max) found.push(`${where}: at most ${given} against ${max}`);
  if (leaf.type === "string" && !Number.isFinite(max) && given !== undefined && given < OWN_GUARD) {
    found.push(`${where}: at most ${given}, which the sandbox does not know`);
  }
  return found;
}

describe("each tool and the sandbox", () => {
  it("know the same actions", () => {
    const names = [...emulated.keys()].filter((name) => !NO_TOOL.has(name));
    expect(names.toSorted()).toEqual(actions.map(qualifiedName).toSorted());
  });

  it.each(actions.map((action) => [qualifiedName(action), action] as const))(
    "agree on %s: names, required, types, limits, enumerations, method and version",
    (name, action) => {
      const other = emulated.get(name);
      expect(other).toMatchObject({ http: action.encoding, version: action.version });
      const { inputSchema } = toolDefinition(action);
      const found = objectDifferences(`${name} `, inputSchema as Node, other?.input ?? {});
      expect(found.filter((one) => !MEANT.some(([pattern]) => pattern.test(one)))).toEqual([]);
    },
  );
});
