#!/usr/bin/env node
/** The composition root: the only file that knows the tools. */
import { readFileSync } from "node:fs";
import { main } from "./cli/main.ts";
import type { Catalogue } from "./server/catalogue.ts";
import type { ToolDefinition } from "./server/definition.ts";

/** The lists are prebuilt (scripts/build.mjs): nobody waits for schemas at start. */
function prebuilt(): Catalogue {
  const { entries, usual }: Pick<Catalogue, "entries" | "usual"> = read("catalogue.json");
  return {
    entries,
    usual,
    definitions() {
      const all: ToolDefinition[] = read("definitions.json");
      return new Map(all.map((tool) => [tool.name, tool]));
    },
    search: () => read("search.json"),
  };
}

// What the build wrote beside this very file.
function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`./${file}`, import.meta.url), "utf8"));
}

process.exitCode = await main({
  families: async () => (await import("../tools/index.ts")).families,
  prompts: async () => (await import("../tools/prompts/index.ts")).prompts,
  catalogue: prebuilt,
  argv: process.argv,
  env: process.env,
  binary: new URL(import.meta.url),
});
