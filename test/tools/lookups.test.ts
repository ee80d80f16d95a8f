import { describe, expect, it } from "vitest";
import { type Action, type Lookup, qualifiedName, type TakenAlong } from "../../src/action/action.ts";
import { isJsonObject, type Json } from "../../src/action/json.ts";
import { tellsOf } from "../../src/gate/settle/evidence.ts";
import { toolDefinition } from "../../src/server/definition.ts";
import { actions } from "../../tools/index.ts";
import { action } from "./support.ts";

type Read = Omit<Lookup, "at"> & { readonly paths: readonly string[]; readonly kind: string };

const withAt = (kind: string, lookup: Lookup): Read => ({
  ...lookup,
  kind,
  paths: lookup.at === undefined ? [] : [lookup.at],
});
const withNames = (entry: TakenAlong): Read => ({
  ...entry,
  kind: "takesAlong",
  paths: entry.names === undefined ? [] : [entry.names],
});

function readsOf({ lookup, toldBy, names = [], takesAlong = [] }: Action): Read[] {
  return [
    ...(lookup === undefined ? [] : [withAt("lookup", lookup)]),
    ...(toldBy === undefined ? [] : [withAt("toldBy", toldBy)]),
    ...names.map((one) => withAt("names", one)),
    ...takesAlong.map(withNames),
  ];
}

const all = actions.flatMap((one) =>
  readsOf(one).map((read) => [`${qualifiedName(one)} ${read.kind} ${read.action}`, one, read] as const),
);

function pairs({ by }: Read): [string, string][] {
  return Array.isArray(by) ? by.map((name: string) => [name, name]) : Object.entries(by);
}

function schemaAt(schema: Json | undefined, path: string): Json | undefined {
  return path
    .replaceAll("[]", ".[]")
    .split(".")
    .reduce<Json | undefined>((at, step) => {
      if (!isJsonObject(at)) return undefined;
      // Below free-form JSON any path leads somewhere.
      if (at.properties === undefined && at.items === undefined) return at;
      return step === "[]" ? at.items : isJsonObject(at.properties) ? at.properties[step] : undefined;
    }, schema);
}

describe.each(all)("%s", (_, one, read) => {
  const reader = action(read.action);
  const input = toolDefinition(reader).inputSchema;

  it("is a plain read: no secret is read to be shown in a preview", () => {
    expect(reader.effect).toBe("read");
  });

  it("carries over parameters that both sides have", () => {
    const own = Object.keys(one.input());
    const theirs = Object.keys(reader.input());
    for (const [from, to] of pairs(read)) {
      expect(own).toContain(from.replace(/\[\]$/, ""));
      expect(theirs).toContain(to);
    }
    expect(theirs).toEqual(expect.arrayContaining(Object.keys(read.with ?? {})));
  });

  it("supplies all that the read requires", () => {
    const supplied = [...pairs(read).map(([, to]) => to), ...Object.keys(read.with ?? {})];
    expect(supplied).toEqual(
      expect.arrayContaining(Array.isArray(input.required) ? [...input.required] : []),
    );
    for (const { of, required } of reader.alternatives ?? []) {
      if (required) expect(of.some((name) => supplied.includes(name))).toBe(true);
    }
  });

  it("looks where the answer has something", () => {
    for (const path of read.paths) {
      expect(schemaAt(toolDefinition(reader).outputSchema, path), path).toBeDefined();
    }
  });
});

const lists = actions.flatMap((one) =>
  one.lookup?.among === undefined ? [] : [[qualifiedName(one), one, one.lookup, one.lookup.among] as const],
);

describe.each(lists)("%s, found again in a list", (_, one, lookup, among) => {
  const reader = action(lookup.action);
  const rows = schemaAt(toolDefinition(reader).outputSchema, `${among.list}[]`);

  it("is told by parameters that it has", () => {
    const input = toolDefinition(one).inputSchema;
    for (const path of Object.keys(among.by)) {
      expect(schemaAt(input, path.replace(/\?$/, "")), path).toBeDefined();
    }
  });

  it("is told by fields that the list shows, where the reference says what it shows", () => {
    const [first = ""] = among.list.split(".");
    if (!Object.hasOwn(reader.output(), first)) {
      expect(UNDOCUMENTED).toContain(lookup.action);
      return;
    }
    expect(rows).toBeDefined();
    for (const field of [...Object.values(among.by), ...Object.keys(among.where ?? {})]) {
      if (field !== "") expect(schemaAt(rows, field), field).toBeDefined();
    }
  });
});

/** Lists of which the reference does not say where their rows are. */
const UNDOCUMENTED = ["id:ListActions"];

describe("what a look compares", () => {
  const looked = actions.flatMap((one) => (one.lookup === undefined ? [] : [{ one, lookup: one.lookup }]));

  it("is called by names that the call and the thing have", () => {
    for (const { one, lookup } of looked) {
      const place = lookup.among === undefined ? (lookup.at ?? "") : `${lookup.among.list}[]`;
      const answer = toolDefinition(action(lookup.action)).outputSchema;
      const thing = place === "" ? answer : schemaAt(answer, place);
      for (const [param, field] of Object.entries(lookup.as ?? {})) {
        expect(Object.keys(one.input()), qualifiedName(one)).toContain(param);
        expect(schemaAt(thing, field), qualifiedName(one)).toBeDefined();
      }
      for (const field of Object.keys(lookup.sets ?? {})) {
        expect(schemaAt(thing, field), `${qualifiedName(one)} ${field}`).toBeDefined();
      }
    }
  });

  it("is a state only of what is changed", () => {
    const states = looked.filter(({ lookup }) => lookup.sets !== undefined);
    const others = states.filter(({ one, lookup }) => tellsOf({ effect: one.effect, lookup }) !== "changed");
    expect(others.map(({ one }) => qualifiedName(one))).toEqual([]);
  });
});

describe("what is looked at before a person is asked", () => {
  const named = (some: readonly Action[]) => some.map(qualifiedName);

  it("is what goes along only where something goes", () => {
    expect(actions.filter((one) => one.takesAlong !== undefined && one.effect !== "delete")).toEqual([]);
  });

  it("names its lists in a few English words", () => {
    for (const { takesAlong = [] } of actions) {
      for (const { what } of takesAlong) expect(what).toMatch(/^[a-z][a-z ]{3,40}$/);
    }
  });

  it("is a single list of one id per set of names", () => {
    for (const { names = [] } of actions) {
      for (const { by } of names) {
        const own = Array.isArray(by) ? by : Object.keys(by);
        expect(own.filter((name) => name.endsWith("[]")).length).toBeLessThanOrEqual(1);
        expect(own.slice(0, -1).some((name) => name.endsWith("[]"))).toBe(false);
      }
    }
  });

  it("is the thing itself for every update and delete that a plain read of one thing exists for", () => {
    const single = new Set(
      actions
        .filter(({ effect, paging, name }) => effect === "read" && paging === undefined && /^Get/.test(name))
        .map(qualifiedName),
    );
    const without = actions.filter(({ service, name, effect, lookup }) => {
      const thing = /^(?:Update|Modify|Delete)(.+)$/.exec(name)?.[1];
      const changes = effect === "update" || effect === "delete";
      return changes && lookup === undefined && thing !== undefined && single.has(`${service}:Get${thing}`);
    });
    expect(named(without)).toEqual([]);
  });
});
