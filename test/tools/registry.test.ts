import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Action, natureOf, qualifiedName } from "../../src/action/action.ts";
import type { Family } from "../../src/action/family.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { TOOL_NAME_LIMIT, toolName } from "../../src/action/names.ts";
import { type ActionDefinition, toolDefinition } from "../../src/server/definition.ts";
import { actions, families } from "../../tools/index.ts";
import { AGAINST_THE_VERB, DEPENDS_ON_ARGUMENTS, ESCALATES, ISSUES, REVEALS } from "./natures.ts";
import { action, parse } from "./support.ts";

const SUMMARY_LIMIT = 300;
const DESCRIPTION_LIMIT = 90;
const HAN = /\p{Script=Han}/u;
const FOLDER = new URL("../../tools/", import.meta.url);

const definitions = new Map(actions.map((one) => [one, toolDefinition(one)]));
const each = actions.map((one) => [qualifiedName(one), one] as const);

function definitionOf(one: Action): ActionDefinition {
  const definition = definitions.get(one);
  if (definition === undefined) throw new Error("no definition");
  return definition;
}

function takesText(schema: JsonObject): boolean {
  const { type, anyOf } = schema;
  return (
    type === "string" ||
    (Array.isArray(anyOf) && anyOf.some((one: Json) => isJsonObject(one) && takesText(one)))
  );
}

function isFamily(value: unknown): value is Family {
  return typeof value === "object" && value !== null && "actions" in value && "zh" in value;
}

/** Whether a path leads to a field that a schema declares; below free-form JSON any path does. */
function leadsSomewhere(schema: Json | undefined, steps: readonly string[]): boolean {
  if (!isJsonObject(schema)) return false;
  const [step, ...rest] = steps;
  const declared = isJsonObject(schema.properties) ? schema.properties : {};
  if (step === undefined || (holdsFreeForm(schema) && Object.keys(declared).length === 0)) return true;
  if (step === "[]") return leadsSomewhere(schema.items, rest);
  if (step === "**") {
    const inside = [...Object.values(declared), ...(schema.items === undefined ? [] : [schema.items])];
    return leadsSomewhere(schema, rest) || inside.some((child) => leadsSomewhere(child, steps));
  }
  return leadsSomewhere(declared[step], rest);
}

const stepsOf = (path: string) => path.replaceAll("[]", ".[]").split(".");

/** Every description in a schema, with the name it belongs to. */
function descriptions(schema: Json, name: string): [string, string][] {
  if (Array.isArray(schema)) return schema.flatMap((child: Json) => descriptions(child, name));
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, child]): [string, string][] =>
    key === "description" && typeof child === "string"
      ? [[name, child]]
      : descriptions(child, `${name}.${key}`),
  );
}

describe("the list of actions", () => {
  it("holds every family file of every area, once, and nothing else", async () => {
    const defined: Family[] = [];
    for (const area of readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      for (const file of readdirSync(new URL(`${area.name}/`, FOLDER)).filter(
        (name) => name !== "index.ts",
      )) {
        const exported: Record<string, unknown> = await import(new URL(`${area.name}/${file}`, FOLDER).href);
        const own = Object.values(exported).filter(isFamily);
        for (const family of own) expect(`${family.name}.ts`).toBe(file);
        defined.push(...own);
      }
    }
    expect(new Set(families)).toEqual(new Set(defined));
    expect(families).toHaveLength(defined.length);
    expect(actions).toHaveLength(418);
  });

  it("keeps to the areas, in the order an administrator meets them", () => {
    expect(families.map((family) => family.name).slice(0, 5)).toEqual([
      "caller-identity",
      "temporary-credentials",
      "workload-pools",
      "workload-identities",
      "workload-access-tokens",
    ]);
    expect(families.at(-1)?.name).toBe("cloud-resources");
    expect(new Set(families.map((family) => family.name)).size).toBe(families.length);
  });

  it("tells of each family what it is, in both languages", () => {
    for (const family of families) {
      expect(family.title, family.name).toMatch(/^[A-Z].{2,59}$/);
      expect(family.zh, family.name).toMatch(HAN);
      expect(family.summary.length, family.name).toBeLessThanOrEqual(SUMMARY_LIMIT);
      expect(family.summary, family.name).toMatch(/^[A-Z].{20,}\.$/);
    }
  });

  it("gives no two actions one title, in either language", () => {
    expect(new Set(actions.map((one) => one.title)).size).toBe(actions.length);
    expect(new Set(actions.map((one) => one.zh)).size).toBe(actions.length);
  });

  it("gives each action a tool name of its own that hosts accept", () => {
    const names = actions.map(toolName);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(each.map(([name]) => name)).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^[a-z][a-z0-9_]+$/);
      expect(name.length).toBeLessThanOrEqual(TOOL_NAME_LIMIT);
    }
  });
});

