import { describe, expect, it } from "vitest";
import { isChange, qualifiedName } from "../../src/action/action.ts";
import { isJsonObject, type Json, type JsonObject } from "../../src/action/json.ts";
import { inputSchema } from "../../src/action/parse.ts";
import type { Prompt, Step } from "../../src/action/prompt.ts";
import { InvalidArguments } from "../../src/errors.ts";
import { toolDefinition } from "../../src/server/definition.ts";
import { place } from "../../src/server/material/place.ts";
import { promptText } from "../../src/server/material/prompts.ts";
import { GENERATE_SECRET } from "../../src/server/own-tools.ts";
import { actions } from "../../tools/index.ts";
import { prompts } from "../../tools/prompts/index.ts";
import { callsIn } from "../support/prompt-run.ts";

const WORD_LIMIT = 700;

const byName = new Map(actions.map((action) => [qualifiedName(action), action]));
const effects = new Map(actions.map((action) => [qualifiedName(action), { effect: action.effect }]));

/** Something for each argument; what takes an entity gets one. */
const EXAMPLES: Readonly<Record<string, string>> = {
  operation: "Action::read",
  resource: "Invoice::42",
  who: "Agent::bot",
  what: "Action::read",
  on: "Invoice::42",
};

/** Every choice of every argument, each with all optional arguments and with none. */
function variants(prompt: Prompt): Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const { name, required, values } of prompt.arguments) {
    const options = values.length > 0 ? values : [EXAMPLES[name] ?? "example"];
    all = all.flatMap((args) => [
      ...options.map((value) => ({ ...args, [name]: value })),
      ...(required || values.length > 0 ? [] : [args]),
    ]);
  }
  return all;
}

const cases = prompts.flatMap((prompt) =>
  variants(prompt).map(
    (args) => [`${prompt.name} ${JSON.stringify(args)}`, prompt, prompt.steps(args)] as const,
  ),
);

function schemaAt(schema: Json | undefined, path: readonly string[]): JsonObject | undefined {
  if (!isJsonObject(schema)) return undefined;
  const [first, ...rest] = path;
  if (first === undefined) return schema;
  if (first === "[]") return schemaAt(schema.items, rest);
  return isJsonObject(schema.properties) ? schemaAt(schema.properties[first], rest) : undefined;
}

const steps = (path: string) => path.replaceAll("[]", ".[]").split(".");

/** The schema of an action's result, or of one of its items. */
function resultSchema(action: string, path = ""): JsonObject | undefined {
  if (action === GENERATE_SECRET) return path === "$secret" ? { type: "string" } : undefined;
  const found = byName.get(action);
  if (found === undefined) return undefined;
  return schemaAt(toolDefinition(found).outputSchema, path === "" ? [] : steps(path));
}

/** The items that `fields` of a read are fields of: of its list, or of the result itself. */
function itemSchema(step: Step): JsonObject | undefined {
  const action = byName.get(step.action);
  const whole = resultSchema(step.action);
  if (action?.paging === undefined) return whole;
  const properties = isJsonObject(whole?.properties) ? whole.properties : {};
  const list = Object.values(properties).find((one) => isJsonObject(one) && isJsonObject(one.items));
  return isJsonObject(list) && isJsonObject(list.items) ? list.items : undefined;
}

function problemsOf(step: Step): readonly string[] {
  const { action: name, params, takes = {}, asks = {} } = step;
  if (name === GENERATE_SECRET) return [];
  const action = byName.get(name);
  if (action === undefined) return [`${name} does not exist`];
  const open = [...Object.keys(takes), ...Object.keys(asks)];
  const filled = open.reduce((whole, path) => place(whole, path, "placeholder-of-a-value"), params);
  const parsed = inputSchema(action).safeParse(filled);
  const isOpen = (path: readonly PropertyKey[]) =>
    open.some((one) => one.split(/\.|\[\]/)[0] === String(path[0]));
  const issues = parsed.success ? [] : parsed.error.issues;
  return issues
    .filter(({ code, path }) => code === "unrecognized_keys" || !isOpen(path))
    .map(({ message, path }) => `${name} ${path.map(String).join(".")}: ${message}`);
}

