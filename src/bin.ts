#!/usr/bin/env node
/** The composition root: the only file that knows the tools. */
import { readFileSync } from "node:fs";
import { main } from "./cli/main.ts";
import type { ToolDefinition } from "./server/definition.ts";

/** The list is prebuilt (scripts/build.mjs): nobody waits for schemas at start. */
function prebuiltTools(): ToolDefinition[] {
  return JSON.parse(readFileSync(new URL("./tools.json", import.meta.url), "utf8"));
}

process.exitCode = await main({
  actions: async () => (await import("../tools/index.ts")).actions,
  tools: prebuiltTools,
  argv: process.argv,
  env: process.env,
  binary: new URL(import.meta.url),
});