describe.each(each)("%s", (name, one) => {
  const definition = definitionOf(one);

  it("has a title, a summary of one to three sentences, and brief descriptions", () => {
    expect(one.title).toMatch(/^[A-Z].{5,59}[^.]$/);
    expect(one.zh).toMatch(HAN);
    expect(one.summary).toMatch(/^[A-Z].{20,}\.$/);
    expect(one.summary.length).toBeLessThanOrEqual(SUMMARY_LIMIT);
    expect(one.summary.split(/[.:] (?=[A-Z])/).length).toBeLessThanOrEqual(4);
    for (const [where, description] of descriptions(definition.inputSchema, name)) {
      expect(description.length, where).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
    }
  });

  it("names only fields that exist as secrets, egress, free form, JSON strings and selectors", () => {
    const { inputSchema, outputSchema } = definition;
    const inputs = [
      ...one.secrets.input,
      ...one.egress,
      ...one.freeForm,
      ...Object.keys(one.absentMeans ?? {}),
      ...(one.alternatives ?? []).flatMap(({ of }) => of),
      ...(one.idempotencyToken === undefined ? [] : [one.idempotencyToken]),
    ];
    for (const path of inputs) expect(leadsSomewhere(inputSchema, stepsOf(path)), path).toBe(true);
    for (const path of [...one.secrets.output, ...one.jsonStrings]) {
      expect(leadsSomewhere(outputSchema, stepsOf(path)), path).toBe(true);
    }
  });

  it("marks every parameter that takes any JSON as free form", () => {
    const declared = isJsonObject(definition.inputSchema.properties) ? definition.inputSchema.properties : {};
    const free = Object.entries(declared)
      .filter(([, schema]) => holdsFreeForm(schema))
      .map(([parameter]) => parameter);
    expect([...one.freeForm].sort()).toEqual(free.sort());
  });

  it("follows by reads that exist, with parameters that they take", () => {
    const { follow } = one;
    if (follow !== undefined) {
      const reader = action(follow.action);
      expect(reader.effect).toBe("read");
      expect(leadsSomewhere(definitionOf(reader).inputSchema, [follow.with])).toBe(true);
      expect(leadsSomewhere(definition.outputSchema, [follow.from])).toBe(true);
    }
  });

  it("escalates where it issues, never where it only reads", () => {
    if (one.effect === "issue") {
      expect(one.escalates).toBe(true);
      expect(one.secrets.output.length + one.secrets.forUser.length).toBeGreaterThan(0);
    }
    if (one.effect === "read" || one.effect === "reveal") expect(one.escalates).toBe(false);
  });

  it("refuses a parameter that it does not declare", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{1,12}$/), fc.jsonValue(), (key, value) => {
        fc.pre(!Object.hasOwn(one.input(), key) && !(key === "wait" && one.follow !== undefined));
        expect(parse(name, { [key]: value })).toEqual(expect.stringContaining(key));
      }),
      { numRuns: 20 },
    );
  });

  it("has an input schema that is closed and an output schema that is open", () => {
    expect(definition.inputSchema).toMatchObject({ type: "object", additionalProperties: false });
    expect(definition.outputSchema.type).toBe("object");
    expect(definition.outputSchema).not.toHaveProperty("required");
    expect(definition.outputSchema).not.toHaveProperty("additionalProperties");
    expect(JSON.stringify(definition)).not.toContain("$schema");
  });
});

function holdsFreeForm(schema: Json): boolean {
  if (!isJsonObject(schema)) return false;
  if (schema.type === undefined) return schema.anyOf === undefined;
  if (schema.type === "array") return schema.items === undefined || holdsFreeForm(schema.items);
  if (schema.type !== "object") return false;
  if (schema.additionalProperties !== false) return true;
  return isJsonObject(schema.properties) && Object.values(schema.properties).some(holdsFreeForm);
}