describe("the prompts", () => {
  it("have names, titles and descriptions of their own, in both languages", () => {
    expect(prompts.map(({ name }) => name)).toEqual([
      "provision_agent",
      "give_agent_a_credential",
      "grant_access",
      "onboard_user",
      "offboard_user",
      "access_review",
    ]);
    for (const { title, zh, description, arguments: args } of prompts) {
      expect(title).toMatch(/^[A-Z].{5,59}$/);
      expect(zh).toMatch(/^\p{Script=Han}{4,12}$/u);
      expect(description).toMatch(/^[A-Z].{20,120}\.$/);
      for (const one of args) {
        expect(one.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
        expect(one.description.length, one.name).toBeGreaterThan(10);
        expect(one.description.length, one.name).toBeLessThan(160);
      }
    }
  });

  it("say which argument is missing, unknown or not among the choices", () => {
    const [provision, , grant] = prompts;
    expect(() => provision?.steps({})).toThrow(/agent: is required/);
    expect(() => provision?.steps({ agent: "" })).toThrow(/agent: is required/);
    expect(() => grant?.steps({ who: "a", what: "b" })).toThrow(/system: is required/);
    expect(() => provision?.steps({ agent: "bot", colour: "red" })).toThrow(/colour/);
    expect(() => provision?.steps({ agent: "bot\u202e" })).toThrow(/cannot be seen/);
    const check = { agent: "bot", namespace: "n", operation: "read", resource: "Invoice::42" };
    expect(() => provision?.steps(check)).toThrow(/operation: is not Type::id/);
    expect(() => provision?.steps({ agent: "b".repeat(300) })).toThrow(InvalidArguments);
    expect(() => provision?.steps("bot")).toThrow(InvalidArguments);
    expect(() => grant?.steps({ system: "else", who: "a", what: "b" })).toThrow(/namespace/);
    expect(provision?.steps({ agent: "bot", description: "" })).toEqual(provision?.steps({ agent: "bot" }));
  });
});

describe.each(cases)("%s", (_, prompt, all) => {
  it("names actions that exist, with parameters that they take", () => {
    expect(all.flatMap(problemsOf)).toEqual([]);
  });

  it("takes values from earlier steps, where those have them", () => {
    for (const [at, { action, takes = {} }] of all.entries()) {
      const sources = new Set(Object.values(takes).map(({ from }) => from));
      for (const from of sources) {
        const taken = Object.values(takes).filter((one) => one.from === from);
        const source = all.slice(0, at).find((step) => step.as === from);
        expect(source, `${action} takes from ${from}`).toBeDefined();
        // Values of one item have to come from one list.
        expect(new Set(taken.map(({ path }) => path.split("[]").slice(0, -1).join())).size).toBe(1);
        for (const { path, where = {}, parameter } of taken) {
          expect(resultSchema(source?.action ?? "", path), `${from} has ${path}`).toBeDefined();
          const item = path.slice(0, path.lastIndexOf("[]") + 2);
          for (const field of Object.keys(where)) {
            expect(resultSchema(source?.action ?? "", `${item}.${field}`), field).toBeDefined();
          }
          if (source?.fields !== undefined) {
            const leaf = path.split("[].").at(-1);
            const needed = parameter === undefined ? [leaf, ...Object.keys(where)] : Object.keys(where);
            const kept = source.fields.map((field) => field.split(".").at(-1));
            expect(kept).toEqual(expect.arrayContaining(needed));
          }
          if (parameter !== undefined) {
            expect([...Object.keys(source?.takes ?? {}), ...Object.keys(source?.params ?? {})]).toContain(
              parameter,
            );
          }
        }
      }
      const repeated = Object.values(takes).filter(({ each }) => each === true);
      expect(new Set(repeated.map(({ from }) => from)).size).toBeLessThanOrEqual(1);
    }
  });

  it("keeps fields that the answers have, of reads alone", () => {
    for (const step of all.filter(({ fields }) => fields !== undefined)) {
      expect(effects.get(step.action)?.effect, step.action).toBe("read");
      for (const field of step.fields ?? []) {
        const path = field.includes(".") ? field.replace(".", "[].") : field;
        expect(schemaAt(itemSchema(step), steps(path)), `${step.action} ${field}`).toBeDefined();
      }
    }
  });

  it("looks first, changes then, takes away last", () => {
    expect(all[0]?.action).toBe("sts:GetCallerIdentity");
    const order = all.map(({ action }) =>
      action === GENERATE_SECRET ? "create" : effects.get(action)?.effect,
    );
    const firstChange = order.findIndex((effect) => effect !== undefined && isChange(effect));
    if (firstChange >= 0) expect(order.slice(0, firstChange).length).toBeGreaterThan(1);
    const firstDelete = order.indexOf("delete");
    if (firstDelete >= 0) {
      expect(order.slice(firstDelete).filter((effect) => effect !== "delete" && effect !== "read")).toEqual(
        [],
      );
    }
    if (prompt.name === "access_review") expect(new Set(order)).toEqual(new Set(["read"]));
  });

  it("becomes a short text that spells out every call", () => {
    const text = promptText(prompt, all, effects);
    expect(text.split(/\s+/).length).toBeLessThan(WORD_LIMIT);
    expect(callsIn(text).map(({ args }) => args.action)).toEqual(all.map(({ action }) => action));
    expect(text).not.toContain("undefined");
    const deletes = all.some(({ action }) => effects.get(action)?.effect === "delete");
    expect(text.includes("STOP here")).toBe(deletes);
    if (prompt.name !== "access_review") {
      expect(text).toContain("look for no other way");
      expect(text).toContain("handles");
    }
  });
});

describe("the text", () => {
  it("says of an action that this server leaves out that it does", () => {
    const [prompt] = prompts;
    if (prompt === undefined) throw new Error("no prompt");
    const known = new Map([...effects].filter(([name]) => name !== "id:CreateWorkloadIdentity"));
    const text = promptText(prompt, prompt.steps({ agent: "bot" }), known);
    expect(text).toContain("This server leaves id:CreateWorkloadIdentity out");
    expect(promptText(prompt, prompt.steps({ agent: "bot" }), effects)).not.toContain("leaves");
  });
});
