import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toolName } from "../../src/action/names.ts";
import { GENERATE_SECRET } from "../../src/server/generate-secret.ts";
import { INSTRUCTIONS_LIMIT, instructions } from "../../src/server/instructions.ts";
import { toolList } from "../../src/server/list.ts";
import { actions } from "../../tools/index.ts";

describe("the tool list", () => {
  it("is generate_secret and every action, in a stable order", () => {
    expect(toolList(actions).map((tool) => tool.name)).toEqual([GENERATE_SECRET, ...actions.map(toolName)]);
  });

  it("was prebuilt from these very schemas", () => {
    const prebuilt = JSON.parse(readFileSync(new URL("../../dist/tools.json", import.meta.url), "utf8"));
    expect(prebuilt).toEqual(JSON.parse(JSON.stringify(toolList(actions))));
  });
});

describe("the instructions", () => {
  it.each(["sandbox", "real"] as const)("for %s stay under their limit and name the mode", (mode) => {
    const text = instructions(mode);
    expect(text.length).toBeLessThan(INSTRUCTIONS_LIMIT);
    expect(text).toContain(mode.toUpperCase());
  });

  it("name only tools that exist", () => {
    const names = new Set(toolList(actions).map((tool) => tool.name));
    for (const [name] of instructions("real").matchAll(/\b(?:cc|id|sso|sts)_[a-z_]+\b|generate_secret/g)) {
      expect(names).toContain(name);
    }
  });
});