describe("what actions do to the world", () => {
  const withEffect = (effect: string) =>
    actions.filter((one) => one.effect === effect).map((one) => qualifiedName(one));

  it("hands out credentials, and shows stored ones, only where it says so", () => {
    expect(withEffect("issue").sort()).toEqual(ISSUES);
    expect(withEffect("reveal").sort()).toEqual(REVEALS);
  });

  it("follows the verb of the name everywhere else", () => {
    const verbs: Readonly<Record<string, RegExp>> = {
      create: /:Create/,
      update: /:(Update|Modify|Set|Upsert|Add|Attach|Bind|Link|Change|Enable|Publish|Provision|Retry|Tag)/,
      delete: /:(Delete|Remove|Detach|UnBind|Untag|Disable|Deprovision)/,
      read: /:(Get|List|Describe|BatchGet|BatchList)/,
    };
    for (const effect of ["create", "update", "delete", "read"] as const) {
      const others = AGAINST_THE_VERB[effect] ?? [];
      const found = withEffect(effect).filter((name) => !verbs[effect]?.test(name));
      expect(found.sort(), effect).toEqual(others);
    }
  });

  it("escalates exactly where rights are raised, a way to sign in is opened or a guard is lowered", () => {
    const escalating = actions.filter((one) => one.escalates && one.effect !== "issue");
    expect(escalating.map(qualifiedName).sort()).toEqual(ESCALATES);
    const depending = actions.filter((one) => one.natureOf !== undefined);
    expect(depending.map(qualifiedName).sort()).toEqual(DEPENDS_ON_ARGUMENTS);
  });

  it("never escalates less for some arguments than it declares", () => {
    const anyParams: fc.Arbitrary<JsonObject> = fc.record({
      TypeName: fc.oneof(fc.string(), fc.constantFrom("Volcengine::IAM::Accesskey", "Volcengine::IAM::User")),
    });
    fc.assert(
      fc.property(fc.constantFrom(...actions), anyParams, (one, params) => {
        const nature = natureOf(one, params);
        if (one.escalates || nature.effect === "issue") expect(nature.escalates).toBe(true);
      }),
    );
  });

  it("takes an absent pool for `default` wherever the reference says so", () => {
    for (const one of actions) {
      const { properties, required } = definitionOf(one).inputSchema;
      const declared = isJsonObject(properties) ? properties : {};
      const needed = Array.isArray(required) ? required : [];
      const pools = ["WorkloadPoolName", "PoolName"].filter((field) => {
        const schema = declared[field];
        return isJsonObject(schema) && takesText(schema) && !needed.includes(field);
      });
      const name = qualifiedName(one);
      // A new pool gets its name here, and a list of pools is filtered by it.
      const meant = /^id:(Create|List)WorkloadPools?$/.test(name) ? [] : pools;
      expect(one.absentMeans ?? {}, name).toEqual(
        Object.fromEntries(meant.map((field) => [field, "default"])),
      );
    }
  });
});

describe("hints for hosts", () => {
  it.each(each)("%s has all four, and they are true", (_, one) => {
    const { annotations } = definitionOf(one);
    expect(Object.keys(annotations).sort()).toEqual([
      "destructiveHint",
      "idempotentHint",
      "openWorldHint",
      "readOnlyHint",
      "title",
    ]);
    expect(annotations.openWorldHint).toBe(true);
    expect(annotations.destructiveHint).toBe(one.effect === "update" || one.effect === "delete");
    if (annotations.readOnlyHint) expect(one.effect).toBe("read");
    if (one.effect === "create" || one.effect === "issue") expect(annotations.idempotentHint).toBe(false);
  });

  it("a read that some arguments turn into a reveal is not called read-only", () => {
    for (const name of ["cloudcontrol:GetResource", "cloudcontrol:ListResources"]) {
      expect(definitionOf(action(name)).annotations.readOnlyHint).toBe(false);
    }
    expect(definitionOf(action("cloudcontrol:GetTask")).annotations.readOnlyHint).toBe(true);
  });

  it("an update that may append is not called idempotent", () => {
    expect(definitionOf(action("cloudcontrol:UpdateResource")).annotations.idempotentHint).toBe(false);
    expect(definitionOf(action("id:UpdatePolicy")).annotations.idempotentHint).toBe(true);
  });
});
