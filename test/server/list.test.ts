import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toolName } from "../../src/action/names.ts";
import { searchData } from "../../src/server/discovery/search-data.ts";
import { INSTRUCTIONS_LIMIT, instructions } from "../../src/server/instructions.ts";
import { buildLists } from "../../src/server/list.ts";
import { DISCOVERY_TOOLS, GENERATE_SECRET } from "../../src/server/own-tools.ts";
import { core } from "../../tools/core.ts";
import { actions, families } from "../../tools/index.ts";

const lists = buildLists(actions, core);
const names = (tools: readonly { readonly name: string }[]) => tools.map(({ name }) => name);
const built = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../dist/${file}`, import.meta.url), "utf8"));

describe("the usual list", () => {
  it("is the five discovery tools, generate_secret and at most 25 core actions, in a stable order", () => {
    const [own, chosen] = [names(lists.usual).slice(0, 6), names(lists.usual).slice(6)];
    expect(own).toEqual([...DISCOVERY_TOOLS, GENERATE_SECRET]);
    expect(chosen).toEqual(
      core.map((name) => {
        const [service = "", action = ""] = name.split(":");
        const found = actions.find((one) => one.service === service && one.name === action);
        return found === undefined ? `no ${name}` : toolName(found);
      }),
    );
    expect(core.length).toBeLessThanOrEqual(25);
  });

  it("refuses a core name that is no action", () => {
    expect(() => buildLists(actions, ["id:CreateNothing"])).toThrow("id:CreateNothing");
  });
});

describe("what a start loads", () => {
  const files = (name: string): readonly string[] => {
    const code = readFileSync(new URL(`../../dist/${name}`, import.meta.url), "utf8");
    const here = name.startsWith("chunks/") ? "chunks/" : "";
    const next = [...code.matchAll(/(?:^|[;}])(?:import|export)[^;"'`]*?["']\.\/([^"']+\.js)["']/gm)];
    return next.map(([, file = ""]) => `${here}${file}`);
  };
  const loaded = (names: readonly string[], seen = new Set<string>()): ReadonlySet<string> => {
    for (const name of names) {
      if (seen.has(name)) continue;
      seen.add(name);
      loaded(files(name), seen);
    }
    return seen;
  };
  const kinds = (names: ReadonlySet<string>) =>
    [...names].map((name) => name.replace(/^chunks\/|(?:-[\w-]{8})?\.js$/g, "")).toSorted();

  it("is few files, and neither actions nor what calls need", () => {
    const [serve] = readdirSync(new URL("../../dist/chunks/", import.meta.url)).filter((name) =>
      name.startsWith("serve-"),
    );
    expect(kinds(loaded(["bin.js"]))).toEqual(["bin", "core", "rolldown-runtime"]);
    expect(kinds(loaded(["bin.js", `chunks/${serve}`]))).toEqual([
      ...["bin", "core", "rolldown-runtime", "schemas", "serve", "server"],
    ]);
  });
});

describe("what the build wrote down", () => {
  it("was made from these very definitions", () => {
    const { entries, usual, all } = lists;
    expect(built("catalogue.json")).toEqual(JSON.parse(JSON.stringify({ entries, usual })));
    expect(built("definitions.json")).toEqual(JSON.parse(JSON.stringify(all)));
    expect(built("search.json")).toEqual(JSON.parse(JSON.stringify(searchData(families))));
  });

  it("knows every action, in the order of the families", () => {
    expect(lists.entries.map(({ tool }) => tool)).toEqual(actions.map(toolName));
    expect(names(lists.all)).toEqual([...DISCOVERY_TOOLS, GENERATE_SECRET, ...actions.map(toolName)]);
  });
});

describe("the instructions", () => {
  it.each(["sandbox", "real"] as const)("for %s stay under their limit and name the mode", (mode) => {
    for (const dryRun of [false, true]) {
      const text = instructions(mode, { dryRun });
      expect(text.length).toBeLessThan(INSTRUCTIONS_LIMIT);
      expect(text).toContain(mode.toUpperCase());
      expect(text.includes("DRY RUN")).toBe(dryRun);
    }
  });

  it("name only tools that exist", () => {
    const known = new Set(names(lists.all));
    const named = instructions("real").matchAll(
      /\b(?:cc|id|sso|sts)_[a-z_]+\b|\b[a-z]+_(?:secret|action|actions|policy)\b/g,
    );
    for (const [name] of named) expect(known).toContain(name);
  });
});
